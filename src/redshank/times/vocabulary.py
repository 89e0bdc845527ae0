"""The words of time: the tables of ``lexicons/data/times`` as one index from a word to its senses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from redshank.lexicons import tables

FOLDER = "times"

# Shapes only; the order matters, the longer come first.
SHAPES = re.compile(
    r"(?P<ISO>\b\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\w-]))"
    r"|(?P<SLASH>\b\d{1,4}[/.]\d{1,2}[/.]\d{1,4}(?![\d/]))"
    r"|(?P<FRACTION>\b\d{1,2}/\d{1,2}(?![\d/]))"
    r"|(?P<CLOCK>\b\d{1,2}:\d{2}(?::\d{2})?(?!\d))"
    r"|(?P<DECADE>\b\d{3}0['’]?s\b|['’]\d0s\b|\b\d0s\b)"
    r"|(?P<SHORTYEAR>['’]\d{2}\b)"
    r"|(?P<ORD>\b\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<NUMBER>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"|(?P<AMPM>(?:(?<=\d)|\b)[AaPp]\.\s?[Mm]\b\.?|(?<=\d)[AaPp][Mm]\b)"
    r"|(?P<WORD>[^\W\d_]\d\b|o['’]clock|[^\W\d_]+)"
    r"|(?P<SIGN>\S)"
)


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading of one or more words.

    Attributes:
        kind: the token class that the grammar speaks of, such as MONTH.
        value: what the table says of it.
        length: how many atoms it covers.
        form: any, title or doubtful (see ``calendar.tsv``).
        words: the remaining words of a phrase, in small letters.
    """

    kind: str
    value: str
    length: int = 1
    form: str = "any"
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vague:
    """Days before and after publication that a vague word covers; None is open."""

    back: int | None
    ahead: int | None
    resolution: str


def pieces(text: str) -> tuple[str, ...]:
    """A phrase cut into the same small pieces as the running text, in small letters."""
    return tuple(match.group().lower() for match in SHAPES.finditer(text))


def _entries() -> Iterator[tuple[str, str, str, str]]:
    """(word, class, value, form) of all tables of words."""
    for row in tables.rows(f"{FOLDER}/calendar.tsv"):
        yield row["word"], row["class"], row["value"], row["form"]
    for name in ("numbers", "relations", "modifiers", "vague"):
        for row in tables.rows(f"{FOLDER}/{name}.tsv"):
            yield row["word"], row["class"], row["value"], "any"
    for row in tables.rows(f"{FOLDER}/quantities.tsv"):
        yield row["word"], "QUANT", f"{row['least']} {row['most']}", "any"
    for row in tables.rows(f"{FOLDER}/frequencies.tsv"):
        yield row["word"], "FREQ", row["value"], "any"
    for row in tables.rows(f"{FOLDER}/holidays.tsv"):
        yield row["word"], "HOLIDAY", f"{row['rule']}|{row['length']}", "title"
    yield from _units()


def _units() -> Iterator[tuple[str, str, str, str]]:
    for row in tables.rows(f"{FOLDER}/units.tsv"):
        kinds = ["UNIT", *(["UNITS"] if row["plural"] == "yes" else []), NARROW.get(row["code"], "")]
        yield from ((row["word"], kind, row["code"], "any") for kind in kinds if kind)


# Classes for one unit alone, where the grammar asks for that unit.
NARROW = {"W": "WEEKUNIT", "WE": "WEEKENDUNIT", "Q": "QUARTERUNIT", "Y": "YEARUNIT", "CE": "CENTURYUNIT"}


@cache
def index() -> dict[str, tuple[Sense, ...]]:
    """Senses by the first piece of their words; longer phrases first."""
    found: dict[str, dict[Sense, None]] = {}
    for cell, kind, value, form in _entries():
        for word in tables.split(cell):
            first, *rest = pieces(word)
            sense = Sense(kind, value, 1 + len(rest), form, tuple(rest))
            found.setdefault(first, {})[sense] = None
    return {word: tuple(sorted(senses, key=lambda s: (-s.length, s.kind, s.value))) for word, senses in found.items()}


@cache
def context(group: str) -> frozenset[str]:
    """One group of context words (``contexts.tsv``)."""
    return tables.groups(f"{FOLDER}/contexts.tsv", "group")[group]


@cache
def vague() -> dict[tuple[str, str], Vague]:
    """Covered days of vague words, by class and value and the words themselves."""

    def days(cell: str) -> int | None:
        return int(cell) if cell else None

    return {
        (row["class"], word.lower()): Vague(days(row["back"]), days(row["ahead"]), row["resolution"])
        for row in tables.rows(f"{FOLDER}/vague.tsv")
        for word in tables.split(row["word"])
    }
