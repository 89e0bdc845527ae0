"""From corpus sentences to what the network learns from: filled slots, marked pieces, targets, one batch at a time."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from redshank.coder.draft import SYMMETRIC
from redshank.predicates.marking import Marked, Pieces, Span, marks_of, pieces_of
from redshank.predicates.relation_model import NONE
from redshank.training.corpus import Example, Labels
from redshank.training.names import fill
from redshank.training.network import ROLES

# Shares of the sentences shown so; tried by hand on sentences of our own, none is sensitive.
_TRIGGER_SHOWN = 0.5  # `relate` knows no trigger, the coder does
_TURNED = 0.06  # actor and recipient exchanged: no event, save where both sides act
_BOTH_SIDES = frozenset({*SYMMETRIC, NONE})
_BUCKET = 16  # batches sorted by length together
IGNORED = -100


@dataclass(frozen=True, slots=True)
class Batch:
    """Targets of one step; ``plain`` rows are unmarked and carry the roles.

    Attributes:
        mode: a distribution over ``CATEGORY/mode`` pairs.
        aux_counts: 1 where the row has an event, whose auxiliary modes are then asked.
        roles: (rows, pieces, 3), ``IGNORED`` off the text.
    """

    ids: Tensor
    mask: Tensor
    asked: Tensor
    weights: Tensor
    event: Tensor
    mode: Tensor
    aux: Tensor
    aux_counts: Tensor
    plain_ids: Tensor
    plain_mask: Tensor
    roles: Tensor


class Batches:
    """Shuffled batches of a corpus, each sentence with fresh names in every epoch.

    Args:
        corpus: the sentences; those of the same words share the roles of all their events.
        labels: what the targets number.
        tokenizer: MiniLM's.
        chance: the only source of randomness.
    """

    def __init__(
        self, corpus: Sequence[Example], labels: Labels, tokenizer: Tokenizer, chance: random.Random, size: int = 32
    ) -> None:
        self.corpus, self.labels, self.tokenizer, self.chance, self.size = corpus, labels, tokenizer, chance, size
        self._same: dict[str, list[Example]] = {}
        for example in corpus:
            self._same.setdefault(example.text, []).append(example)

    def __len__(self) -> int:
        return len(list(self._order(random.Random(0))))  # noqa: S311  no secret

    def epoch(self) -> Iterator[Batch]:
        """All sentences once."""
        for numbers in self._order(self.chance):
            yield self._batch([self.corpus[n] for n in numbers])

    def _order(self, chance: random.Random) -> list[list[int]]:
        order = list(range(len(self.corpus)))
        chance.shuffle(order)
        width = self.size * _BUCKET
        batches: list[list[int]] = []
        for at in range(0, len(order), width):
            bucket = sorted(order[at : at + width], key=lambda n: len(self.corpus[n].text))
            batches += [bucket[i : i + self.size] for i in range(0, len(bucket), self.size)]
        chance.shuffle(batches)
        return batches

    def _batch(self, examples: Sequence[Example]) -> Batch:
        marked, plain, roles = [], [], []
        shown = []
        for example in examples:
            seed = self.chance.random()
            filled = fill(example, random.Random(seed))  # noqa: S311
            shown.append(_turned(filled) if self.chance.random() < _TURNED else filled)
            triggers = filled.triggers if self.chance.random() < _TRIGGER_SHOWN else ()
            marked.append(Marked(filled.text, shown[-1].actors, shown[-1].recipients, triggers))
            same = [fill(e, random.Random(seed)) for e in self._same[example.text]]  # noqa: S311
            plain.append(Marked(filled.text))
            roles.append(_spans_of(same))
        pairs = pieces_of(self.tokenizer, marked)
        ids, mask = padded(pairs)
        bare = pieces_of(self.tokenizer, plain)
        plain_ids, plain_mask = padded(bare)
        targets = torch.full((*plain_ids.shape, len(ROLES)), IGNORED)
        for n, (pieces, spans) in enumerate(zip(bare, roles, strict=True)):
            targets[n, : len(pieces.ids)] = torch.tensor(role_targets(pieces, spans))
        asked, weights = map(torch.tensor, marks_of(pairs))
        return Batch(ids, mask, asked, weights, *self._targets(shown), plain_ids, plain_mask, targets)

    def _targets(self, examples: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        labels = self.labels
        event = torch.tensor([labels.events.index(e.event) for e in examples])
        mode = torch.zeros(len(examples), len(labels.modes))
        aux = torch.zeros(len(examples), len(labels.aux))
        counts = torch.tensor([[float(e.event != NONE)] for e in examples])
        for n, example in enumerate(examples):
            names = example.modes or ("-",)
            for name in names:
                mode[n, labels.modes.index(f"{example.event}/{name}")] = 1 / len(names)
            for name in example.aux:
                aux[n, labels.aux.index(name)] = 1.0
        return event, mode, aux, counts


def _turned(example: Example) -> Example:
    """The pair the other way round, between whom nothing happened that way; as it is where both sides act."""
    if example.event in _BOTH_SIDES or not example.recipients:
        return example
    return Example(
        example.text, example.recipients, example.actors, example.triggers, NONE, (), (), example.form, example.where
    )


def _spans_of(examples: Sequence[Example]) -> list[list[Span]]:
    told = [e for e in examples if e.event != NONE]
    return [
        [s for e in told for s in e.actors],
        [s for e in told for s in e.recipients],
        [s for e in told for s in e.triggers],
    ]


def role_targets(pieces: Pieces, spans: Sequence[Sequence[Span]]) -> list[list[int]]:
    """For each piece and role 0 outside, 1 first of a span, 2 later in it; ``IGNORED`` off the text."""
    found = [[0 if b else IGNORED] * len(spans) for _, b in pieces.offsets]
    for role, held in enumerate(spans):
        for n, (a, b) in enumerate(pieces.offsets):
            for start, end in held if b else ():
                if a < end and b > start:
                    found[n][role] = 1 if a <= start else 2
    return found


def padded(rows: Sequence[Pieces]) -> tuple[Tensor, Tensor]:
    """Piece numbers and mask, (rows, longest row)."""
    longest = max(len(r.ids) for r in rows)
    ids = torch.zeros(len(rows), longest, dtype=torch.long)
    mask = torch.zeros(len(rows), longest, dtype=torch.long)
    for n, row in enumerate(rows):
        ids[n, : len(row.ids)] = torch.tensor(row.ids)
        mask[n, : len(row.ids)] = 1
    return ids, mask
