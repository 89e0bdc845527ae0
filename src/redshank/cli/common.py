"""What several commands share: settings from options, documents from inputs, lines on stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec
import typer

from redshank.errors import CallError, DocumentError
from redshank.settings import Settings, from_environment

T = TypeVar("T")

Inputs = Annotated[
    list[Path],
    typer.Argument(metavar="INPUT…", help="Text, HTML or JSON-lines files, or folders of them; - is stdin."),
]
MaybeInputs = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[INPUT…]", help="Text, HTML or JSON-lines files, or folders of them; - is stdin."),
]
Published = Annotated[
    str | None, typer.Option(metavar="YYYY-MM-DD", help="Publication day of reports that do not tell their own.")
]
Workers = Annotated[
    int | None, typer.Option(metavar="N", min=1, help="Processes to use; the result does not depend on it.")
]

Actors = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE", help="Your own roster, which goes before ours; may be given several times."),
]
GazetteerFile = Annotated[
    Path | None,
    typer.Option(
        "--gazetteer", metavar="FILE", help="A gazetteer made by redshank places build, in the place of ours."
    ),
]
LexiconOnly = Annotated[
    bool, typer.Option("--lexicon-only", help="Leave out the relation model: fewer events, and faster.")
]


def settings_from(
    published: str | None = None,
    workers: int | None = None,
    actors: Iterable[Path] | None = None,
    lexicon_only: bool = False,
    gazetteer: Path | None = None,
) -> Settings:
    """Settings of the environment, overridden by options.

    Raises:
        CallError: a value that cannot be.
        DataError: a gazetteer that several workers could not open.
    """
    given: dict[str, object] = {"published": published, "workers": workers}
    given["second_reader"] = False if lexicon_only else None
    given["gazetteer"] = str(gazetteer) if gazetteer else None
    given["actors"] = tuple(str(path) for path in actors) if actors else None
    settings = msgspec.structs.replace(from_environment(), **{k: v for k, v in given.items() if v is not None})
    if settings.gazetteer and settings.workers > 1:
        from redshank.lexicons.gazetteer import opened

        opened(settings.gazetteer)  # one that cannot be read is the call's fault, and no worker's
    return settings


def say(message: object) -> None:
    """One line on stderr."""
    sys.stderr.write(f"redshank: {message}\n")


def emit(line: bytes) -> None:
    """One line on stdout, as it is, at once."""
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


class Sieve:
    """Lets results through and tells errors on stderr, counting them for the exit code.

    Attributes:
        failed: errors seen.
    """

    def __init__(self) -> None:
        self.failed = 0

    def tell(self, error: DocumentError) -> None:
        """Say one error, and count it."""
        self.failed += 1
        say(error)

    def sound(self, outcomes: Iterable[T | DocumentError]) -> Iterator[T]:
        """Everything that is no error."""
        for outcome in outcomes:
            if isinstance(outcome, DocumentError):
                self.tell(outcome)
            else:
                yield outcome

    @property
    def exit_code(self) -> int:
        """1 where a document failed, else 0."""
        return 1 if self.failed else 0


def json_rows(inputs: Iterable[Path]) -> Iterator[tuple[str, object | DocumentError]]:
    """JSON lines of files (of stdin where there are none): where each stands (``file:line``) and the row, or its error.

    Raises:
        CallError: a file that is not there or cannot be read.
    """
    names = [str(path) for path in inputs] or ["-"]
    for name in names:
        if name != "-" and not Path(name).is_file():
            raise CallError("no such file", where=name)
    for name in names:
        yield from _lines(name)


def _lines(name: str) -> Iterator[tuple[str, object | DocumentError]]:
    source = sys.stdin.buffer if name == "-" else Path(name).open("rb")  # noqa: SIM115 -- closed below
    try:
        for number, line in enumerate(source, start=1):
            where = f"{'stdin' if name == '-' else name}:{number}"
            if not line.strip():
                continue
            try:
                yield where, msgspec.json.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                yield where, DocumentError(f"no line of JSON: {error}", where=where)
    finally:
        if name != "-":
            source.close()
