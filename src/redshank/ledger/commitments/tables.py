"""Tables ``commitments`` and ``commitment_links``, worked out from tellings and what was found for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from redshank.ledger.write import insert

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_ONCE = 3  # days after the first report that something was done in which others tell it as news
_TURNS = frozenset({"fulfil", "part"})

_COMMITMENTS = """
INSERT INTO commitments
WITH more AS (
    SELECT commitment, count(*) AS tellings,
        first(category ORDER BY published, id) FILTER (category IS NOT NULL) AS category,
        first(conditions ORDER BY published, id) FILTER (conditions IS NOT NULL) AS conditions,
        first(struct_pack(s := due_start, e := due_end, why := due_why) ORDER BY published, id)
            FILTER (due_end IS NOT NULL AND (relation IS NULL OR relation = 'told')) AS due
    FROM commitment_tellings WHERE commitment IN (FROM commitment_touched) GROUP BY commitment
)
SELECT f.telling, f.id, f.kind, f.maker_codes, f.other_codes, f.maker, coalesce(f.category, m.category), f.mode,
    f.words, f.published, m.due.s, m.due.e, coalesce(m.due.why, f.due_why), coalesce(f.conditions, m.conditions),
    f.place, f.country_code, m.tellings, f.doc, f."start", f."end", f.statement, f.report
FROM commitment_tellings f JOIN more m ON m.commitment = f.telling"""

_TOLD = """
INSERT INTO commitment_links
SELECT commitment, CASE WHEN telling = commitment THEN 'made' ELSE relation END, doc, published, report, statement,
    "start", "end", words, [], CASE WHEN relation = 'extend' THEN due_start END,
    CASE WHEN relation = 'extend' THEN due_end END, score, CASE WHEN telling = commitment THEN why ELSE joins_why END
FROM commitment_tellings WHERE commitment IN (FROM commitment_touched)"""

# What was found for all tellings of a commitment, but of no sentence that is itself one of them.
_FOUND = """
SELECT t.commitment, o.relation, o.doc, o.published, o.report, o.statement, o."start", o."end", o.words, o.word_of,
    o.due_start, o.due_end, o.score, o.why, f.due_end AS due
FROM commitment_outcomes o JOIN commitment_tellings t USING (telling) JOIN commitments f USING (commitment)
WHERE t.commitment IN (FROM commitment_touched) AND NOT EXISTS (
    SELECT 1 FROM commitment_tellings s WHERE s.commitment = t.commitment AND s.doc = o.doc AND s."start" = o."start")
QUALIFY row_number() OVER (PARTITION BY t.commitment, o.doc, o."start" ORDER BY o.score DESC, o.telling) = 1
ORDER BY t.commitment, o.published, o.doc, o."start" """


class Found(NamedTuple):
    """One row of ``_FOUND``."""

    commitment: int
    relation: str
    doc: int
    published: date | None
    report: int | None
    statement: int | None
    start: int
    end: int
    words: str | None
    word_of: list[str]
    due_start: date | None
    due_end: date | None
    score: float
    why: str
    due: date | None


def rebuild(connection: DuckDBPyConnection, tellings: Sequence[int]) -> None:
    """Work out anew the commitments of some tellings, with what stands of what was found for them."""
    old = _commitments_of(connection, tellings)
    _find_roots(connection)
    touched = [sorted(old | _commitments_of(connection, tellings))]
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE commitment_touched AS SELECT unnest(?::BIGINT[]) AS commitment", touched
    )
    for table in ("commitments", "commitment_links"):
        connection.execute(f"DELETE FROM {table} WHERE commitment IN (FROM commitment_touched)")  # noqa: S608
    connection.execute(_COMMITMENTS)
    connection.execute(_TOLD)
    found = (Found(*row) for row in connection.execute(_FOUND).fetchall())
    links = [one[:-1] for _, group in groupby(found, key=lambda f: f.commitment) for one in standing(list(group))]
    insert(connection, "commitment_links", links)


def _commitments_of(connection: DuckDBPyConnection, tellings: Sequence[int]) -> set[int]:
    rows = connection.execute(
        "SELECT DISTINCT commitment FROM commitment_tellings WHERE telling IN (SELECT unnest(?::BIGINT[]))"
        " AND commitment IS NOT NULL",
        [list(tellings)],
    ).fetchall()
    return {number for (number,) in rows}


def _find_roots(connection: DuckDBPyConnection) -> None:
    """Each telling's commitment: the head of its chain."""
    ties = dict(connection.execute("SELECT telling, joins FROM commitment_tellings WHERE joins IS NOT NULL").fetchall())
    heads = {telling: _head(telling, ties) for telling in ties}
    connection.execute(
        "UPDATE commitment_tellings SET commitment = telling"
        " WHERE joins IS NULL AND commitment IS DISTINCT FROM telling"
    )
    connection.execute(
        "UPDATE commitment_tellings SET commitment = h.head"
        " FROM (SELECT unnest(?::BIGINT[]) AS telling, unnest(?::BIGINT[]) AS head) h"
        " WHERE h.telling = commitment_tellings.telling AND commitment IS DISTINCT FROM h.head",
        [list(heads), list(heads.values())],
    )


def _head(telling: int, ties: dict[int, int]) -> int:
    seen = {telling}
    while (earlier := ties.get(telling)) is not None and earlier not in seen:
        telling = earlier
        seen.add(telling)
    return telling


def standing(found: Iterable[Found]) -> list[Found]:
    """What stands of all that was found of one commitment.

    What is not due yet is not broken, an extension sets a later day than the one that is set, and what was done is
    news for some days only: later reports retell it, unless it was undone.

    Args:
        found: in order of publication.
    """
    stands: list[Found] = []
    due: date | None = None
    done: Found | None = None
    for n, one in enumerate(found):
        due = one.due if n == 0 else due
        if one.published is None:
            continue
        if one.relation == "extend":
            if due is not None and one.due_end is not None and one.due_end <= due:
                continue
            due = one.due_end or due
        elif one.relation == "break":
            if due is not None and one.published < due:
                continue
            done = None
        elif one.relation in _TURNS:
            if done and done.published and (one.published - done.published).days > _ONCE:
                continue
            done = done or (one if one.relation == "fulfil" else None)
        stands.append(one)
    return stands
