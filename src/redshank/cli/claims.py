"""``redshank claims LEDGER``: what is contested, by whom, and who ruled."""

from __future__ import annotations

from typing import Annotated

import typer

from redshank.cli.asking import As, LedgerFile, Limit, Out, give, with_filters
from redshank.ledger.filters import Filter

# On a terminal; a file has all.
_SHOWN = (
    "said",
    "claimant",
    "by",
    "words",
    "deniers",
    "denied_by",
    "denial",
    "ruled_by",
    "ruled_for",
    "reports",
    "claim",
)


@with_filters
def claims(
    ledger: LedgerFile,
    asked: Filter,
    by: Annotated[
        list[str] | None, typer.Option("--by", metavar="WHO", help="Who claims; the same as --actor.")
    ] = None,
    body: Annotated[
        list[str] | None,
        typer.Option("--body", metavar="KIND", help="Ruled on by a court, mission, monitor, commission or other body."),
    ] = None,
    undecided: Annotated[bool, typer.Option("--undecided", help="Only claims on which nobody ruled.")] = False,
    sides: Annotated[bool, typer.Option("--sides", help="One row a side, with its words.")] = False,
    limit: Limit = None,
    form: As = None,
    out: Out = None,
) -> int:
    """List contested claims: who says what, who denies it in which words, and what kind of body found for whom.

    --actor is who claims, --recipient who denies, --said-by anyone who has a say in it; --since and --until are of the
    day on which it was first said. Other filters are asked of the events that the claim tells.
    """
    from redshank.ledger import Ledger
    from redshank.ledger.claim_answers import claims as question

    with Ledger(ledger, read_only=True) as held:
        answer = held.answer(
            question, asked, by=tuple(by or ()), body=tuple(body or ()), undecided=undecided, sides=sides, limit=limit
        )
        return give(answer, form, out, "sides" if sides else "claims", None if sides else _SHOWN)
