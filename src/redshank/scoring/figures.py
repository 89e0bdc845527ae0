"""Figures that several layers share."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Any, TypeAlias

Figures: TypeAlias = "dict[str, Any]"
Scored: TypeAlias = "tuple[Figures, list[str]]"

EARTH_DIAMETER_KM = 12742


@dataclass(slots=True)
class Tally:
    """Counts behind precision, recall and F1."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def figures(self) -> Figures:
        """Precision, recall and F1, rounded to four places, with the counts under them."""
        precision, recall = ratio(self.right, self.predicted), ratio(self.right, self.gold)
        return {
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f1": round(harmonic(precision, recall), 4),
            "predicted": self.predicted,
            "gold": self.gold,
        }


def ratio(part: float, whole: float) -> float:
    """A share; 0 of nothing is 0."""
    return part / whole if whole else 0.0


def share(part: int, whole: int) -> float:
    """A share rounded to four places; 0 of nothing is 0."""
    return round(ratio(part, whole), 4)


def harmonic(precision: float, recall: float) -> float:
    """F1 of precision and recall."""
    return ratio(2 * precision * recall, precision + recall)


def squash(text: str) -> str:
    """The text with each run of white space made one space, none at its ends."""
    return " ".join(text.split())


def overlap(a: int, b: int, c: int, d: int) -> int:
    """Length that the half-open spans ``a:b`` and ``c:d`` share."""
    return max(0, min(b, d) - max(a, c))


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance between two points in degrees."""
    a, b, c, d = map(radians, (lat, lon, other_lat, other_lon))
    return EARTH_DIAMETER_KM * asin(sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2))
