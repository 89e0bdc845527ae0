"""A report and some pairs of our own that come with the package, to try a run on."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import Any

PUBLISHED = "2021-06-16"


def sample_text() -> str:
    """The report as plain text."""
    return (files("redshank.runner") / "data" / "sample.txt").read_text(encoding="utf8")


def sample_pairs() -> list[dict[str, Any]]:
    """Sentences of agency length with two parties each, as ``redshank relate`` takes them."""
    text = (files("redshank.runner") / "data" / "pairs.tsv").read_text(encoding="utf8")
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t"))
    return [
        {"id": str(n), "sentence": r["sentence"], "actor": _span(r, "actor"), "recipient": _span(r, "recipient")}
        for n, r in enumerate(rows, start=1)
    ]


def _span(row: dict[str, str], party: str) -> list[int]:
    start = row["sentence"].index(row[party])
    return [start, start + len(row[party])]
