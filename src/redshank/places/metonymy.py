"""Tells whether a toponym is where something is, or stands for a government, a people or a body ('Moscow said')."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from redshank.places.candidates import Candidate, before, opens_dateline
from redshank.places.names import feature_words, place_verbs, prepositions

_SUBJECTS = frozenset({"nsubj", "agent"})
_MODIFIERS = frozenset({"compound", "poss", "amod", "nmod"})


def _head(doc: Doc, candidate: Candidate) -> Token:
    root: Token = doc[candidate.start : candidate.end].root
    while root.dep_ == "conj" and root.head.i != root.i:
        root = root.head
    return root


def stands_for(doc: Doc, candidate: Candidate, kind: str) -> bool:
    """Whether the toponym stands for its government, people or a body here, so that nothing happened 'in' it.

    A dateline counts so too: it says where the report was written. ``kind`` is the kind of place it was resolved to.
    """
    if candidate.embedded or _in_dateline(doc, candidate) or _hyphened(doc, candidate.end):
        return True
    leading = before(doc, candidate.start)
    if leading is not None and leading.lower_ in prepositions("at"):
        return False
    if leading is not None and leading.lower_ in prepositions("with"):
        return True
    head = _head(doc, candidate)
    if head.dep_ in _SUBJECTS:
        return head.head.lemma_ != "be"
    if head.dep_ == "pobj" and head.head.lower_ in prepositions("with"):
        return True
    if head.dep_ in _MODIFIERS and head.head.i >= candidate.end:
        return head.head.lower_ not in feature_words("before")
    return kind == "country" and _of_government(head)


def _of_government(head: Token) -> bool:
    """Whether a country is what is spoken to or acted on: 'accused Iran', 'sanctions on Iran'."""
    if head.dep_ in {"dobj", "dative", "nsubjpass"}:
        return head.head.lemma_ not in place_verbs()
    return head.dep_ == "pobj" and head.head.lower_ == "on"


def _hyphened(doc: Doc, end: int) -> bool:
    return end + 1 < len(doc) and doc[end].text == "-" and doc[end + 1].is_lower


def _in_dateline(doc: Doc, candidate: Candidate) -> bool:
    document = doc._.document
    span = document.dateline if document is not None else None
    if span is not None and span.start <= doc[candidate.start].idx < span.end:
        return True
    return opens_dateline(doc, candidate.start, candidate.end)
