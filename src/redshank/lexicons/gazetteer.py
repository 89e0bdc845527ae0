"""Looks places up by name in a gazetteer, a compressed extract of GeoNames: ours, or one that a user has built.

Ours is ``data/places/gazetteer.bin``, others come from ``geonames_build`` and stand in its place while ``using`` one.

The file holds names in sorted order, cut into small compressed blocks with an index of each block's first name.
Opening it reads the index only; a look-up unpacks one block. So 280,000 places cost little memory and no loading time.

Layout: ``MAGIC``, one JSON line (counts, origins), one line per block ``first key<TAB>offset<TAB>length``, an empty
line, the blocks (zlib). A block holds lines ``key<TAB>entry;entry;…``. An entry is ``kind,geonameid,lat,lon,country,
admin1,population,name`` in one word or, for a place's other names, ``=geonameid,key``.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from redshank.errors import CallError, DataError

MAGIC = b"redshank-gazetteer-1\n"
_PATH = files("redshank.lexicons") / "data" / "places" / "gazetteer.bin"
# Blocks that stay unpacked (all of ours: some 30 MB) and the most that one unpacks to: far above any that we write.
_HELD, _LARGEST_BLOCK = 2048, 1 << 26
# Letters that NFKD does not take apart.
_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe"}
)
_APOSTROPHES = re.compile("['’‘`ʻʼ‛ʹ]")
_OTHER = re.compile(r"[^\w&]+|_")
_SAINT = re.compile(r"\b(?:st|ste)(?= )")


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """One place of the gazetteer.

    Attributes:
        kind: 'A' first-order division, 'B' second-order division, 'P' populated place; a kind of ``features.tsv`` for
            another feature, which only gazetteers of users have.
        country: ISO 3166 alpha-2; empty for a feature that lies in none.
        admin1: GeoNames code of the first-order division ('05', 'TX').
        population: 0 where unknown; in ours rounded to two digits, and 0 for divisions.
        alternate: found under another than its main name.
    """

    kind: str
    geonameid: int
    name: str
    lat: float
    lon: float
    country: str
    admin1: str
    population: int
    alternate: bool = False


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """The form under which names are compared: no case, accents or punctuation; 'St.' is 'saint'."""
    flat = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    flat = "".join(c for c in flat if not unicodedata.combining(c))
    flat = _OTHER.sub(" ", _APOSTROPHES.sub("", flat).casefold()).strip()
    return _SAINT.sub("saint", flat)


class Gazetteer:
    """The opened gazetteer file."""

    def __init__(self, content: bytes, where: str = "data/places/gazetteer.bin") -> None:
        """Read the index of a gazetteer file.

        Args:
            content: the whole file.
            where: its name in errors.

        Raises:
            DataError: the content is not a gazetteer of this version, or damaged.
        """
        self._where = where
        if not content.startswith(MAGIC):
            raise DataError("not a gazetteer of this version: build it anew", where=where)
        try:
            head = content.index(b"\n\n")
            lines = content[len(MAGIC) : head].decode("utf8").split("\n")
            index = [line.split("\t") for line in lines[1:]]
            self._firsts = [row[0] for row in index]
            self._blocks = [(int(row[1]), int(row[2])) for row in index]
        except (ValueError, IndexError):
            raise self._damaged() from None
        self._body = memoryview(content)[head + 2 :]
        if sum(length for _, length in self._blocks) != len(self._body):
            raise self._damaged()
        self._unpacked: dict[int, str] = {}

    def _damaged(self) -> DataError:
        return DataError("a damaged gazetteer: build it anew", where=self._where)

    def _block(self, number: int) -> str:
        block = self._unpacked.get(number)
        if block is None:
            start, length = self._blocks[number]
            unpacker = zlib.decompressobj()
            try:
                text = unpacker.decompress(self._body[start : start + length], _LARGEST_BLOCK).decode("utf8")
            except (zlib.error, UnicodeDecodeError):
                raise self._damaged() from None
            if not unpacker.eof:
                raise self._damaged()
            block = f"\n{text}\n"
            if len(self._unpacked) >= _HELD:
                del self._unpacked[next(iter(self._unpacked))]
            self._unpacked[number] = block
        return block

    def _raw(self, key: str) -> str | None:
        number = bisect_right(self._firsts, key) - 1
        if number < 0:
            return None
        block = self._block(number)
        at = block.find(f"\n{key}\t")
        return None if at < 0 else block[at + len(key) + 2 : block.index("\n", at + 1)]

    def find(self, name: str) -> tuple[GazetteerEntry, ...]:
        """All places of this name, main names first, then by kind and falling population; empty if unknown."""
        return self._find(fold(name))

    def _find(self, key: str) -> tuple[GazetteerEntry, ...]:
        raw = self._raw(key) if key else None
        if raw is None:
            return ()
        try:
            found = [self._reference(item[1:]) if item.startswith("=") else _entry(item) for item in raw.split(";")]
        except ValueError:
            raise self._damaged() from None
        return tuple(entry for entry in found if entry is not None)

    def _reference(self, item: str) -> GazetteerEntry | None:
        number, key = item.split(",", 1)
        for other in (self._raw(key) or "").split(";"):
            if other.split(",", 3)[1:2] == [number]:
                return _entry(other, alternate=True)
        return None


def _entry(item: str, *, alternate: bool = False) -> GazetteerEntry:
    kind, number, lat, lon, country, admin1, population, name = item.split(",", 7)
    return GazetteerEntry(
        kind, int(number), name, float(lat), float(lon), country, admin1, int(population or 0), alternate
    )


@cache
def _ours() -> Gazetteer:
    return Gazetteer(_PATH.read_bytes())


@lru_cache(maxsize=2)
def opened(file: str) -> Gazetteer:
    """A user's gazetteer, opened once.

    Raises:
        CallError: there is no such file.
        DataError: it is not a gazetteer of this version, or damaged.
    """
    path = Path(file)
    if not path.is_file():
        raise CallError("no such file", where=file)
    with path.open("rb") as source:
        start = source.read(len(MAGIC))
        # Whatever else it is, and however large, it is not read.
        return Gazetteer(start + source.read() if start == MAGIC else start, file)


# The user's gazetteer: set by the places component while it reads a document.
_yours: ContextVar[str | None] = ContextVar("_yours", default=None)


@contextmanager
def using(file: str | None) -> Iterator[None]:
    """While it lasts, ``gazetteer()`` is this file; ours where None."""
    token = _yours.set(file)
    try:
        yield
    finally:
        _yours.reset(token)


def in_use() -> str | None:
    """The user's gazetteer in use."""
    return _yours.get()


def gazetteer() -> Gazetteer:
    """The gazetteer in use: the user's, else ours.

    Raises:
        CallError: the user's is not there.
        DataError: it is not a gazetteer of this version, or damaged.
    """
    file = _yours.get()
    return opened(file) if file else _ours()
