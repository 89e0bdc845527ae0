"""CSV: one flat row an event, UTF-8, LF, empty cells for what is not known; written beside its place and renamed."""

from __future__ import annotations

import csv
from pathlib import Path

from redshank.formats.base import Beside, Closing
from redshank.formats.flat import Cell, columns, flat
from redshank.records import Event


def _cell(value: Cell) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if not isinstance(value, str) else " ".join(value.split())


class CsvWriter(Closing):
    """Events as rows of a CSV file (RFC 4180 quoting, LF line ends).

    Raises:
        OSError: the file cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._place = Beside(path)
        self._file = self._place.temporary.open("w", encoding="utf8", newline="")
        self._writer = csv.DictWriter(self._file, columns(), lineterminator="\n")
        self._writer.writeheader()

    def write(self, event: Event) -> None:
        """Add one row."""
        self._writer.writerow({name: _cell(value) for name, value in flat(event).items()})

    def close(self) -> None:
        """Put the whole file at its place."""
        self._file.close()
        self._place.keep()

    def abort(self) -> None:
        """Leave nothing behind."""
        self._file.close()
        self._place.drop()
