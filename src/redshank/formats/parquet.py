"""Parquet (zstd): nested lists and structs as in the record; written beside its place and renamed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import msgspec.inspect as shape

from redshank.formats.base import SCHEMA_VERSION, Beside, Closing
from redshank.records import Event, to_plain
from redshank.version import __version__

if TYPE_CHECKING:
    import pyarrow as pa

# Events in one row group: some 5 MB in memory.
ROW_GROUP = 4096


def _arrow(kind: shape.Type) -> pa.DataType:
    """The Arrow type of a record's field."""
    import pyarrow as pa

    if isinstance(kind, shape.UnionType):
        return _arrow(next(t for t in kind.types if not isinstance(t, shape.NoneType)))
    if isinstance(kind, shape.ListType):
        return pa.list_(_arrow(kind.item_type))
    if isinstance(kind, shape.StructType):
        return pa.struct([(field.encode_name, _arrow(field.type)) for field in kind.fields])
    simple = {shape.IntType: pa.int64(), shape.FloatType: pa.float64(), shape.BoolType: pa.bool_()}
    return simple.get(type(kind), pa.string())


def schema() -> pa.Schema:
    """The Arrow schema of a table of events, made from the record itself; metadata: schema version and coder."""
    import pyarrow as pa

    record = shape.type_info(Event)
    assert isinstance(record, shape.StructType)  # noqa: S101 -- for the type checker
    fields = [(field.encode_name, _arrow(field.type)) for field in record.fields]
    return pa.schema(fields, metadata={"schema_version": SCHEMA_VERSION, "coder": f"redshank {__version__}"})


class ParquetWriter(Closing):
    """Events as rows of a Parquet file.

    Raises:
        OSError: the file cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        from pyarrow import parquet

        self._place = Beside(path)
        self._schema = schema()
        self._rows: list[dict[str, Any]] = []
        self._writer = parquet.ParquetWriter(str(self._place.temporary), self._schema, compression="zstd")

    def write(self, event: Event) -> None:
        """Add one row; a full group of rows goes to disk."""
        self._rows.append(to_plain(event))
        if len(self._rows) >= ROW_GROUP:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
        self._rows.clear()

    def close(self) -> None:
        """Put the whole file at its place."""
        if self._rows:
            self._flush()
        self._writer.close()
        self._place.keep()

    def abort(self) -> None:
        """Leave nothing behind."""
        self._writer.close()
        self._place.drop()


def read_events(path: Path) -> list[Event]:
    """The events of a Parquet file that redshank wrote, as records.

    Raises:
        OSError: no such file, or no Parquet file.
        msgspec.ValidationError: a table of something else.
    """
    from pyarrow import parquet

    return [msgspec.convert(row, Event) for row in parquet.read_table(path).to_pylist()]
