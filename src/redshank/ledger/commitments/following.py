"""Commitments of a ledger and what became of them, kept up with what comes in.

``follow`` reads new documents for what is to be done, holds later reports against it, ties tellings of one thing
together, and works the tables ``commitments`` and ``commitment_links`` out anew for what was touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from redshank.ledger.claim_words import rows as table
from redshank.ledger.commitments.dues import Due
from redshank.ledger.commitments.judging import Outcome, judge, same_saying
from redshank.ledger.commitments.making import Draft, drafts
from redshank.ledger.commitments.reader import Reader
from redshank.ledger.commitments.sheets import KEY_WEIGHT, Sheet, sheets
from redshank.ledger.commitments.tables import insert, rebuild
from redshank.ledger.commitments.telling import Telling
from redshank.ledger.commitments.words import hashed

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_CHUNK = 500  # documents read at once
_WINDOW = 200  # days after which nothing is looked for
_MOST = 40  # reports that one telling is held against at a time, nearest in time first
# Share of a telling's words, by weight, from which a report is held against it: where it names both sides, or only one
# of them.
_BOTH, _ONE = 0.3, 0.5

_NEW = """
SELECT doc FROM current_documents WHERE doc NOT IN (SELECT doc FROM commitment_documents) ORDER BY published, id"""
_GONE = """
SELECT doc FROM commitment_documents WHERE doc NOT IN (SELECT doc FROM current_documents)"""

# Tellings and reports published later that share a side and enough words; the one or the other is new.
_PAIRED = f"""
WITH new_docs AS (SELECT unnest(?::INTEGER[]) AS doc), new_tellings AS (SELECT unnest(?::BIGINT[]) AS telling),
told AS (
    SELECT telling, doc, published, unnest(list_distinct(maker_codes || other_codes)) AS code, keys
    FROM commitment_tellings
), totals AS (
    SELECT telling, sum(coalesce(weight, 1)) AS total
    FROM (SELECT telling, unnest(keys) AS key FROM commitment_tellings) LEFT JOIN commitment_weights USING (key)
    GROUP BY telling
), wanted AS (SELECT telling, doc, published, code, unnest(keys) AS key FROM told),
shown AS (SELECT doc, published, unnest(codes) AS code, keys FROM commitment_documents),
words AS (SELECT doc, published, code, unnest(keys) AS key FROM shown),
met AS (
    SELECT w.telling, d.doc, d.key, d.published - w.published AS apart, count(*) AS sides
    FROM wanted w JOIN words d ON w.code = d.code AND w.key = d.key
    WHERE d.doc <> w.doc AND d.published BETWEEN w.published AND w.published + {_WINDOW}
        AND (d.doc IN (FROM new_docs) OR w.telling IN (FROM new_tellings))
    GROUP BY ALL
), fit AS (
    SELECT telling, doc, apart FROM met JOIN totals USING (telling) LEFT JOIN commitment_weights USING (key)
    GROUP BY telling, doc, apart
    HAVING sum(coalesce(weight, 1)) >= max(total) * CASE WHEN max(sides) > 1 THEN {_BOTH} ELSE {_ONE} END
)
SELECT doc, telling FROM fit QUALIFY row_number() OVER (PARTITION BY telling ORDER BY apart, doc) <= {_MOST}
UNION ALL
SELECT doc, telling FROM commitment_tellings WHERE telling IN (FROM new_tellings)
ORDER BY doc, telling"""  # noqa: S608 -- numbers of this module

_TELLINGS = """
SELECT telling, doc, kind, "start", "end", published, words, before, maker_codes, other_codes, due_start, due_end, keys
FROM commitment_tellings WHERE telling IN (SELECT unnest(?::BIGINT[])) OR doc IN (SELECT unnest(?::INTEGER[]))"""


def follow(connection: DuckDBPyConnection, opened: Callable[[], Reader], again: Sequence[int] = ()) -> int:
    """Read what came in since the last time, and forget what was superseded; how many documents were read.

    Args:
        connection: inside a transaction.
        opened: gives the model; asked only where there is something to read.
        again: documents whose records changed since they were read (corrections): they are read anew.
    """
    gone = {doc for (doc,) in connection.execute(_GONE).fetchall()}
    touched = _forget(connection, sorted(gone | set(again)))
    new = [doc for (doc,) in connection.execute(_NEW).fetchall()]
    if not new and not touched:
        return 0
    reader = opened()
    ((first,),) = connection.execute("SELECT coalesce(max(telling), 0) + 1 FROM commitment_tellings").fetchall()
    number = first
    for begin in range(0, len(new), _CHUNK):
        number = _read(connection, sheets(connection, new[begin : begin + _CHUNK]), reader, number)
    tellings = list(range(first, number))
    touched |= _judge(connection, reader, new, [*tellings, *sorted(touched)])
    rebuild(connection, sorted(touched | set(tellings)))
    return len(new)


def _forget(connection: DuckDBPyConnection, docs: Sequence[int]) -> set[int]:
    """Take out all that was read from documents; the tellings of others that this touches are to be judged anew."""
    if not docs:
        return set()
    given = [list(docs)]
    connection.execute("CREATE OR REPLACE TEMP TABLE commitment_gone AS SELECT unnest(?::INTEGER[]) AS doc", given)
    gone = "(SELECT telling FROM commitment_tellings WHERE doc IN (FROM commitment_gone))"
    touched = connection.execute(
        f"SELECT telling FROM commitment_tellings WHERE joins IN {gone} OR (telling IN (SELECT telling FROM"  # noqa: S608
        " commitment_outcomes WHERE doc IN (FROM commitment_gone)))"
    ).fetchall()
    connection.execute(
        f"UPDATE commitment_tellings SET joins = NULL, relation = NULL, joins_why = NULL WHERE joins IN {gone}"  # noqa: S608
    )
    connection.execute(
        f"DELETE FROM commitment_outcomes WHERE telling IN {gone} OR doc IN (FROM commitment_gone)"  # noqa: S608
    )
    connection.execute(f"DELETE FROM commitment_links WHERE commitment IN {gone}")  # noqa: S608
    connection.execute(f"DELETE FROM commitments WHERE commitment IN {gone}")  # noqa: S608
    for name in ("commitment_tellings", "commitment_documents"):
        connection.execute(f"DELETE FROM {name} WHERE doc IN (FROM commitment_gone)")  # noqa: S608
    left = connection.execute("SELECT telling FROM commitment_tellings").fetchall()
    return {telling for (telling,) in touched} & {telling for (telling,) in left}


def _read(connection: DuckDBPyConnection, found: Sequence[Sheet], reader: Reader, number: int) -> int:
    """Write down what documents say is to be done, and how they are found; the next telling's number."""
    made = drafts(found, reader)
    insert(connection, "commitment_documents", [(s.doc, s.published, sorted(s.codes), s.keys) for s in found])
    insert(connection, "commitment_tellings", [_telling(n, d) for n, d in enumerate(made, start=number)])
    return number + len(made)


def _telling(number: int, d: Draft) -> tuple[Any, ...]:
    return (
        number, d.id, d.doc, d.statement, d.report, d.start, d.end, d.published, d.kind, d.maker, d.other, d.maker_text,
        d.words, d.before, d.category, d.mode, d.due.start, d.due.end, d.due.why, d.condition, d.place, d.country,
        d.keys, d.score, d.why, None, None, None, None,
    )  # fmt: skip


def _weigh_words(connection: DuckDBPyConnection) -> None:
    """How much each common word says, for the query that pairs tellings with reports."""
    common = [(hashed([row["stem"]])[0], float(row["weight"])) for row in table("commitment_common")]
    common = [(key, weight) for key, weight in common if weight >= KEY_WEIGHT]
    connection.execute("CREATE OR REPLACE TEMP TABLE commitment_weights (key UINTEGER, weight DOUBLE)")
    insert(connection, "commitment_weights", common)


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
    _weigh_words(connection)
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
