"""What a person decides about merging: taking a report out of an event, putting two together, taking that back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from redshank.errors import LedgerError
from redshank.ledger.bonds import Decision, bonds_of, decisions_in, names_of
from redshank.ledger.events import rebuild_events
from redshank.ledger.merging import merge_pending, reopen
from redshank.ledger.store import Ledger

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def split(ledger: Ledger, report: str, reason: str | None = None, author: str | None = None) -> int:
    """Take a report out of its event into one of its own, and keep it from those it was with; the decision's number.

    Args:
        ledger: open for writing.
        report: its id.
        reason: kept with the decision.
        author: who decides; kept with the decision.

    Raises:
        LedgerError: no such report, or nothing to take it out of.
    """
    with ledger.transaction() as connection:
        number, event = _found(ledger, connection, report)
        others = _members(connection, event, without=number)
        if not others:
            raise LedgerError(f"{report!r} is the only report of its event", where=str(ledger.path))
        decision = _record(connection, "split", [(number, other) for other in others], reason, author)
        _take_out(connection, number, event, others[0], _words(connection, decision))
        rebuild_events(connection, sorted({number, event, others[0]}))
    return decision


def merge(ledger: Ledger, a: str, b: str, reason: str | None = None, author: str | None = None) -> int:
    """Put two events together, each named by its id or by that of one of its reports; the decision's number.

    Raises:
        LedgerError: no such event or report, or both are one event already.
    """
    with ledger.transaction() as connection:
        (one, event), (other, second) = _found(ledger, connection, a), _found(ledger, connection, b)
        if event == second:
            raise LedgerError(f"{a!r} and {b!r} are one event already", where=str(ledger.path))
        pairs = [(one, other), *_held_apart(connection, event, second)]
        decision = _record(connection, "merge", list(dict.fromkeys(pairs)), reason, author)
        stays, gone = sorted((event, second))
        _first(connection, gone, one if stays == event else other, _words(connection, decision))
        connection.execute("UPDATE members SET event = ? WHERE event = ?", [stays, gone])
        rebuild_events(connection, [stays, gone])
    return decision


def undo(ledger: Ledger, decision: int) -> None:
    """Take a decision back: what it was about is merged again as if it had never been made.

    Raises:
        LedgerError: no such decision.
    """
    with ledger.transaction() as connection:
        made = [d for d in decisions_in(connection) if d.decision == decision]
        if not made:
            raise LedgerError(f"no decision {decision}", where=str(ledger.path))
        connection.execute("DELETE FROM decisions WHERE decision = ?", [decision])
        reports = [r for pair in made[0].pairs for r in pair if r is not None]
        touched = connection.execute(
            "SELECT DISTINCT event FROM members WHERE report IN (SELECT unnest(?))", [reports]
        ).fetchall()
        reopen(connection, [event for (event,) in touched])
        merge_pending(connection)


def decisions(ledger: Ledger) -> list[Decision]:
    """All decisions, in the order in which they were made; ``idle`` says of each whether its reports are gone."""
    return decisions_in(ledger.connection)


def _found(ledger: Ledger, connection: DuckDBPyConnection, name: str) -> tuple[int, int]:
    """Report and event of the id of a report; an event's id is that of its first report."""
    found = connection.execute(
        "SELECT m.report, m.event FROM members m JOIN reports r USING (report) WHERE r.id = ?"
        " ORDER BY m.report DESC LIMIT 1",
        [name],
    ).fetchall()
    if not found:
        raise LedgerError(f"no event and no report {name!r}", where=str(ledger.path))
    return int(found[0][0]), int(found[0][1])


def _members(connection: DuckDBPyConnection, event: int, without: int | None = None) -> list[int]:
    """An event's reports, first told first."""
    found = connection.execute(
        "SELECT m.report FROM members m JOIN reports r USING (report) JOIN documents d USING (doc)"
        " WHERE m.event = ? ORDER BY d.published, m.report",
        [event],
    ).fetchall()
    return [report for (report,) in found if report != without]


def _held_apart(connection: DuckDBPyConnection, event: int, second: int) -> list[tuple[int, int]]:
    """Pairs of the two events' reports that an earlier decision keeps apart: the new decision is about them too."""
    apart = bonds_of(connection).apart
    there = set(_members(connection, second))
    return [(r, other) for r in _members(connection, event) for other in sorted(apart.get(r, frozenset()) & there)]


def _record(
    connection: DuckDBPyConnection, kind: str, pairs: Sequence[tuple[int, int]], reason: str | None, author: str | None
) -> int:
    names = names_of(connection, [report for pair in pairs for report in pair])
    ((number,),) = connection.execute("SELECT coalesce(max(decision), 0) + 1 FROM decisions").fetchall()
    made = datetime.now(UTC).replace(tzinfo=None)
    connection.executemany(
        "INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [[number, kind, *names[a], *names[b], reason, author, made] for a, b in pairs],
    )
    return int(number)


def _words(connection: DuckDBPyConnection, decision: int) -> str:
    return next(d.words() for d in decisions_in(connection) if d.decision == decision)


def _take_out(connection: DuckDBPyConnection, report: int, event: int, heir: int, why: str) -> None:
    """Make a report an event. Where it was the event's first, the others' event gets the number of their first."""
    if report == event:
        _first(connection, heir, None, f"first of its event since {report} was {why}")
        connection.execute("UPDATE members SET event = ? WHERE event = ? AND report <> ?", [heir, event, report])
    connection.execute(
        "UPDATE members SET event = ?, with_report = NULL, score = NULL, why = ?, how = 'split' WHERE report = ?",
        [report, why, report],
    )


def _first(connection: DuckDBPyConnection, report: int, with_report: int | None, why: str) -> None:
    """Change the row of a report that becomes an event's first, or ceases to be one."""
    how = "first" if with_report is None else "forced"
    connection.execute(
        "UPDATE members SET with_report = ?, score = NULL, why = ?, how = ? WHERE report = ?",
        [with_report, why, how, report],
    )
