"""From sentences to a model folder: split, train, prune, export, measure, describe."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from redshank.predicates.relation_model import RelationModel
from redshank.training.corpus import Example, Labels
from redshank.training.export import export
from redshank.training.fit import Plan, train
from redshank.training.measure import Figures, measure, split, write_card
from redshank.training.names import fill
from redshank.training.pruning import narrowed

CARD = "MODEL_CARD.md"


def make(examples: Sequence[Example], labels: Labels, folder: Path, *, epochs: int, seed: int) -> Figures:
    """Train on the sentences and write model, tokenizer and card to ``folder``; figures on those kept apart."""
    folder.mkdir(parents=True, exist_ok=True)  # a folder that cannot be written is told before the work, not after
    learned, kept = split(examples)
    plan = Plan(seed=seed, epochs=epochs)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("training")
        loss = [0.0]

        def step(done: int, steps: int, value: float) -> None:
            loss[0] = value if done == 1 else 0.98 * loss[0] + 0.02 * value
            progress.update(task, completed=done, total=steps, description=f"training, loss {loss[0]:.2f}")

        network = train(learned, labels, plan, step)
    chance = random.Random(seed)  # noqa: S311  no secret
    export(narrowed(network, learned, labels, plan), labels, folder)
    figures = measure(RelationModel(folder), [fill(e, chance) for e in kept])
    write_card(folder / CARD, corpus=learned, labels=labels, plan=plan, figures=figures)
    return figures
