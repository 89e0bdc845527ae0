"""Which reports may tell one event: pairs found by set-based SQL, so that nobody is compared with everybody.

Two reports are candidates where their categories may tell one act, they share a country or organisation code on the
acting side (either side for acts in which both sides do the same), their days come near each other and no auxiliary
mode parts them. The join runs over hashed keys (category, code, span of days); a report whose own days are many (a
month, a year) has keys by year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from redshank.ledger.sets import Ints
from redshank.ledger.weights import category_pairs, mutual

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BATCH = 10_000  # pending reports that are compared at once: what they need fits in some hundred megabytes
OF_EVENT = 12  # reports of one event that a new report is held against
OF_REPORT = 100  # candidates of one new report; the report's 'why' says where there were more
_BEFORE, _AFTER = 7, 1  # a report without a date tells of something from a week before its publication to a day after
_SPAN = 10  # days in a key
_LONG = 35  # days: longer ones have keys by year
_YEARS = 5  # an interval of more years is held to its last one

# Days are numbers (days since 1970). Without any day: day 0, where such reports find each other.
_FACTS = f"""
CREATE OR REPLACE TEMP VIEW merge_facts AS
WITH dated AS (
    SELECT r.report, r.doc, r.event AS category, r.actor_codes, r.recipient_codes, r.aux, r.date_assumed,
        coalesce(d.published, r.enddate, r.date, DATE '1970-01-01') - DATE '1970-01-01' AS published,
        coalesce(r.date, r.enddate - 3650, d.published, DATE '1970-01-01') - DATE '1970-01-01' AS first_day,
        coalesce(r.enddate, r.date, d.published, DATE '1970-01-01') - DATE '1970-01-01' AS last_day
    FROM reports r JOIN documents d USING (doc) WHERE d.superseded_by IS NULL
)
SELECT report, doc, category, published, actor_codes, recipient_codes,
    (list_contains(aux, 'future')::INT + 2 * list_contains(aux, 'hypothetical')::INT
        + 4 * list_contains(aux, 'negation')::INT)::TINYINT AS aux,
    (CASE WHEN date_assumed THEN published - {_BEFORE} ELSE first_day - 1 END)::INT AS lo,
    (CASE WHEN date_assumed THEN published + {_AFTER} ELSE last_day + 1 END)::INT AS hi
FROM dated
"""  # noqa: S608 -- numbers of this module

_PENDING = """
CREATE OR REPLACE TEMP TABLE merge_pending AS
SELECT report, row_number() OVER (ORDER BY published, report) AS turn
FROM merge_facts f WHERE NOT EXISTS (SELECT 1 FROM members m WHERE m.report = f.report)
"""

# What a report can be found by: category, code and a span of days. Long ones (and, for them, short ones) go by year.
_KEYS = f"""
{{begin}}
WITH coded AS (
    SELECT report, {{turn}} AS turn, {{category}} AS category, aux, lo, hi, hi - lo > {_LONG} AS long,
        CASE WHEN f.category IN (SELECT category FROM merge_mutual) THEN list_distinct(actor_codes || recipient_codes)
            ELSE actor_codes END AS codes
    FROM merge_facts f {{source}}
), each AS (
    SELECT * EXCLUDE (codes), unnest(CASE WHEN len(codes) = 0 THEN ['?'] ELSE codes END) AS code FROM coded
), spread AS (
    SELECT *, 'days' AS kind, unnest(generate_series(lo // {_SPAN}, hi // {_SPAN})) AS span FROM each WHERE NOT long
    UNION ALL
    SELECT *, unnest(generate_series(greatest(lo, hi - {_YEARS * 365}) // 365, hi // 365)) AS span
    FROM (SELECT *, unnest(CASE WHEN long THEN {{long}} ELSE {{short}} END) AS kind FROM each)
)
SELECT report, turn, aux, lo, hi, hash(category, code, kind, span) AS key FROM spread {{some}}
"""  # noqa: S608 -- numbers and words of this module

# What waits looks for short ones under 'short', for long ones under 'long'; what lies in the ledger is found there.
_NEW = {
    "begin": "CREATE OR REPLACE TEMP TABLE merge_keys_new AS",
    "some": "",
    "turn": "p.turn",
    "category": "k.other",
    "source": "JOIN merge_batch p USING (report) JOIN merge_like k ON k.category = f.category",
    "long": "['long', 'short']",
    "short": "['long']",
}
_OLD = {
    "begin": "CREATE OR REPLACE TEMP TABLE merge_keys_old AS",
    "some": "",
    "turn": "0::BIGINT",
    "category": "f.category",
    "source": "JOIN members USING (report)",
    "long": "['long']",
    "short": "['short']",
}
_OLD_TOO = _OLD | {
    "begin": "INSERT INTO merge_keys_old",
    "turn": "p.turn",
    "source": "JOIN merge_batch p USING (report)",
}

# Where one batch is all that waits, no more of the ledger's keys need be laid out than it looks for.
_ASKED_FOR = {"some": "WHERE hash(category, code, kind, span) IN (SELECT key FROM merge_keys_new)"}

_PAIRS = f"""
WITH met AS (
    SELECT DISTINCT n.report AS new, o.report AS old
    FROM merge_keys_new n JOIN merge_keys_old o ON n.key = o.key
    WHERE o.turn < n.turn AND o.aux = n.aux AND n.lo <= o.hi AND o.lo <= n.hi
), ranked AS (
    SELECT new, old, coalesce(m.event, -old) AS event, f.doc = g.doc AS one_document,
        list_has_any(f.recipient_codes || f.actor_codes, g.recipient_codes)::INT AS sides,
        abs(f.published - g.published) AS apart
    FROM met JOIN merge_facts f ON f.report = new JOIN merge_facts g ON g.report = old
        LEFT JOIN members m ON m.report = old
), few AS (
    SELECT * FROM ranked
    QUALIFY row_number() OVER (PARTITION BY new, event ORDER BY one_document DESC, sides DESC, apart, old DESC)
        <= {OF_EVENT}
), counted AS (
    SELECT *, count(*) OVER (PARTITION BY new) AS met,
        row_number() OVER (PARTITION BY new ORDER BY one_document DESC, sides DESC, apart, old DESC) AS place
    FROM few
)
SELECT new, old, met FROM counted WHERE place <= {OF_REPORT} ORDER BY new, old
"""  # noqa: S608 -- numbers of this module


def prepare(connection: DuckDBPyConnection) -> int:
    """Lay out what waits to be merged, in order of publication, and what it may be merged with; how many wait."""
    connection.execute(_FACTS)
    connection.execute(_PENDING)
    connection.execute("CREATE OR REPLACE TEMP TABLE merge_like (category VARCHAR, other VARCHAR)")
    connection.executemany("INSERT INTO merge_like VALUES (?, ?)", [list(p) for p in sorted(category_pairs())])
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE merge_mutual AS SELECT unnest(?) AS category", [sorted(mutual("always", "open"))]
    )
    ((waiting,),) = connection.execute("SELECT count(*) FROM merge_pending").fetchall()
    if waiting > BATCH:
        connection.execute(_KEYS.format(**_OLD))
    return int(waiting)


def batch(connection: DuckDBPyConnection, begin: int) -> Ints:
    """The reports at turns ``begin`` to ``begin + BATCH``, in order."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE merge_batch AS SELECT * FROM merge_pending WHERE turn BETWEEN ? AND ?",
        [begin, begin + BATCH - 1],
    )
    return _columns(connection, "SELECT report FROM merge_batch ORDER BY turn")[0]


def pairs(connection: DuckDBPyConnection, waiting: int) -> tuple[Ints, Ints, Ints]:
    """Candidates of the batch, sorted: report, its candidate, and how many the report has (of these the nearest).

    A candidate is a member of an event, or one of the batch with an earlier turn. ``waiting``: as ``prepare`` said.
    """
    connection.execute(_KEYS.format(**_NEW))
    if waiting <= BATCH:
        connection.execute(_KEYS.format(**_OLD | _ASKED_FOR))
    connection.execute(_KEYS.format(**_OLD_TOO))
    new, old, met = _columns(connection, _PAIRS)
    return new, old, met


def clear(connection: DuckDBPyConnection) -> None:
    """Drop what was laid out."""
    for name in ("pending", "like", "mutual", "batch", "keys_new", "keys_old"):
        connection.execute(f"DROP TABLE IF EXISTS merge_{name}")
    connection.execute("DROP VIEW IF EXISTS merge_facts")


def _columns(connection: DuckDBPyConnection, query: str) -> list[Ints]:
    table = connection.sql(query).to_arrow_table()
    return [column.to_numpy().astype(np.int64) for column in table.columns]
