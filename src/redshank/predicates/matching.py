"""Finds the acts of a document: triggers, the frames they match, the heads of their arguments."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from redshank.language.annotations import Predicate
from redshank.language.base import CODED_KINDS
from redshank.lexicons.frames import SILENT, Frame, frames
from redshank.predicates import conditions
from redshank.predicates.modes import content_head, modes_of
from redshank.predicates.slots import fill
from redshank.predicates.trigger import Trigger, trigger_of


def find_predicates(doc: Doc) -> list[Predicate]:
    """All acts in the coded paragraphs of a document, in text order."""
    return [p for token in doc if token._.kind in CODED_KINDS for p in predicates_of(token)]


def predicates_of(token: Token) -> Iterator[Predicate]:
    """The acts that one word triggers: none, one, or two where two frames of equal standing name two acts."""
    trigger = trigger_of(token)
    if trigger is None:
        return
    for frame in best_frames(trigger):
        yield _predicate(trigger, frame)


def best_frames(trigger: Trigger) -> list[Frame]:
    """The most specific frames that match: one, or several of the same conditions and different categories.

    A false friend silences the rows of its own table only: 'phone call' is no demand, yet it is a consultation.
    """
    matching = [f for f in candidates(trigger) if conditions.hold(f, trigger)]
    silenced = {_table(f): f.rank for f in sorted(matching, key=lambda f: f.rank) if f.event == SILENT}
    told = [f for f in matching if f.event != SILENT and f.rank > silenced.get(_table(f), -1)]
    if not told:
        return []
    top = max(map(_standing, told))
    kept: list[Frame] = []
    for frame in (f for f in told if _standing(f) == top):
        if frame.event not in {k.event for k in kept} and (not kept or frame.needs == kept[0].needs):
            kept.append(frame)
    return kept


def _standing(frame: Frame) -> tuple[int, int]:
    """Rank first; among equals a row that names its words beats one that takes any."""
    return frame.rank, sum(bool(c.lemmas) for c in frame.needs)


def _table(frame: Frame) -> str:
    return frame.name.partition(":")[0]


def candidates(trigger: Trigger) -> tuple[Frame, ...]:
    """Frames of the word's lemma."""
    lemma = trigger.token.lemma_.lower()
    found = frames().get((lemma, trigger.pos), ())
    if not found and trigger.token.lower_ != lemma:
        found = frames().get((trigger.token.lower_, trigger.pos), ())
    return found


def _predicate(trigger: Trigger, frame: Frame) -> Predicate:
    actor, recipient = fill(trigger, frame)
    content = content_head(trigger, frame)
    modes = modes_of(trigger, frame, content)
    return Predicate(
        head=trigger.token.i,
        trigger=_words(trigger),
        event=frame.event,
        mode=modes,
        actor=tuple(t.i for t in actor),
        recipient=tuple(t.i for t in recipient),
        frame=frame.name,
        score=min(1.0, 0.6 + 0.1 * frame.rank),
        content=content.i if content is not None else None,
        reciprocal="reciprocal" in frame.flags,
        implied=frame.implied,
        flags=frame.flags | ({"neg"} if any(c.name == "neg" for c in frame.needs) else set()),
        light=trigger.light.i if trigger.light is not None else None,
        light_kind=trigger.light_row.kind if trigger.light_row is not None else None,
    )


def _words(trigger: Trigger) -> tuple[int, ...]:
    token = trigger.token
    found = {token.i}
    if trigger.light is not None:
        found.add(trigger.light.i)
    for verb in (token, trigger.light):
        if verb is not None:
            found |= {c.i for c in verb.children if c.dep_ in {"prt", "aux", "auxpass", "neg"} and c.i < token.i + 4}
    return tuple(sorted(found))
