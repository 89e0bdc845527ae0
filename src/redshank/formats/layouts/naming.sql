-- What the layouts read, on one connection. Of the batch that is being written:
--   layout_batch      number (of the event, or the report) and first report     session.py
--   layout_tellings   number and every report of it                            events.sql, reports.sql
--   layout_picked     its facts                                                layout_picking in the same files
--   layout_parties    who takes part, as each layout calls them                layout_naming below
-- The two last are worked out once a batch by session.py; layout_codes, _cameo and _places are its own tables.

-- Who stands on which side. An event has the parties that its own codes name: its first report's, and where that lacks
-- one, another report's (borrowed: its offsets point into another document). A report has its own (its codes are NULL).
-- They stand in the order of the first report.
CREATE TEMP VIEW layout_cast AS
WITH sides AS (
    SELECT number, report, unnest(['actor', 'recipient', 'said_by']) AS role,
           unnest([{'codes': actor_codes}, {'codes': recipient_codes}, {'codes': said_by_codes}], recursive := true)
    FROM layout_picked
), own AS (
    SELECT s.number, s.role, n.code, p.report, p.number AS seat, p.entity, p.entity_text, p."start", p."end",
           0 AS place, false AS borrowed
    FROM sides s JOIN participants p ON p.report = s.report AND p.role = s.role JOIN entities n USING (entity)
    WHERE s.codes IS NULL OR n.code IS NULL OR list_contains(s.codes, n.code)
), lacking AS (
    SELECT s.number, s.role, s.report, c.code, list_position(s.codes, c.code) AS place
    FROM sides s, unnest(s.codes) AS c(code)
    ANTI JOIN own o ON o.number = s.number AND o.role = s.role AND o.code = c.code
), lent AS (
    SELECT l.number, l.role, l.code, p.report, p.number AS seat, p.entity, p.entity_text, p."start", p."end", l.place,
           p.report <> l.report AS borrowed
    FROM lacking l JOIN layout_tellings t USING (number) JOIN participants p ON p.report = t.report
    JOIN entities n ON n.entity = p.entity AND n.code = l.code
    QUALIFY row_number() OVER (PARTITION BY l.number, l.role, l.code
                               ORDER BY p.role <> l.role, p.report <> l.report, p.report, p.number) = 1
)
SELECT *, row_number() OVER (PARTITION BY number, role ORDER BY place, seat) AS rank
FROM (SELECT * FROM own UNION ALL SELECT * FROM lent);

-- The same with all that one layout or another calls them. Sorted, these structs are in order: rank is first.
CREATE TEMP VIEW layout_naming AS
WITH named AS (
    SELECT p.* EXCLUDE (code), nullif(p.entity_text, '') AS words, nullif(n.name, '') AS name,
           n.* EXCLUDE (entity, name), c.* EXCLUDE (code),
           list_filter(list_prepend(n.sector, list_filter(n.other_sectors, lambda s: s IS DISTINCT FROM n.sector)),
                       lambda s: s IS NOT NULL AND s IS DISTINCT FROM c.implied) AS roles
    FROM layout_cast p JOIN entities n USING (entity) LEFT JOIN layout_codes c ON c.code = n.code
)
SELECT number, role, rank, code,
       struct_pack(
           rank := rank, words := words, name := name, wikidata := wikidata, code := code, cow := cow, sector := sector,
           others := other_sectors, office := office, borrowed := borrowed, "start" := "start", "end" := "end",
           cameo := cameo, roles := layout_known(list_transform(roles, lambda s: getvariable('layout_cameo_roles')[s])),
           gdelt_country := gdelt_country, gdelt_group := gdelt_group, gdelt_type := gdelt_type,
           types := layout_known(list_prepend(gdelt_type,
               list_transform(roles, lambda s: getvariable('layout_gdelt_types')[s]))),
           icews_country := icews_country,
           icews := layout_known(list_prepend(icews_sector,
               list_transform(roles, lambda s: getvariable('layout_icews')[s])))
       ) AS who
FROM named;
