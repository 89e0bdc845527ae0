"""``redshank export``: a ledger in the columns of another event data set."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from redshank.cli.asking import LedgerFile, with_filters
from redshank.cli.common import GazetteerFile, say, settings_from
from redshank.ledger.filters import ANY, Filter


@with_filters
def command(
    ledger: LedgerFile,
    asked: Filter,
    like: Annotated[
        Literal["plover", "polecat", "icews", "phoenix", "gdelt"],
        typer.Option("--like", metavar="plover|polecat|icews|phoenix|gdelt", help="Whose columns."),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "-o",
            "--out",
            metavar="FILE",
            help="A .tsv, for plover .jsonl, or .parquet.",
        ),
    ],
    rows: Annotated[
        Literal["events", "reports"],
        typer.Option("--rows", metavar="events|reports", help="One row an event, or one a report of it."),
    ] = "events",
    all_aux: Annotated[
        bool,
        typer.Option(
            "--all-aux", help="Keep what is future, hypothetical, negated or historical where no column says so."
        ),
    ] = False,
    no_header: Annotated[bool, typer.Option("--no-header", help="No line of names, as in GDELT's own files.")] = False,
    gazetteer: GazetteerFile = None,
) -> int:
    """Write events in the columns of another data set, with a datapackage.json that describes them.

    What that data set asks for and redshank does not know is left empty; docs/layouts.md has every column. An event
    has the words and the URL of its first report.
    """
    from redshank.formats.layouts import LAYOUTS, Request, export
    from redshank.ledger import Ledger

    condition, values = asked.condition(ANY)
    request = Request(
        layout=LAYOUTS[like],
        out=out,
        rows=rows,
        unreal=all_aux or bool(asked.aux),
        header=not no_header,
        condition=condition,
        values=values,
        gazetteer=settings_from(gazetteer=gazetteer).gazetteer,
    )
    with Ledger(ledger, read_only=True) as held:
        done = export(held, request)
    say(f"{', '.join(map(str, done.files))}: {done.rows:,} rows")
    if done.left_out:
        say(f"left out as future, hypothetical, negated or historical: {done.left_out:,} {rows} (--all-aux keeps them)")
    if done.cut:
        say(
            f"with more actors or recipients than this layout has columns for, and the first shown: {done.cut:,} {rows}"
        )
    return 0
