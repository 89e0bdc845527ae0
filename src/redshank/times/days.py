"""Days and periods: calendar arithmetic, TIMEX3 values of periods, movable feasts. Pure functions on ``datetime.date``.

Shifts that leave the years 1 to 9999 raise ``ValueError`` or ``OverflowError``, which callers read as 'not datable'.
"""

from __future__ import annotations

from datetime import date, timedelta

from redshank.records import Resolution

Interval = tuple[date, date]
MONTHS_OF = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
DAYS_OF = {"D": 1, "W": 7, "WE": 7, "F": 14}
SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
RESOLUTION: dict[str, Resolution] = {
    "TS": "day", "TM": "day", "TH": "day", "D": "day", "WE": "day", "W": "week", "F": "week",
    "M": "month", "Q": "month", "Y": "year", "DE": "year", "CE": "year",
}  # fmt: skip


class ImpossibleDateError(ValueError):
    """The words name a day that no calendar has."""


def exact(year: int, number: int, day_number: int) -> date:
    """The day of a month.

    Raises:
        ImpossibleDateError: there is no such month, or it has no such day.
    """
    try:
        return date(year, number, day_number)
    except ValueError as error:
        raise ImpossibleDateError(f"no day {day_number} in month {number} of {year}") from error


def parse(text: str | None) -> date | None:
    """An ISO day, or None for anything else."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def month(year: int, number: int) -> Interval:
    """First and last day of a month."""
    following = date(year + number // 12, number % 12 + 1, 1) if (year, number) != (9999, 12) else date.max
    return date(year, number, 1), following - timedelta(days=1) if following != date.max else date.max


def months(year: int, number: int, count: int) -> Interval:
    """First and last day of ``count`` months from a month on."""
    end = shift(date(year, number, 1), count - 1, "M")
    return date(year, number, 1), month(end.year, end.month)[1]


def years(first: int, last: int) -> Interval:
    """First and last day of a run of years."""
    return date(first, 1, 1), date(last, 12, 31)


def season(year: int, code: str) -> Interval:
    """A season of the north; the winter of a year begins in its December."""
    return months(year, SEASON_START[code], 3)


def monday(day: date) -> date:
    """Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def shift(day: date, count: float, unit: str) -> date:
    """The day ``count`` units on; months keep the day of the month where they can."""
    if unit in DAYS_OF:
        return day + timedelta(days=round(count * DAYS_OF[unit]))
    if unit == "TH":
        return day + timedelta(days=int(count / 24))
    if unit not in MONTHS_OF:
        return day
    total = day.year * 12 + day.month - 1 + round(count * MONTHS_OF[unit])
    year, index = divmod(total, 12)
    last = month(year, index + 1)[1].day
    return date(year, index + 1, min(day.day, last))


def week_value(day: date) -> str:
    """ISO week, such as 1998-W32."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def period(day: date, unit: str) -> tuple[str, Interval]:
    """TIMEX3 value and days of the period of a unit that holds the day."""
    if unit in ("W", "F"):
        return week_value(day), (monday(day), monday(day) + timedelta(days=6))
    if unit == "WE":
        saturday = monday(day) + timedelta(days=5)
        return f"{week_value(day)}-WE", (saturday, saturday + timedelta(days=1))
    if unit == "M":
        return f"{day.year:04d}-{day.month:02d}", month(day.year, day.month)
    if unit == "Q":
        number = (day.month - 1) // 3
        return f"{day.year:04d}-Q{number + 1}", months(day.year, 3 * number + 1, 3)
    if unit == "Y":
        return f"{day.year:04d}", years(day.year, day.year)
    if unit == "DE":
        first = day.year // 10 * 10
        return f"{day.year // 10:03d}", years(max(1, first), first + 9)
    if unit == "CE":
        first = day.year // 100 * 100
        return f"{day.year // 100:02d}", years(max(1, first), first + 99)
    return day.isoformat(), (day, day)


def easter(year: int) -> date:
    """Western Easter Sunday (the Gregorian rule of Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    number, day = divmod(h + el - 7 * m + 114, 31)
    return date(year, number, day + 1)


def nth_weekday(year: int, number: int, weekday: int, nth: int) -> date:
    """The nth weekday (1 Monday) of a month, the last for -1."""
    first, last = month(year, number)
    if nth < 0:
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def holiday(rule: str, year: int) -> date:
    """The day of a rule of ``holidays.tsv`` in a year.

    Raises:
        ValueError: the rule is not one of the forms that the table describes.
    """
    kind, *numbers = rule.split()
    if kind in ("nth", "after"):
        nth, weekday, number = map(int, numbers)
        day = nth_weekday(year, number, weekday, nth)
        return day + timedelta(days=1) if kind == "after" else day
    if kind.startswith("easter"):
        return easter(year) + timedelta(days=int(kind.removeprefix("easter")))
    if len(kind) == 10:
        return date.fromisoformat(kind)
    number, day_number = map(int, kind.split("-"))
    return date(year, number, day_number)


def third(interval: Interval, stage: str | None) -> Interval:
    """The first, middle or last third of a period of more than three days; else the whole."""
    begin, finish = interval
    length = (finish - begin).days + 1
    if length < 3 or stage not in ("START", "MID", "END"):
        return interval
    cut = round(length / 3)
    if stage == "START":
        return begin, begin + timedelta(days=cut - 1)
    if stage == "END":
        return finish - timedelta(days=cut - 1), finish
    return begin + timedelta(days=cut), finish - timedelta(days=cut)
