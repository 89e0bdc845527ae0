"""Texts that a tokeniser has pulled apart ("Russia 's", spaced commas, -LRB-): parsed as if they were whole.

The tagger and the parser learnt from text as people write it; spaces before commas and inside abbreviations, numbers
and hyphenated words mislead them. A text that is plainly tokenised is put together for the parser alone, and what the
parser says is carried over to the text as it was read, so that offsets go on pointing there. Other text is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Token

from redshank.lexicons.tables import groups
from redshank.records import Paragraph

NAME = "redshank_as_read"

_WORD = re.compile(r"\S+")
_APART = re.compile(r"(?<=\w) (?:[,.;:!?]|['’] ?s|n['’]t|-RRB-)(?=\s|\Z)")
_WHOLE = re.compile(r"\w(?:[,;:!?]|['’]s)(?=\s|\Z)|[a-z]{4}\.(?=\s|\Z)")
_GROUP_OF_THREE = re.compile(r"\d{3}(?!\d)")
# What the parse tells of each token. The heads bring the sentences with them.
_TOLD: list[int | str] = ["TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE"]


@dataclass(frozen=True, slots=True)
class Whole:
    """A tokenised text put together.

    Attributes:
        text: without the tokeniser's spaces, its brackets and quotation marks written out.
        starts, ends: for each character of ``text`` the characters of the text as read that it stands for.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def paragraphs(self, read: list[Paragraph]) -> list[Paragraph]:
        """The paragraphs of the text as read, in this text."""
        found, at = [], 0
        for p in read:
            while at < len(self.starts) and self.starts[at] < p.start:
                at += 1
            first = at
            while at < len(self.starts) and self.ends[at] <= p.end:
                at += 1
            if at > first:
                found.append(Paragraph(first, at, p.kind))
        return found


def is_tokenised(text: str) -> bool:
    """Whether the marks stand apart from the words all through the text: some do, and none is where it belongs."""
    return _APART.search(text) is not None and _WHOLE.search(text) is None


def put_together(text: str) -> Whole | None:
    """The text as it was before the tokeniser; None for a text that is not tokenised."""
    if not is_tokenised(text):
        return None
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    words = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
    joins = _Joins([w for w, _, _ in words])
    last = 0
    for n, (word, start, end) in enumerate(words):
        if text[last:start] != " " or not joins.tied(n):
            out.append(text[last:start])
            starts += range(last, start)
            ends += range(last + 1, start + 1)
        written = _written().get(word)
        out.append(written or word)
        starts += [start] * len(written) if written else range(start, end)
        ends += [end] * len(written) if written else range(start + 1, end + 1)
        last = end
    out.append(text[last:])
    starts += range(last, len(text))
    ends += range(last + 1, len(text) + 1)
    return Whole("".join(out), tuple(starts), tuple(ends))


@cache
def _kind(name: str) -> frozenset[str]:
    return groups("grammar/tokenised.tsv", "kind")[name]


@cache
def _written() -> dict[str, str]:
    """How tokenisers write brackets and quotation marks, and what they stand for: '-LRB-' and '('."""
    return dict(pair.split("=", 1) for pair in _kind("written"))


class _Joins:
    """Which words of a tokenised text belong to the word before them."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.open = False  # a straight quotation mark waits for the closing one
        self.right: set[int] = set()  # words tied to what follows

    def _word(self, n: int) -> str:
        return self.words[n] if 0 <= n < len(self.words) else ""

    def tied(self, n: int) -> bool:
        """Whether no space belongs before this word; to be asked of each word in turn."""
        word, before = self.words[n], self._word(n - 1)
        tied = n - 1 in self.right
        if word == '"':
            tied = tied or self.open
            self.open = not self.open
            if self.open:
                self.right.add(n)
            return tied
        if word in _kind("opens"):
            self.right.add(n)
            return tied
        if word in "-‑–/" and self._inside(n):
            self.right.add(n)
            return True
        if word in "'’´":
            return self._apostrophe(n) or tied
        if word in ".,:" and self._within_number(n):
            self.right.add(n)
            return True
        if word == "." and _is_initial(before) and _is_initial(self._word(n + 1)):
            self.right.add(n)
            return True
        if _is_stray_letter(word) and before.isalpha():
            after = self._word(n + 1)
            if after.islower() and after not in _kind("small"):
                self.right.add(n)
            return True
        return tied or word in _kind("closes") or word.lower() in _kind("endings")

    def _inside(self, n: int) -> bool:
        before, after = self._word(n - 1), self._word(n + 1)
        return before[-1:].isalnum() and after[:1].isalnum()

    def _apostrophe(self, n: int) -> bool:
        before, after = self._word(n - 1), self._word(n + 1)
        if after.lower() in _kind("after apostrophe") and before[-1:].isalnum():
            self.right.add(n)
            return True
        return before[-1:] in ("s", "S")

    def _within_number(self, n: int) -> bool:
        before, after = self._word(n - 1), self._word(n + 1)
        if not before[-1:].isdigit() or not after[:1].isdigit():
            return False
        return self.words[n] != "," or _GROUP_OF_THREE.match(after) is not None


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isupper()


def _is_stray_letter(word: str) -> bool:
    """'é' in 'Jos é': a letter that the tokeniser did not know."""
    return len(word) == 1 and word.isalpha() and word.islower() and not word.isascii()


def as_read(doc: Doc) -> Doc:
    """The document over the text as read, with all that the parser said of the text put together."""
    whole: Whole | None = doc._.whole
    if whole is None:
        return doc
    text: str = doc._.document.text
    spans = [(whole.starts[t.idx], whole.ends[t.idx + len(t) - 1]) for t in doc]
    spaces = [after > end for (_, end), (after, _) in zip(spans, [*spans[1:], (len(text), 0)], strict=True)]
    found = Doc(doc.vocab, words=[text[a:b] for a, b in spans], spaces=spaces)
    found.from_array(_TOLD, doc.to_array(_TOLD))  # type: ignore[arg-type]  # thinc's array
    for token, told in zip(found, doc, strict=True):
        token.norm_ = told.norm_
        token._.tied = not told.whitespace_
    found._.document = doc._.document
    return found


@Language.component(NAME, assigns=["doc.text"], requires=["token.dep", "token.tag"])
def as_read_component(doc: Doc) -> Doc:
    """The component, run right after the parser, the tagger and the name finder."""
    return as_read(doc)


def as_written(token: Token) -> str:
    """The token's text without the spaces that a tokeniser put into it ('Mr .', 'U . N .')."""
    return token.text.replace(" ", "") if " " in token.text else token.text


def is_tied(token: Token) -> bool:
    """Whether the next word follows without a space, or with one that only a tokeniser put there."""
    return not token.whitespace_ or token._.tied
