"""Verdicts on merges, origins and links carried out: what a person said is done, and done again after new runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from redshank.errors import LedgerError
from redshank.ledger import decide
from redshank.ledger.correcting import State, keep_states
from redshank.ledger.corrections import Correction, Name, found, held
from redshank.ledger.events import renew_counts
from redshank.ledger.sourcing import own_label
from redshank.ledger.store import Ledger

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# How the reason of a corrected origin or link begins and ends; the number is that of the correction.
_BEGIN, _MARK = "corrected by %", r"\(correction (\d+)\)$"


def partners(corrections: Sequence[Correction]) -> list[Correction]:
    """Verdicts on merges, each named by the other report of its pair."""
    return [
        msgspec.structs.replace(c, name=msgspec.convert(c.other["with"], Name))
        for c in corrections
        if c.other and "with" in c.other
    ]


# -- merges -----------------------------------------------------------------------------------------------------------


def decide_merges(ledger: Ledger) -> None:
    """Hand verdicts on merges on to ``decide``, each once: from then on they are obeyed there.

    Raises:
        LedgerError: the file cannot be written.
    """
    corrections = held(ledger.connection, "merge")
    before = [State(*row) for row in ledger.rows("SELECT * FROM correction_states WHERE state <> 'idle'")]
    states = {s.correction: s for s in before if s.correction in {c.number for c in corrections}}
    waiting = [c for c in corrections if c.number not in states]
    one, other = found(ledger.connection, waiting), found(ledger.connection, partners(waiting))
    for c in waiting:
        states[c.number] = _decide(ledger, c, one[c.name], other[partners([c])[0].name])
    with ledger.transaction() as connection:
        keep_states(connection, "merge", list(states.values()))


def _decide(ledger: Ledger, c: Correction, one: int | None, other: int | None) -> State:
    events = dict(ledger.rows("SELECT report, event FROM members WHERE report IN (?, ?)", [one, other]))
    if one is None or one not in events or other not in events:
        return State(c.number, "idle", one, "one of the two reports is gone")
    if c.verdict == "accept":
        return State(c.number, "accepted", one, "right")
    try:
        if events[one] == events[other]:
            decide.split(ledger, _id(ledger, one), c.reason, c.author)
        if c.verdict == "correct":
            decide.merge(ledger, _id(ledger, one), _id(ledger, _target(ledger, c)), c.reason, c.author)
    except LedgerError as error:
        return State(c.number, "idle", one, error.message)
    return State(c.number, "applied", one, "taken apart" if c.verdict == "reject" else "put with the other")


def _target(ledger: Ledger, c: Correction) -> int | None:
    name = msgspec.convert(c.after, Name)
    return found(ledger.connection, [msgspec.structs.replace(c, name=name)])[name]


def _id(ledger: Ledger, report: int | None) -> str:
    rows = ledger.rows("SELECT id FROM current_reports WHERE report = ?", [report])
    if not rows:
        raise LedgerError("the report that it belongs with is gone")
    return str(rows[0][0])


# -- origins ----------------------------------------------------------------------------------------------------------


def reopen_origins(connection: DuckDBPyConnection) -> None:
    """Drop origins that rest on corrections which were taken back: ``trace_origins`` then traces them anew."""
    connection.execute(
        "DELETE FROM origins WHERE doc IN (SELECT doc FROM origins WHERE why LIKE ? AND"
        " TRY_CAST(regexp_extract(why, ?, 1) AS INTEGER) NOT IN (SELECT correction FROM corrections))",
        [_BEGIN, _MARK],
    )


def correct_origins(connection: DuckDBPyConnection) -> None:
    """Put what people said of origins in the place of what was traced, and count origins anew where that changed some.

    Args:
        connection: inside a transaction, after ``trace_origins``.
    """
    corrections = held(connection, "origin")
    last = {(c.name.key, (c.other or {})["origin"]): c for c in corrections}
    states = []
    for c in corrections:
        by = last[c.name.key, (c.other or {})["origin"]]
        if by is c:
            states.append(_correct_origin(connection, c))
        else:
            states.append(
                State(c.number, "overruled", None, f"{by.author} said otherwise later (correction {by.number})")
            )
    keep_states(connection, "origin", states)


def _correct_origin(connection: DuckDBPyConnection, c: Correction) -> State:
    rows = connection.execute(
        "SELECT d.doc, d.id, d.source, d.url, o.origin, o.why LIKE ? AS corrected"
        " FROM current_documents d JOIN origins o USING (doc) WHERE d.key = ?",
        [f"%(correction {c.number})", c.name.key],
    ).fetchall()
    traced = (c.other or {})["origin"]
    there = [row for row in rows if row[4] == traced and not row[5]]
    if any(row[5] for row in rows):
        return State(c.number, "applied", None, "shown among the origins")
    if not there:
        return State(c.number, "idle", None, f"{traced} is none of the document's origins any more")
    if c.verdict == "accept":
        return State(c.number, "accepted", None, "right")
    doc, name, source, url = there[0][:4]
    origin = c.after if c.verdict == "correct" else own_label(source, url) or name
    reason = f": {c.reason}" if c.reason else ""
    why = f"corrected by {c.author}{reason} (correction {c.number})"
    connection.execute("DELETE FROM origins WHERE doc = ? AND origin IN (?, ?)", [doc, traced, origin])
    connection.execute("INSERT INTO origins VALUES (?, ?, ?, NULL)", [doc, origin, why])
    events = connection.execute(
        "SELECT DISTINCT m.event FROM members m JOIN reports r USING (report) WHERE r.doc = ?", [doc]
    ).fetchall()
    renew_counts(connection, [event for (event,) in events])
    return State(c.number, "applied", None, "shown among the origins")


# -- links of commitments ---------------------------------------------------------------------------------------------

RELATIONS = ("repeat", "extend", "fulfil", "part", "break", "refuse", "withdraw", "unclear")

# The links that a correction is about: by the words of the commitment, the words that were linked, and the relation.
_LINK = """
SELECT l.rowid FROM commitment_links l JOIN commitments c USING (commitment)
JOIN documents m ON m.doc = c.doc JOIN documents d ON d.doc = l.doc
WHERE m.key = ? AND c."start" = ? AND c."end" = ? AND d.key = ? AND l."start" = ? AND l."end" = ?"""


def correct_links(connection: DuckDBPyConnection) -> None:
    """Put what people said of links in the place of what was found.

    Args:
        connection: inside a transaction, after ``follow``.
    """
    corrections = held(connection, "link")
    if not corrections and not connection.execute("SELECT 1 FROM coded_links LIMIT 1").fetchall():
        keep_states(connection, "link", [])
        return
    _put_links_back(connection)
    last = {_link(c): c for c in corrections}
    states = []
    for c in corrections:
        by = last[_link(c)]
        if by is not c:
            why = f"{by.author} said otherwise later (correction {by.number})"
            states.append(State(c.number, "overruled", None, why))
        else:
            states.append(_correct_link(connection, c))
    keep_states(connection, "link", states)


def _link(c: Correction) -> tuple[Any, ...]:
    other = c.other or {}
    return (c.name.key, c.name.start, c.name.end, other.get("document"), other.get("start"), other.get("end"))


def _put_links_back(connection: DuckDBPyConnection) -> None:
    """Every link as it was found; those of commitments that were worked out anew since then are."""
    connection.execute("DELETE FROM commitment_links WHERE why LIKE ? AND regexp_matches(why, ?)", [_BEGIN, _MARK])
    connection.execute(
        "INSERT INTO commitment_links SELECT * EXCLUDE (correction) FROM coded_links k"
        " WHERE commitment IN (SELECT commitment FROM commitments) AND doc IN (SELECT doc FROM current_documents)"
        " AND NOT EXISTS (SELECT 1 FROM commitment_links l"
        ' WHERE l.commitment = k.commitment AND l.doc = k.doc AND l."start" = k."start" AND l."end" = k."end"'
        " AND l.relation = k.relation)"
    )
    connection.execute("DELETE FROM coded_links")


def _correct_link(connection: DuckDBPyConnection, c: Correction) -> State:
    relation = (c.other or {}).get("relation")
    rows = connection.execute(f"{_LINK} AND l.relation = ?", [*_link(c), relation]).fetchall()
    if not rows:
        return State(c.number, "idle", None, f"no link {relation!r} between these words any more")
    if c.verdict == "accept":
        return State(c.number, "accepted", None, "right")
    given = [[row for (row,) in rows]]
    connection.execute(
        f"INSERT INTO coded_links SELECT {int(c.number)}, * FROM commitment_links"  # noqa: S608 -- a number
        " WHERE rowid IN (SELECT unnest(?))",
        given,
    )
    if c.verdict == "reject":
        connection.execute("DELETE FROM commitment_links WHERE rowid IN (SELECT unnest(?))", given)
        return State(c.number, "applied", None, "taken out")
    reason = f": {c.reason}" if c.reason else ""
    why = f"corrected by {c.author}{reason} (correction {c.number})"
    connection.execute(
        "UPDATE commitment_links SET relation = ?, why = ? WHERE rowid IN (SELECT unnest(?))", [c.after, why, *given]
    )
    return State(c.number, "applied", None, "shown among the links")
