"""What is known of the reports that are compared, as numpy arrays: one row a report, one row a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from redshank.ledger.sets import CHUNK, Flags, Floats, Ints, Sets, Weigher
from redshank.ledger.sketch import SLOTS, words_of
from redshank.ledger.weights import known_before, sector_kinds, usual_words

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

ARMED = 2
_KIND_BITS = {"state": 1, "armed": ARMED, "civil": 4, "any": 7}
_PROFILE = 64  # words that stand for a document
_SAMPLE = 100_000  # reports from which the rarity of words is told
# A ledger counts as if so many reports lay in it already: in a small one no word and no code would be usual.
_PRIOR = 1000
_USUAL_CODE = 0.05  # share of those reports that have any one code
_UNSEEN = 0.5  # of those reports that have any one word that is not in the table of usual ones

# Days are numbers, days since 1970; where a report has none, its document's day stands in.
_REPORTS = """
WITH triggers AS (
    SELECT report, min("start") AS begins FROM evidence
    WHERE role = 'trigger' AND report IN (SELECT report FROM merge_wanted) GROUP BY report
)
SELECT r.report, r.doc, r.event AS category, r.mode, r.words, r.date_assumed,
    coalesce(d.published, r.enddate, r.date, DATE '1970-01-01') - DATE '1970-01-01' AS published,
    coalesce(r.date, r.enddate - 3650, d.published, DATE '1970-01-01') - DATE '1970-01-01' AS begins,
    coalesce(r.enddate, r.date, d.published, DATE '1970-01-01') - DATE '1970-01-01' AS finish,
    r.actor_codes AS actors, r.recipient_codes AS recipients,
    list_distinct(r.actor_codes || r.recipient_codes) AS parties,
    coalesce(r.geonameid, 0) AS geonameid, coalesce(r.lat, 0) AS lat, coalesce(r.lon, 0) AS lon,
    coalesce(r.country_code, '') AS country, coalesce(r.place_resolution, 0) AS place_resolution,
    coalesce(regexp_matches(lower(left(r.sentence, t.begins - r.sentence_start)), $known), false) AS known
FROM reports r JOIN documents d USING (doc) LEFT JOIN triggers t USING (report)
WHERE r.report IN (SELECT report FROM merge_wanted) ORDER BY r.report
"""

# A name tells one from another where it is a person's or a group's; a state body's tells no more than its code.
_NAMES = """
WITH each AS (
    SELECT p.report, p.role, k.bits, e.wikidata IS NOT NULL OR e.office IS NOT NULL AS known,
        CASE WHEN e.wikidata IS NOT NULL OR e.office IS NOT NULL OR k.kind <> 'state'
            THEN hash(regexp_extract(lower(e.name), '[^ ]+$')) END AS name
    FROM participants p JOIN entities e USING (entity) LEFT JOIN merge_kinds k ON k.sector = coalesce(e.sector, 'UNK')
    WHERE p.role IN (SELECT unnest($roles)) AND p.report IN (SELECT report FROM merge_wanted)
)
SELECT w.report, coalesce(bit_or(bits), 7) AS kinds, coalesce(bool_and(known), false) AS known,
    coalesce(list(DISTINCT name) FILTER (name IS NOT NULL), []) AS names
FROM merge_wanted w LEFT JOIN each e USING (report) GROUP BY w.report ORDER BY w.report
"""


@dataclass(slots=True)
class Side:
    """Who stands on one side of each report.

    Attributes:
        names: hashes of last names, of persons and of bodies other than a state's.
        known: whether all are persons that the roster knows.
        kinds: kinds of body, as bits.
    """

    codes: Sets
    names: Sets
    known: Flags
    kinds: Ints


@dataclass(slots=True)
class Facts:
    """Columns of the reports that are compared, in order of their numbers.

    Attributes:
        doc: the row of its document.
        begin, end, published: days.
        assumed: the day of publication stands in for a day.
        known: its words take the reader to know of the act ('the attack').
        country: -1 where there is no place.
        parties: actors and recipients together.
        profiles: of documents, the words that tell what they are about.
        breadth: of documents, how many sentences, title among them, those words come from.
        sketches: of documents; zeros where there is none.
    """

    report: Ints
    doc: Ints
    category: Ints
    categories: list[str]
    begin: Ints
    end: Ints
    published: Ints
    assumed: Flags
    known: Flags
    geonameid: Ints
    lat: Floats
    lon: Floats
    country: Ints
    place_resolution: Ints
    modes: Sets
    words: Sets
    actors: Side
    recipients: Side
    parties: Side
    profiles: Sets
    breadth: Ints
    sketches: NDArray[np.uint32]

    def is_one_of(self, names: frozenset[str]) -> Flags:
        """Whether each report's category is among some."""
        wanted = np.array([name in names for name in self.categories], np.bool_)
        return wanted[self.category]

    def stories_like(self, left: Ints, right: Ints) -> tuple[Floats, Floats]:
        """How like the stories are that two reports stand in, and which share of their sketches is equal."""
        wide = len(self.sketches)
        both, back = np.unique(self.doc[left] * wide + self.doc[right], return_inverse=True)
        one, other = both // wide, both % wide
        around = self.profiles.like(one, other)
        equal = np.zeros(len(both), np.float32)
        for begin in range(0, len(both), CHUNK):
            a, b = self.sketches[one[begin : begin + CHUNK]], self.sketches[other[begin : begin + CHUNK]]
            equal[begin : begin + CHUNK] = ((a == b) & (a > 0)).mean(axis=1)
        return around[back], equal[back]


class Rarity(NamedTuple):
    """Gives weights to hashes of words and to codes: the rarer in the ledger's reports, the more."""

    word: Weigher
    code: Weigher


def rarity_in(connection: DuckDBPyConnection) -> Rarity:
    """Counted over all reports, for words over an even sample of a large ledger's."""
    ((reports,),) = connection.execute("SELECT count(*) FROM reports").fetchall()
    every = max(1, reports // _SAMPLE)
    words = connection.execute(
        "SELECT word, count(*) FROM (SELECT unnest(words) AS word FROM reports WHERE report % ? = 0) GROUP BY word",
        [every],
    ).fetchall()
    codes = connection.execute(
        "SELECT code, count(*) FROM (SELECT unnest(actor_codes || recipient_codes) AS code FROM reports) GROUP BY code"
    ).fetchall()
    usual = {words_of(word)[0]: share * _PRIOR for word, share in usual_words().items()}
    seen = {value: usual.get(value, 0) + count for value, count in words}
    word = _weigher(usual | seen, reports // every, _UNSEEN)
    code = _weigher(dict(codes), reports, _USUAL_CODE * _PRIOR)
    # Codes in common are told by the product of two weights, so each has the root.
    return Rarity(word, lambda wanted: np.sqrt(code(wanted)))


def _weigher(seen: dict[Any, float], size: int, before: float) -> Weigher:
    """Weights by how many of ``size`` reports have a value, ``before`` of the ledger's prior reports having any."""
    values = np.array(sorted(seen))
    counts = np.array([seen[value] for value in sorted(seen)], np.float64)

    def weigh(wanted: Any) -> Floats:
        at = np.minimum(np.searchsorted(values, wanted), max(len(values) - 1, 0))
        found = np.where(values[at] == wanted, counts[at], 0.0) if len(values) else np.zeros(len(wanted))
        return np.maximum(np.log((size + _PRIOR) / (found + before)), 0.0).astype(np.float32)

    return weigh


def facts_of(connection: DuckDBPyConnection, reports: Ints, rarity: Rarity) -> Facts:
    """Everything about some reports that merging looks at."""
    import pyarrow as pa

    kinds = sector_kinds()
    bits = [_KIND_BITS[kind] for kind in kinds.values()]
    connection.register("merge_wanted", pa.table({"report": reports}))
    connection.register("merge_kinds", pa.table({"sector": list(kinds), "kind": list(kinds.values()), "bits": bits}))
    table = connection.sql(_REPORTS, params={"known": known_before()}).to_arrow_table()
    sides = [
        _side(connection, table[column], roles, rarity.code)
        for column, roles in (
            ("actors", ["actor"]),
            ("recipients", ["recipient"]),
            ("parties", ["actor", "recipient"]),
        )
    ]
    docs, doc = np.unique(_ints(table, "doc"), return_inverse=True)
    stories = _documents(connection, docs, rarity.word)
    connection.unregister("merge_wanted")
    connection.unregister("merge_kinds")
    return _columns(table, doc, sides, stories, rarity.word)


def _columns(table: pa.Table, doc: Ints, sides: list[Side], stories: _Stories, word: Weigher) -> Facts:
    categories, category = np.unique(_texts(table, "category"), return_inverse=True)
    countries, country = np.unique(_texts(table, "country"), return_inverse=True)
    return Facts(
        report=_ints(table, "report"),
        doc=doc.astype(np.int64),
        category=category.astype(np.int64),
        categories=categories.tolist(),
        begin=_ints(table, "begins"),
        end=_ints(table, "finish"),
        published=_ints(table, "published"),
        assumed=table["date_assumed"].to_numpy().astype(np.bool_),
        known=table["known"].to_numpy().astype(np.bool_),
        geonameid=_ints(table, "geonameid"),
        lat=table["lat"].to_numpy().astype(np.float32),
        lon=table["lon"].to_numpy().astype(np.float32),
        country=np.where(countries[country] == "", -1, country).astype(np.int64),
        place_resolution=_ints(table, "place_resolution"),
        modes=Sets.of_column(table["mode"]),
        words=Sets.of_column(table["words"], word),
        actors=sides[0],
        recipients=sides[1],
        parties=sides[2],
        profiles=stories.profiles,
        breadth=stories.breadth,
        sketches=stories.sketches,
    )


def _ints(table: pa.Table, name: str) -> Ints:
    found: Ints = table[name].to_numpy().astype(np.int64)
    return found


def _texts(table: pa.Table, name: str) -> Any:
    return table[name].to_numpy(zero_copy_only=False).astype(str)


def _side(connection: DuckDBPyConnection, codes: pa.ChunkedArray, roles: list[str], weigher: Weigher) -> Side:
    named = connection.sql(_NAMES, params={"roles": roles}).to_arrow_table()
    known = named["known"].to_numpy().astype(np.bool_)
    return Side(Sets.of_column(codes, weigher), Sets.of_column(named["names"]), known, _ints(named, "kinds"))


class _Stories(NamedTuple):
    profiles: Sets
    breadth: Ints
    sketches: NDArray[np.uint32]


def _documents(connection: DuckDBPyConnection, docs: Ints, word: Weigher) -> _Stories:
    """What documents are about, told by their titles and the sentences that were coded there; their sketches."""
    import pyarrow as pa

    connection.register("merge_docs", pa.table({"doc": docs}))
    told = connection.sql(
        "SELECT doc, title, sketch FROM documents WHERE doc IN (SELECT doc FROM merge_docs) ORDER BY doc"
    ).to_arrow_table()
    said = connection.sql(
        "SELECT doc, words FROM reports WHERE doc IN (SELECT doc FROM merge_docs)"
        " GROUP BY doc, sentence_start, words ORDER BY doc, sentence_start, words"
    ).to_arrow_table()
    connection.unregister("merge_docs")
    titles = [words_of(title or "") for title in told["title"].to_pylist()]
    lists = said["words"].combine_chunks()
    sentence_of = np.searchsorted(docs, _ints(said, "doc"))
    rows = np.concatenate(
        [
            np.repeat(np.arange(len(docs)), [len(title) for title in titles]),
            np.repeat(sentence_of, np.diff(np.asarray(lists.offsets, dtype=np.int64)).astype(np.int64)),
        ]
    )
    flat = np.asarray(lists.flatten(), dtype=np.int64)
    words = np.concatenate([np.array([w for title in titles for w in title], np.int64), flat])
    breadth = np.bincount(sentence_of, minlength=len(docs)) + np.array([bool(title) for title in titles])
    sketches = np.zeros((len(docs), SLOTS), np.uint32)
    for row, sketch in enumerate(told["sketch"]):
        if sketch.is_valid:
            sketches[row] = sketch.values.to_numpy()
    return _Stories(profiles_of(rows, words, len(docs), word), breadth.astype(np.int64), sketches)


def profiles_of(rows: Ints, words: Ints, count: int, word: Weigher) -> Sets:
    """For each row its most telling words, of those that another has too: how often there, times how rare at all."""
    both, often = np.unique((rows.astype(np.int64) << 32) | words, return_counts=True)  # words are of 32 bits
    each, value = both >> 32, both & 0xFFFFFFFF
    weight = (1 + np.log(often)) * word(value)
    squares = np.bincount(each, weight**2, count).astype(np.float32)
    _, number, spread = np.unique(value, return_inverse=True, return_counts=True)
    common = spread[number] > 1
    each, value, weight = each[common], value[common], weight[common]
    order = np.lexsort((value, -weight, each))
    each, value, weight = each[order], value[order], weight[order]
    first = np.arange(len(each)) - np.searchsorted(each, each) < _PROFILE
    return Sets.of(each[first], value[first], count, weight[first], squares)
