"""Several at once: 'the two sides', 'both leaders', 'the three countries', and 'they' for those who met."""

from __future__ import annotations

from collections import Counter

from redshank.actors.describe import noun_in
from redshank.actors.entities import retold
from redshank.actors.report import Report
from redshank.language.annotations import ActorReading, Mention
from redshank.language.coreference import Candidate
from redshank.lexicons.roster import word_class
from redshank.records import Entity

_BACK = 4
_NUMBERS = ((2, "two"), (3, "three"), (4, "four"), (5, "five"))
_ARTICLES = frozenset({"the", "both", "these", "those", "all"})
_ARMED = frozenset({"REB", "PRM", "CRM"})


def read_pair(report: Report, mention: Mention) -> ActorReading | None:
    """'the two sides', 'both leaders', 'the three countries': the latest distinct actors of that sort."""
    count = _how_many(report, mention)
    if not count:
        return None
    persons = _means_persons(report, mention)
    found = _latest(report, mention, persons, count)
    found = found or (_latest(report, mention, False, count) if persons else None)
    return _together(report, mention, found) if found else None


def read_those_who_met(report: Report, mention: Mention) -> ActorReading | None:
    """'X met Y. They agreed': the only two of the sentence before."""
    sent = report.sents[mention.head]
    before = [c for c in report.candidates if sent - c.sent == 1 and c.kind in ("person", "country")]
    for kind in ("person", "country"):
        readings = {_side(r): r for c in before if c.kind == kind and (r := _single(report, c)) is not None}
        subject = any(c.subject for c in before if c.kind == kind)
        if len(readings) == 2 and subject:
            return _together(report, mention, list(readings.values()))
    return None


def _together(report: Report, mention: Mention, found: list[ActorReading]) -> ActorReading:
    entities: list[Entity] = []
    for reading in found:
        entities.extend(retold(report.doc, mention.start, mention.end, reading.entities[:1]))
    names = " and ".join(e.identifier_text or e.entity_text for e in entities)
    return ActorReading(tuple(entities), f"'{report.doc[mention.start : mention.end].text}' for {names}", 0.7)


def _how_many(report: Report, mention: Mention) -> int:
    """How many actors the phrase speaks of; 0 where it is no such phrase."""
    head = report.doc[mention.head]
    inside = {t.lower_ for t in report.doc[mention.start : mention.head + 1]}
    count = next((n for n, word in _NUMBERS if inside & word_class(word)), 0)
    if not count or not inside & _ARTICLES:
        return 0
    sorts = word_class("sides")
    noun = noun_in(report, mention.head)
    fits = head.lemma_.lower() in sorts or (noun is not None and noun.noun.noun in sorts | word_class("leaderish"))
    return count if fits or (count == 2 and head.lower_ in word_class("two")) else 0


def _means_persons(report: Report, mention: Mention) -> bool:
    lemma = report.doc[mention.head].lemma_.lower()
    noun = noun_in(report, mention.head)
    leaders = word_class("leaderish")
    return lemma in leaders | word_class("pair_of_people") or (noun is not None and noun.noun.noun in leaders)


def _single(report: Report, candidate: Candidate) -> ActorReading | None:
    reading = report.readings.get(candidate.head)
    return reading if reading is not None and len(reading.entities) == 1 and reading.entities[0].code else None


def _side(reading: ActorReading) -> tuple[str, bool]:
    """A government and the rebels of its country are two sides."""
    first = reading.entities[0]
    return first.code or "", first.sector in _ARMED


def _latest(report: Report, mention: Mention, persons: bool, count: int) -> list[ActorReading] | None:
    """The actors that the sentences before name most and latest, one for each side."""
    sent = report.sents[mention.head]
    weight: Counter[tuple[str, bool]] = Counter()
    latest: dict[tuple[str, bool], ActorReading] = {}
    member = _membership(report, mention)
    for c in report.candidates:
        if c.head >= mention.start or sent - c.sent > _BACK or (persons and c.kind != "person"):
            continue
        reading = _single(report, c) if c.kind in ("country", "person", "body", "people") else None
        if reading is not None and c.kind == "people" and not _side(reading)[1]:
            continue
        if reading is None or (member and reading.entities[0].code not in member):
            continue
        side = _side(reading)
        weight[side] += (2 if sent - c.sent <= 1 else 1) + int(c.subject)
        if c.kind == "country" or side not in latest or persons:
            latest[side] = reading
    ranked = sorted(weight, key=lambda s: (-weight[s] - 0.25 * min(report.counts[s[0]], 16), s))[:count]
    return [latest[side] for side in ranked] if len(ranked) == count else None


def _membership(report: Report, mention: Mention) -> tuple[str, ...]:
    """'the two Nato allies': members of the body that is named."""
    for i in range(mention.start, mention.head):
        hit = report.hit_of.get(i)
        if hit is not None and report.sense(hit).members:
            return report.sense(hit).members
    return ()
