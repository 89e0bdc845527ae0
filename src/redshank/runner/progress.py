"""A progress bar on stderr, where a run lasts and a person watches."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TypeVar

T = TypeVar("T")

# Seconds before a bar appears: a run of a report or two is over by then.
PATIENCE = 2.0


def watched(items: Iterable[T], total: int | None = None, *, what: str = "reports") -> Iterator[T]:
    """The same items; beside them, after ``PATIENCE`` seconds, a bar on stderr if stderr is a terminal.

    Args:
        items: what passes.
        total: how many there will be, if known.
        what: plural noun for the bar's label.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    started = monotonic()
    bar = Progress(
        TextColumn("[bold]redshank[/]"), BarColumn(), MofNCompleteColumn(), TextColumn(what), TimeRemainingColumn(),
        console=Console(stderr=True), transient=True,
    )  # fmt: skip
    task = bar.add_task("", total=total)
    shown = False
    try:
        for done, item in enumerate(items, start=1):
            yield item
            bar.advance(task)
            if not shown and done != total and monotonic() - started > PATIENCE:
                bar.start()
                shown = True
    finally:
        if shown:
            bar.stop()
