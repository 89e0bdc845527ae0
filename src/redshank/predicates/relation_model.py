"""The second reader: a small model that says what one marked party does to another, and which words are parties.

MiniLM (Wang et al. 2020; weights by sentence-transformers, Apache-2.0), fine-tuned on the project's corpus
(``corpus/DATASHEET.md``), int8 ONNX on one thread. `model/MODEL_CARD.md` gives its figures and limits. Nothing is
loaded before the first question; ``redshank train`` makes a file of the same kind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from redshank.predicates.marking import FORMAT, Marked, Pieces, Span, marks_of, pieces_of
from redshank.predicates.model_files import open_model
from redshank.predicates.neutral import neutral

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

MODEL_FILE = "relation.onnx"
NONE = "NONE"
_INSIDE, _SURE = 0.5, 0.7  # set on development sentences: where F1 of the spans was best
_ROWS = 32  # a batch; smaller ones are faster by a hundredth or two and less sure


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model makes of one marked sentence; probabilities from 0 to 1.

    Attributes:
        events: probability of each category and of ``NONE``.
        modes: of each ``CATEGORY/mode``; ``CATEGORY/-`` where none applies.
        aux: of each auxiliary mode, each for itself.
    """

    events: dict[str, float]
    modes: dict[str, float]
    aux: dict[str, float]

    @property
    def event(self) -> str:
        """The likeliest category, or ``NONE``."""
        return max(self.events, key=lambda e: self.events[e])

    def mode_of(self, event: str) -> str:
        """The likeliest mode of a category; '-' for none."""
        own = {m.partition("/")[2]: p for m, p in self.modes.items() if m.startswith(f"{event}/")}
        return max(own, key=lambda m: own[m], default="-")


@dataclass(frozen=True, slots=True)
class Parties:
    """The spans of a bare sentence that the model takes for actors, recipients and triggers, with their probability."""

    actors: tuple[tuple[Span, float], ...] = ()
    recipients: tuple[tuple[Span, float], ...] = ()
    triggers: tuple[tuple[Span, float], ...] = ()


_Told = TypeVar("_Told")


class RelationModel:
    """A model file and its tokenizer.

    Args:
        folder: holds ``relation.onnx`` and ``tokenizer.json``.

    Raises:
        DataError: a file is missing, damaged, or of another version of the format.
    """

    def __init__(self, folder: Path) -> None:
        opened = open_model(folder, MODEL_FILE, FORMAT)
        self.folder = folder
        self._session, self._tokenizer = opened.session, opened.tokenizer
        facts = opened.facts
        self.events: tuple[str, ...] = tuple(facts["events"])
        self.modes: tuple[str, ...] = tuple(facts["modes"])
        self.aux: tuple[str, ...] = tuple(facts["aux"])

    def mean_pieces(self, rows: Sequence[Marked]) -> float:
        """Mean number of word pieces of the rows, markers among them."""
        return sum(len(p.ids) for p in pieces_of(self._tokenizer, rows)) / max(1, len(rows))

    def read(self, rows: Sequence[Marked]) -> list[Answer]:
        """What is done in each marked sentence, in order; countries are read under stand-in names (``neutral``)."""
        return self._sorted([neutral(row) for row in rows], self._pairs)

    def parties(self, rows: Sequence[Marked]) -> list[Parties]:
        """Which words of each bare sentence are parties and triggers, in order."""
        return self._sorted(rows, self._roles)

    def _sorted(self, rows: Sequence[Marked], ask: Callable[[Sequence[Pieces]], list[_Told]]) -> list[_Told]:
        """Answers in the order of the rows, which are asked sorted by length, so that little is padded."""
        pieces = pieces_of(self._tokenizer, rows)
        order = sorted(range(len(rows)), key=lambda n: len(pieces[n].ids))
        found: dict[int, _Told] = {}
        for at in range(0, len(order), _ROWS):
            numbers = order[at : at + _ROWS]
            for n, answer in zip(numbers, ask([pieces[n] for n in numbers]), strict=True):
                found[n] = answer
        return [found[n] for n in range(len(rows))]

    def _pairs(self, rows: Sequence[Pieces]) -> list[Answer]:
        event, mode, aux, _ = self._run(rows, *marks_of(rows))
        of_event, of_mode, of_aux = _softmax(event), _softmax(mode), 1 / (1 + np.exp(-aux))
        return [
            Answer(_named(self.events, of_event[n]), _named(self.modes, of_mode[n]), _named(self.aux, of_aux[n]))
            for n in range(len(rows))
        ]

    def _roles(self, rows: Sequence[Pieces]) -> list[Parties]:
        longest = max(len(r.ids) for r in rows)
        every = [list(range(longest))] * len(rows)
        *_, roles = self._run(rows, every, np.zeros((len(rows), 3, longest)))
        chances = _softmax(roles.reshape(*roles.shape[:2], -1, 3))
        return [Parties(*(spans_of(row, chances[n, :, k]) for k in range(3))) for n, row in enumerate(rows)]

    def _run(self, rows: Sequence[Pieces], asked: Sequence[Sequence[int]], weights: Any) -> list[Any]:
        ids = np.zeros((len(rows), max(len(r.ids) for r in rows)), dtype=np.int64)
        for n, row in enumerate(rows):
            ids[n, : len(row.ids)] = row.ids
        told: list[Any] = self._session.run(
            None,
            {
                "ids": ids,
                "mask": (ids > 0).astype(np.int64),
                "asked": np.array(asked, dtype=np.int64),
                "weights": np.array(weights, dtype=np.float32),
            },
        )
        return told


def _softmax(logits: Any) -> Floats:
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    result: Floats = raised / raised.sum(-1, keepdims=True)
    return result


def _named(names: Sequence[str], values: Floats) -> dict[str, float]:
    return dict(zip(names, np.round(values.astype(np.float64), 4).tolist(), strict=True))


def spans_of(row: Pieces, chances: Floats) -> tuple[tuple[Span, float], ...]:
    """Spans of pieces that may be inside (``_INSIDE``), one of which surely is (``_SURE``), with that one's chance.

    Args:
        row: the pieces of a sentence.
        chances: (pieces, 3): outside, first of a span, later in it.
    """
    found: list[tuple[int, int, float]] = []
    after = False
    for (start, end), (outside, first, _) in zip(row.offsets, chances.tolist(), strict=False):
        if not end:
            continue
        inside = 1 - outside
        if inside <= _INSIDE:
            after = False
            continue
        if after and (first <= _SURE or start == found[-1][1]):  # a piece of the same word goes with it
            found[-1] = (found[-1][0], end, max(found[-1][2], inside))
        else:
            found.append((start, end, inside))
        after = True
    return tuple(((a, b), round(chance, 4)) for a, b, chance in found if chance >= _SURE)


@cache
def own_model() -> RelationModel:
    """The model that the package ships.

    Raises:
        DataError: it is missing or damaged.
    """
    return RelationModel(Path(str(resources.files("redshank.predicates") / "model")))
