"""The 20 columns of ICEWS's event files on Dataverse (Boschee and others 2015)."""

from __future__ import annotations

from redshank.formats.layouts.base import Column, Layout, Table, day, integer, number, same, text

_FIRST = "of several, only the first"

_NAME = text("{side} Name", "coalesce({side}.name, {side}.words)", f"resolved name, else the words; {_FIRST}")
_SECTORS = text(
    "{side} Sectors",
    "nullif(array_to_string({side}.icews, ','), '')",
    "sectors in ICEWS's words, joined by commas; UNK and PRE have none",
)
_COUNTRY = text("{side} Country", "{side}.icews_country", "ICEWS's name of the country; empty outside any state")


def _side(label: str) -> tuple[Column, ...]:
    return same([(label, label.lower())], (_NAME, _SECTORS, _COUNTRY))


_COLUMNS = (
    integer("Event ID", "number", "number of the event (of a report: its own) in this ledger"),
    day("Event Date", "date", "first day; empty where the start is open"),
    *_side("Source"),
    text("Event Text", "label", "label of the CAMEO code, in our words: join by the code"),
    text("CAMEO Code", "code", "CAMEO code with its leading zeros; empty for what did not happen"),
    number("Intensity", "goldstein", "Goldstein value of the code, -10 to 10"),
    *_side("Target"),
    integer("Story ID", "doc", "number of the document in this ledger"),
    integer("Sentence Number", "sequence", "number of the sentence in the document, from 1"),
    text("Publisher", "publisher", "publisher in lower case, or host of the URL"),
    text("City", "city", "the place, if it is a town"),
    text("District", "district", "the place, if it is a second-order division; not known of towns"),
    text("Province", "province", "first-order division that the place is or lies in"),
    text("Country", "icews_place", "ICEWS's name of the country"),
    number("Latitude", "lat", "degrees north"),
    number("Longitude", "lon", "degrees east"),
)

LAYOUT = Layout(name="icews", title="ICEWS", tables=(Table("events", "layout_facts", _COLUMNS, key=("Event ID",)),))
