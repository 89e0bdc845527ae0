"""An event in the making: a predicate with its resolved parts, before merging."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from redshank.language.annotations import Predicate
from redshank.records import Entity, Evidence, Place, Resolution

VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
HOSTILE = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT"})


@dataclass(slots=True)
class When:
    """Days an event covers, with the resolution of the words; ``assumed`` where the publication day stands in."""

    begin: str | None
    finish: str | None
    resolution: Resolution = "day"
    assumed: bool = False


@dataclass(slots=True)
class Draft:
    """An event before merging.

    Attributes:
        head: the trigger token.
        content: lemmas of what is demanded, promised or said, to tell repeats from new acts.
        about: the token that heads what is judged, demanded or promised.
        trace: what decided each part, in order.
    """

    head: Token
    event: str
    modes: list[str]
    actor: list[Entity]
    recipient: list[Entity]
    predicate: Predicate | None = None
    aux: list[str] = field(default_factory=list)
    said_by: list[Entity] = field(default_factory=list)
    when: When = field(default_factory=lambda: When(None, None))
    place: Place | None = None
    trigger: tuple[int, ...] = ()
    content: frozenset[str] = frozenset()
    about: int | None = None
    evidence: list[Evidence] = field(default_factory=list)
    trace: list[str] = field(default_factory=list)
    score: float = 1.0
    reciprocal: bool = False

    @property
    def speech(self) -> bool:
        """Whether the act is one of words."""
        return self.event in VERBAL


_WITHIN = 2.5  # degrees; a town this near to the middle point of a province or district of its country lies in it


def finer(a: Place | None, b: Place | None) -> Place | None:
    """The more special of two places that contain one another, else the first that there is."""
    if a is None or b is None:
        return a or b
    if a.country_code != b.country_code or not a.resolution or not b.resolution or b.resolution <= a.resolution:
        return a
    if a.resolution == 1:
        return b
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return a
    return b if max(abs(a.lat - b.lat), abs(a.lon - b.lon)) < _WITHIN else a


def codes(entities: list[Entity]) -> frozenset[str]:
    """The codes that are known."""
    return frozenset(e.code for e in entities if e.code)
