"""Finds time expressions in a ``Doc``: the longest match of the grammar at each atom that its rule accepts."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from redshank.language.annotations import TimeMention
from redshank.records import TimeExpression
from redshank.times import days
from redshank.times.atoms import DASHES, Atom, atoms
from redshank.times.context import Story
from redshank.times.counted import Found, counted_from_dates
from redshank.times.grammar import matches
from redshank.times.resolve import bounded, joined, resolve
from redshank.times.vocabulary import context

# The first hour of the clock that a part of the day leaves for the second half of it.
AFTER_NOON = {"AF": 1, "EV": 4, "NI": 6}
COMMAS = frozenset({","})
HOURS = frozenset({"clock", "clock_word"})


def find(doc: Doc) -> list[TimeMention]:
    """All time expressions of a document, in text order, not overlapping."""
    document = doc._.document
    published = days.parse(document.published) if document is not None else None
    story = Story(doc, atoms(doc), published)
    found = _scan(story)
    found = _drop_leads(story, _merge_hours(story, found))
    found = counted_from_dates(story, _join_ranges(story, found))
    return [_mention(story, item) for item in found]


def _scan(story: Story) -> list[Found]:
    found: list[Found] = []
    at = 0
    while at < len(story.atoms):
        end = at + 1
        for match in matches(story.atoms, at):
            try:
                reading = resolve(story, match)
            except days.ImpossibleDateError:
                end = _past_rest(story.atoms, match.end)
                break
            if reading is not None:
                start = _widened(story.atoms, match.start)
                found.append(Found(start, match.end, match.rule, bounded(story, match, reading)))
                if match.rule == "clock":
                    story.hours[match.end] = match.start
                if reading.anchored:
                    story.said.append((match.end, reading))
                end = match.end
                break
        at = end
    return found


def _past_rest(found: list[Atom], end: int) -> int:
    """Where a day that does not exist ends: with the last day of its span and its year ('June 31-33, 2019').

    What is left of it must not be read as a date by itself.
    """
    for signs, kinds in ((DASHES, frozenset({"DAY", "NODAY"})), (COMMAS, frozenset({"YEAR"}))):
        number = end + 1 if end < len(found) and found[end].text in signs else end
        if number >= len(found) or found[number].fresh or (signs is DASHES and number == end):
            continue
        if any(s.kind in kinds for s in found[number].senses):
            end = number + 1
    return end


def _widened(found: list[Atom], start: int) -> int:
    """Take the article and words of approximation before a match along."""
    at = start
    while at > 0 and not found[at].fresh:
        before = found[at - 1]
        blur = any(s.kind == "APPROX" and s.length == 1 for s in before.senses)
        if not (before.low in context("definite") or blur):
            break
        at -= 1
    return at


def _merge_hours(story: Story, found: list[Found]) -> list[Found]:
    """'9 a.m. Tuesday' and 'Tuesday at 9 a.m.' are one expression."""
    kept: list[Found] = []
    for item in found:
        before = kept[-1] if kept else None
        pair = _hour_and_day(before, item) if before is not None and _close(story, before, item) else None
        if before is None or pair is None:
            kept.append(item)
            continue
        hour, day = pair
        clock = _by_part(hour.reading.value.partition("T")[2], day.reading.value[11:])
        merged = replace(day.reading, value=f"{day.reading.value[:10]}T{clock}", type="TIME")
        kept[-1] = Found(before.start, item.end, "clock", merged)
    return kept


def _drop_leads(story: Story, found: list[Found]) -> list[Found]:
    """'most recently last October', 'as recently as Friday': the word in words only leads up to the date."""
    return [item for at, item in enumerate(found) if at + 1 == len(found) or not _leads(story, item, found[at + 1])]


def _leads(story: Story, item: Found, after: Found) -> bool:
    gap = story.atoms[item.end : after.start]
    return (
        item.reading.value == "PAST_REF"
        and item.rule == "ref"
        and all(a.low in context("lead_join") for a in gap)
        and len(gap) <= 1
    )


def _close(story: Story, before: Found, item: Found) -> bool:
    gap = story.atoms[before.end : item.start]
    return (
        len(gap) <= 2
        and all(a.low in context("hour_join") and not a.fresh for a in gap)
        and not story.atoms[item.start].fresh
    )


def _by_part(clock: str, part: str) -> str:
    """'7 o'clock tonight' is 19:00; an hour after midnight stays."""
    hour, _, minute = clock.partition(":")
    later = part in AFTER_NOON and AFTER_NOON[part] <= int(hour) < 12
    return f"{int(hour) + 12:02d}:{minute}" if later else clock


def _hour_and_day(a: Found, b: Found) -> tuple[Found, Found] | None:
    for hour, day in ((a, b), (b, a)):
        one = day.reading.resolution == "day" and day.reading.finish is not None and day.rule not in HOURS
        whole = one and day.reading.type in ("DATE", "TIME")
        if hour.rule in HOURS and whole:
            return hour, day
    return None


def _join_ranges(story: Story, found: list[Found]) -> list[Found]:
    """'from March to May', 'between 2015 and 2017', '2015-2017'."""
    joiners, openers = context("range_join"), context("range_open")
    for at in range(len(found) - 1):
        a, b = found[at], found[at + 1]
        gap = story.atoms[a.end : b.start]
        if len(gap) != 1 or gap[0].low not in joiners or a.reading.type != "DATE" or b.reading.type != "DATE":
            continue
        opened = a.start > 0 and story.atoms[a.start - 1].low in openers
        if opened or gap[0].low not in context("range_weak"):
            first, second = joined(a.reading, b.reading)
            found[at], found[at + 1] = replace(a, reading=first), replace(b, reading=second)
    return found


def _mention(story: Story, item: Found) -> TimeMention:
    first, last = story.atoms[item.start], story.atoms[item.end - 1]
    reading = item.reading
    time = TimeExpression(
        start=first.start,
        end=last.end,
        value=reading.value,
        type=reading.type,
        begin=reading.begin.isoformat() if reading.begin else None,
        finish=reading.finish.isoformat() if reading.finish else None,
        resolution=reading.resolution,
    )
    return TimeMention(time, first.token, last.token + 1)
