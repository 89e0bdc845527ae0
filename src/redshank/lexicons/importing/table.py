"""A user's own table (CSV or TSV), which a written user roster is, too; also what the Wikidata Query Service saves.

Headers are compared without case; ``columns.tsv`` lists what each column may be called.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from redshank.errors import CallError, DataError
from redshank.lexicons.importing.base import Rows, checked
from redshank.lexicons.importing.codes import FOLDER
from redshank.lexicons.importing.guesses import code_in, sector_of_office
from redshank.lexicons.importing.lines import lines
from redshank.lexicons.tables import rows as table_rows
from redshank.lexicons.tables import split

_DELIMITERS = "\t;,"
_QUOTE = '"'


def read(path: Path) -> Rows:
    """Rows of a table in order.

    Raises:
        CallError: the file is not there, or its header has no column for names or none for codes.
    """
    header: list[str] | None = None
    delimiter = ","
    for where, line in _records(path):
        if isinstance(line, DataError):
            yield line
            continue
        if not line.strip() or line.startswith("#"):
            continue
        if header is None:
            delimiter = max(_DELIMITERS, key=line.count)
            header = _header(line, delimiter, where)
            continue
        try:
            cells = _cells(line, delimiter)
        except csv.Error as error:
            yield DataError(f"no row of a table: {error}", where=where)
            continue
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            yield DataError(f"{len(cells)} cells in a table of {len(header)} columns", where=where)
            continue
        try:
            yield checked(_filled(dict(zip(header, cells, strict=False))), where)
        except DataError as error:
            yield error
    if header is None:
        raise CallError("an empty table: its first line must name the columns", where=str(path))


def _records(path: Path) -> Iterator[tuple[str, str | DataError]]:
    """Lines, those joined that a quoted cell runs over."""
    begun, first, length = "", "", 0
    for where, line in lines(path):
        if isinstance(line, DataError):
            yield where, line
            continue
        text, place = (f"{begun}\n{line}", first) if begun else (line, where)
        # A quote that never closes must not swallow the table.
        length = length + 1 if begun else 0
        if "\t" not in text and text.count(_QUOTE) % 2 and length < 20:
            begun, first = text, place
            continue
        begun = ""
        yield place, text
    if begun:
        yield first, DataError("a quotation mark is not closed", where=first)


def _cells(line: str, delimiter: str) -> list[str]:
    if delimiter == "\t":
        return line.split("\t")
    return next(csv.reader([line], delimiter=delimiter), [])


@cache
def _headers() -> dict[str, tuple[str, int]]:
    """Column and rank by header in lower case."""
    return {
        header: (row["column"], rank)
        for row in table_rows(f"{FOLDER}/columns.tsv")
        for rank, header in enumerate(split(row["headers"]))
    }


def _columns(cells: Iterable[str]) -> list[str]:
    """The column that each header stands for; empty for columns of the user's own."""
    found = [_headers().get(" ".join(cell.lower().split()), ("", 0)) for cell in cells]
    best = {column: min(rank for name, rank in found if name == column) for column, _ in found if column}
    return [column if column and best[column] == rank else "" for column, rank in found]


def columns_of(values: Mapping[str, str]) -> dict[str, str]:
    """Values by header as cells by column."""
    named = zip(_columns(values), values.values(), strict=True)
    return {column: value for column, value in named if column}


def _header(line: str, delimiter: str, where: str) -> list[str]:
    try:
        header = _columns(_cells(line, delimiter))
    except csv.Error as error:
        raise CallError(f"no table: {error}", where=where) from None
    if "name" not in header or not {"code", "country", "kind", "office"} & set(header):
        raise CallError("the first line must name the columns, at least: name, code", where=where)
    return header


def _filled(cells: dict[str, str]) -> dict[str, str]:
    """Code and sector where the office tells them and the row does not."""
    cells.pop("", None)
    office = (cells.get("office") or "").strip()
    if office and not (cells.get("code") or cells.get("country") or "").strip():
        cells["code"] = code_in(office)
    if office and not (cells.get("sector") or "").strip():
        cells["sector"] = sector_of_office(office)
    return cells
