"""PETRARCH and Phoenix dictionaries: what becomes of names, codes, dates and agents."""

from __future__ import annotations

import pytest

from redshank.errors import DataError
from redshank.lexicons.importing import petrarch, sniff
from redshank.lexicons.importing.blocks import Restricted, free, restricted
from redshank.lexicons.importing.casing import cased, plural
from redshank.lexicons.importing.codes import cameo


@pytest.fixture
def take(tmp_path):
    """``take(text)``: the rows and the faults of a dictionary."""

    def run(text: str):
        path = tmp_path / "d.txt"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        items = list(petrarch.read(path))
        return [i for i in items if not isinstance(i, DataError)], [str(i) for i in items if isinstance(i, DataError)]

    return run


def told(row):
    return (row.name, row.code, row.sector, row.start, row.end)


def test_a_name_with_its_code_on_the_same_line_or_below(take):
    rows, faults = take("KITE_LEAGUE [KENBUS] # a comment [XXX]\nRIVER_PATROL_\n\t[PERMIL]\n")
    assert [told(r) for r in rows] == [("Kite League", "KEN", "BUS", "", ""), ("River Patrol", "PER", "MIL", "", "")]
    assert faults == []


def test_synonyms_are_aliases(take):
    rows, _ = take("KITE_LEAGUE [KENBUS]\n+SKY_LEAGUE ; another name\n+KLK\n")
    assert rows[0].forms == ("Kite League", "Sky League", "KLK")


def test_comments_over_several_lines_are_passed_over_and_lines_still_counted(take):
    rows, faults = take("<!-- HEADER -->\n<!--\nNOBODY [FRA]\n-->\nBROKEN [FRA\nKITE_LEAGUE [KENBUS]\n")
    assert [r.name for r in rows] == ["Kite League"]
    assert rows[0].where.endswith("d.txt:6")
    assert "d.txt:5" in faults[0]
    assert "bracket" in faults[0]


def test_dates_become_first_and_last_days(take):
    rows, _ = take("ADA_PROBE\n [KENMIL <990101]\n [KENGOV 990101-20040630]\n [KENELI >20040630]\n [KEN]\n")
    assert [told(r)[1:] for r in rows] == [
        ("KEN", "MIL", "", "1998-12-31"),
        ("KEN", "GOV", "1999-01-01", "2004-06-30"),
        ("KEN", "ELI", "2004-07-01", ""),
        ("KEN", "", "", ""),
    ]


def test_of_overlapping_dates_the_first_goes_before_the_others(take):
    rows, _ = take("ADA_PROBE\n [KENMIL 20100101-20101231]\n [KENGOV 20090101-20120101]\n")
    assert [told(r)[2:] for r in rows] == [
        ("MIL", "2010-01-01", "2010-12-31"),
        ("GOV", "2009-01-01", "2009-12-31"),
        ("GOV", "2011-01-01", "2012-01-01"),
    ]


def test_nobody_at_a_time_makes_no_row(take):
    assert take("ADA_PROBE\n [--- <990101]\n [KENGOV]\n")[0][0].start == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ADA_PROBE\n", "no code"),
        ("ADA_PROBE [QQQGOV]\n", "unknown country 'QQQ'"),
        ("ADA_PROBE [KEN/PER]\n", "no actor code"),
        ("ADA_PROBE [KENGO]\n", "groups of three"),
        ("ADA_PROBE [KEN <990230]\n", "calendar"),
        ("ADA_PROBE [KEN <9902]\n", "six or eight"),
        ("ADA_PROBE [KEN 20100101-20090101]\n", "before the start"),
        ("ADA_PROBE [KEN soon]\n", "neither a code"),
        ("ADA_PROBE [KEN] [PER]\n", "second code without dates"),
        ("+SYNONYM\n", "no entry"),
        ("__ [KEN]\n", "no name"),
        ("KITE!WHAT! [~GOV]\n", "not defined"),
        ("KITE [~QQQ]\n", "no sector"),
        ("KITE {KITES [~GOV]\n", "brace"),
        (b"K\xff\xfe [KEN]\n", "no UTF-8"),
        (b"K\0TE [KEN]\n", "no text"),
    ],
)
def test_a_bad_entry_is_named_and_the_next_one_read(take, text, why):
    text = text.encode() if isinstance(text, str) else text
    rows, faults = take(text + b"KITE_LEAGUE [KENBUS]\n")
    assert [r.name for r in rows][-1:] == ["Kite League"]
    assert len(faults) == 1
    assert why in faults[0]
    assert "d.txt:" in faults[0]


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        ("USAGOV", ("USA", "GOV", ())),
        ("IGOUNO", ("UNO", "GOV", ())),
        ("IGOEEC", ("EUR", "GOV", ())),
        ("NGOHLHQQQ", ("NGO", "MED", ())),
        ("FRAMED", ("FRA", "JRN", ())),
        ("FRAGOVMED", ("FRA", "GOV", ("JRN",))),
        ("KENMOSREB", ("KEN", "REB", ("REL",))),
        ("KENMOS", ("KEN", "REL", ())),
        ("IMGMOSQQQ", ("IMG", "REB", ("REL",))),
        ("NGM", ("ISM", "", ())),
        ("ROMSEP", ("ROU", "REB", ())),
        ("PRI", ("USA", "", ())),
    ],
)
def test_cameo_codes_become_code_and_sectors(code, meaning):
    assert cameo(code)[0] == meaning


@pytest.mark.parametrize(
    ("given", "forms"),
    [
        ("SOUTH_KOREA", ("South Korea",)),
        ("BUREAU_OF_KITES", ("Bureau of Kites",)),
        ("JAMES_MCKITE", ("James McKite",)),
        ("AL-KITE_FRONT", ("Al-Kite Front",)),
        ("UN_KITE_OFFICE", ("UN Kite Office",)),
        ("QXZ", ("QXZ",)),
        ("KITELAND", ("Kiteland", "KITELAND")),
        ("John_Kite", ("John Kite",)),
    ],
)
def test_names_get_the_case_of_the_press(given, forms):
    assert cased(given) == forms


def test_a_title_becomes_the_office(take):
    row = take("PRESIDENT_JOHN_Q._KITE [KENGOV]\n")[0][0]
    assert (row.name, row.kind, row.office) == ("John Q. Kite", "person", "President")


def test_agents_have_their_plurals(take):
    rows, _ = take(
        "!WHO! = MAN, MEN, WOMAN, WOMEN\n"
        "KITE_FLYER [~CVL]\nWARDEN_GENERAL {WARDENS_GENERAL} [~MIL]\nKITE_MEDIA {} [~MED]\nKITE!WHO! [~LAB]\n"
    )
    assert [(r.name, r.aliases, r.sector) for r in rows] == [
        ("kite flyer", ("kite flyers",), "CVL"),
        ("warden general", ("wardens general",), "MIL"),
        ("kite media", (), "JRN"),
        ("kiteman", ("kitemen",), "LAB"),
        ("kitewoman", ("kitewomen",), "LAB"),
    ]
    assert {r.code for r in rows} == {""}
    assert rows[2].kind == "body noun"


@pytest.mark.parametrize(
    ("one", "many"),
    [("agency", "agencies"), ("ally of kites", "allies of kites"), ("envoy", "envoys"), ("boss", "bosses")],
)
def test_regular_plurals(one, many):
    assert plural(one) == many


def test_restrictions_leave_out_the_day_itself():
    assert restricted("KEN < 20000301") == Restricted("KEN", "", "2000-02-29")
    assert restricted("KEN >991231") == Restricted("KEN", "2000-01-01", "")


def test_what_is_left_of_a_time():
    whole = Restricted("KEN")
    assert free(whole, [Restricted("PER", "2000-01-01", "2000-12-31")]) == [
        Restricted("KEN", "", "1999-12-31"),
        Restricted("KEN", "2001-01-01", ""),
    ]
    assert free(whole, [Restricted("PER")]) == []


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.txt", "<!-- A -->\nKITE [KEN]\n", "petrarch"),
        ("b.txt", "\nKITE [KEN]\n", "petrarch"),
        ("c.json", '{"results": {}}', "wikidata"),
        ("d.csv", "name,code\n", "csv"),
        ("e.txt", "name\tcode\n", "csv"),
    ],
)
def test_the_kind_of_a_file_is_plain_from_its_first_lines(tmp_path, name, text, kind):
    path = tmp_path / name
    path.write_text(text, encoding="utf8")
    assert sniff(path) == kind
