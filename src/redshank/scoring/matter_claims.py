"""Contested claims on chains of reports (gold/matters): how many are found, how many invented, rulings on them.

A gold claim is found where a claim of the ledger was said in the same report by words that overlap, by one who has a
code in common with gold's, and where one of those who deny it (or find against it) does: same report, overlapping
sentence, a code in common. A claim of the ledger is invented where none of its claimants' words overlap with a gold
claim's. A ruling is found where the claim is, in the same report, an overlapping sentence, for the same side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from redshank.scoring.figures import Figures, overlap, share

if TYPE_CHECKING:
    from redshank.ledger import Ledger

_SAID = frozenset({"claims", "repeats", "adds"})
_SIDES = """
SELECT s.claim, d.id AS report, v.codes, v."start", v."end", s.side, s.role, v.body,
    substr(coalesce(d.text, ''), v."start" + 1, v."end" - v."start") AS words
FROM claim_sides s JOIN claim_voices v USING (voice) JOIN documents d USING (doc)
ORDER BY s.claim, d.published, v."start" """


class Matter(Protocol):
    """One chain of reports and its key, as ``scoring/matters.py`` reads it."""

    name: str
    key: dict[str, Any]

    def span(self, report: str, words: str) -> tuple[int, int]:
        """Where words stand in a report."""
        ...

    def sentences(self, report: str, start: int, end: int) -> tuple[int, int]:
        """The span of the sentences in which a span lies."""


class Side(NamedTuple):
    """One voice of a claim, as the ledger has it."""

    claim: int
    report: str
    codes: list[str]
    start: int
    end: int
    side: str
    role: str
    body: str | None
    words: str


@dataclass(slots=True)
class Counts:
    """What is counted over some matters.

    Attributes:
        counts: gold, found, predicted, matched (predicted that are gold's), invented; rulings, ruled (found), body (of
            a right kind), rulings_predicted (on matched claims).
        missed: gold claims that were not found, by what stands between.
    """

    counts: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def figures(self) -> Figures:
        """Shares, with the counts under them."""
        n = self.counts
        return {
            "found": share(n["found"], n["gold"]),
            "invented": share(n["invented"], n["predicted"]),
            "precision": share(n["matched"], n["predicted"]),
            "gold": n["gold"],
            "predicted": n["predicted"],
            "rulings_found": share(n["ruled"], n["rulings"]),
            "rulings_right": share(n["ruled"], n["rulings_predicted"]),
            "rulings": n["rulings"],
            "body_right": share(n["body"], n["ruled"]),
            "missed": dict(self.missed.most_common()),
        }


def compare(ledger: Ledger, matter: Matter, counts: Counts) -> list[str]:
    """Count one matter; its errors in words."""
    sides: dict[int, list[Side]] = {}
    for row in ledger.rows(_SIDES):
        sides.setdefault(row[0], []).append(Side(*row))
    errors: list[str] = []
    met: set[int] = set()
    matched: set[int] = set()
    for gold in matter.key["claims"]:
        counts.counts["gold"] += 1
        found, why = _found(matter, gold, sides, met)
        counts.counts["found"] += bool(found)
        matched |= found
        if not found:
            counts.missed[why] += 1
            errors.append(f"{matter.name} {gold['id']} missed ({why}): {gold['by']} {gold['words']!r}")
        errors += _rulings(matter, gold, [s for n in found for s in sides[n]], counts)
    counts.counts["predicted"] += len(sides)
    counts.counts["matched"] += len(matched)
    counts.counts["rulings_predicted"] += sum(s.role == "finds" for n in matched for s in sides[n])
    counts.counts["invented"] += len(sides.keys() - met)
    for number in sorted(sides.keys() - met):
        errors.append(f"{matter.name} invented: " + "; ".join(f"{s.role} {s.codes} {s.words!r}" for s in sides[number]))
    return errors


def _found(matter: Matter, gold: dict[str, Any], sides: dict[int, list[Side]], met: set[int]) -> tuple[set[int], str]:
    """The ledger's claims that are gold's; else what stands between. ``met`` gathers those with the same words."""
    span = matter.span(gold["report"], gold["words"])
    why = "not contested"
    found = set()
    against = [*gold["denied"], *(r for r in gold["rulings"] if r["for"] == "denier")]
    for number, claim in sides.items():
        said = [s for s in claim if s.role in _SAID and s.report == gold["report"] and overlap(s.start, s.end, *span)]
        if not said:
            continue
        met.add(number)
        if not any(set(s.codes) & set(gold["by"]) for s in said):
            why = "claimant's code"
        elif any(_same(matter, s, d) for s in claim if s.side == "denier" for d in against):
            found.add(number)
        else:
            why = "denier"
    return found, why


def _same(matter: Matter, side: Side, gold: dict[str, Any]) -> bool:
    return bool(set(side.codes) & set(gold["by"])) and _meets(matter, side, gold)


def _meets(matter: Matter, side: Side, gold: dict[str, Any]) -> bool:
    if side.report != gold["report"]:
        return False
    return overlap(side.start, side.end, *matter.sentences(side.report, *matter.span(side.report, gold["words"]))) > 0


def _rulings(matter: Matter, gold: dict[str, Any], claim: Sequence[Side], counts: Counts) -> list[str]:
    errors = []
    for ruling in gold["rulings"]:
        counts.counts["rulings"] += 1
        hit = next(
            (s for s in claim if s.role == "finds" and s.side == ruling["for"] and _meets(matter, s, ruling)), None
        )
        counts.counts["ruled"] += hit is not None
        counts.counts["body"] += hit is not None and hit.body == ruling["body"]
        if hit is None and claim:
            errors.append(f"{matter.name} {gold['id']} missed ruling {ruling['by']} {ruling['words']!r}")
    return errors
