"""The 26 columns of the Phoenix data set, as phoenix_pipeline's ``result_formatter`` writes them."""

from __future__ import annotations

from redshank.formats.layouts.base import Layout, Table, integer, number, same, text

# The first three letters are the root, the next three the agent; without a country there are agents only.
_PARTS = "nullif(substr(coalesce({side}.cameo, ''), 4), '')"
_AGENTS = f"layout_known(list_prepend({_PARTS}, {{side}}.roles))"

_SIDE = (
    text("{side}", "nullif(concat({side}.cameo, array_to_string({side}.roles, '')), '')",
        "CAMEO actor code; of several, only the first",
    ),
    text("{side}_root", "substr({side}.cameo, 1, 3)", "first three letters: country or kind of organisation"),
    text("{side}_agent", f"{_AGENTS}[1]", "first role of the code; sectors that CAMEO lacks go unsaid"),
    text("{side}_others", f"layout_joined({_AGENTS}[2:])", "further roles, joined by semicolons"
    ),
)  # fmt: skip

_COLUMNS = (
    text(
        "eventid_version",
        "concat(id, '_v', split_part(coder, ' ', -1))",
        "the event's id (of a report: its own) and the version of the coder",
    ),
    integer("date", "layout_day(date)", "first day, YYYYMMDD; empty where the start is open"),
    integer("year", "year(date)", "year of the first day"),
    integer("month", "month(date)", "month of the first day"),
    integer("day", "day(date)", "day of the month"),
    *same([("source", "source"), ("target", "target")], _SIDE),
    text("code", "code", "CAMEO code with its leading zeros; empty for what did not happen"),
    text("root_code", "root", "first two digits of the code"),
    integer("quad_class", "phoenix_quad", "from the root code: 0 neutral, 1 and 2 cooperation, 3 and 4 conflict"),
    number("goldstein", "goldstein", "Goldstein value of the code, -10 to 10"),
    text("issues", None, "empty: Phoenix counts words of its own list of issues; the record has contexts"),
    number("lat", "lat", "degrees north"),
    number("lon", "lon", "degrees east"),
    text("placeName", "resolved_place", "name in GeoNames, or in our own tables"),
    text("stateName", "province", "first-order division that the place is or lies in"),
    text("countryName", "country_name", "English name of the country"),
    text("ids", "ids", "document and sentence of every report of the event (id_sentence), the first one first"),
    text("urls", "urls", "their URLs, each at its place"),
    text("sources", "publishers_all", "their publishers, each at its place"),
)

LAYOUT = Layout(
    name="phoenix",
    title="Phoenix",
    tables=(Table("events", "layout_gathered", _COLUMNS, key=("eventid_version",)),),
)
