"""An event as one flat row, for tables that know no lists.

Lists are joined by ``;`` and keep their places: the second name in ``actor_name`` belongs to the second code in
``actor_code``, and a missing one leaves its place empty. A ``;`` inside a value becomes ``,``, a line break a space.
"""

from __future__ import annotations

from collections.abc import Iterable

from redshank.records import Entity, Event

Cell = str | int | float | bool | None

_ENTITY = {
    "text": "entity_text",
    "name": "identifier_text",
    "wikidata": "identifier_id",
    "code": "code",
    "cow": "cow",
    "sector": "sector",
    "office": "office",
}


def _clean(value: object) -> str:
    return "" if value is None else " ".join(str(value).replace(";", ",").split())


def joined(values: Iterable[object]) -> str | None:
    """Values joined by ``;``, each at its place; None where all are missing."""
    cells = [_clean(value) for value in values]
    return ";".join(cells) if any(cells) else None


def _entities(side: str, entities: list[Entity]) -> dict[str, Cell]:
    row: dict[str, Cell] = {
        f"{side}_{column}": joined(getattr(entity, field) for entity in entities) for column, field in _ENTITY.items()
    }
    row[f"{side}_other_sectors"] = joined(" ".join(entity.other_sector_codes) for entity in entities)
    return row


def _place(event: Event) -> dict[str, Cell]:
    place = event.event_loc
    return {
        "place_text": place.extracted_place if place else None,
        "place_name": place.resolved_place if place else None,
        "place_geonameid": place.geonameid if place else None,
        "place_lat": place.lat if place else None,
        "place_lon": place.lon if place else None,
        "place_country": place.country_code if place else None,
        "place_resolution": place.resolution if place else None,
    }


def flat(event: Event) -> dict[str, Cell]:
    """The row: column name to cell, in the order of the columns; None for what is not known."""
    return {
        "id": event.id,
        "doc_id": event.doc_id,
        "date": event.date,
        "enddate": event.enddate,
        "date_resolution": event.date_resolution,
        "date_assumed": event.date_assumed,
        "event": joined(event.event),
        "mode": joined(event.mode),
        "context": joined(event.context),
        "aux": joined(event.aux),
        "quad_code": event.quad_code,
        "event_scale": event.event_scale,
        "cameo": event.cameo,
        "goldstein": event.goldstein,
        **_entities("actor", event.actor),
        **_entities("recipient", event.recipient),
        **_entities("said_by", event.said_by),
        **_place(event),
        "event_text": joined(event.event_text),
        "sentence": event.text_info.sequence,
        "sentence_start": event.text_info.start,
        "sentence_end": event.text_info.end,
        "evidence": joined(f"{e.role}:{e.start}-{e.end}" for e in event.evidence),
        "trace": joined(event.trace),
        "confidence": event.confidence,
        "url": event.cite_info.url,
        "title": event.cite_info.title,
        "publication": event.cite_info.publication,
        "language": event.cite_info.language,
        "coder": event.cite_info.coder,
        "codebook": event.cite_info.codebook,
    }


def columns() -> list[str]:
    """Names of the columns, in order."""
    from redshank.records import CiteInfo, TextInfo

    empty = Event(
        id="", doc_id="", date=None, enddate=None, date_resolution="day", date_assumed=False, actor=[], recipient=[],
        event=[], mode=[], context=[], aux=[], said_by=[], event_loc=None, event_text=[], quad_code=1, event_scale=0.0,
        cameo=None, goldstein=None, text_info=TextInfo(1, 0, 0), evidence=[], trace=[],
        confidence=0.0, cite_info=CiteInfo(coder=""),
    )  # fmt: skip
    return list(flat(empty))
