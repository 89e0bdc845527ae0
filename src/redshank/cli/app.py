"""Puts the commands together; nothing heavy is imported before a command runs."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from redshank.cli import (
    actors,
    add,
    bench,
    claims,
    code,
    doctor,
    export,
    inspect,
    ledger,
    lexicon,
    places,
    promises,
    questions,
    read,
    relate,
    review,
    score,
    story,
    train,
)
from redshank.version import __version__

app = typer.Typer(
    name="redshank",
    help="Reads news reports and writes down who did what to whom, when, where, and on whose word.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"redshank {__version__}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    pass


for _module in (code, inspect, read, relate, add, export, review, score, train, doctor):
    app.command(_module.__name__.rpartition(".")[2])(_module.command)

for _question in (questions.events, questions.dyads, questions.sources, questions.show, questions.sql):
    app.command(_question.__name__)(_question)

for _matter in (promises.promises, claims.claims, story.story):
    app.command(_matter.__name__)(_matter)

app.add_typer(actors.app, name="actors")
app.add_typer(places.app, name="places")
app.add_typer(lexicon.app, name="lexicon")
app.add_typer(ledger.app, name="ledger")
app.add_typer(bench.app, name="bench")


def command() -> Any:
    """The whole command line as one command of click's kind."""
    return typer.main.get_command(app)
