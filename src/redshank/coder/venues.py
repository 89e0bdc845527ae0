"""Where words were spoken: a speaker's venue, once told, holds for all that he says in the report (rule 12)."""

from __future__ import annotations

from spacy.tokens import Doc

from redshank.coder.draft import VERBAL, Draft
from redshank.coder.people import entities_at
from redshank.coder.reported import holding
from redshank.records import Place


def spread_venues(doc: Doc, drafts: list[Draft]) -> None:
    """Give acts of words that have no place of their own the place where their speaker spoke or met somebody.

    Only places of acts on the publication day's occasion are spread, and only within one speaker's name; what a speaker
    says for his side ('NATO supports …') was said where he spoke.
    """
    venues: dict[str, Place] = {}
    for draft in drafts:
        if draft.place is None or draft.aux or not (draft.event in VERBAL or draft.event == "CONSULT"):
            continue
        for name in _voices(doc, draft):
            venues.setdefault(name, draft.place)
    for draft in drafts:
        if draft.place is not None or draft.event not in VERBAL or draft.aux:
            continue
        for name in (n for n in _voices(doc, draft) if n in venues):
            draft.place = venues[name]
            draft.trace.append(f"placed where {name} spoke: {venues[name].extracted_place}")
            break


def _voices(doc: Doc, draft: Draft) -> list[str]:
    """Names of who speaks in an act: its actors, and the nearest speaker of the words that hold it."""
    people = list(draft.actor)
    for attribution in holding(doc, draft.head):
        if attribution.speaker_head is not None:
            people += entities_at(doc, [attribution.speaker_head])[0]
            break
    return [e.identifier_text or e.entity_text for e in people]
