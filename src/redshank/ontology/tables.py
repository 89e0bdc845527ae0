"""Reads the ontology's tables into typed rows.

The format is that of every table in redshank: UTF-8, tab-separated, one header line, ``#`` comments, lists in a cell
split by ``|``. A user's own ontology is a folder with the same file names.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

import msgspec

from redshank.errors import DataError

DATA = files("redshank.ontology") / "data"
Row = TypeVar("Row", bound=msgspec.Struct)


class Category(msgspec.Struct, frozen=True):
    """One event category: PLOVER's name, quad class (1 to 4), score (-10 to +10), and what counts."""

    event: str
    quad: int
    score: float
    recipient: str
    definition: str


class Mode(msgspec.Struct, frozen=True):
    """One mode of a category; ``score`` is None where the manual gives none."""

    event: str
    mode: str
    score: float | None
    definition: str


class Named(msgspec.Struct, frozen=True):
    """A word of the ontology with its definition: a context, an auxiliary mode, a sector, an entity code."""

    name: str
    definition: str


class CameoCode(msgspec.Struct, frozen=True):
    """A CAMEO code (a string with its leading zeros), its Goldstein value and its place in PLOVER."""

    code: str
    label: str
    goldstein: float
    event: str | None
    modes: list[str]
    contexts: list[str]


class CameoRule(msgspec.Struct, frozen=True):
    """One row of the way back from PLOVER to CAMEO; None stands for any."""

    event: str
    mode: str | None
    context: str | None
    cameo: str


def read(name: str, kind: type[Row], root: Traversable = DATA) -> list[Row]:
    """The rows of table ``name`` as structs of ``kind``, in file order; columns are taken by field order.

    Empty cells become None, or the empty list for list fields.

    Raises:
        DataError: the file is missing, or a row does not fit ``kind``.
    """
    fields = msgspec.structs.fields(kind)
    found: list[Row] = []
    for number, line in _body(name, root):
        cells = [cell.strip() for cell in line.split("\t")]
        cells += [""] * (len(fields) - len(cells))
        raw = {
            f.encode_name: [p.strip() for p in c.split("|") if p.strip()] if f.type == list[str] else c or None
            for f, c in zip(fields, cells, strict=False)
        }
        try:
            found.append(msgspec.convert(raw, kind, strict=False))
        except msgspec.ValidationError as error:
            raise DataError(str(error), where=f"{name}:{number}") from error
    return found


def read_named(name: str, root: Traversable = DATA) -> list[Named]:
    """The first and the last column of table ``name`` as ``Named``.

    Raises:
        DataError: the file is missing or a row has no name.
    """
    rows: list[Named] = []
    for _, line in _body(name, root):
        cells = line.split("\t")
        if not cells[0].strip():
            raise DataError("a row without a name", where=name)
        rows.append(Named(cells[0].strip(), cells[-1].strip()))
    return rows


def _body(name: str, root: Traversable) -> list[tuple[int, str]]:
    """The numbered lines of a table below its header, without comments and empty lines."""
    try:
        lines = (root / name).read_text(encoding="utf8").splitlines()
    except OSError as error:
        raise DataError(f"cannot be read: {error}", where=name) from error
    return [(n, line) for n, line in enumerate(lines, start=1) if line.strip() and not line.startswith("#")][1:]
