"""What one marked actor does to another in one sentence: the same frames, asked of one pair.

One convention differs from ``code``: a promise to yield is AGREE here, as in the PLV sentences (Hu et al.'s relation
set) that pairs like these are compared on; the coding guide (rule 10) calls the event CONCEDE.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from redshank.coder.draft import COOPERATIVE
from redshank.coder.reality import reality_of
from redshank.errors import DocumentError
from redshank.language.base import prepare
from redshank.lexicons.frames import SILENT, Frame
from redshank.predicates.matching import best_frames, candidates
from redshank.predicates.modes import content_head, modes_of
from redshank.predicates.slots import slot_heads
from redshank.predicates.trigger import Trigger, trigger_of
from redshank.records import Document, Entity, Event, Paragraph, Relation

# Weights of the signs that a trigger joins the pair, set by hand on sentences of our own.
_ACTOR, _RECIPIENT, _RANK, _STEP, _RELAXED = 2.0, 1.5, 0.25, 0.2, 1.5
UNTOLD = "CONSULT"  # mildest category, where no word of the lexicon stands in the sentence


@dataclass(frozen=True, slots=True)
class _Reading:
    trigger: Trigger
    frame: Frame
    score: float


def relate(nlp: Language, rows: Iterable[Mapping[str, Any]]) -> Iterator[Relation]:
    """Category and modes for rows ``{"id", "sentence", "actor": [start, end], "recipient": [start, end]}``, in order.

    Raises:
        DocumentError: a row lacks a field or its spans lie outside its sentence.
    """
    rows = list(rows)
    documents = [_document(row, n) for n, row in enumerate(rows, start=1)]
    for row, doc in zip(rows, nlp.pipe(prepare(nlp, d) for d in documents), strict=True):
        yield relation(doc, str(row["id"]), _span(doc, row["actor"]), _span(doc, row["recipient"]))


def relation(doc: Doc, name: str, actor: Span, recipient: Span) -> Relation:
    """The best reading of one pair in one parsed sentence."""
    coded = _coded(doc, actor, recipient)
    if coded is not None:
        return Relation(id=name, event=coded.event[0], mode=coded.mode, score=coded.confidence)
    readings = [r for token in doc for r in _readings(token, actor, recipient)]
    if not readings:
        return Relation(id=name, event=UNTOLD, score=0.0)
    best = max(readings, key=lambda r: (r.score, -r.trigger.token.i))
    event, modes = _outcome(best)
    return Relation(id=name, event=event, mode=list(modes), score=round(1 / (1 + 2.718281828 ** (-best.score)), 3))


def _coded(doc: Doc, actor: Span, recipient: Span) -> Event | None:
    """The event that the whole coder finds between the two, if it does; it alone sees demands and judgements."""
    if doc._.redshank is None:
        return None
    found = [
        e
        for e in doc._.redshank.events
        if _names(e.actor, actor) and _names(e.recipient, recipient) and e.event[0] != "CONCEDE" and not e.aux
    ]
    return max(found, key=lambda e: e.confidence, default=None)


def _names(entities: list[Entity], span: Span) -> bool:
    return any(e.start < span.end_char and e.end > span.start_char for e in entities)


def _document(row: Mapping[str, Any], number: int) -> Document:
    try:
        text, spans = row["sentence"], (row["actor"], row["recipient"])
        good = isinstance(text, str) and all(0 <= a < b <= len(text) for a, b in spans)
    except (KeyError, TypeError, ValueError) as error:
        raise DocumentError(f"not a row to relate: {error!r}", where=f"line {number}") from error
    if not good:
        raise DocumentError("actor or recipient does not lie in the sentence", where=f"line {number}")
    return Document(id=str(row.get("id", number)), text=text, paragraphs=[Paragraph(0, len(text), "body")])


def _span(doc: Doc, offsets: Sequence[int]) -> Span:
    start, end = offsets
    found = doc.char_span(start, end, alignment_mode="expand")
    return found if found is not None else doc[0:1]


def _readings(token: Token, actor: Span, recipient: Span) -> Iterator[_Reading]:
    trigger = trigger_of(token)
    if trigger is None or (_inside(token, actor) and (token.pos_ == "PROPN" or token.i != actor.root.i)):
        return
    frames = best_frames(trigger)
    penalty = 0.0
    if not frames:
        frames = _relaxed(trigger)
        penalty = _RELAXED
    for frame in frames:
        yield _Reading(trigger, frame, _score(trigger, frame, actor, recipient) - penalty)


def _relaxed(trigger: Trigger) -> list[Frame]:
    """A frame whose conditions do not hold, where all frames of the word name one and the same category."""
    told = [f for f in candidates(trigger) if f.event != SILENT]
    return told[:1] if len({f.event for f in told}) == 1 else []


def _inside(token: Token, span: Span) -> bool:
    return span.start <= token.i < span.end


def _score(trigger: Trigger, frame: Frame, actor: Span, recipient: Span) -> float:
    token = trigger.token
    score = _RANK * frame.rank
    score += _ACTOR * _holds(trigger, frame.actor, actor)
    score += _RECIPIENT * _holds(trigger, frame.recipient, recipient)
    score -= _STEP * (_distance(token, actor.root) + _distance(token, recipient.root))
    return score


def _holds(trigger: Trigger, slots: tuple[str, ...], span: Span) -> bool:
    """Whether one of the slots is the span, or holds it ('the decision of the court')."""
    for slot in slots:
        for head in slot_heads(trigger, slot):
            if _inside(head, span) or any(_inside(t, span) for t in head.subtree):
                return True
    return False


def _distance(a: Token, b: Token) -> int:
    """Steps between two tokens in the tree; in different trees, their distance in words."""
    up = {t.i: n for n, t in enumerate([a, *a.ancestors])}
    for n, t in enumerate([b, *b.ancestors]):
        if t.i in up:
            return n + up[t.i]
    return min(20, abs(a.i - b.i))


def _outcome(reading: _Reading) -> tuple[str, tuple[str, ...]]:
    trigger, frame = reading.trigger, reading.frame
    reality = reality_of(trigger.token, trigger.light)
    if frame.event in COOPERATIVE and (reality.future or reality.negated):
        return ("AGREE" if reality.future and not reality.negated else "REJECT"), ()
    if frame.event in {"AGREE", "CONCEDE", "RETREAT"} and reality.negated:
        return "REJECT", ()
    if frame.event in {"CONCEDE", "RETREAT"} and (reality.future or {"speech", "content"} <= frame.flags):
        return "AGREE", ()
    return frame.event, modes_of(trigger, frame, content_head(trigger, frame))
