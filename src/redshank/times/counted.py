"""Expressions that count from a date beside them: 'the day before Christmas', 'two days after Monday's attack'."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from redshank.times import days
from redshank.times.atoms import Atom
from redshank.times.context import Reading, Story
from redshank.times.vocabulary import context

LENGTH = re.compile(r"P(\d+)([DWMY])")


@dataclass(frozen=True, slots=True)
class Found:
    """A resolved expression over atoms ``[start, end)``."""

    start: int
    end: int
    rule: str
    reading: Reading


def counted_from_dates(story: Story, found: list[Found]) -> list[Found]:
    """Give what is counted from a date beside it its own day."""
    kept: list[Found] = []
    for item in found:
        base = days.parse(item.reading.value) if item.reading.type == "DATE" else None
        sign = _direction(story.atoms, item.start - 1) if base is not None and not story.atoms[item.start].fresh else 0
        if base is None or not sign:
            kept.append(item)
            continue
        before = kept[-1] if kept and kept[-1].end == item.start else None
        moved = _moved(before, base, sign) if before is not None else None
        if before is not None and moved is not None:
            kept[-1] = moved
            kept.append(replace(item, reading=_day(base)))
        elif before is None and date.min < base < date.max and _one_day_from(story.atoms, item.start - 3):
            kept.append(replace(item, start=item.start - 3, reading=_day(days.shift(base, sign, "D"))))
        else:
            kept.append(item)
    return kept


def _day(day: date) -> Reading:
    return Reading(day.isoformat(), "DATE", day, day, "day", anchored=True)


def _direction(atoms: list[Atom], at: int) -> int:
    """+1 at 'after', -1 at 'before', else 0."""
    values = [s.value for s in atoms[at].senses if s.kind == "SHIFT" and s.value.endswith("open")] if at >= 0 else []
    return (1 if values[0].startswith("+") else -1) if values else 0


def _moved(before: Found, base: date, sign: int) -> Found | None:
    """'two days after' with the day that it comes to, counted from the date that follows."""
    length = LENGTH.fullmatch(before.reading.value) if before.reading.type == "DURATION" else None
    if length is None:
        return None
    try:
        day = days.shift(base, sign * int(length[1]), length[2])
        _, (begin, finish) = days.period(day, length[2])
    except (ValueError, OverflowError):
        return None
    return replace(before, reading=replace(before.reading, begin=begin, finish=finish))


def _one_day_from(atoms: list[Atom], at: int) -> bool:
    """Whether 'the day before' or 'a day after' begins here."""
    if at < 0 or any(a.fresh for a in atoms[at + 1 : at + 3]):
        return False
    single = any(s.kind == "UNIT" and s.value == "D" for s in atoms[at + 1].senses)
    plural = any(s.kind == "UNITS" for s in atoms[at + 1].senses)
    return single and not plural and atoms[at].low in context("article")
