"""Where words were spoken: a speaker's venue, once told, holds for all that he says in the report (rule 12)."""

from __future__ import annotations

from spacy.tokens import Doc

from redshank.coder.draft import VERBAL, Draft
from redshank.records import Place


def spread_venues(doc: Doc, drafts: list[Draft]) -> None:
    """Give acts of words that have no place of their own the place where their speaker spoke or met somebody.

    Only places of acts on the publication day's occasion are spread, and only within one speaker's name.
    """
    venues: dict[str, Place] = {}
    for draft in drafts:
        if draft.place is None or draft.aux or not (draft.event in VERBAL or draft.event == "CONSULT"):
            continue
        for entity in draft.actor:
            venues.setdefault(entity.identifier_text or entity.entity_text, draft.place)
    for draft in drafts:
        if draft.place is not None or draft.event not in VERBAL or draft.aux:
            continue
        for entity in draft.actor:
            venue = venues.get(entity.identifier_text or entity.entity_text)
            if venue is not None:
                draft.place = venue
                draft.trace.append(
                    f"placed where {entity.identifier_text or entity.entity_text} spoke: {venue.extracted_place}"
                )
                break
