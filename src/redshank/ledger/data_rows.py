"""The tables of the ledger (``data/*.tsv``), row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files


def rows(name: str) -> list[dict[str, str]]:
    """Rows of ``data/<name>.tsv`` by column; cells that are left out at the end are empty."""
    text = (files("redshank.ledger") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    head, *lines = [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [dict(zip(head, line + [""] * (len(head) - len(line)), strict=True)) for line in lines]


def alternatives(words: Iterable[str]) -> str:
    """Words as alternatives of a pattern, the longest first; any space may stand between the words of one."""
    longest = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in longest)
