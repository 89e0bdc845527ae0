"""What the parts find and hand on inside one document: candidates tied to tokens, before they become records.

The five parts (actors, times, places, predicates, attribution) write these to ``Doc`` extensions (see ``extensions``);
the coder alone reads all of them. Token indices are ``Token.i``; token ranges are half open.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from redshank.records import Entity, Place, Quotation, Span, StatementKind, TimeExpression

# How the rules of some readings begin or end; other parts ask for these.
BEHIND = "behind "  # a thing, read as whose it is
OWN = "the subject's own"  # troops of whoever sends them


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase that may name somebody: its head token and its full extent (without relative clauses)."""

    head: int
    start: int
    end: int
    kind: Literal["name", "nominal", "pronoun", "possessive"]


@dataclass(frozen=True, slots=True)
class ActorReading:
    """What a mention was resolved to.

    Attributes:
        entities: one, or several for 'both leaders'; with code None where the words name no coded actor.
        rule: name of the rule or roster entry that decided, for the trace.
        score: 0 to 1.
    """

    entities: tuple[Entity, ...]
    rule: str
    score: float = 1.0


@dataclass(slots=True)
class ActorTable:
    """All actor readings of a document, by the token index of the mention's head."""

    readings: dict[int, ActorReading] = field(default_factory=dict)

    def at(self, head: int) -> ActorReading | None:
        """The reading of the mention whose head is this token."""
        return self.readings.get(head)


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression with the token range it covers."""

    time: TimeExpression
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A toponym with the token range it covers.

    Attributes:
        metonym: the place stands for its government or people here ('Moscow said'), so nothing happened 'in' it.
    """

    place: Place
    start: int
    end: int
    metonym: bool = False


@dataclass(frozen=True, slots=True)
class Predicate:
    """An act found in a sentence, with the tokens that head its arguments.

    Attributes:
        head: the token that carries the act (a verb or an event noun).
        trigger: all tokens of the trigger words, in order.
        event, mode: PLOVER category and modes.
        actor, recipient: heads of the argument phrases, coordination already spread out; may be empty.
        frame: name of the lexicon entry, for the trace.
        content: head of the clause or phrase that says what is demanded, promised, threatened.
        implied: sectors of the actor where an agentless passive implies it ('was arrested').
        flags: flags of the frame (see the lexicon's schema).
        light, light_kind: the light verb of an event noun and what it does to the act (do, begin, end, refuse…).
    """

    head: int
    trigger: tuple[int, ...]
    event: str
    mode: tuple[str, ...]
    actor: tuple[int, ...]
    recipient: tuple[int, ...]
    frame: str
    score: float = 1.0
    content: int | None = None
    reciprocal: bool = False
    implied: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    light: int | None = None
    light_kind: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's words: the speaker's phrase, the cue, and the content in characters.

    Attributes:
        speaker: token range of the speaker's phrase; None where nobody is named.
        speaker_head: head token of that phrase.
        addressee_head: head token of the phrase addressed, if any.
        cue: character span of the cue words; None for a quotation carried on from the sentence before.
        content: character span of what was said.
        content_head: head token of the content clause, if it has one in the cue's sentence.
        kind: what the cue word alone tells of the kind of statement; 'other' where it tells nothing.
        parent: index of the attribution whose content holds this one, in the document's list.
    """

    speaker: tuple[int, int] | None
    speaker_head: int | None
    cue: Span | None
    content: Span
    quotation: Quotation
    kind: StatementKind = "other"
    addressee_head: int | None = None
    content_head: int | None = None
    parent: int | None = None
    rule: str = ""
