"""How a sentence with marked parties is put before the relation model: words to numbers.

The markers are word pieces that MiniLM's vocabulary keeps unused: a pair of them stands round each actor, another round
each recipient, a third round each trigger (entity markers: Baldini Soares et al. 2019, 'Matching the Blanks').
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Span = tuple[int, int]

ACTOR, RECIPIENT, TRIGGER = 2, 4, 6  # numbers of the opening markers in MiniLM's vocabulary; the closing ones follow
MAX_PIECES = 128
FORMAT = 2  # of the model files: raised when markers, inputs or outputs change
_CLS, _SEP = 101, 102


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence and the spans (code points, half open) of its parties and its trigger; all may be empty."""

    text: str
    actors: Sequence[Span] = ()
    recipients: Sequence[Span] = ()
    triggers: Sequence[Span] = ()


@dataclass(slots=True)
class Pieces:
    """Word pieces of one marked sentence.

    Attributes:
        ids: numbers of the pieces, markers among them.
        offsets: span of each piece in the text; (0, 0) for what is no part of it.
    """

    ids: list[int] = field(default_factory=list)
    offsets: list[Span] = field(default_factory=list)

    def take(self, ids: Sequence[int], offsets: Sequence[Span], first: int, last: int) -> None:
        """Pieces ``first`` to ``last`` of a text follow."""
        self.ids.extend(ids[first:last])
        self.offsets.extend(offsets[first:last])

    def put(self, markers: Sequence[int]) -> None:
        """Markers follow, which are no part of the text."""
        self.ids.extend(markers)
        self.offsets.extend([(0, 0)] * len(markers))

    def marks(self) -> list[list[int]]:
        """Where the opening markers stand, one list each for actors, recipients and triggers."""
        return [[n for n, piece in enumerate(self.ids) if piece == marker] for marker in (ACTOR, RECIPIENT, TRIGGER)]


def pieces_of(tokenizer: Tokenizer, rows: Sequence[Marked]) -> list[Pieces]:
    """The pieces of each row, at most ``MAX_PIECES``: of a longer sentence the part that holds its marks."""
    encoded = tokenizer.encode_batch([r.text for r in rows], add_special_tokens=False)
    return [_marked(row, e.ids, e.offsets) for row, e in zip(rows, encoded, strict=True)]


def _marked(row: Marked, ids: Sequence[int], offsets: Sequence[Span]) -> Pieces:
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for marker, spans in ((ACTOR, row.actors), (RECIPIENT, row.recipients), (TRIGGER, row.triggers)):
        for start, end in spans:
            inside = [n for n, (a, b) in enumerate(offsets) if a < end and b > start]
            if inside:
                opening.setdefault(inside[0], []).append(marker)
                closing.setdefault(inside[-1], []).insert(0, marker + 1)
    room = MAX_PIECES - 2 - 2 * sum(map(len, opening.values()))
    first, last = _window(len(ids), [*opening, *closing], room)
    found = Pieces([_CLS], [(0, 0)])
    at = first
    for n in sorted(n for n in {*opening, *closing} if first <= n < last):
        found.take(ids, offsets, at, n)
        found.put(opening.get(n, ()))
        found.take(ids, offsets, n, n + 1)
        found.put(closing.get(n, ()))
        at = n + 1
    found.take(ids, offsets, at, last)
    found.put((_SEP,))
    return found


def _window(length: int, marks: list[int], room: int) -> Span:
    """The stretch of pieces to keep: all of them, else ``room`` pieces round the marks."""
    if length <= room:
        return 0, length
    middle = (min(marks) + max(marks)) // 2 if marks else room // 2
    first = max(0, min(middle - room // 2, length - room))
    return first, first + room


def marks_of(rows: Sequence[Pieces]) -> tuple[list[list[int]], list[list[list[float]]]]:
    """The markers' places (rows, most markers of a row, at least 1) and what each counts for its kind (rows, 3, most).

    Places of shorter rows are filled with 0, which counts for nothing.
    """
    marks = [row.marks() for row in rows]
    most = max(1, *(sum(map(len, kinds)) for kinds in marks)) if marks else 1
    places, weights = [], []
    for kinds in marks:
        flat = [n for kind in kinds for n in kind]
        places.append(flat + [0] * (most - len(flat)))
        shares = [[1 / len(kind) if n in kind else 0.0 for n in flat] for kind in kinds]
        weights.append([share + [0.0] * (most - len(flat)) for share in shares])
    return places, weights
