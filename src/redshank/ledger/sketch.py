"""Small fingerprints of texts, kept in the ledger so that likeness can be told where the text itself was not kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from zlib import crc32

import numpy as np

from redshank.records import SKIPPED_KINDS, Document

SLOTS = 128  # of a MinHash: likeness is told within 0.04 or so (one over twice the root of it)
_SHINGLE = 5  # words that follow each other
_WORD = re.compile(r"[^\W\d_]{2,}|\d+")
_LONG = 4  # letters: shorter words say little about what a sentence tells
_PRIME = (1 << 61) - 1
# Fixed factors of the hash functions: sketches of two ledgers can be compared. (Carter and Wegman 1979)
_FACTORS = np.random.default_rng(20191031).integers(1, _PRIME, size=(2, SLOTS), dtype=np.uint64)


def words_of(sentence: str) -> list[int]:
    """Sorted hashes of a sentence's longer words."""
    return sorted({crc32(w.lower().encode()) for w in _WORD.findall(sentence) if len(w) >= _LONG})


def sketch_of(document: Document) -> tuple[list[int] | None, int]:
    """MinHash (Broder 1997) of the runs of five words in what the body tells, and how many they are; None of none.

    Headlines and captions stay out where there is a body: those who print a text by others write them anew.
    """
    text = document.text
    body = " ".join(text[p.start : p.end] for p in document.paragraphs if p.kind == "body")
    told = " ".join(text[p.start : p.end] for p in document.paragraphs if p.kind not in SKIPPED_KINDS)
    words = [w.lower() for w in _WORD.findall(body or told or text)]
    runs = {" ".join(words[n : n + _SHINGLE]) for n in range(max(1, len(words) - _SHINGLE + 1))}
    if not words:
        return None, 0
    return minhash([crc32(run.encode()) for run in sorted(runs)]), len(runs)


def minhash(values: Sequence[int]) -> list[int]:
    """The least value of each hash function over a set of 32-bit numbers, cut to 32 bits."""
    numbers = np.array(values, dtype=np.uint64)[:, None]
    factor, shift = _FACTORS
    mixed = (numbers * (factor | np.uint64(1)) + shift) >> np.uint64(32)  # modulo 2**64 (Dietzfelbinger et al. 1997)
    lowest: list[int] = mixed.min(axis=0).tolist()
    return lowest
