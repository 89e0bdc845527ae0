"""Positions held, from Wikidata: the JSON of a query's result, or an extract of a dump (one entity a line).

A result's rows need the variables that ``columns.tsv`` lists: ``person``, ``personLabel``, ``positionLabel``,
``country`` (ISO alpha-3) or ``countryLabel``, ``start``, ``end``. Of a dump's entities these are read: positions held
(P39) of persons, heads of state and government (P35, P6) of countries and organisations, with start (P580) and end
(P582), country (P17) or jurisdiction (P1001) of positions, and ISO codes (P298) of countries; labels of positions and
countries must be in the extract.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from redshank.errors import CallError, DataError
from redshank.lexicons.importing.base import Rows, checked, parse_day
from redshank.lexicons.importing.codes import code_named, country_code
from redshank.lexicons.importing.guesses import code_in, sector_of_office
from redshank.lexicons.importing.lines import lines
from redshank.lexicons.importing.table import columns_of

_HEADS = {"P35": "head of state", "P6": "head of government"}
# Where a claim or a position says whose office it is, the most telling first: jurisdiction, 'of', country.
_OWNERS = ("P1001", "P642", "P17")
# Members of an entity that no query's result has.
_ENTITY = ("claims", "labels")
_PRECISION_DAY, _PRECISION_MONTH = 11, 10
_PRECISION_YEAR = 9


def read(path: Path) -> Rows:
    """Rows of a query's result or a dump extract.

    Raises:
        CallError: the file is not there, or is neither.
    """
    yield from _dump(path) if _is_dump(path) else _result(path)


def _is_dump(path: Path) -> bool:
    """Dumps have every entity on a line of its own, between brackets."""
    for where, line in lines(path):
        if isinstance(line, DataError):
            raise CallError(line.message, where=where)
        if line.strip() not in ("", "["):
            return any(f'"{key}"' in line for key in _ENTITY)
    raise CallError("an empty file", where=str(path))


# -- a query's result -------------------------------------------------------------------------------------------------


def _result(path: Path) -> Rows:
    text = "\n".join(line for _, line in lines(path) if isinstance(line, str))
    try:
        whole = msgspec.json.decode(text)
        bindings = whole["results"]["bindings"] if isinstance(whole, dict) else whole
        if not isinstance(bindings, list):
            raise TypeError
    except (msgspec.DecodeError, KeyError, TypeError, RecursionError):
        why = "neither the JSON of a query's result (results.bindings) nor one entity a line"
        raise CallError(why, where=str(path)) from None
    for number, binding in enumerate(bindings, start=1):
        where = f"{path}:row {number}"
        if not isinstance(binding, dict):
            yield DataError("no row of a query's result", where=where)
            continue
        values = {name: _value(cell) for name, cell in binding.items()}
        try:
            yield checked(_cells(columns_of(values)), where)
        except DataError as error:
            yield error


def _value(cell: Any) -> str:
    value = cell.get("value", "") if isinstance(cell, dict) else cell
    return value if isinstance(value, str) else ""


def _cells(cells: dict[str, str]) -> dict[str, str]:
    office = cells.get("office", "")
    code = next((c for c in (cells.get("code", ""), cells.get("country", "")) if _known(c)), "")
    sector = cells.get("sector") or (sector_of_office(office) if office else "")
    given = code or code_in(office) or cells.get("code", "") or cells.get("country", "")
    return {**cells, "kind": "person", "code": given, "sector": sector}


def _known(text: str) -> str:
    return country_code(text) or code_named(text)


# -- a dump's extract -------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Names:
    """What the extract says of positions and countries.

    Attributes:
        labels: English label by id.
        codes: Redshank's code by id of a country or organisation.
        owners: ids of the country or jurisdiction of a position.
    """

    labels: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    owners: dict[str, list[str]] = field(default_factory=dict)

    def code(self, ids: list[str]) -> str:
        """The code of the first of these countries that has one."""
        return next(filter(None, (self.codes.get(i, "") for i in ids)), "")


def _dump(path: Path) -> Rows:
    names = _Names()
    # Twice through the file: a position may stand behind the person who held it, and a dump fits no memory.
    for _, entity in _entities(path):
        if isinstance(entity, dict):
            _note(names, entity)
    for where, entity in _entities(path):
        if isinstance(entity, DataError):
            yield entity
            continue
        yield from _held(names, entity, where)
        yield from _heads(names, entity, where)


def _entities(path: Path) -> Iterator[tuple[str, dict[str, Any] | DataError]]:
    for where, line in lines(path):
        if isinstance(line, DataError):
            yield where, line
            continue
        text = line.strip().rstrip(",")
        if text in ("", "[", "]"):
            continue
        try:
            entity = msgspec.json.decode(text)
        except (msgspec.DecodeError, RecursionError):
            yield where, DataError("no line of JSON", where=where)
            continue
        if isinstance(entity, dict) and isinstance(entity.get("id"), str):
            yield where, entity
        else:
            yield where, DataError("no entity of Wikidata", where=where)


def _note(names: _Names, entity: dict[str, Any]) -> None:
    item, label = entity["id"], _label(entity)
    names.labels[item] = label
    iso = next((v for v in _values(entity, "P298") if isinstance(v, str)), "")
    code = country_code(iso) or code_named(label)
    if code:
        names.codes[item] = code
    owners = [i for p in _OWNERS for i in _ids(_values(entity, p))]
    if owners:
        names.owners[item] = owners


def _held(names: _Names, person: dict[str, Any], where: str) -> Rows:
    for claim in _claims(person, "P39"):
        position = next(iter(_ids([_main(claim)])), "")
        office = names.labels.get(position, "")
        if not office:
            why = f"{_label(person)}: the position {position or 'of a claim'} has no label in the file"
            yield DataError(why, where=where)
            continue
        stated = [i for p in _OWNERS for i in _ids(_qualifiers(claim, p))]
        code = names.code([*stated, *names.owners.get(position, [])]) or code_in(office)
        yield from _term(person, claim, office, code, where)


def _heads(names: _Names, country: dict[str, Any], where: str) -> Rows:
    for prop, office in _HEADS.items():
        for claim in _claims(country, prop):
            person = next(iter(_ids([_main(claim)])), "")
            if not names.labels.get(person):
                why = f"{_label(country)}: its {office} {person or 'of a claim'} has no label in the file"
                yield DataError(why, where=where)
                continue
            holder = {"id": person, "labels": {"en": {"value": names.labels[person]}}}
            yield from _term(holder, claim, office, names.codes.get(country["id"], ""), where)


def _term(person: dict[str, Any], claim: dict[str, Any], office: str, code: str, where: str) -> Rows:
    cells = {
        "name": _label(person),
        "aliases": "|".join(_aliases(person)),
        "kind": "person",
        "code": code,
        "sector": sector_of_office(office),
        "office": office,
        "wikidata": person["id"],
    }
    try:
        cells["start"] = _time(claim, "P580", last=False)
        cells["end"] = _time(claim, "P582", last=True)
        yield checked(cells, where)
    except DataError as error:
        yield error
    except ValueError as error:
        yield DataError(f"{cells['name']}: {error}", where=where)


def _label(entity: dict[str, Any]) -> str:
    labels = entity.get("labels")
    english = labels.get("en") or labels.get("mul") if isinstance(labels, dict) else None
    return _value(english) if isinstance(english, dict) else ""


def _aliases(entity: dict[str, Any]) -> list[str]:
    aliases = entity.get("aliases")
    english = aliases.get("en") if isinstance(aliases, dict) else None
    found = [_value(a) for a in english] if isinstance(english, list) else []
    return [a for a in found if a and "|" not in a and any(c.isalpha() for c in a)]


def _claims(entity: dict[str, Any], prop: str) -> list[dict[str, Any]]:
    claims = entity.get("claims")
    found = claims.get(prop) if isinstance(claims, dict) else None
    sound = [c for c in found if isinstance(c, dict)] if isinstance(found, list) else []
    return [c for c in sound if c.get("rank") != "deprecated"]


def _main(claim: dict[str, Any]) -> Any:
    return _datum(claim.get("mainsnak"))


def _datum(snak: Any) -> Any:
    value = snak.get("datavalue") if isinstance(snak, dict) else None
    return value.get("value") if isinstance(value, dict) else None


def _values(entity: dict[str, Any], prop: str) -> list[Any]:
    return [_main(claim) for claim in _claims(entity, prop)]


def _qualifiers(claim: dict[str, Any], prop: str) -> list[Any]:
    qualifiers = claim.get("qualifiers")
    found = qualifiers.get(prop) if isinstance(qualifiers, dict) else None
    return [_datum(snak) for snak in found] if isinstance(found, list) else []


def _ids(values: list[Any]) -> list[str]:
    return [v["id"] for v in values if isinstance(v, dict) and isinstance(v.get("id"), str)]


def _time(claim: dict[str, Any], prop: str, *, last: bool) -> str:
    """A qualifier's day; one known to the month or the year runs to the first or last day of it.

    Raises:
        ValueError: the calendar has no such day, or only a decade or century is known.
    """
    for value in _qualifiers(claim, prop):
        if not isinstance(value, dict) or not isinstance(value.get("time"), str):
            continue
        day, precision = value["time"].removeprefix("+").partition("T")[0], value.get("precision")
        if precision == _PRECISION_YEAR:
            day = day[:4]
        elif precision == _PRECISION_MONTH:
            day = day[:7]
        elif precision != _PRECISION_DAY:
            raise ValueError(f"the day {day} is known to no year")
        return parse_day(day, last=last)
    return ""
