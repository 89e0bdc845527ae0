"""Files, folders and standard input -> documents, one after another; one bad document never stops the others."""

from __future__ import annotations

import gzip
import json
import re
import sys
import zlib
from collections.abc import Iterator, Sequence
from io import BufferedReader
from pathlib import Path
from typing import IO, Any, Literal, cast

from redshank.errors import CallError, DocumentError
from redshank.reading.assemble import build, fallback_day
from redshank.reading.html import document_from_html
from redshank.reading.rows import document_from_row
from redshank.reading.text import decode, seems_to_be
from redshank.records import Document
from redshank.settings import Settings

Input = Path | Literal["-"]
_DEFAULT = Settings()
_ROWS = frozenset((".jsonl", ".ndjson", ".json"))
_PAGES = frozenset((".html", ".htm", ".xhtml"))
_TEXTS = frozenset((".txt", ".text"))
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|div|p|h1)\b",
    re.I | re.S,
)
_HEAD = 4096


def read_inputs(
    paths: Sequence[Input], settings: Settings = _DEFAULT, *, any_language: bool = False
) -> Iterator[Document | DocumentError]:
    """Documents of all inputs, in order; what could not be read comes as a ``DocumentError`` in its place.

    A file may hold a text, an HTML page, or rows (JSON lines, a JSON array or object), each of them gzipped or not;
    what it is follows from its ending, else from its first bytes. A folder gives its files of these kinds, sorted,
    with those of its sub-folders. '-' is standard input.

    Args:
        paths: files, folders, '-'.
        settings: ``max_bytes`` bounds each document (each row of a file of rows).
        any_language: keep texts and pages in other languages (to look at them, not to code them).

    Raises:
        CallError: at once, if a path is not there or a folder has nothing to read.
    """
    fallback_day(settings)
    files = expand(paths)
    return (found for path in files for found in _read(path, settings, any_language))


def expand(paths: Sequence[Input]) -> list[Input]:
    """The files that the paths stand for, folders opened.

    Raises:
        CallError: a path is not there, or a folder has nothing to read.
    """
    files: list[Input] = []
    for path in paths:
        if path == "-" or str(path) == "-":
            files.append("-")
        elif not path.exists():
            raise CallError("there is no such file or folder", where=str(path))
        elif path.is_dir():
            files += _folder(path)
        else:
            files.append(path)
    return files


def count_inputs(paths: Sequence[Input]) -> int | None:
    """Number of documents that ``read_inputs`` will give, for a progress bar; None where it cannot be known cheaply.

    Raises:
        CallError: as ``read_inputs``.
    """
    total = 0
    for path in expand(paths):
        if path == "-":
            return None
        if path.suffix.lower() == ".gz" and _kind_by_name(path) == "rows":
            return None
        total += _count_lines(path) if _kind_by_name(path) == "rows" else 1
    return total


def _count_lines(path: Path) -> int:
    try:
        with path.open("rb") as file:
            return sum(1 for line in file if line.strip())
    except OSError:
        return 1


def _folder(folder: Path) -> list[Input]:
    found = sorted(
        p
        for p in folder.rglob("*")
        if p.is_file() and _kind_by_name(p) and not any(part.startswith(".") for part in p.relative_to(folder).parts)
    )
    if not found:
        raise CallError(
            "the folder has nothing to read (.txt, .html, .htm, .json, .jsonl, or these with .gz)", where=str(folder)
        )
    return list(found)


def _kind_by_name(path: Path) -> str | None:
    """'rows', 'html' or 'text' by the ending before '.gz'; None for other endings."""
    suffix = (path.with_suffix("") if path.suffix.lower() == ".gz" else path).suffix.lower()
    return "rows" if suffix in _ROWS else "html" if suffix in _PAGES else "text" if suffix in _TEXTS else None


def _read(path: Input, settings: Settings, any_language: bool) -> Iterator[Document | DocumentError]:
    """Documents of one file; whatever is wrong with the file as a whole comes as one error."""
    where = "stdin" if path == "-" else str(path)
    try:
        if path == "-":
            yield from _read_stream(cast("BufferedReader", sys.stdin.buffer), None, where, settings, any_language)
            return
        with path.open("rb") as file:
            yield from _read_stream(_unpacked(file), path, where, settings, any_language)
    except DocumentError as error:
        yield error if error.where else DocumentError(error.message, where=where)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield DocumentError("the gzip file is broken or cut off", where=where)
    except OSError as error:
        yield DocumentError(f"cannot be read: {error.strerror or error}", where=where)


def _unpacked(file: BufferedReader) -> BufferedReader:
    """The file, or what is in it where it is gzipped."""
    if file.peek(2)[:2] == b"\x1f\x8b":
        return BufferedReader(cast("Any", gzip.GzipFile(fileobj=file)))
    return file


def _read_stream(
    stream: BufferedReader, path: Path | None, where: str, settings: Settings, any_language: bool
) -> Iterator[Document | DocumentError]:
    head = stream.peek(_HEAD)[:_HEAD]
    kind = (_kind_by_name(path) if path else None) or _sniff(head)
    if seems_to_be(head):
        kind = "text"
    if kind == "rows":
        yield from _read_rows(stream, path, where, settings)
        return
    text = decode(_read_whole(stream, settings), html=kind == "html")
    source = path.name if path else None
    if kind == "html":
        yield document_from_html(text, settings, source=source, any_language=any_language)
    else:
        yield build(text, settings, source=source, any_language=any_language)


def _sniff(head: bytes) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"{") and not start.startswith(b"{\\rtf"):
        return "rows"
    return "html" if _HTML.match(start) else "text"


def _read_whole(stream: IO[bytes], settings: Settings) -> bytes:
    data = stream.read(settings.max_bytes + 1)
    if len(data) > settings.max_bytes:
        raise DocumentError(f"is larger than the limit of {settings.max_bytes:,} bytes")
    return data


def _read_rows(
    stream: BufferedReader, path: Path | None, where: str, settings: Settings
) -> Iterator[Document | DocumentError]:
    """Rows of JSON lines; or of one JSON array or one object that goes over several lines, in '.json' files."""
    source = path.name if path else None
    number, seen = 0, False
    while line := stream.readline(settings.max_bytes + 1):
        number += 1
        if len(line) > settings.max_bytes:
            yield DocumentError(
                f"the line is longer than the limit of {settings.max_bytes:,} bytes", where=f"{where}:{number}"
            )
            _skip_line(stream, line, settings)
            seen = True
            continue
        if not line.strip(b" \t\r\n\x00\xef\xbb\xbf"):
            continue
        if not seen and (rows := _whole_json(line, stream, settings)) is not None:
            yield from _rows_of(rows, source, where, settings)
            return
        seen = True
        yield _row(line, source, f"{where}:{number}", settings)
    if not seen:
        yield DocumentError("the file is empty", where=where)


def _skip_line(stream: BufferedReader, line: bytes, settings: Settings) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(settings.max_bytes)


def _whole_json(first: bytes, stream: BufferedReader, settings: Settings) -> list[Any] | None:
    """All rows, where the file is one JSON value over several lines or an array; None where it is JSON lines."""
    start = first.removeprefix(b"\xef\xbb\xbf").strip()
    if not (start.startswith(b"[") or start in (b"{", b"[")):
        return None
    data = first + stream.read(settings.max_bytes + 1)
    if len(data) > settings.max_bytes:
        raise DocumentError(f"is one JSON value larger than the limit of {settings.max_bytes:,} bytes; use JSON lines")
    try:
        value = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"is no JSON: {_reason(error)}") from None
    return value if isinstance(value, list) else [value]


def _rows_of(rows: list[Any], source: str | None, where: str, settings: Settings) -> Iterator[Document | DocumentError]:
    for number, row in enumerate(rows, start=1):
        try:
            yield document_from_row(row, settings, source=source)
        except DocumentError as error:
            yield DocumentError(error.message, where=f"{where}:{number}")


def _row(line: bytes, source: str | None, where: str, settings: Settings) -> Document | DocumentError:
    try:
        row = json.loads(decode(line))
    except (ValueError, RecursionError) as error:
        return DocumentError(f"the line is no JSON: {_reason(error)}", where=where)
    except DocumentError as error:
        return DocumentError(error.message, where=where)
    try:
        return document_from_row(row, settings, source=source)
    except DocumentError as error:
        return DocumentError(error.message, where=where)


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at column {error.colno}"
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)[:80]
