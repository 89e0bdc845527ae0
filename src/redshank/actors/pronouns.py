"""Pronouns: the antecedent's reading under the pronoun's own words."""

from __future__ import annotations

from spacy.tokens import Token

from redshank.actors.describe import ReadAt
from redshank.actors.discourse import candidate_of
from redshank.actors.entities import innermost, retold
from redshank.actors.pairs import read_those_who_met
from redshank.actors.report import Report
from redshank.language.annotations import ActorReading, Mention
from redshank.language.coreference import SUBJECTS, Candidate, antecedent, fits, is_empty_it, quotation_at, speaker_of
from redshank.language.quotations import Quotation
from redshank.lexicons.roster import pronouns

_MOST_PIECES = 3


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
        several = form.plural and form.person == 3 and token.dep_ in SUBJECTS
        return read_those_who_met(report, mention) if several else None
    reading = _all_of(found.members, read) if found.members else read(found.head)
    report.chains[mention.head] = found.head
    if reading is None:
        return None
    if _same_sentence(report, token, found):
        rule = f"'{token.lower_}' for the subject above: {reading.rule.rpartition(': ')[2]}"
        return ActorReading(reading.entities, rule, min(reading.score, 0.9))
    name = next((e.identifier_text or e.entity_text for e in reading.entities), "?")
    return _retell(report, mention, reading, f"'{token.lower_}' for {name}")


def _same_sentence(report: Report, token: Token, found: Candidate) -> bool:
    """'Peru said it would leave': the subject's own words tell more than 'it', and stand in the same sentence."""
    return token.dep_ in SUBJECTS and found.subject and report.sents[found.head] == report.sents[token.i]


def _all_of(members: tuple[int, ...], read: ReadAt) -> ActorReading | None:
    """The readings of all that are joined, as one."""
    readings = [r for i in members if (r := read(i)) is not None]
    entities = tuple(e for r in readings for e in r.entities)
    return ActorReading(entities, readings[0].rule, min(r.score for r in readings)) if readings else None


def _retell(report: Report, mention: Mention, reading: ActorReading, rule: str) -> ActorReading:
    entities = retold(report.doc, mention.start, mention.end, reading.entities)
    return ActorReading(entities, f"{rule}: {innermost(reading.rule)}", min(reading.score, 0.9))


def _first_person(report: Report, mention: Mention, read: ReadAt) -> ActorReading | None:
    quotation = quotation_at(report.quotations, mention.head)
    if quotation is None:
        return None
    speaker = _speaker(report, quotation)
    if speaker is None:
        return None
    reading = read(speaker.i)
    if reading is None:
        return None
    report.chains[mention.head] = speaker.i
    return _retell(report, mention, reading, f"'{report.doc[mention.head].lower_}' for the speaker")


def _speaker(report: Report, quotation: Quotation, depth: int = 0) -> Token | None:
    """Who speaks: beside the quotation, else who spoke the quotation just before it in the same paragraph."""
    found = speaker_of(report.doc, quotation)
    if found is not None or depth > _MOST_PIECES:
        return found
    before = [q for q in report.quotations if q.token_end <= quotation.token_start and q.depth == quotation.depth]
    if not before:
        return None
    last = max(before, key=lambda q: q.token_end)
    between = report.doc[last.token_end : quotation.token_start]
    near = report.sents[quotation.token_start] - report.sents[max(0, last.token_end - 1)] <= 1
    return _speaker(report, last, depth + 1) if near and not any("\n" in t.text for t in between) else None


def _speaker_keys(report: Report, head: int, read: ReadAt) -> list[str]:
    """Inside a quotation the third person is not the speaker."""
    quotation = quotation_at(report.quotations, head)
    if quotation is None:
        return []
    speaker = _speaker(report, quotation)
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
    candidate = candidate_of(report, report.mentions[subject.i]) if subject.i in report.mentions else None
    return candidate if candidate is not None and fits(pronouns()[token.lower_], candidate) else None
