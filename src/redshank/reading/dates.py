"""The day of publication: given, in the page's metadata, in the text, or an honest guess."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache

from redshank.errors import DocumentError
from redshank.lexicons.tables import groups, rows, split
from redshank.reading.tables import any_of
from redshank.records import DateSource, Paragraph

_ISO = r"(?<!\d)(?P<y1>(?:19|20)\d\d)[-/.](?P<m1>0?[1-9]|1[0-2])[-/.](?P<d1>0?[1-9]|[12]\d|3[01])(?!\d)"
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d,.]\d|\d)")
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=\D|$)|/((?:19|20)\d\d)-(\d\d)/(\d\d)(?=/)")


def check_day(value: object) -> str | None:
    """The day of an ISO date or date-time as 'YYYY-MM-DD'; None for None and the empty string.

    Raises:
        DocumentError: the value is something else, or a day that no calendar has (2019-02-31).
    """
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise DocumentError(f"'published' is {type(value).__name__}, it has to be an ISO date such as 2019-10-31")
    text = value.strip()
    try:
        return (date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text).date()).isoformat()
    except ValueError:
        raise DocumentError(f"'published' is {text[:40]!r}, which is no ISO date such as 2019-10-31") from None


@cache
def _months() -> dict[str, int]:
    return {word.lower(): int(row["month"]) for row in rows("reading/months.tsv") for word in split(row["word"])}


@cache
def _full_date() -> re.Pattern[str]:
    month = any_of(list(_months())).pattern
    return re.compile(
        rf"{_ISO}"
        rf"|(?<!\d)(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<m2>{month})\.?,?[\s-]+(?P<y2>(?:19|20)\d\d)(?!\d)"
        rf"|(?<![\d.])(?P<d4>\d{{1,2}})\.(?P<m4>\d{{1,2}})\.(?P<y4>(?:19|20)\d\d)(?!\d)"
        rf"|(?<![\d/])(?P<d5>\d{{1,2}})/(?P<m5>\d{{1,2}})/(?P<y5>(?:19|20)\d\d)(?!\d)"
        rf"|(?P<m3>{month})\.?\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y3>(?:19|20)\d\d)(?!\d)",
        re.IGNORECASE,
    )


def full_dates(text: str) -> list[str]:
    """All dates with day, month and year in a text, as ISO days, in order.

    Impossible ones are passed over, and so are those in slashes that two readings fit ('4/5/2019').
    """
    found = []
    for m in _full_date().finditer(text):
        year, month, day = (next(v for n in "12345" if (v := m[f"{part}{n}"])) for part in "ymd")
        number = int(month) if month.isdigit() else _months()[month.lower()]
        if m["y5"]:
            if int(day) <= 12 and number <= 12 and int(day) != number:
                continue
            day, number = (day, number) if number <= 12 else (month, int(m["d5"]))
        try:
            found.append(date(int(year), number, int(day)).isoformat())
        except ValueError:
            continue
    return found


def day_of_url(url: str | None) -> str | None:
    """The day in an address such as '…/2017/12/31/…' or '…/2017-09/15/…'."""
    match = _URL_DAY.search(url or "")
    if not match:
        return None
    year, month, day = (int(g) for g in match.groups() if g)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


@cache
def _stamp() -> re.Pattern[str]:
    return any_of(sorted(groups("reading/bylines.tsv", "use")["stamp"]))


def published(
    text: str,
    paragraphs: list[Paragraph],
    *,
    given: str | None = None,
    metadata: str | None = None,
    url: str | None = None,
    fallback: str | None = None,
) -> tuple[str | None, DateSource | None]:
    """Day of publication and where it was found, best source first.

    Given with the document; metadata of the page or the day in its address; a time stamp, byline or dateline of
    the text; the caller's fallback (counts as given); else a guess (``guess_day``).
    """
    if given:
        return given, "given"
    if day := metadata or day_of_url(url):
        return day, "metadata"
    if day := _stated_day(text, paragraphs):
        return day, "text"
    if fallback:
        return fallback, "given"
    day = guess_day(text, paragraphs)
    return day, "guess" if day else None


def _stated_day(text: str, paragraphs: list[Paragraph]) -> str | None:
    first_body = next((p for p in paragraphs if p.kind == "body"), None)
    for p in paragraphs:
        piece = text[p.start : p.end]
        if p.kind in ("byline", "credit", "furniture") and p.end - p.start <= 200:
            days = full_dates(piece)
            stamped = p.kind != "furniture" or bool(_stamp().search(piece)) or len(piece) <= 40
            if days and stamped:
                return days[0]
        if p is first_body and (opening := re.match(r"[^a-z]{0,60}.{0,30}?(?:\)|--|[—–-]\s|:)", piece[:90])):
            days = full_dates(opening.group())
            if days:
                return days[0]
    return None


def guess_day(text: str, paragraphs: list[Paragraph]) -> str | None:
    """The most plausible day of publication among the full dates of the article: the latest.

    Only where the text names no later year: a report from 2016 that recalls 11 November 2014 was not published then.
    """
    article = [text[p.start : p.end] for p in paragraphs if p.kind != "furniture"]
    latest = max((day for piece in article for day in full_dates(piece)), default=None)
    if latest is None or any(year > latest[:4] for piece in article for year in _YEAR.findall(piece)):
        return None
    return latest
