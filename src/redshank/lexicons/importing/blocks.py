"""The format of PETRARCH and Phoenix dictionaries: comments, names, synonyms, codes in brackets, date restrictions.

An actor is ``NAME [CODE]`` or a name with codes on lines of their own, each for a time (``[CODE <yymmdd]``,
``[CODE >yyyymmdd]``, ``[CODE yymmdd-yymmdd]``) or for all other times; ``+NAME`` lines are synonyms. Comments stand
behind ``#`` or ``;`` and between ``<!--`` and ``-->``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from redshank.errors import DataError
from redshank.lexicons.importing.lines import lines

_BLOCK = re.compile(r"\[([^\[\]]*)\]")
_COMMENT = re.compile(r"<!\s*--.*?-->")
_OPENING = re.compile(r"<!\s*--")
# 'CODE <date', 'CODE > date', 'CODE date - date'; dates of six or eight digits.
_DATED = re.compile(r"(?P<code>\S+?)\s*(?:(?P<sign>[<>])\s*(?P<day>\d+)|\s(?P<first>\d+)\s*-\s*(?P<last>\d+))$")
# PETRARCH reads the years of six-digit dates so (its function for dates; TABARI before it).
_CENTURY_BREAK = 30


@dataclass(slots=True)
class Block:
    """One actor or agent as it stands in the file.

    Attributes:
        where: file and line of its name.
        names: its name and synonyms, with the place of each.
        codes: what stands in brackets, with the place of each.
        plural: what stands in braces, of an agent; None without braces.
    """

    where: str
    names: list[tuple[str, str]] = field(default_factory=list)
    codes: list[tuple[str, str]] = field(default_factory=list)
    plural: str | None = None


@dataclass(frozen=True, slots=True)
class Restricted:
    """A code and the first and last day (ISO) on which it holds; empty where open."""

    code: str
    start: str = ""
    end: str = ""


def blocks(path: Path) -> Iterator[Block | DataError]:
    """The entries of a dictionary in order; lines that belong to none come as errors.

    Raises:
        CallError: the file is not there or cannot be read.
    """
    block: Block | None = None
    for where, line in _without_comments(path):
        if isinstance(line, DataError):
            yield line
            continue
        name, codes, fault = _taken_apart(line)
        if fault:
            yield DataError(fault, where=where)
            continue
        if name and not name.startswith("+"):
            if block is not None:
                yield block
            block = Block(where)
        if block is None:
            yield DataError(f"{line.strip()[:60]!r} belongs to no entry", where=where)
            continue
        _enter(block, name, codes, where)
    if block is not None:
        yield block


def _enter(block: Block, name: str, codes: list[str], where: str) -> None:
    bare, brace, plural = name.removeprefix("+").partition("{")
    if bare.strip(" _"):
        block.names.append((bare, where))
    if brace:
        block.plural = plural.partition("}")[0].strip()
    block.codes += [(code.strip(), where) for code in codes]


def _taken_apart(line: str) -> tuple[str, list[str], str]:
    """Name, bracketed codes, and what is wrong with the line."""
    codes = _BLOCK.findall(line)
    rest = _BLOCK.sub("", line).strip()
    if "[" in rest or "]" in rest:
        return "", [], f"a bracket is not closed: {line.strip()[:60]!r}"
    if rest.count("{") != rest.count("}"):
        return "", [], f"a brace is not closed: {line.strip()[:60]!r}"
    return rest, codes, ""


def _without_comments(path: Path) -> Iterator[tuple[str, str | DataError]]:
    inside = False
    for where, line in lines(path):
        if isinstance(line, DataError):
            yield where, line
            continue
        text = line
        if inside:
            _, closed, text = text.partition("-->")
            inside = not closed
        text = _COMMENT.sub(" ", text)
        opening = _OPENING.search(text)
        if opening and not inside:
            inside, text = True, text[: opening.start()]
        text = re.split(r"[#;]", text, maxsplit=1)[0]
        if text.strip() and not (inside and not opening):
            yield where, text


def restricted(text: str) -> Restricted:
    """A bracket's code and days.

    ``<`` and ``>`` leave out the day itself, as in PETRARCH; both days of a range belong to it.

    Raises:
        ValueError: a date that cannot be, or an end before the start.
    """
    found = _DATED.match(text)
    if not found:
        if " " in text or "<" in text or ">" in text:
            raise ValueError(f"{text!r}: neither a code nor a code with dates")
        return Restricted(text)
    code = found["code"]
    if found["sign"] == "<":
        return Restricted(code, end=(_day(found["day"]) - timedelta(days=1)).isoformat())
    if found["sign"] == ">":
        return Restricted(code, start=(_day(found["day"]) + timedelta(days=1)).isoformat())
    first, last = _day(found["first"]), _day(found["last"])
    if last < first:
        raise ValueError(f"{text!r}: the end is before the start")
    return Restricted(code, first.isoformat(), last.isoformat())


def _day(digits: str) -> date:
    try:
        if len(digits) == len("yymmdd"):
            year = int(digits[:2])
            return date(year + (1900 if year >= _CENTURY_BREAK else 2000), int(digits[2:4]), int(digits[4:]))
        if len(digits) == len("yyyymmdd"):
            return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise ValueError(f"{digits!r} is no date: the calendar does not have it") from None
    raise ValueError(f"{digits!r} is no date: dates have six or eight digits")


def free(wanted: Restricted, taken: list[Restricted]) -> list[Restricted]:
    """What the periods taken before leave of a period: where several codes hold on a day, PETRARCH takes the first."""
    left = [wanted]
    for other in taken:
        left = [piece for period in left for piece in _minus(period, other)]
    return left


def _minus(period: Restricted, other: Restricted) -> Iterator[Restricted]:
    if (period.end and other.start and period.end < other.start) or (
        other.end and period.start and other.end < period.start
    ):
        yield period
        return
    if other.start and (not period.start or period.start < other.start):
        yield Restricted(period.code, period.start, _shifted(other.start, -1))
    if other.end and (not period.end or other.end < period.end):
        yield Restricted(period.code, _shifted(other.end, 1), period.end)


def _shifted(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
