"""The tables that merging rests on: points, categories, kinds of body, words that point back (``data/merging_*``)."""

from __future__ import annotations

import re
from functools import cache

from redshank.ledger.data_rows import rows

_APOSTROPHE = "['\N{RIGHT SINGLE QUOTATION MARK}]"


@cache
def points() -> dict[str, float]:
    """What each piece of evidence weighs."""
    return {row["name"]: float(row["points"]) for row in rows("merging_weights")}


@cache
def reasons() -> dict[str, str]:
    """What a merge says of each piece of evidence."""
    return {row["name"]: row["why"] for row in rows("merging_weights")}


@cache
def category_pairs() -> frozenset[tuple[str, str]]:
    """Categories that may tell one act, each with itself, both ways round."""
    table = rows("merging_categories")
    others = {(r["category"], other) for r in table for other in r["also"].split("|") if other}
    return frozenset({(r["category"], r["category"]) for r in table} | others | {(b, a) for a, b in others})


@cache
def mutual(*how: str) -> frozenset[str]:
    """Categories in which the two sides may change places: 'always', or where a report names no recipient ('open')."""
    return frozenset(r["category"] for r in rows("merging_categories") if r["mutual"] in how)


@cache
def speech() -> frozenset[str]:
    """Categories of words rather than deeds."""
    return frozenset(r["category"] for r in rows("merging_categories") if r["manner"] == "speech")


@cache
def sector_kinds() -> dict[str, str]:
    """The kind of body that each sector is: state, armed, civil, any."""
    return {r["sector"]: r["kind"] for r in rows("merging_sectors")}


@cache
def usual_words() -> dict[str, float]:
    """The share of a report's sentences that have a word, for the usual ones."""
    return {row["word"]: float(row["share"]) for row in rows("merging_words")}


@cache
def known_before() -> str:
    """A pattern for the end of what stands before an act of which the reader is taken to know, in lower case."""
    words: dict[str, list[str]] = {"pointer": [], "between": []}
    for row in rows("merging_known"):
        words[row["kind"]].append(re.escape(row["word"]).replace("'", _APOSTROPHE))
    return rf"\b({'|'.join(words['pointer'])})\s+(({'|'.join(words['between'])})\s+)*$"
