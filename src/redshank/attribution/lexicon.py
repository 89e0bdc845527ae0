"""The cue lexicon: which words report what, in which constructions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast, get_args

from redshank.errors import DataError
from redshank.lexicons.tables import groups, rows, split
from redshank.records import StatementKind

_TABLE = "attribution/cues.tsv"


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of ``cues.tsv``.

    Attributes:
        lemma: lemma of the word, or the words of a phrase.
        pos: verb, noun, adjective, adverb or phrase.
        frames: constructions allowed, each with its strength: how often it is reporting at all, 0 to 1.
        kind: what the word alone tells of the kind of statement.
        frame_kinds: the kind in one construction, where it differs ('called for' demands, 'called' does not).
    """

    lemma: str
    pos: str
    frames: dict[str, float]
    kind: StatementKind
    frame_kinds: dict[str, StatementKind]

    def kind_in(self, frame: str) -> StatementKind:
        """The kind of statement that the word introduces in a construction."""
        return self.frame_kinds.get(frame, self.kind)


def _kinds(cell: str, lemma: str) -> tuple[StatementKind, dict[str, StatementKind]]:
    """'other|prep:for=demand': the kind of a word and of single constructions."""
    default, by_frame = "other", {}
    for part in split(cell):
        frame, equals, kind = part.partition("=")
        if (kind if equals else frame) not in get_args(StatementKind):
            raise DataError(f"unknown kind {part!r} of cue {lemma!r}", where=_TABLE)
        if equals:
            by_frame[frame] = cast("StatementKind", kind)
        else:
            default = frame
    return cast("StatementKind", default), by_frame


@cache
def cues() -> dict[tuple[str, str], Cue]:
    """All entries by part of speech and lemma.

    Raises:
        DataError: an unknown kind or a strength that is no number.
    """
    found: dict[tuple[str, str], Cue] = {}
    for row in rows(_TABLE):
        kind, frame_kinds = _kinds(row["kind"], row["lemma"])
        frames = {}
        for cell in split(row["frames"]):
            name, _, strength = cell.partition("=")
            try:
                frames[name] = float(strength or 1.0)
            except ValueError as error:
                raise DataError(f"strength {strength!r} of cue {row['lemma']!r}", where=_TABLE) from error
        for lemma in split(row["lemma"]):
            found[row["pos"], lemma] = Cue(lemma, row["pos"], frames, kind, frame_kinds)
    return found


def function_words(role: str) -> frozenset[str]:
    """The words of one role in ``grammar.tsv``."""
    return groups("attribution/grammar.tsv", key="class")[role]


def cue(pos: str, lemma: str) -> Cue | None:
    """The entry for a lemma, if there is one."""
    return cues().get((pos, lemma.lower()))
