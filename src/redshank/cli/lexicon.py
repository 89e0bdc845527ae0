"""``redshank lexicon``: what the frame lexicon holds."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from redshank.cli.common import say

if TYPE_CHECKING:
    from redshank.lexicons.find import Entries

app = typer.Typer(help="Look into the lexicon of frames: which words name which acts.")


@app.callback()
def _lexicon() -> None:
    """Keep `find` a word of its own, whatever else comes to stand beside it."""


@app.command("find")
def find(
    word: Annotated[str, typer.Argument(metavar="WORD", help="A verb, noun or adjective in its base form.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the entries as JSON.")] = False,
) -> int:
    """Show the frames of a word.

    What each needs, the category and modes it gives, where actor and recipient stand, and the line it comes from; then
    the word classes and mode cues that name the word. Exit code 1 if the lexicon does not know it.
    """
    from redshank.lexicons.find import find as entries_of

    entries = entries_of(word)
    if as_json:
        import msgspec

        sys.stdout.buffer.write(msgspec.json.encode(entries, order="deterministic") + b"\n")
    elif entries:
        _print(entries)
    if not entries:
        say(f"{entries.word!r} is not in the lexicon: give its base form, a single word")
        return 1
    return 0


def _print(entries: Entries) -> None:
    from rich.table import Column, Table

    from redshank.cli.show import console
    from redshank.lexicons.find import condition_text

    out = console()
    if entries.frames:
        heads = ("word", "needs", "act", "actor", "recipient", "flags", "entry")
        table = Table(*(Column(h, overflow="fold") for h in heads))
        for f in entries.frames:
            act = f.event if not f.modes else f"{f.event} {', '.join(f.modes)}"
            needs = "; ".join(condition_text(c) for c in f.needs) or "nothing"
            flags = " ".join([*sorted(f.flags), *(f"implied={s}" for s in f.implied)])
            style = "dim" if f.event == "NONE" else ""
            sides = "|".join(f.actor) or "-", "|".join(f.recipient) or "-"
            table.add_row(f"{f.lemma} ({f.pos})", needs, act, *sides, flags, f.name.partition(" ")[0], style=style)
        out.print(table)
    for verb in entries.light:
        out.print(f"light verb {verb.lemma} {verb.particle}: {verb.kind}", markup=False)
    for cue in entries.cues:
        out.print(f"cue: {cue.event} is {cue.mode} where '{entries.word}' stands in its {cue.region}", markup=False)
    for name in entries.classes:
        out.print(f"in the class @{name}", markup=False)
