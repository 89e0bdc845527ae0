"""Rules for expressions that name a day, month, year, decade or holiday, with the year if it is missing."""

from __future__ import annotations

import re
from datetime import date, timedelta

from redshank.records import Resolution
from redshank.times import days
from redshank.times.context import Moment, Reading
from redshank.times.vocabulary import context

SOON = 45  # days within which a date without a year is taken for the nearest, against the tense


def whole(value: str, interval: days.Interval, resolution: Resolution, stage: str | None = None) -> Reading:
    """A reading of a period, narrowed to its early, middle or late part."""
    begin, finish = days.third(interval, stage)
    return Reading(value, "DATE", begin, finish, resolution, anchored=True)


def one_day(day: date) -> Reading:
    """A reading of one day."""
    return Reading(day.isoformat(), "DATE", day, day, "day", anchored=True)


def four(year: str) -> int:
    """A year of two digits in four: '98 is 1998, '12 is 2012."""
    number = int(year)
    return number if len(year) > 2 else number + (2000 if number < 40 else 1900)


def iso(m: Moment) -> Reading | None:
    """2019-10-31, with or without a time of day."""
    text = m.match.get("ISO") or ""
    day = days.exact(*map(int, text[:10].split("-")))
    return one_day(day) if len(text) == 10 else Reading(text[:16], "TIME", day, day, "day", anchored=True)


def slash(m: Moment) -> Reading | None:
    """31/10/2019, 10/31/2019, 2019/10/31, 31.10.2019; where both readings are possible, the American one."""
    first, second, third = re.split(r"[/.]", m.match.get("SLASH") or "")
    if len(first) == 4:
        return one_day(days.exact(int(first), int(second), int(third)))
    if len(third) not in (2, 4) or (len(third) == 2 and "." in (m.match.get("SLASH") or "")):
        return None
    year, a, b = four(third), int(first), int(second)
    dotted = "." in (m.match.get("SLASH") or "")
    return one_day(days.exact(year, b, a) if a > 12 or dotted else days.exact(year, a, b))


def sure_month(m: Moment) -> bool:
    """Whether a doubtful name ('May', 'March', 'Mar') is a month here."""
    if any(m.match.get(k) for k in ("DAY", "YEAR", "REL", "STAGE", "ORD", "EVERY")):
        return True
    if m.root.ent_type_ == "PERSON":
        return False
    if not {"doubtful", "ambiguous"} & set(m.match.forms):
        return True
    if m.low(1) in context("meant_for") or m.root.pos_ in ("VERB", "AUX"):
        return False
    return m.low(-1) in context("month_before")


def named(m: Moment) -> bool:
    """Whether the words beside it make it part of a name ('Bloody Sunday', 'Arab Spring')."""
    return m.low(-1) in context("name_before") or m.low(1) in context("name_after")


def day_in_year(m: Moment, month: int, day: int) -> date:
    """The day of a month without a year: by tense, else the nearest that is likely.

    Raises:
        ImpossibleDateError: no year has such a day.
        ValueError: there is no publication day.
    """
    now = m.now
    year = m.narrative_year()
    if year is not None:
        return days.exact(year, month, day)
    choices = [date(y, month, day) for y in range(now.year - 4, now.year + 5) if day <= days.month(y, month)[1].day]
    if not choices:
        raise days.ImpossibleDateError(f"no day {day} in month {month}")
    before = max(c for c in choices if c <= now + timedelta(days=1))
    after = min(c for c in choices if c >= now)
    # Who means a day most of a year away says the year, whatever the tense.
    if m.from_now:
        return after
    if (after - now).days <= SOON and (now - before).days > 365 - 2 * SOON:
        return after
    if (now - before).days <= SOON and (after - now).days > 365 - 2 * SOON:
        return before
    return after if m.ahead else before


def month_day(m: Moment) -> Reading | None:
    """'Sept. 11, 2001', '3 June', 'Monday, June 3'."""
    number = int(m.match.get("DAY") or m.match.get("ORD") or 0)
    name, year = m.match.get("MONTH"), m.match.get("YEAR") or m.match.get("SHORTYEAR")
    if year is None and named(m):
        return None
    if name is None:
        return one_day(_by_weekday(m, number))
    if year is not None:
        return one_day(days.exact(four(year), int(name), number))
    if m.published is None:
        days.exact(2000, int(name), number)  # a leap year: has every day that there is
        return Reading(f"XXXX-{int(name):02d}-{number:02d}", "DATE", resolution="day")
    return one_day(day_in_year(m, int(name), number))


def no_day(m: Moment) -> Reading | None:
    """'32 May', 'May 45, 2019': a day that no month has; 'in May 45 people' counts people.

    Raises:
        ImpossibleDateError: it is none.
    """
    after, first = m.low(1), m.match.values[-1][0] == "NODAY"
    counts = after[:1].isalnum() and after not in context("alone_after")
    if m.match.get("YEAR") is None and (counts if first else m.low(-1) not in context("day_before")):
        return None
    raise days.ImpossibleDateError("no month has such a day")


def _by_weekday(m: Moment, number: int) -> date:
    """'Monday the 3rd': the nearest such day that falls on the weekday."""
    now, weekday = m.now, int(m.match.get("WEEKDAY") or 0)
    near = [now + timedelta(days=n) for n in range(-200, 201)]
    return min((d for d in near if d.day == number and d.isoweekday() == weekday), key=lambda d: abs((d - now).days))


def nth_weekday(m: Moment) -> Reading | None:
    """'the second Sunday in October', 'the last Monday of May 2019'."""
    nth = -1 if m.match.get("REL") == "-1" else int(m.match.get("ORD") or 0)
    if not (nth == -1 or 1 <= nth <= 5) or (m.match.get("REL") and nth != -1):
        return None
    number, year = int(m.match.get("MONTH") or 0), m.match.get("YEAR")
    found = days.nth_weekday(int(year) if year else year_of(m, number), number, int(m.match.get("WEEKDAY") or 0), nth)
    if found.month != number:
        raise days.ImpossibleDateError(f"no {nth}th such day in the month")
    return one_day(found)


def ordinal_day(m: Moment) -> Reading | None:
    """'on the 25th', of this month or the one before or after, by tense."""
    atom = m.story.atoms[m.match.end - 1]
    if atom.shape != "ORD" or m.low(-1) not in context("day_before") or m.published is None:
        return None
    if m.low(1)[:1].isalnum() and m.low(1) not in context("alone_after"):
        return None
    number, now = int(m.match.get("ORD") or 0), m.now
    near = [now + timedelta(days=n) for n in range(-62, 63)]
    behind, ahead = [d for d in near if d.day == number and d <= now], [d for d in near if d.day == number and d >= now]
    return one_day(ahead[0] if m.ahead else behind[-1]) if behind and ahead else None


def day_added(m: Moment) -> Reading | None:
    """The second day of 'June 3 and 4'."""
    said = m.story.said
    if not said or said[-1][0] != m.match.start - 1 or m.low(-1) not in context("day_join"):
        return None
    following = m.atom(1)
    counted = following is not None and m.story.doc[following.token].pos_ in ("NOUN", "PROPN", "ADJ", "NUM")
    first, number = said[-1][1], int(m.match.get("DAY") or m.match.get("ORD") or 0)
    if counted or first.resolution != "day" or first.type != "DATE" or first.begin is None or number <= first.begin.day:
        return None
    return one_day(first.begin.replace(day=number))


def day_range(m: Moment) -> Reading | None:
    """'June 3-5': value of the first day, all days covered."""
    kinds = [value for kind, value in m.match.values if kind in ("DAY", "ORD")]
    month, year = int(m.match.get("MONTH") or 0), m.match.get("YEAR")
    first, last = int(kinds[0]), int(kinds[1])
    if first > last:
        return None
    begin = days.exact(int(year), month, first) if year else day_in_year(m, month, first)
    finish = days.exact(begin.year, month, last)
    return Reading(begin.isoformat(), "DATE", begin, finish, "day", anchored=True)


def month_of(year: int, number: int, stage: str | None) -> Reading:
    """A reading of a month."""
    return whole(f"{year:04d}-{number:02d}", days.month(year, number), "month", stage)


def month_year(m: Moment) -> Reading | None:
    """'mid-June 1998'."""
    year = four(m.match.get("YEAR") or m.match.get("SHORTYEAR") or "")
    return month_of(year, int(m.match.get("MONTH") or 0), m.match.get("STAGE")) if year else None


def year_of(m: Moment, number: int) -> int:
    """The year of a month without one: by tense, else past unless it lies close ahead."""
    now = m.now
    inherited = m.narrative_year()
    if inherited is not None:
        return inherited
    close = 0 < (number - now.month) % 12 <= 2
    if m.ahead or (close and (m.direction is None or m.inside_noun)):
        late = m.direction == "present" and 0 < (now.month - number) % 12 <= 3
        return now.year - (number > now.month) if late else now.year + (number < now.month)
    return now.year - (number > now.month)


def month(m: Moment) -> Reading | None:
    """'in November', 'early May'."""
    if not sure_month(m) or named(m):
        return None
    number = int(m.match.get("MONTH") or 0)
    if m.published is None:
        return Reading(f"XXXX-{number:02d}", "DATE", resolution="month")
    return month_of(year_of(m, number), number, m.match.get("STAGE"))


def rel_month(m: Moment) -> Reading | None:
    """'last November', 'next March', 'last Oct. 23', 'this April'."""
    number, rel = int(m.match.get("MONTH") or 0), m.match.get("REL")
    day = int(m.match.get("DAY") or m.match.get("ORD") or 0)
    if rel not in ("-1", "0", "+1", "past", "coming"):
        return None
    if day and m.match.get("YEAR"):
        return one_day(days.exact(int(m.match.get("YEAR") or 0), number, day))
    if m.published is None:
        return Reading(f"XXXX-{number:02d}" + (f"-{day:02d}" if day else ""), "DATE", resolution="month")
    now = m.now
    position, here = ((number, day), (now.month, now.day)) if day else ((number, 0), (now.month, 0))
    year = now.year
    if rel in ("-1", "past"):
        year -= position >= here
    elif rel in ("+1", "coming"):
        year += position <= here
    return one_day(days.exact(year, number, day)) if day else month_of(year, number, m.match.get("STAGE"))


def year_by(m: Moment) -> int:
    """The year that 'last year', 'this year', 'that year' names."""
    rel, link = m.match.get("REL"), m.match.get("LINK")
    if link is not None:
        anchor = m.anchor()
        base = anchor.begin.year if anchor and anchor.begin else m.now.year
        return base + int(link)
    if rel not in ("-1", "0", "+1"):
        raise ValueError("not one year")
    return m.now.year + int(rel)


def month_rel_year(m: Moment) -> Reading | None:
    """'October last year', 'early March next year'."""
    day = m.match.get("DAY") or m.match.get("ORD")
    number = int(m.match.get("MONTH") or 0)
    year = year_by(m)
    return one_day(days.exact(year, number, int(day))) if day else month_of(year, number, m.match.get("STAGE"))


def plain_year(m: Moment, year: int) -> bool:
    """Whether four digits are a year by what stands beside them."""
    before, after = m.low(-1), m.low(1)
    if before in context("year_after") and 1900 <= year <= 2099 and _alone_after(m):
        return True  # 'In 2008 police fired', where nothing but the number can be the object of 'in'
    if before in context("possessive") | context("article") - context("definite") and _names_thing(m):
        return False  # 'a 1999 Volvo', 'her 1999 Volvo': the make of a thing
    if after in context("quantity_after") or before in context("quantity_before") or after in ("%", "$", ":"):
        return False
    counted = m.root.dep_ == "nummod" and m.root.head.tag_ == "NNS" and before.isalpha()
    if counted and before not in context("year_before"):
        return False
    following = m.atom(1)
    if following is not None and following.tight and following.text in ("-", "/", ".", ",") and m.low(2).isdigit():
        return following.text == "-" and len(m.low(2)) in (2, 4)
    if m.match.get("STAGE") or before in context("year_before"):
        return 1000 <= year <= 2199
    if before and before[-1].isdigit():
        return False
    return 1900 <= year <= 2099 and (not before.isalpha() or m.root.ent_type_ == "DATE" or m.root.pos_ == "NUM")


def _alone_after(m: Moment) -> bool:
    """Whether the number is what its preposition governs, whatever noun follows it."""
    atom = m.atom(-1)
    if atom is None:
        return False
    governed = [c for c in m.story.doc[atom.token].children if c.dep_ in ("pobj", "pcomp")]
    return governed in ([], [m.root])


def _names_thing(m: Moment) -> bool:
    """Whether the year stands before a name: that of a model ('1999 Volvo'), not a deed ('1999 invasion')."""
    following = m.atom(1)
    name = m.root.head
    return (
        following is not None
        and following.text[0].isupper()
        and m.root.dep_ in ("nummod", "compound", "nmod", "amod")
        and name.pos_ == "PROPN"
        and name.i > m.root.i
        and name.lower_ not in context("dated_name")
    )


def short_year(m: Moment) -> Reading | None:
    """'in '98'."""
    number = four(m.match.get("SHORTYEAR") or "")
    if m.low(-1) not in context("year_before") and not m.match.get("STAGE"):
        return None
    return whole(f"{number:04d}", days.years(number, number), "year", m.match.get("STAGE"))


def year(m: Moment) -> Reading | None:
    """'1997', 'early 1997', 'fiscal 1998' (calendar years stand in for fiscal ones, whose bounds differ)."""
    number = int(float(m.match.get("YEAR") or m.match.get("NUM") or 0))
    if "fiscal" not in m.match.words and not m.match.get("YEARUNIT") and not plain_year(m, number):
        return None
    if not 1 <= number <= 2999 or (
        m.match.get("YEARUNIT") and m.low(-1) not in context("definite") and not m.match.words
    ):
        return None
    return whole(f"{number:04d}", days.years(number, number), "year", m.match.get("STAGE"))


def year_range(m: Moment) -> Reading | None:
    """'2016-17'."""
    first = int(m.match.get("YEAR") or 0)
    last = first // 100 * 100 + int(m.match.get("SHORTEND") or 0)
    if not first < last <= first + 60:
        return None
    return Reading(f"{first:04d}", "DATE", *days.years(first, last), "year", anchored=True)


def decade(m: Moment) -> Reading | None:
    """'the 1970s', 'the late '80s'."""
    first = int(m.match.get("DECADE") or 0) * 10
    if m.low(-1) in context("age_before") and not _long(m):
        return None
    value = f"{first // 10:03d}"
    return whole(value, days.years(first, first + 9), "year", m.match.get("STAGE")) if first else None


def _long(m: Moment) -> bool:
    """Whether the decade is written with four digits or an apostrophe ('20s' alone are ages)."""
    atom = m.story.atoms[m.match.end - 1]
    return len(atom.text) == 5 or atom.text[0] in "'’" or m.low(-1) in context("definite")


def century(m: Moment) -> Reading | None:
    """'the 20th century'."""
    number = int(m.match.get("ORD") or 0)
    if not 1 <= number <= 30:
        return None
    first = (number - 1) * 100
    return whole(f"{number - 1:02d}", days.years(max(1, first), first + 99), "year", m.match.get("STAGE"))


def week_of(m: Moment) -> Reading | None:
    """'the week of March 6'."""
    number, day = int(m.match.get("MONTH") or 0), int(m.match.get("DAY") or m.match.get("ORD") or 0)
    year = m.match.get("YEAR")
    value, interval = days.period(days.exact(int(year), number, day) if year else day_in_year(m, number, day), "W")
    return whole(value, interval, "week")


def holiday(m: Moment) -> Reading | None:
    """'last Thanksgiving', 'Christmas 2017', 'over Easter'; '9/11' has its year."""
    rule, length = (m.match.get("HOLIDAY") or "|1").split("|")
    year, rel = m.match.get("YEAR"), m.match.get("REL")
    if len(rule) == 10 and not rule.startswith(("nth", "after", "easter")):
        return one_day(date.fromisoformat(rule))
    if year is not None or m.match.get("YEARUNIT"):
        begin = days.holiday(rule, int(year) if year else year_by(m))
    elif m.published is None:
        plain = rule if len(rule) == 5 else "XX-XX"
        return Reading(f"XXXX-{plain}", "DATE", resolution="day")
    else:
        begin = _nearest_holiday(m, rule, rel)
    finish = begin + timedelta(days=int(length) - 1)
    value = days.week_value(begin) if int(length) == 7 else begin.isoformat()
    return Reading(value, "DATE", begin, finish, "week" if int(length) == 7 else "day", anchored=True)


def _nearest_holiday(m: Moment, rule: str, rel: str | None) -> date:
    now = m.now
    choices = [days.holiday(rule, y) for y in range(now.year - 1, now.year + 2)]
    before = max(c for c in choices if (c < now if rel == "-1" else c <= now))
    after = min(c for c in choices if (c > now if rel == "+1" else c >= now))
    if rel in ("-1", "past"):
        return before
    if rel in ("+1", "coming"):
        return after
    if rel == "0":
        return days.holiday(rule, now.year)
    if (now - before).days <= SOON and m.direction != "future":
        return before
    if m.ahead or ((after - now).days <= SOON and m.direction != "past"):
        return after
    return before
