"""Sets of values for many rows in flat arrays, and what two rows have in common, for millions of pairs at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pyarrow as pa

Ints: TypeAlias = "NDArray[np.int64]"
Floats: TypeAlias = "NDArray[np.float32]"
Flags: TypeAlias = "NDArray[np.bool_]"
Weigher: TypeAlias = "Callable[[Any], Floats]"

CHUNK = 200_000  # pairs at once: some hundred megabytes


@dataclass(slots=True)
class Sets:
    """A set of values for each row: ``values[starts[i]:starts[i + 1]]``, small numbers, sorted within the row.

    Attributes:
        weights: of each entry.
        known: how many distinct values there are.
        squares: of each row, the sum of the squares of its weights, also of entries that were left out.
    """

    starts: Ints
    values: Ints
    weights: Floats
    known: int
    squares: Floats

    @classmethod
    def of(
        cls, rows: Ints, values: Any, count: int, weights: Floats | None = None, squares: Floats | None = None
    ) -> Sets:
        """From pairs of row and value, each pair once, with the weight of each (1 where none are given)."""
        distinct, numbers = np.unique(values, return_inverse=True)
        order = np.lexsort((numbers, rows))
        starts = np.searchsorted(rows[order], np.arange(count + 1))
        given = np.ones(len(rows), np.float32) if weights is None else weights.astype(np.float32)
        total = np.bincount(rows, given**2, count) if squares is None else squares
        return cls(
            *(starts.astype(np.int64), numbers[order].astype(np.int64), given[order], len(distinct)),
            total.astype(np.float32),
        )

    @classmethod
    def of_column(cls, column: pa.ChunkedArray, weigher: Weigher | None = None) -> Sets:
        """From an Arrow column of lists; ``weigher`` gives the weights of values."""
        lists = column.combine_chunks()
        rows = np.repeat(np.arange(len(lists), dtype=np.int64), _lengths(np.asarray(lists.offsets)))
        coded = lists.flatten().dictionary_encode()
        values = np.asarray(coded.indices, dtype=np.int64)
        weights = weigher(coded.dictionary.to_numpy(zero_copy_only=False))[values] if weigher else None
        return cls.of(rows, values, len(lists), weights)

    @property
    def sizes(self) -> Ints:
        """How many values each row has."""
        return _lengths(self.starts)

    @property
    def rows(self) -> Ints:
        """The row of each entry."""
        return np.repeat(np.arange(len(self.starts) - 1, dtype=np.int64), self.sizes)

    def common(self, left: Ints, right: Ints) -> Floats:
        """How many values two rows have in common, for each pair."""
        return replace(self, weights=np.ones(len(self.values), np.float32)).shared(left, right)

    def shared(self, left: Ints, right: Ints) -> Floats:
        """The sum, over what two rows have in common, of the product of its weights, for each pair."""
        out = np.zeros(len(left), np.float32)
        if not len(self.values):
            return out
        known = self.rows * self.known + self.values
        sizes = self.sizes
        for begin in range(0, len(left), CHUNK):
            mine, other = left[begin : begin + CHUNK], right[begin : begin + CHUNK]
            count = sizes[mine]
            pair = np.repeat(np.arange(len(mine)), count)
            within = np.arange(len(pair)) - np.repeat(np.cumsum(count) - count, count)
            entry = self.starts[mine][pair] + within
            wanted = other[pair] * self.known + self.values[entry]
            at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
            product = np.where(known[at] == wanted, self.weights[entry] * self.weights[at], 0)
            out[begin : begin + CHUNK] = np.bincount(pair, product, minlength=len(mine))
        return out

    def like(self, left: Ints, right: Ints) -> Floats:
        """The cosine of two rows, for each pair; 0 where a row is empty."""
        norm = np.sqrt(np.maximum(self.squares[left] * self.squares[right], 1e-6))
        cosine: Floats = (self.shared(left, right) / norm).astype(np.float32)
        return cosine


def _lengths(starts: Any) -> Ints:
    lengths: Ints = np.asarray(starts[1:] - starts[:-1], dtype=np.int64)
    return lengths
