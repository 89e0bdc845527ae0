"""``redshank story LEDGER ACTOR OTHER``: the course of a matter between two actors, every line with its words."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal, cast

import typer

from redshank.cli.asking import Format, LedgerFile, Limit, Out, give, with_filters
from redshank.errors import CallError
from redshank.ledger.filters import Filter

_STYLES = {
    "event": "bold", "demand": "yellow", "promise": "green", "offer": "green", "plan": "cyan", "threat": "red",
    "outcome": "cyan", "claim": "magenta", "denial": "red", "ruling": "bold blue",
}  # fmt: skip


@with_filters
def story(
    ledger: LedgerFile,
    one: Annotated[str, typer.Argument(metavar="ACTOR", help="A code, a sector or part of a name.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Who stands on the other side.")],
    asked: Filter,
    limit: Limit = None,
    form: Annotated[
        Literal["text", "markdown", "json", "jsonl", "csv", "parquet"] | None,
        typer.Option(
            "--format",
            metavar="text|markdown|json|jsonl|csv|parquet",
            help="Without it: text on a terminal, JSON lines in a pipe, the ending of -o.",
        ),
    ] = None,
    out: Out = None,
) -> int:
    """Tell the course of a matter between two actors, day by day.

    What one did to the other and both did together, what was demanded, promised and threatened and what became of it,
    what was claimed and denied. Each line cites the document and the span of the words that it rests on.
    """
    from redshank.ledger import Ledger
    from redshank.ledger.courses import course

    with Ledger(ledger, read_only=True) as held:
        answer = held.answer(course, asked, one=one, other=other, limit=limit)
    wanted = form or _form_of(out)
    if wanted == "text" and out is None:
        _print(answer, f"{one} and {other}")
    elif wanted in {"text", "markdown"}:
        _write(markdown(answer, f"{one} and {other}"), out)
    else:
        return give(answer, cast("Format | None", wanted), out, "story")
    return 0


def _form_of(out: Path | None) -> Any:
    """What is meant without a format; None leaves it to the ending."""
    if out is None:
        return "text" if sys.stdout.isatty() else "jsonl"
    return "markdown" if out.suffix.lower() in {".md", ".markdown", ".txt"} else None


def markdown(rows: Iterable[dict[str, Any]], title: str) -> str:
    """The story as a Markdown list."""
    lines = [f"# {title}", ""]
    for row in rows:
        lines.append(f"- **{_day(row).strip()}** {_deed(row)}{_word(row)}  ")
        lines.append(f"  “{_words(row)}” ({_cited(row)})")
    return "\n".join(lines) + "\n"


def _print(rows: Iterable[dict[str, Any]], title: str) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from redshank.cli.show import console

    out = console()
    out.print(Text(title, style="bold underline"))
    last = None
    for row in rows:
        line = Text(f"{_day(row)}  " if row["day"] != last or last is None else " " * 12, style="dim")
        line.append(_deed(row), style=_STYLES.get(row["kind"], ""))
        line.append(_word(row), style="dim")
        out.print(line)
        words = Text(f"“{_words(row)}” ", style="italic")
        words.append(f"[{_cited(row)}]", style="dim")
        out.print(Padding(words, (0, 0, 0, 12)))
        last = row["day"]


def _day(row: dict[str, Any]) -> str:
    return str(row["day"] or "no day    ")


def _deed(row: dict[str, Any]) -> str:
    """Who did what to whom, made from the record: 'RUS ASSAULT airstrike UKR'."""
    who, whom = ", ".join(row["who"] or []) or "?", ", ".join(row["whom"] or [])
    what = row["what"] if row["kind"] in {"event", "outcome"} else _said(row)
    return f"{who} {what}" + (f" → {whom}" if whom else "")


def _said(row: dict[str, Any]) -> str:
    """'demand RETREAT', 'claims', 'goes on'."""
    kind, what = row["kind"], row["what"]
    own = kind in {"claim", "denial", "ruling"} or what.startswith(kind)
    return what if own else f"{kind} {what}"


def _word(row: dict[str, Any]) -> str:
    """On whose word, and told by how many."""
    parts = []
    if row["said_by"]:
        parts.append(f"{'by' if row['kind'] in {'claim', 'denial', 'ruling'} else 'says'} {', '.join(row['said_by'])}")
    if row["origins"] is not None:
        parts.append(f"{row['origins']} origin{'s' if row['origins'] != 1 else ''}")
    return f" ({'; '.join(parts)})" if parts else ""


def _words(row: dict[str, Any]) -> str:
    return " ".join((row["words"] or "no text was kept").split()).strip('"“”')


def _cited(row: dict[str, Any]) -> str:
    return f"{row['source'] + ', ' if row['source'] else ''}{row['document']}:{row['start']}-{row['end']}"


def _write(text: str, out: Path | None) -> None:
    if out is None:
        sys.stdout.write(text)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CallError(f"cannot be written: {error.strerror or error}", where=str(out)) from error
