"""``redshank relate``: what one named actor does to another in one sentence."""

from __future__ import annotations

from typing import Annotated, Any, cast

import typer

from redshank.cli.common import MaybeInputs, Sieve, emit, json_rows, settings_from
from redshank.errors import CallError


def command(
    inputs: MaybeInputs = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Inputs are JSON lines with id, sentence, actor and recipient spans.")
    ] = False,
) -> int:
    """Name the event between two marked actors.

    For each JSON line with id, sentence, actor and recipient (spans in the sentence); stdin without an input.
    """
    from redshank.coder.relate import relate
    from redshank.pipeline import load
    from redshank.records import encode

    if not jsonl:
        raise CallError("relate reads JSON lines: add --jsonl")
    sieve = Sieve()
    rows = cast("list[dict[str, Any]]", list(sieve.sound(row for _, row in json_rows(inputs or []))))
    for relation in relate(load(settings_from()).nlp, rows):
        emit(encode(relation))
    return sieve.exit_code
