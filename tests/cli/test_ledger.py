"""`redshank add`, `redshank ledger` and coded lines, without the language model."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from tests.ledger.made import report

from redshank.cli import run
from redshank.ledger import Ledger
from redshank.ledger.write import Run, Writer
from redshank.runner.adding import settle

SHELLED = "Russian forces shelled the town of Avdiivka on Thursday, killing three people."
AGAIN = "Three people died when Russian forces shelled the town of Avdiivka on Thursday."
SHELLING = {"event": "ASSAULT", "mode": ("heavy-weapons",), "date": "2019-10-31", "place": "Avdiivka"}


def lines(path: Path, *records) -> Path:
    path.write_bytes(b"".join(msgspec.json.encode(r) + b"\n" for r in records))
    return path


@pytest.fixture
def analyses(tmp_path: Path) -> Path:
    return lines(tmp_path / "coded.jsonl", *(report(n, t, SHELLING)[1] for n, t in (("a", SHELLED), ("b", AGAIN))))


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    """Two reports of one event, with their texts."""
    path = tmp_path / "l.duckdb"
    with Ledger(path) as held:
        Writer(held, Run(coder="redshank test")).add(
            [report(n, t, SHELLING) for n, t in (("a", SHELLED), ("b", AGAIN))]
        )
        settle(held)
    return str(path)


def rows(capfd: pytest.CaptureFixture[str]) -> list[dict]:
    return [json.loads(line) for line in capfd.readouterr().out.splitlines()]


def test_analyses_go_in_once(tmp_path: Path, analyses: Path, capfd: pytest.CaptureFixture[str]) -> None:
    ledger = str(tmp_path / "l.duckdb")
    assert run(["add", ledger, str(analyses)]) == 0
    assert "2 new documents" in capfd.readouterr().err
    assert run(["add", ledger, str(analyses)]) == 0
    assert "0 new documents, 0 new versions, 2 known" in capfd.readouterr().err
    assert run(["events", ledger]) == 0
    assert {(e["event"], e["words"]) for e in rows(capfd)} == {("ASSAULT", None)}


def test_event_lines_go_in(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    events = [e for n, t in (("a", SHELLED), ("b", AGAIN)) for e in report(n, t, SHELLING)[1].events]
    ledger = str(tmp_path / "l.duckdb")
    assert run(["add", ledger, str(lines(tmp_path / "events.jsonl", *events))]) == 0
    with Ledger(ledger, read_only=True) as held:
        assert held.rows("SELECT id, doc, event FROM reports ORDER BY id") == [
            ("a-1", 1, "ASSAULT"),
            ("b-1", 2, "ASSAULT"),
        ]
        assert held.rows("SELECT coder FROM runs") == [("redshank test",)]


def test_a_bad_line_is_named_and_loses_no_other(
    tmp_path: Path, analyses: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = analyses.read_bytes().splitlines(keepends=True)
    analyses.write_bytes(
        whole[0] + b'{"id": "x", "events": 7, "statements": [], "paragraphs": []}\n' + whole[1][:40] + b"\n" + whole[1]
    )
    assert run(["add", str(tmp_path / "l.duckdb"), str(analyses)]) == 1
    err = capfd.readouterr().err.splitlines()
    assert [line.split(":")[2] for line in err[:2]] == ["2", "3"]
    assert "2 new documents" in err[-1]


def test_a_person_puts_apart_and_together(ledger: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["ledger", "split", ledger, "b-1", "--reason", "another town", "--author", "Ann"]) == 0
    assert capfd.readouterr().out == "decision 1\n"
    run(["events", ledger])
    assert [r["id"] for r in rows(capfd)] == ["a-1", "b-1"]
    run(["ledger", "decisions", ledger])
    (decision,) = rows(capfd)
    assert (decision["kind"], decision["author"], decision["reason"], decision["idle"]) == (
        "split",
        "Ann",
        "another town",
        False,
    )
    assert run(["ledger", "merge", ledger, "a-1", "b-1"]) == 0
    capfd.readouterr()
    run(["events", ledger])
    assert [r["id"] for r in rows(capfd)] == ["a-1"]


def test_what_is_in_a_ledger(ledger: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["ledger", "info", ledger]) == 0
    told = json.loads(capfd.readouterr().out)
    assert (told["first_day"], told["rows"]["reports"], told["rows"]["events"]) == ("2019-10-31", 2, 1)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["add", "LEDGER", "nowhere.txt"], "there is no such file"),
        (["add", "nowhere/l.duckdb", "CODED"], "no such folder"),
        (["ledger", "split", "nowhere.duckdb", "a-1"], "no such ledger"),
        (["ledger", "split", "LEDGER", "nobody"], "nobody"),
        (["ledger", "merge", "LEDGER", "a-1", "b-1"], "one event already"),
        (["ledger", "undo", "LEDGER", "7"], "no decision 7"),
    ],
)
def test_wrong_calls_get_one_line(
    ledger: str, analyses: Path, capfd: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert run([{"LEDGER": ledger, "CODED": str(analyses)}.get(a, a) for a in arguments]) == 2
    err = capfd.readouterr().err
    assert words in err
    assert err.count("\n") == 1


def test_what_was_added_without_following_up_is_followed_later(tmp_path, ledger, capfd):
    with Ledger(ledger, read_only=True) as held:
        assert held.rows("SELECT count(*) FROM commitment_documents") == [(0,)]  # settled only
    assert run(["ledger", "follow", ledger]) == 0
    assert "2 documents read" in capfd.readouterr().err
    assert run(["ledger", "follow", ledger]) == 0
    assert "0 documents read" in capfd.readouterr().err
    assert run(["ledger", "follow", str(tmp_path / "none.duckdb")]) == 2
