"""Reads GeoNames's own files (a dump of places, ``alternateNamesV2``), zipped or not, block by block, in little memory.

The columns are those of https://download.geonames.org/export/dump/readme.txt. Nothing is trusted: lines have a longest
length, zips a largest size and ratio, and a row that is none becomes an error with its file and line.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, TypeAlias

from redshank.errors import CallError, DataError
from redshank.lexicons.gazetteer import fold
from redshank.lexicons.tables import rows, split

PLACE_COLUMNS, NAME_COLUMNS = 19, 10  # of a dump, of alternateNamesV2
BLOCK = 1 << 20  # bytes read at a time
_LONGEST = 1 << 18  # bytes of a line; GeoNames bounds its longest column, of other names, at 10,000 characters
# GeoNames's text packs 4:1 or 5:1, and all of it is under 2 GB; what unpacks to far more is no dump.
_LARGEST, _RATIO, _SMALL = 1 << 35, 50, 1 << 24
_NO_DATA = frozenset({"readme.txt", "iso-languagecodes.txt"})  # beside the data in GeoNames's zips
_SIGNATURE = b"PK\x03\x04"
# A feature counts as known to news from this many other names on; by eye, so that brooks and hills stay out.
NAMED = 3
_CLASSES = frozenset("AHLPRSTUV")
_NUMBER = re.compile(r"[1-9][0-9]{0,11}")
_PEOPLE = re.compile(r"[0-9]{0,12}")
_DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,20})?")
_DIVISION = re.compile(r"[A-Za-z0-9.\-]{0,20}")

Row: TypeAlias = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Feature:
    """A row of a dump that is kept; ``kind`` and the rest as in ``GazetteerEntry``."""

    kind: str
    number: int
    name: str
    others: tuple[str, ...]
    lat: float
    lon: float
    country: str
    admin1: str
    population: int


class Dump:
    """One text file of GeoNames, opened or in a zip.

    Attributes:
        steps: number of blocks that ``blocks`` will give, for a progress bar.
    """

    def __init__(self, path: Path, columns: int) -> None:
        """Look at a file.

        Raises:
            CallError: there is no such file.
            DataError: a zip that is damaged, holds no one text file, or unpacks to more than a dump can be.
        """
        if not path.is_file():
            raise CallError("no such file", where=str(path))
        self.path, self._columns = path, columns
        with path.open("rb") as file:
            zipped = file.read(len(_SIGNATURE)) == _SIGNATURE or path.suffix.lower() == ".zip"
        self._member = _member(path) if zipped else None
        size = self._member.file_size if self._member else path.stat().st_size
        self.steps = -(-size // BLOCK)

    def blocks(self) -> Iterator[list[Row | DataError]]:
        """All rows, some thousand at a time: number of the line and cells, or the error that stands in its place.

        Raises:
            DataError: the file is empty, damaged, or no row of its first block has the columns.
        """
        number, rest, first = 1, b"", True
        for chunk in self._chunks():
            *lines, rest = (rest + chunk).split(b"\n")
            if len(rest) > _LONGEST:
                raise DataError(f"a line of over {_LONGEST:,} bytes: no file of GeoNames", where=self.at(number))
            yield self._rows(number, lines, first=first)
            number, first = number + len(lines), first and not lines
        if rest:
            yield self._rows(number, [rest], first=first)
        elif first:
            raise DataError("an empty file", where=str(self.path))

    def at(self, number: int) -> str:
        """File and line, to be named in an error."""
        return f"{self.path}:{number}"

    def _chunks(self) -> Iterator[bytes]:
        try:
            if self._member is None:
                with self.path.open("rb") as file:
                    yield from iter(lambda: file.read(BLOCK), b"")
                return
            with zipfile.ZipFile(self.path) as archive, archive.open(self._member) as source:
                yield from _whole(source)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise DataError(f"a damaged or unknown zip: {error}", where=str(self.path)) from None

    def _rows(self, number: int, lines: list[bytes], *, first: bool) -> list[Row | DataError]:
        found: list[Row | DataError] = []
        for at, line in enumerate(lines, start=number):
            if line.strip():
                found.append(self._row(at, line))
        if first and found and all(isinstance(row, DataError) for row in found):
            raise next(row for row in found if isinstance(row, DataError))
        return found

    def _row(self, number: int, line: bytes) -> Row | DataError:
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r")
        except UnicodeDecodeError:
            return DataError("bytes that are no UTF-8 text", where=self.at(number))
        if "\0" in text:
            return DataError("bytes that are no text", where=self.at(number))
        cells = text.split("\t")
        if len(cells) != self._columns:
            why = f"{len(cells)} columns, where GeoNames's file has {self._columns}"
            return DataError(why, where=self.at(number))
        return number, cells


def _whole(source: IO[bytes]) -> Iterator[bytes]:
    yield from iter(lambda: source.read(BLOCK), b"")


def _member(path: Path) -> zipfile.ZipInfo:
    """The one data file of a zip; of several, the one named like the zip."""
    try:
        with zipfile.ZipFile(path) as archive:
            texts = [
                m for m in archive.infolist() if m.filename.endswith(".txt") and m.filename.lower() not in _NO_DATA
            ]
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError) as error:
        raise DataError(f"a damaged zip: {error}", where=str(path)) from None
    named = [member for member in texts if member.filename == f"{path.stem}.txt"] or texts
    if len(named) != 1:
        raise DataError(f"a zip with {len(texts)} text files, where GeoNames's have one", where=str(path))
    size = named[0].file_size
    if size > _LARGEST or (size > _SMALL and size > _RATIO * named[0].compress_size):
        raise DataError(f"a zip that unpacks to {size:,} bytes: no file of GeoNames", where=str(path))
    return named[0]


@cache
def _kept() -> dict[tuple[str, str], tuple[str, str]]:
    """``{(class, code): (kind, when it is kept)}``."""
    found = {}
    for row in rows("places/feature_codes.tsv"):
        for code in split(row["codes"]):
            one, _, other = code.partition(".")
            found[one, other] = row["kind"], row["keep"]
    return found


@cache
def _countries() -> frozenset[str]:
    return frozenset(row["iso2"] for row in rows("places/countries.tsv"))


def feature(cells: list[str], least: int) -> Feature | None:
    """The place of a dump's row; None where it is of no kind that is kept, or too small.

    Args:
        cells: the row's 19 cells.
        least: towns with fewer people, seats of large divisions apart, are left out.

    Raises:
        ValueError: the row cannot be.
    """
    if cells[6] not in _CLASSES:
        if not cells[6]:
            return None  # GeoNames has some without a class
        raise ValueError(f"{cells[6][:20]!r} is no feature class")
    kind, keep = _kept().get((cells[6], cells[7]), ("", ""))
    others = tuple(other for other in (cells[2], *cells[3].split(",")) if other)
    if not keep or (keep == "names" and len(set(others) - {cells[1]}) < NAMED):
        return None
    if not _PEOPLE.fullmatch(cells[14]):
        raise ValueError(f"{cells[14][:20]!r} is no population")
    population = int(cells[14] or 0)
    if keep == "population" and population < least:
        return None
    return _checked(cells, kind, others, population)


def _checked(cells: list[str], kind: str, others: tuple[str, ...], population: int) -> Feature:
    name = clean(cells[1])
    if not _NUMBER.fullmatch(cells[0]):
        raise ValueError(f"{cells[0][:20]!r} is no geonameid")
    if not fold(name):
        raise ValueError(f"{name[:40]!r} is no name: it has no letters")
    if cells[8] not in _countries() and (cells[8] or kind in {"A", "B", "P"}):
        raise ValueError(f"{name[:40]}: country {cells[8][:20]!r} is not in ISO 3166")
    if not _DIVISION.fullmatch(cells[10]):
        raise ValueError(f"{name[:40]}: {cells[10][:20]!r} is no code of a division")
    lat, lon = _degrees(cells[4], 90), _degrees(cells[5], 180)
    return Feature(kind, int(cells[0]), name, others, lat, lon, cells[8], cells[10], population)


def _degrees(text: str, most: int) -> float:
    value = float(text) if _DEGREES.fullmatch(text) else most + 1.0
    if abs(value) > most:
        raise ValueError(f"{text[:20]!r} lies on no globe: degrees go to {most}")
    return value


def clean(name: str) -> str:
    """A name in the form that a gazetteer can hold."""
    return " ".join("".join(c for c in name.replace(";", " ") if c.isprintable()).split())


def english_name(cells: list[str]) -> tuple[int, str] | None:
    """The place's id and the name of a row of ``alternateNamesV2``; None if it is not English, or a nickname.

    Raises:
        ValueError: the row cannot be.
    """
    if cells[2] != "en" or cells[6] == "1":
        return None
    if not _NUMBER.fullmatch(cells[1]):
        raise ValueError(f"{cells[1][:20]!r} is no geonameid")
    return int(cells[1]), clean(cells[3])
