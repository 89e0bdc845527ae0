"""POLECAT's 40 columns (Halterman and others 2023), as its yearly files on Dataverse have them."""

from __future__ import annotations

from redshank.formats.layouts.base import Layout, Table, day, integer, number, same, text

_QUADS = "['VERBAL COOPERATION', 'MATERIAL COOPERATION', 'VERBAL CONFLICT', 'MATERIAL CONFLICT'][quad_code]"
_UNTOLD = "empty: the record does not tell persons from organisations"


def _each(field: str) -> str:
    """One field of all members of a side, in one cell."""
    return f"layout_joined(list_transform({{side}}s, lambda w: {field}))"


_SIDE = (
    text("{side} Name", _each("w.name"), "resolved names"),
    text("{side} Country", _each("w.code"), "ISO 3166 alpha-3, or IGO UNO EUR NGO ISM IMG MNC"),
    text("{side} COW", _each("CAST(w.cow AS VARCHAR)"), "Correlates of War numbers"),
    text("Primary {side} Sector", _each("w.sector"), "PLOVER sectors, the best one of each"),
    text(
        "{side} Sectors",
        _each("array_to_string(layout_known(list_prepend(w.sector, w.others)), ',')"),
        "all PLOVER sectors of each, joined by commas",
    ),
    text("{side} Title", _each("w.office"), "offices at the day of the report"),
    text("{side} Name Raw", _each("w.words"), "the words of the report; empty where no text was kept"),
    text("Wikipedia {side} ID", _each("w.wikidata"), "Wikidata ids (Q114), as titles of Wikipedia drift"),
)

_COLUMNS = (
    text("Event ID", "id", "the event's id (of a report: its own), the same in every run"),
    day("Event Date", "date", "first day; empty where the start is open"),
    text("Event Type", "category", "PLOVER category"),
    text("Event Mode", "layout_joined(mode)", "PLOVER modes"),
    number("Intensity", "event_scale", "PLOVER score of category and mode, -10 to 10"),
    text("Quad Code", _QUADS, "quad class in words"),
    text("Contexts", "layout_joined(context)", "PLOVER contexts"),
    *same([("Actor", "actor"), ("Recipient", "recipient")], _SIDE),
    text("Placename", "resolved_place", "name in GeoNames, or in our own tables"),
    text("City", "city", "the place, if it is a town"),
    text("District", "district", "the place, if it is a second-order division; not known of towns"),
    text("Province", "province", "first-order division that the place is or lies in"),
    text("Country", "country_code", "ISO 3166 alpha-3"),
    number("Latitude", "lat", "degrees north"),
    number("Longitude", "lon", "degrees east"),
    integer("GeoNames ID", "geonameid", "GeoNames id; empty for places that only our own tables have"),
    text("Raw Placename", "extracted_place", "the words of the first report, if it names this place"),
    text(
        "Feature Type",
        "CASE resolution WHEN 2 THEN 'ADM1' WHEN 3 THEN 'ADM2' END",
        "GeoNames feature code: ADM1 or ADM2; empty for the rest, whose exact code is not kept",
    ),
    text("Source", "publisher", "publisher in lower case, or host of the URL"),
    day("Publication Date", "published", "day of publication"),
    text("Story People", None, _UNTOLD),
    text("Story Organizations", None, _UNTOLD),
    text("Story Locations", "story_places", "all places of the report that were resolved"),
    text("Language", "language", "ISO 639-1"),
    text("Version", "coder", "program and version that coded the report"),
)

LAYOUT = Layout(
    name="polecat",
    title="POLECAT",
    tables=(Table("events", "layout_stories", _COLUMNS, key=("Event ID",)),),
    knows_lists=True,
)
