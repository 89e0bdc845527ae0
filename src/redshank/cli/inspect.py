"""``redshank inspect``: the whole analysis of each report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from redshank.cli.common import (
    Actors,
    MaybeInputs,
    Published,
    Sieve,
    Workers,
    emit,
    settings_from,
)
from redshank.errors import CallError


def command(
    inputs: MaybeInputs = None,
    jsonl: Annotated[
        bool,
        typer.Option("--jsonl", help="Print JSON lines, also on a terminal; without INPUT, read them on stdin."),
    ] = False,
    published: Published = None,
    workers: Workers = None,
    actors: Actors = None,
) -> int:
    """Show every layer of each report.

    Paragraphs, times, places, statements, events. On a terminal the text is shown with its layers coloured;
    elsewhere, and with --jsonl, one JSON line a report.
    """
    from redshank.reading.sources import count_inputs, read_inputs
    from redshank.records import encode
    from redshank.runner.local import run
    from redshank.runner.progress import watched

    if not inputs and not jsonl:
        raise CallError("nothing to inspect: name a file or a folder, or use --jsonl to read JSON lines on stdin")
    settings = settings_from(published, workers, actors)
    paths = inputs or [Path("-")]
    outcomes = run(read_inputs(paths, settings), settings)
    pretty = sys.stdout.isatty() and not jsonl
    sieve = Sieve()
    for coded in sieve.sound(outcomes if pretty else watched(outcomes, count_inputs(paths))):
        if pretty:
            from redshank.cli.show import console, show_layers

            show_layers(console(), coded.document, coded.analysis)
        else:
            emit(encode(coded.analysis))
    return sieve.exit_code
