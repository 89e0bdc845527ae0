"""States of commitments: what is known on a day decides, whatever the order in which it came in."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redshank.ledger.commitments.states import RELATIONS, STATES, Commitment, Link, state_of

MADE = date(2019, 10, 31)
BY = date(2019, 11, 4)
PROMISE = Commitment("promise", MADE, MADE, BY, frozenset({"UKR"}), frozenset({"RUS"}))
DEMAND = Commitment("demand", MADE, None, None, frozenset({"RUS"}), frozenset({"UKR"}))


def day(number: int) -> date:
    return date(2019, 11, number)


def at(when, *links, of=PROMISE):
    return state_of(of, links, when).state


@pytest.mark.parametrize(
    ("when", "state"),
    [(MADE, "open"), (day(3), "open"), (day(4), "due"), (day(5), "overdue")],
)
def test_without_news_the_calendar_decides(when, state):
    assert at(when) == state


def test_on_a_day_is_due_on_that_day_and_in_a_period_from_its_first_day():
    on = PROMISE._replace(due_start=BY, due_end=BY)
    within = PROMISE._replace(due_start=day(10), due_end=day(20))
    assert [at(d, of=on) for d in (day(3), day(4), day(5))] == ["open", "due", "overdue"]
    assert [at(d, of=within) for d in (day(9), day(10), day(20), day(21))] == ["open", "due", "due", "overdue"]


@pytest.mark.parametrize(
    ("relation", "state"),
    [
        ("fulfil", "kept"),
        ("part", "partly kept"),
        ("break", "broken"),
        ("refuse", "refused"),
        ("withdraw", "withdrawn"),
    ],
)
def test_the_latest_outcome_counts_from_its_day_on(relation, state):
    told = Link(relation, day(2))
    assert at(day(1), told, of=DEMAND) == "open"
    assert at(day(2), told, of=DEMAND) == state
    assert at(day(9), told, Link("fulfil", day(8)), of=DEMAND) == "kept"


def test_what_was_kept_can_be_undone_and_a_part_of_what_was_kept_is_no_news():
    assert at(day(9), Link("fulfil", day(4)), Link("break", day(7))) == "broken"
    assert at(day(9), Link("fulfil", day(4)), Link("part", day(7))) == "kept"


def test_an_extension_moves_the_day_and_one_without_a_day_opens_it():
    later = Link("extend", day(4), due_start=day(4), due_end=day(11))
    assert [at(d, later) for d in (day(5), day(11), day(12))] == ["open", "due", "overdue"]
    stand = state_of(PROMISE, [Link("extend", day(4))], day(30))
    assert stand.state == "open"
    assert "no new day" in stand.reason


def test_done_says_one_side_and_not_done_the_other_is_unclear():
    yes = Link("fulfil", day(4), frozenset({"UKR"}))
    no = Link("break", day(5), frozenset({"RUS"}))
    stand = state_of(PROMISE, [yes, no], day(6))
    assert stand.state == "unclear"
    assert "UKR says it was done, RUS that it was not" in stand.reason
    assert at(day(9), yes, no, Link("fulfil", day(8))) == "kept"


def test_a_day_before_it_was_made_is_not_believed_and_said_so():
    stand = state_of(PROMISE._replace(due_start=day(1), due_end=date(2019, 10, 1)), [], day(30))
    assert stand.state == "open"
    assert "not believed" in stand.reason


LINKS = st.lists(
    st.builds(
        Link,
        st.sampled_from([r for r in RELATIONS if r not in {"made", "told"}]),
        st.dates(MADE, MADE + timedelta(60)),
        st.sampled_from([frozenset(), frozenset({"UKR"}), frozenset({"RUS"})]),
        st.none(),
        st.none() | st.dates(MADE, MADE + timedelta(90)),
        st.integers(0, 5),
    ),
    max_size=6,
)


@given(LINKS, st.dates(MADE, MADE + timedelta(90)), st.integers())
def test_every_state_has_a_reason_and_the_order_of_links_does_not_matter(links, when, seed):
    stand = state_of(PROMISE, links, when)
    mixed = list(links)
    random.Random(seed).shuffle(mixed)
    assert stand.state in STATES
    assert stand.reason
    assert state_of(PROMISE, mixed, when) == stand


@given(LINKS, st.dates(MADE, MADE + timedelta(90)))
def test_what_was_published_later_changes_nothing(links, when):
    known = [link for link in links if link.day <= when]
    assert state_of(PROMISE, links, when) == state_of(PROMISE, known, when)
