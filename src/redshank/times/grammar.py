"""The small grammar: patterns over token classes (``grammar.tsv``), compiled once, matched at one atom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from redshank.lexicons import tables
from redshank.times.atoms import Atom
from redshank.times.vocabulary import FOLDER, context


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a pattern: classes and words that may stand there, and whether it may be left out."""

    options: frozenset[str]
    optional: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of the grammar.

    Attributes:
        rule: name of the function that resolves it (see ``resolve``).
        order: its line, which breaks ties.
    """

    rule: str
    order: int
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern found at atoms ``[start, end)``.

    Attributes:
        values: what each class caught, in order.
        forms: the forms (see ``calendar.tsv``) of what was caught, by class.
        words: the fixed words that were met.
    """

    rule: str
    order: int
    start: int
    end: int
    values: tuple[tuple[str, str], ...]
    forms: tuple[str, ...]
    words: frozenset[str]

    def get(self, kind: str, which: int = 0) -> str | None:
        """The value that a class caught; ``which`` counts from 0."""
        caught = [value for name, value in self.values if name == kind]
        return caught[which] if which < len(caught) else None


def _element(text: str) -> Element:
    optional = len(text) > 1 and text.endswith("?")
    return Element(frozenset((text[:-1] if optional else text).split("/")), optional)


@cache
def patterns() -> tuple[Pattern, ...]:
    """All patterns, in the order of the table."""
    return tuple(
        Pattern(row["rule"], order, tuple(map(_element, row["pattern"].split())))
        for order, row in enumerate(tables.rows(f"{FOLDER}/grammar.tsv"))
    )


@cache
def openers() -> dict[str, tuple[Pattern, ...]]:
    """Patterns by the classes and words that can begin them."""
    found: dict[str, list[Pattern]] = {}
    for pattern in patterns():
        for element in pattern.elements:
            for option in sorted(element.options if not element.optional else _opening(element.options)):
                found.setdefault(option, []).append(pattern)
            if not element.optional:
                break
    return {name: tuple(members) for name, members in found.items()}


def matches(atoms: list[Atom], at: int) -> list[Match]:
    """All matches that begin at an atom, longest first, then in the order of the table."""
    atom = atoms[at]
    index = openers()
    names = {sense.kind for sense in atom.senses}
    names.add(atom.low)
    candidates = {pattern.order: pattern for name in names for pattern in index.get(name, ())}
    found = [
        Match(pattern.rule, order, at, end, tuple(values), tuple(forms), frozenset(words))
        for order, pattern in sorted(candidates.items())
        for end, values, forms, words in _walk(atoms, at, pattern.elements, True)
        if end > at and atoms[end - 1].low not in context("no_end")
    ]
    return sorted(found, key=lambda m: (-m.end, m.order, -len(m.values)))


_Path = tuple[int, list[tuple[str, str]], list[str], list[str]]


def _walk(atoms: list[Atom], at: int, elements: tuple[Element, ...], first: bool) -> Iterator[_Path]:
    """All ways in which the elements can be laid on the atoms from ``at``."""
    if not elements:
        yield at, [], [], []
        return
    element, rest = elements[0], elements[1:]
    if at < len(atoms) and (first or not atoms[at].fresh):
        options = _opening(element.options) if first and element.optional else element.options
        for length, caught, form, word in _steps(atoms[at], options):
            for end, values, forms, words in _walk(atoms, at + length, rest, False):
                yield end, caught + values, form + forms, word + words
    if element.optional:
        yield from _walk(atoms, at, rest, first)


def _opening(options: frozenset[str]) -> frozenset[str]:
    """What of an optional element may begin a match: no comma, dash or preposition."""
    return frozenset(option for option in options if option.isupper() and option != "DASH")


def _steps(atom: Atom, options: frozenset[str]) -> Iterator[tuple[int, list[tuple[str, str]], list[str], list[str]]]:
    for sense in atom.senses:
        if sense.kind in options:
            yield sense.length, [(sense.kind, sense.value)], [sense.form], []
    if atom.low in options:
        yield 1, [], [], [atom.low]
