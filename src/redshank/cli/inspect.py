"""``redshank inspect``: the whole analysis of each report."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from redshank.cli.common import (
    Actors,
    GazetteerFile,
    LexiconOnly,
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
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="OUT.html", help="Write one HTML page that shows the reports, for a browser."),
    ] = None,
    published: Published = None,
    workers: Workers = None,
    actors: Actors = None,
    lexicon_only: LexiconOnly = False,
    gazetteer: GazetteerFile = None,
) -> int:
    """Show every layer of each report.

    Paragraphs, times, places, statements, events. On a terminal the text is shown with its layers coloured;
    elsewhere, and with --jsonl, one JSON line a report. With --html a page is written instead, or beside the lines.
    """
    from redshank.formats.page import PageWriter
    from redshank.reading.sources import count_inputs, read_inputs
    from redshank.records import encode
    from redshank.runner.local import run
    from redshank.runner.progress import watched

    if not inputs and not jsonl:
        raise CallError("nothing to inspect: name a file or a folder, or use --jsonl to read JSON lines on stdin")
    settings = settings_from(published, workers, actors, lexicon_only, gazetteer)
    paths = inputs or [Path("-")]
    _spare(html, paths)
    pretty = html is None and sys.stdout.isatty() and not jsonl
    lines = jsonl or (html is None and not pretty)
    sieve = Sieve()
    with PageWriter(html) if html else nullcontext() as page:
        outcomes = run(read_inputs(paths, settings), settings)
        for coded in sieve.sound(outcomes if pretty else watched(outcomes, count_inputs(paths))):
            if page:
                page.write(coded.document, coded.analysis)
            if pretty:
                from redshank.cli.show import console, show_layers

                show_layers(console(), coded.document, coded.analysis)
            elif lines:
                emit(encode(coded.analysis))
    return sieve.exit_code


def _spare(html: Path | None, inputs: list[Path]) -> None:
    """Refuses a page that would take the place of a report.

    Raises:
        CallError: the page is one of the inputs.
    """
    if html and html.exists() and any(path.exists() and path.samefile(html) for path in inputs):
        raise CallError("is an input; --html names the page to write", where=str(html))
