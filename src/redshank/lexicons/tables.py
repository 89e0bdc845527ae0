"""Reads the package's tables: UTF-8, tab-separated, one header line, ``#`` comments, lists split by ``|``.

Every folder under ``data/`` holds a ``SOURCE.toml`` that says where its facts come from and what each column means.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from redshank.errors import DataError

DATA = files("redshank.lexicons") / "data"


def rows(path: str, root: Traversable = DATA) -> Iterator[dict[str, str]]:
    """Rows of ``data/<path>`` as dicts; cells are stripped.

    Raises:
        DataError: a row has more or fewer cells than the header (trailing empty cells may be left out).
    """
    return (row for _, row in numbered(path, root))


def numbered(path: str, root: Traversable = DATA) -> Iterator[tuple[int, dict[str, str]]]:
    """The same rows with the number of their line."""
    header: list[str] | None = None
    for number, line in enumerate((root / path).read_text(encoding="utf8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = cells
            continue
        if len(cells) > len(header):
            raise DataError(
                f"{len(cells)} cells in a row of a table of {len(header)} columns", where=f"{path}:{number}"
            )
        yield number, dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))


def split(cell: str) -> list[str]:
    """The members of a list cell, in order, without empties."""
    return [part.strip() for part in cell.split("|") if part.strip()]


@cache
def words(path: str, column: str = "word") -> frozenset[str]:
    """One column of a table as a set, list cells split."""
    return frozenset(member for row in rows(path) for member in split(row[column]))


@cache
def groups(path: str, key: str, column: str = "word") -> dict[str, frozenset[str]]:
    """One column of a table, grouped by another: ``{key: {words}}``."""
    found: dict[str, set[str]] = {}
    for row in rows(path):
        found.setdefault(row[key], set()).update(split(row[column]))
    return {name: frozenset(members) for name, members in found.items()}
