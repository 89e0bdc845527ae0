"""Calendar arithmetic and the tables behind it, without a parser."""

from __future__ import annotations

from datetime import date

import pytest

from redshank.lexicons import tables
from redshank.times import days, grammar, resolve, vocabulary


@pytest.mark.parametrize(
    ("day", "unit", "value", "begin", "finish"),
    [
        ("2021-06-16", "D", "2021-06-16", "2021-06-16", "2021-06-16"),
        ("2021-06-16", "W", "2021-W24", "2021-06-14", "2021-06-20"),
        ("2021-01-02", "W", "2020-W53", "2020-12-28", "2021-01-03"),
        ("2021-06-16", "WE", "2021-W24-WE", "2021-06-19", "2021-06-20"),
        ("2020-02-11", "M", "2020-02", "2020-02-01", "2020-02-29"),
        ("2021-06-16", "Q", "2021-Q2", "2021-04-01", "2021-06-30"),
        ("2021-12-31", "Y", "2021", "2021-01-01", "2021-12-31"),
        ("1978-06-16", "DE", "197", "1970-01-01", "1979-12-31"),
        ("1978-06-16", "CE", "19", "1900-01-01", "1999-12-31"),
    ],
)
def test_period_that_holds_a_day(day, unit, value, begin, finish):
    found = days.period(date.fromisoformat(day), unit)
    assert found == (value, (date.fromisoformat(begin), date.fromisoformat(finish)))


@pytest.mark.parametrize(
    ("year", "day"), [(1961, "1961-04-02"), (2000, "2000-04-23"), (2018, "2018-04-01"), (2021, "2021-04-04")]
)
def test_easter(year, day):
    assert days.easter(year) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("12-25", 2017, "2017-12-25"),
        ("nth 4 4 11", 1999, "1999-11-25"),
        ("nth -1 1 05", 2021, "2021-05-31"),
        ("after 1 1 11", 2016, "2016-11-08"),
        ("easter-2", 2021, "2021-04-02"),
        ("2001-09-11", 2021, "2001-09-11"),
    ],
)
def test_holiday_rules(rule, year, day):
    assert days.holiday(rule, year) == date.fromisoformat(day)


def test_every_holiday_has_a_day_in_every_year():
    for row in tables.rows("times/holidays.tsv"):
        fixed = row["rule"][:4] if row["rule"][:4].isdigit() else None
        for year in (1999, 2000, 2024):
            assert days.holiday(row["rule"], year).year == int(fixed or year)


def test_shift_keeps_to_the_end_of_shorter_months():
    assert days.shift(date(2021, 3, 31), -1, "M") == date(2021, 2, 28)
    assert days.shift(date(2020, 2, 29), 1, "Y") == date(2021, 2, 28)


def test_shift_out_of_the_calendar_is_an_error_that_callers_expect():
    with pytest.raises((ValueError, OverflowError)):
        days.shift(date(2021, 3, 31), -3000, "Y")


@pytest.mark.parametrize("day", [(2019, 2, 31), (2019, 13, 1), (2019, 0, 1), (2019, 5, 0), (2019, 2, 29)])
def test_a_day_that_no_calendar_has(day):
    with pytest.raises(days.ImpossibleDateError):
        days.exact(*day)


@pytest.mark.parametrize("text", [None, "", "yesterday", "2021-13-40"])
def test_no_day_is_none(text):
    assert days.parse(text) is None


def test_thirds_of_a_month():
    june = days.month(2021, 6)
    assert days.third(june, "START") == (date(2021, 6, 1), date(2021, 6, 10))
    assert days.third(june, "MID") == (date(2021, 6, 11), date(2021, 6, 20))
    assert days.third(june, "END") == (date(2021, 6, 21), date(2021, 6, 30))


def test_every_row_of_the_grammar_has_a_rule_and_every_rule_a_row():
    assert {pattern.rule for pattern in grammar.patterns()} == set(resolve.RULES)


def test_every_class_of_the_grammar_is_made_by_a_table_or_a_shape():
    made = {sense.kind for senses in vocabulary.index().values() for sense in senses}
    made |= {
        "ISO",
        "SLASH",
        "CLOCK",
        "DECADE",
        "SHORTYEAR",
        "SHORTEND",
        "ORD",
        "NUM",
        "DAY",
        "NODAY",
        "YEAR",
        "DASH",
        "A",
    }
    asked = {option for p in grammar.patterns() for e in p.elements for option in e.options if option.isupper()}
    assert asked <= made
