"""What a layout is: tables of named, typed columns, each with the SQL that fills it or the reason it is empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Kind = Literal["string", "integer", "number", "date"]
Rows = Literal["events", "reports"]
SQL_TYPES: dict[Kind, str] = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: as the data set spells it.
        kind: Frictionless type.
        sql: what fills it, over the table's view; None where we do not know what it asks for.
        about: what we put there, or why it is empty; shown in docs/layouts.md and datapackage.json.
    """

    name: str
    kind: Kind
    sql: str | None
    about: str


def text(name: str, sql: str | None, about: str) -> Column:
    """A column of text."""
    return Column(name, "string", sql, about)


def integer(name: str, sql: str | None, about: str) -> Column:
    """A column of whole numbers."""
    return Column(name, "integer", sql, about)


def number(name: str, sql: str | None, about: str) -> Column:
    """A column of numbers."""
    return Column(name, "number", sql, about)


def day(name: str, sql: str | None, about: str) -> Column:
    """A column of days."""
    return Column(name, "date", sql, about)


@dataclass(frozen=True, slots=True)
class Table:
    """One file of a layout.

    Attributes:
        name: of the resource in datapackage.json.
        view: view of a layout session that its columns are taken from.
        columns: in the data set's order; none where the rows are records, which the view has as ``record``.
        order: SQL that orders the rows.
        key: columns that tell rows apart.
        suffix: put before the ending of the file's name where the layout has several files.
    """

    name: str
    view: str
    columns: tuple[Column, ...]
    order: str = "number"
    key: tuple[str, ...] = ()
    suffix: str = ""

    @property
    def query(self) -> str:
        """The rows of a batch, with typed columns."""
        return self.with_columns(self.columns)

    def with_columns(self, columns: Sequence[Column]) -> str:
        """The rows of a batch, with these columns instead."""
        cells = ", ".join(f'CAST({c.sql or "NULL"} AS {SQL_TYPES[c.kind]}) AS "{c.name}"' for c in columns)
        return f"SELECT {cells or 'unnest(record)'} FROM {self.view} ORDER BY {self.order}"  # noqa: S608 -- our own words

    @property
    def lines(self) -> str:
        """The rows of a batch as JSON."""
        return f"SELECT CAST(to_json(record) AS VARCHAR) AS record FROM {self.view} ORDER BY {self.order}"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Layout:
    """A data set whose columns we write.

    Attributes:
        name: as ``--like`` has it.
        title: the data set in words.
        tables: its files, the main one first.
        endings: of files that it can be written to.
        knows_aux: whether a row can say that it is future, hypothetical, negated or historical.
        knows_lists: whether a row can have several actors.
    """

    name: str
    title: str
    tables: tuple[Table, ...]
    endings: Sequence[str] = (".tsv", ".parquet")
    knows_aux: bool = False
    knows_lists: bool = False

    @property
    def records(self) -> bool:
        """Whether its rows are records, not cells."""
        return not self.tables[0].columns


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for.

    Attributes:
        layout: whose columns.
        out: the main file; its ending says which kind of file.
        rows: whether a row is an event or a report.
        unreal: keep what is future, hypothetical, negated or historical where the layout cannot say so.
        header: put names of columns in the first line of text files.
        condition, values: SQL over ``events e`` and its values, as ``redshank.ledger.filters`` makes them.
        gazetteer: the gazetteer that the reports were coded with; ours where None.
    """

    layout: Layout
    out: Path
    rows: Rows = "events"
    unreal: bool = False
    header: bool = True
    condition: str = "true"
    values: Sequence[Any] = ()
    gazetteer: str | None = None


def same(sides: Sequence[tuple[str, str]], columns: Sequence[Column]) -> tuple[Column, ...]:
    """Columns that come once for each side: ``{side}`` in a name or a text is its label, in SQL its struct."""
    return tuple(
        Column(
            c.name.format(side=label),
            c.kind,
            c.sql.replace("{side}", struct) if c.sql else None,
            c.about.format(side=label),
        )
        for label, struct in sides
        for c in columns
    )
