-- One row an event: its own facts, and its first report for all that only a report has.
CREATE TEMP MACRO layout_linked(record, link) AS record;

CREATE TEMP VIEW layout_tellings AS
SELECT b.number, m.report FROM layout_batch b JOIN members m ON m.event = b.number;

CREATE TEMP VIEW layout_picking AS
SELECT b.number, b.report, e.id, e.date, e.enddate, e.date_resolution,
       r.date_assumed AND r.date IS NOT DISTINCT FROM e.date
           AND r.enddate IS NOT DISTINCT FROM e.enddate AS date_assumed,
       e.category, e.mode, e.context, e.aux, e.quad_code, layout_decimal(e.event_scale) AS event_scale,
       e.cameo, layout_decimal(e.goldstein) AS goldstein,
       e.resolved_place, e.geonameid, e.lat, e.lon, e.country_code,
       r.resolved_place IS NOT DISTINCT FROM e.resolved_place
           AND r.geonameid IS NOT DISTINCT FROM e.geonameid AS same_place,
       e.actor_codes, e.recipient_codes, e.said_by_codes, e.reports, e.documents, e.publishers, e.first_published,
       layout_decimal(e.confidence) AS confidence, CAST(NULL AS VARCHAR) AS link
FROM layout_batch b JOIN events e ON e.event = b.number JOIN reports r ON r.report = b.report;
