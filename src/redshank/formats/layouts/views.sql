-- What the columns of the layouts are taken from; naming.sql says what lies below.

-- Who stands first on each side. Where all are actors of a mutual act, another of them is the target: of another
-- code if there is one.
CREATE TEMP VIEW layout_sides AS
WITH named AS (
    SELECT number, role, rank, code, first_value(code) OVER (PARTITION BY number ORDER BY role, rank) AS first_code
    FROM layout_parties WHERE role IN ('actor', 'recipient')
), counted AS (
    SELECT number, count(*) AS parties, bool_or(role = 'recipient') AS aimed,
           coalesce(min(rank) FILTER (role = 'actor' AND rank > 1 AND code IS DISTINCT FROM first_code), 2) AS other
    FROM named GROUP BY number
), targets AS (
    SELECT c.number, c.parties, CASE WHEN c.aimed THEN 1 ELSE c.other END AS rank,
           CASE WHEN c.aimed THEN 'recipient' WHEN k.category IN ('CONSULT', 'COOPERATE') THEN 'actor' END AS role
    FROM counted c JOIN layout_picked k USING (number)
)
SELECT s.number, s.parties, a.who AS source, t.who AS target
FROM targets s
LEFT JOIN layout_parties a ON a.number = s.number AND a.role = 'actor' AND a.rank = 1
LEFT JOIN layout_parties t ON t.number = s.number AND t.role = s.role AND t.rank = s.rank;

-- All of each side, for layouts that know lists.
CREATE TEMP VIEW layout_people AS
SELECT number,
       coalesce(list_sort(list(who) FILTER (role = 'actor')), []) AS actors,
       coalesce(list_sort(list(who) FILTER (role = 'recipient')), []) AS recipients,
       coalesce(list_sort(list(who) FILTER (role = 'said_by')), []) AS said_by
FROM layout_parties GROUP BY number;

-- One row for each of the batch.
CREATE TEMP VIEW layout_facts AS
SELECT k.*, s.source, s.target,
       s.parties > CAST(s.source IS NOT NULL AS INTEGER) + CAST(s.target IS NOT NULL AS INTEGER) AS crowded,
       CASE WHEN k.same_place THEN r.extracted_place END AS extracted_place,
       coalesce(CASE WHEN k.same_place THEN r.place_resolution END, w.resolution) AS resolution,
       w.city, w.district,
       coalesce(w.province, CASE WHEN r.place_resolution = 2 AND k.same_place THEN k.resolved_place END) AS province,
       w.admin1, g.country AS country_name, g.icews_country AS icews_place,
       coalesce(g.fips, CASE WHEN k.country_code = 'PSE' AND w.admin1 IN ('GZ', 'WE') THEN w.admin1 END) AS fips,
       coalesce(c.code, k.cameo) AS code, coalesce(c.root, substr(k.cameo, 1, 2)) AS root, c.gdelt_quad, c.phoenix_quad,
       c.label, r.sequence, r.sentence_start, r.sentence_end, r.event_text, r.trace, r.codebook,
       d.doc, d.id AS document, d.source AS publisher, d.url, d.title, d.published, d.language, u.coder,
       CAST(r.sentence_start < l.until AS INTEGER) AS in_lead
FROM layout_picked k JOIN reports r USING (report) JOIN documents d USING (doc) JOIN runs u USING (run)
LEFT JOIN layout_sides s USING (number)
LEFT JOIN layout_places w ON w.geonameid = k.geonameid
LEFT JOIN layout_codes g ON g.code = k.country_code
LEFT JOIN layout_cameo c ON c.code = k.cameo || CASE WHEN length(k.cameo) = 2 THEN '0' ELSE '' END
LEFT JOIN (SELECT doc, min("end") AS until FROM paragraphs
           WHERE kind = 'body' AND doc IN (SELECT doc FROM reports WHERE report IN (SELECT report FROM layout_batch))
           GROUP BY doc) l ON l.doc = d.doc;

-- The same with the places of the report's document (POLECAT).
CREATE TEMP VIEW layout_stories AS
SELECT f.*, o.actors, o.recipients, p.story_places
FROM layout_facts f LEFT JOIN layout_people o USING (number) LEFT JOIN (
    SELECT doc, layout_joined(list(name ORDER BY named_at, name)) AS story_places
    FROM (SELECT doc, resolved_place AS name, min("start") AS named_at FROM places
          WHERE resolved_place IS NOT NULL
            AND doc IN (SELECT doc FROM reports WHERE report IN (SELECT report FROM layout_batch))
          GROUP BY doc, resolved_place)
    GROUP BY doc) p USING (doc);

-- The same with all reports of the event (Phoenix).
CREATE TEMP VIEW layout_gathered AS
SELECT f.*, a.ids, a.urls, a.publishers_all
FROM layout_facts f LEFT JOIN (
    SELECT t.number, layout_joined(list(concat(d.id, '_', r.sequence) ORDER BY t.report <> t.number, t.report)) AS ids,
           layout_joined(list(d.url ORDER BY t.report <> t.number, t.report)) AS urls,
           layout_joined(list(d.source ORDER BY t.report <> t.number, t.report)) AS publishers_all
    FROM layout_tellings t JOIN reports r USING (report) JOIN documents d USING (doc)
    GROUP BY t.number) a USING (number);

-- One row a report of the batch's events (GDELT's mentions), with its own offsets.
CREATE TEMP VIEW layout_mentions AS
WITH parties AS (
    SELECT p.report, p.role, p."start", p."end", p.number, n.code,
           first_value(n.code) OVER (PARTITION BY p.report ORDER BY p.role, p.number) AS first_code,
           row_number() OVER (PARTITION BY p.report ORDER BY p.role, p.number) AS seat
    FROM participants p JOIN entities n USING (entity)
    WHERE p.role IN ('actor', 'recipient') AND p.report IN (SELECT report FROM layout_tellings)
), offsets AS (
    SELECT report, min("start") FILTER (role = 'actor' AND seat = 1 AND "end" > "start") AS source_start,
           arg_min("start", number) FILTER (role = 'recipient') AS recipient_start,
           arg_min("start", (code IS NOT DISTINCT FROM first_code, number))
               FILTER (role = 'actor' AND seat > 1) AS other_start
    FROM parties GROUP BY report
), triggers AS (
    SELECT r.report, min(e."start") AS trigger_start FROM evidence e JOIN reports r USING (report)
    WHERE e.role = 'trigger' AND e."start" >= r.sentence_start AND e."start" < r.sentence_end
      AND r.report IN (SELECT report FROM layout_tellings)
    GROUP BY r.report
)
SELECT t.number, t.report, k.first_published, d.published, d.id AS document, d.source AS publisher, d.url, d.length,
       r.sequence, layout_decimal(r.confidence) AS confidence, o.source_start,
       coalesce(o.recipient_start,
                CASE WHEN r.event IN ('CONSULT', 'COOPERATE') THEN o.other_start END) AS target_start,
       v.trigger_start
FROM layout_tellings t JOIN layout_picked k USING (number) JOIN reports r ON r.report = t.report
JOIN documents d USING (doc) LEFT JOIN offsets o ON o.report = t.report LEFT JOIN triggers v ON v.report = t.report;

-- The whole record, as records.Event has it (PLOVER).
CREATE TEMP VIEW layout_records AS
SELECT f.number, layout_linked(struct_pack(
    id := f.id, doc_id := f.document, date := CAST(f.date AS VARCHAR), enddate := CAST(f.enddate AS VARCHAR),
    date_resolution := f.date_resolution, date_assumed := f.date_assumed,
    actor := list_transform(coalesce(o.actors, []), lambda w: layout_entity(w)),
    recipient := list_transform(coalesce(o.recipients, []), lambda w: layout_entity(w)),
    event := [f.category], mode := f.mode, context := f.context, aux := f.aux,
    said_by := list_transform(coalesce(o.said_by, []), lambda w: layout_entity(w)),
    event_loc := CASE WHEN f.resolved_place IS NOT NULL OR f.geonameid IS NOT NULL OR f.extracted_place IS NOT NULL
                      THEN struct_pack(
        "start" := coalesce(CASE WHEN f.same_place THEN v.place_start END, p."start", 0),
        "end" := coalesce(CASE WHEN f.same_place THEN v.place_end END, p."end", 0),
        extracted_place := coalesce(f.extracted_place, ''), resolved_place := f.resolved_place,
        geonameid := f.geonameid, lat := f.lat, lon := f.lon, country_code := f.country_code,
        resolution := f.resolution) END,
    event_text := f.event_text, quad_code := f.quad_code, event_scale := f.event_scale, cameo := f.cameo,
    goldstein := f.goldstein,
    text_info := struct_pack(sequence := f.sequence, "start" := f.sentence_start, "end" := f.sentence_end),
    evidence := coalesce(v.spans, []), trace := f.trace, confidence := f.confidence,
    cite_info := struct_pack(url := f.url, title := f.title, publication := f.publisher, language := f.language,
                             coder := f.coder, codebook := f.codebook)), f.link) AS record
FROM layout_facts f LEFT JOIN layout_people o USING (number)
LEFT JOIN (
    SELECT report, list(struct_pack(role := role, "start" := "start", "end" := "end") ORDER BY rowid) AS spans,
           min("start") FILTER (role = 'place') AS place_start,
           arg_min("end", "start") FILTER (role = 'place') AS place_end
    FROM evidence WHERE report IN (SELECT report FROM layout_batch) GROUP BY report) v USING (report)
LEFT JOIN (
    SELECT doc, geonameid, extracted_place, min("start") AS "start", arg_min("end", "start") AS "end"
    FROM places WHERE doc IN (SELECT doc FROM reports WHERE report IN (SELECT report FROM layout_batch))
    GROUP BY doc, geonameid, extracted_place) p
  ON p.doc = f.doc AND p.geonameid IS NOT DISTINCT FROM f.geonameid AND p.extracted_place = f.extracted_place;
