"""Toponyms against GeoWebNews: recall of spans; of those found, the share with the same GeoNames id, or near it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from redshank.records import Place
from redshank.scoring.figures import Scored, kilometres, share
from redshank.scoring.gold import analyses
from redshank.settings import Settings

# The field's usual "right place": 100 miles.
NEAR_KM = 161


class Gold(NamedTuple):
    """One expected toponym."""

    start: int
    end: int
    words: str
    geonameid: int


def score(gold: Path, settings: Settings) -> Scored:
    """Recall, and on what was found the share of same ids, over the ``.ann`` files of a folder.

    Where the folder has a ``coordinates.json`` (``{id: [lat, lon]}``), also the share within 161 km.
    """
    beside = gold / "coordinates.json"
    where: dict[str, list[float]] = json.loads(beside.read_text(encoding="utf8")) if beside.exists() else {}
    files = [_brat(path) for path in sorted(gold.glob("*.ann"))]
    tally: Counter[str] = Counter()
    errors: list[str] = []
    for (_, wanted), analysis in zip(files, analyses([row for row, _ in files], settings), strict=True):
        left = list(analysis.places)
        for toponym in wanted:
            hit = next((place for place in left if place.start < toponym.end and place.end > toponym.start), None)
            if hit:
                left.remove(hit)
            _count(tally, toponym, hit, where.get(str(toponym.geonameid)))
            if hit is None or hit.geonameid != toponym.geonameid:
                errors.append(f"want {toponym.words} {toponym.geonameid} got {hit}")
    return {
        "articles": len(files),
        "recall": share(tally["found"], tally["gold"]),
        "same_id": share(tally["same"], tally["found"]),
        "within_161km": share(tally["near"], tally["measured"]) if tally["measured"] else None,
        "gold": tally["gold"],
    }, errors


def _count(tally: Counter[str], gold: Gold, hit: Place | None, point: list[float] | None) -> None:
    tally["gold"] += 1
    if hit is None:
        return
    tally["found"] += 1
    tally["same"] += hit.geonameid == gold.geonameid
    if point and hit.lat is not None and hit.lon is not None:
        tally["measured"] += 1
        tally["near"] += kilometres(hit.lat, hit.lon, point[0], point[1]) <= NEAR_KM


def _brat(path: Path) -> tuple[dict[str, Any], list[Gold]]:
    spans: dict[str, tuple[int, int, str]] = {}
    ids: dict[str, int] = {}
    for line in path.read_text(encoding="utf8", errors="replace").splitlines():
        cells = line.split("\t")
        if line.startswith("T"):
            _, start, end = cells[1].split(" ")[:3]
            spans[cells[0]] = (int(start), int(end.split(";")[0]), cells[2] if len(cells) > 2 else "")
        elif line.startswith("#") and len(cells) > 2 and cells[2].strip().isdigit():
            ids[cells[1].split(" ")[1]] = int(cells[2])
    # Bytes, not text: universal newlines would shift the offsets.
    text = path.with_suffix(".txt").read_bytes().decode("utf8", errors="replace")
    return {"id": path.stem, "text": text}, [Gold(*spans[name], ids[name]) for name in spans if name in ids]
