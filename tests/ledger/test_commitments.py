"""Commitments in a ledger, read with a model of a few words so that the tests say what it answers."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace
from tests.ledger.made import report

from redshank.ledger import Ledger
from redshank.ledger.commitments import follow, reopen
from redshank.ledger.commitments.promises import Asked, promises
from redshank.ledger.write import Run, Writer
from redshank.records import Entity, Span, Statement, TimeExpression

KINDS = {"demanded": "demand", "promised": "promise", "threatened": "threat", "will open": "plan", "offered": "offer"}
RELATIONS = {
    "were freed": "fulfil", "two of the": "part", "still holds": "break", "again": "repeat", "refused": "refuse",
    "put off": "extend", "dropped": "withdraw",
}  # fmt: skip


class Words:
    """A reader that goes by single words."""

    def __init__(self) -> None:
        self.asked: list = []

    def makes(self, passages):
        return [_answer(KINDS, sentence, KINDS.values()) for sentence, _ in passages]

    def becomes(self, pairs):
        self.asked += pairs
        return [_answer(RELATIONS, later, RELATIONS.values()) for _, _, (later, _) in pairs]


def _answer(table, text, names):
    found = next((name for words, name in table.items() if words in text), "-")
    return {name: float(name == found) for name in (*names, "-")}


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "l.duckdb") as opened:
        yield opened


def add(ledger, *reports, reader=None):
    Writer(ledger, Run(coder="test")).add(list(reports))
    with ledger.transaction() as connection:
        return follow(connection, lambda: reader or Words())


DEMAND = "Russia demanded that Ukraine free the captured sailors of the trawler Meteor by 8 November."


def demand(name="a", published="2019-10-31", text=DEMAND):
    document, analysis = report(name, text, {"event": "REQUEST"}, published=published)
    content = "Ukraine free the captured sailors of the trawler Meteor"
    start, cue = text.index(content), text.index("demanded")
    said = Statement(
        speaker=Entity(entity_text="Russia", code="RUS", start=0, end=6), kind="demand",
        cue=Span(cue, cue + 8), content=Span(start, start + len(content)),
    )  # fmt: skip
    day = text.find("8 November")
    by = "2019-11-08"
    times = [TimeExpression(start=day, end=day + 10, value=by, type="DATE", begin=by, finish=by)] if day > 0 else []
    return document, replace(analysis, statements=[said], times=times)


def later(name, published, text, **more):
    return report(name, text, {"event": "CONSULT"}, published=published, **more)


def links(ledger):
    rows = ledger.rows(
        "SELECT relation, d.id FROM commitment_links l JOIN documents d USING (doc) ORDER BY l.published, d.id"
    )
    return [tuple(row) for row in rows]


def states(ledger, day):
    return [(r["kind"], r["state"]) for r in promises(ledger.connection, as_of=date.fromisoformat(day)).to_pylist()]


FREED = "The captured sailors of the Meteor were freed, Ukraine said."


def test_a_demand_is_kept_once_it_is_reported_done(ledger):
    add(ledger, demand(), later("b", "2019-11-07", FREED))
    assert links(ledger) == [("made", "a"), ("fulfil", "b")]
    assert states(ledger, "2019-11-06") == [("demand", "open")]
    assert states(ledger, "2019-11-07") == [("demand", "kept")]


def test_the_order_in_which_reports_come_in_does_not_matter(ledger):
    add(ledger, later("b", "2019-11-07", FREED))
    add(ledger, demand())
    assert links(ledger) == [("made", "a"), ("fulfil", "b")]


def test_who_what_and_by_when_are_read_from_the_records(ledger):
    add(ledger, demand())
    (row,) = promises(ledger.connection).to_pylist()
    assert (row["maker"], row["other"], row["words"]) == (["RUS"], ["UKR"], DEMAND)
    assert (row["made"], row["due_end"]) == (date(2019, 10, 31), date(2019, 11, 8))


def test_the_day_on_which_it_was_said_is_not_the_day_by_which_it_is_due(ledger):
    said = "Russia demanded on 29 October that Ukraine free the captured sailors of the trawler Meteor."
    document, analysis = demand(text=said)
    at, day = said.index("29 October"), "2019-10-29"
    told = TimeExpression(start=at, end=at + 10, value=day, type="DATE", begin=day, finish=day)
    add(ledger, (document, replace(analysis, times=[told])))
    (row,) = promises(ledger.connection).to_pylist()
    assert row["due_end"] is None


def test_other_words_and_other_sides_are_not_even_asked_about(ledger):
    reader = Words()
    other = later("b", "2019-11-07", "The harvest of maize in the southern provinces fell, the ministry said.")
    apart = report("c", FREED, {"event": "CONSULT", "actor": ["KEN"], "recipient": ["TZA"]}, published="2019-11-07")
    add(ledger, demand(), other, apart, reader=reader)
    assert reader.asked == []


def test_not_done_before_its_day_is_no_breach(ledger):
    holds = "Ukraine still holds the captured sailors of the Meteor."
    add(ledger, demand(), later("b", "2019-11-05", holds), later("c", "2019-11-09", holds))
    assert links(ledger) == [("made", "a"), ("break", "c")]


def test_a_demand_is_refused_by_the_other_side_and_not_by_its_maker(ledger):
    refused = "Kyiv refused to let the captured sailors of the Meteor go."
    own = report("b", refused, {"event": "CONSULT", "actor": ["RUS"], "recipient": ["UKR"]}, published="2019-11-02")
    theirs = report("c", refused, {"event": "ACCUSE", "actor": ["UKR"], "recipient": ["RUS"]}, published="2019-11-02")
    add(ledger, demand(), own, theirs)
    assert links(ledger) == [("made", "a"), ("refuse", "c")]


def test_said_by_a_second_paper_the_next_day_it_is_one_commitment(ledger):
    add(ledger, demand(), demand("b", "2019-11-01"))
    assert links(ledger) == [("made", "a"), ("told", "b")]
    assert len(states(ledger, "2019-11-02")) == 1


def test_said_anew_weeks_later_it_is_a_repeat(ledger):
    anew = DEMAND.replace("demanded", "demanded again").replace(" by 8 November", "")
    add(ledger, demand(), demand("b", "2019-11-20", anew))
    assert links(ledger) == [("made", "a"), ("repeat", "b")]


def test_done_is_news_for_some_days_only(ledger):
    add(
        ledger,
        demand(),
        later("b", "2019-11-07", FREED),
        later("c", "2019-11-08", FREED),
        later("d", "2020-02-01", FREED),
    )
    assert links(ledger) == [("made", "a"), ("fulfil", "b"), ("fulfil", "c")]


def test_a_new_version_of_a_report_takes_the_place_of_the_old_one(ledger):
    add(ledger, demand(), later("b", "2019-11-07", FREED, url="https://x.example/b"))
    add(ledger, later("b2", "2019-11-07", "The captured sailors of the Meteor sleep.", url="https://x.example/b"))
    assert links(ledger) == [("made", "a")]
    add(ledger, later("b3", "2019-11-07", FREED, url="https://x.example/b"))
    assert links(ledger) == [("made", "a"), ("fulfil", "b3")]


def test_a_second_telling_goes_with_its_report(ledger):
    document, analysis = demand("b", "2019-11-01")
    add(ledger, demand(), (replace(document, url="https://x.example/b"), analysis))
    assert links(ledger) == [("made", "a"), ("told", "b")]
    add(ledger, later("b2", "2019-11-01", "It rained in Kyiv.", url="https://x.example/b"))
    assert links(ledger) == [("made", "a")]
    assert [row["tellings"] for row in promises(ledger.connection).to_pylist()] == [1]


def test_a_reopened_report_is_read_anew_and_what_was_found_in_it_stands_until_then(ledger):
    add(ledger, demand(), later("b", "2019-11-07", FREED))
    with ledger.transaction() as connection:
        connection.execute("UPDATE documents SET text = replace(text, 'were freed', 'sleep') WHERE id = 'b'")
        reopen(connection, [2])
    assert links(ledger) == [("made", "a"), ("fulfil", "b")]
    assert add(ledger) == 1
    assert links(ledger) == [("made", "a")]


def test_without_text_nothing_is_followed_and_nothing_fails(tmp_path):
    with Ledger(tmp_path / "l.duckdb") as ledger:
        Writer(ledger, Run(coder="test"), "none").add([demand(), later("b", "2019-11-07", FREED)])
        with ledger.transaction() as connection:
            assert follow(connection, Words) == 2
        assert links(ledger) == []


def test_questions_filter_by_state_side_and_day(ledger):
    add(ledger, demand(), later("b", "2019-11-07", FREED))
    asked = [Asked(state=("kept",)), Asked(state=("open",)), Asked(maker=("RUS",)), Asked(maker=("UKR",))]
    asked += [Asked(due_before="2019-11-09"), Asked(due_before="2019-11-08"), Asked(text=("trawler",))]
    assert [promises(ledger.connection, a).num_rows for a in asked] == [1, 0, 1, 0, 1, 0, 1]


def test_links_are_given_with_their_words_and_reasons(ledger):
    add(ledger, demand(), later("b", "2019-11-07", FREED))
    rows = promises(ledger.connection, links=True).to_pylist()
    assert [(r["relation"], r["words"]) for r in rows] == [("made", DEMAND), ("fulfil", FREED)]
    assert rows[1]["why"].startswith("read as done")
