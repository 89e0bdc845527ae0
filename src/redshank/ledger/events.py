"""Rows of ``events``, worked out from their reports; counts of publishers and origins can be renewed on their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# An event is said to be what most of its reports say; where two are as many, what the earlier says.
_TOLD = """
CREATE OR REPLACE TEMP TABLE event_told AS
SELECT m.event AS number, r.*, d.published,
    row_number() OVER (PARTITION BY m.event ORDER BY d.published, r.report) AS place,
    CASE r.date_resolution WHEN 'day' THEN 1 WHEN 'week' THEN 2 WHEN 'month' THEN 3 ELSE 4 END
        + CASE WHEN r.date_assumed THEN 8 WHEN r.date IS NULL THEN 4 ELSE 0 END AS coarse
FROM members m JOIN event_wanted USING (event) JOIN reports r USING (report) JOIN documents d USING (doc)
"""

_CATEGORY = """
CREATE OR REPLACE TEMP TABLE event_category AS
SELECT number, event AS category, arg_min(quad_code, place) AS quad_code, arg_min(codebook, place) AS codebook
FROM event_told GROUP BY number, event
QUALIFY row_number() OVER (PARTITION BY number ORDER BY count(*) DESC, min(place)) = 1
"""

# Score and CAMEO code belong to category and mode: both are those of most reports of the category.
_SCALE = """
CREATE OR REPLACE TEMP TABLE event_scale AS
SELECT number, event_scale, cameo, goldstein
FROM event_told t JOIN event_category c USING (number) WHERE t.event = c.category
GROUP BY number, event_scale, cameo, goldstein
QUALIFY row_number() OVER (PARTITION BY number ORDER BY count(*) DESC, min(place)) = 1
"""

# The days of the finest resolution that most reports give; where all only have their publication, the earliest.
_DAYS = """
CREATE OR REPLACE TEMP TABLE event_days AS
SELECT number, date, enddate, date_resolution FROM event_told GROUP BY number, date, enddate, date_resolution, coarse
QUALIFY row_number() OVER (
    PARTITION BY number ORDER BY coarse, CASE WHEN coarse > 8 THEN date END, count(*) DESC, date, enddate) = 1
"""

# The country of most reports, and in it the place that most reports name that is smaller than a country.
_PLACE = """
CREATE OR REPLACE TEMP TABLE event_place AS
WITH country AS (
    SELECT number, country_code FROM event_told WHERE country_code IS NOT NULL GROUP BY number, country_code
    QUALIFY row_number() OVER (PARTITION BY number ORDER BY count(*) DESC, min(place)) = 1
)
SELECT number, resolved_place, geonameid, lat, lon, country_code
FROM event_told JOIN country USING (number, country_code)
GROUP BY number, resolved_place, geonameid, lat, lon, country_code
QUALIFY row_number() OVER (PARTITION BY number ORDER BY max(place_resolution) > 1 DESC, count(*) DESC, min(place)) = 1
"""

# Members of a list that at least half of the reports have that have any, and the commonest in any case.
_LIST = """
CREATE OR REPLACE TEMP TABLE event_{column} AS
WITH told AS (
    SELECT t.* FROM event_told t JOIN event_category c USING (number) WHERE len({column}) > 0 AND {where}
), counted AS (
    SELECT number, value, count(*) AS seen, min(place) AS place
    FROM (SELECT number, place, unnest({column}) AS value FROM told) GROUP BY number, value
), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY number ORDER BY seen DESC, place, value) AS rank
    FROM counted JOIN (SELECT number, count(*) AS any_seen FROM told GROUP BY number) USING (number)
)
SELECT number, list(value ORDER BY seen DESC, place, value) AS value
FROM ranked WHERE 2 * seen >= any_seen OR rank = 1 GROUP BY number
"""

# The same for codes. A party that some name as actor and others as recipient stands where more have it, unless a
# report has it on both sides (a state acting at home).
_SIDES = """
CREATE OR REPLACE TEMP TABLE event_sides AS
WITH each AS (
    SELECT number, place, value, list_contains(actor_codes, value)::INT AS acts,
        list_contains(recipient_codes, value)::INT AS receives
    FROM (SELECT *, unnest(list_distinct(actor_codes || recipient_codes)) AS value FROM event_told)
), counted AS (
    SELECT number, value, sum(acts) AS acts, sum(receives) AS receives, max(acts * receives) AS at_home,
        min(place) AS place
    FROM each GROUP BY number, value
), sides AS (
    SELECT number, value, 'actor' AS role, acts AS seen, place FROM counted
    WHERE acts > 0 AND (at_home > 0 OR acts >= receives)
    UNION ALL
    SELECT number, value, 'recipient', receives, place FROM counted
    WHERE receives > 0 AND (at_home > 0 OR receives > acts)
), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY number, role ORDER BY seen DESC, place, value) AS rank,
        CASE role WHEN 'actor' THEN with_actor ELSE with_recipient END AS any_seen
    FROM sides JOIN (
        SELECT number, sum((len(actor_codes) > 0)::INT) AS with_actor,
            sum((len(recipient_codes) > 0)::INT) AS with_recipient
        FROM event_told GROUP BY number
    ) USING (number)
)
SELECT number, role, list(value ORDER BY seen DESC, place, value) AS value
FROM ranked WHERE 2 * seen >= any_seen OR rank = 1 GROUP BY number, role
"""

# Auxiliary modes of most reports; 'historical' only where no report told of it while it was news.
_AUX = """
CREATE OR REPLACE TEMP TABLE event_aux AS
WITH counted AS (
    SELECT number, value, count(*) AS seen FROM (SELECT number, unnest(aux) AS value FROM event_told)
    GROUP BY number, value
)
SELECT number, list(value ORDER BY value) AS value
FROM counted JOIN (SELECT number, count(*) AS reports FROM event_told GROUP BY number) USING (number)
WHERE CASE WHEN value = 'historical' THEN seen = reports ELSE 2 * seen > reports END GROUP BY number
"""

_COUNTS = """
CREATE OR REPLACE TEMP TABLE event_counts AS
WITH told AS (
    SELECT m.event AS number, r.report, r.doc, r.confidence, d.published,
        coalesce(s.publisher_group, d.source, '') AS publisher,
        coalesce(s.publisher_group, d.source, d.id) AS own_origin
    FROM members m JOIN event_wanted USING (event) JOIN reports r USING (report) JOIN documents d USING (doc)
        LEFT JOIN sources s ON s.source = d.source
)
SELECT number, count(DISTINCT report) AS reports, count(DISTINCT doc) AS documents,
    count(DISTINCT publisher) AS publishers, count(DISTINCT coalesce(o.origin, own_origin)) AS origins,
    min(published) AS first_published, max(published) AS last_published, max(confidence) AS confidence
FROM told LEFT JOIN origins o USING (doc) GROUP BY number
"""

_INSERT = """
INSERT INTO events BY NAME
SELECT n.number AS event, f.id, y.date, y.enddate, y.date_resolution, c.category, c.quad_code,
    coalesce(md.value, []) AS mode, coalesce(cx.value, []) AS context, coalesce(ax.value, []) AS aux,
    s.event_scale, s.cameo, s.goldstein,
    coalesce(ac.value, []) AS actor_codes, coalesce(rc.value, []) AS recipient_codes,
    coalesce(sb.value, []) AS said_by_codes,
    p.resolved_place, p.geonameid, p.lat, p.lon, p.country_code,
    n.reports, n.documents, n.publishers, n.origins, n.first_published, n.last_published, n.confidence
FROM event_counts n JOIN reports f ON f.report = n.number JOIN event_category c USING (number)
    JOIN event_scale s USING (number) JOIN event_days y USING (number) LEFT JOIN event_place p USING (number)
    LEFT JOIN event_mode md USING (number) LEFT JOIN event_context cx USING (number)
    LEFT JOIN event_said_by_codes sb USING (number) LEFT JOIN event_aux ax USING (number)
    LEFT JOIN event_sides ac ON ac.number = n.number AND ac.role = 'actor'
    LEFT JOIN event_sides rc ON rc.number = n.number AND rc.role = 'recipient'
ORDER BY event
"""

_TABLES = (
    *("told", "category", "scale", "days", "place", "mode", "context", "said_by_codes", "sides", "aux", "counts"),
)


def rebuild_events(connection: DuckDBPyConnection, events: Sequence[int]) -> None:
    """Work the rows of some events out anew; of those that have no reports any more nothing is left.

    Runs inside the caller's transaction.
    """
    _want(connection, events)
    connection.execute("DELETE FROM events WHERE event IN (SELECT event FROM event_wanted)")
    lists = [
        _LIST.format(column="mode", where="t.event = c.category"),
        _LIST.format(column="context", where="true"),
        _LIST.format(column="said_by_codes", where="true"),
    ]
    for step in (_TOLD, _CATEGORY, _SCALE, _DAYS, _PLACE, *lists, _SIDES, _AUX, _COUNTS, _INSERT):
        connection.execute(step)
    for name in (*_TABLES, "wanted"):
        connection.execute(f"DROP TABLE event_{name}")


def renew_counts(connection: DuckDBPyConnection, events: Sequence[int] | None = None) -> None:
    """Count publishers and origins of some events anew, or of all: after origins were traced or sources named.

    Runs inside the caller's transaction.
    """
    _want(connection, events)
    connection.execute(_COUNTS)
    connection.execute(
        "UPDATE events SET publishers = n.publishers, origins = n.origins FROM event_counts n"
        " WHERE events.event = n.number AND (events.publishers, events.origins) <> (n.publishers, n.origins)"
    )
    connection.execute("DROP TABLE event_counts")
    connection.execute("DROP TABLE event_wanted")


def _want(connection: DuckDBPyConnection, events: Sequence[int] | None) -> None:
    import pyarrow as pa

    if events is None:
        connection.execute("CREATE OR REPLACE TEMP TABLE event_wanted AS SELECT DISTINCT event FROM members")
        return
    connection.register("event_given", pa.table({"event": np.asarray(events, np.int64)}))
    connection.execute("CREATE OR REPLACE TEMP TABLE event_wanted AS SELECT event FROM event_given")
    connection.unregister("event_given")
