"""Each report into the event that most speaks for, or into one of its own; what a person decided comes first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from redshank.ledger.sets import Floats, Ints
from redshank.ledger.weights import points

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# No single report makes or breaks an event: sums are cut to this before they are averaged.
_LEAST, _MOST = -6.0, 10.0


@dataclass(slots=True)
class Bonds:
    """What was decided about reports that are there: who belongs together, and who does not.

    Attributes:
        group: of each report about which something was decided, all that belong to it, itself among them.
        apart: of each such report, those that none of its group may share an event with.
        why: of each report that was put with another, the words of the decision.
        taken: of each report that was taken out of an event, the words of the decision.
    """

    group: dict[int, frozenset[int]] = field(default_factory=dict)
    apart: dict[int, frozenset[int]] = field(default_factory=dict)
    why: dict[int, str] = field(default_factory=dict)
    taken: dict[int, str] = field(default_factory=dict)

    def reports(self) -> list[int]:
        """All reports about which something was decided."""
        return sorted(set(self.group) | {other for others in self.apart.values() for other in others})


@dataclass(slots=True)
class Placed:
    """One row of ``members``. ``pair``: the number of the pair of reports that it rests on."""

    report: int
    event: int
    how: str
    with_report: int | None = None
    score: float | None = None
    pair: int | None = None


@dataclass(slots=True)
class Placing:
    """Puts reports into events, one after the other.

    Attributes:
        event: of each report that counts here.
        united: events that became one: the number that went, and the one that stands for it.
    """

    bonds: Bonds
    event: dict[int, int]
    united: dict[int, int] = field(default_factory=dict)

    def place(self, order: Ints, new: Ints, old: Ints, total: Floats) -> list[Placed]:
        """A row for each report of ``order``; ``new``, ``old``, ``total``: its pairs, sorted by ``new``."""
        numbers, first, count = np.unique(new, return_index=True, return_counts=True)
        spans = {n: range(at, at + c) for n, at, c in np.stack([numbers, first, count], axis=1).tolist()}
        partners, sums = old.tolist(), np.clip(total, _LEAST, _MOST).tolist()
        rows = []
        for report in order.tolist():
            row = self._forced(report) or self._likely(report, spans.get(report, range(0)), partners, sums)
            self.event[report] = row.event
            rows.append(row)
        return rows

    def _forced(self, report: int) -> Placed | None:
        """Beside those that a person put it with; their events become one."""
        there = sorted(other for other in self.bonds.group.get(report, ()) if other != report and other in self.event)
        if not there:
            return None
        events = sorted({self.event[other] for other in there})
        for other in events[1:]:
            self._unite(other, events[0])
        return Placed(report, events[0], "forced", there[0])

    def _unite(self, gone: int, stays: int) -> None:
        for report, event in self.event.items():
            if event == gone:
                self.event[report] = stays
        self.united = {old: stays if new == gone else new for old, new in self.united.items()} | {gone: stays}

    def _likely(self, report: int, among: range, partners: list[int], sums: list[float]) -> Placed:
        weights = points()
        barred = {self.event[other] for other in self.bonds.apart.get(report, ()) if other in self.event}
        pairs: defaultdict[int, list[int]] = defaultdict(list)
        for pair in among:
            pairs[self.event[partners[pair]]].append(pair)
        best: Placed | None = None
        for event, found in pairs.items():
            if event in barred:
                continue
            strongest = max(found, key=lambda pair: (sums[pair], -partners[pair]))
            mean = sum(sums[pair] for pair in found) / len(found)
            score = (1 - weights["whole"]) * sums[strongest] + weights["whole"] * mean
            if score >= weights["joins"] and (best is None or score > (best.score or 0)):
                best = Placed(report, event, "merged", partners[strongest], score, strongest)
        return best or Placed(report, report, "split" if report in self.bonds.taken else "first")


def events_of(connection: DuckDBPyConnection, reports: Any) -> dict[int, int]:
    """The event of each report that has one."""
    import pyarrow as pa

    connection.register("merge_asked", pa.table({"report": np.asarray(reports, np.int64)}))
    found = connection.execute(
        "SELECT report, event FROM members WHERE report IN (SELECT report FROM merge_asked)"
    ).fetchall()
    connection.unregister("merge_asked")
    return dict(found)
