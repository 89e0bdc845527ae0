"""``redshank add``: reports into a ledger."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from redshank.cli.common import (
    Actors,
    GazetteerFile,
    Inputs,
    LexiconOnly,
    Published,
    Sieve,
    Workers,
    settings_from,
)


def command(
    ledger: Annotated[Path, typer.Argument(metavar="LEDGER", help="The ledger; made where there is none.")],
    inputs: Inputs,
    keep_text: Annotated[
        Literal["all", "evidence", "none"],
        typer.Option(
            "--keep-text",
            metavar="all|evidence|none",
            help="What of the texts to keep: all, what records rest on, none.",
        ),
    ] = "all",
    follow: Annotated[
        bool,
        typer.Option(
            "--follow/--no-follow", help="Read what became of demands and promises, or leave it to `ledger follow`."
        ),
    ] = True,
    coded: Annotated[bool, typer.Option("--coded", help="Standard input holds coded lines.")] = False,
    published: Published = None,
    workers: Workers = None,
    actors: Actors = None,
    lexicon_only: LexiconOnly = False,
    gazetteer: GazetteerFile = None,
) -> int:
    """Code reports and store them in a ledger, where they are merged into events and traced to their origins.

    Adding twice changes nothing; a new version of a report takes the place of the old one, which stays in the ledger.
    Lines that `redshank code` or `redshank inspect --jsonl` wrote are taken as they are, without text.
    """
    from redshank.ledger.write import Added
    from redshank.runner.adding import add_documents, add_lines
    from redshank.runner.coded_lines import are_coded, coded_lines

    settings = settings_from(published, workers, actors, lexicon_only, gazetteer)
    sieve, told = Sieve(), Added()
    lines = [path for path in inputs if (str(path) == "-" and coded) or are_coded(path)]
    documents = [path for path in inputs if path not in lines]
    if lines:
        told.more(add_lines(ledger, coded_lines(lines), keep=keep_text, failed=sieve.tell))
    if documents:
        told.more(add_documents(ledger, documents, settings, keep=keep_text, following=follow, failed=sieve.tell))
    sys.stderr.write(
        f"{ledger}: {told.new:,} new documents, {told.replaced:,} new versions, {told.known:,} known; "
        f"{told.reports:,} reports\n"
    )
    return sieve.exit_code
