"""What a page says about itself: title, day, authors, site, address, and the article's text in its JSON-LD."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from redshank.errors import DocumentError
from redshank.reading.dates import check_day

_LD = re.compile(r"<script[^<>]{0,200}ld\+json[^<>]{0,200}>", re.IGNORECASE)
_MAX_SCRIPTS = 50
_MAX_NODES = 5_000


@dataclass(slots=True)
class PageMeta:
    """Facts of a page's metadata; None or empty where it has none."""

    title: str | None = None
    published: str | None = None
    authors: list[str] = field(default_factory=list)
    site: str | None = None
    url: str | None = None
    body: str | None = None


def linked_data(html: str) -> list[dict[str, Any]]:
    """Objects of the page's JSON-LD that describe an article, in page order; broken blocks are passed over."""
    found: list[dict[str, Any]] = []
    for block in _scripts(html):
        try:
            data = json.loads(block, strict=False)
        except (ValueError, RecursionError):
            continue
        found += _articles(data)
    return found


def _scripts(html: str) -> list[str]:
    """Contents of the first JSON-LD blocks of a page."""
    found: list[str] = []
    for match in _LD.finditer(html):
        end = html.find("</", match.end())
        while end >= 0 and html[end : end + 8].lower() != "</script":
            end = html.find("</", end + 2)
        if end < 0 or len(found) == _MAX_SCRIPTS:
            break
        found.append(html[match.end() : end])
    return found


def _articles(data: Any) -> list[dict[str, Any]]:
    found, todo, seen = [], [data], 0
    while todo and seen < _MAX_NODES:
        node = todo.pop(0)
        seen += 1
        if isinstance(node, list):
            todo += node
        elif isinstance(node, dict):
            kind = node.get("@type")
            names = kind if isinstance(kind, list) else [kind]
            if any(isinstance(n, str) and n.endswith(("Article", "Posting", "Report")) for n in names):
                found.append(node)
            todo += [v for k, v in node.items() if k in ("@graph", "mainEntity", "mainEntityOfPage")]
    return found


def read_meta(tree: Any, html: str, url: str | None) -> PageMeta:
    """Metadata of a page: trafilatura's reading, with JSON-LD before it for day and authors."""
    from trafilatura.metadata import extract_metadata

    meta = PageMeta(url=url)
    try:
        found = extract_metadata(tree, default_url=url, date_config=_date_options(), extensive=False)
    except Exception:
        found = None
    if found is not None:
        meta.title, meta.site, meta.url = _clean(found.title), _clean(found.sitename), url or found.url
        meta.published = _day(found.date)
        meta.authors = [a.strip() for a in (found.author or "").split(";") if a.strip()]
    for article in linked_data(html):
        meta.published = _day(article.get("datePublished")) or meta.published
        meta.title = meta.title or _clean(article.get("headline"))
        body = article.get("articleBody")
        if isinstance(body, str) and len(body) > len(meta.body or ""):
            meta.body = body
        break
    return meta


def _date_options() -> dict[str, Any]:
    """Options for htmldate: only what the page states, the first day, nothing that looks at the clock."""
    return {"original_date": True, "extensive_search": False, "max_date": date(2100, 1, 1).isoformat()}


def _day(value: object) -> str | None:
    """The day of an ISO date or date-time string, else None."""
    if not isinstance(value, str):
        return None
    try:
        day = check_day(value.strip()[:10])
    except DocumentError:
        return None
    return day if day and "1900" <= day < "2100" else None


def _clean(value: object) -> str | None:
    return (" ".join(value.split()) or None) if isinstance(value, str) else None
