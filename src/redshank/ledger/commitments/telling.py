"""A telling of a commitment as the ledger holds it: what later reports are held against."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from redshank.ledger.commitments.dues import Due


class Telling(NamedTuple):
    """One telling; ``keys`` are hashes of what it is about."""

    telling: int
    doc: int
    kind: str
    start: int
    end: int
    published: date | None
    words: str
    before: str
    maker: frozenset[str]
    other: frozenset[str]
    due: Due
    keys: frozenset[int]
