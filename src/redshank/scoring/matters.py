"""Commitments on chains of reports: found, tied to what became of them, and their states right as of each day asked.

The gold is a folder of ``mNN.reports.jsonl`` and ``mNN.key.json`` (gold/matters); with ``coded.jsonl`` in it, one
``{"document": …, "analysis": …}`` a line, nothing is coded. Each matter has a ledger of its own. Matters to ``m16``
are for
development, the rest are held out: errors are told of the first alone.

A gold commitment is found where one of the ledger's has a maker code in common with it and was told in the same
report by
words that overlap; each counts once. ``states``: the share of gold states that are right, of commitments that were
found
and of all. ``links``: one of the ledger's is right where its commitment was matched, its report and relation are gold's
and the sentences overlap; ``precision`` counts those of matched commitments, ``precision_all`` those of all.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from redshank.ledger import Ledger
from redshank.ledger.claims import contest
from redshank.ledger.commitments import follow
from redshank.ledger.commitments.promises import promises
from redshank.ledger.commitments.words import sentences
from redshank.ledger.write import Run, Writer
from redshank.predicates.follow_model import own_follow_model
from redshank.records import Analysis, Document
from redshank.scoring import matter_claims
from redshank.scoring.figures import Figures, Scored, Tally, overlap, ratio, share
from redshank.settings import Settings

DEVELOPMENT = "m16"  # the last matter for development
_TOLD = ("made", "told")


class Line(msgspec.Struct):
    """A coded report."""

    document: Document
    analysis: Analysis


@dataclass(slots=True)
class Matter:
    """One chain of reports and its key."""

    name: str
    key: dict[str, Any]
    coded: list[Line]

    def text(self, report: str) -> str:
        """The text of one of its reports."""
        return next(line.document.text for line in self.coded if line.document.id == report)

    def span(self, report: str, words: str) -> tuple[int, int]:
        """Where words stand in a report."""
        start = self.text(report).index(words)
        return start, start + len(words)

    def sentences(self, report: str, start: int, end: int) -> tuple[int, int]:
        """The span of the sentences in which a span lies."""
        text = self.text(report)
        met = [s for s in _sentences(text) if overlap(*s, start, end)]
        return (min(a for a, _ in met), max(b for _, b in met)) if met else (start, end)


@dataclass(slots=True)
class Counts:
    """What is counted over some matters."""

    commitments: Tally = field(default_factory=Tally)
    links: Tally = field(default_factory=Tally)
    links_all: int = 0
    states: Counter[str] = field(default_factory=Counter)
    relations: dict[str, Tally] = field(default_factory=dict)
    confused: Counter[str] = field(default_factory=Counter)
    due: int = 0

    def figures(self) -> Figures:
        """All of it as shares, with the counts under them."""
        right = self.states["right"]
        return {
            "commitments": self.commitments.figures(),
            "due_right": share(self.due, self.commitments.right),
            "states": {
                "right_of_found": share(right, self.states["found"]), "right_of_all": share(right, self.states["all"]),
                "found": self.states["found"], "all": self.states["all"],
            },
            "links": {**self.links.figures(), "precision_all": round(ratio(self.links.right, self.links_all), 4)},
            "relations": {name: tally.figures() for name, tally in sorted(self.relations.items())},
            "confused": dict(self.confused.most_common(12)),
        }  # fmt: skip


def score(gold: Path, settings: Settings) -> Scored:
    """Figures for matters of development and for held-out ones; errors of the former."""
    counts = {"development": Counts(), "held_out": Counts()}
    contested = {name: matter_claims.Counts() for name in counts}
    errors: list[str] = []
    for matter in matters(gold, settings):
        half = "development" if matter.name <= DEVELOPMENT else "held_out"
        with ledger_of(matter) as ledger:
            found = _compare(ledger, matter, counts[half])
            found += matter_claims.compare(ledger, matter, contested[half])
        errors += found if half == "development" else []
    figures = {name: count.figures() for name, count in counts.items()}
    for name, more in contested.items():
        figures[name]["claims"] = more.figures()
    return figures, errors


def matters(gold: Path, settings: Settings) -> Iterator[Matter]:
    """The matters of a folder, coded."""
    known: dict[str, Line] = {}
    if (gold / "coded.jsonl").exists():
        lines = (gold / "coded.jsonl").read_bytes().splitlines()
        known = {line.document.id: line for line in (msgspec.json.decode(raw, type=Line) for raw in lines)}
    for path in sorted(gold.glob("*.key.json")):
        name = path.name.removesuffix(".key.json")
        rows = [json.loads(raw) for raw in (gold / f"{name}.reports.jsonl").read_text(encoding="utf8").splitlines()]
        coded = [known[row["id"]] for row in rows] if known else _code(rows, settings)
        yield Matter(name, json.loads(path.read_text(encoding="utf8")), coded)


def _code(rows: Sequence[dict[str, Any]], settings: Settings) -> list[Line]:
    from redshank.pipeline import load
    from redshank.reading.rows import document_from_row

    documents = [document_from_row(row, settings) for row in rows]
    return [Line(d, a) for d, a in zip(documents, load(settings).analyse(iter(documents)), strict=True)]


@contextmanager
def ledger_of(matter: Matter) -> Iterator[Ledger]:
    """A ledger of one matter's reports, merged and followed."""
    from redshank.ledger.merging import merge_pending

    with TemporaryDirectory() as folder, Ledger(Path(folder) / f"{matter.name}.duckdb") as ledger:
        Writer(ledger, Run(coder="score")).add([(line.document, line.analysis) for line in matter.coded])
        with ledger.transaction() as connection:
            merge_pending(connection)
            follow(connection, own_follow_model)
            contest(connection)
        yield ledger


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for paragraph in text.split("\n\n"):
        yield from sentences(text, start, start + len(paragraph))
        start += len(paragraph) + 2


# -- comparing
# ----------------------------------------------------------------------------------------------------------


def _compare(ledger: Ledger, matter: Matter, counts: Counts) -> list[str]:
    """Count one matter; its errors in words."""
    links, held = links_of(ledger)
    pairs = matched(matter, held, links)
    counts.commitments.gold += len(matter.key["commitments"])
    counts.commitments.predicted += len(held)
    counts.commitments.right += len(pairs)
    errors = [
        f"{matter.name} extra {row['kind']} {row['maker_codes']}: {row['words']!r}"
        for number, row in held.items()
        if number not in pairs.values()
    ]
    counts.links_all += sum(row["relation"] not in _TOLD for row in links)
    for gold in matter.key["commitments"]:
        number = pairs.get(gold["id"])
        mine = [row for row in links if row["commitment"] == number and row["relation"] not in _TOLD]
        errors += _compare_links(matter, gold, mine, counts)
        if number is None:
            errors.append(f"{matter.name} {gold['id']} not found: {gold['maker']} {gold['made']['words']!r}")
        else:
            counts.due += _days(gold["due"]) == (held[number]["due_start"], held[number]["due_end"])
        errors += _compare_states(ledger, matter, gold, number, counts)
    return errors


def links_of(ledger: Ledger) -> tuple[list[dict[str, Any]], dict[int, dict[str, Any]]]:
    """All links of a ledger, and its commitments by number."""
    query = (
        "SELECT l.*, d.id AS document FROM commitment_links l JOIN documents d USING (doc)"
        ' ORDER BY l.commitment, l.published, l."start"'
    )
    rows: list[dict[str, Any]] = ledger.connection.sql(query).to_arrow_table().to_pylist()
    held = ledger.connection.sql("SELECT * FROM commitments").to_arrow_table().to_pylist()
    return rows, {row["commitment"]: row for row in held}


def _days(due: dict[str, str] | None) -> tuple[date | None, date | None]:
    return (date.fromisoformat(due["start"]), date.fromisoformat(due["end"])) if due else (None, None)


def matched(matter: Matter, held: dict[int, dict[str, Any]], links: Sequence[dict[str, Any]]) -> dict[str, int]:
    """The ledger's commitment for each of gold's that was found: the one whose words overlap most."""
    offers: list[tuple[int, str, int]] = []
    for gold in matter.key["commitments"]:
        span = matter.span(gold["made"]["report"], gold["made"]["words"])
        for row in links:
            one = row["relation"] in _TOLD and row["document"] == gold["made"]["report"]
            common = overlap(*span, row["start"], row["end"])
            if one and common and set(held[row["commitment"]]["maker_codes"]) & set(gold["maker"]):
                offers.append((common, gold["id"], row["commitment"]))
    pairs: dict[str, int] = {}
    for _, name, number in sorted(offers, key=lambda o: (-o[0], o[1], o[2])):
        if name not in pairs and number not in pairs.values():
            pairs[name] = number
    return pairs


def _compare_links(matter: Matter, gold: dict[str, Any], mine: Sequence[dict[str, Any]], counts: Counts) -> list[str]:
    left = list(mine)
    errors = []
    for link in gold["links"]:
        tally = counts.relations.setdefault(link["relation"], Tally())
        tally.gold += 1
        counts.links.gold += 1
        span = matter.sentences(link["report"], *matter.span(link["report"], link["words"]))
        hit = next((r for r in left if r["relation"] == link["relation"] and _meets(r, link["report"], span)), None)
        if hit is not None:
            left.remove(hit)
            tally.right += 1
            counts.links.right += 1
        else:
            errors.append(f"{matter.name} {gold['id']} missed {link['relation']} {link['report']}: {link['words']!r}")
    for row in mine:
        counts.relations.setdefault(row["relation"], Tally()).predicted += 1
        counts.links.predicted += 1
    errors += [
        f"{matter.name} {gold['id']} wrong {r['relation']} {r['document']}: {r['words']!r} ({r['why']})" for r in left
    ]
    return errors


def _meets(row: dict[str, Any], report: str, span: tuple[int, int]) -> bool:
    return row["document"] == report and overlap(row["start"], row["end"], *span) > 0


def _compare_states(
    ledger: Ledger, matter: Matter, gold: dict[str, Any], number: int | None, counts: Counts
) -> list[str]:
    errors = []
    for day, state in gold["states"].items():
        counts.states["all"] += 1
        if number is None:
            counts.confused[f"{state} > not found"] += 1
            continue
        counts.states["found"] += 1
        stood = promises(ledger.connection, as_of=date.fromisoformat(day), only=number).to_pylist()[0]
        if stood["state"] == state:
            counts.states["right"] += 1
        else:
            counts.confused[f"{state} > {stood['state']}"] += 1
            errors.append(f"{matter.name} {gold['id']} {day}: {state}, not {stood['state']} ({stood['reason']})")
    return errors
