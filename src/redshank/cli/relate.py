"""``redshank relate``: what one named actor does to another in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from redshank.cli.common import MaybeInputs, Sieve, emit, json_rows, settings_from
from redshank.errors import CallError

if TYPE_CHECKING:
    from redshank.records import Relation


def command(
    inputs: MaybeInputs = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Inputs are JSON lines with id, sentence, actor and recipient spans.")
    ] = False,
    model: Annotated[
        Path | None,
        typer.Option("--model", metavar="FOLDER", help="Ask a model of your own (see `redshank train`), and it alone."),
    ] = None,
) -> int:
    """Name the event between two marked actors.

    For each JSON line with id, sentence, actor and recipient (spans in the sentence); stdin without an input.
    """
    from redshank.records import encode

    if not jsonl:
        raise CallError("relate reads JSON lines: add --jsonl")
    sieve = Sieve()
    rows = cast("list[dict[str, Any]]", list(sieve.sound(row for _, row in json_rows(inputs or []))))
    for relation in _answers(rows, model):
        emit(encode(relation))
    return sieve.exit_code


def _answers(rows: list[dict[str, Any]], model: Path | None) -> Iterator[Relation]:
    from redshank.coder.relate import ask, relate

    if model is not None:
        from redshank.predicates.relation_model import RelationModel

        return ask(RelationModel(model), rows)
    from redshank.pipeline import load

    return relate(load(settings_from(lexicon_only=True)).nlp, rows)
