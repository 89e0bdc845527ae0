"""From candidate to value and days: the rule that its grammar row names, then the words around it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from redshank.times import absolute, days, lengths, parts, relative
from redshank.times.context import Moment, Reading, Story
from redshank.times.grammar import Match
from redshank.times.vocabulary import context

RULES: dict[str, Callable[[Moment], Reading | None]] = {
    "iso": absolute.iso,
    "slash": absolute.slash,
    "month_day": absolute.month_day,
    "no_day": absolute.no_day,
    "nth_weekday": absolute.nth_weekday,
    "ordinal_day": absolute.ordinal_day,
    "day_added": absolute.day_added,
    "day_range": absolute.day_range,
    "month_rel_year": absolute.month_rel_year,
    "rel_month": absolute.rel_month,
    "month_year": absolute.month_year,
    "month": absolute.month,
    "season_year": parts.season_year,
    "season_rel": parts.season_rel,
    "season_rel_year": parts.season_rel_year,
    "season": parts.season,
    "quarter": parts.quarter,
    "half_year": parts.half_year,
    "year": absolute.year,
    "short_year": absolute.short_year,
    "year_range": absolute.year_range,
    "decade": absolute.decade,
    "century": absolute.century,
    "week_of": absolute.week_of,
    "holiday": absolute.holiday,
    "deictic": relative.deictic,
    "ref": relative.ref,
    "weekday": relative.weekday,
    "rel_weekday": relative.rel_weekday,
    "weekdays": relative.weekdays,
    "daypart": relative.daypart,
    "rel_unit": relative.rel_unit,
    "the_unit": relative.the_unit,
    "the_weekend": relative.the_weekend,
    "link_unit": relative.link_unit,
    "rel_length": relative.rel_length,
    "shifted": relative.shifted,
    "age": lengths.age,
    "length": lengths.length,
    "bare_length": lengths.bare_length,
    "set": lengths.repeated,
    "clock": lengths.clock,
    "clock_word": lengths.clock_word,
}


def resolve(story: Story, match: Match) -> Reading | None:
    """Value and days of a candidate; None where its rule does not accept it.

    Raises:
        ImpossibleDateError: it is written as a date, but no calendar has that day.
    """
    moment = Moment(story, match)
    try:
        return RULES[match.rule](moment)
    except days.ImpossibleDateError:
        raise
    except (ValueError, OverflowError):
        return None


def bounded(story: Story, match: Match, found: Reading) -> Reading:
    """Widen or cut the days by the preposition: 'since July' runs to publication, 'before 2015' ends before it."""
    m = Moment(story, match)
    if found.type != "DATE" or found.begin is None or found.finish is None or m.inside_noun:
        return found
    try:
        begin, finish = _limits(m, m.before, found.begin, found.finish)
    except OverflowError:  # the first or last day of the calendar
        return found
    return Reading(found.value, found.type, begin, finish, found.resolution, found.anchored)


def _limits(m: Moment, word: str, begin: date, finish: date) -> tuple[date | None, date | None]:
    now = m.published
    ahead = now is not None and finish >= now and (m.direction != "past" or m.foretold)
    if word in context("covers_since") and now is not None and begin <= now:
        return begin, max(now, begin)
    if word in context("covers_until"):
        return (now if ahead else None), finish
    if word in context("covers_before"):
        return (now if ahead else None), begin - timedelta(days=1)
    if word in context("covers_after") and now is not None:
        return begin, (now if begin <= now and not ahead else None)
    return begin, finish


def joined(first: Reading, second: Reading) -> tuple[Reading, Reading]:
    """'from March to May', 'between 2015 and 2017': both ends keep their values and get the days of the whole span."""
    starts = [d for d in (first.begin, second.begin) if d is not None]
    if first.begin is None or second.finish is None or first.begin > second.finish or len(starts) < 2:
        return first, second
    begin, finish = first.begin, second.finish

    def span(reading: Reading) -> Reading:
        return Reading(reading.value, reading.type, begin, finish, reading.resolution, reading.anchored)

    return span(first), span(second)
