"""The files of a layout: tab-separated text, Parquet, JSON lines; each written beside its place."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from redshank.formats.base import SCHEMA_VERSION, Beside
from redshank.formats.layouts.base import Column
from redshank.version import __version__

if TYPE_CHECKING:
    import pyarrow as pa

# What would end a cell or a line for one reader or another: control characters and Unicode's own line ends.
_BREAKS = r"[\p{Cc}\x{2028}\x{2029}]+"
# A cell with one of these is quoted: R's read.table takes an apostrophe for a quote and # for the start of a comment.
_TO_QUOTE = "[\"'#]"


class Sink(Protocol):
    """A file that takes the rows of a table, a batch at a time."""

    place: Beside
    rows: int

    def write(self, batch: pa.Table) -> None:
        """Add rows."""

    def finish(self) -> None:
        """Write what is left; the file is whole then, but not yet at its place."""

    def abort(self) -> None:
        """Give up and leave nothing behind."""


class _Text:
    """A file of lines."""

    def __init__(self, path: Path) -> None:
        self.place, self.rows = Beside(path), 0
        self._file = self.place.temporary.open("wb")

    def finish(self) -> None:
        """Write what is left."""
        self._file.close()

    def abort(self) -> None:
        """Leave nothing behind."""
        with suppress(OSError):  # on a full disk the last lines find no room
            self._file.close()
        self.place.drop()


class TsvSink(_Text):
    """Tab-separated text: UTF-8, LF, one line a row, an empty cell for what is not known.

    Raises:
        OSError: the file cannot be opened.
    """

    def __init__(self, path: Path, columns: Sequence[Column], *, header: bool) -> None:
        super().__init__(path)
        if header:
            self._file.write("\t".join(c.name for c in columns).encode() + b"\n")

    def write(self, batch: pa.Table) -> None:
        """Add rows."""
        import pyarrow.compute as pc

        cells = [_quoted(_clean(column.combine_chunks())) for column in batch.columns]
        lines = pc.binary_join_element_wise(*cells, "\t", null_handling="replace", null_replacement="")
        self._file.write("".join(f"{line}\n" for line in lines.to_pylist()).encode())
        self.rows += batch.num_rows


class LinesSink(_Text):
    """JSON lines of a table's one column, ``record``."""

    def write(self, batch: pa.Table) -> None:
        """Add rows."""
        self._file.write("".join(f"{line}\n" for line in batch.column("record").to_pylist()).encode())
        self.rows += batch.num_rows


class ParquetSink:
    """Parquet (zstd), typed columns, with the cells of the text file.

    Raises:
        OSError: the file cannot be opened.
    """

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        from pyarrow import parquet

        self.place, self.rows = Beside(path), 0
        self._schema = schema.with_metadata({"schema_version": SCHEMA_VERSION, "coder": f"redshank {__version__}"})
        self._writer = parquet.ParquetWriter(str(self.place.temporary), self._schema, compression="zstd")

    def write(self, batch: pa.Table) -> None:
        """Add rows, as one row group."""
        import pyarrow as pa

        cells = [
            _clean(column.combine_chunks()) if pa.types.is_string(column.type) else column for column in batch.columns
        ]
        self._writer.write_table(pa.table(cells, names=batch.column_names).cast(self._schema))
        self.rows += batch.num_rows

    def finish(self) -> None:
        """Write the file's foot."""
        self._writer.close()

    def abort(self) -> None:
        """Leave nothing behind."""
        with suppress(OSError):  # on a full disk the file's foot finds no room
            self._writer.close()
        self.place.drop()


def _clean(cells: Any) -> Any:
    """Any column as text without breaks and outer spaces; what is empty then is not known."""
    import pyarrow as pa
    import pyarrow.compute as pc

    text = pc.cast(cells, pa.string())
    if pa.types.is_string(cells.type):
        text = pc.utf8_trim_whitespace(pc.replace_substring_regex(text, _BREAKS, " "))
    return pc.if_else(pc.equal(text, ""), None, text)


def _quoted(cells: Any) -> Any:
    """Cells with what needs quotes in quotes, doubled inside."""
    import pyarrow.compute as pc

    if not pc.any(pc.match_substring_regex(cells, _TO_QUOTE)).as_py():
        return cells
    inner = pc.replace_substring(cells, '"', '""')
    quoted = pc.binary_join_element_wise('"', inner, '"', "")
    return pc.if_else(pc.match_substring_regex(cells, _TO_QUOTE), quoted, cells)


def arrow_schema(columns: Sequence[Column]) -> pa.Schema:
    """Arrow types of a table's columns."""
    import pyarrow as pa

    types = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "date": pa.date32()}
    return pa.schema([(c.name, types[c.kind]) for c in columns])


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
