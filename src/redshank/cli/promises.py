"""``redshank promises LEDGER``: what was demanded, promised, planned, threatened or offered, and what became of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from redshank.cli.asking import As, LedgerFile, Limit, Out, give

# On a terminal; a file has all.
_SHOWN = ("made", "kind", "maker", "other", "words", "due_end", "state", "since")
_LINKS_SHOWN = ("published", "relation", "kind", "maker", "words", "state", "score")

_WHO = "a code (RUS), a sector (MIL) or part of a name"


def promises(
    ledger: LedgerFile,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DAY", help="As it stood at the end of a day; else the ledger's last day."),
    ] = None,
    state: Annotated[
        str | None,
        typer.Option(
            "--state",
            metavar="STATES",
            help="Some of open, due, kept, 'partly kept', broken, overdue, refused, withdrawn, unclear; with commas.",
        ),
    ] = None,
    maker: Annotated[list[str] | None, typer.Option(metavar="WHO", help=f"Who promises or demands: {_WHO}.")] = None,
    other: Annotated[list[str] | None, typer.Option(metavar="WHO", help=f"To or from whom: {_WHO}.")] = None,
    party: Annotated[list[str] | None, typer.Option(metavar="WHO", help=f"On either side: {_WHO}.")] = None,
    kind: Annotated[
        list[str] | None, typer.Option(metavar="KIND", help="demand, promise, plan, threat, offer.")
    ] = None,
    event: Annotated[
        list[str] | None, typer.Option(metavar="CATEGORY", help="Category of the act to be done, such as RETREAT.")
    ] = None,
    mode: Annotated[list[str] | None, typer.Option(metavar="MODE", help="Mode of the act to be done.")] = None,
    since: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="First told on this day or later.")] = None,
    until: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="First told on this day or before.")] = None,
    due_before: Annotated[
        str | None, typer.Option("--due-before", metavar="YYYY-MM-DD", help="Due, as first told, before this day.")
    ] = None,
    place: Annotated[
        list[str] | None, typer.Option(metavar="PLACE", help="Part of a place's name, or a country code.")
    ] = None,
    text: Annotated[list[str] | None, typer.Option(metavar="WORDS", help="Words of what is to be done.")] = None,
    links: Annotated[
        bool, typer.Option("--links", help="One row for each report that tells of one, with its words.")
    ] = False,
    limit: Limit = None,
    form: As = None,
    out: Out = None,
) -> int:
    """List commitments and what became of them: demands, promises, plans, threats, offers, with their states.

    Links to later reports are proposals, many of them wrong: review them with `redshank review LEDGER --only links`.

    Filters of one kind are alternatives, filters of several kinds must all hold.
    """
    given = {"maker": maker, "other": other, "party": party, "kind": kind, "event": event, "mode": mode, "place": place}
    return _answer(
        ledger,
        {**given, "text": text, "since": since, "until": until, "due_before": due_before, "state": _states(state)},
        {"as_of": as_of, "links": links, "limit": limit},
        form,
        out,
    )


def _answer(path: Path, given: dict[str, Any], options: dict[str, Any], form: As, out: Out) -> int:
    from redshank.ledger import Ledger
    from redshank.ledger.answer import Answer
    from redshank.ledger.commitments.promises import Asked, day_of, promises

    filters: dict[str, Any] = {
        n: tuple(v) if isinstance(v, list) else v for n, v in given.items() if v not in (None, [])
    }
    asked = Asked(**filters)
    day = day_of(options["as_of"]) if options["as_of"] else None
    with Ledger(path, read_only=True) as held:
        table = promises(held.connection, asked, as_of=day, links=options["links"], limit=options["limit"])
    title, shown = ("what was told", _LINKS_SHOWN) if options["links"] else ("commitments", _SHOWN)
    return give(Answer(table), form, out, title, shown)


def _states(given: str | None) -> list[str]:
    return [part.strip().replace("_", " ") for part in given.split(",") if part.strip()] if given else []
