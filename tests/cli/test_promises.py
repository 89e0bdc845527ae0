"""`redshank promises`: formats, filters and wrong calls, on a ledger that was followed with a model of a few words."""

from __future__ import annotations

import json

import pytest
from tests.ledger.test_commitments import DEMAND, FREED, Words, demand, later

from redshank.cli import run
from redshank.ledger import Ledger
from redshank.ledger.commitments import follow
from redshank.ledger.write import Run, Writer


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "l.duckdb"
    with Ledger(path) as held:
        Writer(held, Run(coder="redshank test")).add([demand(), later("b", "2019-11-07", FREED)])
        with held.transaction() as connection:
            follow(connection, Words)
    return str(path)


def rows(capfd):
    return [json.loads(line) for line in capfd.readouterr().out.splitlines()]


def test_a_commitment_is_listed_with_its_state(ledger, capfd):
    assert run(["promises", ledger]) == 0
    (row,) = rows(capfd)
    assert (row["kind"], row["maker"], row["other"], row["words"]) == ("demand", ["RUS"], ["UKR"], DEMAND)
    assert (row["state"], row["since"], row["due_end"]) == ("kept", "2019-11-07", "2019-11-08")
    assert "reported done on 2019-11-07" in row["reason"]


def test_the_past_can_be_asked_as_it_stood(ledger, capfd):
    for day, state in (("2019-10-31", "open"), ("2019-11-06", "open"), ("2019-11-07", "kept")):
        assert run(["promises", ledger, "--as-of", day]) == 0
        assert [r["state"] for r in rows(capfd)] == [state]
    assert run(["promises", ledger, "--as-of", "2019-10-30"]) == 0
    assert rows(capfd) == []


def test_links_are_rows_with_their_words(ledger, capfd):
    assert run(["promises", ledger, "--links"]) == 0
    assert [(r["relation"], r["words"], r["document"]) for r in rows(capfd)] == [
        ("made", DEMAND, "a"),
        ("fulfil", FREED, "b"),
    ]


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--state", "kept,broken"], 1),
        (["--state", "open"], 0),
        (["--maker", "RUS"], 1),
        (["--maker", "UKR"], 0),
        (["--party", "UKR"], 1),
        (["--kind", "promise"], 0),
        (["--due-before", "2019-11-08"], 0),
        (["--since", "2019-10-31", "--until", "2019-10-31"], 1),
        (["--text", "SAILORS"], 1),
    ],
)
def test_filters(ledger, capfd, options, count):
    assert run(["promises", ledger, *options]) == 0
    assert len(rows(capfd)) == count


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--state", "happy"], "no state 'happy'"),
        (["--as-of", "yesterday"], "'yesterday' is no day"),
        (["--since", "2019-13-01"], "no day"),
    ],
)
def test_wrong_calls_are_told_in_a_line(ledger, capfd, options, told):
    assert run(["promises", ledger, *options]) == 2
    error = capfd.readouterr().err
    assert told in error
    assert "Traceback" not in error


def test_csv_and_the_python_interface_say_the_same(ledger, capfd, tmp_path):
    assert run(["promises", ledger, "--format", "csv"]) == 0
    assert "kept" in capfd.readouterr().out
    with Ledger(ledger, read_only=True) as held:
        assert [r["state"] for r in held.promises(maker="RUS")] == ["kept"]
        assert [r["state"] for r in held.promises(as_of="2019-11-01")] == ["open"]
        assert len(held.promises(links=True)) == 2
        assert len(held.claims()) == 0
