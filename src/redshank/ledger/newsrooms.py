"""Newsrooms and publishers: who is an agency, who belongs to whom (``data/newsrooms.tsv``, ``data/publishers.tsv``)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from urllib.parse import urlsplit

import msgspec

from redshank.ledger.data_rows import rows
from redshank.records import Document


class Newsroom(msgspec.Struct, frozen=True):
    """Somebody whose reporting others carry.

    Attributes:
        slug: its name in ``origins`` ('reuters').
        name: as credits give it ('Reuters').
        variants: other forms of its name.
        domains: where it publishes itself.
        kind: agency, paper, broadcaster or site; what an agency publishes is its own unless it says otherwise.
        country: ISO 3166 alpha-3.
    """

    slug: str
    name: str
    variants: tuple[str, ...]
    domains: tuple[str, ...]
    kind: str
    country: str


@cache
def newsrooms() -> dict[str, Newsroom]:
    """All newsrooms by slug, in the order of the table."""
    return {
        row["slug"]: Newsroom(
            row["slug"], row["name"], _split(row["variants"]), _split(row["domains"]), row["kind"], row["country"]
        )
        for row in rows("newsrooms")
    }


@cache
def slugs_by_form() -> dict[str, tuple[str, ...]]:
    """``{form of a name, without 'The': slugs that it may mean, the likeliest first}``."""
    found: dict[str, tuple[str, ...]] = {}
    for room in newsrooms().values():
        for form in dict.fromkeys(bare(f) for f in (room.name, *room.variants)):
            found[form] = (*found.get(form, ()), room.slug)
    return found


def bare(name: str) -> str:
    """A name without its article."""
    return re.sub(r"^(?:the|The|THE) (?=\S)", "", name.strip())


def squash(name: str) -> str:
    """Letters and digits of a name in lower case, without its article: 'The Bolton News' and 'boltonnews' are alike."""
    return re.sub(r"[\W_]+", "", bare(name).lower())


def newsroom_of(source: str | None, url: str | None = None) -> str | None:
    """The slug of the newsroom that publishes under a name or domain; the host of the URL says more than the name."""
    return _at(_hosts(), url, source) or _by_name().get(squash(source or ""))


def group_of(source: str | None, url: str | None = None) -> str | None:
    """The group that a publisher belongs to; the host of the URL says more than the name."""
    return _at(_groups(), url, source) or _group_names().get(squash(source or "")) or _group_of_newsroom(source)


def is_agency(slug: str | None) -> bool:
    """Whether a newsroom writes for others to print."""
    return slug in newsrooms() and newsrooms()[slug or ""].kind == "agency"


def credited_newsroom(name: str) -> str:
    """The slug that a credit means; the name itself, squashed, where nobody is known by it."""
    known = slugs_by_form().get(bare(name))
    return known[0] if known else squash(name)


def source_columns(pairs: Iterable[tuple[str | None, str | None]]) -> list[list[str | None]]:
    """Columns of the table ``sources`` out of publishers and URLs of documents; of several URLs the first by name."""
    urls: dict[str, str] = {}
    for source, url in pairs:
        if source:
            urls[source] = min(urls.get(source) or url or "", url or "")
    names = sorted(urls)
    return [list(names), [group_of(s, urls[s]) for s in names], [newsroom_of(s, urls[s]) for s in names]]


def source_of(document: Document) -> str | None:
    """The publisher in lower case, else the host of the URL without 'www.'."""
    name = (document.publisher or host_of(document.url)).strip().lower()
    return name.removeprefix("www.") or None


def host_of(url: str | None) -> str:
    """The host of a URL in lower case, without 'www.'; empty where there is none."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _at(table: dict[str, str], url: str | None, source: str | None) -> str | None:
    """What a table of domains has for a host, or for the domains above it."""
    for host in (host_of(url), (source or "").removeprefix("www.")):
        labels = host.split(".")
        for n in range(len(labels) - 1):
            found = table.get(".".join(labels[n:]))
            if found:
                return found
    return None


@cache
def _hosts() -> dict[str, str]:
    return {domain: room.slug for room in newsrooms().values() for domain in room.domains}


@cache
def _by_name() -> dict[str, str]:
    """Squashed names that mean one newsroom only."""
    found: dict[str, set[str]] = {}
    for room in newsrooms().values():
        for form in (room.name, room.slug, *room.variants):
            found.setdefault(squash(form), set()).add(room.slug)
    return {name: min(slugs) for name, slugs in found.items() if len(slugs) == 1}


@cache
def _groups() -> dict[str, str]:
    return {row["domain"]: row["group"] for row in rows("publishers")}


@cache
def _group_names() -> dict[str, str]:
    return {squash(row["name"]): row["group"] for row in rows("publishers") if row["name"]}


def _group_of_newsroom(source: str | None) -> str | None:
    slug = _by_name().get(squash(source or ""))
    domains = newsrooms()[slug].domains if slug else ()
    return next((group for d in domains if (group := _at(_groups(), None, d))), None)
