"""Who stands behind a thing: its owner, maker or holder, for frames whose argument is no actor itself.

A 'missile', a 'base' or an 'offensive' has no reading of its own. Where an act has such an argument, it is read as
whose it is, under the words of the whole phrase: "the Afghan army base" -> AFG MIL, "Turkey's offensive" -> TUR,
"a protest by farmers" -> the farmers, 'an appeal lodged by the ministry' -> the ministry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Doc, Token

from redshank.actors.entities import retold
from redshank.language.annotations import BEHIND, ActorReading, Mention
from redshank.language.grammar import child, conjuncts, logical_subject, preposition_objects
from redshank.language.tokenised import is_tied
from redshank.lexicons.roster import word_class
from redshank.records import Entity

Readings = Mapping[int, "ActorReading | None"]
_MODIFIERS = frozenset({"amod", "compound", "nmod"})
_NAMING = frozenset({"ADJ", "PROPN"})
_CLAUSES = frozenset({"acl"})
_MAKERS = ("by",)
_HOLDERS = ("of", "from", "against")
_HYPHENS = frozenset("-‑–")
_SCORE = 0.5
_DEEPEST = 2
_WIDEST = 24  # tokens


def read_behind(doc: Doc, mention: Mention, readings: Readings) -> ActorReading | None:
    """The actor to whom the thing belongs that this phrase names; None where the phrase names no such actor.

    The order is possessor, 'by' phrase, modifier, the subject of a clause that hangs on it, 'of' and 'from' phrases.

    Args:
        doc: the document.
        mention: a phrase headed by a noun without a reading of its own.
        readings: what the other phrases of the document mean, by their heads.
    """
    head = doc[mention.head]
    lemma = head.lemma_.lower()
    if lemma in word_class("relational") or lemma in word_class("blame"):
        return None  # 'his counterpart' is another; who rejects an accusation answers the accuser
    found = _behind(head, readings, 0) or _located(head, readings)
    if found is None:
        return None
    owners, rule = found
    first = min([mention.start, *(t.left_edge.i for t in owners if head.left_edge.i <= t.i < head.i)])
    last = max([mention.end, *(_end(doc, e) for t in owners for e in _entities(t, readings) if head.i < t.i)])
    if last - first > _WIDEST:
        first, last = mention.start, mention.end
    entities = [e for t in owners for e in _entities(t, readings)]
    score = min([_SCORE, *(r.score for t in owners if (r := readings.get(t.i)) is not None)])
    return ActorReading(retold(doc, first, last, entities), f"{BEHIND}'{head.text}': {rule}", score)


def _entities(token: Token, readings: Readings) -> tuple[Entity, ...]:
    reading = readings.get(token.i)
    return reading.entities if reading is not None else ()


def _end(doc: Doc, entity: Entity) -> int:
    span = doc.char_span(entity.start, entity.end, alignment_mode="expand")
    return span.end if span is not None else 0


def _behind(noun: Token, readings: Readings, depth: int) -> tuple[list[Token], str] | None:
    """The tokens that carry the readings of the owners, and the rule of the first."""
    for candidate in _owners(noun):
        own = [t for t in _hyphened(candidate) + conjuncts(candidate) if readings.get(t.i) is not None]
        if own:
            first = readings[own[0].i]
            return own, first.rule if first is not None else ""
        deeper = _behind(candidate, readings, depth + 1) if depth < _DEEPEST else None
        if deeper is not None:
            return deeper
    return None


def _located(noun: Token, readings: Readings) -> tuple[list[Token], str] | None:
    """'a barracks in Mali', 'the area near Damascus': a place that may be attacked is of the country it is in."""
    if noun.lemma_.lower() not in word_class("target"):
        return None
    following = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else noun
    tied = child(following, "pobj") if following.lower_ in word_class("in_place") else None  # wherever it hangs
    for place in preposition_objects(noun, *word_class("in_place")) or ([tied] if tied is not None else []):
        reading = readings.get(place.i)
        if reading is not None and (place.pos_ == "PROPN" or place.lemma_.lower() in word_class("target")):
            return [place], f"in {place.text}, {reading.rule}"
    return None


def _hyphened(token: Token) -> list[Token]:
    """'Sino' before 'Russian' in 'Sino-Russian patrols'."""
    doc, at = token.doc, token.left_edge.i
    return [doc[at - 2]] if at > 1 and doc[at - 1].text in _HYPHENS and is_tied(doc[at - 2]) else []


def _owners(noun: Token) -> Iterator[Token]:
    yield from (c for c in noun.children if c.dep_ == "poss")
    yield from _objects(noun, _MAKERS)
    yield from (c for c in noun.children if c.dep_ in _MODIFIERS and c.i < noun.i and _names(c))
    for clause in noun.children:
        # 'comments made by X', not 'boats that X seized': who does something to a thing does not own it
        if clause.dep_ in _CLAUSES and not any(c.dep_ == "mark" for c in clause.children):
            subject = logical_subject(clause)
            if subject is not None and subject.i != noun.i:
                yield subject
    yield from _objects(noun, _HOLDERS)


def _names(modifier: Token) -> bool:
    """An adjective or name, or a compound that holds one ('army' in 'Afghan army base')."""
    return modifier.pos_ in _NAMING or modifier.dep_ == "compound"


def _objects(noun: Token, words: tuple[str, ...]) -> Iterator[Token]:
    for word in words:
        for prep in noun.children:
            if prep.lower_ == word and prep.dep_ in ("prep", "agent"):
                yield from (c for c in prep.children if c.dep_ == "pobj")
