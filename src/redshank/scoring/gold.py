"""Where gold lies, and gold documents on their way through the coder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from redshank.errors import CallError
from redshank.records import Analysis
from redshank.settings import Settings

# Each layer's place inside a folder of gold.
PLACES = {
    "articles": "articles",
    "relations": "relations/plv_dev.tsv",
    "actors": "actors/cameo_ner_dev.txt",
    "attribution": "attribution",
    "times": "times",
    "places": "places",
    "pages": "pages",
    "agreement": "codings",
    "origins": "wires",
    "matters": "matters",
    "stories": "../articles/news.jsonl",
}


def find_gold(layer: str, given: Path | None = None) -> Path:
    """The gold of a layer: the path given, else ``../shared/gold`` beside the working folder.

    Raises:
        CallError: no such layer, or nothing at that path.
    """
    if layer not in PLACES:
        raise CallError(f"no layer {layer!r}; layers: {', '.join(PLACES)}")
    path = given or Path("../shared/gold") / PLACES[layer]
    if not path.exists():
        raise CallError("no gold here: name it with --gold PATH" if given is None else "no gold here", where=str(path))
    return path


def analyses(rows: Iterable[dict[str, Any]], settings: Settings) -> list[Analysis]:
    """The analysis of each row ``{"id", "text", …}``, in order, by the same way as ``redshank inspect --jsonl``.

    Raises:
        DocumentError: a row cannot be read or coded.
    """
    from redshank.pipeline import load
    from redshank.reading.rows import document_from_row

    return list(load(settings).analyse(document_from_row(row, settings) for row in rows))
