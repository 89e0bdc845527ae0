"""The roster with a user's own entries on top: where a name has an entry of the user's on a day, ours are not asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from redshank.errors import DataError
from redshank.lexicons.importing.base import NOUNS, UserRow
from redshank.lexicons.importing.codes import sector_of_code
from redshank.lexicons.importing.collect import overlap
from redshank.lexicons.importing.table import read
from redshank.lexicons.roster import (
    SUPRANATIONAL,
    Key,
    Noun,
    Roster,
    Sense,
    SenseKind,
    eastern_order,
    key_of,
    own_nouns,
    own_roster,
)

# Officials of the state: a former one is ELI.
_OFFICES = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})


@dataclass(slots=True)
class _Added:
    """What a user's rows add, by key; dicts keep the order and drop repeats."""

    names: dict[Key, dict[Sense, None]] = field(default_factory=dict)
    surnames: dict[str, dict[Sense, None]] = field(default_factory=dict)
    nouns: dict[Key, Noun] = field(default_factory=dict)


@lru_cache(maxsize=4)
def _added(files: tuple[str, ...]) -> _Added:
    out = _Added()
    for file in files:
        for row in user_rows(file):
            if row.kind in NOUNS:
                _add_noun(out, row)
            else:
                _add_name(out, row)
    return out


def user_rows(file: str) -> list[UserRow]:
    """The rows of a user roster.

    Raises:
        CallError: the file is not there or is no table.
        DataError: a row breaks the schema.
    """
    found: list[UserRow] = []
    for item in read(Path(file)):
        if isinstance(item, DataError):
            raise DataError(f"{item.message} (all faults: redshank actors check {file})", where=item.where)
        found.append(item)
    return found


@lru_cache(maxsize=4)
def roster_with(files: tuple[str, ...]) -> Roster:
    """Our roster with the entries of these files before its own; of several files, the first that has a name wins.

    Raises:
        CallError: a file is not there or is no table.
        DataError: a row breaks the schema.
    """
    own, added = own_roster(), _added(files)
    names, longest = dict(own.names), dict(own.longest)
    for first in dict.fromkeys(key[0] for key in added.names):
        names[first] = dict(own.names.get(first, {}))
    for key, senses in added.names.items():
        names[key[0]][key] = (*senses, *own.senses(key))
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    surnames = dict(own.surnames)
    for family, senses in added.surnames.items():
        surnames[family] = (*senses, *own.surnames.get(family, ()))
    return replace(own, names=names, longest=longest, surnames=surnames)


@lru_cache(maxsize=4)
def nouns_with(files: tuple[str, ...]) -> dict[Key, Noun]:
    """Our agent nouns with those of these files in their place."""
    return {**own_nouns(), **_added(files).nouns}


def _add_noun(out: _Added, row: UserRow) -> None:
    for form, plural in ((row.name, False), *((alias, True) for alias in row.aliases)):
        key = tuple(word.lower() for word in key_of(form))
        person = row.kind == "person noun"
        ours = own_nouns().get(key)
        if ours is not None and ours.sector == row.sector and not row.other:
            noun = replace(ours, source=row.where)
        else:
            many = plural or (ours is not None and ours.plural)
            noun = Noun(row.name, row.sector, row.other, person and row.sector in _OFFICES, person, many, row.where)
        out.nouns.setdefault(key, noun)


def _add_name(out: _Added, row: UserRow) -> None:
    for form in row.forms:
        key = key_of(form.removeprefix("the ").removeprefix("The "))
        if not key:
            continue
        for sense in _senses(row, key):
            out.names.setdefault(key, {}).setdefault(sense)
            if row.kind == "person" and len(key) > 1:
                family = key[0] if row.code in eastern_order() else key[-1]
                out.surnames.setdefault(family, {}).setdefault(sense)


def _senses(row: UserRow, key: Key) -> Iterable[Sense]:
    """What the row says of a name; where it says no more than senses of ours, those (they know kind and office)."""
    if not row.office and not row.wikidata:
        # A form in capitals means what the name means in small letters.
        ours = [s for k in (key, tuple(w.title() for w in key)) for s in own_roster().senses(k) if _agree(row, s)]
        for sense in ours:
            start, end = max(row.start, sense.start), min(filter(None, [row.end, sense.end]), default="")
            yield replace(sense, weak=False, source=row.where, start=start, end=end)
        if ours and row.kind == "body":
            return
    yield Sense(
        _kind(row),
        row.name,
        row.code,
        row.sector or (sector_of_code(row.code) if row.kind == "body" else ""),
        row.other,
        office=row.office,
        wikidata=row.wikidata,
        start=row.start,
        end=row.end,
        source=row.where,
    )


def _agree(row: UserRow, sense: Sense) -> bool:
    same_kind = (sense.kind == "holder") == (row.kind == "person")
    same = sense.code == row.code and row.sector in ("", sense.sector) and (not row.other or row.other == sense.other)
    return same and same_kind and overlap(row, sense)


def _kind(row: UserRow) -> SenseKind:
    if row.kind == "person":
        return "holder"
    return "country" if not row.sector and row.code not in SUPRANATIONAL else "organisation"


# -- who wins ---------------------------------------------------------------------------------------------------------


def holds(sense: Sense, day: str) -> bool:
    """The day lies within the sense's time; years compare as years. On no day everything holds."""
    if not day:
        return True
    return sense.start <= day[: len(sense.start)] and (not sense.end or day[: len(sense.end)] <= sense.end)


def preferred(senses: tuple[Sense, ...], day: str) -> tuple[Sense, ...]:
    """The senses of a name between which a report of this day has to decide.

    The user's that hold on the day, alone (of several rosters, the first one's); where none does, ours, with offices
    that the user dates otherwise (their holders are former or future ones).
    """
    if not any(s.source for s in senses):
        return senses
    now = tuple(s for s in senses if s.source and holds(s, day))
    if now:
        return tuple(s for s in now if roster_of(s) == roster_of(now[0]))
    return tuple(s for s in senses if not s.source or s.office)


def roster_of(sense: Sense) -> str:
    """The user roster that a sense comes from."""
    return sense.source.rpartition(":")[0]


def preferred_people(senses: Sequence[Sense], day: str) -> tuple[Sense, ...]:
    """The same for people of one family name: the user's entry replaces ours of the same person only."""
    if not any(s.source for s in senses):
        return tuple(senses)
    named = {key_of(s.name) for s in senses if s.source and holds(s, day)}
    return tuple(s for s in senses if (holds(s, day) or s.office if s.source else key_of(s.name) not in named))
