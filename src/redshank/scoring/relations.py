"""What one marked actor does to another in one sentence: accuracy, macro F1, and accuracy of the quad class."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import msgspec

from redshank.scoring.figures import Scored
from redshank.settings import Settings

# The set's 15 classes know one YIELD for both.
FOLD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
# Its quad classes: those of the ontology, but for YIELD, which it counts as material.
YIELD_QUAD = 2


def score(gold: Path, settings: Settings) -> Scored:
    """Figures over a tab-separated file with columns ``id``, ``marked`` (spans in ``<s>``, ``<t>``) and ``event``."""
    from redshank.coder.relate import relate
    from redshank.pipeline import load

    with gold.open(encoding="utf8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t")]
    asked = [question for row in rows if (question := _question(row["id"], row["marked"]))]
    marked = {question["id"] for question in asked}
    rows = [row for row in rows if row["id"] in marked]
    lexicon = msgspec.structs.replace(settings, second_reader=False)
    answers = relate(load(lexicon).nlp, asked)
    pairs = [(row["event"], FOLD.get(a.event, a.event)) for row, a in zip(rows, answers, strict=True)]
    errors = [
        f"want {want} got {got} | {row['marked'][:160]}"
        for (want, got), row in zip(pairs, rows, strict=True)
        if want != got
    ]
    return _figures(pairs), errors


def _figures(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    f1 = {label: round(_f1(pairs, label), 3) for label in sorted({want for want, _ in pairs})}
    return {
        "n": len(pairs),
        "accuracy": round(sum(want == got for want, got in pairs) / len(pairs), 4),
        "macro_f1": round(sum(f1.values()) / len(f1), 4),
        "quad_accuracy": round(sum(_quad(want) == _quad(got) for want, got in pairs) / len(pairs), 4),
        "by_class": f1,
    }


def _f1(pairs: list[tuple[str, str]], label: str) -> float:
    right = sum(want == got == label for want, got in pairs)
    return 2 * right / max(1, sum(want == label for want, _ in pairs) + sum(got == label for _, got in pairs))


def _quad(label: str) -> int | None:
    from redshank import ontology

    if label == "YIELD":
        return YIELD_QUAD
    return ontology.quad_code(label) if label in ontology.categories() else None


def _question(name: str, marked: str) -> dict[str, Any] | None:
    """The sentence without its marks and the first span of each; None where one of the two is not marked."""
    plain = ""
    spans: dict[str, list[int]] = {}
    for piece in re.split(r"(</?[st]>)", marked):
        if piece in ("<s>", "<t>"):
            spans.setdefault(piece[1], [len(plain), len(plain)])
        elif piece in ("</s>", "</t>"):
            span = spans.get(piece[2])
            if span and span[0] == span[1]:
                span[1] = len(plain)
        else:
            plain += piece
    if len(spans) < 2:
        return None
    return {"id": name, "sentence": plain, "actor": spans["s"], "recipient": spans["t"]}
