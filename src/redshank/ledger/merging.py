"""Reports become events here: each joins the event that it most likely tells, or founds one.

What waits is taken in order of publication. ``blocking`` finds with whom a report may be held together, ``likeness``
weighs each such pair, ``placing`` chooses the event, ``decide`` says what people decided about it, ``events`` works
out the events that changed. Every row of ``members`` says why it is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from redshank.ledger import blocking
from redshank.ledger.bonds import bonds_of
from redshank.ledger.events import rebuild_events
from redshank.ledger.facts import Facts, Rarity, facts_of, rarity_in
from redshank.ledger.likeness import crowd, explain, weigh
from redshank.ledger.placing import Bonds, Placed, Placing, events_of
from redshank.ledger.sets import CHUNK, Floats, Ints
from redshank.ledger.store import Ledger
from redshank.ledger.weights import points
from redshank.ledger.write import arrow

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def merge_pending(connection: DuckDBPyConnection) -> int:
    """Put every current report that has no event yet into one; how many there were.

    Runs inside the caller's transaction.
    """
    waiting = blocking.prepare(connection)
    if not waiting:
        return 0
    rarity, bonds = rarity_in(connection), bonds_of(connection)
    touched: set[int] = set()
    for begin in range(1, waiting + 1, blocking.BATCH):
        touched |= _merge_batch(connection, begin, waiting, rarity, bonds)
    rebuild_events(connection, sorted(touched))
    blocking.clear(connection)
    return waiting


def remerge(ledger: Ledger) -> int:
    """Take all events apart and merge everything anew, decisions obeyed; how many reports were merged."""
    with ledger.transaction() as connection:
        connection.execute("DELETE FROM members")
        connection.execute("DELETE FROM events")
        return merge_pending(connection)


def reopen(connection: DuckDBPyConnection, events: Sequence[int]) -> None:
    """Take some events apart; their reports wait to be merged again."""
    connection.execute("DELETE FROM members WHERE event IN (SELECT unnest(?))", [list(events)])
    connection.execute("DELETE FROM events WHERE event IN (SELECT unnest(?))", [list(events)])


def _merge_batch(connection: DuckDBPyConnection, begin: int, waiting: int, rarity: Rarity, bonds: Bonds) -> set[int]:
    """Merge the reports from a turn on; the events that have new reports."""
    order = blocking.batch(connection, begin)
    new, old, met = blocking.pairs(connection, waiting)
    reports = np.unique(np.concatenate([order, new, old]))
    facts = facts_of(connection, reports, rarity)
    left, right = np.searchsorted(reports, new), np.searchsorted(reports, old)
    several = crowd(facts, left, right)
    total = _weighed(facts, left, right, several)
    placing = Placing(bonds, events_of(connection, np.concatenate([np.unique(old), bonds.reports()])))
    rows = placing.place(order, new, old, total)
    pairs = np.array([row.pair for row in rows if row.pair is not None], np.int64)
    told = explain(facts, left[pairs], right[pairs], several[pairs])
    beyond = {int(report): int(count) for report, count in zip(new, met, strict=True) if count > blocking.OF_REPORT}
    _write(connection, rows, _reasons(rows, told, total, bonds, beyond))
    _rename(connection, placing.united, bonds)
    return {placing.united.get(row.event, row.event) for row in rows}


def _weighed(facts: Facts, left: Ints, right: Ints, several: Ints) -> Floats:
    """``weigh``, a chunk of pairs at a time."""
    parts = [
        weigh(facts, left[at : at + CHUNK], right[at : at + CHUNK], several[at : at + CHUNK])
        for at in range(0, len(left), CHUNK)
    ]
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def _reasons(
    rows: Sequence[Placed], told: Sequence[str], total: Floats, bonds: Bonds, beyond: dict[int, int]
) -> list[str]:
    """The words of each row's ``why``."""
    evidence = iter(told)
    reasons = []
    for row in rows:
        if row.how == "merged" and row.pair is not None:
            sums = f"sum {total[row.pair]:.1f}, over the event {row.score:.1f}, joins from {points()['joins']:g}"
            why = f"{next(evidence)}; {sums}"
        elif row.how == "first":
            why = "first of its event"
        elif row.how == "split":
            why = bonds.taken[row.report]
        else:
            why = bonds.why[row.report]
        if row.report in beyond:
            why += f"; held against the nearest {blocking.OF_REPORT} of {beyond[row.report]}"
        reasons.append(why)
    return reasons


def _write(connection: DuckDBPyConnection, rows: Sequence[Placed], reasons: Sequence[str]) -> None:
    table: list[tuple[Any, ...]] = [
        (row.report, row.event, row.with_report, row.score, why, row.how)
        for row, why in zip(rows, reasons, strict=True)
    ]
    connection.register("placed", arrow(connection, "members", table))
    connection.execute("INSERT INTO members SELECT * FROM placed")
    connection.unregister("placed")


def _rename(connection: DuckDBPyConnection, united: dict[int, int], bonds: Bonds) -> None:
    """Events that a decision made one get one number."""
    for gone, stays in united.items():
        why = bonds.why.get(gone, f"with event {stays}, as decided of another of its reports")
        connection.execute(
            "UPDATE members SET how = 'forced', with_report = ?, why = ? WHERE report = ?", [stays, why, gone]
        )
        connection.execute("UPDATE members SET event = ? WHERE event = ?", [stays, gone])
        connection.execute("DELETE FROM events WHERE event = ?", [gone])
