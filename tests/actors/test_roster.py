"""The roster's tables keep their schema, and names are found however the press spells them."""

from __future__ import annotations

import re
import tomllib
from collections import Counter

import pytest

from redshank.lexicons.current import nouns, roster
from redshank.lexicons.roster import SECTORS, SUPRANATIONAL, first_names, key_of, plain, word_class
from redshank.lexicons.tables import DATA, rows, split

FOLDER = DATA / "actors"
TABLES = sorted(f.name for f in FOLDER.iterdir() if f.name.endswith(".tsv"))
ISO = {row["iso3"] for row in rows("actors/countries.tsv")}
SECTOR_COLUMNS = ("sector", "other_sectors")
CODE_COLUMNS = {"iso3", "code", "codes", "home", "members"}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")


def test_every_file_and_column_is_documented():
    source = tomllib.loads((FOLDER / "SOURCE.toml").read_text(encoding="utf8"))
    assert sorted(source) == TABLES
    for name, entry in source.items():
        header = (FOLDER / name).read_text(encoding="utf8").splitlines()[0].split("\t")
        assert list(entry["columns"]) == header, name
        assert all(entry[key] for key in ("description", "origin", "licence", "version")), name


@pytest.mark.parametrize("name", TABLES)
def test_codes_and_sectors_are_known(name):
    for row in rows(f"actors/{name}"):
        for column in SECTOR_COLUMNS:
            for sector in split(row.get(column, "")):
                assert sector in SECTORS, (name, row)
        for column in CODE_COLUMNS & set(row):
            for code in split(row[column]):
                assert code in ISO | SUPRANATIONAL, (name, row)


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("bodies.tsv", ("name", "iso3")),
        ("places.tsv", ("name", "iso3")),
        ("organisations.tsv", ("name", "code", "home")),
        ("armed_groups.tsv", ("name", "code", "sector")),
        ("parties.tsv", ("name", "iso3")),
        ("nouns.tsv", ("noun",)),
        ("holders.tsv", ("name", "office", "iso3", "start")),
        ("officials.tsv", ("name", "office", "code", "start")),
        ("prominent.tsv", ("name", "office", "code", "start")),
        ("first_names.tsv", ("name",)),
        ("words.tsv", ("class",)),
        ("titles.tsv", ("title",)),
        ("pronouns.tsv", ("form",)),
    ],
)
def test_keys_are_unique(name, columns):
    counts = Counter(tuple(row[c] for c in columns) for row in rows(f"actors/{name}"))
    assert [key for key, n in counts.items() if n > 1] == []


@pytest.mark.parametrize("name", ["holders.tsv", "officials.tsv", "prominent.tsv"])
def test_terms_are_days_in_order(name):
    for row in rows(f"actors/{name}"):
        assert DAY.match(row["start"]), row
        assert not row["end"] or (DAY.match(row["end"]) and row["start"] <= row["end"]), row


def test_it_names_the_world():
    states = {row["iso3"] for row in rows("actors/countries.tsv") if row["kind"].startswith("state")}
    international = [r for r in rows("actors/organisations.tsv") if r["code"] in ("IGO", "UNO", "EUR")]
    assert len(states) == 194
    assert len(international) >= 150
    assert {noun.sector for noun in nouns().values()} >= SECTORS - {"SET"}


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("U.S.", "USA"),
        ("Nato", "IGO"),
        ("NATO", "IGO"),
        ("al-Qaeda", "IMG"),
        ("Democratic People's Republic of Korea", "PRK"),
        ("Angela Merkel", "DEU"),
        ("Verkhovna Rada", "UKR"),
        ("Boko Haram", "NGA"),
    ],
)
def test_names_are_found(form, code):
    assert code in {sense.code for sense in roster().senses(key_of(form))}


def test_case_tells_the_country_from_the_pronoun():
    assert roster().senses(key_of("us")) == ()


def test_keys_lose_accents_stops_and_apostrophes():
    assert key_of("Łódź") == ("Lodz",)
    assert key_of("Côte d'Ivoire") == ("Cote", "dIvoire")
    assert plain("Şimşek") == "Simsek"


def test_names_of_both_sexes_are_left_out():
    assert first_names()["Ingrid"] == "f"
    assert "Robin" not in first_names()


def test_an_unknown_class_is_an_error():
    from redshank.errors import DataError

    with pytest.raises(DataError, match="no class"):
        word_class("no such class")
