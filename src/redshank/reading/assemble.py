"""Puts a ``Document`` together from a text and what is known about it."""

from __future__ import annotations

import re
from hashlib import sha256

from redshank.errors import CallError, DocumentError
from redshank.reading import bylines, dates
from redshank.reading.languages import language_of, refuse_other_languages
from redshank.reading.paragraphs import split_paragraphs
from redshank.records import Document, Paragraph, Span
from redshank.settings import Settings

# What scrapers put around a title: 'TITLE: … LINK: https://…'.
_LABEL = re.compile(r"^[A-Za-z]{5,8}:\s(?=.*\bLINK:)|\s*\bLINK:\s*\S+$")


def document_id(text: str, source: str | None) -> str:
    """First 16 hex digits of the SHA-256 of text and source (address or file), stable across runs and machines."""
    return sha256(f"{text}\n{source or ''}".encode("utf8", "surrogatepass")).hexdigest()[:16]


def build(
    text: str,
    settings: Settings,
    *,
    doc_id: str | None = None,
    source: str | None = None,
    title: str | None = None,
    given: str | None = None,
    metadata: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    authors: list[str] | None = None,
    credited: list[str] | None = None,
    paragraphs: list[Paragraph] | None = None,
    any_language: bool = False,
) -> Document:
    """A document with paragraphs, day, dateline, authors, credits and language.

    Args:
        text: the text, kept exactly as it is.
        settings: ``published`` stands in for documents without a day; ``max_bytes`` bounds the text.
        doc_id: an id that came with the input; else the hash of text and ``url`` or ``source``.
        source: file or place it was read from.
        title: the title that came with it; else the first headline of the text.
        given: day of publication from the caller or the row.
        metadata: day of publication from the page's metadata.
        url: address of the report; a day in it counts as metadata.
        publisher: who published it.
        authors: names from metadata; else from the bylines.
        credited: agencies credited; else found in the text.
        paragraphs: where the source marks them; else found in the text.
        any_language: name the language instead of refusing a text that is not English.

    Raises:
        DocumentError: the text is empty or not English.
    """
    if not text.strip():
        raise DocumentError("the text is empty")
    if not any(map(str.isalnum, text)):
        raise DocumentError("the text has no words")
    language = language_of(text) if any_language else refuse_other_languages(text)
    paragraphs = split_paragraphs(text, title) if paragraphs is None else paragraphs
    day, day_source = dates.published(
        text, paragraphs, given=given, metadata=metadata, url=url, fallback=fallback_day(settings)
    )
    return Document(
        id=doc_id or document_id(text, url or source),
        text=text,
        title=title or _first_headline(text, paragraphs),
        published=day,
        published_source=day_source,
        url=url,
        publisher=publisher,
        authors=authors or bylines.authors(text, paragraphs),
        credits=bylines.credited(text, paragraphs) if credited is None else credited,
        language=language or "en",
        dateline=find_dateline(text, paragraphs),
        paragraphs=paragraphs,
    )


def fallback_day(settings: Settings) -> str | None:
    """The day of ``settings.published``.

    Raises:
        CallError: it is no ISO date.
    """
    try:
        return dates.check_day(settings.published)
    except DocumentError as error:
        raise CallError(error.message.replace("'published'", "the publication day")) from None


def find_dateline(text: str, paragraphs: list[Paragraph]) -> Span | None:
    """Place of the dateline at the start of one of the first two body paragraphs."""
    body = [p for p in paragraphs if p.kind == "body"]
    for p in body[:2]:
        if span := bylines.dateline(text[p.start : p.end]):
            return Span(p.start + span.start, p.start + span.end)
    return None


def _first_headline(text: str, paragraphs: list[Paragraph]) -> str | None:
    for p in paragraphs:
        if p.kind == "headline":
            return _LABEL.sub("", " ".join(text[p.start : p.end].split()))
    return None
