"""Keeps the list of phrases that later pronouns and descriptions may mean."""

from __future__ import annotations

from redshank.actors.describe import noun_in
from redshank.actors.matching import Hit, NounHit
from redshank.actors.names import read_name
from redshank.actors.report import Report
from redshank.language.annotations import ActorReading, Mention
from redshank.language.coreference import SUBJECTS, Candidate
from redshank.lexicons.roster import pronouns, word_class

_NAMED = frozenset({"organisation", "body", "group", "party"})


def enlist(report: Report, mention: Mention) -> None:
    """Add a phrase that has been read (or found to be no actor) to the candidates."""
    mention = report.mentions[mention.head]
    reading = report.readings.get(mention.head)
    token = report.doc[mention.head]
    if token.lower_ in pronouns() and reading is None:
        return
    kind, plural, gender = _profile(report, mention, reading)
    key = (reading.entities[0].identifier_text or "") if reading is not None and len(reading.entities) == 1 else ""
    report.candidates.append(
        Candidate(
            head=mention.head,
            start=mention.start,
            end=mention.end,
            sent=report.sents[mention.head],
            kind=kind,
            plural=plural,
            gender=gender,
            subject=token.dep_ in SUBJECTS,
            chain=report.keys[key] if key else 0,
            key=key,
            headline=token._.kind in ("headline", "caption", "subheading"),
        )
    )
    if key:
        report.keys[key] += 1


def _profile(report: Report, mention: Mention, reading: ActorReading | None) -> tuple[str, bool | None, str]:
    """Kind, number and gender of a phrase."""
    token = report.doc[mention.head]
    linked = report.chains.get(mention.head)
    if linked is not None:
        earlier = next((c for c in reversed(report.candidates) if c.head == linked), None)
        if earlier is not None:
            return earlier.kind, earlier.plural, earlier.gender
    plural = token.tag_ in ("NNS", "NNPS")
    if reading is None:
        return ("body" if token.ent_type_ == "ORG" and token.pos_ == "PROPN" else "thing"), plural, ""
    if len(reading.entities) > 1:
        return "people", True, ""
    person = report.person(reading.entities[0].identifier_text or "")
    if person is not None and not plural:
        return "person", False, person.gender
    hit = report.hit_of.get(mention.head)
    if hit is not None:
        return _hit_profile(report, hit, plural)
    noun = noun_in(report, mention.head)
    if noun is not None and noun.noun.person:
        return ("people", True, "") if plural else ("person", False, _noun_gender(noun))
    if noun is not None:
        return "body", True if plural else None, ""
    return ("people", True, "") if plural else ("person", False, "")


def _hit_profile(report: Report, hit: Hit, plural: bool) -> tuple[str, bool | None, str]:
    sense = report.sense(hit)
    if sense.kind in ("country", "capital"):
        found = read_name(report, hit)
        return (found[1] if found else "country"), False, ""
    if sense.kind in _NAMED:
        return "body", None, ""
    if sense.kind in ("demonym", "ethnic"):
        return "people", True if plural else None, ""
    return "place", False, ""


def _noun_gender(noun: NounHit) -> str:
    last = noun.noun.noun.split()[-1]
    if last in word_class("female") or noun.noun.noun in word_class("female"):
        return "f"
    return "m" if last in word_class("male") or noun.noun.noun in word_class("male") else ""
