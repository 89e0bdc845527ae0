"""One connection to a ledger that shows its events or reports as the layouts ask for them, batch by batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from redshank.formats.layouts import places
from redshank.formats.layouts.base import Rows
from redshank.lexicons.tables import rows
from redshank.ontology import cameo_codes

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

    from redshank.ledger import Ledger

BATCH = 20_000  # rows that are in memory at once: some 50 MB of Python and Arrow

_HERE = files("redshank.formats.layouts")
_DATA = files("redshank.formats") / "data"
_NUMBERS = frozenset({"geonameid", "resolution", "gdelt_quad", "phoenix_quad"})
_CHOSEN = {
    "events": "SELECT e.event AS number, len(e.aux) > 0 AS unreal FROM events e WHERE {condition}",
    "reports": "SELECT r.report AS number, len(r.aux) > 0 AS unreal FROM current_reports r WHERE {condition}",
}
# What is worked out once for each batch, in this order.
_PARTS = {
    "layout_batch": "SELECT number, number AS report FROM layout_chosen WHERE batch = {batch} ORDER BY number",
    "layout_picked": "FROM layout_picking",
    "layout_parties": "FROM layout_naming",
}
# A question asks for events; a report is meant if its event is.
_OF_EVENTS = (
    "EXISTS (SELECT 1 FROM members m JOIN (SELECT e.event FROM events e WHERE {condition}) w USING (event)"
    " WHERE m.report = r.report)"
)


class Session:
    """A ledger as it stands now: what others write meanwhile is not seen.

    Args:
        ledger: open, for reading or writing.
        kind: whether a row is an event or a report.
        condition, values: SQL over ``events e`` and its values, as ``redshank.ledger.filters`` makes them.
        unreal: keep what is future, hypothetical, negated or historical.

    Attributes:
        count: rows that will come.
        left_out: rows that ``unreal`` would have kept.
    """

    def __init__(self, ledger: Ledger, kind: Rows, condition: str, values: Sequence[Any], *, unreal: bool) -> None:
        self._connection = ledger.connection.cursor()
        self._connection.begin()
        try:
            self._choose(kind, condition, values, unreal=unreal)
            self._store()
            self._define("macros.sql")
            # Each script looks at what the one before it has put there.
            for (name, query), script in zip(_PARTS.items(), (f"{kind}.sql", "naming.sql", "views.sql"), strict=True):
                self._put(name, query.format(batch=-1))
                self._define(script)
        except BaseException:
            self._connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def batches(self) -> Iterator[int]:
        """The batches' numbers; the views show the batch whose number came last."""
        for number in range(-(-self.count // BATCH)):
            for name, query in _PARTS.items():
                self._put(name, query.format(batch=number))
            yield number

    def _put(self, name: str, query: str) -> None:
        """Put the answer of a query under the views, outside of DuckDB, which would keep every version to the end."""
        self._connection.register(name, self.table(query))

    def table(self, query: str) -> pa.Table:
        """A query over the views."""
        return self._connection.sql(query).to_arrow_table()

    def value(self, query: str, values: Sequence[Any] = ()) -> Any:
        """The first cell of a query."""
        return self._connection.execute(query, list(values)).fetchall()[0][0]

    def _choose(self, kind: Rows, condition: str, values: Sequence[Any], *, unreal: bool) -> None:
        if kind == "reports" and condition != "true":
            condition = _OF_EVENTS.format(condition=condition)
        chosen = _CHOSEN[kind].format(condition=condition)
        self.left_out = 0
        if not unreal:
            self.left_out = int(self.value(f"SELECT count(*) FROM ({chosen}) WHERE unreal", values))  # noqa: S608
            chosen = f"SELECT number FROM ({chosen}) WHERE NOT unreal"  # noqa: S608 -- our own words
        batch = f"(row_number() OVER (ORDER BY number) - 1) // {BATCH} AS batch"
        self._connection.execute(
            f"CREATE TEMP TABLE layout_chosen AS SELECT number, {batch} FROM ({chosen})",  # noqa: S608
            list(values),
        )
        self.count = int(self.value("SELECT count(*) FROM layout_chosen"))

    def _define(self, script: str) -> None:
        self._connection.execute((_HERE / script).read_text(encoding="utf8"))

    def _store(self) -> None:
        _store(self._connection, "layout_codes", codes())
        _store(self._connection, "layout_sectors", list(rows("sectors.tsv", _DATA)))
        _store(self._connection, "layout_cameo", cameo())
        found = self._connection.execute(
            "SELECT geonameid, min(resolved_place), min(country_code), min(place_resolution) FROM reports"
            " WHERE geonameid IS NOT NULL GROUP BY geonameid ORDER BY geonameid"
        ).fetchall()
        _store(self._connection, "layout_places", places.described(found))


def _store(connection: DuckDBPyConnection, name: str, found: Sequence[dict[str, Any]]) -> None:
    """Rows of a small table of ours as a temporary table; empty cells become NULL."""
    import pyarrow as pa

    schema = pa.schema([(n, pa.int64() if n in _NUMBERS else pa.string()) for n in found[0]])
    table = pa.Table.from_pylist([{k: None if v == "" else v for k, v in row.items()} for row in found], schema)
    connection.register("layout_given", table)
    connection.execute(f"CREATE TEMP TABLE {name} AS SELECT * FROM layout_given")  # noqa: S608 -- our own names
    connection.unregister("layout_given")


def codes() -> list[dict[str, Any]]:
    """Every country and every other code of an actor, with what the layouts call it."""
    names = {row["iso3"]: row["names"].partition("|")[0] for row in rows("places/countries.tsv")}
    countries = [
        {
            "code": row["code"],
            "country": names[row["code"]],
            "fips": row["fips"],
            "cameo": row["cameo"],
            "gdelt_country": row["cameo"],
            "gdelt_group": "",
            "gdelt_type": "",
            "implied": "",
            "icews_country": row["icews"],
            "icews_sector": "",
        }
        for row in rows("countries.tsv", _DATA)
    ]
    others = [
        {**dict.fromkeys(countries[0], ""), **row, "implied": row["sector"], "icews_sector": row["icews"]}
        for row in rows("entities.tsv", _DATA)
    ]
    return countries + [{k: row[k] for k in countries[0]} for row in others]


def cameo() -> list[dict[str, Any]]:
    """CAMEO codes with label, root and the quad classes that follow from it."""
    quads = {row["root"]: row for row in rows("quads.tsv", _DATA)}
    return [
        {
            "code": code,
            "label": known.label,
            "root": code[:2],
            "gdelt_quad": int(quads[code[:2]]["gdelt"]),
            "phoenix_quad": int(quads[code[:2]]["phoenix"]),
        }
        for code, known in cameo_codes().items()
        if len(code) > len("01")
    ]
