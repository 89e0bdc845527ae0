"""Makes a gazetteer from a dump of GeoNames of any size, in little memory: lines are sorted on disk, a run at a time.

Equal inputs and options give an equal file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache, partial
from heapq import merge
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from redshank.errors import CallError, DataError
from redshank.lexicons.gazetteer import fold
from redshank.lexicons.gazetteer_build import LIKE, TOWN, VILLAGE_LIKE, entry_line, other_keys, write
from redshank.lexicons.geonames import NAME_COLUMNS, PLACE_COLUMNS, Dump, Feature, Row, english_name, feature
from redshank.lexicons.tables import rows, split

LEAST_POPULATION = 500  # as in ours, which is from GeoNames's cities500
RUN = 500_000  # lines sorted in memory at a time, some 80 MB
NAMED_FAULTS = 5
_DIVISION_LIKE = 0.3

T = TypeVar("T")
Blocks = Iterator[list[Row | DataError]]
Watch = Callable[[Blocks, int], Blocks]


@dataclass(slots=True)
class Built:
    """What came of a dump.

    Attributes:
        read: rows of the dump, bad ones left out that have too few or too many columns.
        kept: places by kind, as in ``GazetteerEntry``.
        names: different names in the gazetteer.
        bad: rows that cannot be, of all inputs; skipped.
        faults: the first few of them.
    """

    read: int = 0
    kept: dict[str, int] = field(default_factory=dict)
    names: int = 0
    bad: int = 0
    faults: list[DataError] = field(default_factory=list)

    def fault(self, error: DataError) -> None:
        """Count a bad row."""
        self.bad += 1
        if len(self.faults) < NAMED_FAULTS:
            self.faults.append(error)


class _Sorter:
    """Lines put in any order, given back in rising order of their characters."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name
        self._waiting: list[str] = []
        self._runs: list[Path] = []

    def add(self, line: str) -> None:
        self._waiting.append(line)
        if len(self._waiting) >= RUN:
            path = self._folder / f"{self._name}-{len(self._runs)}"
            with path.open("w", encoding="utf8", newline="\n") as out:
                out.writelines(f"{line}\n" for line in sorted(self._waiting))
            self._runs.append(path)
            self._waiting.clear()

    def lines(self) -> Iterator[str]:
        with ExitStack() as stack:
            files = [stack.enter_context(path.open(encoding="utf8", newline="\n")) for path in self._runs]
            stored = [(line.rstrip("\n") for line in file) for file in files]
            yield from merge(sorted(self._waiting), *stored)

    def groups(self) -> Iterator[tuple[str, Iterator[str]]]:
        """What stands behind the first tab, by what stands before it."""
        pairs = (line.split("\t", 1) for line in self.lines())
        for key, group in groupby(pairs, key=lambda pair: pair[0]):
            yield key, (pair[1] for pair in group)


def build(
    dump: Path, out: Path, *, alternates: Path | None = None, least: int = LEAST_POPULATION, watch: Watch | None = None
) -> Built:
    """Make a gazetteer file; an old one of its name is replaced once the new one is whole.

    Args:
        dump: GeoNames's ``allCountries``, ``cities…`` or a country's file, ``.zip`` or ``.txt``.
        out: the file to write.
        alternates: ``alternateNamesV2`` (``.zip`` or ``.txt``), whose English names come in too.
        least: towns with fewer people, seats of large divisions apart, are left out.
        watch: passes on the blocks of a file, whose number it is told, and may show how far it is.

    Raises:
        CallError: a file or the folder of ``out`` that is not there.
        DataError: an input that is no such file, or has no place that is kept.
    """
    places = Dump(dump, PLACE_COLUMNS)
    names = Dump(alternates, NAME_COLUMNS) if alternates else None
    _check_out(out, [dump, *([alternates] if alternates else [])])
    built = Built()
    # Beside the result: what must hold that has room for this too, and the last step is a mere change of name.
    with TemporaryDirectory(prefix=".redshank-", dir=out.parent) as folder:
        found, tied = _Sorter(Path(folder), "names"), _Sorter(Path(folder), "ids")
        for number, cells in _rows(places, built, watch):
            built.read += 1
            _add(built, places.at(number), cells, least, found, tied if names else None)
        if not built.kept:
            raise _nothing(built, dump)
        if names:
            _add_english(names, built, watch, found, tied)
        made = Path(folder) / "gazetteer"
        with made.open("wb") as file, (Path(folder) / "blocks").open("w+b") as spare:
            built.names = write((entry_line(key, group) for key, group in found.groups()), file, spare)
        made.replace(out)
    return built


def _nothing(built: Built, dump: Path) -> DataError:
    first = "".join(f"; {fault.where}: {fault.message}" for fault in built.faults[:1])
    return DataError(f"no place to keep in its {built.read:,} rows, {built.bad:,} of them bad{first}", where=str(dump))


def _check_out(out: Path, inputs: list[Path]) -> None:
    if not out.parent.is_dir():
        raise CallError("no such folder", where=str(out.parent))
    if out.is_dir():
        raise CallError("is a folder: name a file to write", where=str(out))
    if out.exists() and any(out.samefile(path) for path in inputs):
        raise CallError("would be written over: name another file with -o", where=str(out))


def _rows(dump: Dump, built: Built, watch: Watch | None) -> Iterator[Row]:
    blocks = dump.blocks()
    for block in watch(blocks, dump.steps) if watch else blocks:
        for row in block:
            if isinstance(row, DataError):
                built.fault(row)
            else:
                yield row


def _checked(read: Callable[[list[str]], T | None], cells: list[str], built: Built, where: str) -> T | None:
    """What a row gives; None, and one more fault, where it cannot be."""
    try:
        return read(cells)
    except ValueError as error:
        built.fault(DataError(str(error), where=where))
        return None


def _add(built: Built, where: str, cells: list[str], least: int, found: _Sorter, tied: _Sorter | None) -> None:
    place = _checked(partial(feature, least=least), cells, built, where)
    if place is None:
        return
    built.kept[place.kind] = built.kept.get(place.kind, 0) + 1
    key = fold(place.name)
    point = f"{place.lat:.4f},{place.lon:.4f}"
    rest = f"{place.country},{place.admin1},{place.population or ''},{place.name}"
    found.add(f"{key}\t{place.kind},{place.number},{point},{rest}")
    for other in dict.fromkeys([*_bare(place, key), *other_keys(key, place.others, _like(place))]):
        found.add(f"{other}\t={place.number},{key}")
    if tied is not None:
        tied.add(f"{place.number}\t\t{key}")


def _like(place: Feature) -> float:
    """How much another name must look like the main one, which tells English spellings from names in other tongues."""
    if place.kind == "A":
        return _DIVISION_LIKE
    return VILLAGE_LIKE if place.kind == "B" or (place.kind == "P" and place.population < TOWN) else LIKE


@cache
def _division_words() -> frozenset[str]:
    found = (row for row in rows("places/feature_words.tsv") if row["means"] in {"A", "B"} and row["side"] == "before")
    return frozenset(word for row in found for word in split(row["word"]))


def _bare(place: Feature, key: str) -> list[str]:
    """The name of a division without the word for what it is ('Idlib Governorate')."""
    name, _, last = key.rpartition(" ")
    return [name] if place.kind in {"A", "B"} and last in _division_words() and len(name) > 2 else []


def _add_english(dump: Dump, built: Built, watch: Watch | None, found: _Sorter, tied: _Sorter) -> None:
    """Tie the English names of the other file to the kept places, by id."""
    for number, cells in _rows(dump, built, watch):
        name = _checked(english_name, cells, built, dump.at(number))
        if name is not None and name[1]:
            tied.add(f"{name[0]}\tn\t{name[1]}")
    for place, group in tied.groups():
        keys, others = _parted(group)
        for key in keys:
            for other in other_keys(key, others, 0.0):
                found.add(f"{other}\t={place},{key}")


def _parted(group: Iterable[str]) -> tuple[list[str], list[str]]:
    """Keys of kept places and other names, of the lines of one id."""
    keys: list[str] = []
    others: list[str] = []
    for line in group:
        mark, _, text = line.partition("\t")
        (others if mark else keys).append(text)
    return keys, others
