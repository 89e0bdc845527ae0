"""From the annotated parts of one document to its drafts: who did what, when, where, how real, and on whose word."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from redshank.coder.attach import Anchors, anchors, is_future, is_historical, when_of, where_of
from redshank.coder.demands import content_lemmas, modal_demands
from redshank.coder.draft import COOPERATIVE, VERBAL, Draft, codes
from redshank.coder.merging import merge
from redshank.coder.people import entities_at
from redshank.coder.reality import Reality, finite_past, reality_of
from redshank.coder.reported import holding, speakers_of
from redshank.coder.venues import spread_venues
from redshank.language.annotations import Predicate
from redshank.records import Entity, Evidence, EvidenceRole

LEAD_PARAGRAPHS = 2  # where a stated negation is news (coding guide, rule 7)


def draft_events(doc: Doc) -> list[Draft]:
    """All events of a document, repeats merged, in text order."""
    hung = anchors(doc)
    blocked = _blocked(doc)
    drafts = [d for p in doc._.predicates for d in [_draft(doc, p, hung, blocked)] if d is not None]
    taken = {(d.head.sent.start, d.event) for d in drafts if d.event == "REQUEST"}
    for attribution in doc._.attributions:
        for demand in modal_demands(doc, attribution):
            if (demand.head.sent.start, "REQUEST") not in taken:
                _finish(doc, demand, hung)
                drafts.append(demand)
    drafts.sort(key=lambda d: (_rank(d.head), d.head.i, d.event))
    merged = merge(drafts)
    spread_venues(doc, merged)
    return sorted(merged, key=lambda d: d.head.i)


def _rank(head: Token) -> int:
    """Body before headline and caption: what the body attributes wins over what the headline states flatly."""
    return 0 if head._.kind == "body" else 1


def _blocked(doc: Doc) -> set[int]:
    """Tokens inside what is demanded, promised, threatened, rejected or blamed: those acts have not happened.

    Acts told as done in a relative clause stay open: 'must return the ships that its forces seized'.
    """
    found: set[int] = set()
    for predicate in doc._.predicates:
        if predicate.event not in VERBAL or predicate.content is None:
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
    if predicate.head in blocked:
        return None
    reality = reality_of(
        head, doc[predicate.light] if predicate.light is not None else None, negation_used="neg" in predicate.flags
    )
    if reality.dropped or predicate.light_kind in {"refuse", "reject", "demand", "other"}:
        return None
    actor, actor_rules = entities_at(doc, predicate.actor)
    recipient, recipient_rules = entities_at(doc, predicate.recipient)
    if "norecip" in predicate.flags:
        recipient, recipient_rules = [], []
    if predicate.reciprocal:
        actor, recipient = [*actor, *(r for r in recipient if r not in actor)], []
    trigger = sorted({*predicate.trigger, *(t.i for t in reality.carriers)})
    draft = Draft(
        head=head,
        event=predicate.event,
        modes=list(predicate.mode),
        actor=actor,
        recipient=recipient,
        predicate=predicate,
        trigger=tuple(trigger),
        content=content_lemmas(doc[predicate.content]) if predicate.content is not None else frozenset(),
        trace=[f"{predicate.event}: '{head.text}' by the frame {predicate.frame}", *actor_rules, *recipient_rules],
        score=predicate.score,
        reciprocal=predicate.reciprocal,
    )
    if predicate.light_kind == "future":
        reality.future = True
    if predicate.light_kind in {"end", "negate"}:
        reality.negated = True
    if not _sides(doc, draft, hung) or not _real(doc, draft, reality, hung):
        return None
    return draft


def _sides(doc: Doc, draft: Draft, hung: Anchors) -> bool:
    """Whether the event has the sides it needs; a passive without an agent may imply the actor (rule 16)."""
    predicate = draft.predicate
    if predicate is None:
        return True
    if not codes(draft.actor) and predicate.implied and not draft.actor:
        implied = _implied(doc, draft, predicate, hung)
        draft.actor = [implied] if implied is not None else []
    if not draft.actor:
        return False
    if not codes(draft.actor) and not (draft.event == "ASSAULT" and codes(draft.recipient)):
        return False
    if "needrec" in predicate.flags and not draft.recipient:
        return False
    if "weak" in predicate.flags and not (codes(draft.actor) and codes(draft.recipient)):
        return False
    if predicate.reciprocal and len(draft.actor) < 2 and draft.event != "CONSULT":
        draft.reciprocal = False
    only_itself = bool(draft.recipient) and all(any(r == a for a in draft.actor) for r in draft.recipient)
    return not only_itself


def _implied(doc: Doc, draft: Draft, predicate: Predicate, hung: Anchors) -> Entity | None:
    place = where_of(draft.head, hung)
    country = place.place.country_code if place is not None else None
    country = country or next(iter(sorted(codes(draft.recipient))), None)
    if country is None:
        return None
    sector, *others = predicate.implied
    at = draft.head.idx
    draft.trace.append(f"no agent named: a body of {country} {sector} is implied by '{draft.head.text}'")
    return Entity(entity_text="", code=country, sector=sector, other_sector_codes=others, start=at, end=at)


def _real(doc: Doc, draft: Draft, reality: Reality, hung: Anchors) -> bool:
    """Settle date, reality and source; False where the act is no event after all."""
    _finish(doc, draft, hung)
    published = doc._.document.published
    future = reality.future or is_future(draft.when, published)
    if reality.negated and not _negation_counts(doc, draft.head):
        return False
    if reality.negated:
        draft.aux.append("negation")
        draft.trace.append("negated, where the negation is the news")
    if reality.hypothetical and not _own_words(doc, draft):
        draft.aux.append("hypothetical")
        draft.trace.append("hypothetical: 'would' under a condition")
        return draft.event not in VERBAL
    if future or reality.hypothetical:
        _future(doc, draft)
    elif is_historical(draft.when, published):
        draft.aux.append("historical")
        draft.trace.append(f"historical: ended {draft.when.finish}, over 30 days before publication")
    return True


def _finish(doc: Doc, draft: Draft, hung: Anchors) -> None:
    """Date, place and evidence."""
    published = doc._.document.published
    draft.when, time = when_of(draft.head, hung, published)
    place = where_of(draft.head, hung)
    draft.place = place.place if place is not None else None
    sentence = draft.head.sent
    start, end = _trim(doc, sentence.start_char, sentence.end_char)
    first, last = doc[draft.trigger[0]], doc[draft.trigger[-1]]
    spans: list[tuple[EvidenceRole, int, int]] = [
        ("sentence", start, end),
        ("trigger", first.idx, last.idx + len(last)),
        *(("actor", e.start, e.end) for e in draft.actor if e.end > e.start),
        *(("recipient", e.start, e.end) for e in draft.recipient if e.end > e.start),
    ]
    if time is not None:
        spans.append(("time", time.time.start, time.time.end))
        draft.trace.append(f"dated by '{doc.text[time.time.start : time.time.end]}'")
    if place is not None:
        spans.append(("place", place.place.start, place.place.end))
        draft.trace.append(f"placed by '{place.place.extracted_place}'")
    draft.said_by, lines = speakers_of(doc, draft)
    spans += [("said_by", e.start, e.end) for e in draft.said_by]
    draft.trace += lines
    draft.evidence = [Evidence(role, a, b) for role, a, b in spans]


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    text = doc.text[start:end]
    return start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip()))


def _negation_counts(doc: Doc, head: Token) -> bool:
    """In the headline or the first paragraphs of the body."""
    if head._.kind == "headline":
        return True
    body = [p for p in doc._.document.paragraphs if p.kind == "body"][:LEAD_PARAGRAPHS]
    return any(p.start <= head.idx < p.end for p in body) and head.dep_ in {"ROOT", "ccomp", "conj", "dobj"}


def _own_words(doc: Doc, draft: Draft) -> bool:
    """Whether the actor itself says it."""
    for attribution in holding(doc, draft.head):
        if attribution.speaker_head is not None:
            speakers, _ = entities_at(doc, [attribution.speaker_head])
            return bool(codes(speakers) & codes(draft.actor))
    return False


def _future(doc: Doc, draft: Draft) -> None:
    """What PLOVER makes of acts to come (coding guide, rules 10 and 22)."""
    published = doc._.document.published
    if draft.event in COOPERATIVE:
        draft.trace.append(f"{draft.event} to come is AGREE")
        draft.event, draft.modes = "AGREE", []
    elif draft.event == "RETREAT":
        draft.trace.append("a RETREAT announced is CONCEDE")
        draft.event, draft.modes = "CONCEDE", []
    elif draft.event in VERBAL:
        if draft.event in {"AGREE", "CONCEDE"}:
            return
        draft.aux.append("future")
    elif draft.event == "ASSAULT" and _own_words(doc, draft):
        draft.trace.append("announcing one's own attack is THREATEN")
        draft.event, draft.modes = "THREATEN", ["violence"]
    else:
        draft.aux.append("future")
    if draft.event in {"AGREE", "CONCEDE", "THREATEN"} and is_future(draft.when, published):
        draft.when.begin = draft.when.finish = published
        draft.when.resolution, draft.when.assumed = "day", True
