"""Whose reporting a document says it carries: its credits, what its text names, what its publisher is.

Written down when the document comes in, while its text is there. Of what is said, a credit outweighs words in the
text, and both outweigh silence; what silent documents carry is told by likeness (``origins.py``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from redshank.ledger.newsrooms import (
    credited_newsroom,
    is_agency,
    newsroom_of,
    newsrooms,
    slugs_by_form,
    source_of,
)
from redshank.ledger.sourcing import Naming, any_of, namings, own_label, words
from redshank.records import Document

_SHORT = 8  # paragraphs: in a piece no longer, one naming is enough to say on whom it rests
_HEAD = 100  # characters of a paragraph in which 'KYIV (Reuters) -' stands
_LEAD = 2  # number of the paragraph up to which a piece says what it rests on, from 0


@dataclass(slots=True)
class Said:
    """What a document says of whose reporting it is.

    Attributes:
        origins: newsrooms or publishers.
        why: for each, in words.
        by: what says so: 'credit' (credits, an agency as the publisher) or 'words' (of the text); None: nothing does.
        named: all newsrooms that the text names as a source, sorted.
    """

    origins: list[str] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    by: str | None = None
    named: list[str] = field(default_factory=list)


def said_by(document: Document) -> Said:
    """What a document says of whose reporting it is."""
    named = namings(document)
    own = newsroom_of(document.publisher, document.url)
    label = own_label(source_of(document), document.url)
    credited = credits_of(document)
    parts = [c for c, part in credited.items() if part and c != own]
    whole = {c: f"credited to {_name(c)}" for c, part in credited.items() if not part and c != own}
    if own and (own in credited or (is_agency(own) and not whole)):
        whole = {own: f"published by {_name(own)} itself", **whole}
    others = {slug: n for slug, n in named.items() if slug not in (own, label, *parts, *whole)}
    if whole:
        found, by = _of_another(others, list(whole), named) or whole, "credit"
    else:
        found, by = _by_words(document, others, named.get(label or "")), "words"
    if parts and (label or found):
        found = found or {str(label): f"own report of {document.publisher or label}"}
        found |= {p: f"{_name(p)} contributed" for p in parts}
    found = {(label or o) if o == own else o: why for o, why in found.items()}
    return Said(list(found), list(found.values()), by if found else None, sorted(named))


def credits_of(document: Document) -> dict[str, bool]:
    """Newsrooms that a document credits, each with whether it only had a part ('AP contributed to this report').

    Credits of pictures are left out, and persons who have the name of an agency: 'editing by Petra Roe'.
    """
    found = {}
    for slug in dict.fromkeys(credited_newsroom(c) for c in document.credits):
        if not document.text:
            found[slug] = False
        elif lines := _lines_with(document, slug):
            heads = [text for text, kind in lines if kind != "body" or _opens_with(text, slug)]
            found[slug] = bool(heads) and all(_part().search(text) for text in heads)
    return found


def _lines_with(document: Document, slug: str) -> list[tuple[str, str]]:
    """Paragraphs, with their kinds, in which a newsroom's name stands and is neither a person's nor a picture's."""
    name = _form(slug)
    paragraphs = [(document.text[p.start : p.end], p.kind) for p in document.paragraphs] or [(document.text, "body")]
    return [(t, k) for t, k in paragraphs if k != "caption" and not _picture().match(t) and name.search(t)]


def _opens_with(text: str, slug: str) -> bool:
    found = _form(slug).search(text[:_HEAD])
    return bool(found and re.search(r"[(\[/]\s*[\w ]*$", text[: found.start()]))


@cache
def _form(slug: str) -> re.Pattern[str]:
    """Any form of a newsroom's name; where it is a first name, too, no surname may follow."""
    forms = [f for f, slugs in slugs_by_form().items() if slug in slugs] or [slug]
    person = "|".join(re.escape(f) for f in forms if f in words("first_name"))
    guard = rf"(?!(?:{person})\s+[A-Z][a-z])" if person else ""
    any_form = "|".join(re.escape(f) for f in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<!\w){guard}(?:{any_form})(?!\w)", 0 if slug in newsrooms() else re.IGNORECASE)


@cache
def _part() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of('partly')})\b", re.IGNORECASE)


@cache
def _picture() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{any_of('picture')})\b")


def _of_another(others: dict[str, Naming], whole: list[str], named: dict[str, Naming]) -> dict[str, str]:
    """The newsrooms on whose report a credited one rests: an agency that tells what a paper found out.

    They are named at its head, and more often than the credited one speaks of sources of its own.
    """
    own = sum(named[c].told for c in whole if c in named)
    leading = {
        slug: n for slug, n in others.items() if n.told > own and (n.first <= 0 or (n.first <= _LEAD and n.told > 1))
    }
    credit = " and ".join(_name(c) for c in whole)
    return {slug: f"{n.words}, told by {credit}" for slug, n in leading.items()}


def _by_words(document: Document, others: dict[str, Naming], own: Naming | None) -> dict[str, str]:
    """Newsrooms on which a report rests that credits none."""
    label = own_label(source_of(document), document.url)
    if own and label:
        ahead = {s: n for s, n in others.items() if n.first <= 0 and n.first <= own.first and n.told >= own.told}
        return {slug: n.words for slug, n in ahead.items()} or {label: own.words}
    short = sum(p.kind == "body" for p in document.paragraphs) <= _SHORT
    reporter = bool(document.authors) and document.dateline is not None
    limit = 0 if reporter else _LEAD
    rests = (short and not reporter) or any(n.first <= limit or n.told > 2 for n in others.values())
    return {slug: n.words for slug, n in others.items()} if rests else {}


def _name(slug: str) -> str:
    return newsrooms()[slug].name if slug in newsrooms() else slug
