"""Corrections: kept, applied, found again after re-coding; what of two that differ holds."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.ledger.made import report

from redshank.formats.codebook import PloverCodebook
from redshank.ledger import Ledger
from redshank.ledger.correcting import correct
from redshank.ledger.corrections import Correction, held, names_of, record, withdraw
from redshank.ledger.fields import records_of
from redshank.ledger.merging import merge_pending
from redshank.ledger.write import Run, Writer

SHELLED = "Russian forces shelled Avdiivka on Thursday, Ukraine said."
SEVERAL = "Kenya condemned Uganda and promised food to Burundi."
RUN, LATER = Run(coder="redshank test"), Run(coder="redshank later")
CODES = PloverCodebook()
NOON = datetime(2026, 11, 25, 12)


def shelling(name: str = "d1", text: str = SHELLED, **more: Any):
    act = {"event": "ASSAULT", "said_by": ("UKR",), "place": "Avdiivka", "mode": ("heavy-weapons",)}
    return report(name, text, act | more.pop("act", {}), **more)


@pytest.fixture
def ledger(tmp_path: Path):
    with Ledger(tmp_path / "a.duckdb") as ledger:
        Writer(ledger, RUN).add([shelling()])
        settle(ledger)
        yield ledger


def settle(ledger: Ledger) -> list[int]:
    with ledger.transaction() as connection:
        changed = correct(connection, CODES)
        merge_pending(connection)
    return changed


def say(ledger: Ledger, verdict: str, field: str | None = None, after: Any = None, **more: Any) -> Correction:
    """Somebody says something of the first current report (or of ``report``)."""
    number = more.pop("report", None) or ledger.rows("SELECT min(report) FROM current_reports")[0][0]
    author, hours = more.pop("author", "Ada"), more.pop("hours", 0)
    values = records_of(ledger.connection, [number])[number].values
    made = Correction(
        kind="report",
        verdict=verdict,
        field=field,
        name=names_of(ledger.connection, [number])[number],
        before=values[field] if field else values,
        after=after,
        author=author,
        made=NOON + timedelta(hours=hours),
        **more,
    )
    return record(ledger, [made])[0]


def states(ledger: Ledger) -> list[tuple[int, str, str]]:
    return ledger.rows("SELECT correction, state, why FROM correction_states ORDER BY correction")


def events(ledger: Ledger) -> list[dict[str, Any]]:
    return list(ledger.events())


def test_a_corrected_category_is_what_every_question_shows_with_all_that_follows_from_it(ledger: Ledger) -> None:
    say(ledger, "correct", "event", "AID")
    assert settle(ledger) == [1]
    (event,) = events(ledger)
    assert (event["event"], event["mode"], event["quad_code"], event["event_scale"]) == ("AID", [], 2, 10.0)
    assert [r["AID"] for r in ledger.dyads()] == [1]
    assert ledger.rows("SELECT event, quad_code FROM coder_reports") == [("ASSAULT", 4)]
    assert states(ledger) == [(1, "applied", "shown in the report")]


def test_the_trace_says_who_corrected_what_and_why(ledger: Ledger) -> None:
    say(ledger, "correct", "event", "AID", reason="flour, not shells")
    settle(ledger)
    (telling,) = ledger.show(events(ledger)[0]["id"]).reports
    assert telling.trace == ["made by hand", "event corrected by Ada on 2026-11-25 (correction 1): flour, not shells"]


def test_parties_are_corrected_with_codes_names_and_sectors(ledger: Ledger) -> None:
    say(ledger, "correct", "actor", [{"name": "RUS", "code": "UKR", "sector": "REB"}, {"name": "Bel", "code": "BLR"}])
    settle(ledger)
    (event,) = events(ledger)
    assert sorted(event["actor"]) == ["BLR", "UKR"]
    assert ledger.rows(
        "SELECT number, name, code, sector, entity_text FROM participants JOIN entities USING (entity)"
        " WHERE role = 'actor' ORDER BY number"
    ) == [(1, "RUS", "UKR", "REB", "RUS"), (2, "Bel", "BLR", None, None)]
    assert [e["id"] for e in ledger.events(actor="Bel")] == [event["id"]]


@pytest.mark.parametrize(
    ("field", "after", "column", "shown"),
    [
        ("date", "2019-10-30", "date", "2019-10-30"),
        ("date", "2019-10-01/2019-10-31", "enddate", "2019-10-31"),
        ("date", "/2019-10-29", "date", None),
        ("aux", ["future"], "aux", ["future"]),
        ("mode", [], "mode", []),
        ("said_by", [], "said_by", []),
        ("recipient", [{"code": "MDA"}], "recipient", ["MDA"]),
        ("place", None, "place", None),
        ("place", {"name": "Odesa", "country": "UKR", "geonameid": 698740, "lat": 46.5, "lon": 30.7}, "lon", 30.7),
    ],
)
def test_every_field_can_be_corrected(ledger: Ledger, field: str, after: Any, column: str, shown: Any) -> None:
    say(ledger, "correct", field, after)
    settle(ledger)
    value = events(ledger)[0][column]
    assert (str(value) if column.endswith("date") and value else value) == shown


def test_a_place_gets_the_coordinates_that_the_ledger_knows(ledger: Ledger) -> None:
    document, analysis = report("d9", "Oleksandrivka was quiet.", published="2019-11-01")
    from redshank.records import Place

    analysis.places = [
        Place(
            start=0, end=13, extracted_place="Oleksandrivka", resolved_place="Oleksandrivka", country_code="UKR",
            geonameid=7, lat=48.5, lon=37.5, resolution=4,
        )
    ]  # fmt: skip
    Writer(ledger, RUN).add([(document, analysis)])
    say(ledger, "correct", "place", {"name": "Oleksandrivka", "country": "UKR"})
    settle(ledger)
    assert ledger.rows("SELECT geonameid, lat, place_resolution FROM reports") == [(7, 48.5, 4)]


def test_a_rejected_report_is_in_no_answer_and_comes_back_when_the_verdict_is_taken_back(ledger: Ledger) -> None:
    said = say(ledger, "reject", reason="a drill")
    before = [ledger.rows(f"SELECT * FROM {t} ORDER BY ALL") for t in ("reports", "participants", "evidence")]
    settle(ledger)
    assert events(ledger) == []
    assert ledger.rows("SELECT count(*) FROM current_reports") == [(0,)]
    assert ledger.rows("SELECT event FROM coder_reports") == [("ASSAULT",)]
    assert states(ledger) == [(1, "applied", "taken out")]
    withdraw(ledger, [said.number])
    settle(ledger)
    assert len(events(ledger)) == 1
    after = [ledger.rows(f"SELECT * FROM {t} ORDER BY ALL") for t in ("reports", "participants", "evidence")]
    assert after == before
    assert states(ledger) == []


def test_the_number_of_a_rejected_report_is_not_given_to_another(ledger: Ledger) -> None:
    say(ledger, "reject")
    settle(ledger)
    Writer(ledger, RUN).add([shelling("d2", "Others shelled another town in the north.")])
    assert ledger.rows("SELECT report FROM reports") == [(2,)]


def test_taking_a_correction_back_leaves_what_the_coder_said(ledger: Ledger) -> None:
    before = ledger.rows("SELECT * FROM reports"), ledger.rows("SELECT * FROM participants ORDER BY ALL")
    numbers = [say(ledger, "correct", "event", "AID").number, say(ledger, "correct", "actor", []).number]
    settle(ledger)
    withdraw(ledger, numbers)
    settle(ledger)
    assert (ledger.rows("SELECT * FROM reports"), ledger.rows("SELECT * FROM participants ORDER BY ALL")) == before


def test_settling_again_changes_nothing(ledger: Ledger) -> None:
    say(ledger, "correct", "event", "AID")
    settle(ledger)
    before = events(ledger), states(ledger)
    assert settle(ledger) == []
    assert (events(ledger), states(ledger)) == before


def test_corrected_reports_are_merged_anew(ledger: Ledger) -> None:
    Writer(ledger, RUN).add([shelling("d2", "On Thursday Russian forces shelled Avdiivka, Ukraine said.")])
    settle(ledger)
    assert [e["reports"] for e in events(ledger)] == [2]
    said = say(ledger, "correct", "actor", [{"name": "Kenya", "code": "KEN", "sector": "MIL"}])
    settle(ledger)
    assert sorted((e["actor"], e["reports"]) for e in events(ledger)) == [(["KEN"], 1), (["RUS"], 1)]
    withdraw(ledger, [said.number])
    settle(ledger)
    assert [e["reports"] for e in events(ledger)] == [2]


# -- who holds --------------------------------------------------------------------------------------------------------


def test_of_two_corrections_of_one_field_the_later_is_shown_and_both_are_kept(ledger: Ledger) -> None:
    say(ledger, "correct", "event", "AID", author="Ada", hours=2)
    say(ledger, "correct", "event", "COERCE", author="Ben", hours=1)
    say(ledger, "correct", "date", "2019-10-30", author="Ben", hours=1)
    settle(ledger)
    (event,) = events(ledger)
    assert (event["event"], str(event["date"])) == ("AID", "2019-10-30")
    assert [(n, s) for n, s, _ in states(ledger)] == [(1, "applied"), (2, "overruled"), (3, "applied")]
    assert len(held(ledger.connection)) == 3


def test_a_later_correction_takes_a_rejected_report_back(ledger: Ledger) -> None:
    say(ledger, "reject", author="Ada")
    say(ledger, "correct", "event", "AID", author="Ben", hours=1)
    settle(ledger)
    assert [e["event"] for e in events(ledger)] == ["AID"]
    say(ledger, "reject", author="Ada", hours=2)
    settle(ledger)
    assert events(ledger) == []
    assert [s for _, s, _ in states(ledger)] == ["overruled", "overruled", "applied"]


def test_who_accepts_accepts_what_he_saw(ledger: Ledger) -> None:
    say(ledger, "correct", "event", "AID", author="Ada")
    settle(ledger)
    say(ledger, "accept", author="Ben", hours=1)  # saw Ada's AID
    settle(ledger)
    assert [e["event"] for e in events(ledger)] == ["AID"]
    coder = records_of(ledger.connection, [1], coder=True)[1].values
    name = names_of(ledger.connection, [1])[1]
    later = NOON + timedelta(hours=2)
    seen = {"kind": "report", "name": name, "before": coder, "author": "Cem", "made": later}
    record(ledger, [Correction(verdict="accept", **seen)])  # saw what the coder said
    settle(ledger)
    assert [e["event"] for e in events(ledger)] == ["ASSAULT"]
    assert [s for _, s, _ in states(ledger)] == ["overruled", "accepted", "accepted"]


# -- coded again ------------------------------------------------------------------------------------------------------


def test_a_correction_outlives_another_coding(ledger: Ledger) -> None:
    say(ledger, "correct", "event", "AID")
    settle(ledger)
    Writer(ledger, LATER).add([shelling(act={"date": "2019-10-29"})])
    settle(ledger)
    (event,) = events(ledger)
    assert (event["event"], str(event["date"])) == ("AID", "2019-10-29")


def test_a_correction_with_which_a_later_coder_agrees_is_idle(ledger: Ledger) -> None:
    say(ledger, "correct", "event", "AID")
    say(ledger, "correct", "date", "2019-10-30")
    settle(ledger)
    Writer(ledger, LATER).add([shelling(act={"event": "AID", "mode": ()})])
    settle(ledger)
    (event,) = events(ledger)
    assert (event["event"], str(event["date"])) == ("AID", "2019-10-30")
    assert states(ledger) == [
        (1, "idle", "the coder says the same now"),
        (2, "applied", "shown in the report"),
    ]
    assert ledger.rows("SELECT DISTINCT quad_code FROM current_reports") == [(2,)]


@pytest.mark.parametrize("verdict", ["reject", "accept", "correct"])
def test_a_correction_whose_report_is_gone_is_kept_and_idle(ledger: Ledger, verdict: str) -> None:
    field, after = ("event", "AID") if verdict == "correct" else (None, None)
    say(ledger, verdict, field, after)
    settle(ledger)
    Writer(ledger, LATER).add([shelling(act={"actor": ("KEN",)})])
    settle(ledger)
    assert [e["actor"] for e in events(ledger)] == [["KEN"]]
    assert states(ledger) == [(1, "idle", "no report of ASSAULT by these sides in this sentence any more")]
    Writer(ledger, RUN).add([shelling()])
    settle(ledger)
    assert states(ledger)[0][1] == ("accepted" if verdict == "accept" else "applied")


def test_in_a_changed_document_the_sentence_is_found_by_its_words(tmp_path: Path) -> None:
    url = "https://example.org/a"
    with Ledger(tmp_path / "a.duckdb") as ledger:
        Writer(ledger, RUN).add([shelling("d1", url=url)])
        say(ledger, "correct", "event", "AID")
        settle(ledger)
        text = f"A later version begins otherwise. {SHELLED}"
        Writer(ledger, RUN).add([shelling("d2", text, url=url, act={"sentence": SHELLED})])
        settle(ledger)
        assert [e["event"] for e in events(ledger)] == ["AID"]
        text = "Russian forces did other things on Thursday, Ukraine said."  # other words in the same place
        Writer(ledger, RUN).add([shelling("d3", text, url=url)])
        settle(ledger)
        assert [e["event"] for e in events(ledger)] == ["ASSAULT"]


def test_two_reports_of_one_sentence_are_told_apart_by_their_acts(tmp_path: Path) -> None:
    from redshank.records import Evidence

    document, analysis = report("d1", SEVERAL, {"event": "ACCUSE"}, {"event": "ACCUSE"})
    for event, word in zip(analysis.events, ("condemned", "promised"), strict=True):
        at = SEVERAL.index(word)
        event.evidence.append(Evidence("trigger", at, at + len(word)))
    with Ledger(tmp_path / "a.duckdb") as ledger:
        Writer(ledger, RUN).add([(document, analysis)])
        say(ledger, "reject", report=2)
        settle(ledger)
        assert ledger.rows("SELECT id FROM current_reports") == [("d1-1",)]
        analysis.events.pop(1)  # a later coder does not find it
        Writer(ledger, LATER).add([(document, analysis)])
        settle(ledger)
        assert ledger.rows("SELECT id FROM current_reports") == [("d1-1",)]
        assert states(ledger)[0][1] == "idle"


def test_without_text_corrections_work_as_with_it(tmp_path: Path) -> None:
    with Ledger(tmp_path / "a.duckdb") as ledger:
        Writer(ledger, RUN, "none").add([shelling()])
        say(ledger, "correct", "event", "AID")
        settle(ledger)
        Writer(ledger, LATER, "none").add([shelling()])
        settle(ledger)
        assert [e["event"] for e in events(ledger)] == ["AID"]
        assert states(ledger)[0][1] == "applied"
