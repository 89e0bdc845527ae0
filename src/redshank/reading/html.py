"""HTML pages -> ``Document``: the article without the page around it.

trafilatura's precise reading is the base. What it misses or lets through is mended before (``page_tree``) and
after: where it finds much less than its generous reading, or than the page's own JSON-LD, the longer text wins;
paragraphs that ``paragraphs`` knows as furniture are taken out. ``Document.text`` is what remains,
and the paragraphs index into it.
"""

from __future__ import annotations

import re
from typing import Any

from redshank.errors import DocumentError
from redshank.reading import bylines, page_meta, page_tree
from redshank.reading.assemble import build
from redshank.reading.paragraphs import Piece, judge, same_words
from redshank.records import SKIPPED_KINDS, Document, Paragraph
from redshank.settings import Settings

_DEFAULT = Settings()
# Shorter finds are teasers, cookie notices and error pages.
_ENOUGH = 140
_TAG = re.compile(r"<[^<>]*>")


def document_from_html(
    html: str,
    settings: Settings = _DEFAULT,
    *,
    url: str | None = None,
    source: str | None = None,
    any_language: bool = False,
) -> Document:
    """The report on a page.

    Args:
        html: the page, decoded.
        settings: see ``assemble.build``.
        url: address of the page, if known; else what the page says.
        source: file it was read from.
        any_language: keep a report in another language instead of refusing it.

    Raises:
        DocumentError: no article on the page, too many elements, or an article that is not English.
    """
    tree = page_tree.parse(html)
    if tree is None:
        raise DocumentError("there is no article on the page")
    meta = page_meta.read_meta(tree, html, url)
    titles = [t for t in (meta.title, *page_tree.headings(tree)) if t]
    found = article_text(tree, meta)
    if not found:
        raise DocumentError("there is no article on the page")
    pieces = judge(found, meta.title)
    around = [Paragraph(p.start, p.end, p.kind or "body") for p in pieces]
    return build(
        without_furniture(pieces, titles),
        settings,
        source=source,
        title=_bare_title(meta.title, meta.site),
        metadata=meta.published,
        url=meta.url,
        publisher=meta.site,
        authors=bylines.clean_authors(meta.authors) or bylines.authors(found, around),
        credited=list(dict.fromkeys([*bylines.credited(found, around), *bylines.agencies("; ".join(meta.authors))])),
        any_language=any_language,
    )


def _bare_title(title: str | None, site: str | None) -> str | None:
    """The title without the site's name at its end: '… | The Herald'."""
    for mark in (" | ", " - ", " – ", " — "):
        head, _, tail = (title or "").rpartition(mark)
        if head and site and same_words(tail, site):
            return head.strip()
    return title


def article_text(tree: Any, meta: page_meta.PageMeta) -> str:
    """Text of the article, one paragraph a line; empty where the page has none."""
    page_tree.prepare(tree)
    text = _around_title(tree, _extract(tree, favor_precision=True))
    if len(text) < 3 * _ENOUGH:
        generous = _extract(tree, favor_recall=True)
        text = generous if len(generous) > 2.5 * len(text) else text
    body = _plain(meta.body or "")
    if len(body) > 2 * len(text) and len(body) >= 4 * _ENOUGH:
        text = body
    return text if sum(map(str.isalpha, text)) >= 0.7 * _ENOUGH else ""


def _around_title(tree: Any, text: str) -> str:
    """The text, or what stands with the page's heading where more than a seventh of the text stands elsewhere."""
    holder = page_tree.title_holder(tree)
    if holder is None or page_tree.share_outside(text, holder) <= 0.15:
        return text
    holder.tag = "article"
    marked = _extract(tree, favor_precision=True)
    return marked if len(marked) >= 0.5 * len(text) else text


def without_furniture(pieces: list[Piece], titles: list[str]) -> str:
    """The paragraphs that belong to the article, one a line.

    Furniture goes, and so do the title, bylines and credit lines: the document carries them as fields. What only
    looks like furniture by its form (a list at the end) stays.
    """
    kept = []
    for i, piece in enumerate(pieces):
        titled = i < 4 and any(same_words(piece.text, title) for title in titles)
        if not titled and (piece.kind not in SKIPPED_KINDS or piece.guessed):
            kept.append(" ".join(piece.text.split()))
    return "\n".join(kept or (piece.text for piece in pieces))


def _extract(tree: Any, **options: bool) -> str:
    from copy import deepcopy

    from trafilatura.core import bare_extraction

    try:
        found = bare_extraction(
            deepcopy(tree), include_comments=False, include_tables=True, with_metadata=False, **options
        )
    except Exception:
        return ""
    return (found.text or "").strip() if found is not None else ""


def _plain(body: str) -> str:
    """JSON-LD text as paragraphs, tags taken out."""
    if "<" in body:
        body = _TAG.sub(" ", re.sub(r"</p>|<br\s*/?>", "\n", body))
    return "\n".join(" ".join(line.split()) for line in body.splitlines() if line.strip())
