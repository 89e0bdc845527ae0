"""Words of a report for following commitments: sentences, stems, cue words (``data/commitment_words.tsv``)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from zlib import crc32

from redshank.ledger.data_rows import rows

_SENTENCE = re.compile(r"[.!?]+[\"”’')\]]*(?=\s+[\"“‘'(\[]*[A-Z0-9$€£])")
_INITIALS = re.compile(r"(?:\b[A-Z]|(?:[A-Za-z]\.){1,4}[A-Za-z])$")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d,.]*\d")
KEY_WEIGHT = 0.5  # words that say less find nothing
_SHORT = 2  # words: 'No.' at the head of a quotation belongs to what follows
_LETTERS = 3  # shorter words say nothing, unless they are names
_DAYS, _YEARS = 31, range(1900, 2100)  # numbers that may be of a calendar
_NUMBER = 0.75  # what another number says
_NAME = 1.25  # a word with a capital says more than another as rare
_VOWELS = frozenset("aeiouy")


@cache
def words(name: str) -> frozenset[str]:
    """The words of one class of ``data/commitment_words.tsv``, in lower case."""
    return frozenset(w for row in rows("commitment_words") if row["class"] == name for w in row["word"].split("|"))


@cache
def _weights() -> dict[str, float]:
    """How much a stem says, 0 to 1, for stems that stand in many reports."""
    return {row["stem"]: float(row["weight"]) for row in rows("commitment_common")}


@cache
def stem(word: str) -> str:
    """One form for the inflections of a word: 'releas' for 'release', 'released', 'releases'."""
    w = re.sub(r"['’]\w*$", "", word.lower())
    if len(w) <= _LETTERS:
        return w
    if w.endswith("ies"):
        w = w[:-3] + "y"
    elif w.endswith(("sses", "shes", "ches", "xes", "zes")):
        w = w[:-2]
    elif w.endswith("s") and not w.endswith(("ss", "us", "is")):
        w = w[:-1]
    for ending in ("ing", "ed"):
        if w.endswith(ending) and len(w) >= len(ending) + _LETTERS and _VOWELS & set(w[: -len(ending)]):
            w = w[: -len(ending)]
            break
    if len(w) > _LETTERS + 1 and w[-1] == w[-2] and w[-1] not in "aeiousz":
        w = w[:-1]
    if len(w) > _LETTERS and w[-1] == "e":
        w = w[:-1]
    return w[:-1] + "i" if w[-1] == "y" and w[-2:-1] not in _VOWELS else w


def keys_of(text: str) -> dict[int, float]:
    """Hashes of the stems that say what a text is about, and how much each says: the rarer in news, the more."""
    found: dict[int, float] = {}
    for match in _WORD.finditer(text):
        word = match.group()
        stemmed, weight = _number(word) if word[0].isdigit() else _term(word, name=match.start() > 0)
        if weight >= KEY_WEIGHT:
            key = _hash(stemmed)
            found[key] = max(weight, found.get(key, 0.0))
    return found


def _term(word: str, *, name: bool) -> tuple[str, float]:
    """Stem and weight of a word; with a capital it is a ``name`` unless it begins the text."""
    name = name and word[0].isupper()
    if len(word) < _LETTERS or (len(word) == _LETTERS and not name):
        return word, 0.0
    stemmed = stem(word)
    weight = _weights().get(stemmed, 1.0)
    return stemmed, weight * _NAME if name else weight


def _number(word: str) -> tuple[str, float]:
    digits = word.replace(",", "").rstrip(".")
    calendar = digits.isdigit() and (int(digits) <= _DAYS or int(digits) in _YEARS)
    return digits, 0.0 if calendar else _NUMBER


def _hash(stemmed: str) -> int:
    return crc32(stemmed.encode())


@cache
def _hashed_weights() -> dict[int, float]:
    return {_hash(s): w for s, w in _weights().items()}


def weight_of(keys: Iterable[int]) -> float:
    """How much hashed stems say together."""
    known = _hashed_weights()
    return sum(known.get(key, 1.0) for key in keys)


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the sentences of a paragraph, without the white space around them."""
    cuts = [start]
    for found in _SENTENCE.finditer(text, start, end):
        head = text[cuts[-1] : found.end()]
        if len(head.split()) > _SHORT and not _abbreviated(head):
            cuts.append(found.end())
    spans = []
    for begin, finish in zip(cuts, [*cuts[1:], end], strict=True):
        piece = text[begin:finish]
        if piece.strip():
            spans.append((begin + len(piece) - len(piece.lstrip()), begin + len(piece.rstrip())))
    return spans


def _abbreviated(head: str) -> bool:
    """Whether the point that ends ``head`` belongs to an abbreviation."""
    if not head.endswith("."):
        return False
    last = head[:-1].split()[-1].lstrip("\"“‘'([")
    return last.lower() in words("abbreviation") or bool(_INITIALS.search(last))
