"""GDELT 2.0's 61 columns of events, and its 16 of mentions in a file of their own."""

from __future__ import annotations

from redshank.formats.layouts.base import Column, Layout, Table, integer, number, same, text

_NO_GEO = "empty: where the actor comes from is not looked for"
_NO_HOUR = "the hour is not known: zeros"

_SIDE = (
    text("{side}Code", "nullif(concat({side}.cameo, array_to_string(list_filter({side}.types,"
        " lambda t: t IS DISTINCT FROM {side}.gdelt_type), '')), '')",
        "CAMEO actor code; of several actors, only the first",
    ),
    text("{side}Name", "upper(coalesce({side}.name, {side}.words))", "resolved name, else the words, in capitals"),
    text("{side}CountryCode", "{side}.gdelt_country", "CAMEO country code"),
    text("{side}KnownGroupCode", "{side}.gdelt_group", "UNO, EEC; other organisations have no code"),
    text("{side}EthnicCode", None, "empty: ethnicity is not coded"),
    text("{side}Religion1Code", None, "empty: religion is not coded"),
    text("{side}Religion2Code", None, "empty: religion is not coded"),
    text("{side}Type1Code", "{side}.types[1]", "CAMEO role; sectors that GDELT lacks go unsaid"),
    text("{side}Type2Code", "{side}.types[2]", "second role"),
    text("{side}Type3Code", "{side}.types[3]", "third role"),
)  # fmt: skip


def _sides(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Columns for both actors; GDELT counts them where our SQL has source and target."""
    return same([("Actor1", "source"), ("Actor2", "target")], columns)


_NOWHERE = tuple(
    make(f"{{side}}Geo_{part}", None, _NO_GEO)
    for part, make in (
        ("Type", integer), ("FullName", text), ("CountryCode", text), ("ADM1Code", text), ("ADM2Code", text),
        ("Lat", number), ("Long", number), ("FeatureID", text),
    )
)  # fmt: skip

_US = "country_code = 'USA'"
_FULL_NAME = (
    "nullif(concat_ws(', ', CASE WHEN resolution IS DISTINCT FROM 1 THEN resolved_place END,"
    " CASE WHEN resolution > 2 THEN province END, country_name), '')"
)
_ACTION = (
    integer(
        "ActionGeo_Type",
        f"CASE resolution WHEN 1 THEN 1 WHEN 2 THEN if({_US}, 2, 5) WHEN 3 THEN if({_US}, 3, 4)"
        f" WHEN 4 THEN if({_US}, 3, 4) END",
        "1 country, 2 US state, 3 US town or county, 4 town or district elsewhere, 5 province elsewhere",
    ),
    text("ActionGeo_FullName", _FULL_NAME, "place, province, country"),
    text("ActionGeo_CountryCode", "fips", "FIPS 10-4"),
    text(
        "ActionGeo_ADM1Code",
        f"CASE WHEN resolution = 1 THEN fips WHEN {_US} THEN 'US' || nullif(admin1, '') END",
        "FIPS code of a country, or of a US state; elsewhere empty, as GeoNames's codes are not FIPS's everywhere",
    ),
    text("ActionGeo_ADM2Code", None, "empty: second-order divisions are not known of towns"),
    number("ActionGeo_Lat", "lat", "degrees north"),
    number("ActionGeo_Long", "lon", "degrees east"),
    text(
        "ActionGeo_FeatureID",
        f"CASE WHEN resolution = 1 THEN fips WHEN resolution = 2 AND {_US} THEN nullif(admin1, '') END",
        "code of a country or a US state; else empty: GNS and GNIS ids are not GeoNames's",
    ),
)

_EVENTS = (
    integer("GLOBALEVENTID", "number", "number of the event (of a report: its own) in this ledger"),
    integer("SQLDATE", "layout_day(date)", "first day, YYYYMMDD; empty where the start is open"),
    integer("MonthYear", "year(date) * 100 + month(date)", "YYYYMM"),
    integer("Year", "year(date)", "YYYY"),
    number("FractionDate", "round(year(date) + ((month(date) - 1) * 30 + day(date)) / 365, 4)",
        "year and part of it, months of 30 days, as in GDELT",
    ),
    *_sides(_SIDE),
    integer("IsRootEvent", "in_lead",
        "1: the first report tells it in its headline or first paragraph; empty where paragraphs are not known",
    ),
    text("EventCode", "code", "CAMEO code with its leading zeros; empty for what did not happen"),
    text("EventBaseCode", "substr(code, 1, 3)", "its first three digits"),
    text("EventRootCode", "root", "its first two digits"),
    integer("QuadClass", "gdelt_quad", "from the root code, which may differ from PLOVER's quad class"),
    number("GoldsteinScale", "goldstein", "Goldstein value of the code, -10 to 10"),
    integer("NumMentions", "reports", "reports of the event"),
    integer("NumSources", "publishers", "publishers that report it, copies counted"),
    integer("NumArticles", "documents", "documents that report it"),
    number("AvgTone", None, "empty: tone is not measured"),
    *_sides(_NOWHERE),
    *_ACTION,
    integer("DATEADDED", "layout_day(first_published) * 1000000", f"day of its first publication; {_NO_HOUR}"),
    text("SOURCEURL", "url", "URL of the first report"),
)  # fmt: skip

_OFFSET = "code points from the start of the text as read"
_MENTIONS = (
    integer("GLOBALEVENTID", "number", "as in the events' file"),
    integer("EventTimeDate", "layout_day(first_published) * 1000000", f"first publication of the event; {_NO_HOUR}"),
    integer("MentionTimeDate", "layout_day(published) * 1000000", f"publication of this document; {_NO_HOUR}"),
    integer("MentionType", "CASE WHEN url IS NOT NULL THEN 1 END", "1: the identifier is a URL; empty: it is our id"),
    text("MentionSourceName", "publisher", "publisher in lower case, or host of the URL"),
    text("MentionIdentifier", "coalesce(url, document)", "URL, else the document's id"),
    integer("SentenceID", "sequence", "number of the sentence in the document, from 1"),
    integer("Actor1CharOffset", "source_start", f"{_OFFSET}; empty for an actor that is only implied"),
    integer("Actor2CharOffset", "target_start", _OFFSET),
    integer("ActionCharOffset", "trigger_start", _OFFSET),
    integer("InRawText", "1", "always 1: texts are never rewritten, offsets point into the text as read"),
    integer("Confidence", "round(confidence * 100)", "the report's confidence in percent"),
    integer("MentionDocLen", "nullif(length, 0)", "code points of the text; empty if it was not read"),
    number("MentionDocTone", None, "empty: tone is not measured"),
    text("MentionDocTranslationInfo", None, "empty: nothing is translated"),
    text("Extras", None, "empty, as in GDELT"),
)  # fmt: skip

LAYOUT = Layout(
    name="gdelt",
    title="GDELT 2.0",
    tables=(
        Table("events", "layout_facts", _EVENTS, key=("GLOBALEVENTID",)),
        Table("mentions", "layout_mentions", _MENTIONS, order="number, report", suffix=".mentions"),
    ),
)
