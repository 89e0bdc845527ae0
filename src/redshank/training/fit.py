"""The training loop: a fixed seed, a fixed number of threads, CPU."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import nn

from redshank.predicates.marking import ACTOR, RECIPIENT, TRIGGER
from redshank.training.corpus import Example, Labels
from redshank.training.examples import IGNORED, Batch, Batches
from redshank.training.network import RelationNetwork, minilm, minilm_folder, seed_markers


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train; all of it goes into the model card."""

    seed: int = 7
    epochs: int = 7
    batch: int = 32
    rate: float = 2e-4
    head_rate: float = 1e-3
    smoothing: float = 0.05
    roles_every: int = 2  # the roles of the pieces are learned in every second step: they cost as much as all else
    bfloat16: bool = True  # twice as fast where the processor knows it
    inner: int = 1344  # neurons that stay of MiniLM's 1536 a layer; with 1280 the public sentences lost 0.003
    recovery: int = 400  # batches on which the narrowed network learns to answer as before
    recovery_rate: float = 5e-5
    threads: int = 2  # sums of floats depend on it, so it is part of the recipe


def tokenizer() -> Tokenizer:
    """MiniLM's tokenizer, without its cutting and padding."""
    found: Tokenizer = Tokenizer.from_file(str(minilm_folder() / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found


def train(
    corpus: Sequence[Example],
    labels: Labels,
    plan: Plan,
    progress: Callable[[int, int, float], None] | None = None,
) -> RelationNetwork:
    """A network trained on a corpus.

    Args:
        corpus: sentences of at least two classes.
        labels: what it shall answer.
        plan: rates, seed, epochs.
        progress: called after each step with its number, the number of steps and the loss.
    """
    torch.manual_seed(plan.seed)
    torch.set_num_threads(plan.threads)
    torch.use_deterministic_algorithms(True)
    batches = Batches(corpus, labels, tokenizer(), random.Random(plan.seed), plan.batch)  # noqa: S311  no secret
    network = RelationNetwork(minilm(), labels)
    seed_markers(network.encoder, _marker_words(batches.tokenizer))
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": plan.rate}, {"params": heads, "lr": plan.head_rate}], weight_decay=0.01
    )
    steps = plan.epochs * len(batches)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [plan.rate, plan.head_rate], total_steps=steps + 1, pct_start=0.1
    )
    network.train()
    done = 0
    for _ in range(plan.epochs):
        for batch in batches.epoch():
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=plan.bfloat16):
                found = _loss(network, batch, plan.smoothing, with_roles=done % plan.roles_every == 0)
            optimizer.zero_grad()
            found.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            done += 1
            if progress is not None:
                progress(done, steps, found.item())
    network.eval()
    return network


def _marker_words(tokenizer: Tokenizer) -> dict[int, int]:
    """Which piece lends each marker its first embedding."""
    found = {}
    for marker, word in ((ACTOR, "actor"), (RECIPIENT, "target"), (TRIGGER, "action")):
        found[marker] = found[marker + 1] = tokenizer.token_to_id(word) or 0
    return found


def _loss(network: RelationNetwork, batch: Batch, smoothing: float, *, with_roles: bool) -> torch.Tensor:
    """The tasks together; weights set by hand so that none drowns another."""
    event, mode, aux, _ = network(batch.ids, batch.mask, batch.asked, batch.weights)
    of_aux = nn.functional.binary_cross_entropy_with_logits(aux.float(), batch.aux, reduction="none")
    found = (
        nn.functional.cross_entropy(event.float(), batch.event, label_smoothing=smoothing)
        + 0.5 * nn.functional.cross_entropy(mode.float(), batch.mode)
        + 2.0 * (of_aux * batch.aux_counts).mean()
    )
    if not with_roles:
        return found
    roles = network.roles_of(batch.plain_ids, batch.plain_mask).float()
    return found + 2.0 * nn.functional.cross_entropy(
        roles.reshape(-1, 3), batch.roles.reshape(-1), ignore_index=IGNORED
    )
