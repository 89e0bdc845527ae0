"""What stands in the columns of each layout; names and order as the data sets have them."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from tests.formats.told import AWKWARD, fill, first, second

from redshank.formats.layouts import LAYOUTS, Request, export
from redshank.ledger import Ledger
from redshank.ledger.merging import remerge
from redshank.ledger.write import Run, Writer
from redshank.records import Event

pq = pytest.importorskip("pyarrow.parquet")


def listed(*lines: str) -> list[str]:
    """Names of columns parted by ``|``."""
    return "|".join(lines).split("|")


def polecat_side(side: str) -> str:
    return (
        f"{side} Name|{side} Country|{side} COW|Primary {side} Sector|{side} Sectors|{side} Title|{side} Name Raw|"
        f"Wikipedia {side} ID"
    )


def gdelt_actor(n: int) -> str:
    parts = "Code|Name|CountryCode|KnownGroupCode|EthnicCode|Religion1Code|Religion2Code|Type1Code|Type2Code|Type3Code"
    return "|".join(f"Actor{n}{part}" for part in listed(parts))


def gdelt_place(who: str) -> str:
    parts = "Type|FullName|CountryCode|ADM1Code|ADM2Code|Lat|Long|FeatureID"
    return "|".join(f"{who}Geo_{part}" for part in listed(parts))


COLUMNS = {
    ("polecat", "events"): listed(
        "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts",
        polecat_side("Actor"), polecat_side("Recipient"),
        "Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source",
        "Publication Date|Story People|Story Organizations|Story Locations|Language|Version",
    ),
    ("icews", "events"): listed(
        "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity",
        "Target Name|Target Sectors|Target Country|Story ID|Sentence Number|Publisher",
        "City|District|Province|Country|Latitude|Longitude",
    ),
    ("phoenix", "events"): listed(
        "eventid_version|date|year|month|day|source|source_root|source_agent|source_others",
        "target|target_root|target_agent|target_others|code|root_code|quad_class|goldstein|issues",
        "lat|lon|placeName|stateName|countryName|ids|urls|sources",
    ),
    ("gdelt", "events"): listed(
        "GLOBALEVENTID|SQLDATE|MonthYear|Year|FractionDate", gdelt_actor(1), gdelt_actor(2),
        "IsRootEvent|EventCode|EventBaseCode|EventRootCode|QuadClass|GoldsteinScale|NumMentions|NumSources",
        "NumArticles|AvgTone", gdelt_place("Actor1"), gdelt_place("Actor2"), gdelt_place("Action"),
        "DATEADDED|SOURCEURL",
    ),
    ("gdelt", "mentions"): listed(
        "GLOBALEVENTID|EventTimeDate|MentionTimeDate|MentionType|MentionSourceName|MentionIdentifier|SentenceID",
        "Actor1CharOffset|Actor2CharOffset|ActionCharOffset|InRawText|Confidence|MentionDocLen|MentionDocTone",
        "MentionDocTranslationInfo|Extras",
    ),
}  # fmt: skip
COUNTS = {("polecat", "events"): 40, ("icews", "events"): 20, ("phoenix", "events"): 26, ("gdelt", "events"): 61}
COUNTS |= {("gdelt", "mentions"): 16}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    with Ledger(fill(tmp_path_factory.mktemp("told") / "l.duckdb"), read_only=True) as opened:
        yield opened


@pytest.fixture
def rows(ledger, tmp_path):
    """``rows(layout, table=…, **request)``: the rows of one file as dicts, by way of Parquet."""

    def run(like: str, table: str = "events", **request) -> list[dict]:
        path = tmp_path / "out.parquet"
        export(ledger, Request(layout=LAYOUTS[like], out=path, **request))
        if table != "events":
            path = tmp_path / f"out.{table}.parquet"
        return pq.read_table(path).to_pylist()

    return run


@pytest.mark.parametrize(("like", "table"), COLUMNS)
def test_columns_have_the_data_sets_names_in_its_order(rows, like, table):
    assert len(COLUMNS[like, table]) == COUNTS[like, table]
    assert list(rows(like, table)[0]) == COLUMNS[like, table]


def test_an_event_is_one_row_and_says_what_polecat_asks_for(rows):
    fired, met, fed, shot = rows("polecat")
    assert (fired["Event ID"], fired["Event Date"], fired["Event Type"]) == ("d1-1", date(2021, 6, 14), "ASSAULT")
    assert (fired["Event Mode"], fired["Intensity"], fired["Quad Code"]) == ("firearms", -9.5, "MATERIAL CONFLICT")
    assert (met["Contexts"], met["Quad Code"]) == ("diplomatic;economic", "VERBAL COOPERATION")
    assert fired["Primary Recipient Sector"] == "CVL;BUS"
    assert fired["Recipient Name Raw"] == """the "Blue Guard" of Oslo's #1 port;Danish"""
    assert (met["Actor Name"], met["Actor COW"]) == ("Kenya;Ghana, Republic of", "501;")
    assert (met["Wikipedia Actor ID"], met["Recipient Name"]) == ("Q114;", None)
    assert (fired["City"], fired["Province"], fired["Country"], fired["GeoNames ID"]) == (
        "Oslo",
        "Oslo",
        "NOR",
        3143244,
    )
    assert (met["Placename"], met["City"], met["Province"], met["Feature Type"]) == ("Texas", None, "Texas", "ADM1")
    assert (fed["Source"], fed["Publication Date"], fed["Language"]) == ("fjord courier", date(2021, 6, 16), "en")
    assert fed["Story Locations"] == "Oslo;Kenya;Texas;Gaza"
    assert fed["Version"] == "redshank 0.0"
    assert (shot["Event Date"], shot["Actor Country"]) == (None, None)


def test_icews_names_countries_and_sectors_its_own_way(rows):
    fired, met, fed, shot = rows("icews")
    assert (fired["Event ID"], fired["CAMEO Code"], fired["Intensity"]) == (1, "193", -10.0)
    assert (fired["Source Name"], fired["Source Sectors"]) == ("Norwegian Army", "Military,Government")
    assert fired["Target Name"] == """the "Blue Guard" of Oslo's #1 port"""
    assert (met["CAMEO Code"], met["Country"], met["Province"]) == ("040", "United States", "Texas")
    assert (fed["Source Country"], fed["Source Sectors"]) == (None, "International Government Organization")
    assert (fed["Target Country"], fed["Country"]) == ("Occupied Palestinian Territory",) * 2
    assert (shot["Source Name"], shot["Source Country"], shot["Source Sectors"]) == (
        "Gunmen",
        None,
        "Unidentified Forces",
    )
    assert (shot["Target Sectors"], shot["Event Date"]) == (None, None)
    assert (fed["Story ID"], fed["Sentence Number"], fed["Publisher"]) == (1, 4, "fjord courier")


def test_of_a_mutual_act_the_second_actor_is_the_target(rows):
    met = rows("icews")[1]
    assert (met["Source Country"], met["Target Country"]) == ("Kenya", "Ghana")
    assert (rows("gdelt")[1]["Actor1Code"], rows("gdelt")[1]["Actor2Code"]) == ("KENGOV", "GHAGOV")


def test_phoenix_takes_codes_apart_and_gathers_all_reports(rows):
    fired, _, fed, shot = rows("phoenix")
    assert (fired["date"], fired["year"], fired["month"], fired["day"]) == (20210614, 2021, 6, 14)
    assert fired["eventid_version"] == "d1-1_v0.0"
    assert [fired[f"source{part}"] for part in ("", "_root", "_agent", "_others")] == ["NORMILGOV", "NOR", "MIL", "GOV"]
    assert [fed[f"source{part}"] for part in ("", "_root", "_agent", "_others")] == ["IGOUNO", "IGO", "UNO", None]
    assert [shot[f"source{part}"] for part in ("", "_root", "_agent", "_others")] == ["UAF", None, "UAF", None]
    assert (shot["target"], shot["target_agent"]) == ("KEN", None)
    assert (fired["ids"], fired["sources"]) == ("d1_1;d2_1", "fjord courier;sund post")
    assert fired["urls"] == "https://example.org/a;"
    assert (fired["quad_class"], fed["root_code"], fed["countryName"]) == (4, "07", "Palestine")


def test_gdelt_has_its_dates_counts_and_geography(rows):
    fired, met, fed, shot = rows("gdelt")
    assert [fired[c] for c in ("SQLDATE", "MonthYear", "Year", "FractionDate")] == [20210614, 202106, 2021, 2021.4493]
    assert [fired[c] for c in ("NumMentions", "NumSources", "NumArticles")] == [2, 2, 2]
    assert [met[c] for c in ("EventCode", "EventBaseCode", "EventRootCode", "QuadClass")] == ["040", "040", "04", 1]
    assert [fired[f"Actor1{c}"] for c in ("Code", "Name", "Type1Code")] == ["NORMILGOV", "NORWEGIAN ARMY", "MIL"]
    assert [fed[f"Actor1{c}"] for c in ("Code", "KnownGroupCode", "CountryCode", "Type1Code")] == [
        "IGOUNO", "UNO", None, "IGO",
    ]  # fmt: skip
    place = ("Type", "FullName", "CountryCode", "ADM1Code", "FeatureID")
    assert [met[f"ActionGeo_{c}"] for c in place] == [2, "Texas, United States", "US", "USTX", "TX"]
    assert [shot[f"ActionGeo_{c}"] for c in place] == [1, "Kenya", "KE", "KE", "KE"]
    assert [fired[f"ActionGeo_{c}"] for c in place] == [4, "Oslo, Oslo, Norway", "NO", None, None]
    assert [fed[f"ActionGeo_{c}"] for c in place][:3] == [4, "Gaza, Gaza Strip, Palestine", "GZ"]
    assert (fired["DATEADDED"], fired["SOURCEURL"]) == (20210615000000, "https://example.org/a")
    assert [row["IsRootEvent"] for row in (fired, met)] == [1, 0]
    assert {row["AvgTone"] for row in (fired, met)} == {None}


def test_each_report_of_an_event_is_a_mention_in_gdelt(rows):
    one, other, *_ = rows("gdelt", "mentions")
    assert [one["GLOBALEVENTID"], other["GLOBALEVENTID"]] == [1, 1]
    assert (one["MentionType"], one["MentionIdentifier"]) == (1, "https://example.org/a")
    assert (other["MentionType"], other["MentionIdentifier"]) == (None, "d2")
    assert (one["EventTimeDate"], one["MentionTimeDate"]) == (20210615000000, 20210616000000)
    assert (other["Actor1CharOffset"], other["Actor2CharOffset"], other["Confidence"]) == (10, 47, 87)


def test_what_did_not_happen_is_left_out_where_no_column_says_so(ledger, tmp_path):
    def done(like, **more):
        return export(ledger, Request(layout=LAYOUTS[like], out=tmp_path / "x.parquet", **more))

    for like in ("polecat", "icews", "phoenix", "gdelt"):
        assert (done(like).rows, done(like).left_out) == (4, 1)
        assert (done(like, unreal=True).rows, done(like, unreal=True).left_out) == (5, 0)
    assert (done("plover").rows, done("plover").left_out) == (5, 0)
    assert pq.read_table(tmp_path / "x.parquet").column("aux").to_pylist() == [[], [], ["future"], [], []]


def test_rows_that_show_the_first_of_several_are_counted(ledger, tmp_path):
    def cut(like, **more):
        return export(ledger, Request(layout=LAYOUTS[like], out=tmp_path / "x.parquet", **more)).cut

    # The ferry has two owners; that two met is no loss, as both are shown.
    assert [cut(like) for like in ("polecat", "icews", "phoenix", "gdelt")] == [0, 1, 1, 1]


def test_reports_are_rows_of_their_own(rows):
    told = rows("icews", rows="reports")
    assert [row["Event ID"] for row in told] == [1, 2, 4, 5, 6]
    assert (told[-1]["Publisher"], told[-1]["Source Name"]) == ("sund post", "Norway")
    linked = rows("plover", rows="reports")
    assert [(row["id"], row["link"]) for row in linked][-1] == ("d2-1", "d1-1")


def test_an_event_has_the_parties_that_its_own_codes_name(ledger, rows):
    # One report of two says that Sweden fired, too: half of them, so the event has it.
    assert ledger.rows("SELECT actor_codes FROM events WHERE event = 1") == [(["NOR", "SWE"],)]
    assert rows("polecat")[0]["Actor Name"] == "Norwegian Army;Sweden"
    norway, sweden = rows("plover")[0]["actor"]
    assert (norway["entity_text"], norway["start"]) == ("Norway's army", 26)
    assert (sweden["identifier_text"], sweden["entity_text"], sweden["start"], sweden["end"]) == ("Sweden", "", 0, 0)


def test_a_question_chooses_the_rows(rows):
    chosen = {"condition": "true AND list_contains(e.actor_codes, ?)", "values": ["SWE"]}
    assert [row["id"] for row in rows("plover", **chosen)] == ["d1-1"]
    assert [row["id"] for row in rows("plover", rows="reports", **chosen)] == ["d1-1", "d2-1"]
    assert rows("gdelt", condition="e.category = ?", values=["YIELD"]) == []


def test_plover_lines_are_the_record(ledger, tmp_path):
    path = tmp_path / "x.jsonl"
    export(ledger, Request(layout=LAYOUTS["plover"], out=path, rows="reports"))
    lines = path.read_bytes().splitlines()
    events = [msgspec.json.decode(line, type=Event) for line in lines]
    told = [*first()[1].events, *second()[1].events]
    assert [e.id for e in events] == [e.id for e in told]
    for event, coded in zip(events, told, strict=True):
        for field in msgspec.structs.fields(Event):
            if field.name != "cite_info":
                assert getattr(event, field.name) == getattr(coded, field.name), field.name
    assert events[0].cite_info.publication == "fjord courier"
    assert events[0].recipient[0].entity_text == AWKWARD
    keys = list(msgspec.json.decode(lines[0]))
    assert keys == [*(f.encode_name for f in msgspec.structs.fields(Event)), "link"]


def test_a_ledger_without_text_gives_rows_without_words(tmp_path):
    with Ledger(tmp_path / "bare.duckdb") as bare:
        Writer(bare, Run(coder="redshank 0.0"), keep="none").add([first()])
        remerge(bare)
        export(bare, Request(layout=LAYOUTS["polecat"], out=tmp_path / "x.parquet"))
        fired = pq.read_table(tmp_path / "x.parquet").to_pylist()[0]
        assert (fired["Actor Name"], fired["Actor Name Raw"], fired["Raw Placename"]) == ("Norwegian Army", None, None)
        export(bare, Request(layout=LAYOUTS["plover"], out=tmp_path / "x.jsonl"))
        line = (tmp_path / "x.jsonl").read_bytes().splitlines()[0]
        assert msgspec.json.decode(line, type=Event).actor[0].entity_text == ""
