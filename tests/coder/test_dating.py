"""The day of an act: chronicles, clauses that say when, what carries words, days by which something is due."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model


def events(parse, text, category, **fields):
    return [e for e in parse(text, **fields)._.redshank.events if e.event == [category]]


CHRONICLE = """July 3: Norwegian troops attack a Swedish ship. Norway accuses Sweden of arming rebels.
- July 9: Norway expels the Swedish envoy.
July 20: Norway will withdraw its troops from Sweden."""


def test_the_entries_of_a_chronicle_in_the_present_tense_have_their_dates(parse):
    found = parse(CHRONICLE, published="2021-07-12")._.redshank.events
    assert [(e.event[0], e.date, e.aux) for e in found] == [
        ("ASSAULT", "2021-07-03", []),
        ("ACCUSE", "2021-07-03", []),
        ("SANCTION", "2021-07-09", []),
        ("CONCEDE", "2021-07-12", []),
    ]


def test_a_chronicle_of_last_year_is_historical(parse):
    found = parse(CHRONICLE, published="2021-02-01")._.redshank.events
    assert {e.date for e in found[:3]} == {"2020-07-03", "2020-07-09"}
    assert all("historical" in e.aux for e in found[:3])


def test_a_date_in_mid_paragraph_heads_no_entry(parse):
    text = "The ministry gave the day as July 3: Norwegian troops attacked a Swedish ship. Norway expelled the envoy."
    assert [e.date_assumed for e in events(parse, text, "SANCTION", published="2021-07-12")] == [True]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("In a letter sent in May 2019, Norway accused Sweden of arming rebels.", "2019-05-01"),
        ("In a video that went online on Monday, Norway accused Sweden of arming rebels.", "2021-06-14"),
        ("Norway accused Sweden of arming rebels in a report published on Monday.", "2021-06-14"),
    ],
)
def test_words_have_the_date_of_what_carries_them(parse, text, day):
    (found,) = events(parse, text, "ACCUSE")
    assert (found.date, found.date_assumed) == (day, False)


@pytest.mark.parametrize(
    "text",
    [
        "Norway promised Sweden ten million euros by Friday.",
        "Norway promised Sweden ten million euros before 30 September.",
        "Norway promised Sweden ten million euros within two weeks.",
    ],
)
def test_the_day_by_which_something_is_due_does_not_date_the_promise(parse, text):
    (found,) = events(parse, text, "AGREE")
    assert (found.date, found.date_assumed, found.aux) == ("2021-06-16", True, [])


def test_a_clause_that_says_when_has_the_date_of_its_main_clause(parse):
    (found,) = events(parse, "Norway expelled the envoy on Monday after Swedish troops attacked Norway.", "ASSAULT")
    assert found.date == "2021-06-14"


def test_a_date_by_the_last_of_several_verbs_dates_them_all(parse):
    text = "Norwegian police beat two Swedish students and arrested ten in Oslo on Monday."
    assert [e.date for e in events(parse, text, "ASSAULT") + events(parse, text, "COERCE")] == ["2021-06-14"] * 2


def test_then_points_at_the_date_told_before(parse):
    text = "The Norwegian premier visited Sweden in May 2019, and Norway then accused Sweden of arming rebels."
    assert [e.date for e in events(parse, text, "ACCUSE")] == ["2019-05-01"]


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Norway condemned Sweden's 2015 attack on Oslo.", "ACCUSE"),
        ("Norway accused Sweden of the 2015 attack.", "ACCUSE"),
        ("Norway left the 2015 pact with Sweden.", "SANCTION"),
        ("A court in Oslo jailed a Swede for the 2015 killing of a Norwegian soldier.", "COERCE"),
        ("Norwegian police arrested a Swede over a 2015 killing.", "COERCE"),
    ],
)
def test_what_answers_a_dated_deed_is_not_of_its_date(parse, text, category):
    assert [(e.date_assumed, e.aux) for e in events(parse, text, category)] == [(True, [])]


@pytest.mark.parametrize(
    ("text", "category", "day"),
    [
        ("Norwegian police killed two Swedes in the 2015 raid.", "ASSAULT", "2015-01-01"),
        ("Norwegian police arrested two Swedes during Monday's rally.", "COERCE", "2021-06-14"),
        ("Norwegian troops shelled Monday's rally in Oslo.", "ASSAULT", "2021-06-14"),
        ("Norway held Monday's talks with Sweden.", "CONSULT", "2021-06-14"),
    ],
)
def test_what_is_done_in_or_to_a_dated_thing_has_its_date(parse, text, category, day):
    assert [e.date for e in events(parse, text, category)] == [day]
