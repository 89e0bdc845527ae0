"""Lines that were coded before, as ``redshank code`` and ``redshank inspect --jsonl`` write them, read back."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from redshank.errors import CallError, DocumentError
from redshank.records import Analysis, Document, Event

_EVENT, _ANALYSIS = {"doc_id", "event", "evidence"}, {"statements", "events", "paragraphs"}


@dataclass(frozen=True, slots=True)
class Line:
    """A document without its text, what was found in it, and what coded it."""

    document: Document
    analysis: Analysis
    coder: str


def are_coded(path: Path) -> bool:
    """Whether a file holds coded lines: its first line says so."""
    if path.suffix.lower() not in {".jsonl", ".ndjson"} or not path.is_file():
        return False
    with path.open("rb") as file:
        first = file.readline()
    try:
        keys = set(msgspec.json.decode(first, type=dict[str, Any]))
    except msgspec.DecodeError:
        return False
    return (keys >= _EVENT or keys >= _ANALYSIS) and "text" not in keys


def coded_lines(paths: Sequence[Path]) -> Iterator[Line | DocumentError]:
    """The documents of the files (of stdin for '-'), in order; events of one document follow each other.

    Raises:
        CallError: a file cannot be read.
    """
    for path in paths:
        name = "stdin" if str(path) == "-" else str(path)
        try:
            with sys.stdin.buffer if str(path) == "-" else path.open("rb") as file:
                yield from _of_file(name, file)
        except OSError as error:
            raise CallError(f"cannot be read: {error.strerror or error}", where=name) from error


def _of_file(name: str, lines: Iterable[bytes]) -> Iterator[Line | DocumentError]:
    found = (_decoded(line, f"{name}:{n}") for n, line in enumerate(lines, start=1) if line.strip())
    for document, group in groupby(found, key=lambda r: r.doc_id if isinstance(r, Event) else None):
        if document is None:
            yield from (_analysed(r) if isinstance(r, Analysis) else r for r in group if not isinstance(r, Event))
        else:
            yield _of_events(document, [e for e in group if isinstance(e, Event)])


def _decoded(line: bytes, where: str) -> Event | Analysis | DocumentError:
    try:
        keys = msgspec.json.decode(line, type=dict[str, msgspec.Raw])
        if "doc_id" in keys:
            event = msgspec.json.decode(line, type=Event)
            return event if event.event else DocumentError("an event without a category", where=where)
        return msgspec.json.decode(line, type=Analysis)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return DocumentError(f"no coded line: {error}", where=where)


def _analysed(analysis: Analysis) -> Line:
    cite = analysis.events[0].cite_info if analysis.events else None
    document = Document(
        id=analysis.id,
        text="",
        title=analysis.title,
        published=analysis.published,
        url=cite.url if cite else None,
        publisher=cite.publication if cite else None,
        credits=analysis.credits,
        language=cite.language if cite else None,
    )
    return Line(document, analysis, cite.coder if cite else "unknown")


def _of_events(name: str, events: list[Event]) -> Line:
    cite = events[0].cite_info
    document = Document(
        id=name, text="", title=cite.title, url=cite.url, publisher=cite.publication, language=cite.language
    )
    return Line(document, Analysis(id=name, title=cite.title, events=events), cite.coder)
