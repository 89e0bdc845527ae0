"""The tables of the places part: well formed, documented, and without doubles."""

from __future__ import annotations

import tomllib

import pytest

from redshank.lexicons.tables import DATA, rows, split

TABLES = sorted(path.name for path in (DATA / "places").iterdir() if path.name.endswith(".tsv"))


def test_every_file_says_where_it_comes_from():
    sources = tomllib.loads((DATA / "places" / "SOURCE.toml").read_text(encoding="utf8"))
    assert sorted(sources) == sorted([*TABLES, "gazetteer.bin"])
    for source in sources.values():
        assert {"description", "origin", "licence", "version", "columns"} <= set(source)


@pytest.mark.parametrize("table", TABLES)
def test_columns_are_the_documented_ones(table):
    sources = tomllib.loads((DATA / "places" / "SOURCE.toml").read_text(encoding="utf8"))
    first = next(iter(rows(f"places/{table}")))
    assert list(first) == list(sources[table]["columns"])


@pytest.mark.parametrize("table", ["countries.tsv", "states.tsv", "features.tsv"])
def test_points_lie_on_the_globe(table):
    for row in rows(f"places/{table}"):
        assert -90 <= float(row["lat"]) <= 90, row
        assert -180 <= float(row["lon"]) <= 180, row


def test_no_feature_is_listed_twice():
    names = [name for row in rows("places/features.tsv") for name in split(row["names"])]
    assert len(names) == len(set(names)), sorted(n for n in set(names) if names.count(n) > 1)


def test_every_alias_leads_to_a_place():
    from redshank.places.names import options

    for row in rows("places/aliases.tsv"):
        assert options(row["form"]), row


def test_country_codes_of_features_are_countries():
    countries = {row["iso3"] for row in rows("places/countries.tsv")}
    assert {row["iso3"] for row in rows("places/features.tsv") if row["iso3"]} <= countries
