"""Finds roster names and agent nouns in a ``Doc``: plain functions, no decisions.

The document is read as one row of words (accents, hyphens and full stops gone, see ``lexicons.roster.key_of``); every
word knows its token, so that 'U.S.-led', 'al-Qaeda' and 'Secretary-General' are matched however they were tokenised.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from redshank.language.mentions import skipped_tokens
from redshank.language.tokenised import as_written
from redshank.lexicons.current import nouns, roster
from redshank.lexicons.roster import Noun, Sense, key_of
from redshank.lexicons.tables import rows

# Marks that stand inside names and are passed over; any other punctuation ends a name.
_GLUE = frozenset("-‐‑–'’.\"“”‘`") | {"'s", "’s"}
_HYPHENS = frozenset("-‑–")
_LONGEST_NOUN = 5


@dataclass(frozen=True, slots=True)
class Hit:
    """A roster name in the text.

    Attributes:
        start, end: token range, half open.
        senses: all that the name may stand for.
        partial: the last token goes on after the name ('U.S.-backed', one token).
        note: why the name is taken for this entry, where the roster spells it otherwise.
    """

    start: int
    end: int
    senses: tuple[Sense, ...]
    partial: bool = False
    note: str = ""

    @property
    def last(self) -> int:
        """Index of the last token."""
        return self.end - 1


@dataclass(frozen=True, slots=True)
class NounHit:
    """An agent noun with the token range of its words."""

    noun: Noun
    start: int
    end: int


class Words:
    """The words of a document with their tokens."""

    def __init__(self, doc: Doc) -> None:
        self.words: list[str] = []
        self.tokens: list[int] = []
        self.first: dict[int, int] = {}
        self.shouted = _shouted_tokens(doc)
        for token in doc:
            self._add(token)

    def _add(self, token: Token) -> None:
        text = as_written(token)
        found: tuple[str, ...] = key_of(text)
        if token.is_space or not found:
            if token.text in _GLUE and not token.is_sent_start:
                return
            found = ("\n",)
        if text in ("'s", "’s"):
            found = ("s",)
        if token.is_sent_start:
            self.words.append("\n")
            self.tokens.append(token.i)
        self.first[token.i] = len(self.words)
        for word in found:
            self.words.append(word)
            self.tokens.append(token.i)


def _shouted_tokens(doc: Doc) -> frozenset[int]:
    """Tokens of sentences in capitals throughout, whose case says nothing."""
    shouted: set[int] = set()
    document = doc._.document
    if document is not None and document.dateline is not None:
        span = doc.char_span(document.dateline.start, document.dateline.end, alignment_mode="expand")
        shouted.update(range(span.start, span.end) if span is not None else ())
    for sent in doc.sents:
        letters = [t for t in sent if t.is_alpha and len(t) > 1]
        if len(letters) > 3 and all(t.is_upper for t in letters):
            shouted.update(t.i for t in sent)
    return frozenset(shouted)


def find_names(doc: Doc, words: Words) -> list[Hit]:
    """Roster names, longest first, not overlapping, in text order."""
    hits: list[Hit] = []
    at, size = 0, len(words.words)
    skipped = skipped_tokens(doc)
    longest = roster().longest
    while at < size:
        word = words.words[at]
        if (word not in longest and words.tokens[at] not in words.shouted) or words.tokens[at] in skipped:
            at += 1
            continue
        hit, used = _name_at(words, at)
        if hit is not None:
            hits.append(hit)
        at += used
    return hits


def combining_names(doc: Doc, hits: list[Hit]) -> list[Hit]:
    """'Franco' in 'Franco-German', with the other hits."""
    starts = {h.start for h in hits}
    known = combining_forms()
    added = [
        Hit(h.start - 2, h.start - 1, (known[doc[h.start - 2].text],))
        for h in hits
        if h.start > 1 and doc[h.start - 1].text in _HYPHENS and doc[h.start - 2].text in known
        if h.start - 2 not in starts
    ]
    return sorted([*hits, *added], key=lambda h: h.start) if added else hits


@cache
def combining_forms() -> dict[str, Sense]:
    """First parts of compound adjectives that stand for a country, as senses."""
    names = roster().country_names
    return {
        row["form"]: Sense("demonym", names.get(row["code"], row["code"]), row["code"])
        for row in rows("actors/combining.tsv")
    }


def _name_at(words: Words, at: int) -> tuple[Hit | None, int]:
    known = roster()
    token = words.tokens[at]
    shouted = token in words.shouted
    spelled = [_unshout(w) for w in words.words[at : at + 12]] if shouted else words.words[at : at + 12]
    first = spelled[0]
    for length in range(min(known.longest.get(first, 0), len(spelled)), 0, -1):
        senses = known.senses(tuple(spelled[:length]))
        if senses:
            last = words.tokens[at + length - 1]
            follows = at + length < len(words.tokens) and words.tokens[at + length] == last
            return Hit(token, last + 1, senses, partial=follows), length
    return None, 1


def _unshout(word: str) -> str:
    return word.capitalize() if len(word) > 3 and word.isupper() else word


def noun_at(doc: Doc, words: Words, head: int) -> NounHit | None:
    """The longest agent noun whose words end at this token, or start left of it and run on ('secretary of state')."""
    at = words.first.get(head)
    if at is None:
        return None
    lowered = [w.lower() for w in words.words[max(0, at - _LONGEST_NOUN) : at + _LONGEST_NOUN]]
    here = min(at, _LONGEST_NOUN)
    width = len([t for t in words.tokens[at : at + 3] if t == head])
    best: NounHit | None = None
    for start in range(max(0, here - _LONGEST_NOUN + 1), here + 1):
        for end in range(len(lowered), here + width - 1, -1):
            noun = nouns().get(tuple(lowered[start:end]))
            if noun is None or not _heads(lowered, start, here, here + width, end):
                continue
            shift = at - here
            found = NounHit(noun, words.tokens[start + shift], words.tokens[end - 1 + shift] + 1)
            if best is None or found.end - found.start > best.end - best.start:
                best = found
    return best or noun_by_lemma(doc[head])


def _heads(words: list[str], start: int, here: int, after: int, end: int) -> bool:
    """The token at ``here`` heads the words: the last of them, or the last before 'of'."""
    if "of" in words[start:end]:
        return after <= end and after < len(words) and words[after] == "of"
    return end == after


def noun_by_lemma(token: Token) -> NounHit | None:
    """The agent noun that this one word is, whatever its number."""
    key = key_of(token.lemma_.lower())
    noun = nouns().get(key)
    if noun is None or token.pos_ not in ("NOUN", "PROPN"):
        return None
    return NounHit(noun, token.i, token.i + 1)
