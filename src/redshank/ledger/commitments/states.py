"""What became of a commitment as of a day: a pure function of the commitment, its links and the day.

States: open, due, kept, partly kept, broken, overdue, refused, withdrawn, unclear. The latest outcome counts; only what
was published up to the day is known. docs/promises.md works an example through.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

State = Literal["open", "due", "kept", "partly kept", "broken", "overdue", "refused", "withdrawn", "unclear"]
STATES: tuple[State, ...] = (
    "open", "due", "kept", "partly kept", "broken", "overdue", "refused", "withdrawn", "unclear",
)  # fmt: skip
RELATIONS = ("made", "told", "fulfil", "part", "break", "repeat", "refuse", "extend", "withdraw")

_OUTCOMES: dict[str, State] = {
    "fulfil": "kept", "part": "partly kept", "break": "broken", "refuse": "refused", "withdraw": "withdrawn",
}  # fmt: skip
_SAME_TIME = 1  # days within which two reports that contradict each other are of one time


class Commitment(NamedTuple):
    """What the state depends on.

    Attributes:
        kind: demand, promise, plan, threat or offer.
        made: day of the first report; None where it is not known.
        due_start, due_end: the days set for it, if any.
        maker, other: codes of the sides.
    """

    kind: str
    made: date | None
    due_start: date | None = None
    due_end: date | None = None
    maker: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()


class Link(NamedTuple):
    """What a later report says became of it.

    Attributes:
        relation: fulfil, part, break, repeat, refuse, extend, withdraw.
        day: when the report was published.
        word_of: codes of those on whose word it is told; empty where the report says so itself.
        due_start, due_end: the days that an extension sets.
        number: order among the links of one day.
    """

    relation: str
    day: date
    word_of: frozenset[str] = frozenset()
    due_start: date | None = None
    due_end: date | None = None
    number: int = 0


class Stand(NamedTuple):
    """The state on a day, the day since which it holds, why, and the days set for it by then."""

    state: State
    since: date | None
    reason: str
    due_start: date | None = None
    due_end: date | None = None


@dataclass(frozen=True, slots=True)
class _Course:
    """How things stand after some links."""

    outcome: Link | None = None
    state: State | None = None
    reason: str = ""
    due_start: date | None = None
    due_end: date | None = None
    due_set: date | None = None  # when the due days were set
    yes: Link | None = None  # the last report that it was done
    no: Link | None = None  # the last report that it was not


def state_of(commitment: Commitment, links: Iterable[Link], as_of: date) -> Stand:
    """The state of a commitment at the end of a day.

    Args:
        commitment: what was made, when, due when.
        links: in any order; those published later than ``as_of`` are not looked at.
        as_of: the day.
    """
    course = _begin(commitment)
    known = sorted((link for link in links if link.day <= as_of), key=_order)
    for link in known:
        course = _step(commitment, course, link)
    doubt = _believed(commitment)
    if course.state is not None and course.outcome is not None:
        stand = Stand(course.state, course.outcome.day, course.reason + doubt)
    else:
        stand = _by_the_calendar(commitment, course, as_of, doubt)
    return stand._replace(due_start=course.due_start, due_end=course.due_end)


def _order(link: Link) -> tuple[date, int, str, str]:
    return (link.day, link.number, link.relation, str(link.due_end))


def _begin(commitment: Commitment) -> _Course:
    if not _sound(commitment.made, commitment.due_start, commitment.due_end):
        return _Course(due_set=commitment.made)
    return _Course(due_start=commitment.due_start, due_end=commitment.due_end, due_set=commitment.made)


def _sound(made: date | None, start: date | None, end: date | None) -> bool:
    """Whether due days can be believed: in order, and not before the commitment was made."""
    return end is None or ((made is None or end >= made) and (start is None or start <= end))


def _believed(commitment: Commitment) -> str:
    if _sound(commitment.made, commitment.due_start, commitment.due_end):
        return ""
    return f"; due {commitment.due_end}, before it was made: not believed"


def _step(commitment: Commitment, course: _Course, link: Link) -> _Course:
    """How things stand after one more link."""
    if link.relation == "extend":
        return _extended(course, link)
    if link.relation == "repeat":  # said anew: only what was taken back is open again
        taken_back = course.state == "withdrawn"
        return replace(course, outcome=None, state=None, reason="") if taken_back else course
    state = _OUTCOMES.get(link.relation)
    if state is None:
        return course
    if state == "partly kept" and course.state == "kept":
        return course  # a part of what was done in full
    course = replace(course, outcome=link, state=state, reason=_reason(link))
    if link.relation == "fulfil":
        course = replace(course, yes=link)
    elif link.relation == "break":
        course = replace(course, no=link)
    else:
        return replace(course, yes=None, no=None)
    return _weighed(commitment, course, link)


def _extended(course: _Course, link: Link) -> _Course:
    if not _sound(link.day, link.due_start, link.due_end):
        return course
    course = replace(course, due_start=link.due_start, due_end=link.due_end, due_set=link.day)
    settled = course.state in {"kept", "partly kept", "refused"}
    return course if settled else replace(course, outcome=None, state=None, reason="", yes=None, no=None)


def _weighed(commitment: Commitment, course: _Course, link: Link) -> _Course:
    """Whether done and not done contradict each other: said by the two sides, or by reports of one time."""
    yes, no = course.yes, course.no
    if yes is None or no is None:
        return course
    if _partial(commitment, yes) and _partial(commitment, no) and not yes.word_of & no.word_of:
        reason = f"{_words(yes.word_of)} says it was done, {_words(no.word_of)} that it was not"
        return replace(course, state="unclear", reason=reason)
    at_once = abs((yes.day - no.day).days) < _SAME_TIME and not yes.word_of and not no.word_of
    if at_once and yes.number != no.number and link.relation == "fulfil":
        return replace(course, state="unclear", reason=f"reports of {link.day} contradict each other")
    return course


def _partial(commitment: Commitment, link: Link) -> bool:
    """Whether a link rests on the word of one of the sides alone."""
    return bool(link.word_of) and link.word_of <= (commitment.maker | commitment.other)


def _reason(link: Link) -> str:
    told = {
        "fulfil": "reported done", "part": "reported done in part", "break": "reported not done, or the contrary done",
        "refuse": "the other side said no", "withdraw": "taken back by its maker",
    }[link.relation]  # fmt: skip
    said = f", on the word of {_words(link.word_of)}" if link.word_of else ""
    return f"{told} on {link.day}{said}"


def _words(codes: frozenset[str]) -> str:
    return " and ".join(sorted(codes))


def _by_the_calendar(commitment: Commitment, course: _Course, as_of: date, doubt: str) -> Stand:
    """Without an outcome: open, due or overdue."""
    start, end, made = course.due_start, course.due_end, course.due_set
    if end is None:
        put_off = commitment.due_end is not None and not doubt
        told = "put off, no new day set" if put_off else "no day set, nothing came of it so far"
        return Stand("open", commitment.made, f"{told}{doubt}")
    if as_of > end:
        return Stand("overdue", _after(end), f"due until {end}, no outcome reported")
    if as_of == end or (start is not None and (made is None or start > made) and as_of >= start):
        begun = end if start is None or (made is not None and start <= made) else start
        return Stand("due", begun, f"due {_span(start, end, made)}")
    moved = " (put off)" if (end != commitment.due_end) else ""
    return Stand("open", commitment.made, f"due {_span(start, end, made)}{moved}{doubt}")


def _after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1) if day < date.max else day


def _span(start: date | None, end: date, made: date | None) -> str:
    if start is None or (made is not None and start <= made and start != end):
        return f"by {end}"
    return f"on {end}" if start == end else f"from {start} to {end}"
