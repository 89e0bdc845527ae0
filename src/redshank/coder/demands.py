"""Demands that no verb of asking carries: 'S said Moscow must return the ships', '"Go," S told them'."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from redshank.coder.draft import Draft, codes
from redshank.coder.links import parties
from redshank.coder.people import entities_at
from redshank.coder.reported import holding, speaker_entity
from redshank.language import grammar
from redshank.language.annotations import Attribution
from redshank.lexicons.tables import groups, words
from redshank.predicates.modes import cue_modes
from redshank.predicates.slots import actors_of

_OBJECTS = frozenset({"dobj", "prep", "pobj", "pcomp", "xcomp", "ccomp", "conj", "nsubjpass", "attr", "compound"})
# Speakers whose 'must' is a comment, not a demand (coding guide, rule 9).
COMMENTATORS = frozenset({"EDU", "JRN", "BUS", "MED", "CVL", "UNK"})


def modal_demands(doc: Doc, attribution: Attribution) -> list[Draft]:
    """REQUEST drafts for the clauses of one attribution that say what somebody must do."""
    speaker = speaker_entity(doc, attribution)
    if speaker is None or speaker.code is None or speaker.sector in COMMENTATORS:
        return []
    found = []
    for verb in _clauses(doc, attribution):
        must = _norm(verb)
        draft = _demand(doc, verb, must) if must is not None and _innermost(doc, attribution, verb) else None
        if draft is not None and speaker.code not in codes(draft.recipient):
            draft.actor = [speaker]
            found.append(draft)
    return found


def _innermost(doc: Doc, attribution: Attribution, verb: Token) -> bool:
    """Whether no nested speech stands between the speaker and the verb."""
    inner = holding(doc, verb)
    return not inner or inner[0] == attribution


def _clauses(doc: Doc, attribution: Attribution) -> list[Token]:
    """Main verbs of the content: its head, its conjuncts, and the roots of further sentences of a quotation."""
    span = doc.char_span(attribution.content.start, attribution.content.end, alignment_mode="expand")
    if span is None:
        return []
    inside = range(span.start, span.end)
    return [
        t
        for t in span
        if t.pos_ in {"VERB", "AUX"}
        and (
            t.dep_ in {"ROOT", "ccomp"}
            or t.i == attribution.content_head
            or (t.dep_ == "conj" and t.head.i in inside and t.head.dep_ in {"ROOT", "ccomp"})
        )
    ]


def _norm(verb: Token) -> Token | None:
    """The word that makes a clause a demand: 'must', 'should', 'ought to', 'needs to', 'has to'."""
    for c in verb.children:
        if c.dep_ == "aux" and c.lower_ in groups("grammar/demands.tsv", "kind")["modal"]:
            perfect = any(k.dep_ == "aux" and k.lower_ == "have" for k in verb.children)
            return None if perfect else c  # 'should have acted' is blame, not a demand
    not_yet = any(c.lower_ in {"yet", "still"} for c in verb.children)  # 'has yet to answer' asks nothing
    if verb.lemma_ in groups("grammar/demands.tsv", "kind")["verb"] and verb.tag_ in {"VBZ", "VBP"} and not not_yet:
        return verb if grammar.complement(verb) is not None else None
    return None


def _demand(doc: Doc, verb: Token, must: Token) -> Draft | None:
    act = grammar.complement(verb) if must == verb else verb
    if act is None:
        return None
    doer = grammar.logical_subject(act) or grammar.surface_subject(verb)
    if doer is None or doer.lower_ in words("grammar/own_side.tsv"):
        return None
    recipient, rules = entities_at(doc, [t.i for t in (parties(doer) or actors_of(doer))])
    if not recipient:
        return None
    modes = list(cue_modes("REQUEST", act)) or ["change"]
    return Draft(
        head=verb,
        event="REQUEST",
        modes=modes,
        actor=[],
        recipient=recipient,
        trigger=tuple(sorted({must.i, act.i})),
        content=content_lemmas(act),
        trace=[f"demand: '{must.text} {act.text}' in what the speaker says", *rules],
        score=0.75,
    )


def content_lemmas(head: Token) -> frozenset[str]:
    """The act and its objects under a head, to tell repeats from new acts: not names, not relative clauses."""
    found, queue = set(), [head]
    while queue:
        token = queue.pop()
        if token.pos_ in {"VERB", "NOUN"}:
            found.add(token.lemma_.lower())
        queue += [c for c in token.children if c.dep_ in _OBJECTS]
    return frozenset(found)
