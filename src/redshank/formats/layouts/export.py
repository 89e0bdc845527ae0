"""A ledger's events or reports in the columns of another data set, as files that are whole or not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from redshank.errors import CallError, LedgerError
from redshank.formats.layouts import gdelt, icews, package, phoenix, plover, polecat
from redshank.formats.layouts.base import Layout, Request, Table, integer
from redshank.formats.layouts.files import LinesSink, ParquetSink, Sink, TsvSink, arrow_schema
from redshank.formats.layouts.session import Session
from redshank.lexicons.gazetteer import using

if TYPE_CHECKING:
    from redshank.ledger import Ledger

LAYOUTS: dict[str, Layout] = {m.LAYOUT.name: m.LAYOUT for m in (plover, polecat, icews, phoenix, gdelt)}
# Beside the layout's columns: whether a row shows the first of several actors or recipients only.
_CROWDED = integer("crowded", "crowded", "")


@dataclass(slots=True)
class Exported:
    """What was written.

    Attributes:
        files: the tables' files, the main one first, and the package.
        rows: rows of the main one.
        left_out: events (or reports) without a row, as they are future, hypothetical, negated or historical.
        cut: rows that show the first of several actors or recipients only.
    """

    files: list[Path]
    rows: int
    left_out: int
    cut: int


def export(ledger: Ledger, asked: Request) -> Exported:
    """Write a ledger's events or reports in a layout.

    Raises:
        CallError: an ending that the layout has no file for, or a folder or file that cannot be written.
        LedgerError: the ledger cannot be read.
    """
    import duckdb

    layout, out = asked.layout, asked.out
    if out.suffix.lower() not in layout.endings:
        known = ", ".join(layout.endings)
        raise CallError(f"{layout.title} cannot be written as {out.suffix!r} (known: {known})", where=str(out))
    if not out.parent.is_dir():
        raise CallError("no such folder", where=str(out.parent))
    package.held(out.parent)  # one that is not ours is told before the work, not after
    try:
        with using(asked.gazetteer):
            return _export(ledger, asked)
    except duckdb.Error as error:
        raise LedgerError(str(error).strip().splitlines()[0][:200], where=str(ledger.path)) from None
    except OSError as error:
        raise CallError(f"cannot be written: {error.strerror or error}", where=str(out)) from error


def _export(ledger: Ledger, asked: Request) -> Exported:
    sinks: list[tuple[Table, Sink]] = []
    unreal = asked.unreal or asked.layout.knows_aux
    try:
        with Session(ledger, asked.rows, asked.condition, asked.values, unreal=unreal) as session:
            for table in asked.layout.tables:
                sinks.append((table, _sink(asked, table)))
            cut = _write(session, asked, sinks)
        for _, sink in sinks:
            sink.finish()
        about = [package.resource(asked, table, sink) for table, sink in sinks]
        coders = [str(coder) for (coder,) in ledger.rows("SELECT DISTINCT coder FROM runs ORDER BY coder")]
        for _, sink in sinks:
            sink.place.keep()
        written = package.write(asked.out.parent, about, ledger.path, coders)
    except BaseException:
        for _, sink in sinks:
            sink.abort()
        raise
    paths = [sink.place.path for _, sink in sinks]
    return Exported([*paths, written], sinks[0][1].rows, session.left_out, cut)


def _write(session: Session, asked: Request, sinks: Sequence[tuple[Table, Sink]]) -> int:
    """Write all batches; how many rows had more actors than the layout shows."""
    import pyarrow.compute as pc

    cut = 0
    main = None if asked.layout.knows_lists else asked.layout.tables[0]
    for _ in session.batches():
        for table, sink in sinks:
            if isinstance(sink, LinesSink):
                sink.write(session.table(table.lines))
            elif table is main:
                batch = session.table(table.with_columns((*table.columns, _CROWDED)))
                cut += pc.sum(batch.column(_CROWDED.name)).as_py() or 0
                sink.write(batch.drop_columns([_CROWDED.name]))
            else:
                sink.write(session.table(table.query))
    return cut


def _sink(asked: Request, table: Table) -> Sink:
    path = asked.out.with_name(f"{asked.out.stem}{table.suffix}{asked.out.suffix}")
    if path.suffix.lower() == ".parquet":
        records = plover.schema(of_reports=asked.rows == "reports")
        return ParquetSink(path, arrow_schema(table.columns) if table.columns else records)
    return TsvSink(path, table.columns, header=asked.header) if table.columns else LinesSink(path)
