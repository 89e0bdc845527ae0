"""JSON lines: one event a line, each line on disk before the next is made, so a killed run leaves whole lines."""

from __future__ import annotations

from pathlib import Path

from redshank.formats.base import Closing
from redshank.records import Event, encode


class JsonlWriter(Closing):
    """Events as JSON lines.

    Raises:
        OSError: the file cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb", buffering=0)

    def write(self, event: Event) -> None:
        """Add one line, in one call to the system."""
        self._file.write(encode(event) + b"\n")

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def abort(self) -> None:
        """Close the file; the lines written so far stay."""
        self._file.close()
