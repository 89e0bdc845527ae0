"""Who acts and to whom, once the grammar has had its say: what a passive implies, what the content names."""

from __future__ import annotations

from msgspec.structs import replace
from spacy.tokens import Doc

from redshank.coder.attach import Anchors, scene_of, where_of
from redshank.coder.draft import Draft, codes
from redshank.coder.links import inner_recipients, other_side
from redshank.coder.people import entities_at, same
from redshank.coder.reported import holding
from redshank.language.annotations import Predicate
from redshank.lexicons.tables import words
from redshank.records import Entity

_OF_THE_PLACE = frozenset({"PROTEST", "ASSAULT"})
_DONE_TO_PEOPLE = frozenset({"ASSAULT", "COERCE"})
_OF_ONES_OWN = frozenset({"RETREAT", "CONCEDE", "MOBILIZE"})
_ARRESTING = frozenset({"COP", "MIL", "JUD", "GOV", "SPY"})
# Acts of words whose recipient may stand in what is promised, asked or refused only.
_NAMED_WITHIN = frozenset({"AGREE", "REJECT", "THREATEN"})


def complete(doc: Doc, draft: Draft, hung: Anchors) -> bool:
    """Fill the sides that the frame left open; False where the event lacks a side that it needs."""
    predicate = draft.predicate
    if predicate is None:
        return bool(codes(draft.actor))
    if not draft.actor and predicate.implied:
        implied = _implied(doc, draft, predicate, hung)
        draft.actor = [implied] if implied is not None else []
    if draft.event in _OF_THE_PLACE:
        draft.actor = _of_the_place(draft, draft.actor, hung)
    if draft.event in _DONE_TO_PEOPLE:
        draft.recipient = _of_the_place(draft, draft.recipient, hung)
    if predicate.reciprocal and len(codes(draft.actor)) < 2 and draft.event == "CONSULT":
        _second_party(doc, draft)
    if not draft.actor and draft.event == "CONSULT" and draft.recipient:
        draft.actor = other_side(doc, draft)  # 'after a visit to the troops': the subject of the clause
    if not draft.recipient and draft.event in _NAMED_WITHIN and "norecip" not in predicate.flags:
        draft.recipient = inner_recipients(doc, draft)
    return _enough(draft, predicate)


def _enough(draft: Draft, predicate: Predicate) -> bool:
    draft.recipient = [r for r in draft.recipient if not _is_actor(r, draft)]
    if not draft.actor:
        return False
    if not codes(draft.actor) and not (draft.event == "ASSAULT" and codes(draft.recipient)):
        return False
    if "needrec" in predicate.flags and not draft.recipient:
        return False
    return "weak" not in predicate.flags or _both_coded(draft, predicate)


def _is_actor(entity: Entity, draft: Draft) -> bool:
    """Whether a recipient is the actor again: the same entity, or a pronoun that means it."""
    if draft.event in _OF_ONES_OWN and entity.sector == "MIL" and any(entity.code == a.code for a in draft.actor):
        return True  # 'his decision to pull US forces out': one's own troops are moved, not acted on
    pronoun = entity.entity_text.lower() in words("grammar/pronouns.tsv")
    return any(same(entity, a) or (pronoun and entity.code == a.code) for a in draft.actor)


def _both_coded(draft: Draft, predicate: Predicate) -> bool:
    if predicate.reciprocal and not draft.recipient:
        return len(draft.actor) > 1 and bool(codes(draft.actor))
    return bool(codes(draft.actor) and codes(draft.recipient))


def _of_the_place(draft: Draft, side: list[Entity], hung: Anchors) -> list[Entity]:
    """Unnamed crowds, gunmen and victims are of the country of the place, where the clause names it (rule 16)."""
    if not side or codes(side):
        return side
    place = where_of(draft.head, hung) or scene_of(draft.head, hung, frozenset())
    country = place.place.country_code if place is not None else None
    if place is None or country is None:
        return side
    draft.trace.append(f"'{side[0].entity_text}' of {country}: the place is {place.place.extracted_place}")
    return [replace(e, code=country) if e.identifier_id is None else e for e in side]


def _second_party(doc: Doc, draft: Draft) -> None:
    added = [e for e in other_side(doc, draft) if e not in draft.actor]
    if added:
        draft.actor = [*added, *draft.actor]
        draft.trace.append(f"'{added[0].entity_text}' is the other side: subject of the clause")


def _official_teller(doc: Doc, draft: Draft) -> Entity | None:
    """The police or ministry that announces an arrest or seizure without saying whose it was."""
    for attribution in holding(doc, draft.head):
        if attribution.speaker_head is not None:
            people, _ = entities_at(doc, [attribution.speaker_head])
            return next((p for p in people if p.code and p.sector in _ARRESTING), None)
    return None


def _implied(doc: Doc, draft: Draft, predicate: Predicate, hung: Anchors) -> Entity | None:
    """The state body that alone can have acted in 'was arrested' (rule 16), of the country of the place."""
    teller = _official_teller(doc, draft)
    if teller is not None:
        draft.trace.append(f"no agent named: '{teller.entity_text}', who tells of it, did it")
        return Entity(
            entity_text="",
            code=teller.code,
            sector=teller.sector,
            other_sector_codes=teller.other_sector_codes,
            start=draft.head.idx,
            end=draft.head.idx,
        )
    place = where_of(draft.head, hung)
    country = place.place.country_code if place is not None else None
    country = country or next(iter(sorted(codes(draft.recipient))), None)
    if country is None:
        return None
    sector, *others = predicate.implied
    at = draft.head.idx
    draft.trace.append(f"no agent named: a body of {country} {sector} is implied by '{draft.head.text}'")
    return Entity(entity_text="", code=country, sector=sector, other_sector_codes=others, start=at, end=at)
