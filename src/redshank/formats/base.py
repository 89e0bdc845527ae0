"""One interface for all files of events, and which format a file's ending stands for."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from redshank import extending
from redshank.errors import CallError
from redshank.records import Event

# Raised when a column or a field changes its name or meaning; written into every file that has a place for it.
SCHEMA_VERSION = "1"


class EventWriter(Protocol):
    """Writes events to one file. As a context manager it finishes the file, or drops it where an error passed."""

    def write(self, event: Event) -> None:
        """Add one event."""

    def close(self) -> None:
        """Finish: after this the file is whole and at its place."""

    def abort(self) -> None:
        """Give up: what was promised to be whole or absent is absent."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Closing:
    """The context-manager half of ``EventWriter``, for writers to inherit."""

    def close(self) -> None:
        """Finish the file."""
        raise NotImplementedError

    def abort(self) -> None:
        """Give the file up."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.abort()


class Beside:
    """A temporary file in the folder of the file it will become, so that the last step is one rename.

    Attributes:
        path: where the finished file will lie.
        temporary: where it is written until then.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.temporary = path.with_name(f".{path.name}.{os.getpid()}.part")

    def keep(self) -> None:
        """Put the written file at its place, replacing what was there."""
        self.temporary.replace(self.path)

    def drop(self) -> None:
        """Remove the written file; what was at its place stays."""
        self.temporary.unlink(missing_ok=True)


def open_writer(path: Path) -> EventWriter:
    """The writer registered for this file's ending, such as ``.jsonl``, ``.csv``, ``.parquet``.

    Raises:
        CallError: another ending, or a folder that is not there or may not be written to.
    """
    make = extending.load(extending.WRITERS, path.suffix.lower().removeprefix("."))
    if make is None:
        known = ", ".join(f".{name}" for name in extending.names(extending.WRITERS))
        raise CallError(f"the ending {path.suffix!r} stands for no format (known: {known})", where=str(path))
    if path.is_dir():
        raise CallError("is a folder, not a file to write to", where=str(path))
    try:
        writer: EventWriter = make(path)
    except OSError as error:
        raise CallError(f"cannot be written: {error.strerror or error}", where=str(path)) from error
    return writer
