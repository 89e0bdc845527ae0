"""Rules for parts of a year: seasons, quarters, halves; with the year if it is missing."""

from __future__ import annotations

from redshank.times import days
from redshank.times.absolute import four, named, whole, year_by
from redshank.times.context import Moment, Reading
from redshank.times.vocabulary import context


def season_of(year: int, code: str, stage: str | None) -> Reading:
    """A reading of a season."""
    return whole(f"{year:04d}-{code}", days.season(year, code), "month", stage)


def season_year(m: Moment) -> Reading | None:
    """'the summer of 2014', 'fall 1998'."""
    return season_of(
        four(m.match.get("YEAR") or m.match.get("SHORTYEAR") or "0"), m.match.get("SEASON") or "", m.match.get("STAGE")
    )


def season_rel(m: Moment) -> Reading | None:
    """'last fall', 'this summer', 'next spring'."""
    code, rel = m.match.get("SEASON") or "", m.match.get("REL") or m.match.get("LINK")
    if m.published is None:
        return Reading(f"XXXX-{code}", "DATE", resolution="month")
    now = m.now
    current = now.year - (code == "WI" and now.month < 3)
    if rel in ("-1", "past"):
        current -= days.season(current, code)[1] >= now
    elif rel in ("+1", "coming"):
        current += days.season(current, code)[0] <= now
    elif rel != "0":
        return None
    return season_of(current, code, m.match.get("STAGE"))


def season_rel_year(m: Moment) -> Reading | None:
    """'spring of next year'."""
    return season_of(year_by(m), m.match.get("SEASON") or "", m.match.get("STAGE"))


def season(m: Moment) -> Reading | None:
    """'in the spring': only after an article or preposition, since the words mean other things too."""
    atom = m.story.atoms[m.match.end - 1]
    preposition = m.before in context("season_before")
    if not (m.match.get("STAGE") or preposition) or named(m) or atom.text[0].isupper():
        return None
    code = m.match.get("SEASON") or ""
    if m.root.pos_ == "VERB" or (
        "wordy" in m.match.forms and (m.low(-1) not in context("definite") or m.low(1) in context("other_after"))
    ):
        return None
    if m.published is None:
        return Reading(f"XXXX-{code}", "DATE", resolution="month")
    now = m.now
    current = now.year - (code == "WI" and now.month < 3)
    begin, finish = days.season(current, code)
    if m.ahead:
        current += finish < now
    else:
        current -= begin > now
    return season_of(current, code, m.match.get("STAGE"))


def quarter(m: Moment) -> Reading | None:
    """'the third quarter of 1998', 'Q3', 'the first quarter of this year'; without a year by tense."""
    number = int(m.match.get("QUARTER") or m.match.get("ORD") or 0)
    if not 1 <= number <= 4:
        if m.match.get("YEAR"):
            raise days.ImpossibleDateError(f"no year has {number} quarters")
        return None
    if m.match.get("YEAR"):
        found = int(m.match.get("YEAR") or 0)
    elif m.match.get("YEARUNIT"):
        found = year_by(m)
    elif m.published is None:
        return Reading(f"XXXX-Q{number}", "DATE", resolution="month")
    else:
        current = (m.now.month + 2) // 3
        found = m.now.year + (number < current) if m.direction == "future" else m.now.year - (number > current)
    interval = days.months(found, 3 * number - 2, 3)
    return whole(f"{found:04d}-Q{number}", interval, "month", m.match.get("STAGE"))


def half_year(m: Moment) -> Reading | None:
    """'the first half of 2018', 'the second half of the year'."""
    number = int(m.match.get("ORD") or 0)
    if number not in (1, 2):
        return None
    if m.match.get("YEAR"):
        found = int(m.match.get("YEAR") or 0)
    else:
        found = year_by(m) if m.match.get("REL") or m.match.get("LINK") else m.now.year
    return whole(f"{found:04d}-H{number}", days.months(found, 6 * number - 5, 6), "month")
