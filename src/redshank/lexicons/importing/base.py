"""What every importer yields: rows of the one user-roster schema, or the error that stands in a bad row's place.

A user roster is a table (UTF-8, tab-separated, one header line) with the columns ``COLUMNS``; see ``docs/actors.md``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TypeAlias
from unicodedata import category

from redshank.errors import DataError
from redshank.lexicons.importing.codes import code_of, known_sector
from redshank.lexicons.importing.guesses import kind_of
from redshank.lexicons.roster import key_of
from redshank.lexicons.tables import split

COLUMNS = (
    "name",
    "aliases",
    "kind",
    "code",
    "sector",
    "other_sectors",
    "office",
    "start",
    "end",
    "wikidata",
)
KINDS = ("person", "body", "person noun", "body noun")
NOUNS = frozenset({"person noun", "body noun"})
_DAY = re.compile(r"(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?$")
_ITEM = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q[1-9]\d*)$")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class UserRow:
    """One entry of a user roster.

    Attributes:
        kind: one of ``KINDS``: a named person, any other named actor, or an agent noun for persons or bodies.
        code: Redshank's code; empty for agent nouns.
        sector, other: PLOVER sectors; the sector may be empty where the name stands for a whole country or body.
        start, end: first and last day (ISO) on which the entry holds; empty where open.
        where: file and line it came from.
    """

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = "body"
    code: str = ""
    sector: str = ""
    other: tuple[str, ...] = ()
    office: str = ""
    start: str = ""
    end: str = ""
    wikidata: str = ""
    where: str = field(default="", compare=False)

    @property
    def forms(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)

    def cells(self) -> tuple[str, ...]:
        """The row as text, in the order of ``COLUMNS``."""
        return (
            self.name,
            "|".join(self.aliases),
            self.kind,
            self.code,
            self.sector,
            "|".join(self.other),
            self.office,
            self.start,
            self.end,
            self.wikidata,
        )


Item: TypeAlias = "UserRow | DataError"
Rows: TypeAlias = "Iterator[UserRow | DataError]"


def checked(cells: Mapping[str, str], where: str) -> UserRow:
    """A row out of cells by column name (missing ones are empty), every value in its one written form.

    Raises:
        DataError: a value that cannot be, with the place and the reason.
    """
    try:
        return _row(cells, where)
    except ValueError as error:
        raise DataError(str(error), where=where) from None


def _row(cells: Mapping[str, str], where: str) -> UserRow:
    def cell(column: str) -> str:
        text = " ".join((cells.get(column) or "").split())
        # Marks that only steer the layout (zero-width spaces, directions) come with copied names.
        return text if text.isprintable() else "".join(c for c in text if category(c) != "Cf")

    name = _name(cell("name"))
    start, end = parse_day(cell("start")), parse_day(cell("end"), last=True)
    if start and end and end < start:
        raise ValueError(f"{name}: the end, {end}, is before the start, {start}")
    aliases = tuple(dict.fromkeys(_name(a) for a in split(cell("aliases")) if a != name))
    kind = cell("kind").lower() or kind_of(name, cell("office"))
    if kind not in KINDS:
        raise ValueError(f"{name}: kind {kind!r} is none of {', '.join(KINDS)}")
    code, sector, other = code_of(cell("code") or cell("country"))
    if cell("sector"):
        sector, other = known_sector(cell("sector")), ()
    other = tuple(dict.fromkeys([*map(known_sector, split(cell("other_sectors"))), *other]))
    if kind in NOUNS and not sector:
        raise ValueError(f"{name}: an agent noun needs a sector")
    if kind not in NOUNS and not code:
        raise ValueError(f"{name}: no code")
    other = tuple(s for s in other if s != sector)
    return UserRow(
        name, aliases, kind, code, sector, other, cell("office"), start, end, _wikidata(cell("wikidata")), where
    )


def _name(text: str) -> str:
    if not text:
        raise ValueError("no name")
    if not key_of(text) or not any(c.isalpha() for c in text):
        raise ValueError(f"{text[:40]!r} is no name: it has no letters")
    if len(text) > _LONGEST:
        raise ValueError(f"{text[:40]!r}… is no name: it has {len(text)} characters")
    if text.startswith("#") or "|" in text or not text.isprintable():
        raise ValueError(f"{text[:40]!r} is no name: '#' at its start, '|' and unprintable marks cannot be written")
    return text


def _wikidata(text: str) -> str:
    found = _ITEM.match(text)
    if text and not found:
        raise ValueError(f"{text!r} is no Wikidata id (Q and a number)")
    return found[1] if found else ""


@lru_cache(maxsize=20_000)
def parse_day(text: str, *, last: bool = False) -> str:
    """An ISO day from a day, a month or a year (``2021-06-16``, ``20210616``, ``2021-06``, ``2021``).

    A month or year becomes its first day or, with ``last``, its last. A time of day behind the day is dropped.

    Raises:
        ValueError: it is no day of the calendar.
    """
    text = text.partition("T")[0].removeprefix("+")
    if not text:
        return ""
    found = _DAY.match(text)
    if not found:
        raise ValueError(f"{text!r} is no date: write YYYY-MM-DD, YYYY-MM or YYYY")
    # Wikidata writes month and day 00 where only the year is known.
    year, month, day = (int(part or 0) for part in found.groups())
    try:
        month = month or (12 if last else 1)
        day = day or (monthrange(year, month)[1] if last else 1)
        return date(year, month, day).isoformat()
    except (ValueError, IndexError):
        raise ValueError(f"{text!r} is no date: the calendar does not have it") from None
