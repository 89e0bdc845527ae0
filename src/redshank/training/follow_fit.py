"""Trains the follow model on chains: MiniLM with two heads, one for passages and one for pairs."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from redshank.predicates.follow_model import (
    FOLLOW_FILE,
    FOLLOW_FORMAT,
    KINDS,
    NOTHING,
    RELATIONS,
    Pair,
    Passage,
    Pieces,
    made_pieces,
    padded,
    pair_pieces,
)
from redshank.predicates.model_files import TOKENIZER_FILE
from redshank.training.chains import Matter, epoch
from redshank.training.export import OPSET, describe
from redshank.training.fit import tokenizer
from redshank.training.network import minilm

_KINDS, _RELATIONS = (*KINDS, NOTHING), (*RELATIONS, NOTHING)
_BUCKET = 16  # batches sorted by length together


@dataclass(frozen=True, slots=True)
class FollowPlan:
    """How to train; all of it goes into the model card."""

    seed: int = 7
    epochs: int = 4
    alone: int = 2  # epochs, the first ones, in which passages are read alone, too: they are soon learned
    batch: int = 32
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    smoothing: float = 0.05
    nothing: float = 1.5  # pairs without a link for each with one, drawn anew in every epoch
    last_rate: float = 6e-5  # of one more epoch, with more of these
    last_head_rate: float = 2e-4
    last_smoothing: float = 0.02
    last_nothing: float = 5.0
    bfloat16: bool = True
    threads: int = 2


class FollowNetwork(nn.Module):  # type: ignore[misc]  # torch is not there where types are checked
    """A BERT encoder; logits of kinds and of relations from the mean of all pieces and the first one."""

    def __init__(self, encoder: Any, dropout: float = 0.1) -> None:
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.mix = nn.Sequential(nn.Dropout(dropout), nn.Linear(2 * width, width), nn.GELU(), nn.Dropout(dropout))
        self.makes = nn.Linear(width, len(_KINDS))
        self.becomes = nn.Linear(width, len(_RELATIONS))

    def forward(self, ids: Tensor, mask: Tensor, kinds: Tensor) -> tuple[Tensor, Tensor]:
        """Logits (rows, kinds) and (rows, relations) of ``ids``, (rows, pieces); ``kinds`` is 1 in the later one."""
        seen = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=kinds).last_hidden_state
        real = mask.to(seen.dtype).unsqueeze(-1)
        mean = (seen * real).sum(1) / real.sum(1).clamp(min=1.0)
        both = self.mix(torch.cat([seen[:, 0], mean], dim=-1))
        return self.makes(both), self.becomes(both)


def train(
    matters: Sequence[Matter], plan: FollowPlan, progress: Callable[[int, int, float], None] | None = None
) -> FollowNetwork:
    """A network trained on chains; ``progress`` is told step, number of steps and loss.

    First with few pairs that have no link, so that the links are learned; then once more with many, so that the network
    learns how rare they are.
    """
    torch.manual_seed(plan.seed)
    torch.set_num_threads(plan.threads)
    torch.use_deterministic_algorithms(True)
    chance = random.Random(plan.seed)  # noqa: S311  no secret
    network = FollowNetwork(minilm())
    network.encoder.embeddings.word_embeddings.weight.requires_grad_(requires_grad=False)
    first = [epoch(matters, chance, plan.nothing, alone=n < plan.alone) for n in range(plan.epochs)]
    second = [epoch(matters, chance, plan.last_nothing, alone=True)]
    runs = [
        (_all_batches(first, plan, chance), plan.rate, plan.head_rate, plan.smoothing),
        (_all_batches(second, plan, chance), plan.last_rate, plan.last_head_rate, plan.last_smoothing),
    ]
    steps, done = sum(len(batches) for batches, *_ in runs), 0
    for batches, rate, head_rate, smoothing in runs:
        for loss in _learn(network, batches, (rate, head_rate), smoothing, plan):
            done += 1
            if progress is not None:
                progress(done, steps, loss)
    network.eval()
    return network


_Batch = tuple[list[Pieces], list[tuple[int, int]]]


def _all_batches(
    epochs: Sequence[list[tuple[Pair | Passage, str]]], plan: FollowPlan, chance: random.Random
) -> list[_Batch]:
    return [batch for rows in epochs for batch in _batches(rows, plan.batch, chance)]


def _learn(
    network: FollowNetwork, batches: Sequence[_Batch], rates: tuple[float, float], smoothing: float, plan: FollowPlan
) -> Iterator[float]:
    """Train on batches with a schedule of its own; the loss of each step."""
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    parts = [{"params": encoder, "lr": rates[0]}, {"params": heads, "lr": rates[1]}]
    optimizer = torch.optim.AdamW(parts, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, list(rates), total_steps=len(batches) + 1, pct_start=0.1)
    network.train()
    for batch in batches:
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=plan.bfloat16):
            loss = _loss(network, *batch, smoothing)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        yield loss.item()


def _batches(rows: Sequence[tuple[Pair | Passage, str]], size: int, chance: random.Random) -> Iterator[_Batch]:
    """Batches of like length in any order: pieces, and for each the head and the place of its answer."""
    words = tokenizer()
    drawn: list[tuple[Pieces, tuple[int, int]]] = []
    for row, label in rows:
        if len(row) == 3:
            drawn.append((pair_pieces(words, row), (1, _RELATIONS.index(label))))
        else:
            drawn.append((made_pieces(words, row), (0, _KINDS.index(label))))
    found: list[list[tuple[Pieces, tuple[int, int]]]] = []
    for at in range(0, len(drawn), size * _BUCKET):
        bucket = sorted(drawn[at : at + size * _BUCKET], key=lambda d: len(d[0][0]))
        found += [bucket[i : i + size] for i in range(0, len(bucket), size)]
    chance.shuffle(found)
    for batch in found:
        yield [pieces for pieces, _ in batch], [answer for _, answer in batch]


def _loss(network: FollowNetwork, pieces: list[Pieces], answers: list[tuple[int, int]], smoothing: float) -> Tensor:
    ids, kinds = (torch.from_numpy(a) for a in padded(pieces))
    logits = network(ids, (ids > 0).long(), kinds)
    found = torch.zeros(())
    for head in (0, 1):
        rows = [n for n, (of, _) in enumerate(answers) if of == head]
        if rows:
            told = torch.tensor([answers[n][1] for n in rows])
            part = nn.functional.cross_entropy(logits[head][rows].float(), told, label_smoothing=smoothing)
            found = found + part * (len(rows) / len(answers))
    return found


def export(network: FollowNetwork, folder: Path) -> None:
    """``follow.onnx`` (int8, dynamic quantisation) and the tokenizer, in ``folder``, which is there."""
    axes = {0: "rows", 1: "pieces"}
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        ids = torch.ones(2, 8, dtype=torch.long)
        torch.onnx.export(
            network.eval(),
            (ids, torch.ones_like(ids), torch.zeros_like(ids)),
            str(whole),
            input_names=["ids", "mask", "kinds"],
            output_names=["makes", "becomes"],
            dynamic_axes={
                "ids": axes,
                "mask": axes,
                "kinds": axes,
                "makes": {0: "rows"},
                "becomes": {0: "rows"},
            },
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(whole, folder / FOLLOW_FILE, weight_type=QuantType.QInt8, per_channel=True)
    describe(folder / FOLLOW_FILE, {"format": FOLLOW_FORMAT, "kinds": KINDS, "relations": RELATIONS})
    tokenizer().save(str(folder / TOKENIZER_FILE), pretty=False)
