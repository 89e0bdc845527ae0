"""Acts that no frame knows, read by the relation model; and sides that a frame left open.

The model first reads each sentence bare and names the words it takes for actors, recipients and triggers. Where a
trigger is none of the lexicon's, or a frame of the lexicon found no side, the pair is marked and read again: what it is
then said to be, with what probability, decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from redshank.language import grammar
from redshank.language.annotations import Predicate
from redshank.language.base import CODED_KINDS
from redshank.language.mentions import mention_at
from redshank.predicates.marking import Marked
from redshank.predicates.relation_model import NONE, Answer, Parties, RelationModel
from redshank.predicates.slots import actors_of
from redshank.predicates.trigger import Trigger, trigger_of

# Least probabilities, set on articles coded by hand (docs/accuracy.md): precision goes before recall.
TRIGGER_LEAST = 0.5
EVENT_LEAST = 0.95
SIDE_LEAST, ACTOR_LEAST = 0.7, 0.8
MODE_LEAST = 0.5
SURE_LEAST = 0.9
FRAME = "model"
# What frames of words that often mean something else ask for besides; not asked where the model is sure of the act.
_UNSURE = frozenset({"weak", "needrec"})
# Acts that a report often tells without a second side; of others the model is believed only where both have a code.
_ONE_SIDED = frozenset({"PROTEST", "MOBILIZE"})
# Acts that answer somebody's words or deeds, told of before: the coder looks there for whom they are about.
_ANSWERING = frozenset({"ACCUSE", "REJECT", "SUPPORT"})


@dataclass(frozen=True, slots=True)
class _Seen:
    """One sentence, what the model sees in it bare, and which of its tokens head its parties."""

    sentence: Span
    parties: Parties

    def heads(self, spans: Sequence[tuple[tuple[int, int], float]]) -> list[Token]:
        """Tokens with actor readings in the spans."""
        found: list[Token] = []
        for (start, end), _ in spans:
            span = self.words(start, end)
            if span is not None:
                found += [t for t in actors_of(span.root) if t not in found]
        return found

    def words(self, start: int, end: int) -> Span | None:
        """The tokens of a span of the sentence."""
        at = self.sentence.start_char
        return self.sentence.doc.char_span(at + start, at + end, alignment_mode="expand")


@dataclass(frozen=True, slots=True)
class _Pair:
    seen: _Seen
    trigger: Span
    actor: tuple[Token, ...]
    recipient: tuple[Token, ...]
    of: int | None = None  # index of the predicate whose side is filled


def second_reading(doc: Doc, known: Sequence[Predicate], model: RelationModel) -> list[Predicate]:
    """The predicates with open sides filled where the model is sure, and those that it alone sees, in text order."""
    sentences = [s for s in doc.sents if s[0]._.kind in CODED_KINDS and _names_somebody(s)]
    parties = model.parties([Marked(s.text) for s in sentences])
    seen = [_Seen(s, p) for s, p in zip(sentences, parties, strict=True)]
    pairs = [p for s in seen for p in (*_new(s, known), *_open(s, known))]
    read = model.read([_marked(p) for p in pairs])
    found = list(known)
    for pair, answer in zip(pairs, read, strict=True):
        if pair.of is not None:
            found[pair.of] = _filled(found[pair.of], pair, answer)
        else:
            found += _told(pair, answer)
    return sorted(found, key=lambda p: p.head)


def _names_somebody(sentence: Span) -> bool:
    """Whether a party with a code stands in the sentence: without one nothing can be coded, and the model is spared."""
    readings = sentence.doc._.actors
    return any((found := readings.at(t.i)) is not None and any(e.code for e in found.entities) for t in sentence)


def _new(seen: _Seen, known: Sequence[Predicate]) -> list[_Pair]:
    """Pairs about the triggers that no frame has."""
    if seen.sentence[0]._.kind != "body":
        return []  # headlines tell what the body tells again, in a grammar that misleads
    taken = {i for p in known for i in (*p.trigger, p.head, p.light, p.content) if i is not None}
    found = []
    for (start, end), chance in seen.parties.triggers:
        words = seen.words(start, end)
        if words is None or chance < TRIGGER_LEAST or any(t.i in taken for t in words):
            continue
        trigger = trigger_of(words.root)
        if trigger is None:
            continue
        actor, recipient = _sides(seen, trigger)
        if actor:
            found.append(_Pair(seen, words, tuple(actor), tuple(recipient)))
    return found


def _open(seen: _Seen, known: Sequence[Predicate]) -> list[_Pair]:
    """Pairs about the triggers of frames whose actor or recipient is not found."""
    found = []
    for n, predicate in enumerate(known):
        if not seen.sentence.start <= predicate.head < seen.sentence.end or "norecip" in predicate.flags:
            continue
        if predicate.actor and predicate.recipient and "weak" not in predicate.flags:
            continue
        doc = seen.sentence.doc
        trigger = trigger_of(doc[predicate.head])
        if trigger is None:
            continue
        actor, recipient = _sides(seen, trigger)
        actor = [doc[i] for i in predicate.actor] or ([] if predicate.implied else actor)
        fit = [] if predicate.event in _ANSWERING else [t for t in recipient if _another(t, actor)]
        recipient = [doc[i] for i in predicate.recipient] or fit
        filled = (len(actor), len(recipient)) != (len(predicate.actor), len(predicate.recipient))
        if actor and (filled or _UNSURE & predicate.flags):
            words = doc[predicate.head : predicate.head + 1]
            found.append(_Pair(seen, words, tuple(actor), tuple(recipient), n))
    return found


def _another(token: Token, actors: Sequence[Token]) -> bool:
    """Whether a party is plainly another than the actors: it has a code that they have not, or is no state body."""
    readings = token.doc._.actors
    codes = {e.code for t in actors for e in readings.at(t.i).entities}
    return any(e.code not in codes or e.sector != "GOV" for e in readings.at(token.i).entities)


def _sides(seen: _Seen, trigger: Trigger) -> tuple[list[Token], list[Token]]:
    """Actor and recipient among the parties that the model sees: those in the trigger's own clause first."""
    actors = seen.heads(seen.parties.actors)
    recipients = [t for t in seen.heads(seen.parties.recipients) if t not in actors]
    subject = trigger.subject
    grammatical = actors_of(subject) if subject is not None else []
    actor = [t for t in grammatical if t in actors] or _together(trigger.token, actors)
    return actor, _together(trigger.token, [t for t in recipients if t not in actor])


def _together(head: Token, tokens: list[Token]) -> list[Token]:
    """Of several parties the nearest to the trigger in the tree, with what is coordinated with it."""
    if not tokens:
        return []
    far = len(head.doc)
    nearest = min(tokens, key=lambda t: (far if (n := grammar.steps(head, t)) is None else n, abs(t.i - head.i)))
    beside = grammar.conjuncts(_first_conjunct(nearest))
    return [t for t in tokens if t == nearest or t in beside]


def _first_conjunct(token: Token) -> Token:
    while token.dep_ == "conj" and token.head.i < token.i:
        token = token.head
    return token


def _marked(pair: _Pair) -> Marked:
    sentence = pair.seen.sentence

    def span(token: Token) -> tuple[int, int]:
        mention = mention_at(token)
        words = (
            sentence.doc[mention.start : mention.end] if mention is not None else sentence.doc[token.i : token.i + 1]
        )
        return words.start_char - sentence.start_char, words.end_char - sentence.start_char

    at = sentence.start_char
    trigger = (pair.trigger.start_char - at, pair.trigger.end_char - at)
    return Marked(sentence.text, [span(t) for t in pair.actor], [span(t) for t in pair.recipient], [trigger])


def _told(pair: _Pair, answer: Answer) -> list[Predicate]:
    event = answer.event
    if event == NONE or answer.events[event] < EVENT_LEAST:
        return []
    head = trigger_of(pair.trigger.root)
    if head is None:
        return []
    content = head.complement or head.object
    mode = answer.mode_of(event)
    sure = mode != "-" and answer.modes[f"{event}/{mode}"] >= MODE_LEAST * answer.events[event]
    return [
        Predicate(
            head=pair.trigger.root.i,
            trigger=tuple(t.i for t in pair.trigger),
            event=event,
            mode=(mode,) if sure else (),
            actor=tuple(t.i for t in pair.actor),
            recipient=tuple(t.i for t in pair.recipient),
            frame=f"{FRAME} ({answer.events[event]:.2f})",
            score=answer.events[event],
            content=content.i if content is not None else None,
            reciprocal=event == "CONSULT",
            flags=frozenset() if event in _ONE_SIDED else frozenset({"weak"}),
        )
    ]


def _filled(predicate: Predicate, pair: _Pair, answer: Answer) -> Predicate:
    """The predicate with the sides of the pair, where the model reads the same act between them."""
    chance = answer.events.get(predicate.event, 0.0)
    if chance < (SIDE_LEAST if predicate.actor else ACTOR_LEAST):
        return predicate
    return replace(
        predicate,
        actor=tuple(t.i for t in pair.actor),
        recipient=tuple(t.i for t in pair.recipient),
        flags=predicate.flags - _UNSURE if chance >= SURE_LEAST else predicate.flags,
    )
