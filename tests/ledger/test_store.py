"""Opening, making and migrating ledgers; what happens to one that is not as it should be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.ledger.made import report

from redshank.errors import LedgerError
from redshank.ledger import SCHEMA_VERSION, Ledger, store


def test_a_new_ledger_knows_its_version_and_is_empty(tmp_path: Path) -> None:
    with Ledger(tmp_path / "a.duckdb") as ledger:
        assert ledger.rows("SELECT schema_version FROM ledger") == [(SCHEMA_VERSION,)]
        assert ledger.rows("SELECT count(*) FROM reports") == [(0,)]
        assert len(ledger.events()) == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"no database at all, only text" * 200, "not a valid DuckDB"), (b"", None)],
)
def test_another_file_is_refused_in_one_line(tmp_path: Path, content: bytes, message: str | None) -> None:
    path = tmp_path / "a.duckdb"
    path.write_bytes(content)
    with pytest.raises(LedgerError) as caught:
        Ledger(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert message is None or message in str(caught.value)
    assert path.read_bytes() == content or not content


def test_a_database_that_is_no_ledger_is_refused(tmp_path: Path) -> None:
    import duckdb

    duckdb.connect(str(tmp_path / "a.duckdb")).close()
    with pytest.raises(LedgerError, match="no ledger"):
        Ledger(tmp_path / "a.duckdb")


def test_a_later_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    with Ledger(tmp_path / "a.duckdb") as ledger:
        ledger.connection.execute("UPDATE ledger SET schema_version = 99")
    before = (tmp_path / "a.duckdb").read_bytes()
    with pytest.raises(LedgerError, match="later redshank"):
        Ledger(tmp_path / "a.duckdb", read_only=True)
    assert (tmp_path / "a.duckdb").read_bytes() == before


def test_an_older_version_is_migrated_and_a_copy_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.duckdb"
    with Ledger(path) as ledger:
        ledger.connection.execute("INSERT INTO sources VALUES ('a paper', NULL, NULL)")
    step = tmp_path / "9999_more.sql"
    step.write_text("ALTER TABLE sources ADD COLUMN country VARCHAR;")
    monkeypatch.setattr(store, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    monkeypatch.setattr(store, "migrations", lambda version: [step])
    with Ledger(path, read_only=True) as ledger:
        assert ledger.rows("SELECT source, country FROM sources") == [("a paper", None)]
        assert ledger.rows("SELECT schema_version FROM ledger") == [(SCHEMA_VERSION + 1,)]
    assert path.with_name(f"a.duckdb.schema{SCHEMA_VERSION}").is_file()


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.duckdb"
    Ledger(path).close()
    step = tmp_path / "9999_bad.sql"
    step.write_text("ALTER TABLE sources ADD COLUMN country VARCHAR; ALTER TABLE nowhere ADD COLUMN x VARCHAR;")
    monkeypatch.setattr(store, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    monkeypatch.setattr(store, "migrations", lambda version: [step])
    with pytest.raises(LedgerError, match="migrat"):
        Ledger(path)
    monkeypatch.undo()
    with Ledger(path) as ledger:
        assert "country" not in [c for (c, *_) in ledger.rows("DESCRIBE sources")]


def test_one_that_is_open_elsewhere_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    Ledger(path).close()
    holder = subprocess.Popen(
        [sys.executable, "-c", f"import duckdb; c = duckdb.connect({str(path)!r}); print('open', flush=True); input()"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert holder.stdout is not None
    holder.stdout.readline()
    try:
        with pytest.raises(LedgerError, match="open elsewhere"):
            Ledger(path)
    finally:
        holder.communicate("\n")
    Ledger(path).close()


def test_the_folder_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no such folder"):
        Ledger(tmp_path / "nowhere" / "a.duckdb")
    with pytest.raises(LedgerError, match="no such ledger"):
        Ledger(tmp_path / "a.duckdb", read_only=True)


@pytest.mark.parametrize(
    "query",
    [
        "INSERT INTO sources VALUES ('x', NULL, NULL)",
        "DROP TABLE reports",
        "CREATE TABLE x AS SELECT 1",
        "COPY reports TO '/tmp/redshank-should-not-be-there.csv'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "ATTACH '/tmp/redshank-should-not-be-there.duckdb'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "LOAD httpfs",
        "EXPORT DATABASE '/tmp/redshank-should-not-be-there'",
        "SELECT 1; DROP TABLE reports",
        "SELECT 1; SELECT * FROM read_csv('/etc/passwd')",
        "no SQL at all",
        "",
    ],
)
def test_sql_can_neither_write_nor_read_files(tmp_path: Path, query: str) -> None:
    Ledger(tmp_path / "a.duckdb").close()
    with Ledger(tmp_path / "a.duckdb", read_only=True) as ledger:
        with pytest.raises(LedgerError) as caught:
            ledger.sql(query)
        assert "\n" not in str(caught.value)
        assert list(ledger.sql("SELECT count(*) AS n FROM reports")) == [{"n": 0}]
    assert not list(Path("/tmp").glob("redshank-should-not-be-there*"))


def test_sql_answers(tmp_path: Path) -> None:
    from redshank.ledger.write import Run, Writer

    with Ledger(tmp_path / "a.duckdb") as ledger:
        Writer(ledger, Run(coder="test")).add([report("d", "Russia shelled Avdiivka.", {"event": "ASSAULT"})])
    with Ledger(tmp_path / "a.duckdb", read_only=True) as ledger:
        assert list(ledger.sql("SELECT event, actor_codes FROM current_reports")) == [
            {"event": "ASSAULT", "actor_codes": ["RUS"]}
        ]


def test_one_process_may_read_a_ledger_twice_at_once(tmp_path: Path) -> None:
    Ledger(tmp_path / "a.duckdb").close()
    with Ledger(tmp_path / "a.duckdb", read_only=True) as one, Ledger(tmp_path / "a.duckdb", read_only=True) as other:
        assert len(one.events()) == len(other.events()) == 0
        with pytest.raises(LedgerError):
            other.sql("SELECT * FROM read_csv('/etc/passwd')")
