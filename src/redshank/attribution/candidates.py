"""The candidate: one reporting word with one content, before it is weighed."""

from __future__ import annotations

from dataclasses import dataclass, field

from redshank.records import StatementKind


@dataclass(slots=True)
class Candidate:
    """A possible attribution.

    Attributes:
        cue: token of the reporting word; None for a quotation carried on from the sentence before.
        cue_end: token after the last cue word.
        start, end: token range of the content.
        head: head token of the content, if known.
        speaker: head token of the speaker's phrase, if known.
        frame: construction ('clause', 'quote', 'np', 'prep:of', …).
        pos, lemma: of the lexicon entry.
        strength: of the entry in this frame, 0 to 1.
        score: probability that a reader marks it, once weighed.
        inner: it stands in the words of another, and hands on what a third one has said.
    """

    cue: int | None
    cue_end: int
    start: int
    end: int
    head: int | None
    speaker: int | None
    frame: str
    pos: str
    lemma: str
    strength: float
    kind: StatementKind = "other"
    addressee: int | None = None
    score: float = 0.0
    inner: bool = False
    speaker_range: tuple[int, int] | None = None
    features: dict[str, float] = field(default_factory=dict)
