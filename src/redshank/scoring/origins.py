"""Whose reporting a report carries, against a folder of ``reports.jsonl`` and ``origins.tsv`` (see ``gold/wires``)."""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from redshank.errors import CallError
from redshank.ledger import Ledger
from redshank.ledger.newsrooms import squash
from redshank.ledger.origins import trace_origins
from redshank.ledger.write import Run, Writer
from redshank.reading.rows import document_from_row
from redshank.records import Analysis, Document
from redshank.scoring.figures import Scored, share
from redshank.settings import Settings

Origins = Mapping[str, frozenset[str]]


def score(gold: Path, settings: Settings) -> Scored:
    """The share of reports whose origins are right, by what they share with the others of their story, and by name.

    A report is right if those of its story that have an origin in common with it are the same as in gold; one that
    belongs to no story, if it has no origin in common with what gold says it has none with, among all of these.

    Raises:
        CallError: a file of the gold is not there.
        DocumentError: a report cannot be read.
    """
    documents = [document_from_row(json.loads(row), settings) for row in _text(gold / "reports.jsonl").splitlines()]
    rows = list(csv.DictReader(_text(gold / "origins.tsv").splitlines(), delimiter="\t"))
    wanted = {r["id"]: frozenset(squash(o) for o in r["origin"].split("+")) for r in rows}
    got, why = traced(documents)
    stories: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        stories[row["story"]].append(row["id"])
    tally: Counter[str] = Counter()
    relations: dict[str, Counter[str]] = defaultdict(Counter)
    errors = []
    for row in rows:
        name, story = row["id"], stories[row["story"]]
        right = _sharing(name, story, got) == _sharing(name, story, wanted)
        named = got[name] == wanted[name]
        tally.update(right=right, named=named)
        relations[row["relation"]].update(right=right, all=1)
        if not (right and named):
            kind = "named otherwise" if right else "wrong"
            errors.append(
                f"{name} {row['relation']} {kind}: want {'+'.join(sorted(wanted[name]))},"
                f" got {'+'.join(sorted(got[name]))} ({'; '.join(why[name])})"
            )
    return {
        "reports": len(rows),
        "stories": len(stories.keys() - {"-"}),
        "right": share(tally["right"], len(rows)),
        "same_name": share(tally["named"], len(rows)),
        "right_by_relation": {r: share(c["right"], c["all"]) for r, c in sorted(relations.items())},
    }, sorted(errors, key=lambda e: "named otherwise" in e)


def traced(documents: list[Document]) -> tuple[Origins, Mapping[str, list[str]]]:
    """The origins of documents, traced in a ledger of their own, and why each."""
    origins: dict[str, set[str]] = {d.id: set() for d in documents}
    why: dict[str, list[str]] = {d.id: [] for d in documents}
    with TemporaryDirectory() as folder, Ledger(Path(folder) / "origins.duckdb") as ledger:
        Writer(ledger, Run(coder="none")).add([(d, Analysis(id=d.id, paragraphs=d.paragraphs)) for d in documents])
        with ledger.transaction() as connection:
            trace_origins(connection)
        for name, origin, words in ledger.rows("SELECT d.id, origin, why FROM origins JOIN documents d USING (doc)"):
            origins[name].add(squash(origin))
            why[name].append(words)
    return {name: frozenset(o) for name, o in origins.items()}, why


def _sharing(name: str, story: list[str], origins: Origins) -> set[str]:
    return {other for other in story if origins[name] & origins[other]}


def _text(path: Path) -> str:
    if not path.is_file():
        raise CallError("no such gold file", where=str(path))
    return path.read_text(encoding="utf8")
