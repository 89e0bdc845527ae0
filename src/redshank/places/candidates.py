"""The candidate record that matching hands to resolution, and small questions about a toponym's surroundings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from redshank.language.base import CODED_KINDS
from redshank.places.names import feature_words, prepositions

Source = Literal["table", "adjective", "entity", "gazetteer", "pattern"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of tokens that names a place.

    Attributes:
        start, end: token range of the toponym, direction words included ('eastern Ukraine').
        core: token index at which the name itself starts ('Ukraine').
        hint: what a common noun beside it says of it: A division, B district, P town, F other; '' nothing.
        embedded: part of a longer name of something else ('Kyiv City Council').
    """

    start: int
    end: int
    core: int
    source: Source
    hint: str = ""
    embedded: bool = False

    def name(self, doc: Doc) -> str:
        """The words of the name, without direction words."""
        return doc[self.core : self.end].text


def unread(doc: Doc) -> list[bool]:
    """By token, whether it stands in a paragraph that is not coded (furniture, credits, bylines)."""
    document = doc._.document
    skipped = [] if document is None else [p for p in document.paragraphs if p.kind not in CODED_KINDS]
    marks = [False] * len(doc)
    for paragraph in skipped:
        span = doc.char_span(paragraph.start, paragraph.end, alignment_mode="expand")
        if span is not None:
            marks[span.start : span.end] = [True] * len(span)
    return marks


def before(doc: Doc, at: int) -> Token | None:
    """The token before ``at`` in the same sentence, articles passed over."""
    at -= 1
    while at >= 0 and not doc[at + 1].is_sent_start:
        if not doc[at].is_space and doc[at].lower_ != "the":
            return doc[at]
        at -= 1
    return None


def after(doc: Doc, at: int) -> Token | None:
    """The token at ``at`` if it is in the same sentence as the one before it."""
    while at < len(doc) and not doc[at].is_sent_start:
        if not doc[at].is_space:
            return doc[at]
        at += 1
    return None


def hint_of(doc: Doc, start: int, end: int) -> str:
    """What a common noun beside a name says of it: 'Kherson region', 'the town of X', 'Lake X'; '' for nothing."""
    following = after(doc, end)
    if following is not None and following.lower_ in feature_words("before"):
        return feature_words("before")[following.lower_]
    leading = before(doc, start)
    if leading is None:
        return ""
    if leading.lower_ == "of":
        noun = before(doc, leading.i)
        return feature_words("of").get(noun.lower_, "") if noun is not None else ""
    if leading.text[:1].isupper():
        return feature_words("after").get(leading.lower_, "")
    return feature_words("apposed").get(leading.lower_, "")


def located(doc: Doc, start: int, sense: str = "at") -> bool:
    """Whether a preposition of place stands before the name ('near the X'); 'in': none that persons take too."""
    leading = before(doc, start)
    return leading is not None and leading.lower_ in prepositions(sense)


def opens_dateline(doc: Doc, start: int, end: int) -> bool:
    """Whether the name opens its paragraph as a dateline does: 'KYIV (Reuters) --', 'Kyiv, Ukraine —'."""
    if start and not doc[start].is_sent_start:
        return False
    following = after(doc, end)
    return following is not None and following.text in {"(", "—", "–", "-", "--", "/"}
