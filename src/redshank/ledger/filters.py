"""What a question asks for, as one condition on the table ``events``."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from redshank.errors import CallError

ASSERTED = "none"  # as an auxiliary mode: events told as fact
ANY = "any"

# Parts of a condition: what they ask, with a place for each value.
_NAMED = (
    "EXISTS (SELECT 1 FROM members m JOIN participants p USING (report) JOIN entities n USING (entity)"
    " WHERE m.event = e.event AND p.role = '{role}' AND (n.name ILIKE ? OR n.code = ? OR n.sector = ?))"
)
_WORDS = "EXISTS (SELECT 1 FROM members m JOIN reports r USING (report) WHERE m.event = e.event AND r.sentence ILIKE ?)"


class Filter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which events; all that is given must hold, of several values of one option one.

    Attributes:
        actor, recipient, said_by: codes (``RUS``, ``IGO``), sectors (``MIL``) or parts of names (``Stoltenberg``).
        party: as these, on either side.
        event: categories; ``mode``: modes.
        aux: auxiliary modes; ``none`` for events told as fact, ``any`` for all (what is meant without the option
            depends on the question: lists show all, counts only facts).
        quad: quad classes, 1 to 4.
        since, until: first and last day; an event counts where its days touch them.
        place: part of a place's name, or a country code.
        box: west, south, east, north in degrees.
        origins, publishers, reports: at least so many.
        confidence: at least this.
        text: words in the sentence of one of its reports, in any case of letters.

    Raises:
        CallError: a day or a box that cannot be.
    """

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    said_by: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    aux: tuple[str, ...] = ()
    quad: tuple[int, ...] = ()
    since: str | None = None
    until: str | None = None
    place: tuple[str, ...] = ()
    box: tuple[float, float, float, float] | None = None
    origins: int | None = None
    publishers: int | None = None
    reports: int | None = None
    confidence: float | None = None
    text: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for day in (self.since, self.until):
            try:
                date.fromisoformat(day or "2000-01-01")
            except ValueError:
                raise CallError(f"{day!r} is no day: days are written YYYY-MM-DD") from None
        if self.box and not (self.box[0] <= self.box[2] and -90 <= self.box[1] <= self.box[3] <= 90):
            raise CallError(f"no box: west,south,east,north in degrees, not {','.join(map(str, self.box))}")

    def condition(self, aux: str = ANY) -> tuple[str, list[Any]]:
        """SQL on ``events e`` and its values.

        Args:
            aux: what no ``aux`` means here.
        """
        parts = [
            *(_either(values, lambda v, r=role: _party((r,), v)) for role, values in self._roles()),
            _either(self.party, lambda v: _party(("actor", "recipient"), v)),
            _either(self.event, lambda v: ("e.category = ?", [v.upper()])),
            _either(self.mode, lambda v: ("list_contains(e.mode, ?)", [v])),
            _either(self.aux or (aux,), _aux),
            _either(self.quad, lambda v: ("e.quad_code = ?", [v])),
            _either(self.place, lambda v: ("(e.resolved_place ILIKE ? OR e.country_code = ?)", [f"%{v}%", v.upper()])),
            _either(self.text, lambda v: (_WORDS, [f"%{v}%"])),
            *self._bounds(),
        ]
        kept = [p for p in parts if p is not None]
        return " AND ".join(["true", *(sql for sql, _ in kept)]), [v for _, values in kept for v in values]

    def _roles(self) -> list[tuple[str, tuple[str, ...]]]:
        return [("actor", self.actor), ("recipient", self.recipient), ("said_by", self.said_by)]

    def _bounds(self) -> list[tuple[str, list[Any]]]:
        bounds: list[tuple[str, list[Any]]] = []
        if self.since:
            bounds.append(("coalesce(e.enddate, e.date) >= CAST(? AS DATE)", [self.since]))
        if self.until:
            bounds.append(("coalesce(e.date, e.enddate) <= CAST(? AS DATE)", [self.until]))
        if self.box:
            west, south, east, north = self.box
            bounds.append(("e.lon BETWEEN ? AND ? AND e.lat BETWEEN ? AND ?", [west, east, south, north]))
        for column in ("origins", "publishers", "reports", "confidence"):
            least = getattr(self, column)
            if least is not None:
                bounds.append((f"e.{column} >= ?", [least]))
        return bounds


def _either(values: Any, part: Any) -> tuple[str, list[Any]] | None:
    """One of several values, each with its part of the condition; None without any."""
    parts = [p for p in map(part, values) if p is not None]
    if not parts:
        return None
    return "(" + " OR ".join(sql for sql, _ in parts) + ")", [v for _, given in parts for v in given]


def _party(roles: tuple[str, ...], value: str) -> tuple[str, list[Any]]:
    """A country or organisation by its code in the event's own columns; else a sector or a name among participants."""
    if len(value) == len("RUS") and value.isalpha() and value.isupper():
        sql = " OR ".join(f"(list_contains(e.{role}_codes, ?) OR {_NAMED.format(role=role)})" for role in roles)
        return f"({sql})", [value, value, value, value] * len(roles)
    sql = " OR ".join(_NAMED.format(role=role) for role in roles)
    return f"({sql})", [f"%{value}%", value, value] * len(roles)


def _aux(value: str) -> tuple[str, list[Any]] | None:
    if value == ANY:
        return None
    return ("len(e.aux) = 0", []) if value == ASSERTED else ("list_contains(e.aux, ?)", [value])
