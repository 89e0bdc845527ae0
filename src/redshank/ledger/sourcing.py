"""Whom the text of a report names as the source of what it tells: 'told Reuters', 'the Daily Nation reported'.

A newsroom that acts or suffers ('Al Jazeera's office was closed', 'an AFP photographer was killed') is none, nor is
what furniture, captions and credits name. Forms that are also common words or names of persons count only with an
article ('the Post') or with a word that says what they are ('Dawn newspaper'). Words: ``data/sourcing.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from redshank.ledger.data_rows import rows
from redshank.ledger.newsrooms import (
    bare,
    group_of,
    is_agency,
    newsroom_of,
    newsrooms,
    slugs_by_form,
    source_of,
    squash,
)
from redshank.records import Document

_TOLD_KINDS = ("body", "headline", "subheading")
_REACH = 90  # characters before and after a name in which the words stand that make it a source
_NAME = r"[A-Z][\w&’'.-]*"


class Naming(msgspec.Struct):
    """How a text names a newsroom as its source.

    Attributes:
        words: the first time ('told Reuters').
        first: number of that paragraph among those that tell something, from 0; -1 for the title.
        told: number of paragraphs that rest on it.
    """

    words: str
    first: int
    told: int = 0


class Name(NamedTuple):
    """A newsroom's name in a paragraph; no slugs: what looks like the name of a paper that nobody has listed."""

    start: int
    end: int
    slugs: tuple[str, ...]


def told_paragraphs(document: Document) -> list[str]:
    """What a report tells, paragraph by paragraph; all of its text where no paragraphs are marked."""
    told = [document.text[p.start : p.end] for p in document.paragraphs if p.kind in _TOLD_KINDS]
    return told or [part for part in document.text.split("\n\n") if part.strip()]


def own_label(publisher: str | None, url: str | None) -> str | None:
    """The origin of a publisher's own reports: its newsroom, else its group, else the publisher."""
    return newsroom_of(publisher, url) or group_of(publisher, url) or bare(publisher or "").lower() or None


def named_in(document: Document) -> list[str]:
    """Newsrooms that the text names as the source of what it tells, sorted."""
    return sorted(namings(document))


def namings(document: Document) -> dict[str, Naming]:
    """Newsrooms that the text names as sources, and how much rests on each."""
    found: dict[str, Naming] = {}
    reader = _Reader(document)
    last = ""
    for number, piece in enumerate([document.title or "", *told_paragraphs(document)], start=-1):
        here = set()
        for said, slug in reader.sources(piece):
            found.setdefault(slug, Naming(said, number))
            here.add(slug)
            last = slug
        if last and not here and _again(is_agency(last)).search(piece):
            here.add(last)
        for slug in here:
            found[slug].told += number >= 0
    return found


class _Reader:
    """Finds sources in the paragraphs of one document, and tells which newsroom a form of a name means in it."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._own = newsroom_of(document.publisher, document.url)
        self._country = newsrooms()[self._own].country if self._own else ""
        self._group = group_of(document.publisher, document.url)
        self._label = own_label(source_of(document), document.url)
        self._name = bare(document.publisher or "")
        self._named = {self._name: self._label} if self._label else {}  # full names so far: 'the Telegraph' means them

    def sources(self, piece: str) -> Iterator[tuple[str, str]]:
        """Each newsroom named as a source in a paragraph, with the words that make it one."""
        end, cue = -1, ""  # of the last source: 'told Reuters and AFP'
        if self._label and (own := _own().search(piece)):
            yield own.group(), self._label
        for name in _names(piece, self._name):
            form = piece[name.start : name.end]
            before, after = piece[max(0, name.start - _REACH) : name.start], piece[name.end : name.end + _REACH]
            if end >= 0 and _joined().fullmatch(piece[end : name.start]):
                said = cue
            else:
                said = self._makes_source(name, before, form, after)
            if said:
                end, cue = name.end, said
                if slug := self._named.setdefault(form, self._meant(form, name.slugs)):
                    yield said.replace("*", form), slug

    def _makes_source(self, name: Name, before: str, form: str, after: str) -> str:
        """The words that make a name a source, '*' for the name; empty where nothing does."""
        kind_after = bool(_kind_after().match(after))
        own = self._own in name.slugs and bare(form) not in words("with_article")
        if not own and not _is_clear(form, before, kind_after, known=bool(name.slugs)):
            return ""
        told = _told().search(before)
        if told and not _actor().match(after) and not (told["cue"][0] in "tT" and re.match(r"\s+to\s+[a-z]", after)):
            return f"{told['cue'][0].lower()}{told['cue'][1:]} *"
        said = _said().match(after)
        if said and not _own_voice().match(after[said.end() :]):
            return f"* {said['verb']}"
        return ""

    def _meant(self, form: str, slugs: Sequence[str]) -> str:
        if self._label and (self._own in slugs or squash(form) == squash(self._name)):
            return self._label
        if longer := next((slug for name, slug in self._named.items() if name.endswith(f" {bare(form)}")), None):
            return longer
        of_group = [s for s in slugs if self._group and self._group == group_of(None, f"//{_home(s)}")]
        in_full = [s for f, s in _longer(bare(form)) if f in self._text]
        at_home = [s for s in slugs if self._country == newsrooms()[s].country]
        if bare(form) in words("vague") and not (of_group or in_full or at_home):
            return ""
        return next(iter((*of_group, *in_full, *at_home, *slugs)), own_label(form, None) or form)


def _is_clear(form: str, before: str, kind_after: bool, *, known: bool) -> bool:
    """Whether a form of a name can be taken for a newsroom where it stands."""
    name = bare(form)
    if known and name not in words("with_article") | words("with_kind"):
        return True
    if kind_after or re.search(rf"\b(?:{any_of('kind')})\s+(?:the\s+)?$", before):
        return True
    return name not in words("with_kind") and (name != form or bool(re.search(r"\b[Tt]he\s+$", before)))


def _names(piece: str, own: str) -> Iterator[Name]:
    """Names in a paragraph, the longest at each place; ``own`` is the publisher's."""
    end = 0
    for token in _token().finditer(piece):
        start = token.start()
        if start < end:
            continue
        if own and piece.startswith(own, start):
            end = start + len(own)
            yield Name(start, end, slugs_by_form().get(own, ()))
        elif listed := next((f for f in _starts().get(_head(token.group()), ()) if _stands(f, piece, start)), None):
            end = start + len(listed)
            yield Name(start, end, slugs_by_form()[listed])
        elif (unlisted := _unlisted().match(piece, start)) and not _ends_listed(unlisted.group()):
            end = unlisted.end()
            yield Name(start, end, ())


def _stands(form: str, piece: str, start: int) -> bool:
    end = start + len(form)
    return piece.startswith(form, start) and not piece[end : end + 1].isalnum() and piece[end : end + 2] != "-a"


def _ends_listed(name: str) -> bool:
    """Whether what looks like a name is words before a listed name of several words: 'Former New York Times'."""
    tokens = [t.start() for t in _token().finditer(name)][1:-1]
    return any(name[start:] in slugs_by_form() for start in tokens)


def _head(word: str) -> str:
    found = re.match(r"\w+", word)
    return found.group() if found else word


def _home(slug: str) -> str:
    return next(iter(newsrooms()[slug].domains), "")


@cache
def _starts() -> dict[str, list[str]]:
    """Forms of names by their first word, the longest first."""
    found: dict[str, list[str]] = {}
    for form in sorted(slugs_by_form(), key=lambda f: (-len(f), f)):
        found.setdefault(_head(form), []).append(form)
    return found


@cache
def _token() -> re.Pattern[str]:
    """Words with which a name may begin: capitals, digits, and the few names in small letters."""
    small = "|".join(sorted({re.escape(_head(f)) for f in slugs_by_form() if f[0].islower()}))
    return re.compile(rf"(?<![\w&’'-])(?:[^\W_a-z][\w&/.-]*|(?:{small})\b)")


@cache
def _longer(form: str) -> tuple[tuple[str, str], ...]:
    """Longer names that end as a form does and mean one newsroom: 'the Herald' after 'Miami Herald'."""
    longer = ((f, slugs) for f, slugs in slugs_by_form().items() if f.endswith(f" {form}"))
    return tuple((f, slugs[0]) for f, slugs in longer if len(slugs) == 1)


@cache
def words(use: str) -> frozenset[str]:
    """The words of a use in ``data/sourcing.tsv``."""
    return frozenset(w for row in rows("sourcing") if row["use"] == use for w in row["words"].split("|"))


@cache
def any_of(use: str) -> str:
    """The words of a use as alternatives of a pattern, the longest first."""
    longest = sorted(words(use), key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in longest)


@cache
def _told() -> re.Pattern[str]:
    """'told [the Spanish news agency] *': between the cue and the name stand only words that describe the name."""
    describing = rf"(?:{any_of('describes')}|an?|its|{_NAME}|[a-z]+['’]s)"
    return re.compile(rf"\b(?P<cue>(?i:{any_of('before')}))\s+(?:{describing}\s+){{0,6}}$")


@cache
def _said() -> re.Pattern[str]:
    """'* [news agency] [and AFP] [also] reported', 'a * tally', 'a * reporter saw', '*'s Jane Roe in Kyiv reports'."""
    others = rf"(?:(?:,|\s+and)\s+(?:the\s+)?{_NAME}(?:\s+{_NAME}){{0,2}}(?:\s+(?:{any_of('kind')}))?){{0,2}}"
    verb = rf"(?:\s+(?:{any_of('kind')})){{0,2}}(?:,\s[^,.]{{1,50}},)?{others}(?:\s+(?:{any_of('adverb')})){{0,3}}"
    person = rf"['’]s(?:\s+{_NAME}){{1,4}}(?:\s+in\s+{_NAME})?"
    unhurt = rf"(?:(?!\b(?:{any_of('victim')})\b)[^.]){{0,40}}"
    staff = rf"(?:['’]s)?\s+(?=(?:{any_of('staff')})\b{unhurt}\b(?:{any_of('staff_verb')})\b)"
    return re.compile(
        rf"(?:(?:{verb}|{person})\s+(?=(?:{any_of('after')})\b)|\s+(?=(?:{any_of('product')})\b)|{staff})"
        rf"(?P<verb>{any_of('after')}|{any_of('product')}|{any_of('staff')})\b"
    )


@cache
def _kind_after() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{any_of('kind')})\b")


@cache
def _actor() -> re.Pattern[str]:
    return re.compile(rf"['’]s?\s+(?:\w+\s+){{0,2}}(?:{any_of('actor')})\b")


@cache
def _own_voice() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:that\s+)?(?:{any_of('own_voice')})\b")


@cache
def _own() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of('own')})\b", re.IGNORECASE)


@cache
def _joined() -> re.Pattern[str]:
    return re.compile(rf"(?:,|,?\s+and|/)\s*(?:the\s+|(?:{any_of('describes')})\s+){{0,3}}")


@cache
def _again(agency: bool) -> re.Pattern[str]:
    """'the agency said', 'quoted by the newspaper': the newsroom that was named last."""
    kind = any_of("agency" if agency else "paper")
    return re.compile(
        rf"\b(?:[Tt]he|same)\s+(?:{_NAME}\s+)?(?:{kind})(?:['’]s\s+\w+)?(?:\s+(?:{any_of('adverb')}))?\s+(?:{any_of('after')})\b"
        rf"|\b(?i:{any_of('before')})\s+the\s+(?:\w+\s+)?(?:{kind})\b"
    )


@cache
def _unlisted() -> re.Pattern[str]:
    """'Cebu Daily News', 'Radio Tamazuj', and any name before 'newspaper' or 'news agency'."""
    word = r"(?!The\s)[A-Z][\w&-]*"
    ending = rf"(?:{word}\s+){{1,3}}(?:{any_of('ending')})(?:-[A-Z]\w+)?\b(?![\w-]|\s+[A-Z])|Radio\s+{word}"
    kind = r"(?=\s+(?:newspaper|news\s+agency|news\s+website)\b(?!\s+[A-Z]))"
    people = r"(?!\w*(?:ese|ish|ian|an|ch)\b)"  # 'the South Korean newspaper' has no name yet
    return re.compile(rf"{ending}|(?:{word}\s+){{0,3}}{people}{word}{kind}")
