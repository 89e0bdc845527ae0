"""Corrections applied: the reports show what people said of them, and the coder's own record of them stays beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from redshank.ledger.corrections import Correction, Kind, found, held
from redshank.ledger.fields import Record, records_of, same, set_field
from redshank.ledger.merging import reopen
from redshank.ledger.write import insert

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_COPIES = (("reports", "coded_reports"), ("participants", "coded_participants"), ("evidence", "coded_evidence"))


class Standing(NamedTuple):
    """What follows from category, modes, contexts and auxiliary modes: columns of ``reports``."""

    mode: list[str]
    quad_code: int
    event_scale: float
    cameo: str | None
    goldstein: float | None


class Codebook(Protocol):
    """What a correction may say, and what follows from it; the ledger itself knows no categories."""

    def checked(self, field: str, value: Any, event: str) -> Any:
        """The value of a field in its one form.

        Raises:
            ValueError: it cannot be; in words.
        """

    def standing(self, event: str, mode: Collection[str], context: Collection[str], aux: Collection[str]) -> Standing:
        """What follows from a corrected category, mode or auxiliary mode."""


class State(NamedTuple):
    """What became of a correction: a row of ``correction_states``."""

    correction: int
    state: str
    report: int | None
    why: str


class _Said:
    """All that was said of one report, oldest first, and what of it holds."""

    def __init__(self, said: Sequence[Correction]) -> None:
        self.said = said
        last = said[-1]
        self.rejected = last if last.verdict == "reject" else None
        self.fields: dict[str, Correction] = {}
        self.over: dict[int, Correction] = {}  # by the number of a correction: the later one that holds instead
        for c in said:
            self._take(c)

    def _take(self, c: Correction) -> None:
        if c.verdict == "correct" and c.field:
            self._instead(self.fields.get(c.field), c)
            self.fields[c.field] = c
        elif c.verdict == "accept" and c.before:
            # Who accepts a report accepts it as he saw it: as corrected by others, or as the coder left it.
            for field, earlier in list(self.fields.items()):
                if field in c.before and not same(field, c.before[field], earlier.after):
                    self._instead(self.fields.pop(field), c)

    def _instead(self, earlier: Correction | None, later: Correction) -> None:
        if earlier is not None:
            self.over[earlier.number] = later

    def states(self, report: int, idle: Collection[str]) -> Iterable[State]:
        """What became of each; ``idle`` are the fields in which the coder says the same now."""
        for c in self.said:
            if c.verdict == "reject":
                held_to = c is self.rejected
                yield _state(c, "applied", report, "taken out") if held_to else _overruled(c, report, self.said[-1])
            elif c.verdict == "accept":
                yield _overruled(c, report, self.rejected) if self.rejected else _state(c, "accepted", report, "right")
            elif self.rejected or c.number in self.over:
                yield _overruled(c, report, self.rejected or self.over[c.number])
            elif c.field in idle:
                yield _state(c, "idle", report, "the coder says the same now")
            else:
                yield _state(c, "applied", report, "shown in the report")


def _state(c: Correction, state: str, report: int | None, why: str) -> State:
    return State(c.number, state, report, why)


def _overruled(c: Correction, report: int, by: Correction) -> State:
    return _state(c, "overruled", report, f"{by.author} said otherwise later (correction {by.number})")


def correct(connection: DuckDBPyConnection, codebook: Codebook) -> list[int]:
    """Bring the reports in line with all corrections of reports; the documents in which that changed some.

    Those that changed leave their events, which are opened: ``merge_pending`` merges their reports anew.

    Args:
        connection: inside a transaction.
        codebook: what follows from a corrected category.
    """
    corrections = held(connection, "report")
    before = _applied(connection)
    if not corrections and not before:
        keep_states(connection, "report", [])
        return []
    named = found(connection, corrections)
    by_report: dict[int, list[Correction]] = defaultdict(list)
    for c in corrections:
        if (report := named[c.name]) is not None:
            by_report[report].append(c)
    said = {report: _Said(listed) for report, listed in sorted(by_report.items())}
    coded = records_of(connection, list(said), coder=True)
    idle = {r: {f for f, c in s.fields.items() if same(f, coded[r].values[f], c.after)} for r, s in said.items()}
    states = [state for r, s in said.items() for state in s.states(r, idle[r])]
    states += [_state(c, "idle", None, _gone(c)) for c in corrections if named[c.name] is None]
    changed = _changed(before, states)
    _open_events(connection, changed)
    _put_back(connection, changed)
    _change(connection, {r: s for r, s in said.items() if r in changed}, idle, codebook)
    keep_states(connection, "report", states)
    rows = connection.execute(
        "SELECT DISTINCT doc FROM coder_reports WHERE report IN (SELECT unnest(?)) ORDER BY doc", [sorted(changed)]
    ).fetchall()
    return [doc for (doc,) in rows]


def _gone(c: Correction) -> str:
    return f"no report of {c.name.event} by these sides in this sentence any more"


def _applied(connection: DuckDBPyConnection) -> dict[int, set[int]]:
    """By report, the corrections that its row shows now; also reports that show some that were withdrawn."""
    rows = connection.execute(
        "SELECT c.report, s.correction FROM coded_reports c JOIN documents d USING (doc)"
        " LEFT JOIN correction_states s ON s.report = c.report AND s.state = 'applied' WHERE d.superseded_by IS NULL"
    ).fetchall()
    before: dict[int, set[int]] = defaultdict(set)
    for report, correction in rows:
        before[report].add(correction)
    return before


def _changed(before: dict[int, set[int]], states: Iterable[State]) -> set[int]:
    """Reports whose row shows other corrections than it should."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for s in states:
        if s.state == "applied" and s.report is not None:
            wanted[s.report].add(s.correction)
    return {r for r in before.keys() | wanted.keys() if before.get(r, set()) != wanted.get(r, set())}


def _open_events(connection: DuckDBPyConnection, reports: Collection[int]) -> None:
    """Take apart the events that some reports are in; their reports wait to be merged."""
    rows = connection.execute(
        "SELECT DISTINCT event FROM members WHERE report IN (SELECT unnest(?))", [sorted(reports)]
    ).fetchall()
    reopen(connection, [event for (event,) in rows])


def _put_back(connection: DuckDBPyConnection, reports: Collection[int]) -> None:
    """The coder's own rows of some reports, where they are not what stands there."""
    given = [sorted(reports)]
    for table, _ in _COPIES:
        if table != "evidence":  # that of a report that only changed is still there
            connection.execute(
                f"DELETE FROM {table} WHERE report IN (SELECT unnest(?))"  # noqa: S608 -- our own names
                " AND report IN (SELECT report FROM coded_reports)",
                given,
            )
    for table, copy in _COPIES:
        wanted = f"FROM {copy} WHERE report IN (SELECT unnest(?))"
        connection.execute(f"INSERT INTO {table} SELECT * {wanted}", given)
    for _, copy in _COPIES:
        connection.execute(f"DELETE FROM {copy} WHERE report IN (SELECT unnest(?))", given)  # noqa: S608


def _change(
    connection: DuckDBPyConnection, said: dict[int, _Said], idle: dict[int, set[str]], codebook: Codebook
) -> None:
    """Put the corrected rows in the place of the coder's, which are kept; take rejected ones out."""
    out = sorted(r for r, s in said.items() if s.rejected)
    new = sorted(r for r, s in said.items() if not s.rejected and s.fields.keys() - idle[r])
    records = records_of(connection, new, coder=True)
    for table, copy in _COPIES:
        reports = out if table == "evidence" else [*out, *new]
        which = f"FROM {table} WHERE report IN (SELECT unnest(?))"
        connection.execute(f"INSERT INTO {copy} SELECT * {which}", [reports])
        connection.execute(f"DELETE {which}", [reports])
    for report in new:
        for field, correction in sorted(said[report].fields.items()):
            if field not in idle[report]:
                set_field(connection, records[report], field, correction.after)
                records[report].row["trace"].append(_trace(field, correction))
        _follow(records[report], codebook)
    _insert(connection, [records[r] for r in new])


def _trace(field: str, c: Correction) -> str:
    reason = f": {c.reason}" if c.reason else ""
    return f"{field} corrected by {c.author} on {c.made.date()} (correction {c.number}){reason}"


def _follow(record: Record, codebook: Codebook) -> None:
    """What follows from category, modes and auxiliary modes, where they are other than the coder's."""
    row = record.row
    if all(same(f, record.values[f], row[f]) for f in ("event", "mode", "aux")):
        return
    row.update(codebook.standing(row["event"], row["mode"], row["context"], row["aux"])._asdict())


def _insert(connection: DuckDBPyConnection, records: Sequence[Record]) -> None:
    """Write corrected rows, and the entities that they name for the first time."""
    participants = [tuple(p.values()) for r in records for p in r.participants]
    entities = {e[0]: e for r in records for e in r.entities}
    for table, rows in (
        ("reports", [tuple(r.row.values()) for r in records]),
        ("participants", participants),
        ("entities", [entities[n] for n in sorted(entities)]),
    ):
        insert(connection, table, rows)


def keep_states(connection: DuckDBPyConnection, kind: Kind, states: Sequence[State]) -> None:
    """Write what became of all corrections of one kind; the states of withdrawn ones go."""
    others = "SELECT correction FROM corrections WHERE kind <> ?"
    connection.execute(f"DELETE FROM correction_states WHERE correction NOT IN ({others})", [kind])  # noqa: S608
    in_order = sorted(states, key=lambda state: state.correction)
    insert(connection, "correction_states", in_order)
