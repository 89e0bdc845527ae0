"""``redshank ledger``: what a person decides about merging, and what a ledger holds."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from redshank.cli.asking import As, LedgerFile, Out, give

if TYPE_CHECKING:
    from redshank.ledger import Ledger

app = typer.Typer(help="Put events together or take them apart by hand; see what a ledger holds.")

_Reason = Annotated[str | None, typer.Option("--reason", metavar="WORDS", help="Why; kept with the decision.")]
_Author = Annotated[str | None, typer.Option("--author", metavar="NAME", help="Who decides; kept with the decision.")]


@app.command("split")
def split(
    ledger: LedgerFile,
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The id of a report.")],
    reason: _Reason = None,
    author: _Author = None,
) -> int:
    """Take a report out of its event into one of its own. Later runs obey."""
    from redshank.ledger import Ledger, decide

    with Ledger(_there(ledger)) as held:
        return _made(decide.split(held, report, reason, author))


@app.command("merge")
def merge(
    ledger: LedgerFile,
    event: Annotated[str, typer.Argument(metavar="EVENT", help="The id of an event or of one of its reports.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The id of another, or of one of its reports.")],
    reason: _Reason = None,
    author: _Author = None,
) -> int:
    """Put two events together. Later runs obey."""
    from redshank.ledger import Ledger, decide

    with Ledger(_there(ledger)) as held:
        return _made(decide.merge(held, event, other, reason, author))


@app.command("undo")
def undo(
    ledger: LedgerFile, decision: Annotated[int, typer.Argument(metavar="N", help="The number of a decision.")]
) -> int:
    """Take a decision back."""
    from redshank.ledger import Ledger, decide

    with Ledger(_there(ledger)) as held:
        decide.undo(held, decision)
    return 0


@app.command("follow")
def follow(ledger: LedgerFile) -> int:
    """Read what was demanded and promised, and what became of it, in documents added with --no-follow."""
    from redshank.ledger import Ledger
    from redshank.runner.adding import follow_up

    with Ledger(_there(ledger)) as held:
        sys.stderr.write(f"{ledger}: {follow_up(held):,} documents read\n")
    return 0


@app.command("decisions")
def decisions(ledger: LedgerFile, form: As = None, out: Out = None) -> int:
    """List what was decided by hand; idle is what is about reports that are gone."""
    import pyarrow as pa

    from redshank.ledger import Ledger, decide
    from redshank.ledger.answer import Answer

    with Ledger(ledger, read_only=True) as held:
        names = dict(held.rows("SELECT report, id FROM reports WHERE report IN (SELECT unnest(?))", [_about(held)]))
        rows = [
            {
                "decision": d.decision,
                "kind": d.kind,
                "reports": list(dict.fromkeys(names.get(r, "-") for pair in d.pairs for r in pair)),
                "reason": d.reason,
                "author": d.author,
                "made": d.made.isoformat(sep=" ", timespec="seconds"),
                "idle": d.idle,
            }
            for d in decide.decisions(held)
        ]
    columns = ["decision", "kind", "reports", "reason", "author", "made", "idle"]
    table = pa.Table.from_pylist(rows) if rows else pa.table({c: pa.array([], pa.string()) for c in columns})
    return give(Answer(table), form, out, "decisions")


@app.command("info")
def info(ledger: LedgerFile) -> int:
    """Say what is in a ledger: its version, what coded it, how many rows each table has, its days."""
    from redshank.ledger import Ledger

    with Ledger(ledger, read_only=True) as held:
        tables = [name for (name,) in held.rows("SELECT table_name FROM duckdb_tables() ORDER BY table_name")]
        counts = {t: held.rows(f"SELECT count(*) FROM {t}")[0][0] for t in tables}  # noqa: S608 -- the file's own names
        (first, last), *_ = held.rows("SELECT min(published), max(published) FROM documents")
        runs = [coder for (coder,) in held.rows("SELECT DISTINCT coder FROM runs ORDER BY coder")]
        (version,), *_ = held.rows("SELECT schema_version FROM ledger")
    told = {"schema_version": version, "coders": runs, "first_day": first, "last_day": last, "rows": counts}
    sys.stdout.write(json.dumps(told, indent=1, default=str) + "\n")
    return 0


def _about(ledger: Ledger) -> list[int]:
    from redshank.ledger import decide

    return [r for d in decide.decisions(ledger) for pair in d.pairs for r in pair if r is not None]


def _made(decision: int) -> int:
    sys.stdout.write(f"decision {decision}\n")
    return 0


def _there(path: Path) -> Path:
    """A ledger to change must be there: none is made by mistake.

    Raises:
        LedgerError: it is not.
    """
    from redshank.errors import LedgerError

    if not path.is_file():
        raise LedgerError("no such ledger", where=str(path))
    return path
