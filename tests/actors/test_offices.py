"""The offices of the roster: possible terms, known facts, and names that mean an office only while it lasts."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import combinations

import pytest

from redshank.lexicons.current import roster
from redshank.lexicons.roster import HOLDER_TABLES, Sense, key_of
from redshank.lexicons.tables import rows, split

MINISTERS = list(rows("actors/ministers.tsv"))
HEADS = list(rows("actors/organisation_heads.tsv"))
COUNTRIES = list(rows("actors/countries.tsv"))
STATES = {row["iso3"] for row in COUNTRIES if row["kind"] not in ("dependency", "disputed")}
# Two ministers may both count for a few days: sources differ between oath and office.
TOLERANCE = 7
# Two governments claimed the state.
RIVALS = {("LBY", "foreign")}


def days(start: str, end: str) -> int:
    return (date.fromisoformat(end or "2100-01-01") - date.fromisoformat(start)).days


def in_office(iso3: str, kind: str, day: str) -> set[str]:
    return {
        row["name"]
        for row in MINISTERS
        if (row["iso3"], row["office_kind"]) == (iso3, kind) and row["start"] <= day <= (row["end"] or "9999")
    }


def senses(name: str, kind: str) -> list[Sense]:
    return [s for s in roster().senses(key_of(name)) if s.kind == "holder" and s.detail == kind]


def test_every_minister_has_a_state_a_kind_a_source_and_a_full_name():
    for row in MINISTERS:
        assert row["iso3"] in STATES, row
        assert row["office_kind"] in ("foreign", "defence", "interior"), row
        assert row["source"] in ("wikidata", "hand", "both"), row
        assert row["office"][0].isupper(), row
        assert len(key_of(row["name"])) > 1 or row["name"] == "Sugiono", row
        assert all(len(key_of(alias)) > 1 for alias in split(row["aliases"])), row
        assert row["source"] == "hand" or row["wikidata"].startswith("Q"), row


@pytest.mark.parametrize("table", [MINISTERS, HEADS], ids=["ministers", "heads"])
def test_terms_are_days_in_order_and_of_human_length(table):
    for row in table:
        start = date.fromisoformat(row["start"])
        end = date.fromisoformat(row["end"]) if row["end"] else date(2026, 11, 30)
        assert start <= end, row
        assert (end - start).days < 56 * 365, row
        assert start.year >= 1955, row
        assert end.year >= 1990, row


def test_a_term_stands_once():
    keys = [(row["name"], row["office"], row["iso3"], row["start"]) for row in MINISTERS]
    assert len(keys) == len(set(keys))
    keys = [(row["name"], row["office"], row["code"], row["start"]) for row in HEADS]
    assert len(keys) == len(set(keys))


def test_one_office_has_one_minister_at_a_time():
    terms = defaultdict(list)
    for row in MINISTERS:
        # Several ministries share the work of the interior in some states: there the title makes the office.
        title = row["office"] if row["office_kind"] == "interior" else ""
        terms[row["iso3"], row["office_kind"], title].append(row)
    for key, found in terms.items():
        for one, other in combinations(sorted(found, key=lambda r: r["start"]), 2):
            end = min(one["end"] or "2100-01-01", other["end"] or "2100-01-01")
            assert key[:2] in RIVALS or days(other["start"], end) <= TOLERANCE, (one, other)


def test_only_the_last_term_of_an_office_is_open():
    last = defaultdict(str)
    for row in MINISTERS:
        key = row["iso3"], row["office_kind"], row["office"]
        last[key] = max(last[key], row["start"])
    for row in MINISTERS:
        assert row["end"] or row["start"] == last[row["iso3"], row["office_kind"], row["office"]], row


def test_heads_lead_an_organisation_of_the_roster():
    codes = {row["name"]: row["code"] for row in rows("actors/organisations.tsv")}
    for row in HEADS:
        assert codes[row["organisation"]] == row["code"], row


def test_many_states_are_covered():
    covered = {
        kind: {r["iso3"] for r in MINISTERS if r["office_kind"] == kind} for kind in ("foreign", "defence", "interior")
    }
    assert len(covered["foreign"]) >= 180
    assert len(covered["defence"]) >= 150
    assert len(covered["interior"]) >= 150


@pytest.mark.parametrize(
    ("iso3", "kind", "day", "name"),
    [
        ("USA", "foreign", "1990-08-02", "James Baker"),
        ("USA", "foreign", "1995-11-21", "Warren Christopher"),
        ("USA", "foreign", "1999-03-24", "Madeleine Albright"),
        ("USA", "foreign", "2003-02-05", "Colin Powell"),
        ("USA", "foreign", "2008-08-08", "Condoleezza Rice"),
        ("USA", "foreign", "2011-05-02", "Hillary Clinton"),
        ("USA", "foreign", "2015-07-14", "John Kerry"),
        ("USA", "foreign", "2017-10-01", "Rex Tillerson"),
        ("USA", "foreign", "2019-06-01", "Mike Pompeo"),
        ("USA", "foreign", "2022-02-24", "Antony Blinken"),
        ("USA", "defence", "1991-01-17", "Dick Cheney"),
        ("USA", "defence", "2001-09-11", "Donald Rumsfeld"),
        ("USA", "defence", "2022-02-24", "Lloyd Austin"),
        ("USA", "interior", "2003-03-20", "Tom Ridge"),
        ("RUS", "foreign", "1993-01-03", "Andrei Kozyrev"),
        ("RUS", "foreign", "1999-03-24", "Igor Ivanov"),
        ("RUS", "foreign", "2004-03-10", "Sergei Lavrov"),
        ("RUS", "foreign", "2022-02-24", "Sergei Lavrov"),
        ("RUS", "defence", "2014-03-01", "Sergei Shoigu"),
        ("DEU", "foreign", "1990-10-03", "Hans-Dietrich Genscher"),
        ("DEU", "foreign", "1995-01-01", "Klaus Kinkel"),
        ("DEU", "foreign", "2003-03-20", "Joschka Fischer"),
        ("DEU", "foreign", "2011-03-17", "Guido Westerwelle"),
        ("DEU", "foreign", "2014-02-21", "Frank-Walter Steinmeier"),
        ("DEU", "foreign", "2020-01-01", "Heiko Maas"),
        ("DEU", "foreign", "2022-02-24", "Annalena Baerbock"),
        ("GBR", "foreign", "1992-04-01", "Douglas Hurd"),
        ("GBR", "foreign", "2003-03-20", "Jack Straw"),
        ("GBR", "interior", "2012-07-27", "Theresa May"),
        ("FRA", "foreign", "2014-09-01", "Laurent Fabius"),
        ("FRA", "interior", "2015-11-13", "Bernard Cazeneuve"),
        ("ISR", "foreign", "1993-09-13", "Shimon Peres"),
        ("IRN", "foreign", "2015-07-14", "Mohammad Javad Zarif"),
        ("IND", "foreign", "2016-01-01", "Sushma Swaraj"),
        ("SYR", "defence", "2000-01-01", "Mustafa Tlass"),
    ],
)
def test_known_ministers(iso3, kind, day, name):
    assert in_office(iso3, kind, day) == {name}


@pytest.mark.parametrize(
    ("name", "kind", "last", "after"),
    [
        ("Joschka Fischer", "foreign", "2005-11-22", "2006-01-01"),
        ("Colin Powell", "foreign", "2005-01-26", "2005-02-01"),
        ("Kofi Annan", "United Nations", "2006-12-31", "2007-02-01"),
    ],
)
def test_a_name_means_its_office_while_the_term_lasts(name, kind, last, after):
    found = senses(name, kind)
    assert any(s.start <= last <= s.end for s in found)
    assert not any(s.start <= after <= s.end for s in found if "envoy" not in s.office)


def test_civil_servants_and_provincial_ministers_are_not_ministers_of_the_state():
    assert in_office("IND", "foreign", "2010-01-01") == {"S. M. Krishna"}
    assert in_office("CAN", "foreign", "2016-06-01") == {"Stéphane Dion"}


def test_former_names_carry_years_and_are_found():
    dated = {cell for row in COUNTRIES for cell in split(row["former"])}
    assert {"Zaire 1971-1997", "Upper Volta 1958-1984", "Swaziland -2018", "Czechoslovakia 1918-1992"} <= dated
    for cell in dated:
        name, _, years = cell.rpartition(" ")
        first, _, last = years.partition("-")
        assert len(last) == 4, cell
        assert (first or "1000") < last, cell
        assert any(s.kind == "country" for s in roster().senses(key_of(name))), cell


def test_every_state_and_disputed_territory_has_a_capital():
    for row in COUNTRIES:
        if row["kind"] not in ("dependency", "exception"):
            assert row["capitals"], row
    assert sum(row["kind"] == "disputed" for row in COUNTRIES) == 9


def test_the_republic_of_china_is_taiwan():
    assert {s.code for s in roster().senses(key_of("Republic of China"))} == {"TWN"}


def test_a_head_of_government_who_keeps_a_ministry_is_known_by_the_higher_office():
    assert in_office("ISR", "foreign", "2018-05-09") == {"Benjamin Netanyahu"}
    found = [s for s in roster().senses(key_of("Benjamin Netanyahu")) if s.start <= "2018-05-09" <= (s.end or "9999")]
    assert {s.office for s in found} == {"Prime Minister"}


def test_one_person_has_one_name_in_all_tables():
    names = defaultdict(set)
    for table, _ in HOLDER_TABLES:
        for row in rows(f"actors/{table}"):
            if row["wikidata"]:
                names[row["wikidata"]].add(key_of(row["name"]))
    assert {q: found for q, found in names.items() if len(found) > 1} == {}


def test_every_table_of_holders_is_read():
    read = {table for table, _ in HOLDER_TABLES}
    assert read == {"prominent.tsv", "holders.tsv", "officials.tsv", "ministers.tsv", "organisation_heads.tsv"}


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "phrase", "day", "code", "sector", "office"),
    [
        (
            "Joschka Fischer criticised Syria.",
            "Joschka Fischer",
            "2004-05-10",
            "DEU",
            "GOV",
            "Minister for Foreign Affairs",
        ),
        ("Joschka Fischer criticised Syria.", "Joschka Fischer", "2009-05-11", "DEU", "ELI", None),
        ("Charles Clarke warned France.", "Charles Clarke", "2005-07-08", "GBR", "GOV", "Home Secretary"),
        ("Charles Clarke warned France.", "Charles Clarke", "2010-07-08", "GBR", "ELI", None),
        (
            "James Wolfensohn praised Peru.",
            "James Wolfensohn",
            "2000-04-18",
            "IGO",
            "BUS",
            "President of the World Bank",
        ),
        ("James Wolfensohn praised Peru.", "James Wolfensohn", "2010-04-20", "IGO", "ELI", None),
    ],
)
def test_a_report_reads_the_office_of_its_day(parse, text, phrase, day, code, sector, office):
    readings = parse(text, day)._.actors.readings.values()
    (entity,) = [e for reading in readings for e in reading.entities if e.entity_text == phrase]
    assert (entity.code, entity.sector, entity.office) == (code, sector, office)
