"""``redshank actors``: a user's own roster, and what names resolve to."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from redshank.cli import questions
from redshank.cli.common import Actors, say, settings_from

if TYPE_CHECKING:
    from redshank.actors.lookup import Found
    from redshank.lexicons.importing.collect import Collected


class _LedgerOrCommand(TyperGroup):
    """``redshank actors LEDGER`` is ``redshank actors count LEDGER``."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first argument names, ``count`` where it is a file."""
        if args and args[0] not in self.commands and Path(args[0]).is_file():
            args = ["count", *args]
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=_LedgerOrCommand,
    help="Count what actors did in a ledger (redshank actors LEDGER); import and check your own dictionary of actors.",
)
app.command("count")(questions.actors)

_FILE = typer.Argument(metavar="FILE", help="A dictionary; gzipped ones by their ending.")


@app.command("import")
def import_(
    file: Annotated[Path, _FILE],
    kind: Annotated[
        str | None,
        typer.Option("--from", metavar="KIND", help="petrarch, phoenix, wikidata or csv; by the file without it."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="OUT", help="Write the roster to a file; else to stdout.")
    ] = None,
) -> int:
    """Make a roster of your own from a dictionary.

    Bad rows are named on stderr and skipped, and so is whatever contradicts itself or our roster.
    Exit code 1 if no row could be imported.
    """
    from redshank.lexicons.importing import read
    from redshank.lexicons.importing.collect import collect, write, written

    collected = collect(read(file, kind))
    if out is not None:
        write(collected.rows, out)
    else:
        sys.stdout.buffer.write("".join(written(collected.rows)).encode())
    _tell(collected)
    say(f"imported {len(collected.rows)}, skipped {len(collected.faults)}")
    return 0 if collected.rows else 1


@app.command("check")
def check(file: Annotated[Path, typer.Argument(metavar="FILE", help="A roster of your own (CSV or TSV).")]) -> int:
    """Check a roster of your own.

    Lists bad rows, duplicates, names with two codes on one day, and names that our roster knows by another code.
    Exit code 1 for any but the last.
    """
    from redshank.lexicons.importing import read
    from redshank.lexicons.importing.collect import collect

    collected = collect(read(file, "csv"))
    _tell(collected)
    sound, bad = len(collected.rows), len(collected.faults)
    say(f"{sound} sound, {bad} bad, {len(collected.conflicts)} conflicts, {len(collected.overruled)} unlike ours")
    return 1 if collected.faults or collected.conflicts else 0


def _tell(collected: Collected) -> None:
    for fault in collected.faults:
        say(fault)
    for line in collected.conflicts:
        say(f"conflict: {line}")
    for line in collected.overruled:
        say(f"unlike ours: {line}")


@app.command("find")
def find(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name as a report may write it.")],
    on: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="The day of the report; any day without.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    actors: Actors = None,
) -> int:
    """Show what a name resolves to, and why.

    Every roster entry that has it, where that stands, and which one wins on the day with no report to go by.
    Exit code 1 if there is none.
    """
    from redshank.actors import lookup
    from redshank.lexicons.current import using

    settings = settings_from(published=on, actors=actors)
    with using(settings.actors):
        found = lookup.find(name, settings.published or "")
    if as_json:
        sys.stdout.write(json.dumps(_plain(found), indent=1, ensure_ascii=False) + "\n")
    else:
        _table(name, on, found)
    return 0 if found.matches or found.noun else 1


def _plain(found: Found) -> dict[str, object]:
    entries = [
        {
            "name": m.sense.name,
            "kind": m.sense.kind,
            "code": m.sense.code,
            "sector": m.sense.sector or None,
            "other_sectors": list(m.sense.other),
            "office": m.sense.office or None,
            "start": m.sense.start or None,
            "end": m.sense.end or None,
            "wikidata": m.sense.wikidata or None,
            "source": m.where,
            "found_by": m.how,
            "holds": m.holds,
            "wins": m is found.winner,
        }
        for m in found.matches
    ]
    noun = found.noun and {"noun": found.noun.noun, "sector": found.noun.sector or None}
    return {"entries": entries, "why": found.why, "noun": noun or None}


def _table(name: str, on: str | None, found: Found) -> None:
    from rich.markup import escape
    from rich.table import Table

    from redshank.cli.show import console
    from redshank.lexicons.importing.collect import span

    out = console()
    table = Table("", "actor", "name, and where it stands", "office", "time", box=None, padding=(0, 2, 1, 0))
    for column in (0, 1, 4):
        table.columns[column].no_wrap = True
    table.columns[2].overflow = "fold"
    for m in found.matches:
        s = m.sense
        how = "" if m.how == "name" else f" ({m.how})"
        actor = " ".join([s.code, s.sector, *s.other])
        time = span(s.start, s.end).strip("()").replace(" to ", " to\n")
        cells = (f"{actor}\n{s.kind}", f"{s.name}{how}\n{m.where}", s.office, time)
        mark = "[bold green]wins[/]" if m is found.winner else ""
        table.add_row(mark, *map(escape, cells), style=None if m.holds else "dim")
    if found.matches:
        out.print(table)
    if found.noun:
        out.print(f"Also an agent noun: {escape(found.noun.noun)}, {found.noun.sector or 'sector from its owner'}.")
    day = f" on {on}" if on else ""
    out.print(f"{escape(name)}{day}: {escape(found.why)}.", soft_wrap=True)
