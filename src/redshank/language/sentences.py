"""Where sentences may and may not begin, told to the parser before it parses.

The parser decides only where this plan is silent (``None``): after an ellipsis, after an abbreviation that may end a
sentence, at line breaks inside a paragraph. Everything else follows from punctuation, as news is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Token

from redshank.language.quotations import marks
from redshank.lexicons.tables import groups
from redshank.records import Paragraph

_LONG_RUN = re.compile(r"\S{300}")
_PIECE = re.compile(r"\S{1,300}\s*|\s+")
_ENDS = frozenset({".", "!", "?", "…", "..."})
_CLOSING = frozenset({")", "]", "}"})
_OPENING = frozenset({"(", "[", "{"})


@cache
def _abbreviations() -> dict[str, frozenset[str]]:
    return groups("attribution/abbreviations.tsv", key="class")


def _is_abbreviation(word: str, kind: str) -> bool:
    return word in _abbreviations().get(kind, frozenset())


def _is_initial(word: str) -> bool:
    return len(word) == 2 and word[0].isupper() and word[1] == "."


def _after_word_with_stop(word: str, first: Token) -> bool | None:
    """Whether a sentence begins at ``first`` after a word that carries its own full stop ('Mr.', 'U.S.', 'J.')."""
    if _is_abbreviation(word, "title"):
        return False
    if _is_abbreviation(word, "number"):
        return False if first.text[:1].isdigit() else None
    starter = first.is_stop and first.text[:1].isupper()
    if _is_initial(word) or _is_abbreviation(word, "name"):
        return None if starter else False
    return True if starter else None


def _with_stop(last: Token) -> str | None:
    """The word that a full stop belongs to, if it is an abbreviation or an initial; 'Mr' and '.' may be two tokens."""
    if last.text != ".":
        return last.text if last.text.endswith(".") and len(last.text) > 1 else None
    before = last.nbor(-1) if last.i else None
    if before is None or before.whitespace_:
        return None
    word = before.text + "."
    known = any(_is_abbreviation(word, kind) for kind in _abbreviations())
    return word if known or (_is_initial(word) and not _is_pronoun(before)) else None


def _is_pronoun(token: Token) -> bool:
    """Whether the token is the pronoun 'I', which ends a sentence more often than it is an initial."""
    return token.text == "I"


def _begins(last: Token, first: Token, passed_quote: bool) -> bool | None:
    """Whether a sentence begins at the word ``first``, the word or mark before it being ``last``."""
    if first.text[:1].islower():
        return False
    if last.text == "…" or (set(last.text) == {"."} and len(last.text) > 1):
        return None
    if last.text in ("!", "?") and passed_quote:
        return None
    word = _with_stop(last)
    if word is not None:
        return _after_word_with_stop(word, first)
    return last.text in _ENDS


class _Plan:
    """The plan for one paragraph: which marks close, and what came before each token."""

    def __init__(self, text: str, paragraph: Paragraph) -> None:
        self.text = text
        found = list(marks(self.text, paragraph.start, paragraph.end))
        self.closing = {m.start for m in found if m.side == "close"}
        self.opening = {m.start for m in found if m.side == "open"}

    def closes(self, token: Token) -> bool:
        return token.idx in self.closing or token.text in _CLOSING

    def opens(self, token: Token) -> bool:
        return token.idx in self.opening or token.text in _OPENING

    def start_at(self, tokens: list[Token], at: int) -> bool | None:
        """``is_sent_start`` for the token at this place of the paragraph (white space left out)."""
        token = tokens[at]
        if self.closes(token):
            return False
        back, passed = at - 1, False
        while back > 0 and self.closes(tokens[back]):
            passed = passed or tokens[back].idx in self.closing
            back -= 1
        last = tokens[back]
        if self.opens(tokens[at - 1]):
            return False
        ahead = at
        while ahead + 1 < len(tokens) and self.opens(tokens[ahead]):
            ahead += 1
        broken = "\n" in self.text[tokens[at - 1].idx + len(tokens[at - 1]) : token.idx]
        if broken:
            ended = last.text in _ENDS or self.opens(token)
            return True if ended and not tokens[ahead].text[:1].islower() else None
        if not tokens[at - 1].whitespace_ and not self.opens(token) and token.i == tokens[at - 1].i + 1:
            return False
        return _begins(last, tokens[ahead], passed)


def tokenise(nlp: Language, text: str) -> Doc:
    """Tokens of a text, in time linear in its length.

    spaCy's tokenizer peels one mark after another off a run without spaces, which takes quadratic time on thousands
    of quotation marks; such runs are cut into pieces that are tokenised one by one.
    """
    if not _LONG_RUN.search(text):
        return nlp.make_doc(text)
    words: list[str] = []
    spaces: list[bool] = []
    for match in _PIECE.finditer(text):
        for token in nlp.make_doc(match.group()):
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
    return Doc(nlp.vocab, words=words, spaces=spaces)


def plan_sentences(doc: Doc, paragraphs: Iterable[Paragraph]) -> None:
    """Set ``is_sent_start`` before parsing; every paragraph starts a sentence.

    Args:
        doc: tokenised, not yet parsed.
        paragraphs: in text order; tokens outside any paragraph are left to the parser.
    """
    spans = list(paragraphs)
    tokens: list[list[Token]] = [[] for _ in spans]
    number = 0
    for token in doc:
        if token.is_space:
            continue
        while number < len(spans) and token.idx >= spans[number].end:
            number += 1
        if number < len(spans) and token.idx >= spans[number].start:
            tokens[number].append(token)
    text = doc.text  # once: spaCy puts the text together anew at every call
    # As one array: setting ``is_sent_start`` token by token walks the whole document each time.
    starts = doc.to_array("SENT_START").astype("int64")
    for paragraph, inside in zip(spans, tokens, strict=True):
        plan = _Plan(text, paragraph)
        for at, token in enumerate(inside):
            start = True if at == 0 else plan.start_at(inside, at)
            if start is not None:
                starts[token.i] = 1 if start else -1
    doc.from_array(["SENT_START"], starts.astype("uint64").reshape(-1, 1))  # type: ignore[arg-type]  # thinc's array
