"""Looks places up by name in the shipped gazetteer, a compressed extract of GeoNames (``data/places/gazetteer.bin``).

The file holds names in sorted order, cut into small compressed blocks with an index of each block's first name.
Opening it reads the index only; a look-up unpacks one block. So 280,000 places cost little memory and no loading time.

Layout: ``MAGIC``, one JSON line (counts, origins), one line per block ``first key<TAB>offset<TAB>length``, an empty
line, the blocks (zlib). A block holds lines ``key<TAB>entry;entry;…`` with the entries that ``gazetteer_build`` writes.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from redshank.errors import DataError

MAGIC = b"redshank-gazetteer-1\n"
_PATH = files("redshank.lexicons") / "data" / "places" / "gazetteer.bin"
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
        kind: 'A' first-order division, 'B' second-order division, 'P' populated place.
        country: ISO 3166 alpha-2.
        admin1: GeoNames code of the first-order division ('05', 'TX').
        population: rounded to two digits; 0 where unknown, and for divisions.
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

    def __init__(self, content: bytes) -> None:
        """Read the index of a gazetteer file.

        Raises:
            DataError: the content is not a gazetteer of this version.
        """
        if not content.startswith(MAGIC):
            raise DataError("not a gazetteer of this version", where="data/places/gazetteer.bin")
        head = content.index(b"\n\n")
        lines = content[len(MAGIC) : head].decode("utf8").split("\n")
        index = [line.split("\t") for line in lines[1:]]
        self._firsts = [row[0] for row in index]
        self._blocks = [(int(row[1]), int(row[2])) for row in index]
        self._body = memoryview(content)[head + 2 :]
        self._unpacked: dict[int, str] = {}

    def _block(self, number: int) -> str:
        block = self._unpacked.get(number)
        if block is None:
            start, length = self._blocks[number]
            block = "\n" + zlib.decompress(self._body[start : start + length]).decode("utf8") + "\n"
            self._unpacked[number] = block  # all of them together take some 30 MB
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
        found = []
        for item in raw.split(";"):
            entry = self._reference(item[1:]) if item.startswith("=") else _entry(item)
            if entry is not None:
                found.append(entry)
        return tuple(found)

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
def gazetteer() -> Gazetteer:
    """The shipped gazetteer, opened once."""
    return Gazetteer(_PATH.read_bytes())
