"""Reports of one act become one event, others do not, and every merge says why."""

from __future__ import annotations

import msgspec
import pytest
from tests.ledger.made import report

from redshank.ledger import Ledger
from redshank.ledger.events import renew_counts
from redshank.ledger.merging import merge_pending, remerge
from redshank.ledger.write import Run, Writer
from redshank.records import Entity, Evidence, Place

RUN = Run(coder="redshank test")

SHELLS = "Gunners shelled the market of Dolna on Thursday and killed nine traders, the mayor said."
SHELLS_TOO = "Nine traders were killed when gunners shelled the market of Dolna, its mayor said."
URGES = "The minister urged Kyiv to reopen the ferry to Dolna before winter."


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "ledger.duckdb") as opened:
        yield opened


DOLNA = Place(
    start=0, end=1, extracted_place="Dolna", resolved_place="Dolna", geonameid=9001, lat=48.0, lon=37.0,
    country_code="UKR", resolution=4,
)  # fmt: skip


def in_town(told, **other):
    """The same document, its acts placed in the town of Dolna, or in another one."""
    for event in told[1].events:
        event.event_loc = msgspec.structs.replace(DOLNA, **other)
    return told


def add(ledger, *reports, keep="all"):
    Writer(ledger, RUN, keep).add(list(reports))
    with ledger.transaction() as connection:
        return merge_pending(connection)


def events(ledger):
    """The ids of reports that are together, in order."""
    rows = ledger.rows(
        "SELECT list(r.id ORDER BY r.id) FROM members m JOIN reports r USING (report) GROUP BY m.event ORDER BY 1"
    )
    return [ids for (ids,) in rows]


def why(ledger, name):
    ((words,),) = ledger.rows("SELECT why FROM members JOIN reports USING (report) WHERE id = ?", [name])
    return words


def one_event(ledger, *reports):
    add(ledger, *reports)
    return len(events(ledger)) == 1


def test_two_papers_on_one_attack_tell_one_event(ledger):
    told = add(
        ledger,
        report("a", SHELLS, {"event": "ASSAULT", "place": "Dolna"}, publisher="Daily Heron"),
        report("b", SHELLS_TOO, {"event": "ASSAULT", "place": "Dolna"}, publisher="Evening Stork"),
    )
    assert told == 2
    assert events(ledger) == [["a-1", "b-1"]]
    assert ledger.rows("SELECT report, event, with_report, how FROM members ORDER BY report") == [
        (1, 1, None, "first"),
        (2, 1, 1, "merged"),
    ]


def test_a_merge_says_why(ledger):
    add(
        ledger,
        in_town(report("a", SHELLS, {"event": "ASSAULT"})),
        in_town(report("b", SHELLS_TOO, {"event": "ASSAULT"})),
    )
    assert why(ledger, "a-1") == "first of its event"
    words = why(ledger, "b-1")
    for part in (
        "same actor codes +",
        "same recipient codes +",
        "same day +1.5",
        "same place +",
        "like words +",
        "sum ",
    ):
        assert part in words
    ((score,),) = ledger.rows("SELECT score FROM members WHERE how = 'merged'")
    assert f"over the event {score:.1f}" in words


@pytest.mark.parametrize(
    "other",
    [
        {"date": "2019-10-27", "enddate": "2019-10-27"},
        {"actor": ("POL",)},
        {"aux": ("future",)},
        {"aux": ("negation",)},
        {"event": "AID"},
    ],
    ids=["day", "actor", "future", "negated", "category"],
)
def test_another_act_is_another_event(ledger, other):
    act = {"event": "ASSAULT", "place": "Dolna"}
    assert not one_event(ledger, report("a", SHELLS, act), report("b", SHELLS_TOO, act | other))


def test_two_towns_see_two_attacks(ledger):
    here = in_town(report("a", SHELLS, {"event": "ASSAULT"}))
    text = "A market in Brena was shelled on Thursday; four people died, officials there said."
    there = report("b", text, {"event": "ASSAULT"})
    assert not one_event(ledger, here, in_town(there, geonameid=9002, resolved_place="Brena", lat=51.0))


def test_a_retelling_with_its_old_date_joins_the_old_event(ledger):
    act = {"event": "ASSAULT", "date": "2019-10-31", "enddate": "2019-10-31", "place": "Dolna"}
    later = report("b", SHELLS_TOO, act, published="2019-12-20")
    assert one_event(ledger, report("a", SHELLS, act), later)


def test_a_second_attack_a_year_later_is_its_own_event(ledger):
    act = {"event": "ASSAULT", "place": "Dolna"}
    assert not one_event(ledger, report("a", SHELLS, act), report("b", SHELLS_TOO, act, published="2020-10-31"))


def test_follow_ups_are_their_own_events(ledger):
    later = report("b", "Nine were arrested over the shelling of the market of Dolna.", {"event": "REQUEST"})
    assert not one_event(ledger, report("a", SHELLS, {"event": "ASSAULT"}), later)


def test_sides_that_meet_may_change_places(ledger):
    text = "The two ministers met in Dolna on Thursday and spoke about the ferry."
    here = report("a", text, {"event": "CONSULT", "actor": ("RUS",), "recipient": ("UKR",)})
    there = report("b", text.replace("The two", "Both"), {"event": "CONSULT", "actor": ("UKR", "RUS"), "recipient": ()})
    assert one_event(ledger, here, there)


def test_who_shells_whom_may_not_change_places(ledger):
    here = report("a", SHELLS, {"event": "ASSAULT", "actor": ("RUS",), "recipient": ("UKR",)})
    there = report("b", SHELLS, {"event": "ASSAULT", "actor": ("UKR",), "recipient": ("RUS",)})
    assert not one_event(ledger, here, there)


def test_speech_needs_like_words(ledger):
    add(
        ledger,
        report("a", URGES, {"event": "REQUEST"}),
        report("b", "Kyiv must reopen the ferry to Dolna before winter, the minister urged.", {"event": "REQUEST"}),
        report("c", "He asked that the archive of the academy be handed over to Moscow.", {"event": "REQUEST"}),
    )
    assert events(ledger) == [["a-1", "b-1"], ["c-1"]]


def test_speech_needs_the_same_days(ledger):
    again = report("b", URGES, {"event": "REQUEST"}, published="2019-11-05")
    assert not one_event(ledger, report("a", URGES, {"event": "REQUEST"}), again)


def test_two_known_speakers_are_two_events(ledger):
    text = "Kyiv was urged to reopen the ferry to Dolna before winter sets in."
    spoken = [report("a", URGES, {"event": "REQUEST"}), report("b", text, {"event": "REQUEST"})]
    for (_, analysis), name, wikidata in zip(spoken, ("Ada Brunn", "Cole Dorn"), ("Q900001", "Q900002"), strict=True):
        speaker = Entity(
            entity_text=name, identifier_text=name, identifier_id=wikidata, code="RUS", sector="GOV", start=0, end=9
        )
        analysis.events[0].actor = [speaker]
    assert not one_event(ledger, *spoken)


def test_two_tellings_in_one_document_are_one_event(ledger):
    second = "The shelling of the market of Dolna killed nine traders."
    act = {"event": "ASSAULT", "place": "Dolna"}
    text = f"{SHELLS} {second}"
    assert one_event(ledger, report("a", text, act | {"sentence": SHELLS}, act | {"sentence": second}))


def test_two_demands_in_one_document_stay_two(ledger):
    second = "She urged Kyiv to free the crew of the tug."
    text = f"{URGES} {second}"
    told = report("a", text, *({"event": "REQUEST", "sentence": s} for s in (URGES, second)))
    assert not one_event(ledger, told)


def test_an_undated_mention_of_a_known_attack_joins_it(ledger):
    act = {"event": "ASSAULT", "place": "Dolna"}
    text = "Mourners filled Dolna four days after the shelling killed nine traders in the market there."
    undated = act | {"date_assumed": True}
    pointing = report("b", text, undated, published="2019-11-04")
    pointing[1].events[0].evidence.append(Evidence("trigger", text.index("shelling"), text.index("shelling") + 8))
    add(ledger, report("a", SHELLS, act), pointing)
    assert events(ledger) == [["a-1", "b-1"]]
    assert "speaks of it as known" in why(ledger, "b-1")


def test_only_what_is_new_is_merged(ledger):
    act = {"event": "ASSAULT", "place": "Dolna"}
    assert add(ledger, report("a", SHELLS, act)) == 1
    before = ledger.rows("SELECT * FROM members")
    assert add(ledger, report("b", SHELLS_TOO, act)) == 1
    assert ledger.rows("SELECT * FROM members ORDER BY report")[:1] == before
    assert events(ledger) == [["a-1", "b-1"]]
    assert add(ledger) == 0


def test_merging_anew_gives_the_same(ledger):
    act = {"event": "ASSAULT", "place": "Dolna"}
    add(ledger, report("a", SHELLS, act), report("c", URGES, {"event": "REQUEST"}), report("b", SHELLS_TOO, act))
    tables = [ledger.rows(f"SELECT * FROM {table} ORDER BY ALL") for table in ("members", "events")]
    assert remerge(ledger) == 3
    assert [ledger.rows(f"SELECT * FROM {table} ORDER BY ALL") for table in ("members", "events")] == tables


def test_a_ledger_without_text_merges_alike(tmp_path):
    act = {"event": "ASSAULT", "place": "Dolna"}
    for keep in ("all", "evidence", "none"):
        with Ledger(tmp_path / keep) as ledger:
            add(ledger, report("a", SHELLS, act), report("b", SHELLS_TOO, act), keep=keep)
            assert events(ledger) == [["a-1", "b-1"]]


def test_a_new_version_opens_the_event_again(ledger):
    act = {"event": "ASSAULT", "place": "Dolna"}
    add(ledger, report("a", SHELLS, act), report("b", SHELLS_TOO, act))
    add(ledger, report("a", "The mayor of Dolna denied everything.", {"event": "REQUEST"}))
    assert events(ledger) == [["a-1"], ["b-1"]]
    assert ledger.rows("SELECT reports, documents FROM events ORDER BY event") == [(1, 1), (1, 1)]


def test_an_event_is_what_most_of_its_reports_say(ledger):
    act = {"event": "ASSAULT", "place": "Dolna", "mode": ("heavy-weapons",)}
    vague = {"event": "ASSAULT", "recipient": (), "date_assumed": True, "date": "2019-11-01", "enddate": "2019-11-01"}
    add(
        ledger,
        report("a", SHELLS, vague, published="2019-11-01", publisher="Daily Heron"),
        report("b", SHELLS_TOO, act, publisher="Daily Heron"),
        report("c", SHELLS, act, publisher="Evening Stork"),
    )
    found = ledger.rows(
        "SELECT category, mode, date::VARCHAR, date_resolution, actor_codes, recipient_codes, resolved_place, reports,"
        " documents, publishers, origins, first_published::VARCHAR, last_published::VARCHAR, quad_code FROM events"
    )
    assert found == [
        (
            *("ASSAULT", ["heavy-weapons"], "2019-10-31", "day", ["RUS"], ["UKR"], "Dolna", 3, 3, 2, 2),
            *("2019-10-31", "2019-11-01", 4),
        )
    ]


def test_counts_follow_the_origins(ledger):
    act = {"event": "ASSAULT", "place": "Dolna"}
    add(
        ledger,
        report("a", SHELLS, act, publisher="Daily Heron"),
        report("b", SHELLS_TOO, act, publisher="Evening Stork"),
    )
    assert ledger.rows("SELECT publishers, origins FROM events") == [(2, 2)]
    with ledger.transaction() as connection:
        connection.execute("INSERT INTO origins SELECT doc, 'wire', 'credited to Wire', NULL FROM documents")
        connection.execute("UPDATE sources SET publisher_group = 'Birds'")
        renew_counts(connection)
    assert ledger.rows("SELECT publishers, origins FROM events") == [(1, 1)]
