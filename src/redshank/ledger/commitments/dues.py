"""By when something is to be done, read from the time expressions of its clause."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from redshank.ledger.commitments.sheets import Sentence, Sheet, When
from redshank.ledger.commitments.words import words

_FORM = re.compile(r"[^\W_]+|[^\w\s]")
_PERIOD = re.compile(r"P(\d+)([DWMY])")
_DAYS = {"D": 1, "W": 7, "M": 30, "Y": 365}
_WEEK = 7
_NEAR = 2  # words between a verb of saying and its day
_LATELY = 120  # days: what lies so little back was not meant for next year
_AHEAD_YEARS = 30  # what is due later is misread
_MONTH = 7  # characters of 2019-10
_YEAR = 4


@dataclass(slots=True, frozen=True)
class Due:
    """First and last day for something to be done, and how they were found; both None where there is none."""

    start: date | None
    end: date | None
    why: str


def due_of(sheet: Sheet, sentence: Sentence, start: int, end: int, given: tuple[date, date] | None) -> Due:
    """The days by which what stands at ``start`` to ``end`` is to be done.

    Args:
        sheet: the document.
        sentence: where it stands.
        start: where the clause begins.
        end: where its due day may stand at the latest.
        given: what the coder read; believed where the words give nothing else.
    """
    made = sheet.published
    if made is None:
        return Due(None, None, "no day of publication: no due day can be told")
    for time in sheet.times:
        if start <= time.start < end and not (_of_saying(sentence, time, start) or _conditional(sentence, time, start)):
            found = _read(sentence, time, made)
            if found is not None:
                return found
    if given is not None:
        if given[1] < made:
            return Due(None, None, f"due {given[1]}, before it was made: not believed")
        return Due(given[0], given[1], "due as coded")
    return Due(None, None, "")


def _of_saying(sentence: Sentence, time: When, start: int) -> bool:
    """Whether it is the day of saying it: 'threatened | on Monday to close', 'demanded | on 3 May that'."""
    after = _forms(sentence, time.end, sentence.end)[:1]
    return len(_forms(sentence, start, time.start)) <= _NEAR and bool(after) and after[0] in words("content")


def _conditional(sentence: Sentence, time: When, start: int) -> bool:
    """Whether a time stands in a condition or a clause about something past: 'if the post is still there on Friday'."""
    forms = _forms(sentence, start, time.start)
    last = max((n for n, f in enumerate(forms) if f in words("condition") - words("deadline")), default=None)
    if last is None:
        last = max((n for n, f in enumerate(forms) if f in words("aside")), default=None)
        if last is not None and "to" in forms[last : last + 3]:  # 'which is to begin on Friday'
            return False
    return last is not None and "," not in forms[last:]


def _forms(sentence: Sentence, start: int, end: int) -> list[str]:
    """Words and marks of a sentence between two offsets of the document, in lower case."""
    return _FORM.findall(sentence.text[max(0, start - sentence.start) : max(0, end - sentence.start)].lower())


def _read(sentence: Sentence, time: When, made: date) -> Due | None:
    """The due days that a time expression gives; None where it speaks of the past or of no day."""
    if time.type == "DURATION" and time.finish is None:
        return _within(sentence, time, made)
    if time.type == "SET" or time.finish is None or time.value in {"PRESENT_REF", "PAST_REF"}:
        return None
    before = _forms(sentence, sentence.start, time.start)[-3:]
    if "since" in before[-1:] or before[-1:] == ["after"]:
        return None
    begin, finish = _ahead(sentence, time, made, before)
    if (
        finish < made
        or (finish == made and begin == finish and before[-1:] != ["by"])
        or finish.year > made.year + _AHEAD_YEARS
    ):
        return None
    if _is_deadline(sentence, time, before):
        if before[-1:] == ["before"] and not _end_of(sentence, time) and time.begin == time.finish:
            finish -= timedelta(days=1)
        return Due(made, finish, "by the day named")
    return Due(max(begin, made), finish, "on the day named" if begin == finish else "in the time named")


def _within(sentence: Sentence, time: When, made: date) -> Due | None:
    """'within ten days', which the coder left without its last day."""
    found = _PERIOD.fullmatch(time.value)
    if found is None or not _words(sentence, time).startswith("within"):
        return None
    return Due(made, made + timedelta(days=int(found[1]) * _DAYS[found[2]]), "within the time named")


def _is_deadline(sentence: Sentence, time: When, before: list[str]) -> bool:
    return bool(set(before[-2:]) & words("deadline")) or time.type == "DURATION"


def _end_of(sentence: Sentence, time: When) -> bool:
    text = _words(sentence, time)
    return "end" in text.split()


def _words(sentence: Sentence, time: When) -> str:
    return sentence.text[max(0, time.start - sentence.start) : time.end - sentence.start].lower()


def _ahead(sentence: Sentence, time: When, made: date, before: list[str]) -> tuple[date, date]:
    """The time's days; a weekday, day or month without a year that was taken for a past one is the next one."""
    finish = time.finish or made
    begin = time.begin or finish
    if _end_of(sentence, time):
        finish = _last_of(time.value) or finish
        begin = min(begin, finish)
    if finish >= made or str(finish.year) in _words(sentence, time):
        return begin, finish
    digits = any(c.isdigit() for c in _words(sentence, time))
    if begin == finish and not digits and (made - finish).days < _WEEK and "last" not in _words(sentence, time):
        return begin + timedelta(days=_WEEK), finish + timedelta(days=_WEEK)
    if (made - finish).days <= _LATELY:
        return begin, finish
    if len(time.value) >= _MONTH and time.value[:_YEAR].isdigit() and time.value[5].isdigit() and "ago" not in before:
        while finish < made:
            begin, finish = _next_year(begin), _next_year(finish)
    return begin, finish


def _next_year(day: date) -> date:
    last = monthrange(day.year + 1, day.month)[1]
    return date(
        day.year + 1, day.month, last if day.day == monthrange(day.year, day.month)[1] else min(day.day, last)
    )  # fmt: skip


def _last_of(value: str) -> date | None:
    """The last day of a month or year as TIMEX3 writes it."""
    if len(value) == _MONTH and value[5:].isdigit():
        year, month = int(value[:4]), int(value[5:])
        return date(year, month, monthrange(year, month)[1])
    return date(int(value), 12, 31) if len(value) == _YEAR and value.isdigit() else None
