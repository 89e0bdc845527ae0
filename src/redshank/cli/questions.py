"""``redshank events | dyads | sources | sql | show LEDGER``: questions to a ledger."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from redshank.cli.asking import As, By, LedgerFile, Limit, Out, give, with_filters
from redshank.ledger.filters import Filter

# On a terminal; a file has all.
_EVENTS = (
    "date",
    "actor",
    "event",
    "mode",
    "aux",
    "recipient",
    "place",
    "said_by",
    "reports",
    "origins",
    "words",
    "id",
)


@with_filters
def events(
    ledger: LedgerFile,
    asked: Filter,
    order: Annotated[
        Literal["date", "-date", "reports", "origins", "confidence"],
        typer.Option("--order", metavar="date|-date|reports|origins|confidence", help="What comes first."),
    ] = "date",
    limit: Limit = None,
    form: As = None,
    out: Out = None,
) -> int:
    """List events: who did what to whom, when, where, told by how many.

    Filters of one kind are alternatives, filters of several kinds must all hold.
    """
    from redshank.ledger import Ledger, questions

    with Ledger(ledger, read_only=True) as held:
        return give(held.answer(questions.events, asked, order=order, limit=limit), form, out, "events", _EVENTS)


@with_filters
def dyads(ledger: LedgerFile, asked: Filter, by: By = "all", form: As = None, out: Out = None) -> int:
    """Count events of directed pairs: by quad class and category, with mean scores. --by month: a dyad-month table.

    Only what is told as fact counts; --aux any counts all.
    """
    from redshank.ledger import Ledger, questions

    with Ledger(ledger, read_only=True) as held:
        return give(held.answer(questions.dyads, asked, by=by), form, out, "dyads")


@with_filters
def actors(ledger: LedgerFile, asked: Filter, by: By = "all", form: As = None, out: Out = None) -> int:
    """Count what countries and organisations did and what was done to them. --by month: a country-month table.

    Only what is told as fact counts; --aux any counts all.
    """
    from redshank.ledger import Ledger, questions

    with Ledger(ledger, read_only=True) as held:
        return give(held.answer(questions.actors, asked, by=by), form, out, "actors")


@with_filters
def sources(ledger: LedgerFile, asked: Filter, form: As = None, out: Out = None) -> int:
    """List publishers: documents, reports, events, how often first, how much is another's reporting."""
    from redshank.ledger import Ledger, questions

    with Ledger(ledger, read_only=True) as held:
        return give(held.answer(questions.sources, asked), form, out, "sources")


def sql(
    ledger: LedgerFile,
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="A query in DuckDB's SQL; docs/ledger.md has the tables.")
    ],
    form: As = None,
    out: Out = None,
) -> int:
    """Ask a ledger in SQL; it can only be read, and nothing else can."""
    from redshank.ledger import Ledger

    with Ledger(ledger, read_only=True) as held:
        return give(held.sql(query), form, out, "answer")


def show(
    ledger: LedgerFile,
    event: Annotated[str, typer.Argument(metavar="EVENT", help="The id of an event or of one of its reports.")],
    as_json: Annotated[bool, typer.Option("--json", help="As one JSON object.")] = False,
) -> int:
    """Print one event with every report's words, whose reporting each is, and why they were taken for one."""
    from redshank.ledger import Ledger

    with Ledger(ledger, read_only=True) as held:
        told = held.show(event)
    if as_json:
        from redshank.cli.common import emit
        from redshank.records import encode

        emit(encode(told))
    else:
        from redshank.cli.show_ledger import show_event

        show_event(told)
    return 0
