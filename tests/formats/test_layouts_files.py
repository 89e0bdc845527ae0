"""The files of a layout: other programs read them back, they are whole or not there, and the package describes them."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from tests.formats.told import fill
from typer.testing import CliRunner

from redshank.cli.export import command as export_command
from redshank.errors import CallError, LedgerError
from redshank.formats.layouts import LAYOUTS, Request, export, files, session
from redshank.ledger import Ledger

TABLES = [("polecat", ""), ("icews", ""), ("phoenix", ""), ("gdelt", ""), ("gdelt", ".mentions")]
FERRY = """the "Blue Guard" of Oslo's #1 port"""


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    return fill(tmp_path_factory.mktemp("told") / "l.duckdb")


@pytest.fixture(scope="module")
def ledger(path):
    with Ledger(path, read_only=True) as opened:
        yield opened


def columns(like: str, suffix: str = ""):
    return next(t for t in LAYOUTS[like].tables if t.suffix == suffix).columns


def write(ledger, folder: Path, like: str, name: str = "out.tsv", **more):
    return export(ledger, Request(layout=LAYOUTS[like], out=folder / name, **more))


@pytest.mark.parametrize(("like", "suffix"), TABLES)
def test_polars_reads_every_file_back(ledger, tmp_path, like, suffix):
    pl = pytest.importorskip("polars")
    kinds = {"string": pl.String, "integer": pl.Int64, "number": pl.Float64, "date": pl.Date}
    done = write(ledger, tmp_path, like)
    write(ledger, tmp_path, like, "out.parquet")
    plain = pl.read_csv(tmp_path / f"out{suffix}.tsv", separator="\t")
    assert plain.columns == [c.name for c in columns(like, suffix)]
    assert plain.height == (done.rows if not suffix else 5)
    typed = pl.read_parquet(tmp_path / f"out{suffix}.parquet")
    assert dict(typed.schema) == {c.name: kinds[c.kind] for c in columns(like, suffix)}
    assert pl.read_csv(tmp_path / f"out{suffix}.tsv", separator="\t", schema=typed.schema).equals(typed)


def test_awkward_characters_come_back_and_break_no_row(ledger, tmp_path):
    pl = pytest.importorskip("polars")
    write(ledger, tmp_path, "icews")
    table = pl.read_csv(tmp_path / "out.tsv", separator="\t", infer_schema=False)
    assert table["Target Name"][0] == FERRY
    assert table["CAMEO Code"].to_list() == ["193", "040", "073", "193"]
    assert table["Source Country"][2] is None
    raw = (tmp_path / "out.tsv").read_bytes()
    assert raw.count(b"\n") == 5
    assert raw.endswith(b"\n")
    assert b"\r" not in raw
    assert b"None" not in raw
    assert {line.count(b"\t") for line in raw.splitlines()} == {19}


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not here")
@pytest.mark.parametrize(("like", "suffix"), TABLES)
@pytest.mark.parametrize("read", ["read.delim", "read.table"])
def test_r_reads_every_file_back(ledger, tmp_path, like, suffix, read):
    write(ledger, tmp_path, like)
    script = (
        f'd <- {read}("out{suffix}.tsv", sep = "\\t", header = TRUE, na.strings = "", check.names = FALSE,'
        ' colClasses = "character", encoding = "UTF-8"); cat(nrow(d), names(d), sep = "\\n")'
    )
    said = subprocess.run(["Rscript", "-e", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    rows, *names = said.stdout.splitlines()
    assert names == [c.name for c in columns(like, suffix)]
    assert int(rows) == (5 if suffix else 4)


def test_gdelts_own_files_have_no_header(ledger, tmp_path):
    write(ledger, tmp_path, "gdelt", header=False)
    first = (tmp_path / "out.tsv").read_text(encoding="utf8").splitlines()[0].split("\t")
    assert first[:2] == ["1", "20210614"]
    about = json.loads((tmp_path / "datapackage.json").read_bytes())
    assert [r["dialect"]["header"] for r in about["resources"]] == [False, False]


@pytest.mark.parametrize("like", LAYOUTS)
@pytest.mark.parametrize("rows", ["events", "reports"])
def test_the_same_ledger_gives_the_same_bytes_in_batches_of_any_size(ledger, tmp_path, monkeypatch, like, rows):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    name = f"out{LAYOUTS[like].endings[0]}"
    write(ledger, tmp_path / "a", like, name, rows=rows)
    monkeypatch.setattr(session, "BATCH", 2)
    write(ledger, tmp_path / "b", like, name, rows=rows)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_the_package_says_what_is_in_the_files(ledger, tmp_path):
    write(ledger, tmp_path, "gdelt")
    write(ledger, tmp_path, "plover", "out.jsonl")
    about = json.loads((tmp_path / "datapackage.json").read_bytes())
    found = {r["path"]: r for r in about["resources"]}
    assert list(found) == ["out.jsonl", "out.mentions.tsv", "out.tsv"]
    for name, resource in found.items():
        content = (tmp_path / name).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["schema"]["missingValues"] == [""]
    assert found["out.tsv"]["rows"] == 4
    assert found["out.tsv"]["schema"]["primaryKey"] == ["GLOBALEVENTID"]
    fields = {f["name"]: f for f in found["out.tsv"]["schema"]["fields"]}
    assert len(fields) == 61
    assert fields["EventCode"]["type"] == "string"
    assert fields["AvgTone"]["description"].startswith("empty: ")
    assert {f["name"]: f["type"] for f in found["out.jsonl"]["schema"]["fields"]}["actor"] == "array"
    assert about["redshank"]["code_license"] == "Apache-2.0"
    assert "publishers" in about["redshank"]["text_rights"]
    assert [s["title"].split(",")[0] for s in about["sources"]] == ["l.duckdb", "GeoNames: ids"]


def test_a_package_of_somebody_else_stays_as_it_is(ledger, tmp_path):
    (tmp_path / "datapackage.json").write_text('{"resources": []}')
    with pytest.raises(CallError, match="another folder"):
        write(ledger, tmp_path, "icews")
    assert [p.name for p in tmp_path.iterdir()] == ["datapackage.json"]


def test_a_run_that_fails_leaves_what_was_there(ledger, tmp_path, monkeypatch):
    (tmp_path / "out.tsv").write_text("before")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.TsvSink, "write", fail)
    with pytest.raises(CallError, match="No space left"):
        write(ledger, tmp_path, "gdelt")
    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == {"out.tsv": "before"}


def test_a_run_that_is_killed_leaves_nothing_half(path, tmp_path):
    script = (
        "import os, sys; from pathlib import Path\n"
        "from redshank.formats.layouts import LAYOUTS, Request, export, package\n"
        "from redshank.ledger import Ledger\n"
        "package.write = lambda *_: os.kill(os.getpid(), 9)\n"
        "with Ledger(sys.argv[1], read_only=True) as held:\n"
        "    export(held, Request(layout=LAYOUTS['gdelt'], out=Path(sys.argv[2])))\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path), str(tmp_path / "out.tsv")], check=False)
    assert done.returncode == -9
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.mentions.tsv", "out.tsv"]
    assert (tmp_path / "out.tsv").read_bytes().count(b"\n") == 5


@pytest.mark.parametrize("name", ["out.tsv", "out.parquet"])
def test_a_full_disk_is_one_line_and_leaves_nothing(path, tmp_path, name):
    script = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from redshank.errors import CallError\n"
        "from redshank.formats.layouts import LAYOUTS, Request, export\n"
        "from redshank.ledger import Ledger\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "with Ledger(sys.argv[1], read_only=True) as held:\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))\n"
        "    try: export(held, Request(layout=LAYOUTS['gdelt'], out=Path(sys.argv[2])))\n"
        "    except CallError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path), str(tmp_path / name)], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith(f"{tmp_path / name}: cannot be written: ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("like", "name", "said"),
    [
        ("icews", "out.csv", ".tsv, .parquet"),
        ("plover", "out.tsv", ".jsonl"),
        ("icews", "no/out.tsv", "no such folder"),
    ],
)
def test_a_file_that_cannot_be_is_refused(ledger, tmp_path, like, name, said):
    with pytest.raises(CallError, match=said):
        write(ledger, tmp_path, like, name)
    assert list(tmp_path.iterdir()) == []


def test_a_condition_that_is_no_sql_is_the_ledgers_error(ledger, tmp_path):
    with pytest.raises(LedgerError):
        write(ledger, tmp_path, "icews", condition="e.nonsense = 1")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("like", LAYOUTS)
def test_an_empty_ledger_gives_files_without_rows(tmp_path, like):
    with Ledger(tmp_path / "empty.duckdb") as empty:
        name = f"out{LAYOUTS[like].endings[0]}"
        assert write(empty, tmp_path, like, name).rows == 0
        write(empty, tmp_path, like, "out.parquet")
    lines = (tmp_path / name).read_text(encoding="utf8").splitlines()
    assert len(lines) == (0 if like == "plover" else 1)


def test_a_ledger_open_for_writing_can_be_exported_and_stays_clean(tmp_path):
    with Ledger(fill(tmp_path / "l.duckdb")) as ledger:
        for _ in range(2):
            assert write(ledger, tmp_path, "icews").rows == 4
        names = ledger.rows("SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'layout%'")
        assert names == []


@pytest.fixture
def command(path, tmp_path):
    app = typer.Typer()
    app.command("export")(export_command)
    copy = shutil.copy(path, tmp_path / "copy.duckdb")
    return lambda *words: CliRunner().invoke(app, [str(word) for word in (copy, *words)], catch_exceptions=False)


def test_the_command_says_what_it_wrote_and_what_it_left_out(command, tmp_path):
    done = command("--like", "icews", "-o", tmp_path / "x.tsv")
    assert done.exit_code == 0
    assert f"{tmp_path / 'x.tsv'}, {tmp_path / 'datapackage.json'}: 4 rows" in done.stderr
    assert "historical: 1 events (--all-aux keeps them)" in done.stderr
    assert "the first shown: 1 events" in done.stderr


def test_the_command_takes_the_filters_of_questions(command, tmp_path):
    def ids(*words) -> list[str]:
        out = tmp_path / "x.tsv"
        assert command("--like", "polecat", "-o", out, "--no-header", *words).exit_code == 0
        return [line.partition("\t")[0] for line in out.read_text(encoding="utf8").split("\n")[:-1]]

    assert ids("--actor", "KEN") == ["d1-2"]
    assert ids("--aux", "future") == ["d1-3"]
    assert ids("--event", "ASSAULT", "--rows", "reports") == ["d1-1", "d1-5", "d2-1"]
    assert ids("--event", "ASSAULT", "--rows", "reports", "--until", "2020-12-31") == ["d1-5"]
