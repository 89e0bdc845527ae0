"""The course of a matter between two actors: every line in its place, with the words that it rests on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.ledger.made import report
from tests.ledger.test_claims import DENIED, denied
from typer.testing import CliRunner

from redshank.cli.app import app
from redshank.cli.story import markdown
from redshank.errors import CallError
from redshank.ledger import Ledger
from redshank.ledger.claims import contest
from redshank.ledger.courses import course
from redshank.ledger.filters import Filter
from redshank.ledger.merging import merge_pending
from redshank.ledger.write import Run, Writer


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A shelling, help from one to the other, a claim and its denial, and what others do."""
    held = Ledger(tmp_path / "a.duckdb")
    sides = {"actor": ("CHL",), "recipient": ("PER",)}
    Writer(held, Run(coder="redshank test")).add(
        [
            report("r1", "Chilean guards fired at a boat.", {"event": "ASSAULT", "mode": ["firearms"], **sides}),
            report("r2", "Peru sent blankets to Arica.", {"event": "AID", "actor": ("PER",), "recipient": ("CHL",)},
                   published="2020-05-20"),
            report("r3", "Bolivia sent blankets to Arica.", {"event": "AID", "actor": ("BOL",), "recipient": ("CHL",)}),
            denied("r4"),
        ]
    )  # fmt: skip
    with held.transaction() as connection:
        merge_pending(connection)
        contest(connection)
    return held


def lines(ledger: Ledger, **asked) -> list[dict]:
    return list(ledger.answer(course, Filter(**asked), one="CHL", other="PER"))


def test_what_passed_between_the_two_in_order_of_days(ledger: Ledger) -> None:
    told = [(str(r["day"]), r["kind"], r["who"], r["what"], r["whom"]) for r in lines(ledger)]
    assert told == [
        ("2019-10-31", "event", ["CHL"], "ASSAULT firearms", ["PER"]),
        ("2020-05-04", "claim", ["CHL"], "claims", ["PER"]),
        ("2020-05-04", "denial", ["PER"], "denies", ["CHL"]),
        ("2020-05-20", "event", ["PER"], "AID", ["CHL"]),
    ]


def test_every_line_cites_its_words(ledger: Ledger) -> None:
    texts = dict(ledger.rows("SELECT id, text FROM documents"))
    for row in lines(ledger):
        assert texts[row["document"]][row["start"] : row["end"]] == row["words"]


def test_filters(ledger: Ledger) -> None:
    assert [r["kind"] for r in lines(ledger, since="2020-05-01", until="2020-05-10")] == ["claim", "denial"]
    assert [r["what"] for r in lines(ledger, event=("AID",))] == ["AID"]
    assert [r["kind"] for r in lines(ledger, text=("nets",))] == ["claim"]
    with pytest.raises(CallError, match="two actors"):
        ledger.answer(course, Filter(), one="CHL", other="CHL")


def test_markdown_names_document_and_span(ledger: Ledger) -> None:
    text = markdown(lines(ledger), "CHL and PER")
    assert text.startswith("# CHL and PER\n")
    assert "- **2020-05-04** PER denies → CHL (by Peru)  \n  “Peru denied it” (own wire, r4:" in text


def test_the_commands(ledger: Ledger) -> None:
    path = str(ledger.path)
    ledger.close()
    run = CliRunner().invoke
    told = run(app, ["story", path, "CHL", "PER", "--format", "json"])
    assert told.exit_code == 0, told.output
    assert [r["kind"] for r in json.loads(told.stdout)] == ["event", "claim", "denial", "event"]
    listed = run(app, ["claims", path, "--by", "CHL", "--format", "jsonl"])
    assert json.loads(listed.stdout)["words"] in DENIED
    sides = run(app, ["claims", path, "--sides", "--format", "jsonl"])
    assert [json.loads(line)["role"] for line in sides.stdout.splitlines()] == ["claims", "denies"]
    assert run(app, ["story", path, "CHL", "PER", "--format", "text"]).stdout.count("r4:") == 2
