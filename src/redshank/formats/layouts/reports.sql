-- One row a report. PLOVER's `link` ties those of one event together.
CREATE TEMP MACRO layout_linked(record, link) AS struct_insert(record, link := link);

CREATE TEMP VIEW layout_tellings AS SELECT number, report FROM layout_batch;

CREATE TEMP VIEW layout_picking AS
SELECT b.number, b.report, r.id, r.date, r.enddate, r.date_resolution, r.date_assumed,
       r.event AS category, r.mode, r.context, r.aux, r.quad_code, layout_decimal(r.event_scale) AS event_scale,
       r.cameo, layout_decimal(r.goldstein) AS goldstein,
       r.resolved_place, r.geonameid, r.lat, r.lon, r.country_code, true AS same_place,
       CAST(NULL AS VARCHAR[]) AS actor_codes, CAST(NULL AS VARCHAR[]) AS recipient_codes,
       CAST(NULL AS VARCHAR[]) AS said_by_codes, 1 AS reports, 1 AS documents, 1 AS publishers,
       d.published AS first_published, layout_decimal(r.confidence) AS confidence, e.id AS link
FROM layout_batch b JOIN reports r USING (report) JOIN documents d USING (doc)
LEFT JOIN members m USING (report) LEFT JOIN events e ON e.event = m.event;
