"""Appositions that name: "Turkey's president, Recep Tayyip Erdogan" is one entity, known by its name."""

from __future__ import annotations

from spacy.tokens import Token

from redshank.actors.describe import ReadAt, noun_in
from redshank.actors.entities import retold
from redshank.actors.matching import NounHit
from redshank.actors.persons import name_span
from redshank.actors.report import Report
from redshank.language.annotations import ActorReading, Mention
from redshank.lexicons.roster import word_class


def read_apposed_name(report: Report, mention: Mention, noun: NounHit | None, read: ReadAt) -> ActorReading | None:
    """The reading of a described person whom an apposition names; None where none does."""
    for child in report.doc[mention.head].children:
        target = _target(report, mention, noun, child)
        reading = read(target.i) if target is not None else None
        named = target is not None and noun is not None and noun.noun.person and target.ent_type_ == "PERSON"
        if target is not None and reading is not None and (_coded(reading) or (named and reading.entities)):
            return _apposed(report, mention, max(mention.end, target.i + 1), reading)
    if noun is None or not noun.noun.person or noun.noun.plural:
        return None
    target = _name_after_comma(report, mention)
    reading = read(target.i) if target is not None else None
    if target is not None and reading is not None and reading.entities:
        return _apposed(report, mention, target.i + 1, reading)
    return None


def _coded(reading: ActorReading) -> bool:
    return bool(reading.entities) and reading.entities[0].code is not None


def _target(report: Report, mention: Mention, noun: NounHit | None, child: Token) -> Token | None:
    """The head of the name in this child of the phrase, if it is a naming apposition."""
    near = mention.head < child.i < mention.end or (child.left_edge.i <= mention.end + 1 and child.i > mention.head)
    if noun is None or not near:
        return None
    if child.dep_ == "prep":
        target = _name_in_phrase(report, child)
        return target if target is not None and noun.noun.person else None
    if child.dep_ not in ("appos", "pobj") or (child.dep_ == "appos" and child.pos_ != "PROPN"):
        return None
    if name_span(report, child.i) is not None:
        return child if noun.noun.person else None
    if child.i not in report.hit_of or report.sense(report.hit_of[child.i]).kind in ("capital", "place"):
        return None  # 'the port of the capital, Tunis'
    related = noun.noun.noun.split()[-1] in word_class("relational")
    return child if related or not noun.noun.person else None


def _apposed(report: Report, mention: Mention, end: int, reading: ActorReading) -> ActorReading:
    entities = retold(report.doc, mention.start, end, reading.entities)
    return ActorReading(entities, f"named by apposition: {reading.rule}", reading.score)


def _name_after_comma(report: Report, mention: Mention) -> Token | None:
    """'the ambassador to Bahrain, Ivan Petrov, …': an apposition that the parse missed."""
    doc, at = report.doc, mention.end
    if at + 1 >= len(doc) or doc[at].text != "," or doc[at + 1].ent_type_ != "PERSON" or doc[at].is_sent_end:
        return None
    last = at + 1
    while last + 1 < len(doc) and doc[last + 1].ent_type_ == "PERSON" and doc[last + 1].ent_iob_ == "I":
        last += 1
    closes = last + 1 >= len(doc) or doc[last + 1].text in (",", ".", ";", ")", "—", "–") or doc[last + 1].is_space
    known = report.mentions.get(last) if closes and last > at + 1 else None
    return doc[last] if known is not None else None


def _name_in_phrase(report: Report, prep: Token) -> Token | None:
    """A title read as 'Head of [the committee Ivan Petrov]' hides the name in the 'of' phrase."""
    for obj in prep.children:
        if obj.dep_ != "pobj" or obj.ent_type_ != "PERSON":
            continue
        span = name_span(report, obj.i)
        if span is None or obj.left_edge.i >= span[0]:
            continue
        before = noun_in(report, span[0] - 1)
        if before is not None and not before.noun.person and before.end == span[0]:
            return obj
    return None
