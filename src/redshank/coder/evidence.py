"""The spans a draft rests on, its date and its place."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from redshank.coder.attach import Anchors, goal_of, scene_of, where_of
from redshank.coder.dating import when_of
from redshank.coder.draft import Draft
from redshank.coder.reported import speakers_of
from redshank.language.leads import lead_end
from redshank.records import Evidence, EvidenceRole

_GOAL_IS_SCENE = frozenset({"CONSULT", "MOBILIZE"})  # 'flew to Riga for talks', 'sent tanks to Riga'


def ground(doc: Doc, draft: Draft, hung: Anchors) -> None:
    """Fill a draft's date, place and evidence from what hangs on its trigger."""
    draft.when, time = when_of(draft.head, hung, doc._.document.published, spoken=draft.speech)
    sides = draft.predicate.actor + draft.predicate.recipient if draft.predicate is not None else ()
    visit = "visit" in draft.modes  # whom one visits may be a place
    parties = frozenset() if visit else frozenset(sides)
    place = where_of(draft.head, hung, parties, spoken=draft.speech)
    if place is None and not draft.speech:
        place = scene_of(draft.head, hung, parties)
    if place is None and draft.event in _GOAL_IS_SCENE:
        place = goal_of(draft.head, hung)
    draft.place = place.place if place is not None else None
    start, end = sentence_span(doc, draft.head)
    first, last = doc[draft.trigger[0]], doc[draft.trigger[-1]]
    spans: list[tuple[EvidenceRole, int, int]] = [
        ("sentence", start, end),
        ("trigger", first.idx, last.idx + len(last)),
        *(("actor", e.start, e.end) for e in draft.actor if e.end > e.start),
        *(("recipient", e.start, e.end) for e in draft.recipient if e.end > e.start),
    ]
    if time is not None:
        spans.append(("time", time.time.start, time.time.end))
        draft.trace.append(f"dated by '{doc._.document.text[time.time.start : time.time.end]}'")
    if place is not None:
        spans.append(("place", place.place.start, place.place.end))
        draft.trace.append(f"placed by '{place.place.extracted_place}'")
    draft.evidence = [Evidence(role, a, b) for role, a, b in spans]


def attribute(doc: Doc, draft: Draft) -> None:
    """Fill a draft's source, once its category is settled: acts of words and deeds differ in it (rule 1)."""
    draft.said_by, lines = speakers_of(doc, draft)
    draft.evidence += [Evidence("said_by", e.start, e.end) for e in draft.said_by]
    draft.trace += lines


def sentence_span(doc: Doc, head: Token) -> tuple[int, int]:
    """The sentence of a token in characters, without white space around it and with the dateline before it."""
    sentence = head.sent
    document = doc._.document
    start = sentence.start_char
    for paragraph in document.paragraphs:
        if paragraph.start < start <= paragraph.end and lead_end(document.text, paragraph) == start:
            start = paragraph.start
    text = document.text[start : sentence.end_char]
    return start + len(text) - len(text.lstrip()), sentence.end_char - (len(text) - len(text.rstrip()))
