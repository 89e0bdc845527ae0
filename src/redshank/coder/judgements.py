"""Blame and praise without a verb of blaming: 'called the trial a farce', 'said the test was a provocation'."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from redshank.coder.demands import COMMENTATORS, content_lemmas
from redshank.coder.draft import Draft, codes
from redshank.coder.people import entities_at
from redshank.coder.reported import holding, speaker_entity
from redshank.language import grammar
from redshank.lexicons.tables import groups
from redshank.predicates.slots import actors_of
from redshank.records import Entity

_EVENTS = {"negative": ("ACCUSE", "disapprove"), "positive": ("SUPPORT", "")}


def judgements(doc: Doc) -> Iterator[Draft]:
    """ACCUSE and SUPPORT drafts for judgements that a coded speaker passes on somebody's deed."""
    for token in doc:
        if token.lemma_ in _words("verb") and token.pos_ == "VERB":
            yield from _naming(doc, token)
    for attribution in doc._.attributions:
        speaker = speaker_entity(doc, attribution)
        if speaker is None or attribution.content_head is None:
            continue
        verb = doc[attribution.content_head]
        inner = holding(doc, verb)
        if verb.lemma_ == "be" and (not inner or inner[0] == attribution) and not grammar.is_negated(verb):
            judged = grammar.surface_subject(verb)
            verdict = grammar.child(verb, "attr", "acomp")
            yield from _draft(doc, verb, [speaker], judged, verdict)


def _words(kind: str) -> frozenset[str]:
    return groups("grammar/judgements.tsv", "kind").get(kind, frozenset())


def _naming(doc: Doc, verb: Token) -> Iterator[Draft]:
    """'X called Y's trial a farce', 'X described Y as a threat'."""
    judged, verdict = grammar.logical_object(verb), grammar.child(verb, "oprd")
    if verdict is None:
        named = grammar.preposition_objects(verb, "as")
        verdict = named[0] if named else None
    if verdict is None:  # the parser often reads 'called the trial a farce' as a clause
        clause = grammar.child(verb, "ccomp")
        if clause is not None and clause.pos_ in {"NOUN", "PROPN", "ADJ"}:
            judged, verdict = grammar.child(clause, "nsubj", "nsubjpass"), clause
    actor = grammar.logical_subject(verb)
    if actor is None:
        return
    people, _ = entities_at(doc, [t.i for t in actors_of(actor)])
    yield from _draft(doc, verb, people, judged, verdict)


def _draft(doc: Doc, head: Token, actor: list[Entity], judged: Token | None, verdict: Token | None) -> Iterator[Draft]:
    if judged is None or verdict is None or not codes(actor) or any(a.sector in COMMENTATORS for a in actor):
        return
    sign = _sign(verdict)
    recipient, rules = entities_at(doc, [t.i for t in actors_of(judged)])
    recipient = [r for r in recipient if r.code]
    if not recipient:
        recipient, rules = entities_at(doc, [t.i for t in _doers(verdict)])
    if sign is None or codes(recipient) & codes(actor):
        return
    event, mode = _EVENTS[sign]
    yield Draft(
        head=head,
        event=event,
        modes=[mode] if mode else [],
        actor=actor,
        recipient=recipient,
        trigger=tuple(sorted({head.i, verdict.i})),
        content=content_lemmas(judged),
        about=judged.i,
        trace=[f"{event}: a {sign} judgement, '{verdict.text}', of '{judged.text}'", *rules],
        score=0.7,
    )


def _doers(verdict: Token) -> list[Token]:
    """'a violation of the truce by the rebels': who stands behind the verdict's noun."""
    return [t for p in grammar.preposition_objects(verdict, "by") for t in actors_of(p)]


def _sign(verdict: Token) -> str | None:
    """Whether the verdict blames or praises: by its head or a modifier; blame decides."""
    lemmas = {w for t in verdict.subtree for w in (t.lemma_.lower(), t.lower_)}
    if any(t.dep_ == "neg" for t in verdict.head.children):
        return None
    return next((s for s in ("negative", "positive") if lemmas & _words(s)), None)
