"""What a name resolves to without a report: every roster entry that has it, where it stands, and which one wins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from redshank.actors.variants import of_family, respelled
from redshank.lexicons.current import in_use, nouns, roster
from redshank.lexicons.overlay import holds, roster_of
from redshank.lexicons.roster import FOLDER, HOLDER_TABLES, KIND_ORDER, Key, Noun, Sense, SenseKind, key_of
from redshank.lexicons.tables import numbered, split

How = Literal[
    "name", "other case", "part of the name", "family name", "other spelling", "other spelling of the family name"
]
_HOWS: tuple[How, ...] = get_args(How)
_BY_FAMILY = frozenset({"family name", "other spelling of the family name"})
_FILES: dict[SenseKind, tuple[str, ...]] = {
    "country": ("countries.tsv",),
    "demonym": ("countries.tsv",),
    "capital": ("countries.tsv",),
    "place": ("places.tsv",),
    "ethnic": ("ethnic.tsv",),
    "body": ("bodies.tsv",),
    "organisation": ("organisations.tsv",),
    "group": ("armed_groups.tsv",),
    "party": ("parties.tsv",),
}


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that a name may mean.

    Attributes:
        how: by which form of the entry's name it was found.
        where: file and line of the entry.
        holds: its time covers the day asked for.
    """

    sense: Sense
    how: How
    where: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Found:
    """All that a name may mean on a day.

    Attributes:
        matches: the entries, the likeliest first.
        winner: the one that a report of that day would get with nothing else to go by; None where the report decides.
        why: what decided, in a sentence.
        noun: the agent noun of this form.
    """

    matches: tuple[Match, ...]
    winner: Match | None
    why: str
    noun: Noun | None


def find(name: str, day: str = "") -> Found:
    """What the name resolves to on a day (ISO; any day where empty), in the roster in use."""
    senses = dict.fromkeys(_senses(name))
    best: dict[Sense, How] = {}
    for sense, how in senses:
        best.setdefault(sense, how)
    matches = [Match(s, how, s.source or locate(s), holds(s, day)) for s, how in best.items()]
    matches.sort(key=lambda m: m.sense.start, reverse=True)
    matches.sort(key=_rank)
    noun = nouns().get(tuple(word.lower() for word in key_of(name)))
    winner, why = _winner(matches, day)
    return Found(tuple(matches), winner, why, noun)


def _senses(name: str) -> Iterator[tuple[Sense, How]]:
    key = key_of(name.strip().removeprefix("the ").removeprefix("The "))
    if not key:
        return
    known = roster()
    yield from ((sense, "name") for sense in known.senses(key))
    for other in (name.title(), name.upper()):
        yield from ((sense, "other case") for sense in known.senses(key_of(other)))
    yield from _people(key)
    if not known.senses(key):
        yield from ((sense, "other spelling") for sense in (respelled(key) or ((), ""))[0])


def _people(key: Key) -> Iterator[tuple[Sense, How]]:
    """People by family name, which may stand first, with or without other names."""
    words = set(key)
    for family in dict.fromkeys((key[-1], key[0], key[-1].capitalize())):
        exact: How = "family name" if family in roster().surnames else "other spelling of the family name"
        for sense in of_family(family):
            if len(key) == 1:
                yield sense, exact
            elif len(words & set(key_of(sense.name))) > 1:
                yield sense, "part of the name"


def _rank(match: Match) -> tuple[object, ...]:
    sense = match.sense
    mine = sense.source and match.holds
    return (
        in_use().index(roster_of(sense)) if mine else len(in_use()),
        _HOWS.index(match.how),
        not match.holds,
        sense.weak,
        KIND_ORDER.index(sense.kind),
    )


def _winner(matches: list[Match], day: str) -> tuple[Match | None, str]:
    if not matches:
        return None, "no entry has this name"
    best = matches[0]
    first = best.sense
    if not best.holds:
        return _out_of_time(matches, day)
    rivals = [m for m in matches[1:] if m.holds and m.sense.code != first.code and _rank(m) == _rank(best)]
    if rivals:
        codes = ", ".join(dict.fromkeys(m.sense.code for m in [best, *rivals]))
        return None, f"the report decides between {codes}: by the countries it names"
    if first.source:
        return best, "your roster goes before ours"
    if first.weak:
        return None, "a short acronym: it counts where the report has its long form or its country"
    if best.how == "other spelling":
        return best, f"another spelling of {first.name}"
    if best.how in _BY_FAMILY:
        return best, "the only one of this family name, if the report names the country or calls the office"
    others = [m for m in matches[1:] if m.holds and m.sense.code != first.code]
    if others:
        return best, f"a {first.kind} goes before a {others[0].sense.kind}, unless the report names the other's country"
    if (first.start or first.end) and (day or len(matches) > 1):
        return best, f"its time covers {day}" if day else "its latest time"
    return best, "the only code of this name"


def _out_of_time(matches: list[Match], day: str) -> tuple[Match | None, str]:
    past = [m for m in matches if m.sense.kind == "holder" and m.sense.end and m.sense.end < day]
    if past:
        latest = max(past, key=lambda m: m.sense.end)
        return latest, f"out of office on {day}: a former official (ELI)"
    return None, f"no entry holds on {day}"


@cache
def _numbered(file: str) -> list[tuple[int, dict[str, str]]]:
    return list(numbered(f"{FOLDER}/{file}"))


def locate(sense: Sense) -> str:
    """File and line of one of our senses; the files alone where no row is found."""
    files = _FILES.get(sense.kind) or _terms()
    for file in files:
        for number, row in _numbered(file):
            if row.get("name", row.get("form")) == sense.name and _same(row, sense):
                return f"{file}:{number}"
    return " or ".join(files)


def _terms() -> tuple[str, ...]:
    """The tables of people in office."""
    return tuple(sorted(table for table, _ in HOLDER_TABLES))


def _same(row: dict[str, str], sense: Sense) -> bool:
    if sense.code not in {row.get("iso3"), row.get("code"), *split(row.get("codes", ""))}:
        return False
    return sense.kind != "holder" or (row["start"] == sense.start and row["office"] == sense.office)
