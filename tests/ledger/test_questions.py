"""Questions to a small ledger: six reports of four events, from two papers and an agency."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.ledger.made import report

from redshank.cli import run
from redshank.errors import CallError, LedgerError
from redshank.ledger import Ledger
from redshank.ledger.write import Run, Writer

SHELLED = "Russian forces shelled the town of Avdiivka on Thursday, killing three people."
AGAIN = "Three people died when Russian forces shelled the town of Avdiivka on Thursday."
DEMANDED = "NATO demanded on Friday that Russia withdraw its troops."
MET = "Kenya's president met his Ethiopian counterpart in Nairobi."
PLANNED = "Russian forces will shell Pisky in December, a general said."


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from redshank.runner.adding import settle

    path = tmp_path_factory.mktemp("ledger") / "a.duckdb"
    shelling = {"event": "ASSAULT", "mode": ("heavy-weapons",), "date": "2019-10-31", "place": "Avdiivka"}
    with Ledger(path) as ledger:
        Writer(ledger, Run(coder="redshank test")).add(
            [
                report("a1", SHELLED, shelling, publisher="First Paper"),
                report("b1", AGAIN, shelling, publisher="Second Paper"),
                report(
                    "a2",
                    DEMANDED,
                    {"event": "REQUEST", "actor": ("IGO",), "recipient": ("RUS",), "date": "2019-11-01"},
                    published="2019-11-01",
                    publisher="First Paper",
                ),
                report(
                    "b2",
                    MET,
                    {"event": "CONSULT", "actor": ("KEN",), "recipient": ("ETH",), "date": "2019-12-05"},
                    published="2019-12-05",
                    publisher="Second Paper",
                ),
                report(
                    "b3",
                    PLANNED,
                    {"event": "ASSAULT", "aux": ("future",), "date": "2019-12-01"},
                    publisher="Second Paper",
                ),
            ]
        )
        settle(ledger)
    return path


@pytest.fixture
def ledger(path: Path):
    with Ledger(path, read_only=True) as held:
        yield held


def told(answer) -> list[tuple[str, str]]:
    return [(row["event"], "/".join(row["actor"])) for row in answer]


def test_events_are_listed_by_day_each_once(ledger: Ledger) -> None:
    assert told(ledger.events()) == [
        ("ASSAULT", "RUS"), ("REQUEST", "IGO"), ("ASSAULT", "RUS"), ("CONSULT", "KEN"),
    ]  # fmt: skip
    first = next(iter(ledger.events()))
    assert (first["reports"], first["publishers"], first["words"]) == (2, 2, SHELLED)


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"actor": "RUS"}, 2),
        ({"recipient": "RUS"}, 1),
        ({"party": "RUS"}, 3),
        ({"party": ("ETH", "IGO")}, 2),
        ({"actor": "GOV"}, 4),
        ({"event": "assault"}, 2),
        ({"event": ("ASSAULT", "CONSULT")}, 3),
        ({"mode": "heavy-weapons"}, 1),
        ({"aux": "none"}, 3),
        ({"aux": "future"}, 1),
        ({"quad": 4}, 2),
        ({"since": "2019-11-01"}, 3),
        ({"until": "2019-10-31"}, 1),
        ({"since": "2019-11-01", "until": "2019-11-30"}, 1),
        ({"place": "avdi"}, 1),
        ({"place": "UKR"}, 1),
        ({"box": (36.0, 47.0, 38.0, 49.0)}, 1),
        ({"box": (0.0, 0.0, 1.0, 1.0)}, 0),
        ({"reports": 2}, 1),
        ({"publishers": 2}, 1),
        ({"confidence": 0.95}, 0),
        ({"text": "counterpart"}, 1),
        ({"text": "three people died"}, 1),
        ({"actor": "RUS", "text": "counterpart"}, 0),
        ({"limit": 1}, 1),
    ],
)
def test_filters(ledger: Ledger, asked: dict, count: int) -> None:
    assert len(ledger.events(**asked)) == count


def test_names_with_quotes_are_only_names(ledger: Ledger) -> None:
    assert len(ledger.events(actor="O'Neill'; DROP TABLE events; --")) == 0
    assert len(ledger.events()) == 4


@pytest.mark.parametrize("asked", [{"since": "31 October"}, {"box": (3.0, 0.0, 1.0, 1.0)}, {"colour": "red"}])
def test_filters_that_cannot_be(ledger: Ledger, asked: dict) -> None:
    with pytest.raises(CallError):
        ledger.events(**asked)


def test_dyads_count_what_is_told_as_fact(ledger: Ledger) -> None:
    rows = {(r["actor"], r["recipient"]): r for r in ledger.dyads()}
    assert set(rows) == {("RUS", "UKR"), ("IGO", "RUS"), ("KEN", "ETH")}
    assert rows["RUS", "UKR"]["material_conflict"] == rows["RUS", "UKR"]["ASSAULT"] == 1
    assert rows["RUS", "UKR"]["mean_score"] == -9.0
    assert next(iter(ledger.dyads(aux="any", actor="RUS")))["events"] == 2


def test_a_dyad_month_table(ledger: Ledger) -> None:
    rows = [(str(r["month"]), r["actor"], r["recipient"], r["events"]) for r in ledger.dyads(by="month")]
    assert rows == [
        ("2019-10-01", "RUS", "UKR", 1), ("2019-11-01", "IGO", "RUS", 1), ("2019-12-01", "KEN", "ETH", 1),
    ]  # fmt: skip


def test_a_country_month_table(ledger: Ledger) -> None:
    rows = [(str(r["month"]), r["code"], r["role"]) for r in ledger.actors(by="month", since="2019-12-01")]
    assert rows == [("2019-12-01", "ETH", "recipient"), ("2019-12-01", "KEN", "actor")]


def test_sources(ledger: Ledger) -> None:
    rows = {r["source"]: (r["documents"], r["reports"], r["told_first"]) for r in ledger.sources()}
    assert rows == {"first paper": (2, 2, 2), "second paper": (3, 3, 2)}


def test_one_event_with_every_reports_words(ledger: Ledger) -> None:
    shown = ledger.show("b1-1")
    assert shown.facts["id"] == "a1-1"
    assert [r.sentence for r in shown.reports] == [SHELLED, AGAIN]
    assert [r.how for r in shown.reports] == ["first", "merged"]
    assert shown.reports[1].with_report == "a1-1"
    assert all(r.why for r in shown.reports)
    with pytest.raises(LedgerError, match="no event"):
        ledger.show("nothing")


def test_answers_in_three_shapes(ledger: Ledger) -> None:
    polars, pandas = pytest.importorskip("polars"), pytest.importorskip("pandas")
    answer = ledger.dyads()
    assert answer.arrow().num_rows == len(answer) == 3
    assert isinstance(answer.polars(), polars.DataFrame)
    assert isinstance(answer.pandas(), pandas.DataFrame)
    assert list(answer.pandas().columns) == answer.columns


@pytest.mark.parametrize("name", ["a.csv", "a.parquet", "a.json", "a.jsonl", "a.txt"])
def test_answers_as_files(path: Path, tmp_path: Path, name: str) -> None:
    assert run(["events", str(path), "-o", str(tmp_path / name)]) == 0
    content = (tmp_path / name).read_bytes()
    if name.endswith(".parquet"):
        from pyarrow import parquet

        assert parquet.read_table(tmp_path / name).num_rows == 4
    else:
        assert content.count(b"ASSAULT") == 2
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_the_commands_print_json_lines_in_a_pipe(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["dyads", str(path), "--actor", "RUS", "--by", "year"]) == 0
    (row,) = map(json.loads, capfd.readouterr().out.splitlines())
    assert (row["year"], row["actor"], row["recipient"]) == ("2019-01-01", "RUS", "UKR")
    assert run(["actors", str(path), "--event", "CONSULT"]) == 0
    assert [json.loads(line)["code"] for line in capfd.readouterr().out.splitlines()] == ["ETH", "KEN"]
    assert run(["sql", str(path), "SELECT count(*) AS n FROM events"]) == 0
    assert json.loads(capfd.readouterr().out) == {"n": 4}
    assert run(["show", str(path), "a1-1", "--json"]) == 0
    assert len(json.loads(capfd.readouterr().out)["reports"]) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["events", "nowhere.duckdb"], "no such ledger"),
        (["events", "LEDGER", "--since", "yesterday"], "no day"),
        (["events", "LEDGER", "--box", "1,2,3"], "no box"),
        (["events", "LEDGER", "-o", "a.xlsx"], "stands for no format"),
        (["events", "LEDGER", "--format", "parquet"], "no format for a pipe"),
        (["show", "LEDGER", "nothing"], "no event"),
        (["sql", "LEDGER", "SELECT nothing"], "nothing"),
    ],
)
def test_wrong_calls_get_one_line(path: Path, capfd: pytest.CaptureFixture[str], arguments: list, words: str) -> None:
    assert run([str(path) if a == "LEDGER" else a for a in arguments]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert words in err
    assert err.count("\n") == 1
