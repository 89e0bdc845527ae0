"""Compiles the phrase tables of ``lexicons/data/reading`` into regular expressions.

In a phrase ``*`` stands for up to 80 characters of anything, ``#`` for a number and ``~`` for one capitalised name;
a space matches any white space, and letters match in both cases unless the row says ``cased``.
"""

from __future__ import annotations

import re

_PARTS = {"*": r".{0,80}?", "#": r"\d[\d.,:]*", "~": r"(?-i:[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*){0,3})"}


def phrase_pattern(phrase: str) -> str:
    """Source of the regular expression for one phrase of a table."""
    out = "".join(_PARTS.get(c) or (r"\s+" if c == " " else re.escape(c)) for c in " ".join(phrase.split()))
    left = r"(?<!\w)" if phrase[:1].isalnum() or phrase[:1] == "(" else ""
    right = r"(?!\w)" if phrase[-1:].isalnum() else ""
    return f"{left}{out}{right}"


def any_of(phrases: list[str], *, cased: bool = False) -> re.Pattern[str]:
    """One pattern that matches any of the phrases, the longest first; never matches where there are none."""
    ordered = sorted(set(phrases), key=lambda p: (-len(p), p))
    body = "|".join(phrase_pattern(p) for p in ordered) or r"(?!)"
    return re.compile(f"(?:{body})", 0 if cased else re.IGNORECASE)
