"""Coded reports made by hand, so that the tests of the ledger need no language model."""

from __future__ import annotations

from redshank.records import (
    Analysis,
    CiteInfo,
    Document,
    Due,
    Entity,
    Event,
    Evidence,
    Paragraph,
    Place,
    Span,
    Statement,
    TextInfo,
    TimeExpression,
)

SCORES = {"ASSAULT": (4, -9.0), "REQUEST": (3, -1.0), "CONSULT": (1, 1.0), "ACCUSE": (3, -2.0), "AID": (2, 7.0)}


def entity(code: str | None, text: str, **more) -> Entity:
    """Somebody with a code, named so."""
    return Entity(entity_text=text, identifier_text=more.pop("name", text), code=code, start=0, end=len(text), **more)


def report(name: str, text: str, *acts: dict, published: str = "2019-10-31", **facts) -> tuple[Document, Analysis]:
    """A document of one paragraph and the events told in it.

    Each act gives ``event`` and may give actor, recipient, said_by (codes), date, mode, aux, place, sentence (words of
    the text; the whole of it without).
    """
    document = Document(
        id=name, text=text, published=published, paragraphs=[Paragraph(0, len(text), "body")], language="en", **facts
    )
    events = [_event(document, n, **act) for n, act in enumerate(acts, start=1)]
    return document, Analysis(
        id=name, title=document.title, published=published, paragraphs=document.paragraphs, events=events,
        times=[TimeExpression(start=0, end=4, value=published, type="DATE", begin=published, finish=published)],
    )  # fmt: skip


def _event(
    document: Document, number: int, *, event: str, actor=("RUS",), recipient=("UKR",), said_by=(), **more
) -> Event:
    sentence = more.pop("sentence", document.text)
    start = document.text.index(sentence)
    end = start + len(sentence)
    day = more.pop("date", document.published)
    place = more.pop("place", None)
    quad, score = SCORES[event]

    def parties(codes) -> list[Entity]:
        return [
            Entity(entity_text=c, identifier_text=c, code=c, sector="GOV", start=start, end=start + 1) for c in codes
        ]

    return Event(
        id=f"{document.id}-{number}", doc_id=document.id, date=day, enddate=more.pop("enddate", day),
        date_resolution="day", date_assumed=more.pop("date_assumed", False), actor=parties(actor),
        recipient=parties(recipient), event=[event], mode=list(more.pop("mode", ())), context=["military"],
        aux=list(more.pop("aux", ())), said_by=parties(said_by),
        event_loc=Place(start=0, end=1, extracted_place=place, resolved_place=place, country_code="UKR", lat=48.0,
                        lon=37.0, geonameid=len(place)) if place else None,
        event_text=[sentence.split()[0]], quad_code=quad, event_scale=score, cameo="190", goldstein=score,
        text_info=TextInfo(number, start, end), evidence=[Evidence("sentence", start, end)],
        trace=["made by hand"], confidence=0.9, cite_info=CiteInfo(coder="redshank test", url=document.url),
    )  # fmt: skip


def statement(speaker: str, kind: str, content: tuple[int, int], due: str | None = None) -> Statement:
    """Somebody said something."""
    return Statement(
        speaker=entity(speaker, speaker), kind=kind, content=Span(*content), due=Due(due, due) if due else None
    )
