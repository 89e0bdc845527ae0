"""Rules for lengths of time, ages, repeated times and times of day."""

from __future__ import annotations

import re
from datetime import date

from redshank.times import days
from redshank.times.absolute import named
from redshank.times.context import Moment, Reading
from redshank.times.relative import amount, length_value
from redshank.times.vocabulary import context


def age(m: Moment) -> Reading | None:
    """'the 15-year-old boy': a length, never the date of anything."""
    unit = m.match.get("UNIT") or m.match.get("UNITS") or ""
    number = m.match.get("NUM")
    return Reading(length_value(float(number) if number else None, unit), "DURATION")


def _covered(m: Moment, count: float, unit: str) -> tuple[date | None, date | None]:
    """Days of a length that touches publication: behind it ('has ruled for two years') or ahead ('in two weeks')."""
    if m.published is None:
        return None, None
    exact = m.match.rule != "bare_length"
    if (
        exact
        and m.before in context("ahead_before")
        and m.low(-2) not in context("count_before")
        and m.direction == "future"
    ):
        finish = days.shift(m.now, count, unit)
        return (
            m.now if m.before in context("whole_before") or unit.startswith("T") else days.period(finish, unit)[1][0]
        ), finish
    if m.before not in context("for_now"):
        return None, None
    verb = m.governor
    helpers = {t.lower_ for t in verb.children if t.dep_ in ("aux", "auxpass")} if verb is not None else set()
    ongoing = bool(helpers & context("perfect_now")) or not exact
    if not ongoing or (verb is not None and m.direction == "future"):
        return None, None
    return days.shift(m.now, -count, unit), m.now


def length(m: Moment) -> Reading | None:
    """'five hours', 'a three-day visit', 'for eight years'."""
    unit = m.match.get("UNIT") or ""
    if (
        unit in ("CE", "DE", "Q", "WE")
        and m.match.get("A")
        and m.match.get("HALF") is None
        and m.low(1) in context("other_after")
    ):
        return None
    if unit == "TS" and m.match.get("NUM") is None:
        return None
    if (
        m.match.get("A")
        and m.match.get("HALF") is None
        and "long" not in m.match.words
        and m.low(1) in context("other_after")
    ):
        return None
    if m.match.get("QUARTERUNIT") and m.match.get("CENTURYUNIT"):
        return Reading(length_value(25, "Y"), "DURATION", *_covered(m, 25, "Y"), "year")
    if m.match.get("QUANT") and m.low(-1) in context("lead_join"):
        return None
    least, most, exact = amount(m)
    covered = _covered(m, most, unit)
    resolution = days.RESOLUTION[unit] if covered[0] else None
    return Reading(length_value(least if exact else None, unit), "DURATION", *covered, resolution)


def bare_length(m: Moment) -> Reading | None:
    """'for months' (the last three), 'a day-long rally', 'decades-long'."""
    unit = m.match.get("UNITS")
    if "long" in m.match.words:
        return Reading(length_value(None if unit else 1, unit or m.match.get("UNIT") or ""), "DURATION")
    if unit is None or m.before not in context("length_before") or m.story.atoms[m.match.end - 1].text in "-–—":
        return None
    covered = _covered(m, 3, unit)
    return Reading(length_value(None, unit), "DURATION", *covered, days.RESOLUTION[unit] if covered[0] else None)


def repeated(m: Moment) -> Reading | None:
    """'every day', 'daily', 'every Monday', 'once a week'."""
    freq, weekday = m.match.get("FREQ"), m.match.get("WEEKDAY")
    if freq and m.story.atoms[m.match.start].text[0].isupper() and m.low(-1).isalpha():
        return None
    if freq:
        return Reading(freq, "SET")
    if weekday:
        return Reading(f"XXXX-WXX-{weekday}", "SET")
    part = m.match.get("DAYPART")
    if part:
        return Reading(f"XXXX-XX-XXT{part}", "SET")
    month, season = m.match.get("MONTH"), m.match.get("SEASON")
    if month or season:
        return Reading(f"XXXX-{int(month):02d}" if month else f"XXXX-{season}", "SET")
    number, step = m.match.get("NUM") or m.match.get("ORD"), m.match.get("EVERY")
    unit = m.match.get("UNIT", 1) or m.match.get("UNIT") or "D"
    count = float(number) if number and m.match.get("UNIT", 1) is None else float(step or 1)
    return Reading(length_value(count, unit), "SET")


def _hour(m: Moment) -> str | None:
    """HH:MM of a time of day, or None for one that no clock shows."""
    text, half, part = m.match.get("CLOCK") or m.match.get("NUM") or "", m.match.get("AMPM"), m.match.get("DAYPART")
    found = re.fullmatch(r"(\d{1,2})(?:[:.](\d{1,2}))?(?::\d\d)?", text)
    if found is None and re.fullmatch(r"[0-2]\d{3}", text):
        found = re.fullmatch(r"(\d\d)(\d\d)", text)
    if found is None:
        return None
    hour, minute = int(found[1]), int((found[2] or "0").ljust(2, "0"))
    later = half == "12" or part in ("AF", "EV", "NI")
    if half is not None and not 1 <= hour <= 12 and not (hour > 12 and half == "12"):
        return None
    if later and hour < 12:
        hour += 12
    if hour == 12 and (half == "0" or part == "MO"):
        hour = 0
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def clock(m: Moment) -> Reading | None:
    """'10:35 a.m.', '4 in the morning', '0735 GMT': on the day last spoken of, else on publication day."""
    atom = m.story.atoms[m.match.start]
    if atom.shape == "NUMBER" and atom.tight and m.low(-1) in (".", "$"):
        return None
    sure = any(m.match.get(kind) for kind in ("AMPM", "OCLOCK", "ZONE", "HOURS", "DAYPART"))
    if not sure and m.before not in context("hour_before"):
        return None
    hour = _hour(m)
    return _on_day(m, hour) if hour is not None else None


def clock_word(m: Moment) -> Reading | None:
    """'noon', 'midnight'."""
    if named(m):
        return None
    return _on_day(m, m.match.get("CLOCKWORD") or "")


def _on_day(m: Moment, hour: str) -> Reading:
    anchor = m.anchor()
    day = anchor.begin if anchor and anchor.resolution == "day" and anchor.begin == anchor.finish else m.published
    if day is None:
        return Reading(f"T{hour}", "TIME", resolution="day")
    return Reading(f"{day.isoformat()}T{hour}", "TIME", day, day, "day")
