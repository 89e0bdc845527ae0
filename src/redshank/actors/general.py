"""Phrases that take their meaning from elsewhere: 'all parties', 'dozens of soldiers', 'X is a terrorist group'."""

from __future__ import annotations

from spacy.tokens import Token

from redshank.actors.describe import ReadAt
from redshank.actors.entities import Who, entity, from_sense, retold
from redshank.actors.home import sentence_place
from redshank.actors.matching import NounHit
from redshank.actors.report import Report
from redshank.language.annotations import ActorReading, Mention
from redshank.language.coreference import SUBJECTS
from redshank.lexicons.roster import word_class


def read_generic(report: Report, mention: Mention, noun: NounHit | None) -> ActorReading | None:
    """'All parties', 'the international community', 'other countries': an entity without a code."""
    text = report.doc[mention.start : mention.head + 1].text.lower()
    words = text.split()
    bare = " ".join(w for w in words if w not in ("the", "a", "an"))
    lemma = report.doc[mention.head].lemma_.lower()
    known = word_class("generic")
    generic = bare in known or text in known or (lemma in known and len(words) <= 2)
    sides = lemma in word_class("generic_sides")
    loose = word_class("generic_modifier") | word_class("regional_adjective")
    modified = any(w in loose for w in words[:-1])
    if words[0] in word_class("definite") and lemma in word_class("country") and (noun is None or not noun.noun.plural):
        return None
    several = noun is not None and noun.noun.plural
    many = several and (lemma in word_class("plural_states") or len(words) == 1)
    if not generic and not (sides and (modified or many)):
        return None
    if any(i in report.hit_of for i in range(mention.start, mention.end if many else mention.head + 1)):
        return None
    who = Who(None, "GOV" if sides else "UNK", None)
    return ActorReading((entity(report.doc, mention.start, mention.end, who),), "actors in general", 0.5)


def read_partitive(report: Report, mention: Mention, read: ReadAt) -> ActorReading | None:
    """'Dozens of soldiers', 'members of parliament': the reading of what follows 'of', under the whole phrase."""
    for child in report.doc[mention.head].children:
        if child.dep_ != "prep" or child.lower_ != "of":
            continue
        for obj in child.children:
            reading = read(obj.i) if obj.dep_ == "pobj" else None
            reading = _with_joined(obj, reading, read)
            if reading is not None and reading.entities:
                entities = retold(report.doc, mention.start, max(mention.end, obj.i + 1), reading.entities)
                return ActorReading(entities, f"part of: {reading.rule}", reading.score * 0.95)
    return None


def _with_joined(obj: Token, reading: ActorReading | None, read: ReadAt) -> ActorReading | None:
    """'hundreds of Syrians and Iraqis': all that are joined."""
    if reading is None:
        return None
    others = [r for t in obj.conjuncts if t.i > obj.i and (r := read(t.i)) is not None]
    entities = reading.entities + tuple(e for r in others for e in r.entities if e.code)
    return ActorReading(entities, reading.rule, reading.score)


def read_vehicle(report: Report, mention: Mention) -> ActorReading | None:
    """Ships, units and the like of an armed body: 'three Ukrainian Navy vessels'."""
    lemma = report.doc[mention.head].lemma_.lower()
    if lemma not in word_class("vehicle"):
        return None
    for i in range(mention.head - 1, mention.start - 1, -1):
        hit = report.hit_of.get(i)
        if hit is not None and report.sense(hit).sector == "MIL":
            who = from_sense(report.sense(hit))
            return ActorReading(
                (entity(report.doc, mention.start, mention.end, who),), f"{lemma} of an armed body", 0.8
            )
    return None


def read_weapon(report: Report, mention: Mention) -> ActorReading | None:
    """'A car bomb killed …': whoever set it off, unknown, in the country of the place (coding guide, rule 16)."""
    token = report.doc[mention.head]
    verb = token.head
    if token.dep_ == "pobj" and verb.dep_ == "agent":
        verb = verb.head
    elif token.dep_ != "nsubj":
        return None
    if token.lemma_.lower() not in word_class("weapon") or verb.lemma_.lower() not in word_class("harm_verb"):
        return None
    place = sentence_place(report, token.i)
    if place is None:
        return None
    who = Who(place, "UNK", None)
    return ActorReading(
        (entity(report.doc, mention.start, mention.end, who),), "unknown hands, in the place named", 0.5
    )


def read_predicate(report: Report, mention: Mention, read: ReadAt) -> ActorReading | None:
    """'X is a terrorist group', 'X, branded a terrorist group': the phrase says what its subject is."""
    token = report.doc[mention.head]
    verb = token.head
    named = verb.lemma_ in word_class("naming_verb") and any(c.dep_ == "auxpass" for c in verb.children)
    if token.dep_ not in ("attr", "oprd") and not (token.dep_ == "dobj" and named):
        return None
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if subject is None and verb.dep_ == "conj":
        subject = next((c for c in verb.head.children if c.dep_ in SUBJECTS), None)
    if subject is not None and subject.tag_ in ("WDT", "WP"):
        owner = next((a for a in verb.ancestors if a.pos_ in ("NOUN", "PROPN")), None)
        subject = owner
    reading = read(subject.i) if subject is not None and subject.i != token.i else None
    if subject is None or reading is None or not any(e.code for e in reading.entities):
        return None
    report.chains[mention.head] = subject.i
    entities = retold(report.doc, mention.start, mention.end, reading.entities)
    return ActorReading(entities, f"said of the subject: {reading.rule}", reading.score * 0.8)


def teach(report: Report, mention: Mention, people: tuple[Who, ...]) -> None:
    """'Ivan Petrov was mayor of Minsk': the predicate tells the country of a person who had none."""
    token = report.doc[mention.head]
    if token.dep_ != "attr" or len(people) != 1:
        return
    subject = next((c for c in token.head.children if c.dep_ in SUBJECTS), None)
    person = report.person(subject.text) if subject is not None else None
    if person is not None and person.code is None:
        person.code, person.sector, person.other = people[0].code, people[0].sector, people[0].other
        person.rule = "said of the person"
        report.learned = True
