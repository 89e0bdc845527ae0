"""Pronouns: the antecedent's reading under the pronoun's own words."""

from __future__ import annotations

from redshank.actors.describe import ReadAt
from redshank.actors.entities import retold
from redshank.actors.report import Report
from redshank.language.annotations import ActorReading, Mention
from redshank.language.coreference import SUBJECTS, Candidate, antecedent, is_empty_it, quotation_at, speaker_of
from redshank.lexicons.roster import pronouns


def read_pronoun(report: Report, mention: Mention, read: ReadAt) -> ActorReading | None:
    """Reading of a personal pronoun; None where nothing fits or the pronoun means no actor."""
    token = report.doc[mention.head]
    form = pronouns()[token.lower_]
    if form.person == 1:
        return _first_person(report, mention, read)
    if is_empty_it(token):
        return None
    barred = frozenset([*_speaker_keys(report, mention.head, read), *_sibling_keys(report, mention, read)])
    found = antecedent(token, form, reversed(report.candidates), report.sents[token.i], barred)
    if found is None:
        found = _later_subject(report, mention, read)
    if found is None:
        return None
    reading = read(found.head)
    report.chains[mention.head] = found.head
    if reading is None:
        return None
    name = next((e.identifier_text or e.entity_text for e in reading.entities), "?")
    return _retell(report, mention, reading, f"'{token.lower_}' for {name}")


def _retell(report: Report, mention: Mention, reading: ActorReading, rule: str) -> ActorReading:
    entities = retold(report.doc, mention.start, mention.end, reading.entities)
    return ActorReading(entities, f"{rule}: {reading.rule.rpartition(': ')[2]}", min(reading.score, 0.9))


def _first_person(report: Report, mention: Mention, read: ReadAt) -> ActorReading | None:
    quotation = quotation_at(report.quotations, mention.head)
    if quotation is None:
        return None
    speaker = speaker_of(report.doc, quotation)
    if speaker is None:
        return None
    reading = read(speaker.i)
    if reading is None:
        return None
    report.chains[mention.head] = speaker.i
    return _retell(report, mention, reading, f"'{report.doc[mention.head].lower_}' for the speaker")


def _speaker_keys(report: Report, head: int, read: ReadAt) -> list[str]:
    """Inside a quotation the third person is not the speaker."""
    quotation = quotation_at(report.quotations, head)
    if quotation is None:
        return []
    speaker = speaker_of(report.doc, quotation)
    if speaker is None or speaker.i == head:
        return []
    reading = read(speaker.i)
    return [e.identifier_text or "" for e in reading.entities] if reading is not None else []


def _sibling_keys(report: Report, mention: Mention, read: ReadAt) -> list[str]:
    """A subject pronoun does not mean what another phrase of its own clause names ('he told the minister')."""
    token = report.doc[mention.head]
    if token.dep_ not in SUBJECTS:
        return []
    found: list[str] = []
    for child in token.head.children:
        targets = [child] if child.dep_ in ("dobj", "dative") else []
        if child.dep_ in ("prep", "agent", "dative"):
            targets.extend(c for c in child.children if c.dep_ == "pobj")
        if child.dep_ == "xcomp":
            for low in child.children:
                targets.extend([low] if low.dep_ == "dobj" else [c for c in low.children if c.dep_ == "pobj"])
        for target in targets:
            reading = read(target.i) if target.lower_ not in pronouns() else None
            if reading is not None and len(reading.entities) == 1:
                found.append(reading.entities[0].identifier_text or "")
    return [key for key in found if key]


def _later_subject(report: Report, mention: Mention, read: ReadAt) -> Candidate | None:
    """'In his address, Petrov called …': the subject of the main clause after an opening phrase."""
    token = report.doc[mention.head]
    root = token.sent.root
    subject = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or subject.i <= token.i or token.i - token.sent.start > 8:
        return None
    if read(subject.i) is None:
        return None
    from redshank.language.coreference import fits

    candidate = next((c for c in report.candidates if c.head == subject.i), None)
    return candidate if candidate is not None and fits(pronouns()[token.lower_], candidate) else None
