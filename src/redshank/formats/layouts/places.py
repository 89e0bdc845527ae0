"""What a place of the ledger is, and the province that it lies in, for layouts with a column for each level."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from redshank.lexicons.gazetteer import in_use
from redshank.lexicons.tables import rows

Row = tuple[int, str | None, str | None, int | None]
_LEVELS = {"town": "city", "district": "district", "division": "province"}


@cache
def _divisions() -> tuple[dict[tuple[str, str], str], dict[int, tuple[str, str]]]:
    """Names of first-order divisions by country and code, and both by GeoNames id."""
    table = list(rows("divisions.tsv", files("redshank.formats") / "data"))
    names = {(row["country"], row["admin1"]): row["name"] for row in table}
    return names, {int(row["geonameid"]): (row["country"], row["admin1"]) for row in table}


def described(found: Iterable[Row]) -> list[dict[str, Any]]:
    """City, district, province and GeoNames code of the province for each place; empty where not known.

    Args:
        found: GeoNames id, name, country and resolution (1 country, 2 province, 3 district, 4 town or feature).
    """
    table = [_described(*row) for row in found]
    return table or [{**_described(0, None, None, None), "geonameid": None}]


def _described(number: int, name: str | None, country: str | None, resolution: int | None) -> dict[str, Any]:
    row: dict[str, Any] = {
        "geonameid": number, "resolution": resolution, "city": "", "district": "", "province": "", "admin1": "",
    }  # fmt: skip
    names, divisions = _divisions()
    if number in divisions:
        row["admin1"] = divisions[number][1]
        row["province"] = name or names[divisions[number]]
    elif name and resolution != 1:
        level, row["admin1"] = _looked_up(number, name)
        if level:
            row[level] = name
        row["province"] = row["province"] or names.get((country or "", row["admin1"]), "")
    return row


def _looked_up(number: int, name: str) -> tuple[str, str]:
    """The level of a place, and the code of its province, in the gazetteer in use."""
    from redshank.places.lookup import find

    place = next((place for place in find(name, in_use()) if place.geonameid == number), None)
    return (_LEVELS.get(place.kind, ""), place.admin1) if place else ("", "")
