"""What the questions to a ledger share: their filters as options, their answers as tables and files."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from redshank.errors import CallError
from redshank.ledger.filters import Filter

if TYPE_CHECKING:
    from redshank.ledger.answer import Answer

Format = Literal["table", "json", "jsonl", "csv", "parquet"]
LedgerFile = Annotated[
    Path, typer.Argument(metavar="LEDGER", help="A ledger made by redshank add.", show_default=False)
]
As = Annotated[
    Format | None,
    typer.Option(
        "--format",
        metavar="table|json|jsonl|csv|parquet",
        help="Without it: a table on a terminal, JSON lines in a pipe, the ending of -o.",
    ),
]
Out = Annotated[Path | None, typer.Option("-o", "--out", metavar="FILE", help="Write to a file.")]
Limit = Annotated[int | None, typer.Option("--limit", metavar="N", min=0, help="At most so many rows.")]
By = Annotated[
    Literal["all", "year", "month", "week", "day"],
    typer.Option("--by", metavar="all|year|month|week|day", help="One row a period, or one for all time."),
]

_WHO = "a code (RUS, IGO), a sector (MIL) or part of a name"


def _many(help: str, metavar: str = "TEXT", kind: Any = str) -> Any:  # noqa: A002 -- Typer's own word
    return Annotated[list[kind] | None, typer.Option(metavar=metavar, help=help)]


FILTERS: dict[str, Any] = {
    "actor": _many(f"Who acts: {_WHO}.", "WHO"),
    "recipient": _many(f"To whom: {_WHO}.", "WHO"),
    "party": _many(f"On either side: {_WHO}.", "WHO"),
    "said_by": _many(f"On whose word: {_WHO}.", "WHO"),
    "event": _many("Category, such as ASSAULT.", "CATEGORY"),
    "mode": _many("Mode, such as airstrike.", "MODE"),
    "aux": _many("future, hypothetical, negation, historical; none: told as fact; any.", "AUX"),
    "quad": _many("Quad class: 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict.", "N", int),
    "since": Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Happened on this day or later.")],
    "until": Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Happened on this day or before.")],
    "place": _many("Part of a place's name, or a country code.", "PLACE"),
    "box": Annotated[str | None, typer.Option(metavar="W,S,E,N", help="Inside these degrees.")],
    "origins": Annotated[int | None, typer.Option(metavar="N", help="At least N independent origins.")],
    "publishers": Annotated[int | None, typer.Option(metavar="N", help="At least N publishers.")],
    "reports": Annotated[int | None, typer.Option(metavar="N", help="At least N reports.")],
    "confidence": Annotated[float | None, typer.Option(metavar="X", help="At least this confidence, 0 to 1.")],
    "text": _many("Words in the sentence of a report.", "WORDS"),
}


def with_filters(function: Callable[..., int]) -> Callable[..., int]:
    """A command whose parameter ``asked`` is filled from the options of ``FILTERS``."""
    own = inspect.signature(function, eval_str=True)
    parameters = [p for name, p in own.parameters.items() if name != "asked"]
    kind = inspect.Parameter.KEYWORD_ONLY
    parameters = [p.replace(kind=kind) for p in parameters]
    parameters += [inspect.Parameter(name, kind, default=None, annotation=a) for name, a in FILTERS.items()]

    @wraps(function)
    def command(**given: Any) -> int:
        asked = filter_from({name: given.pop(name) for name in FILTERS})
        return function(asked=asked, **given)

    command.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]  # read by Typer
    command.__annotations__ = {p.name: p.annotation for p in parameters} | {"return": int}
    return command


def filter_from(given: dict[str, Any]) -> Filter:
    """The options that were given, as a ``Filter``.

    Raises:
        CallError: a day or a box that cannot be.
    """
    values: dict[str, Any] = {
        n: tuple(v) if isinstance(v, list) else v for n, v in given.items() if v not in (None, [])
    }
    if "box" in values:
        values["box"] = _box(values["box"])
    return Filter(**values)


def _box(text: str) -> tuple[float, ...]:
    try:
        sides = tuple(float(part) for part in text.split(","))
    except ValueError:
        sides = ()
    if len(sides) != len(("west", "south", "east", "north")):
        raise CallError(f"no box: west,south,east,north in degrees, not {text!r}")
    return sides


def give(answer: Answer, form: Format | None, out: Path | None, title: str, shown: Sequence[str] | None = None) -> int:
    """The answer where it was asked for: on the terminal, in the pipe, in a file.

    Args:
        answer: the rows.
        form: as asked; None for what fits the place.
        out: a file, or None.
        title: what the rows are, in the plural.
        shown: the columns for a terminal, which is narrow; files and pipes get all.
    """
    from redshank.formats.tables import write_table

    if out is not None:
        write_table(answer.arrow(), form or _form_of(out), out)
        sys.stderr.write(f"{out}: {len(answer):,} rows\n")
    elif form == "table" or (form is None and sys.stdout.isatty()):
        from redshank.cli.show import answer_table, console

        console().print(answer_table(answer, title, shown))
    else:
        write_table(answer.arrow(), form or "jsonl", None)
    return 0


def _form_of(out: Path) -> Format:
    forms: dict[str, Format] = {
        ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet", ".txt": "table",
    }  # fmt: skip
    if out.suffix.lower() not in forms:
        raise CallError(f"the ending {out.suffix!r} stands for no format (known: {', '.join(forms)})", where=str(out))
    return forms[out.suffix.lower()]
