"""A user's table, what is made of any dictionary's rows, and the roster that has them on top."""

from __future__ import annotations

import pytest

from redshank.actors.lookup import find
from redshank.errors import CallError, DataError
from redshank.lexicons.current import in_use, nouns, roster, using
from redshank.lexicons.importing import table
from redshank.lexicons.importing.base import parse_day
from redshank.lexicons.importing.collect import collect, write, written
from redshank.lexicons.overlay import preferred
from redshank.lexicons.roster import key_of, own_roster


@pytest.fixture
def save(tmp_path):
    """``save(text)``: the path of a table."""

    def run(text: str | bytes, name: str = "mine.csv"):
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return run


def told(path):
    items = list(table.read(path))
    return [i for i in items if not isinstance(i, DataError)], [str(i) for i in items if isinstance(i, DataError)]


@pytest.mark.parametrize(
    "text",
    [
        "Name,Aliases,CODE,Sector\nKite League,KL|Kites,KEN,BUS\n",
        "Label;Synonyms;Country;Role\nKite League;KL|Kites;Kenya;bus\n",
        "name\taliases\tcode\tnote\nKite League\tKL|Kites\tKENBUS\tours\n",
        '\ufeff"name","aliases","iso3","sector"\r\n"Kite League","KL|Kites","KEN","BUS"\r\n',
    ],
)
def test_headers_and_separators_of_many_kinds(save, text):
    rows, faults = told(save(text))
    assert faults == []
    assert rows[0].cells() == ("Kite League", "KL|Kites", "body", "KEN", "BUS", "", "", "", "", "")


def test_utf16_with_its_mark(save):
    assert told(save("name\tcode\nKite Liga\tKEN\n".encode("utf-16")))[0][0].name == "Kite Liga"


def test_the_table_that_the_query_service_saves(save):
    text = (
        "person,personLabel,positionLabel,countryLabel,start\n"
        "http://www.wikidata.org/entity/Q900001,Ada Probe,Minister of Kites,Kenya,2011-02-03T00:00:00Z\n"
    )
    row = told(save(text))[0][0]
    assert (row.kind, row.code, row.sector, row.start, row.wikidata) == (
        "person",
        "KEN",
        "GOV",
        "2011-02-03",
        "Q900001",
    )


def test_a_cell_over_two_lines_is_one_cell(save):
    rows, faults = told(save('name,code\n"Kite\nLeague",KEN\nSky League,KEN\n'))
    assert ([r.name for r in rows], faults) == (["Kite League", "Sky League"], [])


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (",KEN,,,", "no name"),
        ("---,KEN,,,", "no letters"),
        ("Kite,,,,", "no code"),
        ("Kite,QQQ,,,", "unknown country"),
        ("Kite,KEN,QQQ,,", "unknown sector"),
        ("Kite,KEN,,2020-02-30,", "calendar"),
        ("Kite,KEN,,soon,", "no date"),
        ("Kite,KEN,,2020,2019", "before the start"),
        ("Kite,KEN,,,,,x", "7 cells"),
        ("Kite" * 99 + ",KEN,,,", "characters"),
        ('"Kite,KEN,,,', "quotation mark"),
    ],
)
def test_a_bad_row_is_named_and_skipped(save, line, why):
    rows, faults = told(save(f"name,code,sector,start,end\nSky League,KEN,,,\n{line}\n"))
    assert [r.name for r in rows] == ["Sky League"]
    assert len(faults) == 1
    assert "mine.csv:3" in faults[0]
    assert why in faults[0]


@pytest.mark.parametrize("cell", ["Q12x", "12"])
def test_a_bad_wikidata_id_and_kind(save, cell):
    assert "Wikidata" in told(save(f"name,code,wikidata\nKite,KEN,{cell}\n"))[1][0]
    assert "kind" in told(save("name,code,kind\nKite,KEN,ghost\n"))[1][0]
    assert "needs a sector" in told(save("name,code,kind\nkite,,body noun\n"))[1][0]


def test_bytes_that_are_no_text_are_named(save):
    rows, faults = told(save(b"name,code\nK\xffte,KEN\nSky League,KEN\n"))
    assert ([r.name for r in rows], len(faults)) == (["Sky League"], 1)


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "name\nKite\n"])
def test_a_table_without_its_columns_is_a_bad_call(save, text):
    with pytest.raises(CallError):
        told(save(text))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021", "2021-01-01", "2021-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("20210616", "2021-06-16", "2021-06-16"),
        ("", "", ""),
    ],
)
def test_months_and_years_are_taken_whole(text, first, last):
    assert (parse_day(text), parse_day(text, last=True)) == (first, last)


# -- all rows together ------------------------------------------------------------------------------------------------


def gathered(save, *lines):
    return collect(table.read(save("name,aliases,code,sector,start,end\n" + "\n".join(lines) + "\n")))


def test_repeated_rows_are_dropped_and_named_but_new_aliases_kept(save):
    out = gathered(save, "Kite League,,KEN,,,", "Kite League,,KEN,,,", "Kite League,KL,KEN,,,")
    assert [(r.name, r.aliases) for r in out.rows] == [("Kite League", ("KL",))]
    assert len(out.faults) == 1
    assert "the same as" in str(out.faults[0])


def test_two_codes_on_one_day_are_a_conflict(save):
    out = gathered(save, "Kite,,KEN,,2010,2012", "Sky,Kite,PER,,2012,2014", "Kite,,CHL,,2015,")
    assert len(out.rows) == 3
    assert len(out.conflicts) == 1
    assert "PER (2012-01-01 to 2014-12-31), but KEN" in out.conflicts[0]


def test_a_row_without_dates_is_no_conflict_with_dated_ones(save):
    assert gathered(save, "Kite,,KEN,,2010,2012", "Kite,,PER,,,").conflicts == []


def test_names_that_ours_has_otherwise_are_listed(save):
    out = gathered(save, "Georgia,,USA,,,", "Peru,,PER,,,")
    assert len(out.overruled) == 1
    assert "ours is GEO GOV, country Georgia" in out.overruled[0]


def test_what_is_written_is_read_back_in_one_order(save, tmp_path):
    lines = ["Sky League,,KEN,BUS,2010,", "Kite League,K|L,PER,,,", "Sky League,,KEN,GOV,2008,2009"]
    out = gathered(save, *lines)
    again = gathered(save, *reversed(lines))
    assert list(written(out.rows)) == list(written(again.rows))
    write(out.rows, tmp_path / "out.tsv")
    assert told(tmp_path / "out.tsv") == (out.rows, [])
    with pytest.raises(CallError, match="cannot be written"):
        write(out.rows, tmp_path)


# -- the roster under them --------------------------------------------------------------------------------------------

MINE = (
    "name,aliases,kind,code,sector,office,start,end\n"
    "Georgia,,,USA,,,2010-01-01,2010-12-31\n"
    "Kite League,,,KEN,BUS,,,\n"
    "Ada Probe,,,KEN,GOV,Minister of Kites,2010-01-01,2010-12-31\n"
    "kite flyer,kite flyers,person noun,,LAB,,,\n"
)


def code_on(day: str, name: str) -> set[str]:
    return {s.code for s in preferred(roster().senses(key_of(name)), day)}


def test_the_users_entry_wins_on_its_days_only(save):
    with using((str(save(MINE)),)):
        assert code_on("2010-06-01", "Georgia") == {"USA"}
        assert "GEO" in code_on("2011-06-01", "Georgia")
    assert "GEO" in code_on("2010-06-01", "Georgia")
    assert in_use() == ()


def test_new_names_people_and_nouns_are_found(save):
    with using((str(save(MINE)),)):
        assert code_on("", "Kite League") == {"KEN"}
        assert [s.office for s in roster().surnames["Probe"]] == ["Minister of Kites"]
        assert nouns()[("kite", "flyers")].plural
        assert nouns()[("soldier",)].sector == "MIL"
    assert ("kite", "flyers") not in nouns()
    assert roster() is own_roster()


def test_of_two_rosters_the_first_wins(save):
    one, two = save("name,code\nKite,KEN\n", "one.csv"), save("name,code\nKite,PER\n", "two.csv")
    with using((str(one), str(two))):
        assert code_on("", "Kite") == {"KEN"}
    with using((str(two), str(one))):
        assert code_on("", "Kite") == {"PER"}


def test_a_row_that_says_no_more_than_ours_keeps_what_ours_knows(save):
    with using((str(save("name,code\nEgyptian,EGY\n")),)):
        senses = preferred(roster().senses(("Egyptian",)), "2020-01-01")
    assert [(s.kind, s.code) for s in senses] == [("demonym", "EGY")]
    assert senses[0].source.endswith("mine.csv:2")


def test_a_roster_with_a_bad_row_is_refused(save):
    with using((str(save("name,code\nKite,QQQ\n")),)), pytest.raises(DataError, match="actors check"):
        roster()


# -- what a name resolves to ------------------------------------------------------------------------------------------


def test_find_says_which_entry_wins_where_it_stands_and_why(save):
    found = find("Georgia")
    assert found.winner is not None
    assert (found.winner.sense.code, found.winner.where.split(":")[0]) == ("GEO", "countries.tsv")
    assert "country goes before a place" in found.why
    with using((str(save(MINE)),)):
        mine = find("Georgia", "2010-06-01")
        later = find("Georgia", "2011-06-01")
    assert mine.winner is not None
    assert (mine.winner.sense.code, mine.why) == ("USA", "your roster goes before ours")
    assert mine.winner.where.endswith("mine.csv:2")
    assert later.winner is not None
    assert later.winner.sense.code == "GEO"


def test_find_respects_terms_of_office(save):
    with using((str(save(MINE)),)):
        during, after = find("Ada Probe", "2010-06-01"), find("Probe", "2011-06-01")
    assert during.winner is not None
    assert during.winner.holds
    assert after.winner is not None
    assert "former official" in after.why


@pytest.mark.parametrize(
    ("name", "why"),
    [("Nobody Atall", "no entry"), ("CAR", "short acronym"), ("", "no entry"), ("soldiers", "no entry")],
)
def test_find_says_why_nothing_wins(name, why):
    found = find(name)
    assert found.winner is None
    assert why in found.why
    assert (found.noun is not None) == (name == "soldiers")


def test_every_sense_of_ours_is_located():
    for name in ("Peru", "Peruvian", "Lima", "NATO", "Hezbollah", "White House", "Kurds", "California"):
        matches = find(name).matches
        assert matches, name
        assert all(":" in match.where for match in matches), matches


@pytest.mark.parametrize(
    ("name", "how", "who"),
    [
        ("Zelenskyy", "family name", "Volodymyr Zelensk"),
        ("Volodimir Zelenskyi", "other spelling", "Volodymyr Zelensk"),
        ("Afganistan", "other spelling", "Afghanistan"),
        ("PERU", "other case", "Peru"),
    ],
)
def test_find_sees_other_spellings_as_the_resolver_does(name, how, who):
    winner = find(name, "2022-06-16").winner
    assert winner is not None
    assert how in winner.how
    assert winner.sense.name.startswith(who)
