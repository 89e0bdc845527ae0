"""What was decided about merging, found again among the reports that are there now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from redshank.ledger.placing import Bonds

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Name = tuple[str, int, int, str]

# Reports by what survives a new coding: key of the document, span of the sentence, category ('ASSAULT'; the second of
# one category in one sentence is 'ASSAULT/2').
_NAMED = """
WITH each AS (
    SELECT r.report, d.key, r.sentence_start, r.sentence_end, r.event,
        row_number() OVER (PARTITION BY r.doc, r.sentence_start, r.sentence_end, r.event ORDER BY r.report) AS nth
    FROM reports r JOIN documents d USING (doc) WHERE d.superseded_by IS NULL AND {where}
)
SELECT report, key, sentence_start, sentence_end, event || CASE WHEN nth > 1 THEN '/' || nth ELSE '' END AS name
FROM each
"""

_DECISIONS = """
SELECT decision, kind, a_key, a_start, a_end, a_event, b_key, b_start, b_end, b_event, reason, author, made
FROM decisions ORDER BY decision, rowid
"""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a person.

    Attributes:
        kind: 'merge' or 'split'.
        pairs: the reports that it puts together or takes apart; None for one that is not there now.
    """

    decision: int
    kind: str
    reason: str | None
    author: str | None
    made: datetime
    pairs: tuple[tuple[int | None, int | None], ...]

    @property
    def idle(self) -> bool:
        """Whether there is nothing now that it could be about."""
        return not self.whole()

    def whole(self) -> list[tuple[int, int]]:
        """The pairs of which both are there."""
        return [(a, b) for a, b in self.pairs if a is not None and b is not None]

    def words(self) -> str:
        """What a row of ``members`` says of it."""
        verb = {"merge": "put together", "split": "taken out"}[self.kind]
        return f"{verb} by {self.author or 'somebody'} (decision {self.decision}): {self.reason or 'no reason given'}"


def names_of(connection: DuckDBPyConnection, reports: Iterable[int]) -> dict[int, Name]:
    """Names that survive a new coding, of current reports."""
    import pyarrow as pa

    wanted = sorted(set(reports))
    connection.register("named_reports", pa.table({"report": pa.array(wanted, pa.int64())}))
    where = "r.doc IN (SELECT doc FROM reports WHERE report IN (SELECT report FROM named_reports))"
    found = connection.execute(_NAMED.format(where=where)).fetchall()
    connection.unregister("named_reports")
    return {report: (key, start, end, name) for report, key, start, end, name in found if report in set(wanted)}


def decisions_in(connection: DuckDBPyConnection) -> list[Decision]:
    """All decisions in the order in which they were made."""
    rows = connection.execute(_DECISIONS).fetchall()
    if not rows:
        return []
    where = "d.key IN (SELECT a_key FROM decisions UNION ALL SELECT b_key FROM decisions)"
    found = connection.execute(_NAMED.format(where=where)).fetchall()
    report = {(key, start, end, name): number for number, key, start, end, name in found}
    decided = []
    for _, group in groupby(rows, key=lambda row: row[0]):
        own = list(group)
        pairs = tuple((report.get(row[2:6]), report.get(row[6:10])) for row in own)
        number, kind, reason, author, made = own[0][0], own[0][1], *own[0][10:13]
        decided.append(Decision(number, kind, reason, author, made, pairs))
    return decided


def bonds_of(connection: DuckDBPyConnection) -> Bonds:
    """What holds now: of decisions that contradict each other the later."""
    web = _Web()
    for decision in decisions_in(connection):
        if decision.kind == "merge":
            web.merge(decision)
        else:
            web.split(decision)
    return web.bonds()


def overruled(decisions: Iterable[Decision]) -> set[int]:
    """Decisions of which a later one left nothing."""
    web = _Web()
    made = list(decisions)
    for decision in made:
        if decision.kind == "merge":
            web.merge(decision)
        else:
            web.split(decision)
    return {d.decision for d in made if not d.idle} - web.alive()


@dataclass(slots=True)
class _Web:
    """Reports tied together and held apart, with the decision that did it."""

    ties: dict[frozenset[int], Decision] = field(default_factory=dict)
    bars: dict[frozenset[int], tuple[int, Decision]] = field(default_factory=dict)  # with the report taken out

    def merge(self, decision: Decision) -> None:
        for a, b in decision.whole():
            here, there = self.group(a), self.group(b)
            self.bars = {pair: bar for pair, bar in self.bars.items() if not (pair & here and pair & there)}
            self.ties[frozenset((a, b))] = decision

    def split(self, decision: Decision) -> None:
        for a, b in decision.whole():
            for tie in [t for t in self.ties if a in t]:
                (other,) = tie - {a}
                if b in self.group(other, without=a):
                    del self.ties[tie]
            self.bars[frozenset((a, b))] = (a, decision)

    def group(self, report: int, without: int | None = None) -> frozenset[int]:
        """All that is tied to a report, directly or through others."""
        found, ahead = {report}, [report]
        while ahead:
            one = ahead.pop()
            new = {other for tie in self.ties if one in tie for other in tie} - found - {without}
            found |= new
            ahead += sorted(n for n in new if n is not None)
        return frozenset(found)

    def alive(self) -> set[int]:
        return {d.decision for d in (*self.ties.values(), *(d for _, d in self.bars.values()))}

    def bonds(self) -> Bonds:
        bonds = Bonds()
        apart: defaultdict[int, set[int]] = defaultdict(set)
        for report in {r for tie in self.ties for r in tie}:
            bonds.group[report] = self.group(report)
        for bar, (taken, decision) in self.bars.items():
            bonds.taken[taken] = decision.words()
            one, other = sorted(bar)
            for member in bonds.group.get(one, frozenset((one,))):
                apart[member].add(other)
            for member in bonds.group.get(other, frozenset((other,))):
                apart[member].add(one)
        bonds.apart = {report: frozenset(others) for report, others in apart.items()}
        for tie, decision in self.ties.items():
            bonds.why |= dict.fromkeys(tie, decision.words())
        return bonds
