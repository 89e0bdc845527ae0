"""Commitments of a ledger and what became of them, kept up with what comes in.

``follow`` reads new documents for what is to be done, holds later reports against it, ties tellings of one thing
together, and works the tables ``commitments`` and ``commitment_links`` out anew for what was touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from redshank.ledger.commitments.dues import Due
from redshank.ledger.commitments.judging import Outcome, judge, same_saying
from redshank.ledger.commitments.making import Draft, drafts
from redshank.ledger.commitments.reader import Reader
from redshank.ledger.commitments.sheets import Sheet, sheets
from redshank.ledger.commitments.tables import rebuild
from redshank.ledger.commitments.telling import Telling
from redshank.ledger.write import insert

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_CHUNK = 500  # documents read at once
_WINDOW = 200  # days after which nothing is looked for
_MOST = 40  # reports that one telling is held against at a time, nearest in time first
_SHARED = 0.4  # share of a telling's words that a report must have to be held against it; it must name both sides, too

_NEW = """
SELECT doc FROM current_documents WHERE doc NOT IN (SELECT doc FROM commitment_documents) ORDER BY published, id"""
# Read, and superseded or reopened since.
_GONE = """
SELECT doc FROM commitment_documents WHERE doc NOT IN (SELECT doc FROM current_documents) UNION
SELECT doc FROM commitment_tellings WHERE doc NOT IN (SELECT doc FROM commitment_documents) UNION
SELECT doc FROM commitment_outcomes WHERE doc NOT IN (SELECT doc FROM commitment_documents)"""
# Tellings of others that were tied to what is gone, or in which something of it was found.
_TOUCHED = """
SELECT telling FROM commitment_tellings WHERE doc NOT IN (FROM commitment_gone) AND (
    commitment IN (SELECT commitment FROM commitment_tellings WHERE doc IN (FROM commitment_gone))
    OR telling IN (SELECT telling FROM commitment_outcomes WHERE doc IN (FROM commitment_gone)))"""

# Tellings and reports published later that name both sides and share enough words; the one or the other is new.
_PAIRED = f"""
WITH new_docs AS (SELECT unnest(?::INTEGER[]) AS doc), new_tellings AS (SELECT unnest(?::BIGINT[]) AS telling),
made AS (SELECT telling, doc, published, keys, unnest(maker_codes) AS code FROM commitment_tellings),
wanted AS (SELECT telling, doc, published, code, len(keys) AS size, unnest(keys) AS key FROM made),
shown AS (SELECT doc, published, keys, unnest(codes) AS code FROM commitment_documents),
words AS (SELECT doc, published, code, unnest(keys) AS key FROM shown),
met AS (
    SELECT w.telling, d.doc, any_value(d.published - w.published) AS apart
    FROM wanted w JOIN words d ON w.code = d.code AND w.key = d.key
    WHERE d.doc <> w.doc AND d.published BETWEEN w.published AND w.published + {_WINDOW}
        AND (d.doc IN (FROM new_docs) OR w.telling IN (FROM new_tellings))
    GROUP BY w.telling, d.doc HAVING count(DISTINCT d.key) >= {_SHARED} * any_value(w.size)
)
SELECT m.doc, m.telling
FROM met m JOIN commitment_tellings t ON t.telling = m.telling JOIN commitment_documents d ON d.doc = m.doc
WHERE len(t.other_codes) = 0 OR list_has_any(t.other_codes, d.codes)
QUALIFY row_number() OVER (PARTITION BY m.telling ORDER BY m.apart, m.doc) <= {_MOST}
UNION ALL
SELECT doc, telling FROM commitment_tellings WHERE telling IN (FROM new_tellings)
ORDER BY 1, 2"""  # noqa: S608 -- numbers of this module

_TELLINGS = """
SELECT telling, doc, kind, "start", "end", published, words, before, maker_codes, other_codes, due_start, due_end, keys
FROM commitment_tellings WHERE telling IN (SELECT unnest(?::BIGINT[])) OR doc IN (SELECT unnest(?::INTEGER[]))"""


def follow(connection: DuckDBPyConnection, opened: Callable[[], Reader]) -> int:
    """Read what came in since the last time, and forget what was superseded; how many documents were read.

    Args:
        connection: inside a transaction.
        opened: gives the model; asked only where there is something to read.
    """
    touched = _forget(connection)
    new = [doc for (doc,) in connection.execute(_NEW).fetchall()]
    if not new and not touched:
        return 0
    reader = opened()
    ((first,),) = connection.execute("SELECT coalesce(max(telling), 0) + 1 FROM commitment_tellings").fetchall()
    number = first
    for begin in range(0, len(new), _CHUNK):
        number = _read(connection, sheets(connection, new[begin : begin + _CHUNK]), reader, number)
    tellings = [*range(first, number), *sorted(touched)]
    rebuild(connection, sorted(_judge(connection, reader, new, tellings).union(tellings)))
    return len(new)


def reopen(connection: DuckDBPyConnection, docs: Sequence[int]) -> None:
    """Documents whose records were corrected: the next ``follow`` reads them anew."""
    connection.execute("DELETE FROM commitment_documents WHERE doc IN (SELECT unnest(?::INTEGER[]))", [list(docs)])


def _forget(connection: DuckDBPyConnection) -> set[int]:
    """Take out what was read from documents that are gone or reopened; tellings of others to be judged anew."""
    gone = [doc for (doc,) in connection.execute(_GONE).fetchall()]
    if not gone:
        return set()
    connection.execute("CREATE OR REPLACE TEMP TABLE commitment_gone AS SELECT unnest(?::INTEGER[]) AS doc", [gone])
    touched = {telling for (telling,) in connection.execute(_TOUCHED).fetchall()}
    told = "(SELECT telling FROM commitment_tellings WHERE doc IN (FROM commitment_gone))"
    for change in (
        f"UPDATE commitment_tellings SET joins = NULL, relation = NULL, joins_why = NULL WHERE joins IN {told}",  # noqa: S608
        f"DELETE FROM commitment_outcomes WHERE telling IN {told} OR doc IN (FROM commitment_gone)",  # noqa: S608
        f"DELETE FROM commitment_links WHERE commitment IN {told}",  # noqa: S608
        f"DELETE FROM commitments WHERE commitment IN {told}",  # noqa: S608
        "DELETE FROM commitment_tellings WHERE doc IN (FROM commitment_gone)",
        "DELETE FROM commitment_documents WHERE doc IN (FROM commitment_gone)",
    ):
        connection.execute(change)
    return touched


def _read(connection: DuckDBPyConnection, found: Sequence[Sheet], reader: Reader, number: int) -> int:
    """Write down what documents say is to be done, and how they are found; the next telling's number."""
    made = drafts(found, reader)
    insert(connection, "commitment_documents", [(s.doc, s.published, sorted(s.codes), sorted(s.keys)) for s in found])
    insert(connection, "commitment_tellings", [_telling(n, d) for n, d in enumerate(made, start=number)])
    return number + len(made)


def _telling(number: int, d: Draft) -> tuple[Any, ...]:
    return (
        number, d.id, d.doc, d.statement, d.report, d.start, d.end, d.published, d.kind, d.maker, d.other, d.maker_text,
        d.words, d.before, d.category, d.mode, d.due.start, d.due.end, d.due.why, d.condition, d.place, d.country,
        d.keys, d.score, d.why, None, None, None, None,
    )  # fmt: skip


def _judge(connection: DuckDBPyConnection, reader: Reader, docs: Sequence[int], tellings: Sequence[int]) -> set[int]:
    """Hold reports against tellings; the tellings of which something was found."""
    touched: set[int] = set()
    for pairs, own in paired(connection, docs, tellings):
        found = judge(pairs, reader)
        touched |= _write(connection, found) | _join(connection, pairs, own, found)
    return touched


def paired(
    connection: DuckDBPyConnection, docs: Sequence[int], tellings: Sequence[int]
) -> Iterator[tuple[list[tuple[Telling, Sheet]], list[Telling]]]:
    """Tellings with the reports to hold against them, some reports at a time, and all tellings of these reports.

    Args:
        connection: to the ledger.
        docs: reports of which all pairs are wanted.
        tellings: tellings of which all pairs are wanted.
    """
    found = connection.execute(_PAIRED, [list(docs), list(tellings)]).fetchall()
    by_doc = [(doc, [t for _, t in group]) for doc, group in groupby(found, key=lambda p: p[0])]
    for begin in range(0, len(by_doc), _CHUNK):
        chunk = by_doc[begin : begin + _CHUNK]
        of = {doc for doc, _ in chunk}
        known = _held(connection, [t for _, some in chunk for t in some], of)
        laid = {sheet.doc: sheet for sheet in sheets(connection, sorted(of))}
        yield [(known[t], laid[doc]) for doc, some in chunk for t in some], [t for t in known.values() if t.doc in of]


def _held(connection: DuckDBPyConnection, tellings: Iterable[int], docs: Iterable[int]) -> dict[int, Telling]:
    """Tellings by their numbers, and all of some documents."""
    found = connection.execute(_TELLINGS, [sorted(set(tellings)), sorted(set(docs))]).fetchall()
    return {row[0]: _telling_of(*row) for row in found}


def _telling_of(
    number: int, doc: int, kind: str, start: int, end: int, published: date | None, words: str, before: str,
    maker: list[str], other: list[str], due_start: date | None, due_end: date | None, keys: list[int],
) -> Telling:  # fmt: skip
    sides = frozenset(maker), frozenset(other)
    return Telling(
        number, doc, kind, start, end, published, words, before, *sides, Due(due_start, due_end, ""), frozenset(keys)
    )


def _write(connection: DuckDBPyConnection, found: Sequence[Outcome]) -> set[int]:
    """Write down what was found, in place of what was found of the same telling in the same report before."""
    rows = [
        (
            o.telling, o.sheet.doc, o.relation, o.sheet.published, o.report, o.statement, o.sentence.start,
            o.sentence.end, o.sentence.text, o.word_of, o.due.start, o.due.end, o.score, o.why,
        )
        for o in found
    ]  # fmt: skip
    connection.execute(
        "DELETE FROM commitment_outcomes USING (SELECT unnest(?::BIGINT[]) AS t, unnest(?::INTEGER[]) AS d)"
        " WHERE telling = t AND doc = d",
        [[r[0] for r in rows], [r[1] for r in rows]],
    )
    insert(connection, "commitment_outcomes", rows)
    return {o.telling for o in found}


def _join(
    connection: DuckDBPyConnection, pairs: Sequence[tuple[Telling, Sheet]], own: list[Telling], found: Sequence[Outcome]
) -> set[int]:
    """Tie tellings to an earlier one of the same: said anew, for another day, or told by another report."""
    ties: dict[int, tuple[float, int, str, str]] = {}
    known = {telling.telling: telling for telling, _ in pairs}
    at = {(t.doc, t.start): t for t in own}
    for o in found:
        later = at.get((o.sheet.doc, o.sentence.start))
        if later is not None and o.relation in {"repeat", "extend"} and known[o.telling].maker & later.maker:
            _tie(ties, known[o.telling], later, o.relation, o.score, o.why)
    by_doc: dict[int, list[Telling]] = {}
    for telling in own:
        by_doc.setdefault(telling.doc, []).append(telling)
    for earlier, sheet in pairs:
        for later in by_doc.get(sheet.doc, ()):
            if like := same_saying(earlier, later):
                _tie(ties, earlier, later, "told", like, f"words of one saying within days ({like:.2f})")
    if ties:
        connection.executemany(
            "UPDATE commitment_tellings SET joins = ?, relation = ?, joins_why = ?"
            " WHERE telling = ? AND (joins IS NULL OR joins >= ?)",
            [(-minus, relation, why, later, -minus) for later, (_, minus, relation, why) in sorted(ties.items())],
        )
    return set(ties)


def _tie(
    ties: dict[int, tuple[float, int, str, str]],
    earlier: Telling,
    later: Telling,
    relation: str,
    score: float,
    why: str,
) -> None:
    """Of several earlier tellings the surest counts, of equally sure ones the first."""
    if earlier.published is None or later.published is None:
        return
    order = (earlier.published, earlier.doc, earlier.start) < (later.published, later.doc, later.start)
    if order and (score, -earlier.telling) > ties.get(later.telling, (0.0, 0))[:2]:
        ties[later.telling] = (score, -earlier.telling, relation, why)
