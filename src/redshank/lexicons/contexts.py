"""Which of PLOVER's contexts the words of a text speak of."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from redshank.lexicons.tables import rows, split

TABLE = "contexts/contexts.tsv"

# Points by which a context is given. A strong cue makes them alone, weak cues only two together: set by reading
# what single weak words ('force', 'market', 'visit') dragged in.
THRESHOLD = 2
_STRONG, _WEAK = 2, 1


@cache
def _cues() -> tuple[dict[tuple[str, ...], list[tuple[str, int]]], list[str], int]:
    """Cues as word tuples with (context, points); the contexts in file order; the longest cue's length."""
    cues: dict[tuple[str, ...], list[tuple[str, int]]] = {}
    order: list[str] = []
    for row in rows(TABLE):
        order.append(row["context"])
        for column, points in (("strong", _STRONG), ("weak", _WEAK)):
            for cue in split(row[column]):
                cues.setdefault(tuple(cue.split()), []).append((row["context"], points))
    return cues, order, max(map(len, cues))


def _forms(word: str) -> tuple[str, ...]:
    """The word and, since names keep their plural in lemmas ('Armed Forces', 'Troops'), the word without its s."""
    return (word, word[:-1]) if word.endswith("s") and len(word) > 3 else (word,)


def contexts_of(words: Iterable[str]) -> list[str]:
    """PLOVER contexts of a sentence or paragraph, in the manual's order; often none.

    Args:
        words: its words in order, best as lemmas; case does not matter. Hyphens may be tokens of their own.
    """
    cues, order, longest = _cues()
    text = [word for raw in " ".join(words).lower().replace(" - ", "-").split() if (word := raw.strip("\"“”'’.,;:()"))]
    found: dict[str, set[tuple[str, ...]]] = {}
    points: dict[str, int] = {}
    for start in range(len(text)):
        for end in range(start + 1, min(start + longest, len(text)) + 1):
            for last in _forms(text[end - 1]):
                cue = (*text[start : end - 1], last)
                for context, worth in cues.get(cue, ()):
                    if cue not in found.setdefault(context, set()):
                        found[context].add(cue)
                        points[context] = points.get(context, 0) + worth
    return [context for context in order if points.get(context, 0) >= THRESHOLD]
