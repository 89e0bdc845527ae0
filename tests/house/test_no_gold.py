"""No text of the gold sets or the collected articles stands in the repository: eight words in a row are too many."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
WORDS = 8
NAMES = ("lexicons/data/actors/", "lexicons/data/places/")  # a long name is a fact, no sentence


PATTERNS = ("src/**/*.py", "src/**/*.tsv", "src/**/*.txt", "src/**/*.toml", "tests/**/*.py", "tests/**/*.tsv")
PATTERNS += (
    "docs/**/*.md",
    "docs/**/*.py",
    "examples/*",
    "*.md",
    "corpus/**/*.tsv",
    "corpus/**/*.chains",
    "corpus/**/*.md",
    "gold/**/*.json",
)
MARKS = re.compile(r"\[[AR]:|[\]{}]")  # of the corpus's parties and triggers


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9']+", text.lower().replace("’", "'"))
    return {tuple(words[i : i + WORDS]) for i in range(len(words) - WORDS + 1)}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder is not beside the repository")
def test_no_gold_or_article_text_in_the_repository():
    sources = [json.loads(p.read_text(encoding="utf8"))["text"] for p in SHARED.glob("gold/articles/*.doc.json")]
    sources += [p.read_text(encoding="utf8", errors="replace") for p in SHARED.glob("gold/attribution/text/*.txt")]
    sources += [p.read_text(encoding="utf8", errors="replace") for p in SHARED.glob("gold/places/*.txt")]
    sources += [p.read_text(encoding="utf8") for p in SHARED.glob("gold/relations/*.tsv")]
    for pattern in ("times/*.tml", "actors/*.txt", "petrarch/*"):
        files = [p for p in sorted(SHARED.glob(f"gold/{pattern}")) if p.is_file()]
        sources += [re.sub(r"<[^>]+>", " ", p.read_text(encoding="utf8", errors="replace")) for p in files]
    with (SHARED / "articles" / "news.jsonl").open(encoding="utf8") as lines:
        sources += [json.loads(line)["text"] for line in lines]
    taken = set().union(*map(shingles, sources))
    assert len(taken) > 100_000  # nothing is found in nothing
    found = []
    for pattern in PATTERNS:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file() and not any(n in path.as_posix() for n in NAMES):
                ends = r"[|\t\n]" if path.suffix == ".tsv" else r"[|\t]"  # a row is a thing of its own
                cells = re.split(ends, MARKS.sub("", path.read_text(encoding="utf8", errors="replace")))
                shared = set().union(*map(shingles, cells)) & taken
                found += [f"{path.relative_to(ROOT)}: {' '.join(s)}" for s in sorted(shared)[:3]]
    assert found == []
