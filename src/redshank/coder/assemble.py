"""From the annotated parts of one document to its drafts: who did what, when, where, how real, and on whose word."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from redshank.coder.attach import Anchors, anchors
from redshank.coder.demands import content_lemmas, modal_demands
from redshank.coder.draft import VERBAL, Draft
from redshank.coder.evidence import attribute, ground
from redshank.coder.judgements import judgements
from redshank.coder.links import accusers, claimant, host, told_before
from redshank.coder.merging import merge
from redshank.coder.people import entities_at
from redshank.coder.reality import finite_past, is_announced, reality_of
from redshank.coder.scenes import place_acts
from redshank.coder.settle import settle
from redshank.coder.sides import complete
from redshank.coder.venues import spread_venues
from redshank.language.annotations import Predicate
from redshank.language.base import CODED_KINDS

# Light verbs after which the noun's act is not done: 'refused talks', 'demanded a withdrawal'.
_NOT_DONE = frozenset({"refuse", "reject", "demand", "other"})

_HELD = frozenset({"PROTEST", "CONSULT", "COOPERATE"})  # acts that come after they are announced


def draft_events(doc: Doc) -> tuple[list[Draft], list[Draft]]:
    """All events of a document in text order: with repeats merged, and every telling by itself."""
    hung = anchors(doc)
    blocked = _blocked(doc)
    drafts = [d for p in doc._.predicates for d in [_draft(doc, p, hung, blocked)] if d is not None]
    drafts += _spoken(doc, drafts, hung)
    for draft in sorted(drafts, key=lambda d: d.head.i):
        _point_back(doc, draft, drafts)
        host(doc, draft)
    drafts = [d for d in drafts if d.predicate is not None or d.recipient]
    drafts.sort(key=lambda d: (_rank(d.head), d.head.i, d.event))
    tellings = sorted(drafts, key=lambda d: d.head.i)
    place_acts(doc, drafts, hung)
    merged = merge(drafts)
    spread_venues(doc, merged, hung)
    return sorted(merged, key=lambda d: d.head.i), tellings


def _rank(head: Token) -> int:
    """Body before headline and caption: what the body attributes wins over what the headline states flatly."""
    return 0 if head._.kind == "body" else 1


def _blocked(doc: Doc) -> set[int]:
    """Tokens inside what is demanded, promised, threatened, rejected or blamed: those acts have not happened.

    Acts told as done in a relative clause stay open: 'must return the ships that its forces seized'.
    """
    found: set[int] = set()
    light = {p.light for p in doc._.predicates}
    for predicate in doc._.predicates:
        if predicate.event not in VERBAL or predicate.content is None or predicate.head in light:
            continue
        head = doc[predicate.content]
        if head.i in predicate.actor or head.i in predicate.recipient or head.i == predicate.head:
            continue
        open_ = {
            t.i
            for clause in head.subtree
            if clause.dep_ in {"relcl", "acl"} and clause.i != head.i and finite_past(clause)
            for t in clause.subtree
        }
        found |= {t.i for t in head.subtree} - open_
        found.discard(predicate.head)
    return found


def _draft(doc: Doc, predicate: Predicate, hung: Anchors, blocked: set[int]) -> Draft | None:
    head = doc[predicate.head]
    if predicate.head in blocked or predicate.light_kind in _NOT_DONE or _only_ends(predicate):
        return None
    light = doc[predicate.light] if predicate.light is not None else None
    if light is None and _carried_by_verb(doc, predicate, head):
        return None
    reality = reality_of(head, light, negation_used="neg" in predicate.flags)
    if reality.dropped:
        return None
    announced = predicate.event in _HELD and is_announced(light or head)
    reality.future = reality.future or announced or predicate.light_kind == "future"
    reality.negated = reality.negated or predicate.light_kind == "negate"
    draft = _sided(doc, predicate)
    draft.trigger = tuple(sorted({*predicate.trigger, *(t.i for t in reality.carriers)}))
    if not complete(doc, draft, hung):
        return None
    ground(doc, draft, hung)
    if not settle(doc, draft, reality, hung):
        return None
    attribute(doc, draft)
    return draft


def _only_ends(predicate: Predicate) -> bool:
    """Whether the act is one that its doer stops: 'broke off talks' tells of none, 'ended a strike' of one that was."""
    return predicate.light_kind == "end" and predicate.event != "PROTEST"


def _carried_by_verb(doc: Doc, predicate: Predicate, head: Token) -> bool:
    """Whether the verb of an event noun tells the act already: 'airstrikes killed', 'places restrictions on'.

    Where the verb is light ('carried out an attack'), the noun tells it and the verb is left out.
    """
    if any(p.light == head.i and p.event == predicate.event for p in doc._.predicates):
        return True
    if head.pos_ not in {"NOUN", "PROPN"} or head.dep_ not in {"nsubj", "dobj", "nsubjpass"}:
        return False
    verbs = [p for p in doc._.predicates if p.head == head.head.i]
    return any(p.event == predicate.event or head.dep_ == "dobj" for p in verbs)


def _sided(doc: Doc, predicate: Predicate) -> Draft:
    """The draft of a predicate with its sides resolved to entities."""
    actor, actor_rules = entities_at(doc, predicate.actor)
    recipient, recipient_rules = entities_at(doc, predicate.recipient)
    if "norecip" in predicate.flags:
        recipient, recipient_rules = [], []
    if predicate.reciprocal and predicate.event == "CONSULT":
        actor, recipient = [*actor, *(r for r in recipient if r not in actor)], []
    head = doc[predicate.head]
    return Draft(
        head=head,
        event=predicate.event,
        modes=list(predicate.mode),
        actor=actor,
        recipient=recipient,
        predicate=predicate,
        content=content_lemmas(doc[predicate.content]) if predicate.content is not None else frozenset(),
        about=predicate.content,
        trace=[f"{predicate.event}: '{head.text}' by the frame {predicate.frame}", *actor_rules, *recipient_rules],
        score=predicate.score,
        reciprocal=predicate.reciprocal,
    )


def _spoken(doc: Doc, drafts: list[Draft], hung: Anchors) -> list[Draft]:
    """Demands and judgements that no frame carries, where no frame has coded the same sentence so."""
    coded = {(d.head.sent.start, d.event) for d in drafts}
    found = [d for a in doc._.attributions for d in modal_demands(doc, a)]
    found += [d for d in judgements(doc) if d.head._.kind in CODED_KINDS]
    kept = [d for d in found if (d.head.sent.start, d.event) not in coded]
    for draft in kept:
        ground(doc, draft, hung)
        attribute(doc, draft)
    return kept


def _point_back(doc: Doc, draft: Draft, drafts: list[Draft]) -> None:
    """'denounced the exercises': the recipient is who held the exercises that the report told of before."""
    if draft.recipient or draft.event not in {"ACCUSE", "REJECT", "SUPPORT"}:
        return
    earlier = [d for d in drafts if d.head.i < draft.head.i]
    earlier.sort(key=lambda d: d.head.i)
    draft.recipient = told_before(draft, earlier)
    if draft.event == "REJECT" and not draft.recipient:
        draft.recipient = claimant(doc, draft) or accusers(draft, earlier)
    if draft.recipient:
        draft.trace.append(f"'{draft.recipient[0].entity_text}' did what the text told before")
