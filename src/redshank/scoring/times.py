"""Time expressions against TimeML: spans (any overlap) and, over all gold, spans whose value is equal too."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

from redshank.records import Analysis
from redshank.scoring.figures import Scored, Tally
from redshank.scoring.gold import analyses
from redshank.settings import Settings

DATED = ("DATE", "TIME")
_ENTITIES = (("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"))
_CREATED = (
    re.compile(r'<DCT>.*?value="(\d{4}-\d\d-\d\d)', re.DOTALL),
    re.compile(r'value="(\d{4}-\d\d-\d\d)[^"]*"[^>]*functionInDocument="CREATION_TIME"', re.DOTALL),
)


class Gold(NamedTuple):
    """One expected expression."""

    start: int
    end: int
    value: str


def score(gold: Path, settings: Settings) -> Scored:
    """F1 of spans and of values over the ``.tml`` files of a folder."""
    files = [_timeml(path) for path in sorted(gold.glob("*.tml"))]
    spans, values, errors = Tally(), Tally(), []
    for (row, wanted), analysis in zip(files, analyses([row for row, _ in files], settings), strict=True):
        errors += _compare(row, wanted, analysis, spans, values)
    return {"files": len(files), "spans": spans.figures(), "values": values.figures()}, errors


def _compare(row: dict[str, Any], wanted: list[Gold], analysis: Analysis, spans: Tally, values: Tally) -> list[str]:
    left = [time for time in analysis.times if time.type in DATED]
    errors = []
    for tally in (spans, values):
        tally.gold += len(wanted)
        tally.predicted += len(left)
    for gold in wanted:
        hit = next((time for time in left if time.start < gold.end and time.end > gold.start), None)
        if hit:
            left.remove(hit)
            spans.right += 1
            values.right += hit.value == gold.value
        if hit is None or hit.value != gold.value:
            words = row["text"][gold.start : gold.end].replace("\n", " ")
            got = hit.value if hit else None
            errors.append(f"want {words} {gold.value} got {got} published {row['published']}")
    return errors


def _timeml(path: Path) -> tuple[dict[str, Any], list[Gold]]:
    """A file as a row to code, and the expressions of its text in the row's offsets."""
    raw = path.read_text(encoding="utf8", errors="replace")
    body = re.search(r"<TEXT>(.*?)</TEXT>", raw, re.DOTALL)
    created = next((found for pattern in _CREATED if (found := pattern.search(raw))), None)
    text, wanted, opened = "", [], []
    for piece in re.split(r"(<[^>]+>)", body[1] if body else ""):
        if piece.startswith("<TIMEX3"):
            opened.append((len(text), dict(re.findall(r'(\w+)="([^"]*)"', piece))))
        elif piece == "</TIMEX3>":
            start, attributes = opened.pop()
            if attributes.get("type") in DATED:
                wanted.append(Gold(start, len(text), attributes.get("value", "")))
        elif not piece.startswith("<"):
            for entity, character in _ENTITIES:
                piece = piece.replace(entity, character)  # noqa: PLW2901 -- the piece, unescaped
            text += piece
    return {"id": path.stem, "text": text, "published": created[1] if created else None}, wanted
