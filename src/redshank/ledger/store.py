"""Opening a ledger: its file, its version, its lock."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import msgspec

from redshank.errors import CallError, LedgerError
from redshank.ledger import questions
from redshank.ledger.answer import Answer
from redshank.ledger.filters import Filter
from redshank.ledger.telling import Told, told
from redshank.version import __version__

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

SCHEMA_VERSION = 1
_LISTS = frozenset(f.name for f in msgspec.structs.fields(Filter) if f.default == ())
_MEMORY = "768MB"  # what DuckDB may take before it spills to disk


class Ledger:
    """A ledger file, open.

    Args:
        path: the file; made where it is not there and may be written.
        read_only: several may read at once; only one may write.

    Raises:
        LedgerError: no ledger, one of a later version, one that somebody else has open, or that cannot be read.
    """

    def __init__(self, path: str | Path, *, read_only: bool = False) -> None:
        self.path = Path(path)
        self.read_only = read_only
        if self.path.exists():
            _bring_up_to_date(self.path)
        elif read_only:
            raise LedgerError("no such ledger", where=str(self.path))
        else:
            _make(self.path)
        self.connection = _connect(self.path, read_only=read_only)
        if read_only:
            _cut_off(self.connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write what is left and let the file go."""
        self.connection.close()

    def rows(self, query: str, parameters: Any = None) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        found: list[tuple[Any, ...]] = self.connection.execute(query, parameters).fetchall()
        return found

    def answer(self, question: Callable[..., pa.Table], asked: Filter, **options: Any) -> Answer:
        """The answer to one of ``questions``."""
        return Answer(question(self.connection, asked, **options))

    def events(self, *, order: str = "date", limit: int | None = None, **asked: Any) -> Answer:
        """Events, one a row, with the words of their first report.

        Args:
            order: date, -date, reports, origins or confidence.
            limit: at most so many.
            asked: as in ``Filter``; a single value may stand for a tuple of one.

        Raises:
            CallError: a filter that there is not.
            LedgerError: an order that there is not.
        """
        return self.answer(questions.events, _filter(asked), order=order, limit=limit)

    def dyads(self, *, by: questions.Period = "all", **asked: Any) -> Answer:
        """Counts and mean scores of directed pairs, by period; filters as for ``events``."""
        return self.answer(questions.dyads, _filter(asked), by=by)

    def actors(self, *, by: questions.Period = "all", **asked: Any) -> Answer:
        """Counts and mean scores of countries and organisations, by period; filters as for ``events``."""
        return self.answer(questions.actors, _filter(asked), by=by)

    def sources(self, **asked: Any) -> Answer:
        """Who published what, and how much of it is another's reporting; filters as for ``events``."""
        return self.answer(questions.sources, _filter(asked))

    def claims(self, *, sides: bool = False, **asked: Any) -> Answer:
        """Contested claims, one a row, or with ``sides`` one row a side; filters as for ``events``."""
        from redshank.ledger.claim_answers import claims

        return self.answer(claims, _filter(asked), sides=sides)

    def promises(
        self, *, as_of: str | None = None, links: bool = False, limit: int | None = None, **asked: Any
    ) -> Answer:
        """Commitments with their states at the end of a day, or with ``links`` one row for each report of one.

        Args:
            as_of: the day, YYYY-MM-DD; the last that the ledger knows of without it.
            links: one row a link, with its words.
            limit: at most so many.
            asked: as in ``commitments.promises.Asked``; a single value may stand for a tuple of one.

        Raises:
            CallError: a filter that there is not, or a day that cannot be.
        """
        from redshank.ledger.commitments.promises import asked_of, day_of, promises

        day = day_of(as_of) if as_of else None
        return Answer(promises(self.connection, asked_of(asked), as_of=day, links=links, limit=limit))

    def show(self, event: str) -> Told:
        """One event with every report's words, by its id or a report's.

        Raises:
            LedgerError: there is no such event.
        """
        return told(self, event)

    def sql(self, query: str) -> Answer:
        """The answer to a query of your own, which can read the ledger and nothing else.

        Raises:
            LedgerError: the query is wrong, would write, or would touch a file.
        """
        if not self.read_only:
            raise LedgerError("open the ledger with read_only=True to ask it in SQL", where=str(self.path))
        return Answer(questions.ask_only(self.connection, query))

    @contextmanager
    def transaction(self) -> Iterator[DuckDBPyConnection]:
        """All that is written inside is there at the end, or none of it.

        Raises:
            LedgerError: the disk is full, or the file cannot be written.
        """
        import duckdb

        self.connection.begin()
        try:
            yield self.connection
            self.connection.commit()
        except duckdb.Error as error:
            _undo(self.connection)
            raise LedgerError(f"cannot be written: {_first_line(error)}", where=str(self.path)) from None
        except BaseException:
            _undo(self.connection)
            raise


def _filter(asked: dict[str, Any]) -> Filter:
    listed = {name: (v,) if name in _LISTS and isinstance(v, str | int) else v for name, v in asked.items()}
    try:
        return msgspec.convert(listed, Filter, strict=False)
    except msgspec.ValidationError as error:
        raise CallError(f"no such filter: {error}") from None


def _undo(connection: DuckDBPyConnection) -> None:
    import duckdb

    try:
        connection.rollback()
    except duckdb.Error:  # a transaction that failed in its commit is already gone
        return


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0][:200]


def _connect(path: Path, *, read_only: bool) -> DuckDBPyConnection:
    import duckdb

    try:
        return duckdb.connect(str(path), read_only=read_only, config={"memory_limit": _MEMORY, "threads": 2})
    except duckdb.Error as error:
        message = _first_line(error)
        if "lock" in message:
            message = "open elsewhere: only one may write, and nobody may read meanwhile"
        raise LedgerError(message, where=str(path)) from None


def _cut_off(connection: DuckDBPyConnection) -> None:
    """No file but the ledger's own can be reached from here on: queries come from anywhere.

    Connections of one process to one file share their settings: the second finds them made, and locked.
    """
    ((open_still,),) = connection.execute("SELECT current_setting('enable_external_access')").fetchall()
    if open_still:
        connection.execute("SET enable_external_access = false; SET lock_configuration = true")


def _make(path: Path) -> None:
    """A new, empty ledger; made beside its place, so that a kill leaves none or a whole one."""
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    if not path.parent.is_dir():
        raise LedgerError("no such folder", where=str(path.parent))
    connection = _connect(beside, read_only=False)
    connection.execute((files("redshank.ledger") / "schema.sql").read_text(encoding="utf-8"))
    connection.execute("INSERT INTO ledger VALUES (?, ?)", [SCHEMA_VERSION, f"redshank {__version__}"])
    connection.close()
    beside.replace(path)


def _bring_up_to_date(path: Path) -> None:
    """Migrate an older ledger, a copy of which is kept beside it; refuse a later one."""
    import duckdb

    version = _version(path)
    if version > SCHEMA_VERSION:
        raise LedgerError(
            f"made by a later redshank (schema {version}, this one knows {SCHEMA_VERSION}): update redshank",
            where=str(path),
        )
    if version == SCHEMA_VERSION:
        return
    shutil.copy2(path, path.with_name(f"{path.name}.schema{version}"))
    connection = _connect(path, read_only=False)
    try:
        connection.begin()
        for step in migrations(version):
            connection.execute(step.read_text(encoding="utf-8"))
        connection.execute("UPDATE ledger SET schema_version = ?", [SCHEMA_VERSION])
        connection.commit()
    except duckdb.Error as error:
        _undo(connection)
        raise LedgerError(f"cannot be migrated, and stays as it was: {_first_line(error)}", where=str(path)) from None
    finally:
        connection.close()


def migrations(version: int) -> list[Traversable]:
    """The steps from a version to this one, ``migrations/NNNN_name.sql``, each named by the version that it makes."""
    steps = sorted((files("redshank.ledger") / "migrations").iterdir(), key=lambda s: s.name)
    return [s for s in steps if s.name.endswith(".sql") and version < int(s.name[:4]) <= SCHEMA_VERSION]


def _version(path: Path) -> int:
    import duckdb

    connection = _connect(path, read_only=True)
    try:
        found = connection.execute("SELECT schema_version FROM ledger").fetchone()
    except duckdb.Error:
        found = None
    finally:
        connection.close()
    if found is None:
        raise LedgerError("is a DuckDB file, but no ledger", where=str(path))
    return int(found[0])
