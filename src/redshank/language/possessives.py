"""Possessive endings that a text keeps apart from their noun ('Norway ’ s army'), as tokenised corpora and wires do.

The parser knows "'s" as one word after its noun; apart, it loses the owner. The two pieces are made one token, offsets
stay as they are.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc

_APART = re.compile(r"(?<=\w) ?['’] s\b")
_APOSTROPHES = frozenset({"'", "’"})


def join_possessives(doc: Doc) -> None:
    """Merge an apostrophe and a lone 's' after a word into one token with the norm "'s"."""
    if not _APART.search(doc.text):
        return
    pairs = [
        i
        for i in range(1, len(doc) - 1)
        if doc[i].text in _APOSTROPHES and doc[i].whitespace_ and doc[i + 1].text == "s" and doc[i - 1].text.isalnum()
    ]
    with doc.retokenize() as merger:
        for i in pairs:
            merger.merge(doc[i : i + 2], attrs={"NORM": "'s"})
