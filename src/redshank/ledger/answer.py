"""An answer of a ledger, in the shape that its asker works with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from redshank.errors import CallError

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow as pa


class Answer:
    """A table of rows.

    Args:
        table: as DuckDB gave it; lists are lists, days are days.
    """

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Rows as dicts."""
        for batch in self._table.to_batches(max_chunksize=1024):
            yield from batch.to_pylist()

    def __repr__(self) -> str:
        return f"<Answer: {len(self)} rows of {', '.join(self.columns)}>"

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
        return list(self._table.column_names)

    def arrow(self) -> pa.Table:
        """As a PyArrow table."""
        return self._table

    def polars(self) -> polars.DataFrame:
        """As a Polars data frame.

        Raises:
            CallError: Polars is not installed.
        """
        try:
            import polars as pl
        except ImportError:
            raise CallError("Polars is not installed: pip install polars") from None
        return pl.DataFrame(pl.from_arrow(self._table))

    def pandas(self) -> pandas.DataFrame:
        """As a pandas data frame.

        Raises:
            CallError: pandas is not installed.
        """
        try:
            import pandas  # noqa: F401
        except ImportError:
            raise CallError("pandas is not installed: pip install pandas") from None
        return self._table.to_pandas()
