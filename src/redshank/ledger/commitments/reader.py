"""What commitments are read with: a model that is given by the caller, because the ledger stands on records alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

Passage = tuple[str, str]  # a sentence, and the one before it in its report ('' where there is none)
Pair = tuple[str, Passage, Passage]  # a commitment's kind, the passage that makes it, a later one


class Reader(Protocol):
    """Answers with a probability for each name; ``-`` is nothing. ``predicates.follow_model`` has one."""

    def makes(self, passages: Sequence[Passage]) -> list[dict[str, float]]:
        """For each passage: does it demand, promise, threaten, plan or offer something?"""
        ...

    def becomes(self, pairs: Sequence[Pair]) -> list[dict[str, float]]:
        """For each pair: what does the later passage say became of it?"""
        ...
