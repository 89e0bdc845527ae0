"""``redshank inspect --html``: a page beside or instead of the lines."""

from __future__ import annotations

import json

import pytest
from lxml import html

from redshank.cli import run

REPORT = (
    "Peru Condemns Border Closure\n\n"
    "LIMA, June 16, 2021 -- The foreign minister of Peru condemned Chile on Wednesday.\n"
)


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf8")
    return path


def call(*arguments) -> int:
    return run([str(a) for a in arguments])


@pytest.mark.model
def test_a_page_is_written_and_nothing_printed(capfdbinary, report, tmp_path):
    page = tmp_path / "page.html"
    assert call("inspect", report, report, "--lexicon-only", "--html", page) == 0
    assert capfdbinary.readouterr() == (b"", b"")
    tree = html.document_fromstring(page.read_text(encoding="utf8"))
    assert tree.xpath("//article/header/h2/bdi/text()") == ["Peru Condemns Border Closure"] * 2
    assert {"act", "actor", "recipient"} <= {c for v in tree.xpath("//article//span/@class") for c in v.split()}


@pytest.mark.model
def test_lines_are_printed_beside_the_page_where_asked_for(capfdbinary, report, tmp_path):
    page = tmp_path / "page.html"
    assert call("inspect", report, "--lexicon-only", "--jsonl", "--html", page) == 0
    out, _ = capfdbinary.readouterr()
    assert len(json.loads(out)["events"]) > 0
    assert page.exists()


def test_a_page_never_takes_the_place_of_a_report(capfdbinary, report):
    assert call("inspect", report, "--html", report) == 2
    assert b"is an input" in capfdbinary.readouterr().err
    assert report.read_text(encoding="utf8") == REPORT


def test_a_page_in_no_folder_is_a_bad_call(capfdbinary, report, tmp_path):
    assert call("inspect", report, "--html", tmp_path / "nowhere" / "page.html") == 2
    assert capfdbinary.readouterr().err.count(b"\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["report.txt"]


def test_a_missing_input_leaves_no_page(capfdbinary, tmp_path):
    assert call("inspect", tmp_path / "nowhere.txt", "--html", tmp_path / "page.html") == 2
    assert list(tmp_path.iterdir()) == []
