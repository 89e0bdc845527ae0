"""Look-ups by name in the shipped gazetteer."""

from __future__ import annotations

import json

import pytest

from redshank.errors import DataError
from redshank.lexicons.gazetteer import MAGIC, Gazetteer, fold, gazetteer
from redshank.lexicons.gazetteer_build import build


def test_fold_takes_away_case_accents_and_punctuation():
    assert fold("Łódź") == fold("LODZ") == "lodz"
    assert fold("Deir ez-Zor") == "deir ez zor"
    assert fold("St. Louis") == "saint louis"
    assert fold("…") == ""


def test_main_names_come_before_other_names_and_large_towns_before_small_ones():
    found = gazetteer().find("Cambridge")
    towns = [e for e in found if e.kind == "P" and not e.alternate]
    assert towns[0].country == "GB"
    assert [e.population for e in towns] == sorted((e.population for e in towns), reverse=True)


def test_another_spelling_finds_the_place_under_its_main_name():
    (kyiv,) = [e for e in gazetteer().find("Kiev") if e.kind == "P"]
    assert (kyiv.name, kyiv.geonameid, kyiv.alternate) == ("Kyiv", 703448, True)


@pytest.mark.parametrize("name", ["", "...", "Qwxzrtv", "\n", "a" * 5000])
def test_unknown_names_give_nothing(name):
    assert gazetteer().find(name) == ()


def test_a_file_of_another_kind_is_refused():
    with pytest.raises(DataError, match="not a gazetteer"):
        Gazetteer(b"PK\x03\x04")


@pytest.fixture
def inputs(tmp_path):
    city = {
        "geonameid": 1, "name": "Alba", "latitude": 1.0, "longitude": 2.0, "countrycode": "XX", "population": 20123,
        "admin1code": "01", "alternatenames": ["Albas", "Альба"],
    }  # fmt: skip
    files = [tmp_path / name for name in ("cities.json", "sub.tsv", "admin1.txt", "rg.csv")]
    files[0].write_text(json.dumps({"1": city}), encoding="utf8")
    files[1].write_text("Upper\t\tXX.01\t7\tProvince\tUpperland\t1\t\t1\n", encoding="utf8")
    files[2].write_text("XX.01\tUpper\tUpper\t7\n", encoding="utf8")
    files[3].write_text("lat,lon,name,admin1,admin2,cc\n", encoding="utf8")
    return files


def test_building_is_repeatable_and_what_was_put_in_is_found(inputs):
    content = build(*inputs)
    assert content.startswith(MAGIC)
    assert content == build(*inputs)
    made = Gazetteer(content)
    (town,) = made.find("alba")
    assert (town.population, town.lat, town.lon, town.country) == (20000, 1.0, 2.0, "XX")
    assert [e.alternate for e in made.find("Albas")] == [True]
    assert [e.kind for e in made.find("Upper")] == ["A"]
