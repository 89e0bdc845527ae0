"""Chains of reports that the follow model learns from: ``corpus/chains/*.chains``.

A file holds matters. A line ``# title`` begins one, ``== YYYY-MM-DD`` a report of it; each other line is a sentence in
four columns with tabs between: the name of the commitment that it makes (``c1``) or ``-``, that commitment's kind or
``-``, what the sentence says of earlier ones (``c1:refuse c2:part``) or ``-``, the sentence.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from redshank.errors import DataError
from redshank.predicates.follow_model import KINDS, NOTHING, RELATIONS, Pair, Passage

SUFFIX = ".chains"
_COLUMNS = 4
_DAY = re.compile(r"== \d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a chain.

    Attributes:
        report: number of its report in the matter, from 1.
        before: the sentence before it in that report; '' for the first.
        makes: name of the commitment that it makes; None for none.
        kind: of that commitment, or ``-``.
        links: relation to earlier commitments by name.
    """

    text: str
    before: str
    report: int
    makes: str | None
    kind: str
    links: dict[str, str]

    @property
    def passage(self) -> Passage:
        """The sentence as the model reads it."""
        return self.text, self.before


@dataclass(slots=True)
class Matter:
    """One chain."""

    title: str
    lines: list[Line] = field(default_factory=list)

    def pairs(self) -> Iterator[tuple[Pair, str]]:
        """Each commitment with each later sentence, and what that says of it."""
        for n, made in enumerate(self.lines):
            if made.makes is None:
                continue
            for later in self.lines[n + 1 :]:
                yield (made.kind, made.passage, later.passage), later.links.get(made.makes, NOTHING)


def read_chains(folder: Path) -> list[Matter]:
    """All matters of a folder's files, in the order of their names.

    Raises:
        DataError: no file, or a line that breaks the format.
    """
    found = [m for path in sorted(folder.glob(f"*{SUFFIX}")) for m in _matters(path)]
    if not found:
        raise DataError(f"no chains: a folder of *{SUFFIX} files", where=str(folder))
    return found


def _matters(path: Path) -> list[Matter]:
    found: list[Matter] = []
    report = 0
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        where = f"{path}:{number}"
        if raw.startswith("# "):
            found.append(Matter(raw[2:].strip()))
            report = 0
        elif _DAY.fullmatch(raw.rstrip()) and found:
            report += 1
        elif raw.strip():
            if not report:
                raise DataError("a sentence outside a report", where=where)
            found[-1].lines.append(_line(raw, report, found[-1].lines, where))
    return found


def _line(raw: str, report: int, earlier: Sequence[Line], where: str) -> Line:
    cells = raw.split("\t")
    if len(cells) != _COLUMNS:
        raise DataError(f"{len(cells)} columns, not {_COLUMNS}", where=where)
    name, kind, links, text = cells
    if kind not in (*KINDS, NOTHING) or (name == NOTHING) != (kind == NOTHING):
        raise DataError(f"a commitment needs a name and a kind of {', '.join(KINDS)}", where=where)
    known = {line.makes for line in earlier}
    told: dict[str, str] = {}
    for link in links.split() if links != NOTHING else ():
        of, _, relation = link.partition(":")
        if of not in known or relation not in RELATIONS:
            raise DataError(f"no earlier commitment, or no relation: {link!r}", where=where)
        told[of] = relation
    before = earlier[-1].text if earlier and earlier[-1].report == report else ""
    return Line(text.strip(), before, report, None if name == NOTHING else name, kind, told)


def split(matters: Sequence[Matter], share: int = 12) -> tuple[list[Matter], list[Matter]]:
    """Matters to learn from, and one in ``share`` kept to measure on: the same whatever else is in the corpus."""
    kept = [m for m in matters if sum(map(ord, m.title)) % share == 0]
    return [m for m in matters if m not in kept], kept


def epoch(
    matters: Sequence[Matter], chance: random.Random, nothing: float, *, alone: bool
) -> list[tuple[Pair | Passage, str]]:
    """What is shown once: all pairs with a link, of the others ``nothing`` for each with one; passages if ``alone``.

    One pair in ten without a link is of two matters, where next to nothing is shared.
    """
    rows: list[tuple[Pair | Passage, str]] = []
    if alone:
        rows += [(line.passage, line.kind) for m in matters for line in m.lines]
    every = [pair for m in matters for pair in m.pairs()]
    linked = [p for p in every if p[1] != NOTHING]
    rest = [p for p in every if p[1] == NOTHING]
    rows += linked
    rows += chance.sample(rest, min(len(rest), int(nothing * len(linked))))
    lines = [line for m in matters for line in m.lines]
    for pair, _ in chance.sample(every, int(nothing * len(linked) / 10)):
        rows.append(((pair[0], pair[1], chance.choice(lines).passage), NOTHING))
    chance.shuffle(rows)
    return rows
