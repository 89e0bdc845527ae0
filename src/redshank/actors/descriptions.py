"""Descriptions that point back: 'the country', 'the president', 'the group'."""

from __future__ import annotations

from functools import lru_cache

from redshank.actors.entities import innermost, retold
from redshank.actors.matching import NounHit
from redshank.actors.report import Person, Report
from redshank.language.annotations import ActorReading, Mention
from redshank.lexicons.current import in_use, nouns, roster
from redshank.lexicons.roster import SUPRANATIONAL, Sense, word_class
from redshank.records import Entity

_BACK = 12  # sentences that a description may reach back over


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


def read_description(report: Report, mention: Mention, noun: NounHit | None) -> tuple[ActorReading, str] | None:
    """The reading of a phrase that points back, and the kind of candidate it makes."""
    if not points_back(report, mention, noun):
        return None
    word = noun.noun.noun if noun is not None else report.doc[mention.head].lemma_.lower()
    plural = noun.noun.plural if noun is not None else report.doc[mention.head].tag_ in ("NNS", "NNPS")
    if word in word_class("country") and not plural:
        return _to_kind(report, mention, "country", word)
    shared = word_class("group") | word_class("bloc") | word_class("office_sharer")
    if (word in shared or (noun is not None and not noun.noun.person and word.split()[-1] in shared)) and not plural:
        return _same_word(report, mention, word, plural) or _to_kind(report, mention, "body", word)
    if noun is None:
        return None
    if noun.noun.person and not plural:
        found = _to_person(report, mention, word)
        if found is not None:
            return found, "person"
    return _same_word(report, mention, word, plural)


def _to_kind(report: Report, mention: Mention, kind: str, word: str) -> tuple[ActorReading, str] | None:
    """The last phrase of this kind, subjects and often-named ones first."""
    sent = report.sents[mention.head]
    best: tuple[float, int] | None = None
    for c in report.candidates:
        if c.kind != kind or c.head >= mention.start or sent - c.sent > _BACK or c.plural is True:
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
    if word in word_class("union_noun"):
        return entity.code in SUPRANATIONAL
    if word in word_class("court_noun"):
        return entity.sector == "JUD"
    if word == "party":
        return entity.sector in ("PTY", "OPP", "GOV")
    if " " in word and word not in word_class("group"):
        known = nouns().get(tuple(word.lower().split()))
        return known is not None and known.sector == entity.sector
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
    return ActorReading(entities, f"'the {word}' for {name}: {innermost(reading.rule)}", min(reading.score, 0.85)), kind


def _same_word(report: Report, mention: Mention, word: str, plural: bool) -> tuple[ActorReading, str] | None:
    """The last phrase with the same noun ('a military court … the court')."""
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
    for c in reversed(report.candidates):
        if c.kind != "person" or c.head >= mention.start or sent - c.sent > _BACK:
            continue
        person = report.person(c.key) if c.key else None
        if person is None and report.doc[c.head].lemma_.lower() != report.doc[mention.head].lemma_.lower():
            continue
        if person is not None and not _has_role(person, word):
            continue
        told = _told(report, mention, c.head, "person", word)
        if told is not None:
            return told[0]
    return None


def _has_role(person: Person, word: str) -> bool:
    if any(role == word or role.endswith(" " + word) for role in person.roles):
        return True
    return word in word_class("plain_leader") and bool(person.roles & word_class("top_office"))


def holder_of(report: Report, code: str, word: str) -> Person | None:
    """The person who holds this office of this country: named in the report, else by the roster on its day."""
    if word not in word_class("leaderish") and not word.endswith(tuple(sorted(word_class("office_ending")))):
        return None
    for c in reversed(report.candidates):
        person = report.person(c.key) if c.kind == "person" and c.key else None
        if person is not None and person.code == code and _has_role(person, word):
            return person
    return None


def roster_holder(code: str, word: str, day: str) -> Sense | None:
    """Who held the office on the day, where the roster names exactly one."""
    if not day:
        return None
    index = _office_index(in_use())
    serving = [s for s in index.get((code, word), ()) if s.start <= day and (not s.end or day <= s.end)]
    found = {s.name: s for s in [s for s in serving if s.source] or serving}
    return next(iter(found.values())) if len(found) == 1 else None


@lru_cache(maxsize=4)
def _office_index(files: tuple[str, ...]) -> dict[tuple[str, str], list[Sense]]:
    """Holders by code and office in small letters, in the roster with these user files."""
    offices: dict[tuple[str, str], list[Sense]] = {}
    for senses in roster().surnames.values():
        for sense in senses:
            offices.setdefault((sense.code, sense.office.lower()), []).append(sense)
    return offices
