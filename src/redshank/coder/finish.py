"""From merged drafts to the records that leave the coder."""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Doc

from redshank.coder.draft import Draft
from redshank.lexicons.contexts import contexts_of
from redshank.ontology.cameo import cameo_for, goldstein
from redshank.ontology.plover import modes as plover_modes
from redshank.ontology.plover import quad_code, score
from redshank.records import CiteInfo, Event, TextInfo
from redshank.version import __version__

_LONGEST_TRIGGER = 8  # tokens; a trigger spread wider is printed as its single words


def events_of(doc: Doc, drafts: list[Draft]) -> list[Event]:
    """Records of the drafts, numbered in text order."""
    document_contexts = contexts_of(t.lemma_.lower() for t in doc if t.is_alpha)
    sentences = {s.start: n for n, s in enumerate(doc.sents, start=1)}
    return [_event(doc, d, n, sentences, document_contexts) for n, d in enumerate(drafts, start=1)]


def _event(doc: Doc, draft: Draft, number: int, sentences: dict[int, int], about: list[str]) -> Event:
    document = doc._.document
    known = plover_modes(draft.event)
    modes = [m for m in known if m in draft.modes]
    own = contexts_of(t.lemma_.lower() for t in draft.head.sent if t.is_alpha)
    contexts = own or about
    sentence = draft.evidence[0]
    cameo = cameo_for(draft.event, modes, contexts, draft.aux)
    return Event(
        id=f"{document.id}-{number}",
        doc_id=document.id,
        date=draft.when.begin,
        enddate=draft.when.finish,
        date_resolution=draft.when.resolution,
        date_assumed=draft.when.assumed,
        actor=draft.actor,
        recipient=draft.recipient,
        event=[draft.event],
        mode=modes,
        context=contexts,
        aux=sorted(set(draft.aux)),
        said_by=draft.said_by,
        event_loc=draft.place,
        event_text=_words(doc, draft),
        quad_code=quad_code(draft.event),
        event_scale=score(draft.event, modes),
        cameo=cameo,
        goldstein=goldstein(cameo) if cameo is not None else None,
        text_info=TextInfo(sentences.get(draft.head.sent.start, 0), sentence.start, sentence.end),
        evidence=draft.evidence,
        trace=draft.trace,
        confidence=_confidence(draft),
        cite_info=CiteInfo(
            url=document.url,
            title=document.title,
            publication=document.publisher,
            language=document.language,
            coder=f"redshank {__version__}",
        ),
    )


def _words(doc: Doc, draft: Draft) -> list[str]:
    """The trigger's words as they stand, a run of near tokens in one piece."""
    pieces: list[list[int]] = [[draft.trigger[0]]]
    for a, b in pairwise(draft.trigger):
        if b - a > _LONGEST_TRIGGER:
            pieces.append([b])
        else:
            pieces[-1].append(b)
    return [doc[p[0] : p[-1] + 1].text for p in pieces]


def _confidence(draft: Draft) -> float:
    """Score of the frame, lowered where a side has no code or the date is assumed."""
    value = draft.score
    for side in (draft.actor, draft.recipient):
        if side and not any(e.code for e in side):
            value *= 0.8
    return round(min(1.0, value) * (0.97 if draft.when.assumed else 1.0), 2)
