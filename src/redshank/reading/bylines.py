"""Bylines, time stamps, datelines and agency credits: who wrote it, when it stood on the page, where it was filed."""

from __future__ import annotations

import re
from functools import cache

from redshank.lexicons.tables import groups, rows, split
from redshank.reading.dates import full_dates
from redshank.reading.tables import any_of
from redshank.records import Paragraph, Span

_NAME = r"[A-Z][\w’'.-]*"
_TOKEN = re.compile(r"[\w’'.&-]+")
_SITE_NAME = re.compile(r"\w[\w-]+\.(?:com|net|org|co\.\w\w|[a-z]{2})", re.IGNORECASE)
_DIGITS = re.compile(r"\d")
_MAX_DESK_LINE = 80  # characters


@cache
def _vocabulary() -> dict[str, frozenset[str]]:
    return groups("reading/bylines.tsv", "use")


@cache
def _by() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{any_of(sorted(_vocabulary()['by'])).pattern})\s*:?\s+(?=[A-Z])", re.IGNORECASE)


@cache
def agency_names() -> dict[str, str]:
    """``{form in text: canonical short name}``."""
    return {form: row["name"] for row in rows("reading/agencies.tsv") for form in split(row["forms"])}


@cache
def _agency_pattern() -> re.Pattern[str]:
    return any_of(list(agency_names()), cased=True)


def agencies(text: str) -> list[str]:
    """Canonical names of the agencies that a text names, in order, each once."""
    names = agency_names()
    return list(dict.fromkeys(names[m.group()] for m in _agency_pattern().finditer(text)))


def is_title_case(text: str) -> bool:
    """Four in five of the words of four letters and more begin with a capital, and there are at least three."""
    long = [w for w in _TOKEN.findall(text) if len(w) >= 4 and not _DIGITS.search(w)]
    return len(long) >= 3 and sum(w[0].isupper() for w in long) >= 0.8 * len(long)


def is_byline(text: str, *, headed: bool = False) -> bool:
    """'By Jane Doe and John Roe', 'By JANE DOE, Associated Press Writer'; with ``headed``, 'Jane Doe in Beirut' too.

    All words are capitalised or particles, there are at most fourteen, and no verb can hide among them.
    """
    opening = _by().match(text)
    rest = text[opening.end() :] if opening else text
    words = _TOKEN.findall(rest)
    if not 1 <= len(words) <= 14 or _DIGITS.search(rest) or (rest.endswith(".") and not opening):
        return False
    particles = _vocabulary()["particle"]
    if not all(w[0].isupper() or w.lower() in particles or _SITE_NAME.fullmatch(w) for w in words):
        return False
    if opening or (_SITE_NAME.fullmatch(words[-1]) and len(words) > 2):
        return rest[0].isupper()
    return (
        headed
        and bool(re.fullmatch(rf"{_NAME}(?:\s+{_NAME}){{1,2}}(?:,|\s+(?:in|at|for))\s+\S.*", rest))
        and len(words) <= 8
    )


@cache
def _stamp_words(clock: bool = True) -> re.Pattern[str]:
    use = _vocabulary()
    months = [m for row in rows("reading/months.tsv") for m in split(row["word"])]
    return any_of([*use["stamp"], *months, *(use["clock"] if clock else ())])


@cache
def _dated() -> re.Pattern[str]:
    """'The News Published Monday, 3 June 2019'; before a colon anything may stand: 'Title Updated: 2019-06-03'."""
    stamps = sorted(_vocabulary()["stamp"])
    stamp = any_of(stamps).pattern
    colon = any_of([f"{s.rstrip(':')}:" for s in stamps]).pattern
    return re.compile(
        rf"^(?:(?:[\w'’.&|-]+\s+){{0,5}}{stamp}|.*\b{colon})[^.!?]{{0,30}}\b(?:19|20)\d\d\b[^.!?]{{0,40}}$",
        re.IGNORECASE,
    )


def is_stamp(text: str) -> bool:
    """A line that is a date and little else: 'Updated: 2018-04-02 09:15', 'Xinhua | 9 March 2018'.

    A time of day alone ('10 p.m.') heads a section of a running report and is none.
    """
    if len(text) > 160 or not _DIGITS.search(text) or not (_stamp_words(False).search(text) or full_dates(text)):
        return False
    if _dated().search(text):
        return True
    rest = _stamp_words().sub(" ", re.sub(r"\d+(?:st\b|nd\b|rd\b|th\b)?", " ", text))
    return not re.search(r"[^\W\d_]{3,}", _agency_pattern().sub(" ", rest))


def is_signed(text: str) -> bool:
    """A name and a date in one line: 'Jane Doe | 31.10.2019'."""
    parts = [part.strip() for part in re.split(r"[|·•]", text) if part.strip()]
    dated = [part for part in parts if is_stamp(part)]
    names = [part for part in parts if part not in dated]
    return bool(dated) and len(names) == 1 and bool(re.fullmatch(rf"(?:By\s+)?{_NAME}(?:\s+{_NAME}){{1,3}}", names[0]))


@cache
def _names_by_lower() -> dict[str, str]:
    return {form.lower(): name for form, name in agency_names().items()}


def listed(text: str) -> list[str]:
    """The agencies of a line that is nothing but agencies, whatever their case: 'Reuters - Ap - Afp'."""
    if len(text) > _MAX_DESK_LINE:
        return []
    names = _names_by_lower()
    parts = [part.strip(" .()[]—–").lower() for part in re.split(r"[/,;|&]|\s[-–—]\s|\band\b", text)]
    return [names[part] for part in parts] if all(part in names for part in parts) else []


def is_desk_line(text: str) -> bool:
    """Nothing but agencies, or the initials of a desk and its agencies, as a German house signs: 'ab/cd (AP, dpa)'."""
    if len(text) > _MAX_DESK_LINE:
        return False
    if len(listed(text)) >= 2:
        return True
    found = re.fullmatch(r"[a-z]{1,5}(?:\s?[/,;]\s?[a-z]{1,5}){0,3}\s*\(([^()]{2,60})\)", text)
    return bool(found and _only_agencies(found.group(1)))


@cache
def _dateline() -> re.Pattern[str]:
    agency = _agency_pattern().pattern
    caps = r"[A-Z][A-Z.’'-]*[A-Z](?:[ /-]+[A-Z.’'][A-Z.’'-]*){0,4}"
    mixed = rf"{_NAME}(?: {_NAME}){{0,3}}"
    region = rf"(?:, (?:{_NAME}|of|the)(?: {_NAME}){{0,3}}?)"
    month = any_of([m for row in rows("reading/months.tsv") for m in split(row["word"])]).pattern
    day = rf"(?:,? (?i:{month})\.?\s+\d{{1,2}}(?:,? \d{{4}})?|,? \d{{1,2}} (?i:{month})(?:,? \d{{4}})?)?"
    slashed = rf"\.?\s*/{agency}/\.?"
    source = rf"\s*[(\[](?:[\w .-]{{1,30}}[/,] ?)?{agency}(?:[/,] ?[\w .-]{{1,30}})?[)\]]"
    dash = r"\s*(?:--+|[—–_]|\s-(?=\s)|-(?=\s))"
    return re.compile(
        rf"\W{{0,3}}(?:(?P<a>{caps}{region}?)\.?{day}(?:{source}(?:{dash}|\s*:)?|{slashed}|{dash}\s|:\s)"
        rf"|(?P<b>{mixed}{region}?){day}{source}(?:{dash}|\s*:)?)"
    )


def dateline(text: str) -> Span | None:
    """Place part of a dateline at the start of a paragraph: 'KYIV' in 'KYIV (Reuters) -- …'.

    Capitals need an agency in brackets, a dash or a colon after them; mixed case needs the agency.
    """
    found = _dateline().match(text[:200])
    if not found:
        return None
    group = "a" if found.group("a") else "b"
    place = found.group(group).rstrip(" ,")
    if place.split(",")[0].upper() in _vocabulary()["not_place"] or place in agency_names():
        return None
    return Span(found.start(group), found.start(group) + len(place))


def is_bare_dateline(text: str) -> bool:
    """A dateline in a paragraph of its own: 'HAVANA (AP) --', 'WASHINGTON _'."""
    if len(text) > _MAX_DESK_LINE:
        return False
    found = _dateline().match(text + " ")
    return bool(found and found.group("a") and found.end() >= len(text) and not text.endswith(":"))


_SOURCE_OPENING = re.compile(r"^.{0,60}?[(\[/]([^()\[\]/]{2,60})[)\]/]\s*(?:--+|[—–_:-])?")
_COPYRIGHT = re.compile(r"\W*(?:copyright\b|©|\(c\)\s)", re.IGNORECASE)
_SOURCE_END = re.compile(r"(?:[(\[]([^()\[\]]{2,40})[)\]]|\s[—–-]+\s*([^—–\n]{2,40}))[.\s]*$")


def credited(text: str, paragraphs: list[Paragraph]) -> list[str]:
    """Agencies that a text credits: in credit lines and bylines, in the dateline's brackets, in brackets at the end.

    Picture credits do not count: a Reuters picture does not make a Reuters report.
    """
    found: list[str] = []
    body = [p for p in paragraphs if p.kind == "body"]
    for p in paragraphs:
        piece = text[p.start : p.end]
        if p.kind in ("credit", "byline") or (p.kind == "furniture" and _COPYRIGHT.match(piece)):
            found += listed(piece) or agencies(piece)
        elif body and p in body[:2] and (opening := _SOURCE_OPENING.match(piece[:200])):
            found += _only_agencies(opening.group(1))
        if body and p is body[-1] and (end := _SOURCE_END.search(piece[-80:])):
            found += _only_agencies(end.group(1) or end.group(2))
    return list(dict.fromkeys(found))


def _only_agencies(text: str) -> list[str]:
    """The agencies in a bracket that lists sources: 'dpa/AFP', 'Reuters, AP', 'Jane Doe/PNA'."""
    parts = [part.strip(" .") for part in re.split(r"[/,;|&]|\band\b", text)]
    known = [agency_names()[part] for part in parts if part in agency_names()]
    return known if all(len(part.split()) <= 3 for part in parts) else []


def authors(text: str, paragraphs: list[Paragraph]) -> list[str]:
    """Names out of bylines, in order, each once; agencies and job titles left out."""
    found: list[str] = []
    for p in paragraphs:
        if p.kind == "byline":
            found += split_authors(text[p.start : p.end])
    return list(dict.fromkeys(found))


def clean_authors(names: list[str]) -> list[str]:
    """Names from a page's metadata without agencies, job titles and the site's own accounts; a lone word is no name."""
    found = []
    for name in names:
        words = _agency_pattern().sub(" ", name).split()
        dull = any(
            w.title() in _vocabulary()["role"]
            or w in _vocabulary()["role"]
            or w in _vocabulary()["stamp"]
            or not w[0].isupper()
            for w in words
        )
        if 2 <= len(words) <= 5 and not dull and not _DIGITS.search(name):
            found.append(" ".join(words).title() if name.isupper() or words[0].isupper() else " ".join(words))
    return list(dict.fromkeys(found))


def split_authors(line: str) -> list[str]:
    """'By Jane Doe and JOHN ROE in Beirut, Associated Press Writer' gives Jane Doe, John Roe."""
    line = _by().sub("", line, count=1) if _by().match(line) else line
    names = []
    for part in re.split(r",| and | & |\||;|\s[–—-]\s", line):
        name = re.split(r"\s(?:in|at|for|of|with|on)\s", f" {part.strip()} ")[0].strip(" .•")
        words = name.split()
        roles = _vocabulary()["role"]
        if (
            not 2 <= len(words) <= 4
            or any(w in roles or w.title() in roles for w in words)
            or agencies(name)
            or _DIGITS.search(name)
        ):
            continue
        names.append(name.title() if name.isupper() else name)
    return names
