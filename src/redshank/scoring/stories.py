"""Merging on labelled stories: what the ledger puts together lies in one story, and a story's main event is one.

The gold is a file of rows as ``redshank inspect --jsonl`` reads them, with ``cluster`` (the story; none: not labelled),
or a folder with ``news.jsonl``, such a file, and ``coded.jsonl``, one ``{"document": …, "analysis": …}`` a line: then
nothing is coded. All articles are added to one ledger, labelled or not, and merged.

``together``: pairs of reports of two articles that share an event, and of those whose articles are both labelled the
share that lie in one story. ``main_event``: a story's is the category, actor codes, recipient codes and day that most
of its articles report, three at least and a third of the story's; a report is of a day where its own days reach to
within a day of it. The share is that of these articles that the largest event holds, stories weighted by articles.
``main_event_any_day`` leaves the day away; a story that tells of several acts of one kind then counts against merging.
Half of the stories (every other by name) are for development, the rest are held out: errors are told of the first only.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from redshank.errors import DocumentError
from redshank.ledger import Ledger
from redshank.ledger.merging import merge_pending
from redshank.ledger.write import Run, Writer
from redshank.records import Analysis, Document
from redshank.scoring.figures import Figures, Scored, share
from redshank.settings import Settings

_CHUNK = 64  # documents added at once
_LEAST = 3  # articles that make a main event
_SLACK = timedelta(days=1)
_LONGEST = timedelta(days=400)  # of a report's days, counted from their end

_TOLD = """
SELECT m.event, d.id, r.id, r.event, r.actor_codes, r.recipient_codes, coalesce(r.date, r.enddate),
    coalesce(r.enddate, r.date), m.why
FROM members m JOIN reports r USING (report) JOIN documents d USING (doc) ORDER BY m.event, r.report
"""


class Line(msgspec.Struct):
    """A coded article."""

    document: Document
    analysis: Analysis


@dataclass(frozen=True, slots=True)
class Told:
    """One report as it was merged."""

    event: int
    article: str
    report: str
    act: tuple[str, tuple[str, ...], tuple[str, ...]]
    first: date | None
    last: date | None
    why: str

    def days(self) -> Iterator[date]:
        """The days that it may be of."""
        if self.first is None or self.last is None:
            return
        day = max(self.first, self.last - _LONGEST) - _SLACK
        while day <= self.last + _SLACK:
            yield day
            day += timedelta(days=1)


@dataclass(slots=True)
class Counts:
    """What is counted over some stories."""

    pairs: int = 0
    judged: int = 0
    one_story: int = 0
    main: dict[str, list[int]] = field(
        default_factory=lambda: {"main_event": [0, 0, 0], "main_event_any_day": [0, 0, 0]}
    )

    def figures(self) -> Figures:
        """The shares that the scorer prints."""
        shares: Figures = {
            "together": {
                "pairs": self.pairs,
                "both_labelled": self.judged,
                "in_one_story": share(self.one_story, self.judged),
            }
        }
        for name, (stories, articles, held) in self.main.items():
            shares[name] = {"stories": stories, "articles": articles, "in_one_event": share(held, articles)}
        return shares


def score(gold: Path, settings: Settings) -> Scored:
    """Figures over all stories, over those for development and over those held out; errors of the former.

    Raises:
        DocumentError: an article cannot be read.
    """
    rows = gold / "news.jsonl" if gold.is_dir() else gold
    articles = [json.loads(line) for line in rows.read_text(encoding="utf8").splitlines()]
    story = {row["id"]: row.get("cluster") for row in articles}
    coded = _cached(gold / "coded.jsonl") if gold.is_dir() else _coded(articles, settings)
    told = merged(coded)
    figures: Figures = {
        "articles": len(articles),
        "stories": len({s for s in story.values() if s}),
        "reports": len(told),
        "events": len({t.event for t in told}),
    }
    names = sorted({s for s in story.values() if s}, key=lambda s: (s.lower(), s))
    errors: list[str] = []
    for half, stories in (("all", names), ("development", names[1::2]), ("held_out", names[::2])):
        counts, wrong = compare(told, story, frozenset(stories))
        figures[half] = counts.figures()
        errors = wrong if half == "development" else errors
    return figures, errors


def merged(coded: Iterable[tuple[Document, Analysis]]) -> list[Told]:
    """The reports of coded articles, merged in a ledger of their own."""
    with TemporaryDirectory() as folder, Ledger(Path(folder) / "stories.duckdb") as ledger:
        writer, waiting = Writer(ledger, Run(coder="stories")), list(coded)
        for at in range(0, len(waiting), _CHUNK):
            writer.add(waiting[at : at + _CHUNK])
        with ledger.transaction() as connection:
            merge_pending(connection)
        return [
            Told(event, article, report, (category, tuple(sorted(actors)), tuple(sorted(recipients))), first, last, why)
            for event, article, report, category, actors, recipients, first, last, why in ledger.rows(_TOLD)
        ]


def compare(told: Sequence[Told], story: dict[str, str | None], stories: frozenset[str]) -> tuple[Counts, list[str]]:
    """Count over some stories; a line for each pair of two stories, and for each main event that lies in pieces."""
    counts, wrong = Counts(), []
    events: defaultdict[int, list[Told]] = defaultdict(list)
    for report in told:
        events[report.event].append(report)
    for a, b in (pair for reports in events.values() for pair in combinations(reports, 2)):
        both = {story[a.article], story[b.article]}
        if a.article == b.article or not both & stories:
            continue
        counts.pairs += 1
        counts.judged += None not in both
        counts.one_story += len(both) == 1
        if None not in both and len(both) > 1:
            wrong.append(f"two stories | {a.report} | {b.report} | {b.why}")
    size = {s: sum(own == s for own in story.values()) for s in stories}
    for name, with_day in (("main_event", True), ("main_event_any_day", False)):
        for main, held in _main_events(told, story, size, with_day=with_day):
            tally = counts.main[name]
            tally[:] = [tally[0] + 1, tally[1] + sum(held), tally[2] + held[0]]
            if len(held) > 1:
                wrong.append(f"in pieces | {name} | {main} | articles by event: {held}")
    return counts, wrong


def _main_events(
    told: Sequence[Told], story: dict[str, str | None], size: dict[str, int], *, with_day: bool
) -> Iterator[tuple[str, list[int]]]:
    """Of each story that has a main event: its name, and how many of its articles each event holds, the most first.

    An article that tells of it in two events counts with the larger; so the numbers add up to its articles.
    """
    found: defaultdict[str, defaultdict[Any, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for report in told:
        name = story[report.article]
        if name is not None and name in size:
            for key in ((report.act, day) for day in report.days()) if with_day else ((report.act, None),):
                found[name][key].append(report)
    for name, acts in sorted(found.items()):
        key, reports = max(acts.items(), key=lambda item: (len({r.article for r in item[1]}), str(item[0])))
        articles = {r.article for r in reports}
        if len(articles) >= max(_LEAST, size[name] / 3):
            (category, actors, recipients), day = key
            act = f"{category} {'+'.join(actors) or '-'} {'+'.join(recipients) or '-'} {day or ''}"
            yield f"{name} | {act.strip()}", _by_event(reports)


def _by_event(reports: Sequence[Told]) -> list[int]:
    holds: defaultdict[int, set[str]] = defaultdict(set)
    for report in reports:
        holds[report.event].add(report.article)
    sizes, seen = [], set[str]()
    for event in sorted(holds, key=lambda e: (-len(holds[e]), e)):
        sizes.append(len(holds[event] - seen))
        seen |= holds[event]
    return [size for size in sizes if size]


def _cached(path: Path) -> Iterator[tuple[Document, Analysis]]:
    with path.open("rb") as lines:
        for line in lines:
            coded = msgspec.json.decode(line, type=Line)
            yield coded.document, coded.analysis


def _coded(rows: Iterable[dict[str, Any]], settings: Settings) -> Iterator[tuple[Document, Analysis]]:
    """Each row coded; articles that cannot be coded are left out."""
    from redshank.pipeline import load
    from redshank.reading.rows import document_from_row

    documents = [document_from_row(row, settings) for row in rows]
    for document, outcome in zip(documents, load(settings).outcomes(documents), strict=True):
        if not isinstance(outcome, DocumentError):
            yield document, outcome
