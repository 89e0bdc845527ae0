"""What a correction may say by PLOVER's tables and our roster's codes, and what follows: the ledger knows neither."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from redshank.errors import DataError
from redshank.ledger.correcting import Standing
from redshank.ledger.fields import PARTIES, days_of, parse_days
from redshank.lexicons.importing.codes import codes
from redshank.ontology import auxiliary_modes, cameo_for, categories, goldstein, modes, quad_code, score, sectors

_LONGEST = 300  # characters of a name
_KINDS = {"country": 1, "division": 2, "district": 3}  # PLOVER's scale of places; all else is 4


class PloverCodebook:
    """PLOVER 2.0's categories, modes and sectors; codes of states and of the bodies that stand where a state would."""

    def checked(self, field: str, value: Any, event: str) -> Any:
        """The value of a field in its one form.

        Args:
            field: one of ``FIELDS``.
            value: as ``ledger.fields`` writes it.
            event: the category of the report, which says what modes there are.

        Raises:
            ValueError: it cannot be; in words.
        """
        if field in PARTIES:
            return [_party(p) for p in _list(field, value)]
        check = {"event": _event, "aux": _aux, "date": _date, "place": _place}.get(field)
        if check is not None:
            return check(value)
        if field == "mode":
            return _modes(value, event)
        raise ValueError(f"no field {field!r}")

    def standing(self, event: str, mode: Collection[str], context: Collection[str], aux: Collection[str]) -> Standing:
        """What follows from a corrected category, mode or auxiliary mode; modes that the category lacks are dropped."""
        kept = [m for m in modes(event) if m in mode]
        cameo = cameo_for(event, kept, context, aux)
        value = goldstein(cameo) if cameo is not None else None
        return Standing(kept, quad_code(event), score(event, kept), cameo, value)


def _list(field: str, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(f"{field} is a list")
    return value


def _event(value: Any) -> str:
    if not isinstance(value, str) or value.upper() not in categories():
        raise ValueError(f"unknown category {value!r} (known: {', '.join(categories())})")
    return value.upper()


def _modes(value: Any, event: str) -> list[str]:
    try:
        known = modes(event)
    except DataError as error:
        raise ValueError(error.message) from None
    for name in _list("mode", value):
        if name not in known:
            raise ValueError(f"{event} has no mode {name!r} (it has: {', '.join(known) or 'none'})")
    return [m for m in known if m in value]


def _aux(value: Any) -> list[str]:
    for name in _list("aux", value):
        if name not in auxiliary_modes():
            raise ValueError(f"unknown auxiliary mode {name!r} (known: {', '.join(auxiliary_modes())})")
    return sorted(set(value))


def _text(value: Any, what: str) -> str | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str) or not value.isprintable() or len(value) > _LONGEST:
        raise ValueError(f"{what} {str(value)[:40]!r} is no line of text")
    return " ".join(value.split()) or None


def _code(value: Any) -> str | None:
    code = _text(value, "the code")
    if code is not None and code not in codes():
        raise ValueError(f"unknown code {code!r}: an ISO 3166 alpha-3 code, or IGO UNO EUR NGO ISM IMG MNC")
    return code


def _party(value: Any) -> dict[str, str | None]:
    if not isinstance(value, dict) or not value.keys() <= {"name", "code", "sector"}:
        raise ValueError("a party has name, code and sector, and nothing else")
    party = {"name": _text(value.get("name"), "the name"), "code": _code(value.get("code"))}
    sector = _text(value.get("sector"), "the sector")
    if sector is not None and sector not in sectors():
        raise ValueError(f"unknown sector {sector!r} (known: {', '.join(sectors())})")
    if not any((*party.values(), sector)):
        raise ValueError("a party needs a name, a code or a sector")
    return {**party, "sector": sector}


def _date(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise ValueError("a date is a day, 2019-10-31, or two with a slash between")
    return days_of(*parse_days(value))


def _place(value: Any) -> dict[str, Any] | None:
    """A place with its coordinates, where it has none and the gazetteer knows the name."""
    from redshank.places.lookup import find

    if value is None:
        return None
    given = {"name": value} if isinstance(value, str) else value
    if not isinstance(given, dict) or not given.keys() <= {"name", "country", "geonameid", "lat", "lon", "resolution"}:
        raise ValueError("a place has name, country, geonameid, lat, lon and resolution, and nothing else")
    name, country = _text(given.get("name"), "the place"), _code(given.get("country"))
    if name is None:
        raise ValueError("a place needs a name")
    numbers = {k: _number(k, given.get(k)) for k in ("geonameid", "lat", "lon", "resolution")}
    if any(v is not None for v in numbers.values()):
        return {"name": name, "country": country, **numbers}
    known = [p for p in find(name) if country in (None, p.country)]
    if not known:
        return {"name": name, "country": country}
    p = known[0]
    facts = {"geonameid": p.geonameid, "lat": p.lat, "lon": p.lon, "resolution": _KINDS.get(p.kind, 4)}
    return {"name": name, "country": p.country, **facts}


def _number(what: str, value: Any) -> float | int | None:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    raise ValueError(f"{what} is a number, not {value!r}")
