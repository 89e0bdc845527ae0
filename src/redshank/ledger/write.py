"""Coded documents go into the ledger here: once each, a new version in the place of the old, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec

from redshank.ledger.newsrooms import source_columns
from redshank.ledger.rows import TABLES, Keep, Rows
from redshank.ledger.store import Ledger
from redshank.records import Analysis, Document

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """What coded a document: the same run on the same document gives the same records.

    Attributes:
        coder: name and version.
        options: JSON of the options that can change a record.
        model_hash, data_hash: SHA-256 of the model and of the lexicons; None where it was coded elsewhere.
    """

    coder: str
    options: str = "{}"
    model_hash: str | None = None
    data_hash: str | None = None


@dataclass(slots=True)
class Added:
    """What became of the documents handed in."""

    new: int = 0
    replaced: int = 0
    known: int = 0
    reports: int = 0

    def more(self, other: Added) -> None:
        """Count what became of others, too."""
        self.new += other.new
        self.replaced += other.replaced
        self.known += other.known
        self.reports += other.reports


def key_of(document: Document) -> str:
    """What the versions of one document have in common: its URL without fragment, else its id."""
    return (document.url or "").partition("#")[0].rstrip("/") or document.id


def content_of(document: Document, analysis: Analysis | None = None) -> str:
    """SHA-256 of a document's text and the facts about it; of the records, where they came without the text."""
    facts = [document.title, document.published, document.publisher, document.url, document.credits]
    body: Any = document.text or (analysis and [analysis.events, analysis.statements])
    return sha256(msgspec.json.encode([facts, body])).hexdigest()


class Writer:
    """Puts documents of one run into a ledger.

    Args:
        ledger: open for writing.
        run: what coded them.
        keep: what of their text goes in.
    """

    def __init__(self, ledger: Ledger, run: Run, keep: Keep = "all") -> None:
        self.ledger, self.keep = ledger, keep
        with ledger.transaction() as connection:
            self.run = _number_of(connection, run)

    def known(self, document: Document) -> bool:
        """Whether the ledger's current version of the document is this text, coded by this run."""
        found = self.ledger.rows(
            "SELECT 1 FROM documents WHERE key = ? AND content_hash = ? AND run = ? AND superseded_by IS NULL",
            [key_of(document), content_of(document), self.run],
        )
        return bool(found)

    def add(self, coded: Sequence[tuple[Document, Analysis]]) -> Added:
        """Write documents in one transaction: when this returns, they are on the disk.

        Raises:
            LedgerError: the disk is full, or the file cannot be written. Nothing of these documents is then there.
        """
        told = Added()
        with self.ledger.transaction() as connection:
            rows = Rows(*_next_numbers(connection), keep=self.keep)
            first = rows.report
            held = _current(connection, [key_of(d) for d, _ in coded])
            replaced: list[tuple[int, int]] = []
            for document, analysis in coded:
                key, content = key_of(document), content_of(document, analysis)
                old = held.get(key)
                if old and old[2:] == (content, self.run):
                    told.known += 1
                    continue
                version = old[1] + 1 if old else 1
                doc = rows.take(document, analysis, key=key, version=version, run=self.run, content=content)
                if old:
                    replaced.append((old[0], doc))
                held[key] = (doc, version, content, self.run)
            _insert(connection, rows)
            _supersede(connection, replaced)
            told.replaced = len(replaced)
            told.new = len(rows.tables["documents"]) - told.replaced
            told.reports = rows.report - first
        return told


def _number_of(connection: DuckDBPyConnection, run: Run) -> int:
    facts = [run.coder, run.options, run.model_hash, run.data_hash]
    found = connection.execute(
        "SELECT run FROM runs WHERE coder = ? AND options = ? AND model_hash IS NOT DISTINCT FROM ?"
        " AND data_hash IS NOT DISTINCT FROM ?",
        facts,
    ).fetchall()
    if found:
        return int(found[0][0])
    ((number,),) = connection.execute("SELECT coalesce(max(run), 0) + 1 FROM runs").fetchall()
    connection.execute(
        "INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?)", [number, *facts, datetime.now(UTC).replace(tzinfo=None)]
    )
    return int(number)


def _next_numbers(connection: DuckDBPyConnection) -> tuple[int, int, int]:
    ((doc, report, statement),) = connection.execute(
        "SELECT (SELECT coalesce(max(doc), 0) + 1 FROM documents),"
        " (SELECT greatest(coalesce(max(report), 0), (SELECT coalesce(max(report), 0) FROM coded_reports)) + 1"
        " FROM reports),"
        " (SELECT coalesce(max(statement), 0) + 1 FROM statements)"
    ).fetchall()
    return doc, report, statement


def _current(connection: DuckDBPyConnection, keys: Sequence[str]) -> dict[str, tuple[int, int, str, int]]:
    found = connection.execute(
        "SELECT key, doc, version, content_hash, run FROM documents WHERE superseded_by IS NULL AND key IN"
        " (SELECT unnest(?))",
        [list(keys)],
    ).fetchall()
    return {key: (doc, version, content, run) for key, doc, version, content, run in found}


def _insert(connection: DuckDBPyConnection, rows: Rows) -> None:
    for name in TABLES:
        insert(connection, name, rows.tables[name])
    connection.execute(
        "INSERT INTO sources SELECT * FROM (SELECT unnest(?) AS source, unnest(?), unnest(?)) AS new"
        " WHERE source NOT IN (SELECT source FROM sources)",
        source_columns((r[6], r[7]) for r in rows.tables["documents"]),
    )


def insert(connection: DuckDBPyConnection, table: str, rows: Sequence[Sequence[Any]]) -> None:
    """Add tuples to a table of the ledger; entities, which are the same from document to document, only once."""
    if rows:
        once = " WHERE new.entity NOT IN (SELECT entity FROM entities)" if table == "entities" else ""
        connection.register("new", arrow(connection, table, rows))
        connection.execute(f"INSERT INTO {table} SELECT * FROM new{once}")  # noqa: S608 -- our own names
        connection.unregister("new")


def arrow(connection: DuckDBPyConnection, table: str, rows: Iterable[Sequence[Any]]) -> pa.Table:
    """Tuples as an Arrow table of the columns and types that a table of the ledger has."""
    import pyarrow as pa

    schema = connection.table(table).limit(0).to_arrow_table().schema
    columns = list(zip(*rows, strict=True))
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)


def _supersede(connection: DuckDBPyConnection, replaced: Sequence[tuple[int, int]]) -> None:
    """Name each old version's successor, and open the events that it had a part in: they are merged anew."""
    if not replaced:
        return
    connection.executemany("UPDATE documents SET superseded_by = ? WHERE doc = ?", [(n, o) for o, n in replaced])
    touched = connection.execute(
        "SELECT DISTINCT m.event FROM members m JOIN reports r USING (report) WHERE r.doc IN (SELECT unnest(?))",
        [[old for old, _ in replaced]],
    ).fetchall()
    events = [e for (e,) in touched]
    connection.execute("DELETE FROM members WHERE event IN (SELECT unnest(?))", [events])
    connection.execute("DELETE FROM events WHERE event IN (SELECT unnest(?))", [events])
