-- Small functions of the views. `layout_sectors` is filled by session.py.

-- A list in one cell, each member at its place; NULL where all are missing. As formats/flat.py does it.
CREATE TEMP MACRO layout_joined(cells) AS
    CASE WHEN len(list_filter(cells, lambda c: coalesce(c, '') <> '')) > 0
         THEN array_to_string(list_transform(cells, lambda c: replace(coalesce(c, ''), ';', ',')), ';') END;

-- A number kept in 32 bits, as the decimal number that it was.
CREATE TEMP MACRO layout_decimal(x) AS CAST(CAST(x AS VARCHAR) AS DOUBLE);

CREATE TEMP MACRO layout_day(day) AS CAST(strftime(day, '%Y%m%d') AS BIGINT);

CREATE TEMP MACRO layout_known(cells) AS list_filter(cells, lambda c: c IS NOT NULL);

SET VARIABLE layout_cameo_roles = (SELECT map(list(sector), list(cameo)) FROM layout_sectors WHERE cameo IS NOT NULL);
SET VARIABLE layout_gdelt_types = (SELECT map(list(sector), list(gdelt)) FROM layout_sectors WHERE gdelt IS NOT NULL);
SET VARIABLE layout_icews = (SELECT map(list(sector), list(icews)) FROM layout_sectors WHERE icews IS NOT NULL);

-- An entity as records.Entity has it; words that stand in another document are none in this one.
CREATE TEMP MACRO layout_entity(w) AS struct_pack(
    entity_text := CASE WHEN w.borrowed THEN '' ELSE coalesce(w.words, '') END, identifier_text := w.name,
    identifier_id := w.wikidata, code := w.code, cow := w.cow, sector := w.sector, other_sector_codes := w.others,
    office := w.office, "start" := CASE WHEN w.borrowed THEN 0 ELSE w."start" END,
    "end" := CASE WHEN w.borrowed THEN 0 ELSE w."end" END);
