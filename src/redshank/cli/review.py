"""``redshank review``: a person looks at what is least certain; corrections out, in, compared and exported."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from redshank.cli.asking import As, LedgerFile, give, with_filters
from redshank.cli.common import say
from redshank.errors import CallError
from redshank.ledger.filters import Filter

if TYPE_CHECKING:
    from redshank.ledger import Ledger
    from redshank.ledger.corrections import Kind

_KINDS: dict[str, Kind] = {"reports": "report", "merges": "merge", "origins": "origin", "links": "link"}


@with_filters
def command(
    ledger: LedgerFile,
    asked: Filter,
    author: Annotated[str | None, typer.Option(metavar="NAME", help="Who reviews; else REDSHANK_AUTHOR.")] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="reports|merges|origins|links", help="Nothing else is shown."),
    ] = None,
    show: Annotated[
        Literal["new", "second", "mine"],
        typer.Option(
            "--show",
            metavar="new|second|mine",
            help="What nobody has reviewed; what only others have, as coded; what you have.",
        ),
    ] = "new",
    dump: Annotated[
        Path | None, typer.Option("--dump", metavar="FILE", help="Write all corrections as JSON lines to edit.")
    ] = None,
    load: Annotated[
        Path | None, typer.Option("--load", metavar="FILE", help="Take in lines that --dump wrote or a person edited.")
    ] = None,
    agreement: Annotated[
        bool, typer.Option("--agreement", help="How far people agree who reviewed the same reports.")
    ] = False,
    export: Annotated[
        Literal["training", "gold", "roster", "lexicon"] | None,
        typer.Option(
            "--export",
            metavar="training|gold|roster|lexicon",
            help="Write what was corrected for redshank train, score, --actors or the lexicon.",
        ),
    ] = None,
    form: As = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="PATH", help="The file or folder to write.")
    ] = None,
) -> int:
    """Review a ledger: the least certain first, each with its words; accept, correct or reject it, with a reason.

    What you say is written at once, and seen in the answers to all questions when you quit.
    """
    if (dump is not None) + (load is not None) + agreement + (export is not None) > 1:
        raise CallError("one of --dump, --load, --agreement and --export at a time")
    if dump is not None:
        return _dump(ledger, dump)
    if load is not None:
        return _load(ledger, load)
    if agreement:
        return _agreement(ledger, form, out)
    if export is not None:
        return _export(ledger, export, out)
    unknown = [thing for thing in only or () if thing not in _KINDS]
    if unknown:
        raise CallError(f"nothing of the name {unknown[0]!r} to review: {', '.join(_KINDS)}")
    return _review(ledger, asked, author, [_KINDS[thing] for thing in only or _KINDS], show)


def _review(
    path: Path, asked: Filter, author: str | None, kinds: list[Kind], which: Literal["new", "second", "mine"]
) -> int:
    from redshank.cli.review_session import Session, ask_author
    from redshank.ledger import Ledger
    from redshank.ledger.reviewing import Queue
    from redshank.settings import from_environment

    if not path.exists():
        raise CallError("no such ledger", where=str(path))
    with Ledger(path) as ledger:
        name = ask_author(author or from_environment().author)
        _settle(ledger)
        session = Session(ledger, Queue(ledger.connection, asked, name, only=kinds, which=which), name)
        try:
            session.run()
        finally:
            _settle(ledger)
            sys.stderr.write(f"{path}: {session.told()}{_idle(ledger)}\n")
    return 0


def _settle(ledger: Ledger) -> None:
    """Bring the ledger in line with its corrections, where it is not: also with those that a killed session left."""
    from redshank.runner.adding import settle

    if _unsettled(ledger):
        settle(ledger)


def _unsettled(ledger: Ledger) -> bool:
    """Whether a correction has no state, or a state no correction."""
    from redshank.ledger.questions import ask

    table = ask(
        ledger.connection,
        "SELECT count(*) FROM corrections c FULL JOIN correction_states s USING (correction)"
        " WHERE c.author IS NULL OR s.state IS NULL",
    )
    return bool(table.column(0)[0].as_py())


def _idle(ledger: Ledger) -> str:
    rows = ledger.rows("SELECT count(*) FROM correction_states WHERE state = 'idle'")
    return f"; {rows[0][0]} corrections are idle (--dump says why)" if rows[0][0] else ""


def _dump(path: Path, file: Path) -> int:
    from redshank.formats.correction_lines import dump
    from redshank.ledger import Ledger

    with Ledger(path, read_only=True) as ledger:
        count = dump(ledger.connection, file)
    sys.stderr.write(f"{file}: {count:,} corrections\n")
    return 0


def _load(path: Path, file: Path) -> int:
    from redshank.formats.codebook import PloverCodebook
    from redshank.formats.correction_lines import load
    from redshank.ledger import Ledger

    if not path.exists():
        raise CallError("no such ledger", where=str(path))
    with Ledger(path) as ledger:
        told = load(ledger, file, PloverCodebook())
        _settle(ledger)
        idle = _idle(ledger)
    for fault in told.faults:
        say(fault)
    counts = f"{told.new:,} new, {told.changed:,} edited, {told.known:,} known, {len(told.faults):,} bad"
    sys.stderr.write(f"{path}: {counts}{idle}\n")
    return 1 if told.faults else 0


def _settled(path: Path) -> Ledger:
    """A ledger to read from, in line with its corrections."""
    from redshank.ledger import Ledger

    ledger = Ledger(path, read_only=True)
    if _unsettled(ledger):
        ledger.close()
        with Ledger(path) as written:
            _settle(written)
        ledger = Ledger(path, read_only=True)
    return ledger


def _agreement(path: Path, form: As, out: Path | None) -> int:
    from redshank.ledger.agreement import agreement
    from redshank.ledger.answer import Answer

    with _settled(path) as ledger:
        return give(Answer(agreement(ledger.connection)), form, out, "rows")


def _export(path: Path, what: str, out: Path | None) -> int:
    from redshank.formats.corrections import EXPORTS

    if out is None:
        raise CallError(f"--export {what} needs a place to write to: -o PATH")
    with _settled(path) as ledger:
        told = EXPORTS[what](ledger.connection, out)
    left = "; ".join(f"{count} {reason}" for reason, count in sorted(told.left_out.items()) if count)
    sys.stderr.write(f"{out}: {told.written:,} written{f'; left out: {left}' if left else ''}\n")
    return 0
