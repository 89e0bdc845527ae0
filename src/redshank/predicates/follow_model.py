"""The third reader: what a sentence sets out to have done, and what a later one says became of it.

MiniLM as in ``relation_model``, fine-tuned on chains of reports written for the project (``corpus/chains``). It reads a
sentence with the one before it, and a pair of such sentences as a cross-encoder does (Nogueira & Cho 2019): both at
once, so that 'the three were home by evening' can be held against 'would free the sailors'. Countries stand under the
same stand-in names in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from redshank.predicates.marking import Marked
from redshank.predicates.model_files import TOKENIZER_FILE, open_model
from redshank.predicates.neutral import neutral

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FOLLOW_FILE = "follow.onnx"
FOLLOW_FORMAT = 1
KINDS = ("demand", "promise", "threat", "plan", "offer")
RELATIONS = ("fulfil", "part", "break", "repeat", "refuse", "extend", "withdraw", "mention")
NOTHING = "-"
_CLS, _SEP, _NOW = 101, 102, 2  # _NOW: an unused piece of MiniLM's vocabulary, before the sentence that is asked about
_MOST, _MOST_BEFORE = 56, 20  # pieces of a sentence, of the one before it
_ROWS = 16


Passage = tuple[str, str]  # a sentence, and the one before it in its report ('' where there is none)
Pair = tuple[str, Passage, Passage]  # a commitment's kind, the passage that makes it, a later one


class FollowModel:
    """A model file and its tokenizer.

    Args:
        folder: holds ``follow.onnx``.
        tokenizer: MiniLM's tokenizer file; the one in ``folder`` without it.

    Raises:
        DataError: a file is missing, damaged, or of another version of the format.
    """

    def __init__(self, folder: Path, tokenizer: Path | None = None) -> None:
        opened = open_model(folder, FOLLOW_FILE, FOLLOW_FORMAT, tokenizer)
        self.folder = folder
        self._session, self._tokenizer = opened.session, opened.tokenizer

    def makes(self, passages: Sequence[Passage]) -> list[dict[str, float]]:
        """For each passage the probability of each kind of commitment, and of ``-``, in order."""
        return self._read([made_pieces(self._tokenizer, p) for p in passages], 0, (*KINDS, NOTHING))

    def becomes(self, pairs: Sequence[Pair]) -> list[dict[str, float]]:
        """For each pair the probability of each relation of the later passage to the commitment, and of ``-``."""
        return self._read([pair_pieces(self._tokenizer, p) for p in pairs], 1, (*RELATIONS, NOTHING))

    def _read(self, rows: Sequence[Pieces], head: int, names: Sequence[str]) -> list[dict[str, float]]:
        order = sorted(range(len(rows)), key=lambda n: len(rows[n][0]))
        found: dict[int, dict[str, float]] = {}
        for at in range(0, len(order), _ROWS):
            numbers = order[at : at + _ROWS]
            ids, kinds = padded([rows[n] for n in numbers])
            told: list[Any] = self._session.run(None, {"ids": ids, "mask": (ids > 0).astype(np.int64), "kinds": kinds})
            logits = told[head]
            raised = np.exp(logits - logits.max(-1, keepdims=True))
            chances = np.round((raised / raised.sum(-1, keepdims=True)).astype(np.float64), 4)
            found.update((n, dict(zip(names, chances[k].tolist(), strict=True))) for k, n in enumerate(numbers))
        return [found[n] for n in range(len(rows))]


Pieces = tuple[list[int], list[int]]  # numbers of word pieces, and for each whether it is of the later passage


def made_pieces(tokenizer: Tokenizer, passage: Passage) -> Pieces:
    """A passage as the model reads it alone."""
    sentence, before = _encoded(tokenizer, passage)
    ids = [_CLS, *before[:_MOST_BEFORE], _NOW, *sentence[:_MOST], _SEP]
    return ids, [0] * len(ids)


def pair_pieces(tokenizer: Tokenizer, pair: Pair) -> Pieces:
    """A pair as the model reads it: kind and making passage, then the later one."""
    kind, (made, made_before), (later, later_before) = pair
    named, *parts = _encoded(tokenizer, (kind, made_before, made, later_before, later))
    first = [_CLS, *named, *parts[0][:_MOST_BEFORE], _NOW, *parts[1][:_MOST], _SEP]
    second = [*parts[2][:_MOST_BEFORE], _NOW, *parts[3][:_MOST], _SEP]
    return first + second, [0] * len(first) + [1] * len(second)


def _encoded(tokenizer: Tokenizer, texts: Sequence[str]) -> list[list[int]]:
    """Word pieces of each text, countries under stand-ins that are the same in all of them."""
    same = neutral(Marked("\n".join(t.replace("\n", " ") for t in texts))).text.split("\n")
    return [e.ids for e in tokenizer.encode_batch(same, add_special_tokens=False)]


def padded(rows: Sequence[Pieces]) -> tuple[Any, Any]:
    """Pieces and kinds of a batch, (rows, longest) each."""
    longest = max(len(ids) for ids, _ in rows)
    ids, kinds = np.zeros((len(rows), longest), dtype=np.int64), np.zeros((len(rows), longest), dtype=np.int64)
    for n, (pieces, of) in enumerate(rows):
        ids[n, : len(pieces)] = pieces
        kinds[n, : len(of)] = of
    return ids, kinds


@cache
def own_follow_model() -> FollowModel:
    """The model that the package ships; it shares the relation model's tokenizer.

    Raises:
        DataError: it is missing or damaged.
    """
    models = Path(str(resources.files("redshank.predicates")))
    return FollowModel(models / "model_follow", models / "model" / TOKENIZER_FILE)
