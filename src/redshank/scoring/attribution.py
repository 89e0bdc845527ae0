"""On whose word: statements against PolNeAR's attributions."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from redshank.records import Analysis, Statement
from redshank.scoring.figures import Scored, Tally, overlap, share
from redshank.scoring.gold import analyses
from redshank.settings import Settings

Spans = list[tuple[int, int]]


class Gold(NamedTuple):
    """One expected attribution: its content, and where its source stands (nowhere, if the text names none)."""

    start: int
    end: int
    source: Spans


def score(gold: Path, settings: Settings) -> Scored:
    """F1 of content spans (at least half of the union shared); of those found, the share with the right speaker."""
    files = []
    for path in sorted((gold / "text").glob("*.txt")):
        annotations = sorted((gold / "attributions").glob(path.stem + "*.ann"))
        text = path.read_text(encoding="utf8")
        files.append(({"id": path.stem, "text": text}, _brat(annotations[0]) if annotations else []))
    content, speaker, errors = Tally(), Tally(), []
    for (row, wanted), analysis in zip(files, analyses([row for row, _ in files], settings), strict=True):
        errors += _compare(row, wanted, analysis, content, speaker)
    figures = {
        "articles": len(files),
        "content": content.figures(),
        "speaker_right": share(speaker.right, speaker.gold),
    }
    return figures, errors


def _compare(row: dict[str, Any], wanted: list[Gold], analysis: Analysis, content: Tally, speaker: Tally) -> list[str]:
    left = list(analysis.statements)
    content.gold += len(wanted)
    content.predicted += len(left)
    errors = []
    for gold in wanted:
        hit = next((s for s in left if _same(gold, s.content.start, s.content.end)), None)
        if hit is None:
            errors.append("missed " + row["text"][gold.start : gold.end][:120].replace("\n", " "))
            continue
        left.remove(hit)
        content.right += 1
        if gold.source:
            speaker.gold += 1
            speaker.right += _speaks(hit, gold.source)
    return errors


def _same(gold: Gold, start: int, end: int) -> bool:
    union = max(gold.end, end) - min(gold.start, start)
    return 2 * overlap(gold.start, gold.end, start, end) >= union


def _speaks(statement: Statement, source: Spans) -> bool:
    who = statement.speaker
    return who is not None and any(who.start < end and who.end > start for start, end in source)


def _brat(path: Path) -> list[Gold]:
    spans: dict[str, tuple[int, int]] = {}
    wanted = []
    for line in path.read_text(encoding="utf8").splitlines():
        cells = line.split("\t")
        if line.startswith("T"):
            numbers = [int(n) for n in cells[1].replace(";", " ").split(" ")[1:]]
            spans[cells[0]] = (min(numbers), max(numbers))
        elif line.startswith("E"):
            roles = [role.split(":") for role in cells[1].split(" ") if ":" in role]
            content = [spans[i] for role, i in roles if role.startswith("Content") and i in spans]
            source = [spans[i] for role, i in roles if role.startswith("Source") and i in spans]
            if content:
                wanted.append(Gold(min(a for a, _ in content), max(b for _, b in content), source))
    return wanted
