"""The fields of a report that a person can correct, as plain JSON, and how a report's rows get their values.

event: a category. mode, aux: lists of names. actor, recipient, said_by: lists of ``{"name", "code", "sector"}``.
date: ``2019-10-31``, ``2019-10-31/2019-11-02``, open on one side, or null. place: ``{"name", "country"}`` (it may have
``geonameid``, ``lat``, ``lon``, ``resolution``, too) or null.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import msgspec

from redshank.ledger.questions import ask

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# What of a report can be corrected, in the order in which it is shown.
FIELDS = ("event", "mode", "aux", "actor", "recipient", "said_by", "date", "place")
PARTIES = ("actor", "recipient", "said_by")
_ENTITY = ("entity", "name", "wikidata", "code", "cow", "sector", "other_sectors", "office")
_PLACE = ("geonameid", "lat", "lon", "resolution")
_WEEK, _MONTH = 7, 31  # days


@dataclass
class Record:
    """A report's rows, to be read and changed.

    Attributes:
        row: its row of ``reports``, by column.
        participants: its rows of ``participants``, in order.
        known: rows of ``entities`` by number.
        entities: rows of ``entities`` that a correction asks for.
        values: all fields as they stood when the report was read.
    """

    row: dict[str, Any]
    participants: list[dict[str, Any]]
    known: dict[int, dict[str, Any]]
    entities: list[tuple[Any, ...]] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        row = self.row
        self.values = {"event": row["event"], "mode": list(row["mode"]), "aux": list(row["aux"])}
        self.values |= {role: [self.party(p) for p in self.side(role)] for role in PARTIES}
        self.values |= {"date": days_of(row["date"], row["enddate"]), "place": _place_of(row)}

    def side(self, role: str) -> list[dict[str, Any]]:
        """The participants of one role."""
        return [p for p in self.participants if p["role"] == role]

    def party(self, participant: dict[str, Any]) -> dict[str, Any]:
        """One participant as a value."""
        who = self.known[participant["entity"]]
        return {"name": who["name"] or participant["entity_text"], "code": who["code"], "sector": who["sector"]}


def records_of(connection: DuckDBPyConnection, reports: Sequence[int], *, coder: bool = False) -> dict[int, Record]:
    """The rows of some reports.

    Args:
        connection: of the ledger.
        reports: numbers; those that are not there are left out.
        coder: as the coder left them, whatever was corrected.
    """
    prefix = "coder_" if coder else ""
    wanted = f"{prefix}{{}} WHERE report IN (SELECT unnest(?))"
    rows = ask(connection, f"SELECT * FROM {wanted.format('reports')} ORDER BY report", [list(reports)])  # noqa: S608
    parts = ask(
        connection,
        f"SELECT * FROM {wanted.format('participants')} ORDER BY report, role, number",  # noqa: S608
        [list(reports)],
    ).to_pylist()
    people = ask(
        connection, "SELECT * FROM entities WHERE entity IN (SELECT unnest(?))", [sorted({p["entity"] for p in parts})]
    ).to_pylist()
    known = {who["entity"]: who for who in people}
    by_report: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for part in parts:
        by_report[part["report"]].append(part)
    return {row["report"]: Record(row, by_report[row["report"]], known) for row in rows.to_pylist()}


def same(field: str, one: Any, other: Any) -> bool:
    """Whether two values of a field say the same."""
    return bool(comparable(field, one) == comparable(field, other))


def comparable(field: str, value: Any) -> Any:
    """A value without what does not matter when two are compared: the order of modes, a place's coordinates."""
    if field in ("mode", "aux"):
        return sorted(value or ())
    if field == "place" and value:
        return value.get("name"), value.get("country")
    if field in PARTIES:
        return [(p.get("name"), p.get("code"), p.get("sector")) for p in value or ()]
    return value


def days_of(first: date | None, last: date | None) -> str | None:
    """First and last day in one word."""
    if first is None and last is None:
        return None
    if first == last:
        return str(first)
    return f"{first or ''}/{last or ''}"


def parse_days(value: str | None) -> tuple[date | None, date | None]:
    """First and last day.

    Raises:
        ValueError: a day that cannot be, or a last day before the first.
    """
    if value is None:
        return None, None
    first, slash, last = value.partition("/")
    begin = _day(first) if first or not slash else None
    end = _day(last) if last else (None if slash else begin)
    if begin is None and end is None:
        raise ValueError("a date needs a day: 2019-10-31, or 2019-10-31/2019-11-02")
    if begin and end and end < begin:
        raise ValueError(f"the last day, {end}, is before the first, {begin}")
    return begin, end


def _day(text: str) -> date:
    try:
        if len(text) != len("2019-10-31"):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no day: days are written YYYY-MM-DD") from None


def _place_of(row: dict[str, Any]) -> dict[str, Any] | None:
    name = row["resolved_place"] or row["extracted_place"]
    return {"name": name, "country": row["country_code"]} if name else None


# -- values put in ----------------------------------------------------------------------------------------------------


def set_field(connection: DuckDBPyConnection, record: Record, field: str, value: Any) -> None:
    """Give a field of a report another value, in its rows here; what the ledger knows of places and codes is added."""
    if field in PARTIES:
        _set_side(connection, record, field, value)
    elif field == "date":
        _set_days(record, value)
    elif field == "place":
        _set_place(connection, record, value)
    else:
        record.row[field] = value


def _set_days(record: Record, value: str | None) -> None:
    first, last = parse_days(value)
    length = (last - first).days + 1 if first and last else 1
    fine = "week" if length <= _WEEK else "month" if length <= _MONTH else "year"
    record.row.update(date=first, enddate=last, date_resolution="day" if length == 1 else fine, date_assumed=False)


def _set_place(connection: DuckDBPyConnection, record: Record, value: dict[str, Any] | None) -> None:
    row = record.row
    name, country = (value["name"], value.get("country")) if value else (None, None)
    known = {k: value.get(k) for k in _PLACE} if value else dict.fromkeys(_PLACE)
    if name and known["geonameid"] is None and known["lat"] is None:
        known = _known_place(connection, name, country)
    row["extracted_place"] = row["extracted_place"] if name in (row["resolved_place"], row["extracted_place"]) else None
    row.update(
        resolved_place=name, country_code=country, geonameid=known["geonameid"], lat=known["lat"], lon=known["lon"]
    )
    row["place_resolution"] = known["resolution"]


def _known_place(connection: DuckDBPyConnection, name: str, country: str | None) -> dict[str, Any]:
    """What the ledger's own documents know of a place."""
    rows = ask(
        connection,
        "SELECT geonameid, lat, lon, resolution FROM places WHERE resolved_place = ? AND country_code IS NOT DISTINCT"
        " FROM ? AND lat IS NOT NULL ORDER BY geonameid NULLS LAST, lat LIMIT 1",
        [name, country],
    ).to_pylist()
    return rows[0] if rows else dict.fromkeys(_PLACE)


def _set_side(connection: DuckDBPyConnection, record: Record, role: str, value: list[dict[str, Any]]) -> None:
    old = record.side(role)
    by_name = {record.party(p)["name"]: p for p in reversed(old)}
    wanted = {party.get("name") for party in value}
    free = [p for p in old if record.party(p)["name"] not in wanted]
    side = []
    for number, party in enumerate(value, start=1):
        before = by_name.get(party.get("name"))
        words = before or _words(record, party) or (free.pop(0) if free else None)
        entity = _entity(connection, party, record.known[before["entity"]] if before else None)
        record.entities.append(entity)
        record.known[entity[0]] = dict(zip(_ENTITY, entity, strict=True))
        side.append(_participant(record, role, number, entity[0], words))
    record.participants = [p for p in record.participants if p["role"] != role] + side
    record.row[f"{role}_codes"] = list(dict.fromkeys(p["code"] for p in value if p.get("code")))


def _words(record: Record, party: dict[str, Any]) -> dict[str, Any] | None:
    """Where the sentence names a party by its name; a name that it lacks belongs to words that were misunderstood."""
    sentence, name = record.row["sentence"], party.get("name")
    if not sentence or not name:
        return None
    hit = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence)
    if hit is None:
        return None
    start = record.row["sentence_start"]
    return {"entity_text": name, "start": start + hit.start(), "end": start + hit.end()}


def _participant(record: Record, role: str, number: int, entity: int, words: dict[str, Any] | None) -> dict[str, Any]:
    start = record.row["sentence_start"]
    said = words or {"entity_text": None, "start": start, "end": start}
    return {
        "report": record.row["report"],
        "role": role,
        "number": number,
        "entity": entity,
        "entity_text": said["entity_text"],
        "start": said["start"],
        "end": said["end"],
    }


def _entity(connection: DuckDBPyConnection, party: dict[str, Any], was: dict[str, Any] | None) -> tuple[Any, ...]:
    """A row of ``entities``: what is known of one of that name stays, save what a new code or sector makes doubtful."""
    name, code, sector = party.get("name"), party.get("code"), party.get("sector")
    same_code = was is not None and was["code"] == code
    cow = was["cow"] if was and same_code else _cow(connection, code)
    others = was["other_sectors"] if was and was["sector"] == sector else []
    office = was["office"] if was and same_code else None
    row = (name, was["wikidata"] if was else None, code, cow, sector, sorted(others), office)
    return (entity_number(row), *row)


def entity_number(row: tuple[Any, ...]) -> int:
    """The number of an entity: a hash of all that stands in its row (see ``rows.py``)."""
    return int.from_bytes(blake2b(msgspec.json.encode(row), digest_size=8).digest(), "big") >> 1


def _cow(connection: DuckDBPyConnection, code: str | None) -> int | None:
    """The Correlates of War number that goes with a code elsewhere in the ledger."""
    rows = connection.execute("SELECT min(cow) FROM entities WHERE code = ?", [code]).fetchall()
    return rows[0][0] if rows else None
