"""What a person types to correct a report, and the values that it stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from redshank.ledger.correcting import Codebook
from redshank.ledger.fields import FIELDS, PARTIES

HELP = {
    "report": "field = value, one a line; an empty line ends. - is nothing.\n"
    "  event = AID    mode = drone, firearms    aux = future    date = 2019-10-31 or 2019-10-01/2019-10-31\n"
    "  actor = RUS MIL Russian forces; UKR    (code, sector, name; recipient and said_by alike)\n"
    "  place = Odesa, UKR",
    "merge": "The id of the event that it belongs to, or of one of its reports; an empty line ends.",
    "origin": "The newsroom or publisher whose reporting it is; an empty line ends.",
    "link": "repeat, extend, fulfil, part, break, refuse, withdraw or unclear; an empty line ends.",
}
_NONE = "-"
_CODE = re.compile(r"[A-Z]{3}|-")


def change_of(line: str, values: Mapping[str, Any], codebook: Codebook) -> tuple[str, Any]:
    """Field and value that a line gives.

    Args:
        line: such as ``event = AID``.
        values: the report's, with what was changed so far: a party keeps the name and sector that are not given.
        codebook: what can be.

    Raises:
        ValueError: no field, or a value that cannot be.
    """
    name, equals, text = line.partition("=")
    field = name.strip().lower().replace(" ", "_")
    if field not in FIELDS or not equals:
        raise ValueError(f"no line of the form 'field = value': {line!r} (fields: {', '.join(FIELDS)})")
    return field, codebook.checked(field, _value(field, text.strip(), values), values["event"])


def _value(field: str, text: str, values: Mapping[str, Any]) -> Any:
    if field in PARTIES:
        return _parties(text, values[field])
    if field in ("mode", "aux"):
        return [] if text == _NONE else [w for w in re.split(r"[,;\s]+", text) if w]
    if field == "place":
        return _place(text)
    return None if field == "date" and text == _NONE else text


def _parties(text: str, before: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    parts = [] if text == _NONE else [p.strip() for p in text.split(";") if p.strip()]
    return [_party(part, before[n] if n < len(before) else {}) for n, part in enumerate(parts)]


def _party(text: str, before: Mapping[str, Any]) -> dict[str, Any]:
    """Code, sector and name, in this order; what is not given is that of who stood there before."""
    words = text.split()
    codes: list[str | None] = []
    while words and len(codes) < 2 and _CODE.fullmatch(words[0]):
        codes.append(words.pop(0))
    if not codes:
        return {"code": None, "sector": None, "name": " ".join(words)}
    code, sector = (
        [None if c == _NONE else c for c in codes] if len(codes) == 2 else (_code(codes[0]), before.get("sector"))
    )
    return {"code": code, "sector": sector, "name": " ".join(words) or before.get("name")}


def _code(text: str | None) -> str | None:
    return None if text == _NONE else text


def _place(text: str) -> dict[str, Any] | None:
    if text == _NONE:
        return None
    name, _, country = text.rpartition(",")
    if name and _CODE.fullmatch(country.strip()):
        return {"name": name.strip(), "country": _code(country.strip())}
    return {"name": text}
