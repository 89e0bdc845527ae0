"""``redshank code``: events of reports, as a table for people or as records for programs."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from redshank.cli.common import (
    Actors,
    GazetteerFile,
    Inputs,
    LexiconOnly,
    Published,
    Sieve,
    Workers,
    emit,
    settings_from,
)


def command(
    inputs: Inputs,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="OUT", help="Write to a file: .jsonl, .csv or .parquet by its ending."),
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say for each event what decided it.")] = False,
    published: Published = None,
    workers: Workers = None,
    actors: Actors = None,
    lexicon_only: LexiconOnly = False,
    gazetteer: GazetteerFile = None,
) -> int:
    """Code reports: who did what to whom.

    On a terminal: a table of the events, and the text with the evidence coloured. Piped: JSON lines, one event a line.
    """
    from redshank.formats import open_writer
    from redshank.reading.sources import count_inputs, read_inputs
    from redshank.records import encode
    from redshank.runner.local import run
    from redshank.runner.progress import watched

    settings = settings_from(published, workers, actors, lexicon_only, gazetteer)
    pretty = explain or (out is None and sys.stdout.isatty())
    sieve = Sieve()
    with open_writer(out) if out else nullcontext() as writer:
        outcomes = run(read_inputs(inputs, settings), settings)
        for coded in sieve.sound(outcomes if pretty else watched(outcomes, count_inputs(inputs))):
            if pretty:
                from redshank.cli.show import console, show_events

                show_events(console(), coded.document, coded.analysis, explain=explain)
            for event in coded.analysis.events:
                if writer:
                    writer.write(event)
                elif not pretty:
                    emit(encode(event))
    return sieve.exit_code
