"""Descriptions that point back: 'the country', 'the president', 'the group', 'both leaders', 'the two sides'."""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Token

from redshank.actors.describe import ReadAt
from redshank.actors.entities import retold
from redshank.actors.matching import NounHit
from redshank.actors.report import Person, Report
from redshank.language.annotations import ActorReading, Mention
from redshank.lexicons.roster import SUPRANATIONAL, Sense, roster, word_class
from redshank.records import Entity

_BACK = 12  # sentences that a description may reach back over
_PAIR_BACK = 4


def is_definite(report: Report, mention: Mention) -> bool:
    """It begins with 'the' or a demonstrative, or stands bare in a headline."""
    return report.doc[mention.start].lower_ in word_class("definite")


def points_back(report: Report, mention: Mention, noun: NounHit | None) -> bool:
    """A definite phrase with nothing in it but its noun and colourless adjectives."""
    if not is_definite(report, mention):
        return False
    start = noun.start if noun is not None else mention.head
    fresh = word_class("not_anaphoric")
    inside = [t for t in report.doc[mention.start + 1 : start] if not t.is_punct]
    return len(inside) <= 2 and not any(t.lower_ in fresh or t.tag_ == "POS" for t in inside)


def read_description(
    report: Report, mention: Mention, noun: NounHit | None, read: ReadAt
) -> tuple[ActorReading, str] | None:
    """The reading of a phrase that points back, and the kind of candidate it makes."""
    if not points_back(report, mention, noun):
        return None
    word = noun.noun.noun if noun is not None else report.doc[mention.head].lemma_.lower()
    plural = noun.noun.plural if noun is not None else report.doc[mention.head].tag_ in ("NNS", "NNPS")
    if word in word_class("country") and not plural:
        return _to_kind(report, mention, ("country",), read, "country", word)
    if word in word_class("group") | word_class("bloc") | word_class("office_sharer") and not plural:
        return _same_word(report, mention, word, read, plural) or _to_kind(
            report, mention, ("body",), read, "body", word
        )
    if noun is None:
        return None
    if noun.noun.person and not plural:
        found = _to_person(report, mention, word)
        if found is not None:
            return found, "person"
    return _same_word(report, mention, word, read, plural)


def _to_kind(
    report: Report, mention: Mention, kinds: tuple[str, ...], read: ReadAt, kind: str, word: str
) -> tuple[ActorReading, str] | None:
    """The last phrase of this kind, subjects and often-named ones first."""
    sent = report.sents[mention.head]
    best: tuple[float, int] | None = None
    for c in report.candidates:
        if c.kind not in kinds or c.head >= mention.start or sent - c.sent > _BACK or c.plural is True:
            continue
        reading = report.readings.get(c.head)
        if reading is None or len(reading.entities) != 1 or reading.entities[0].code is None:
            continue
        if kind == "body" and not _suits(word, reading.entities[0]):
            continue
        score = -(sent - c.sent) + 0.8 * c.subject + 0.15 * min(c.chain, 5) - 0.003 * (mention.head - c.head)
        if best is None or (score, c.head) > best:
            best = (score, c.head)
    return _told(report, mention, best[1], kind, word) if best else None


def _suits(word: str, entity: Entity) -> bool:
    if entity.identifier_text is None:
        return False
    if word in word_class("commercial"):
        return entity.sector == "BUS" or (entity.code == "MNC" and entity.sector != "JRN")
    if word in ("bloc", "union", "alliance"):
        return entity.code in SUPRANATIONAL
    if word in ("court", "tribunal"):
        return entity.sector == "JUD"
    if word == "party":
        return entity.sector in ("PTY", "OPP", "GOV")
    if word in word_class("group"):
        return entity.sector in ("REB", "PRM", "CRM", "UAF", "SOC", "PTY", "REL") or entity.code in SUPRANATIONAL
    return True


def _told(report: Report, mention: Mention, head: int, kind: str, word: str) -> tuple[ActorReading, str] | None:
    reading = report.readings.get(head)
    if reading is None:
        return None
    report.chains[mention.head] = head
    entities = retold(report.doc, mention.start, mention.end, reading.entities)
    name = entities[0].identifier_text or entities[0].entity_text
    return ActorReading(
        entities, f"'the {word}' for {name}: {reading.rule.rpartition(': ')[2]}", min(reading.score, 0.85)
    ), kind


def _same_word(
    report: Report, mention: Mention, word: str, read: ReadAt, plural: bool
) -> tuple[ActorReading, str] | None:
    """The last phrase with the same noun ('a military court … the court')."""
    del read
    sent = report.sents[mention.head]
    lemma = report.doc[mention.head].lemma_.lower()
    for c in reversed(report.candidates):
        if c.head >= mention.start or sent - c.sent > _BACK:
            continue
        if report.doc[c.head].lemma_.lower() != lemma:
            continue
        reading = report.readings.get(c.head)
        if reading is not None and any(e.code for e in reading.entities) and not (plural and c.plural is False):
            return _told(report, mention, c.head, c.kind, word)
    return None


def _to_person(report: Report, mention: Mention, word: str) -> ActorReading | None:
    """'the president', 'the foreign minister': the last person who was given this role."""
    sent = report.sents[mention.head]
    leader = word in word_class("leaderish")
    for c in reversed(report.candidates):
        if c.kind != "person" or c.head >= mention.start or sent - c.sent > _BACK:
            continue
        person = report.person(c.key) if c.key else None
        if person is None and report.doc[c.head].lemma_.lower() != report.doc[mention.head].lemma_.lower():
            continue
        if person is not None and not _has_role(person, word, leader):
            continue
        told = _told(report, mention, c.head, "person", word)
        if told is not None:
            return told[0]
    return None


def _has_role(person: Person, word: str, leader: bool) -> bool:
    if any(role == word or role.endswith(" " + word) for role in person.roles):
        return True
    return (
        leader
        and word in ("leader", "ruler", "strongman", "dictator")
        and bool(person.roles & word_class("top_office"))
    )


def holder_of(report: Report, code: str, word: str) -> Person | None:
    """The person who holds this office of this country: named in the report, else by the roster on its day."""
    leader = word in word_class("leaderish")
    if not leader and not word.endswith(("minister", "secretary", "chief", "general")):
        return None
    for c in reversed(report.candidates):
        person = report.person(c.key) if c.kind == "person" and c.key else None
        if person is not None and person.code == code and _has_role(person, word, leader):
            return person
    return None


def roster_holder(code: str, word: str, day: str) -> Sense | None:
    """Who held the office on the day, where the roster names exactly one."""
    if not day:
        return None
    found = {s.name: s for s in _office_index().get((code, word), ()) if s.start <= day and (not s.end or day <= s.end)}
    return next(iter(found.values())) if len(found) == 1 else None


def _office_index() -> dict[tuple[str, str], list[Sense]]:
    return _OFFICES or _build_offices()


_OFFICES: dict[tuple[str, str], list[Sense]] = {}


def _build_offices() -> dict[tuple[str, str], list[Sense]]:
    for senses in roster().surnames.values():
        for sense in senses:
            words = {sense.office.lower()} | {
                w for w in ("president", "prime minister", "chancellor") if sense.office.lower() == w
            }
            for word in words:
                _OFFICES.setdefault((sense.code, word), []).append(sense)
    return _OFFICES


def read_pair(report: Report, mention: Mention, read: ReadAt) -> ActorReading | None:
    """'the two sides', 'both leaders', 'the pair': the two latest distinct actors of that sort."""
    head = report.doc[mention.head]
    if not _is_pair(report, mention, head):
        return None
    lemma = head.lemma_.lower()
    persons = lemma in word_class("leaderish") or lemma in ("man", "woman", "pair", "duo", "minister", "official")
    found = _latest_two(report, mention, persons) or (_latest_two(report, mention, False) if persons else None)
    if not found:
        return None
    entities: list[Entity] = []
    for reading in found:
        entities.extend(retold(report.doc, mention.start, mention.end, reading.entities[:1]))
    names = " and ".join(e.identifier_text or e.entity_text for e in entities)
    return ActorReading(tuple(entities), f"'{report.doc[mention.start : mention.end].text}' for {names}", 0.7)


def _is_pair(report: Report, mention: Mention, head: Token) -> bool:
    inside = {t.lower_ for t in report.doc[mention.start : mention.head + 1]}
    if not inside & word_class("two"):
        return False
    definite = bool(inside & {"the", "both", "these", "those"})
    return definite and (head.lemma_.lower() in word_class("sides") or head.lower_ in word_class("two"))


def _latest_two(report: Report, mention: Mention, persons: bool) -> list[ActorReading] | None:
    """By codes: the two that the sentences before name most and latest."""
    sent = report.sents[mention.head]
    weight: Counter[str] = Counter()
    latest: dict[str, ActorReading] = {}
    member = _membership(report, mention)
    for c in report.candidates:
        if c.head >= mention.start or sent - c.sent > _PAIR_BACK or (persons and c.kind != "person"):
            continue
        if not persons and c.kind not in ("country", "person", "body"):
            continue
        reading = report.readings.get(c.head)
        if reading is None or len(reading.entities) != 1:
            continue
        code = reading.entities[0].code
        if code is None or (member and code not in member):
            continue
        weight[code] += 2 if sent - c.sent <= 1 else 1
        weight[code] += int(c.subject)
        if c.kind == "country" or code not in latest or persons:
            latest[code] = reading
    ranked = sorted(weight, key=lambda code: (-weight[code] - 0.25 * min(report.counts[code], 16), code))[:2]
    return [latest[code] for code in ranked] if len(ranked) == 2 else None


def _membership(report: Report, mention: Mention) -> tuple[str, ...]:
    """'the two Nato allies': members of the body that is named."""
    for i in range(mention.start, mention.head):
        hit = report.hit_of.get(i)
        if hit is not None and report.sense(hit).members:
            return report.sense(hit).members
    return ()
