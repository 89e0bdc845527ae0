"""What one marked actor does to another in one sentence: the frames and the relation model, both asked of one pair.

Some conventions differ from ``code``: the answers are those of the PLV sentences (Hu et al.'s relation set), on which
coders of pairs are compared. A promise to yield is AGREE here (the coding guide, rule 10, calls the event CONCEDE); the
other differences stand in ``grammar/pair_conventions.tsv``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from math import log
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from redshank.coder.draft import COOPERATIVE
from redshank.coder.reality import reality_of
from redshank.errors import DocumentError
from redshank.language import grammar
from redshank.language.base import prepare
from redshank.lexicons.frames import SILENT, Frame
from redshank.lexicons.tables import rows as table_rows
from redshank.lexicons.tables import split
from redshank.predicates.marking import Marked
from redshank.predicates.matching import best_frames, candidates
from redshank.predicates.modes import content_head, modes_of
from redshank.predicates.relation_model import NONE as NO_EVENT
from redshank.predicates.relation_model import Answer, RelationModel, own_model
from redshank.predicates.slots import slot_heads
from redshank.predicates.trigger import Trigger, trigger_of
from redshank.records import Document, Entity, Event, Paragraph, Relation

# Weights of the signs that a trigger joins the pair, set by hand on sentences of our own.
_ACTOR, _RECIPIENT, _RANK, _STEP, _RELAXED = 2.0, 1.5, 0.25, 0.2, 1.5
# In nats, added to the model's log-probability of the category that the lexicon reads; set on development sentences.
_CODED, _READ = 6.0, 5.0
_FLOOR = 1e-4
_LEXICON_SURE = 0.7


@dataclass(frozen=True, slots=True)
class _Reading:
    trigger: Trigger
    frame: Frame
    score: float


def relate(nlp: Language, rows: Iterable[Mapping[str, Any]], model: RelationModel | None = None) -> Iterator[Relation]:
    """Category and modes for rows ``{"id", "sentence", "actor": [start, end], "recipient": [start, end]}``, in order.

    The words of the lexicon speak first and weigh more; the relation model knows the rest. ``nlp`` should code without
    the second reader: the model is asked here, and would else be heard twice.

    Raises:
        DocumentError: a row lacks a field or its spans lie outside its sentence.
    """
    rows = list(rows)
    documents = [_document(row, n) for n, row in enumerate(rows, start=1)]
    answers = (model or own_model()).read([_marked(row) for row in rows])
    parsed = nlp.pipe(prepare(nlp, d) for d in documents)
    for row, answer, doc in zip(rows, answers, parsed, strict=True):
        yield relation(doc, str(row["id"]), _span(doc, row["actor"]), _span(doc, row["recipient"]), answer)


def ask(model: RelationModel, rows: Iterable[Mapping[str, Any]]) -> Iterator[Relation]:
    """The answers of a model alone, for a user's own categories; rows and errors as for ``relate``."""
    rows = list(rows)
    for n, row in enumerate(rows, start=1):
        _document(row, n)
    for row, answer in zip(rows, model.read([_marked(row) for row in rows]), strict=True):
        yield _relation(str(row["id"]), answer.event, answer)


def relation(doc: Doc, name: str, actor: Span, recipient: Span, answer: Answer) -> Relation:
    """The best reading of one pair in one parsed sentence: lexicon and model, each with its weight."""
    found, modes, weight = _by_lexicon(doc, actor, recipient)
    chances = {e: p for e, p in answer.events.items() if e != NO_EVENT}
    if found == "AGREE":  # the words say that the yielding is promised, which the model calls CONCEDE
        chances["AGREE"] += chances.pop("CONCEDE")
    best = max(chances, key=lambda e: log(max(chances[e], _FLOOR)) + (weight if e == found else 0.0))
    lemmas = {t.lemma_.lower() for t in doc}
    if best == found:
        sure = round(max(_LEXICON_SURE, chances[best]), 3)
        told = Relation(id=name, event=best, mode=list(modes), score=sure)
    else:
        told = _relation(name, best, answer)
    return _as_pairs(told, lemmas)


def _as_pairs(told: Relation, lemmas: Set[str]) -> Relation:
    """The answer in the pairs' convention; modes of a category that it leaves are dropped."""
    for row in table_rows("grammar/pair_conventions.tsv"):
        asked = set(split(row["words"]))
        named = told.event == row["event"] and row["mode"] in {"*", *told.mode}
        if named and (asked == {"*"} or asked & lemmas):
            return Relation(id=told.id, event=row["becomes"], mode=[], score=told.score)
    return told


def _relation(name: str, event: str, answer: Answer) -> Relation:
    mode = answer.mode_of(event)
    return Relation(id=name, event=event, mode=[] if mode == "-" else [mode], score=round(answer.events[event], 3))


def _by_lexicon(doc: Doc, actor: Span, recipient: Span) -> tuple[str | None, Sequence[str], float]:
    """Category, modes and weight of what the lexicon reads between the two; None where it knows no word."""
    coded = _coded(doc, actor, recipient)
    if coded is not None:
        return coded.event[0], coded.mode, _CODED
    readings = [r for token in doc for r in _readings(token, actor, recipient)]
    if not readings:
        return None, (), 0.0
    best = max(readings, key=lambda r: (r.score, -r.trigger.token.i))
    return *_outcome(best), _READ


def marked(row: Mapping[str, Any], number: int) -> Marked:
    """A row as the relation model takes it.

    Raises:
        DocumentError: the row, the ``number``-th, lacks a field or its spans lie outside its sentence.
    """
    _document(row, number)
    return _marked(row)


def _marked(row: Mapping[str, Any]) -> Marked:
    return Marked(row["sentence"], [tuple(row["actor"])], [tuple(row["recipient"])])


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
    found = grammar.steps(a, b)
    return min(20, abs(a.i - b.i)) if found is None else found


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
