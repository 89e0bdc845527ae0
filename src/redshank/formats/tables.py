"""Answers of a ledger as files: JSON, JSON lines, CSV, Parquet, and plain text as on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import msgspec

from redshank.errors import CallError
from redshank.formats.base import Beside
from redshank.formats.flat import joined

if TYPE_CHECKING:
    import pyarrow as pa


def write_table(table: pa.Table, form: str, path: Path | None) -> None:
    """Write a table to a file, whole or not at all, or to stdout.

    Args:
        table: rows; lists are joined by ``;`` where the format knows none.
        form: json, jsonl, csv, parquet or table.
        path: None for stdout.

    Raises:
        CallError: the file cannot be written, or Parquet is asked for in a pipe.
    """
    write = _WRITERS[form]
    if path is None:
        if form == "parquet":
            raise CallError("Parquet is no format for a pipe: name a file with -o")
        write(table, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    place = Beside(path)
    try:
        with place.temporary.open("wb") as file:
            write(table, file)
        place.keep()
    except OSError as error:
        place.drop()
        raise CallError(f"cannot be written: {error.strerror or error}", where=str(path)) from error


def flattened(table: pa.Table) -> pa.Table:
    """The table with its lists joined by ``;``, as tables of text know no lists."""
    import pyarrow as pa

    columns = [
        pa.array([None if v is None else joined(v) for v in column.to_pylist()], pa.string())
        if pa.types.is_list(column.type)
        else column
        for column in table.columns
    ]
    return pa.table(columns, names=table.column_names)


def _jsonl(table: pa.Table, file: IO[bytes]) -> None:
    encoder = msgspec.json.Encoder()
    for batch in table.to_batches(max_chunksize=1024):
        for row in batch.to_pylist():
            file.write(encoder.encode(row) + b"\n")


def _json(table: pa.Table, file: IO[bytes]) -> None:
    file.write(msgspec.json.format(msgspec.json.encode(table.to_pylist()), indent=1) + b"\n")


def _csv(table: pa.Table, file: IO[bytes]) -> None:
    from pyarrow import csv

    csv.write_csv(flattened(table), file, csv.WriteOptions(quoting_style="needed"))


def _parquet(table: pa.Table, file: IO[bytes]) -> None:
    from pyarrow import parquet

    parquet.write_table(table, file, compression="zstd")


def _text(table: pa.Table, file: IO[bytes]) -> None:
    rows = [table.column_names, *([_cell(v) for v in row.values()] for row in flattened(table).to_pylist())]
    widths = [max(len(row[n]) for row in rows) for n in range(table.num_columns)]
    for row in rows:
        file.write("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip().encode() + b"\n")


def _cell(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


_WRITERS: dict[str, Callable[[Any, IO[bytes]], None]] = {
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
    "parquet": _parquet,
    "table": _text,
}
