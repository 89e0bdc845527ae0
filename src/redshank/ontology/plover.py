"""PLOVER 2.0: categories, modes, contexts, auxiliary modes, sectors, scores."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from redshank.errors import DataError
from redshank.ontology.tables import Category, Mode, Named, read, read_named


@cache
def categories() -> dict[str, Category]:
    """The sixteen categories by name, in the manual's order."""
    return {row.event: row for row in read("categories.tsv", Category)}


@cache
def _modes() -> dict[str, dict[str, Mode]]:
    found: dict[str, dict[str, Mode]] = {name: {} for name in categories()}
    for row in read("modes.tsv", Mode):
        found[row.event][row.mode] = row
    return found


def category(event: str) -> Category:
    """The category of this name.

    Raises:
        DataError: PLOVER has no such category.
    """
    try:
        return categories()[event]
    except KeyError:
        raise DataError(f"PLOVER 2.0 has no category {event!r}") from None


def modes(event: str) -> list[str]:
    """The modes of a category, in the manual's order; empty where it has none.

    Raises:
        DataError: PLOVER has no such category.
    """
    return list(_modes()[category(event).event])


def mode(event: str, name: str) -> Mode | None:
    """One mode of a category, or None where the category has no such mode."""
    return _modes().get(event, {}).get(name)


def quad_code(event: str) -> int:
    """Quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.

    Raises:
        DataError: PLOVER has no such category.
    """
    return category(event).quad


def score(event: str, modes: Iterable[str] = ()) -> float:
    """PLOVER's conflict-cooperation score, -10 to +10.

    With several modes the one farthest from zero speaks; without a scored mode the category's own score does.

    Raises:
        DataError: PLOVER has no such category.
    """
    known = _modes()[category(event).event]
    scores = [row.score for name in modes if (row := known.get(name)) and row.score is not None]
    return max(scores, key=lambda value: (abs(value), value)) if scores else category(event).score


@cache
def contexts() -> tuple[str, ...]:
    """The 37 general contexts, in the manual's order."""
    return tuple(row.name for row in read_named("contexts.tsv"))


@cache
def auxiliary_modes() -> tuple[str, ...]:
    """``future``, ``hypothetical``, ``negation``, ``historical``."""
    return tuple(row.name for row in read_named("aux.tsv"))


@cache
def sectors() -> dict[str, Named]:
    """The sector codes by code."""
    return {row.name: row for row in read_named("sectors.tsv")}


@cache
def entity_codes() -> dict[str, Named]:
    """IGO, UNO, EUR, NGO, ISM, IMG, MNC: codes that stand where a country's would."""
    return {row.name: row for row in read_named("entities.tsv")}


@cache
def quads() -> dict[int, str]:
    """Names of the quad classes by number."""
    return {int(row.name): row.definition for row in read_named("quads.tsv")}
