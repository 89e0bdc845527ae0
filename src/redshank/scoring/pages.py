"""Article bodies out of HTML pages: F1 of four-word shingles, averaged over pages, as in the field's benchmark."""

from __future__ import annotations

import gzip
import json
import re
import tempfile
from collections import Counter
from pathlib import Path

from redshank.errors import DocumentError
from redshank.scoring.figures import Scored, harmonic
from redshank.settings import Settings

SHINGLE = 4


def score(gold: Path, settings: Settings) -> Scored:
    """Precision, recall and F1 over the pages of ``ground-truth.json``; error lines: all pages, the worst first.

    Raises:
        DocumentError: a page cannot be read.
    """
    truth = json.loads((gold / "ground-truth.json").read_text(encoding="utf8"))
    found = _texts(gold, list(truth), settings)
    rows = []
    for name, text in found.items():
        wanted, got = shingles(truth[name]["articleBody"]), shingles(text)
        right = (wanted & got).total()
        rows.append((name, right / max(1, got.total()), right / max(1, wanted.total())))
    precision = sum(p for _, p, _ in rows) / len(rows)
    recall = sum(r for _, _, r in rows) / len(rows)
    errors = [f"{name} {p:.3f} {r:.3f}" for name, p, r in sorted(rows, key=lambda row: row[1] + row[2])]
    figures = {
        "pages": len(truth),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(harmonic(precision, recall), 4),
    }
    return figures, errors


def shingles(text: str | None) -> Counter[tuple[str, ...]]:
    """Runs of four words and how often each occurs; a shorter text is one run."""
    words = re.findall(r"\w+", text or "")
    return Counter(tuple(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1)))


def _texts(gold: Path, names: list[str], settings: Settings) -> dict[str, str]:
    from redshank.pipeline import read

    with tempfile.TemporaryDirectory() as folder:
        paths = {name: Path(folder) / f"{name}.html" for name in names}
        for name, path in paths.items():
            path.write_bytes(gzip.decompress((gold / "html" / f"{name}.html.gz").read_bytes()))
        texts = {}
        for name, path in paths.items():
            for document in read(path, settings):
                if isinstance(document, DocumentError):
                    raise document
                texts[name] = document.text
    return texts
