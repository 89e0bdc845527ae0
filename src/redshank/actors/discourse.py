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
    candidate = candidate_of(report, report.mentions[mention.head])
    if candidate is None:
        return
    report.candidates.append(candidate)
    if candidate.key:
        report.keys[candidate.key] += 1
    joined = _joined(report, mention)
    if joined is not None:
        report.candidates.append(joined)


def _joined(report: Report, mention: Mention) -> Candidate | None:
    """All of a list of names, once its last is read: 'Spain and Portugal'."""
    token = report.doc[mention.head]
    if token.dep_ != "conj":
        return None
    members = [token.i]
    while token.dep_ == "conj" and token.head.i < token.i:
        token = token.head
        members.insert(0, token.i)
    if any(c.dep_ == "conj" and c.i > mention.head for c in report.doc[mention.head].children):
        return None
    readings = [report.readings.get(i) for i in members]
    if not all(r is not None and any(e.code for e in r.entities) for r in readings):
        return None
    return Candidate(
        head=members[-1],
        start=report.mentions[members[0]].start if members[0] in report.mentions else members[0],
        end=mention.end,
        sent=report.sents[mention.head],
        kind="people",
        plural=True,
        subject=token.dep_ in SUBJECTS,
        members=tuple(members),
    )


def candidate_of(report: Report, mention: Mention) -> Candidate | None:
    """The phrase as a candidate; None for pronouns that mean nobody."""
    reading = report.readings.get(mention.head)
    token = report.doc[mention.head]
    if token.lower_ in pronouns() and reading is None:
        return None
    kind, plural, gender = _profile(report, mention, reading)
    key = (reading.entities[0].identifier_text or "") if reading is not None and len(reading.entities) == 1 else ""
    return Candidate(
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
