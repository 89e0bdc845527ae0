"""The project's own set of mentions: every way of naming an actor, at least ten sentences each (``mentions.tsv``)."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

import pytest

pytestmark = pytest.mark.model

_LEAST = 0.95


class Row(NamedTuple):
    """A report, one phrase in it, and what the phrase resolves to; ``fails`` says why it is known to fail."""

    bullet: str
    published: str
    text: str
    phrase: str
    codes: str
    sector: str
    name: str
    fails: str


def _rows() -> list[Row]:
    lines = (Path(__file__).parent / "mentions.tsv").read_text(encoding="utf8").splitlines()[1:]
    cells = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [Row(*(row + [""] * (len(Row._fields) - len(row)))) for row in cells]


ROWS = _rows()


@pytest.fixture(scope="module")
def readings(nlp):
    """For each row the last reading of its phrase, or None."""
    from redshank.language.base import analyse
    from redshank.records import Document, Paragraph

    documents = []
    for row in ROWS:
        text, at, paragraphs = row.text.replace("\\n", "\n"), 0, []
        for line in text.split("\n"):
            paragraphs.append(Paragraph(at, at + len(line), "body"))
            at += len(line) + 1
        documents.append(Document(id="m", text=text, published=row.published, paragraphs=paragraphs))
    found = []
    for row, doc in zip(ROWS, analyse(nlp, documents), strict=True):
        table = sorted(doc._.actors.readings.items())
        mine = [
            r for i, r in table if doc[i].text == row.phrase or any(e.entity_text == row.phrase for e in r.entities)
        ]
        found.append(mine[-1] if mine else None)
    return found


def fault(row: Row, reading) -> str:
    """What is wrong with the reading; empty where nothing is."""
    if reading is None or row.codes == "none":
        return "" if (reading is None) == (row.codes == "none") else f"reading: {reading}"
    got = [e.code or "-" for e in reading.entities]
    wanted = [set(c.split("|")) for c in row.codes.split(",")]
    if len(got) != len(wanted) or not any(
        all(g in w for g, w in zip(got, p, strict=True)) for p in permutations(wanted)
    ):
        return f"codes {got}"
    sectors = set(row.sector.split("|"))
    if row.sector and "*" not in sectors and not any((e.sector or "") in sectors for e in reading.entities):
        return f"sectors {[e.sector for e in reading.entities]}"
    names = [e.identifier_text for e in reading.entities]
    return f"names {names}" if row.name and row.name not in names else ""


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(
            n, id=f"{row.bullet}: {row.phrase}", marks=[pytest.mark.xfail(reason=row.fails)] if row.fails else []
        )
        for n, row in enumerate(ROWS)
    ],
)
def test_mention(readings, number):
    assert fault(ROWS[number], readings[number]) == ""


def test_share_right(readings):
    right = sum(not fault(row, reading) for row, reading in zip(ROWS, readings, strict=True))
    assert right / len(ROWS) >= _LEAST


def test_the_set_is_large_and_even():
    counts = Counter(row.bullet for row in ROWS)
    assert len(ROWS) >= 400
    assert min(counts.values()) >= 10
