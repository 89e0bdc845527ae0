"""Whose reporting a document carries: traced from what it says (``credits.py``) and from whose words it repeats.

A document that credits somebody carries that newsroom's reporting. One that credits nobody, and whose words are mostly
those of another, carries what the other carries; of two that say nothing, the earlier is the origin. All else is its
publisher's own. What is decided rests on the documents alone, not on the order in which they came in: their days, and
where these are equal their length and their text, decide who was first.

Near linear: documents are compared only where one of 32 places of their sketches is equal (MinHash, banded with one row
to a band, so that a copy cut to its first paragraphs is found, too) and their days are near. Of those who share a
place, each is held against the first 48 only, credited ones before others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from redshank.ledger.sketch import SLOTS
from redshank.ledger.sourcing import own_label

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

DAYS = 31  # between a text and its copy, at most
_BANDS = 32
_FIRST = 48  # of those who share a place of their sketches: whom the others are held against
_CHUNK = 20_000  # documents whose likeness is sought at once
_COMPARED = 100_000  # pairs of sketches compared at once
_MOST = 0.5  # share of a document's words that makes it a copy
_CARRIED, _OF_MINE = 0.75, 0.3  # or it carries a credited text: that text's share, and its own
_LEAST = 20  # shingles in common

# Documents to trace: those without origins, and those whose model has a new version.
_WAITING = """
CREATE OR REPLACE TEMP TABLE origin_todo AS
SELECT doc FROM current_documents d WHERE NOT EXISTS (SELECT 1 FROM origins o WHERE o.doc = d.doc)
UNION
SELECT o.doc FROM origins o JOIN current_documents d USING (doc) JOIN documents g ON g.doc = o.like_doc
WHERE g.superseded_by IS NOT NULL
"""

# What the sketches of a chunk and of all within reach of its days have at each of the first places.
_PLACES = f"""
CREATE OR REPLACE TEMP TABLE origin_places AS
WITH near AS (
    SELECT d.doc, d.said_by, d.published, d.shingles, d.content_hash, d.sketch
    FROM current_documents d, (
        SELECT min(published) - {DAYS} AS lo, max(published) + {DAYS} AS hi, bool_or(published IS NULL) AS undated
        FROM origin_chunk
    )
    WHERE sketch IS NOT NULL AND (undated OR published IS NULL OR published BETWEEN lo AND hi)
), spread AS (
    SELECT * EXCLUDE (sketch, band, value), band::BIGINT * 4294967296 + value AS place
    FROM (SELECT *, unnest(range({_BANDS})) AS band, unnest(sketch[1:{_BANDS}]) AS value FROM near)
), met AS (
    SELECT * FROM spread WHERE place IN (SELECT place FROM spread WHERE doc IN (SELECT doc FROM origin_chunk))
)
SELECT doc, place, row_number() OVER (
    PARTITION BY place
    ORDER BY CASE said_by WHEN 'credit' THEN 0 WHEN 'words' THEN 1 ELSE 2 END, published, shingles DESC, content_hash
) AS turn
FROM met
"""  # noqa: S608 -- numbers of this module

# Who may be a copy of whom. A credit is believed; words of the text give way to the credit of what is copied. Pairs of
# which a copy would have more places in common (by two and a half standard deviations) are left out at once.
_PAIRS = f"""
WITH met AS (
    SELECT c.doc AS doc, m.doc AS model, count(*) AS places FROM origin_places c JOIN origin_places m USING (place)
    WHERE m.turn <= {_FIRST} AND c.doc <> m.doc AND {{side}}.doc IN (SELECT doc FROM origin_chunk) GROUP BY ALL
), sized AS (
    SELECT met.*, c.shingles AS size, m.shingles AS model_size, least(size, model_size) * {_MOST} AS common,
        common / (size + model_size - common) AS j
    FROM met JOIN documents c ON c.doc = met.doc JOIN documents m ON m.doc = met.model
    WHERE coalesce(abs(c.published - m.published) <= {DAYS}, true) AND CASE
        WHEN c.said_by = 'credit' THEN false
        WHEN c.said_by = 'words' THEN coalesce(m.said_by = 'credit', false)
        WHEN m.said_by IS NOT NULL THEN true
        ELSE (coalesce(m.published, DATE '9999-01-01'), -m.shingles, m.content_hash)
            < (coalesce(c.published, DATE '9999-01-01'), -c.shingles, c.content_hash)
    END
)
SELECT doc, model, size, model_size FROM sized
WHERE places >= {_BANDS} * j - 2.5 * sqrt({_BANDS} * j * (1 - j)) ORDER BY doc, model
"""  # noqa: S608 -- numbers of this module

# The model of each copy: one that is credited before one that says who told it, before the earliest of the rest.
_MODELS = """
INSERT INTO origin_models
SELECT a.doc, a.model, a.share, a.model FROM origin_alike a JOIN documents m ON m.doc = a.model
QUALIFY row_number() OVER (PARTITION BY a.doc ORDER BY
    CASE m.said_by WHEN 'credit' THEN 0 WHEN 'words' THEN 1 ELSE 2 END,
    round(a.share, 1) DESC, m.published, m.shingles DESC, m.content_hash) = 1
"""

# Which documents a copy's chain ends with: models of what is traced now, or of what was traced before.
_FOLLOW = """
UPDATE origin_models SET root = n.model FROM (
    SELECT doc, model FROM origin_models
    UNION
    SELECT doc, like_doc FROM origins WHERE like_doc IS NOT NULL AND doc NOT IN (SELECT doc FROM origin_todo)
) n WHERE origin_models.root = n.doc
"""

_HOST = "coalesce(regexp_extract(url, '^[a-zA-Z]+://([^/:?#]+)', 1), '')"

_ENDS = """
CREATE OR REPLACE TEMP TABLE origin_ends AS
SELECT t.doc, m.model, m.share, coalesce(m.root, t.doc) AS root FROM origin_todo t LEFT JOIN origin_models m USING (doc)
"""

_LABELS = f"""
SELECT DISTINCT source, {_HOST} FROM documents JOIN origin_ends e ON root = documents.doc WHERE said_by IS NULL
"""  # noqa: S608 -- our own words

_WRITE = f"""
INSERT INTO origins
WITH said AS (
    SELECT doc, unnest(said) AS origin, unnest(said_why) AS why FROM documents WHERE said_by IS NOT NULL
    UNION ALL
    SELECT doc, coalesce(l.label, id), 'own report of ' || coalesce(d.source, 'an unknown publisher')
        || CASE WHEN len(named) > 0 THEN ', which also quotes ' || array_to_string(named, ', ') ELSE '' END
    FROM documents d LEFT JOIN origin_labels l ON l.source IS NOT DISTINCT FROM d.source AND l.host = {_HOST}
    WHERE said_by IS NULL
)
SELECT e.doc, s.origin, CASE WHEN e.model IS NULL THEN s.why ELSE CASE
        WHEN e.share >= 0.95 THEN 'nearly all' WHEN e.share >= 0.85 THEN 'nine tenths'
        WHEN e.share >= 0.75 THEN 'four fifths' WHEN e.share >= 0.65 THEN 'seven tenths'
        WHEN e.share >= 0.55 THEN 'three fifths' WHEN e.share >= 0.45 THEN 'half' ELSE 'a part'
    END || ' of its words are those of document ' || e.model
    || coalesce(' (' || m.source || coalesce(', ' || m.published, '') || ')', '') || ': ' || s.why END, e.model
FROM origin_ends e JOIN said s ON s.doc = e.root LEFT JOIN documents m ON m.doc = e.model
ORDER BY e.doc, s.origin
"""  # noqa: S608 -- our own names

_TABLES = ("todo", "new", "chunk", "places", "models", "ends", "labels")


def trace_origins(connection: DuckDBPyConnection) -> list[int]:
    """Write the origins of current documents that have none, and renew those on which what is new bears.

    Returns:
        The documents whose origins were written.
    """
    connection.execute(_WAITING)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE origin_models (doc INTEGER, model INTEGER, share FLOAT, root INTEGER)"
    )
    connection.execute("CREATE OR REPLACE TEMP TABLE origin_new AS FROM origin_todo")
    new = _number(connection, "SELECT count(*) FROM origin_new")
    if not new:
        return []
    alone = new == _number(connection, "SELECT count(*) FROM current_documents")
    _seek(connection, "SELECT doc FROM origin_new", touch=not alone)
    _widen(connection)
    _seek(connection, "SELECT doc FROM origin_todo WHERE doc NOT IN (SELECT doc FROM origin_new)", touch=False)
    while _number(connection, _FOLLOW):
        pass
    _write(connection)
    written = [doc for (doc,) in connection.execute("SELECT doc FROM origin_todo ORDER BY doc").fetchall()]
    for name in _TABLES:
        connection.execute(f"DROP TABLE IF EXISTS temp.origin_{name}")
    return written


def _number(connection: DuckDBPyConnection, query: str) -> int:
    ((count,),) = connection.execute(query).fetchall()
    return int(count)


def _seek(connection: DuckDBPyConnection, which: str, *, touch: bool) -> None:
    """Seek the models of documents, chunk by chunk in order of their days; ``touch``: also what they are models of."""
    docs = [
        doc
        for (doc,) in connection.execute(
            f"SELECT doc FROM documents WHERE doc IN ({which}) ORDER BY published, doc"  # noqa: S608 -- our own words
        ).fetchall()
    ]
    for begin in range(0, len(docs), _CHUNK):
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE origin_chunk AS SELECT doc, published FROM documents WHERE doc IN"
            " (SELECT unnest(?))",
            [docs[begin : begin + _CHUNK]],
        )
        connection.execute(_PLACES)
        _take(connection, _PAIRS.format(side="c"), _MODELS)
        if touch:
            _take(connection, _PAIRS.format(side="m"), "INSERT INTO origin_todo SELECT DISTINCT doc FROM origin_alike")


def _take(connection: DuckDBPyConnection, pairs: str, into: str) -> None:
    """Run ``into`` on those of the pairs that are alike."""
    connection.register("origin_alike", _alike(connection, connection.sql(pairs).to_arrow_table()))
    connection.execute(into)
    connection.unregister("origin_alike")


def _widen(connection: DuckDBPyConnection) -> None:
    """What copies a document that is traced anew is traced anew, too."""
    connection.execute("CREATE OR REPLACE TEMP TABLE origin_todo AS SELECT DISTINCT doc FROM origin_todo")
    while _number(
        connection,
        "INSERT INTO origin_todo SELECT DISTINCT o.doc FROM origins o JOIN current_documents d USING (doc)"
        " WHERE o.like_doc IN (SELECT doc FROM origin_todo) AND o.doc NOT IN (SELECT doc FROM origin_todo)",
    ):
        pass


def _alike(connection: DuckDBPyConnection, pairs: pa.Table) -> pa.Table:
    """Those of the pairs in which one is a copy of the other, with the share of the first one's words.

    Of two sets of shingles, the share of the places of their sketches that are equal is that of the shingles in common
    among all; with the sizes of both it gives how many are in common (Broder 1997).
    """
    left, right = pairs["doc"].to_numpy(), pairs["model"].to_numpy()
    docs = np.unique(np.concatenate([left, right]))
    sketches = _sketches(connection, docs)
    equal = np.zeros(len(left), dtype=np.float32)
    for begin in range(0, len(left), _COMPARED):
        some = slice(begin, begin + _COMPARED)
        mine, others = (sketches[np.searchsorted(docs, side[some])] for side in (left, right))
        equal[some] = (mine == others).mean(axis=1)
    mine, others = pairs["size"].to_numpy(), pairs["model_size"].to_numpy()
    common = np.minimum(equal / (1 + equal) * (mine + others), np.minimum(mine, others))
    share, other_share = common / np.maximum(mine, 1), common / np.maximum(others, 1)
    copied = (share >= _MOST) | ((other_share >= _CARRIED) & (share >= _OF_MINE))
    kept = copied & (common >= _LEAST)
    found: dict[str, Any] = {"doc": left[kept], "model": right[kept], "share": share[kept].astype(np.float32)}
    return _arrow().table(found)


def _sketches(
    connection: DuckDBPyConnection, docs: np.ndarray[Any, np.dtype[Any]]
) -> np.ndarray[Any, np.dtype[np.uint32]]:
    """The sketches of documents, one a row, in order of their numbers."""
    connection.register("origin_wanted", _arrow().table({"doc": docs}))
    column = connection.sql(
        "SELECT sketch FROM documents WHERE doc IN (SELECT doc FROM origin_wanted) ORDER BY doc"
    ).to_arrow_table()["sketch"]
    connection.unregister("origin_wanted")
    values = column.combine_chunks().flatten().to_numpy(zero_copy_only=False)
    return np.asarray(values, dtype=np.uint32).reshape(-1, SLOTS)


def _write(connection: DuckDBPyConnection) -> None:
    connection.execute(_ENDS)
    publishers = connection.execute(_LABELS).fetchall()
    connection.execute("CREATE OR REPLACE TEMP TABLE origin_labels (source VARCHAR, host VARCHAR, label VARCHAR)")
    connection.register("origin_named", _labels(publishers))
    connection.execute("INSERT INTO origin_labels SELECT * FROM origin_named")
    connection.unregister("origin_named")
    connection.execute("DELETE FROM origins WHERE doc IN (SELECT doc FROM origin_todo)")
    connection.execute(_WRITE)


def _labels(publishers: list[tuple[str | None, str]]) -> pa.Table:
    """What the own reports of publishers have as their origin."""
    pa = _arrow()
    labels = [own_label(source, f"//{host}") for source, host in publishers]
    columns = ([s for s, _ in publishers], [h for _, h in publishers], labels)
    return pa.table(
        {name: pa.array(c, pa.string()) for name, c in zip(("source", "host", "label"), columns, strict=True)}
    )


def _arrow() -> Any:
    import pyarrow

    return pyarrow
