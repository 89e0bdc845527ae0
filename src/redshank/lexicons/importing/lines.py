"""Lines of a dictionary of any size, as text; lines that are no text are errors of their own."""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from redshank.errors import CallError, DataError

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# No line of a dictionary is longer; one of a Wikidata dump may be.
LONGEST = 32_000_000


def lines(path: Path) -> Iterator[tuple[str, str | DataError]]:
    """Every line with its place (``file:line``): the text without its end, or the error.

    Reads UTF-8 and, with its mark, UTF-16; gzipped files by their ending.

    Raises:
        CallError: the file is not there or cannot be read.
    """
    try:
        with _opened(path) as source:
            if source.read(2) in _WIDE:
                source.seek(0)
                yield from _wide(path, source.read())
                return
            source.seek(0)
            yield from _narrow(path, source)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error) or "cannot be read"
        raise CallError(reason, where=str(path)) from None


def _opened(path: Path) -> IO[bytes]:
    if not path.is_file():
        raise CallError("no such file", where=str(path))
    return cast("IO[bytes]", gzip.open(path) if path.suffix == ".gz" else path.open("rb"))


def _narrow(path: Path, source: IO[bytes]) -> Iterator[tuple[str, str | DataError]]:
    number = 0
    while raw := source.readline(LONGEST):
        number += 1
        where = f"{path}:{number}"
        try:
            text = raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            yield where, DataError("bytes that are no UTF-8 text", where=where)
            continue
        yield where, DataError("bytes that are no text", where=where) if "\0" in text else text


def _wide(path: Path, content: bytes) -> Iterator[tuple[str, str | DataError]]:
    try:
        text = content.decode("utf-16")
    except UnicodeDecodeError:
        yield str(path), DataError("bytes that are no UTF-16 text", where=str(path))
        return
    for number, line in enumerate(text.split("\n"), start=1):
        yield f"{path}:{number}", line.rstrip("\r")
