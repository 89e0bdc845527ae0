"""Rules for expressions that count from publication or from the day last spoken of ('last week', 'a day later')."""

from __future__ import annotations

from datetime import date, timedelta

from redshank.records import Resolution
from redshank.times import days
from redshank.times.absolute import named, one_day, whole
from redshank.times.context import Moment, Reading
from redshank.times.vocabulary import context, vague

PAST, PRESENT, FUTURE = "PAST_REF", "PRESENT_REF", "FUTURE_REF"
WORDS_OF = {-1: PAST, 0: PRESENT, 1: FUTURE}
COARSE: dict[Resolution, int] = {"day": 0, "week": 1, "month": 2, "year": 3}


def in_words(sign: float, resolution: Resolution) -> Reading:
    """What is left of a relative expression in a report without a publication day."""
    return Reading(WORDS_OF[(sign > 0) - (sign < 0)], "DATE", resolution=resolution)


def with_part(m: Moment, day: date) -> Reading:
    """A day, or the part of it that the words name (TimeML's TMO, TAF, TEV, TNI)."""
    clock = m.match.get("CLOCKWORD")
    part = m.match.get("DAYPART") or m.match.get("TWILIGHT")
    if clock:
        return Reading(f"{day.isoformat()}T{clock}", "TIME", day, day, "day", anchored=True)
    if part:
        return Reading(f"{day.isoformat()}T{part}", "TIME", day, day, "day", anchored=True)
    return one_day(day)


def _capital(m: Moment) -> bool:
    """Whether it ends a name in capitals, such as a newspaper's."""
    before, word = m.atom(-1), m.story.atoms[m.match.start].text
    return before is not None and before.text[0].isupper() and not (before.text.isupper() and word.isupper())


def deictic(m: Moment) -> Reading | None:
    """'today', 'yesterday morning', 'overnight'."""
    text = m.match.get("DEICTIC") or "0"
    count, part = (text[:-3], text[-3:]) if "T" in text else (text, "")
    opening = m.story.atoms[m.match.start]
    if opening.text[0].isupper() and _capital(m):
        return None
    if m.published is None:
        return in_words(int(count), "day")
    if part == "TNI" and m.story.atoms[m.match.end - 1].low == "overnight" and m.root.dep_ == "amod":
        return None
    found = with_part(m, m.now + timedelta(days=int(count)))
    if part and found.type == "DATE":
        begin = found.begin
        if "overnight" in m.story.atoms[m.match.end - 1].low and begin:
            begin -= timedelta(days=1)
        return Reading(found.value + part, "TIME", begin, found.finish, "day", anchored=True)
    return found


def ref(m: Moment) -> Reading | None:
    """'now', 'recently', 'the future': a value in words, with the covered days of ``vague.tsv``."""
    atoms = m.story.atoms[m.match.start : m.match.end]
    words = m.story.doc.text[atoms[0].start : atoms[-1].end].lower()
    entry = vague().get(("REF", " ".join(words.split())))
    if entry is None or (words == "now" and (m.low(1) in context("now_join") or m.root.pos_ == "CCONJ")):
        return None
    if words == "future" and not (m.root.pos_ == "ADJ" or m.low(-1) in context("possessive")):
        return None
    if words.startswith("the ") and m.low(1)[:1].isalnum() and m.low(1) not in context("ref_after"):
        return None
    value = m.match.get("REF") or PRESENT
    if m.published is None:
        return Reading(value, "DATE")
    begin = None if entry.back is None else m.now - timedelta(days=entry.back)
    finish = None if entry.ahead is None else m.now + timedelta(days=entry.ahead)
    resolution: Resolution = {"day": "day", "month": "month"}.get(entry.resolution, "year")  # type: ignore[assignment]
    return Reading(value, "DATE", begin, finish, resolution)


def near_weekday(m: Moment, weekday: int) -> date:
    """The day of a bare weekday: publication day itself, else before or after it by tense."""
    now = m.now
    back = (now.isoweekday() - weekday) % 7
    if back == 0:
        return now
    if back == 6:
        # News names no day of the week six days back; what it tells of 'Friday' on a Thursday was Friday further east.
        return now + timedelta(days=1)
    if m.direction == "present" and back == 1:
        return now - timedelta(days=back)
    return now + timedelta(days=7 - back) if m.ahead else now - timedelta(days=back)


def weekday(m: Moment) -> Reading | None:
    """'Friday', 'late Friday', 'Friday night'."""
    number = int(m.match.get("WEEKDAY") or 0)
    if "doubtful" in m.match.forms or named(m) or ("stopped" in m.match.forms and m.low(-1) in context("article")):
        return None
    if m.published is None:
        part = m.match.get("DAYPART")
        return Reading(
            f"XXXX-WXX-{number}" + (f"T{part}" if part else ""), "TIME" if part else "DATE", resolution="day"
        )
    if m.low(-1) in context("definite") and m.low(1) in context("undated_after"):
        return Reading(f"XXXX-WXX-{number}", "DATE", resolution="day")
    return with_part(m, near_weekday(m, number))


def rel_weekday(m: Moment) -> Reading | None:
    """'last Wednesday', 'next Tuesday' (of the week after), 'this Friday' (of this week), 'Tuesday last week'."""
    number, rel = int(m.match.get("WEEKDAY") or 0), m.match.get("REL")
    if m.published is None:
        return Reading(f"XXXX-WXX-{number}", "DATE", resolution="day")
    now = m.now
    if m.match.get("WEEKUNIT"):
        link = m.match.get("LINK")
        anchor = m.anchor() if link else None
        base = anchor.begin if anchor and anchor.begin else now
        return with_part(m, days.monday(base) + timedelta(days=7 * int(link or rel or 0) + number - 1))
    if rel in ("-1", "past"):
        return with_part(m, now - timedelta(days=(now.isoweekday() - number - 1) % 7 + 1))
    if rel in ("+1", "coming"):
        following = days.monday(now) + timedelta(days=6 + number)
        if rel == "coming" or (following - now).days > 9:
            following = now + timedelta(days=(number - now.isoweekday() - 1) % 7 + 1)
        return with_part(m, following)
    found = days.monday(now) + timedelta(days=number - 1)
    return with_part(m, found) if rel == "0" else None


def weekdays(m: Moment) -> Reading | None:
    """'on Mondays'."""
    return Reading(f"XXXX-WXX-{m.match.get('WEEKDAYS')}", "SET")


def daypart(m: Moment) -> Reading | None:
    """'this morning', 'the next morning', 'that night'."""
    rel, link = m.match.get("REL"), m.match.get("LINK")
    if link is not None:
        anchor = m.anchor()
        base = anchor.begin if anchor and anchor.resolution == "day" else None
        if base is None:
            return Reading("XXXX-XX-XXT" + (m.match.get("DAYPART") or ""), "TIME", resolution="day")
        return with_part(m, base + timedelta(days=int(link)))
    if rel not in ("0", "-1", "+1"):
        return None
    return with_part(m, m.now + timedelta(days=int(rel))) if m.published else in_words(int(rel), "day")


def clipped(m: Moment, found: Reading) -> Reading:
    """A period that holds publication day, cut to the side that is spoken of."""
    begin, finish, stage = found.begin, found.finish, m.match.get("STAGE")
    if m.published is None or begin is None or finish is None or not begin <= m.now <= finish:
        return found
    if stage == "BEFORE" or (stage != "AFTER" and m.direction == "past"):
        finish = m.now
    elif stage == "AFTER" or m.direction == "future":
        begin = m.now
    return Reading(found.value, found.type, begin, finish, found.resolution, found.anchored)


def _plural(m: Moment) -> bool:
    """Whether the match ends with a plural unit, so that it is no single period."""
    return any(sense.kind == "UNITS" for sense in m.story.atoms[m.match.end - 1].senses)


def rel_unit(m: Moment) -> Reading | None:
    """'last week', 'early next month', 'this year', 'the past week', 'the coming year'."""
    rel, unit = m.match.get("REL") or "", m.match.get("UNIT") or ""
    if _plural(m):
        return None
    if rel == "-1" and unit in days.MONTHS_OF | days.DAYS_OF and unit != "WE" and _stretch(m):
        return length_from_now(m, rel, 1, 1, unit)
    if rel in ("past", "coming", "recent"):
        return length_from_now(m, rel, 1, 1, unit) if rel != "recent" else None
    if unit in ("TH", "TM", "TS", "D") and not (unit == "D" and rel != "0"):
        return None
    early = m.published is not None and m.now.isoweekday() <= 3
    if unit == "WE" and rel == "0" and early and m.direction == "past":
        rel = "-1"
    return unit_away(m, int(rel), unit, m.published)


def _stretch(m: Moment) -> bool:
    """Whether 'the last year' is the twelve months up to now ('over the last year'), not the calendar year before."""
    return m.low(-1) in context("definite") and m.low(-2) in context("stretch_before") and not m.match.get("STAGE")


def unit_away(m: Moment, count: int, unit: str, base: date | None) -> Reading:
    """The whole period of a unit, ``count`` units from the one that holds ``base``."""
    if base is None:
        return in_words(count, days.RESOLUTION[unit])
    value, interval = days.period(days.shift(base, count, unit), unit)
    return clipped(m, whole(value, interval, days.RESOLUTION[unit], m.match.get("STAGE")))


def the_unit(m: Moment) -> Reading | None:
    """'the end of the year', 'later in the week', 'year-end': the period that holds publication day."""
    unit = m.match.get("UNIT") or ""
    if unit in ("TH", "TM", "TS", "D") or (m.match.get("STAGE") is None and unit not in ("M", "Y")):
        return None
    if m.match.get("STAGE") is None:
        found = unit_away(m, 0, unit, m.published)
        if found.begin is None or found.finish is None:
            return found
        begin, finish = days.third((found.begin, found.finish), "END")
        return Reading(found.value, "DATE", begin, finish, found.resolution)
    return unit_away(m, 0, unit, m.published)


def the_weekend(m: Moment) -> Reading | None:
    """'the weekend', 'over the weekend': the last one, or the next if the sentence looks ahead."""
    if m.low(-1) not in context("definite") or m.published is None:
        return None
    on_it = m.now.isoweekday() >= 6
    return unit_away(m, 0 if on_it or m.ahead else -1, "WE", m.published)


def link_unit(m: Moment) -> Reading | None:
    """'that day', 'the following month', 'the previous year', 'the day before': counted from the day last spoken of."""
    unit, link = m.match.get("UNIT") or "", m.match.get("LINK")
    if link is None:
        sign = m.match.get("SHIFT") or ""
        if not sign.endswith("open") or (m.low(1) and m.low(1) not in context("alone_after")):
            return None
        link = sign[0] + "1"
    if unit in ("TH", "TM", "TS") or _plural(m):
        return None
    anchor = m.anchor()
    if anchor is None or anchor.begin is None:
        return (
            unit_away(m, int(link), unit, m.published) if int(link) < 0 and m.low(1) in context("alone_after") else None
        )
    base = anchor.begin if int(link) <= 0 else anchor.finish or anchor.begin
    if anchor.resolution and COARSE[anchor.resolution] > COARSE[days.RESOLUTION[unit]]:
        return Reading(anchor.value, "DATE", anchor.begin, anchor.finish, anchor.resolution)
    value, interval = days.period(days.shift(base, int(link), unit), unit)
    return whole(value, interval, days.RESOLUTION[unit], m.match.get("STAGE"))


def amount(m: Moment) -> tuple[float, float, bool]:
    """Least and most of the number, and whether it is exact."""
    quant = m.match.get("QUANT")
    if quant is not None:
        least, most = map(float, quant.split())
        return least, most, least == most and least > 2
    number = m.match.get("NUM")
    if number is None and m.match.get("A") is None and m.match.get("HALF"):
        return 0.5, 0.5, True
    count = float(number or 1)
    if m.match.get("A") and m.match.get("HALF"):
        count = 0.5
    return count, count, True


def length_value(count: float | None, unit: str) -> str:
    """TIMEX3 value of a length of time; X for a number that is not known."""
    number = "X" if count is None else f"{count:g}" if count < 1e6 else str(int(count))
    if unit == "F":
        number, unit = ("X" if count is None else f"{count * 2:g}"), "W"
    if unit.startswith("T"):
        return f"PT{number}{unit[1]}"
    return f"P{number}{unit}"


def length_from_now(m: Moment, rel: str, least: float, most: float, unit: str, exact: bool = True) -> Reading:
    """'the past three days', 'in recent weeks', 'the coming months': a length that touches publication day."""
    value = length_value(least if exact else None, unit)
    if m.published is None:
        return Reading(value, "DURATION", resolution=days.RESOLUTION[unit])
    now = m.now
    if rel in ("coming", "+1"):
        return Reading(value, "DURATION", now, days.shift(now, most, unit), days.RESOLUTION[unit])
    return Reading(value, "DURATION", days.shift(now, -most, unit), now, days.RESOLUTION[unit])


def rel_length(m: Moment) -> Reading | None:
    """'the past three days', 'the next few weeks', 'recent months' (three of them)."""
    rel, unit = m.match.get("REL") or "", m.match.get("UNIT") or m.match.get("UNITS") or ""
    first = m.story.doc[m.story.atoms[m.match.start].token]
    if rel == "0" or (first.pos_ == "VERB" and first.lower_ == "last"):
        return None
    if m.match.get("UNITS") and m.match.get("NUM") is None and m.match.get("QUANT") is None:
        return length_from_now(m, rel, 3, 3, unit, exact=False)
    least, most, exact = amount(m)
    return length_from_now(m, rel, least, most, unit, exact)


def shifted(m: Moment) -> Reading | None:
    """'two years ago', 'three days later', 'a week earlier', 'decades ago', 'two days after', 'a year-earlier'."""
    sign, unit = m.match.get("SHIFT") or "", m.match.get("UNIT") or m.match.get("UNITS") or ""
    least, most, exact = amount(m) if not m.match.get("UNITS") else (2, 9, False)
    if m.match.get("REL") is not None:
        if m.match.get("REL") != "0" or sign != "-now":
            return None
        value, interval = days.period(days.shift(m.now, -least, unit), m.match.get("UNIT", 1) or "D")
        return whole(value, interval, days.RESOLUTION[m.match.get("UNIT", 1) or "D"])
    if m.match.get("DEICTIC") is not None:
        return one_day(days.shift(m.now, -least, unit)) if m.match.get("DEICTIC") == "0" and sign == "-now" else None
    forward, origin = sign[0] == "+", sign[1:]
    if origin == "away":
        if m.low(1) == "from" or m.governor is None or m.governor.lemma_ != "be":
            return Reading(length_value(least, unit), "DURATION")
        origin = "now"
    if origin == "open":
        return _open_ended(m, forward, least, most, exact, unit)
    if origin == "now" or (m.match.get("A") and m.story.atoms[m.match.end - 2].text in "-–"):
        if m.story.atoms[m.match.end - 1].low == "back" and m.root.dep_ not in ("npadvmod", "advmod"):
            return None
        return away_from(m, m.published, forward, least, most, exact, unit)
    return _from_text(m, forward, least, most, exact, unit)


def _from_text(m: Moment, forward: bool, least: float, most: float, exact: bool, unit: str) -> Reading:
    """'two days later', counted from the day last spoken of whose outcome does not lie ahead in a past story."""
    told = m.published is not None and m.direction != "future"
    for _, anchor in reversed(m.story.said[-3:] if m.anchor() else []):
        if anchor.resolution and COARSE[anchor.resolution] > COARSE[days.RESOLUTION[unit]]:
            return Reading(anchor.value, "DATE", anchor.begin, anchor.finish, anchor.resolution)
        found = away_from(m, _base(anchor, forward), forward, least, most, exact, unit)
        if not (told and forward and found.begin and found.begin > m.now):
            return found
    if forward and told:
        return in_words(1, days.RESOLUTION[unit])
    return away_from(m, m.published, forward, least, most, exact, unit)


def _base(anchor: Reading, forward: bool) -> date | None:
    return (anchor.finish if forward else anchor.begin) or anchor.begin


def away_from(
    m: Moment, base: date | None, forward: bool, least: float, most: float, exact: bool, unit: str
) -> Reading:
    """The period of a unit so many units before or after a day; a vague number gives a value in words."""
    sign = 1 if forward else -1
    if base is None:
        return in_words(sign, days.RESOLUTION[unit])
    near, far = days.shift(base, sign * least, unit), _far(base, sign * most, unit)
    if not exact and not unit.startswith("T"):
        begin, finish = (near, far) if forward else (far, near)
        return Reading(WORDS_OF[sign], "DATE", begin, finish, days.RESOLUTION[unit])
    if unit.startswith("T"):
        return Reading(length_value(least if exact else None, unit), "DURATION", base, base, "day")
    grain = "Y" if unit == "DE" or (unit == "CE" and least != 1) else unit
    if least != int(least):
        grain = {"Y": "M", "M": "D", "W": "D"}.get(unit, grain)
        grain = "Y" if unit in ("DE", "CE", "Y") else grain
    value, interval = days.period(near, grain)
    return whole(value, interval, days.RESOLUTION[grain])


def _far(base: date, count: float, unit: str) -> date | None:
    """The far end of a vague shift; open where the calendar ends."""
    try:
        return days.shift(base, count, unit)
    except (ValueError, OverflowError):
        return None


def _open_ended(m: Moment, forward: bool, least: float, most: float, exact: bool, unit: str) -> Reading:
    """'two days after' and 'two days before': by themselves a date, with something after them a length.

    As a length, 'a few days after X' has the days of X, if the main clause happens at publication: the coder gives them
    to the words below 'after'.
    """
    following = m.low(1)
    if not following or following in context("alone_after"):
        anchor = m.anchor()
        return away_from(m, _base(anchor, forward) if anchor else m.published, forward, least, most, exact, unit)
    value = length_value(least if exact else None, unit)
    anchor = m.anchor()
    here = m.root.sent.start_char
    same = anchor if m.story.said and m.story.atoms[m.story.said[-1][0] - 1].start >= here else None
    base = _base(same, False) if same else m.published
    present = m.governor is not None and m.governor.tag_ in ("VBZ", "VBP")
    near = unit in days.DAYS_OF or unit.startswith("T") or present
    if base is None or (same is None and (m.direction == "future" or not near)):
        return Reading(value, "DURATION", resolution=days.RESOLUTION[unit])
    back = away_from(m, base, not forward, least, most, exact, unit)
    if m.published is not None and back.begin and back.begin > m.published and m.direction == "past":
        return Reading(value, "DURATION", resolution=days.RESOLUTION[unit])
    return Reading(value, "DURATION", back.begin, back.finish, back.resolution)
