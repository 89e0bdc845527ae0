"""Rows of any importer, brought together: duplicates out, conflicts listed, in one order, written as a user roster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from redshank.errors import CallError, DataError
from redshank.lexicons.importing.base import COLUMNS, NOUNS, UserRow
from redshank.lexicons.roster import Key, Sense, key_of, own_nouns, own_roster


@dataclass(slots=True)
class Collected:
    """What came of a dictionary.

    Attributes:
        rows: the sound rows, without duplicates, ordered by name and time.
        faults: rows that were skipped, in the order of the file.
        conflicts: lines on names that have two codes on the same day within the rows; all are kept.
        overruled: lines on names that our roster knows by another code; the user's wins.
    """

    rows: list[UserRow] = field(default_factory=list)
    faults: list[DataError] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    overruled: list[str] = field(default_factory=list)


def collect(items: Iterable[UserRow | DataError]) -> Collected:
    """All rows of a dictionary, checked against each other and against our roster."""
    out = Collected()
    merged: dict[tuple[str, ...], UserRow] = {}
    for item in items:
        if isinstance(item, DataError):
            out.faults.append(item)
            continue
        key = _identity(item)
        before = merged.get(key)
        if before is None:
            merged[key] = item
        elif set(item.forms) <= set(before.forms):
            out.faults.append(DataError(f"{item.name}: the same as {before.where}", where=item.where))
        else:  # the same actor with other names
            merged[key] = replace(before, aliases=tuple(dict.fromkeys((*before.aliases, *item.aliases))))
    out.rows = sorted(merged.values(), key=_order)
    by_form = _by_form(out.rows)
    out.conflicts = [line for form in sorted(by_form) for line in _conflicts(by_form[form])]
    out.overruled = [line for row in out.rows for line in _against_ours(row)]
    return out


def _identity(row: UserRow) -> tuple[str, ...]:
    """What makes two rows the same entry: everything but aliases."""
    return (row.name, row.kind, row.code, row.sector, "|".join(row.other), row.office, row.start, row.end, row.wikidata)


def _order(row: UserRow) -> tuple[str, ...]:
    return (row.name.casefold(), row.start, *row.cells())


def _by_form(rows: Iterable[UserRow]) -> dict[Key, list[UserRow]]:
    found: dict[Key, list[UserRow]] = {}
    for row in rows:
        for key in dict.fromkeys(_keys(row)):
            found.setdefault(key, []).append(row)
    return found


def _keys(row: UserRow) -> Iterator[Key]:
    for form in row.forms:
        key = key_of(form)
        # Nouns are compared without case, and are no names.
        yield ("~", *(w.lower() for w in key)) if row.kind in NOUNS else key


def _meaning(row: UserRow) -> str:
    return row.sector if row.kind in NOUNS else row.code


def _conflicts(rows: list[UserRow]) -> Iterator[str]:
    """Pairs of rows of one name with different codes on one day; a row without dates only fills the others' gaps."""
    if len({_meaning(row) for row in rows}) < 2:
        return
    for group in ([r for r in rows if not _dated(r)], [r for r in rows if _dated(r)]):
        latest: dict[str, UserRow] = {}
        for row in sorted(group, key=lambda r: (r.start, _order(r))):
            for code in sorted(latest):
                if code != _meaning(row) and (not latest[code].end or row.start <= latest[code].end):
                    yield f"{row.where}: {row.name}: {_said(row)}, but {_said(latest[code])} in {latest[code].where}"
            before = latest.get(_meaning(row))
            if before is None or (before.end and (not row.end or row.end > before.end)):
                latest[_meaning(row)] = row


def _dated(row: UserRow) -> bool:
    return bool(row.start or row.end)


def _said(row: UserRow) -> str:
    return " ".join(filter(None, [row.code, row.sector, span(row.start, row.end)]))


def span(start: str, end: str) -> str:
    """A time for people to read; empty where it has no ends."""
    if not start and not end:
        return ""
    return f"({start or '…'} to {end or '…'})"


def overlap(row: UserRow, sense: Sense) -> bool:
    """The entries share a day; groups and organisations know years only."""
    width = len("YYYY-MM-DD")
    start = f"{sense.start}-01-01"[:width] if sense.start else ""
    end = sense.end if len(sense.end) == width or not sense.end else f"{sense.end}-12-31"
    return not (row.end and start and row.end < start) and not (end and row.start and end < row.start)


def _against_ours(row: UserRow) -> Iterator[str]:
    if row.kind in NOUNS:
        noun = own_nouns().get(tuple(w.lower() for w in key_of(row.name)))
        if noun is not None and noun.sector and noun.sector != row.sector:
            yield f"{row.where}: {row.name}: {row.sector}; ours is {noun.sector}; yours wins"
        return
    seen: set[str] = set()
    for form in row.forms:
        for sense in own_roster().senses(key_of(form)):
            if sense.code == row.code or sense.code in seen or not overlap(row, sense):
                continue
            seen.add(sense.code)
            ours = " ".join(filter(None, [sense.code, sense.sector, span(sense.start, sense.end)]))
            yield f"{row.where}: {form}: {_said(row)}; ours is {ours}, {sense.kind} {sense.name}; yours wins"


def written(rows: Iterable[UserRow]) -> Iterator[str]:
    """The lines of a user roster, header first."""
    yield "\t".join(COLUMNS) + "\n"
    for row in rows:
        yield "\t".join(row.cells()).rstrip("\t") + "\n"


def write(rows: Iterable[UserRow], out: Path) -> None:
    """Write a user roster.

    Raises:
        CallError: the file cannot be written.
    """
    try:
        with out.open("w", encoding="utf8", newline="\n") as target:
            target.writelines(written(rows))
    except OSError as error:
        raise CallError(f"cannot be written: {error.strerror}", where=str(out)) from None
