"""Where words were spoken: a speaker's venue, once told, holds for all that he says in the report (rule 12)."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from redshank.coder.attach import Anchors, where_of
from redshank.coder.dating import is_historical, when_of
from redshank.coder.draft import VERBAL, Draft, finer
from redshank.coder.people import entities_at
from redshank.coder.reported import holding
from redshank.language.grammar import surface_subject
from redshank.lexicons.tables import words
from redshank.records import Place


def spread_venues(doc: Doc, drafts: list[Draft], hung: Anchors) -> None:
    """Give acts of words that have no place of their own the place where their speaker spoke or met somebody.

    Only places of acts on the publication day's occasion are spread, and only within one speaker's name; what a speaker
    says for his side ('NATO supports …') was said where he spoke.
    """
    venues = _spoken_at(doc, hung)
    for draft in drafts:
        if draft.place is None or draft.aux or not (draft.event in VERBAL or draft.event == "CONSULT"):
            continue
        for name in _voices(doc, draft):
            venues[name] = finer(venues.get(name), draft.place) or draft.place
    for draft in drafts:
        if draft.place is not None or draft.event not in VERBAL or draft.aux:
            continue
        for name in (n for n in _voices(doc, draft) if n in venues):
            better = finer(draft.place, venues[name])
            if better is not draft.place and better is not None:
                draft.place = better
                draft.trace.append(f"placed where {name} spoke: {better.extracted_place}")


def _spoken_at(doc: Doc, hung: Anchors) -> dict[str, Place]:
    """Where the clauses that tell of somebody's speaking put him: 'told reporters in Riga', 'was speaking in Riga'."""
    published = doc._.document.published
    venues: dict[str, Place] = {}
    for speaker, addressee, verb in _speaking(doc):
        mention = where_of(verb, hung, frozenset({speaker, addressee}), spoken=True)
        if mention is None or is_historical(when_of(verb, hung, published)[0], published):
            continue
        for entity in entities_at(doc, [speaker])[0]:
            name = entity.identifier_text or entity.entity_text
            venues[name] = finer(venues.get(name), mention.place) or mention.place
    return venues


def _speaking(doc: Doc) -> Iterator[tuple[int, int, Token]]:
    """Speakers, whom they address, and the verbs that tell of their speaking; -1 for nobody addressed."""
    for attribution in doc._.attributions:
        if attribution.speaker_head is not None and attribution.cue is not None:
            cue = doc.char_span(attribution.cue.start, attribution.cue.end, alignment_mode="expand")
            if cue is not None and cue.root.pos_ == "VERB":
                told = attribution.addressee_head
                yield attribution.speaker_head, -1 if told is None else told, cue.root
    for verb in doc:
        subject = surface_subject(verb) if verb.pos_ == "VERB" else None
        if subject is not None and verb.lemma_ in words("grammar/speaking.tsv"):
            yield subject.i, -1, verb


def _voices(doc: Doc, draft: Draft) -> list[str]:
    """Names of who speaks in an act: its actors, and the nearest speaker of the words that hold it."""
    people = list(draft.actor)
    for attribution in holding(doc, draft.head):
        if attribution.speaker_head is not None:
            people += entities_at(doc, [attribution.speaker_head])[0]
            break
    return [e.identifier_text or e.entity_text for e in people]
