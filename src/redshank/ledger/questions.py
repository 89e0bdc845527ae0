"""Questions to a ledger: events, dyads, actors, sources, and one event with all its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from redshank.errors import LedgerError
from redshank.ledger.filters import ANY, ASSERTED, Filter

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

Period = Literal["all", "year", "month", "week", "day"]

# Counts by quad class and mean score, as event-data users build them first.
_COUNTS = """
    count(*) AS events,
    count(*) FILTER (e.quad_code = 1) AS verbal_cooperation,
    count(*) FILTER (e.quad_code = 2) AS material_cooperation,
    count(*) FILTER (e.quad_code = 3) AS verbal_conflict,
    count(*) FILTER (e.quad_code = 4) AS material_conflict,
    round(avg(e.event_scale::DOUBLE), 3) AS mean_score,
    round(avg(e.goldstein::DOUBLE), 3) AS mean_goldstein,
    sum(e.reports)::BIGINT AS reports,
    sum(e.origins)::BIGINT AS origins"""

_EVENTS = """
SELECT e.id, e.date, e.enddate, e.category AS event, e.mode, e.aux, e.actor_codes AS actor,
       e.recipient_codes AS recipient, e.said_by_codes AS said_by, e.context, e.resolved_place AS place, e.country_code,
       e.lat, e.lon, e.geonameid, e.quad_code, e.event_scale, e.cameo, e.goldstein, e.reports, e.documents,
       e.publishers, e.origins, e.first_published, e.last_published, round(e.confidence::DOUBLE, 3) AS confidence,
       r.sentence AS words
FROM (SELECT * FROM events e WHERE {condition} ORDER BY {order} LIMIT {limit}) e JOIN reports r ON r.report = e.event
ORDER BY {order}"""

_ORDERS = {
    "date": "e.date NULLS LAST, e.event",
    "-date": "e.date DESC NULLS LAST, e.event",
    "reports": "e.reports DESC, e.event",
    "origins": "e.origins DESC, e.reports DESC, e.event",
    "confidence": "e.confidence, e.event",
}

_SOURCES = """
SELECT d.source, any_value(s.publisher_group) AS publisher_group, any_value(s.newsroom) AS newsroom,
       count(DISTINCT d.doc) AS documents, count(*) AS reports, count(DISTINCT e.event) AS events,
       count(*) FILTER (e.event = m.report) AS told_first,
       count(DISTINCT d.doc) FILTER (o.origin IS NOT NULL) AS documents_of_others
FROM events e JOIN members m USING (event) JOIN reports r ON r.report = m.report JOIN documents d USING (doc)
LEFT JOIN sources s ON s.source = d.source
LEFT JOIN (SELECT DISTINCT doc, first(origin ORDER BY origin) AS origin FROM origins
           WHERE like_doc IS NOT NULL OR why NOT LIKE 'own%' GROUP BY doc) o ON o.doc = d.doc
WHERE {condition}
GROUP BY d.source ORDER BY reports DESC, d.source"""


def events(connection: DuckDBPyConnection, asked: Filter, *, order: str = "date", limit: int | None = None) -> pa.Table:
    """One row an event, with the words of its first report.

    Raises:
        LedgerError: an order that there is not.
    """
    if order not in _ORDERS:
        raise LedgerError(f"no order {order!r}: {', '.join(_ORDERS)}")
    condition, values = asked.condition(ANY)
    query = _EVENTS.format(condition=condition, order=_ORDERS[order], limit="ALL" if limit is None else int(limit))
    return ask(connection, query, values)


def dyads(connection: DuckDBPyConnection, asked: Filter, *, by: Period = "all") -> pa.Table:
    """Directed pairs of actor and recipient by period: counts by quad class and category, mean score.

    An event with two actors counts for each of them. Without ``aux`` only what is told as fact counts.
    """
    condition, values = asked.condition(ASSERTED)
    period, keys = _period(by)
    pairs = f"SELECT {period} unnest(e.actor_codes) AS actor, e.* FROM events e WHERE {condition}"  # noqa: S608
    query = (
        f"SELECT {keys} e.actor, e.recipient, {_COUNTS}, {_by_category(connection)} FROM"  # noqa: S608
        f" (SELECT unnest(recipient_codes) AS recipient, * FROM ({pairs})) e"
        f" GROUP BY ALL ORDER BY {keys} {'' if by != 'all' else 'events DESC,'} e.actor, e.recipient"
    )
    return ask(connection, query, values)


def actors(connection: DuckDBPyConnection, asked: Filter, *, by: Period = "all") -> pa.Table:
    """Countries and organisations by period: what they did and what was done to them."""
    condition, values = asked.condition(ASSERTED)
    period, keys = _period(by)
    sides = " UNION ALL ".join(
        f"SELECT '{role}' AS role, {period} unnest(list_distinct(e.{role}_codes)) AS code, e.*"  # noqa: S608
        f" FROM events e WHERE {condition}"
        for role in ("actor", "recipient")
    )
    query = (
        f"SELECT {keys} e.code, e.role, {_COUNTS}, {_by_category(connection)} FROM ({sides}) e"  # noqa: S608
        f" GROUP BY ALL ORDER BY {keys} {'' if by != 'all' else 'events DESC,'} e.code, e.role"
    )
    return ask(connection, query, values * 2)


def sources(connection: DuckDBPyConnection, asked: Filter) -> pa.Table:
    """Who published: documents, reports, events, how often first, and how many documents carry another's reporting."""
    condition, values = asked.condition(ANY)
    return ask(connection, _SOURCES.format(condition=condition), values)


def ask_only(connection: DuckDBPyConnection, query: str) -> pa.Table:
    """The answer to one query that somebody else wrote.

    Raises:
        LedgerError: it is no query, more than one, or DuckDB cannot answer it.
    """
    import duckdb

    try:
        statements = duckdb.extract_statements(query)
    except duckdb.Error as error:
        raise LedgerError(str(error).strip().splitlines()[0][:300]) from None
    if len(statements) != 1 or statements[0].type not in {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}:
        raise LedgerError("only one query that reads can be asked, such as SELECT … or DESCRIBE …")
    return ask(connection, query)


def ask(connection: DuckDBPyConnection, query: str, values: Any = None) -> pa.Table:
    """The answer as an Arrow table.

    Raises:
        LedgerError: DuckDB cannot answer it; its first line says why.
    """
    import duckdb

    try:
        return connection.sql(query, params=values or None).to_arrow_table()
    except duckdb.Error as error:
        raise LedgerError(str(error).strip().splitlines()[0][:300]) from None


def _period(by: Period) -> tuple[str, str]:
    """The column of a period, and its name among the keys; both empty for all time."""
    if by == "all":
        return "", ""
    return f"CAST(date_trunc('{by}', coalesce(e.date, e.enddate)) AS DATE) AS {by},", f"e.{by},"


def _by_category(connection: DuckDBPyConnection) -> str:
    """One column of counts for each category that the ledger holds."""
    found = connection.execute("SELECT DISTINCT category FROM events ORDER BY 1").fetchall()
    names = [name for (name,) in found if name.replace("_", "").isalnum()]
    return ", ".join(f"count(*) FILTER (e.category = '{name}') AS \"{name}\"" for name in names) or "0 AS none"
