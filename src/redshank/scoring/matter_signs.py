"""Fits how much each sign weighs that tells what became of a commitment (``ledger/commitments/weighing.py``).

``python -m redshank.scoring.matter_signs gold/matters > src/redshank/ledger/data/commitment_signs.tsv``: logistic
regression with a ridge, by Newton's method, on the development matters alone.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from redshank.ledger import Ledger
from redshank.ledger.commitments.following import paired
from redshank.ledger.commitments.judging import ask
from redshank.ledger.commitments.weighing import weighed
from redshank.predicates.follow_model import own_follow_model
from redshank.scoring.matters import DEVELOPMENT, Matter, ledger_of, links_of, matched, matters
from redshank.settings import Settings

Row = tuple[dict[str, float], bool]
_RIDGE, _STEPS = 1.0, 50


def rows_of(ledger: Ledger, matter: Matter) -> list[Row]:
    """The signs of each answer of the model on found commitments, and whether the key says the same."""
    links, held = links_of(ledger)
    pairs = matched(matter, held, links)
    right: dict[tuple[str, str], list[tuple[int, int, str]]] = {}
    for gold in matter.key["commitments"]:
        for link in gold["links"] if gold["id"] in pairs else ():
            span = matter.sentences(link["report"], *matter.span(link["report"], link["words"]))
            right.setdefault((held[pairs[gold["id"]]]["words"], link["report"]), []).append((*span, link["relation"]))
    known = {held[number]["words"] for number in pairs.values()}
    docs = [doc for (doc,) in ledger.rows("SELECT doc FROM documents")]
    found: list[Row] = []
    for several, _ in paired(
        ledger.connection, docs, [t for (t,) in ledger.rows("SELECT telling FROM commitment_tellings")]
    ):
        for telling, sheet, sentence, answer in ask(several, own_follow_model()):
            told = right.get((telling.words, sheet.id), ())
            for relation, signs in weighed(telling, sheet, sentence, answer) if telling.words in known else ():
                found.append((signs, any(sentence.meets(a, b) and r == relation for a, b, r in told)))
    return found


def fit(rows: Sequence[Row]) -> dict[str, float]:
    """The weight of each sign."""
    names = sorted({name for signs, _ in rows for name in signs})
    given = np.array([[signs.get(name, 0.0) for name in names] for signs, _ in rows])
    right = np.array([float(hit) for _, hit in rows])
    weights = np.zeros(len(names))
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-given @ weights))
        slope = given.T @ (chance - right) + _RIDGE * weights
        curve = (given.T * (chance * (1 - chance))) @ given + _RIDGE * np.eye(len(names))
        weights -= np.linalg.solve(curve, slope)
    return dict(zip(names, np.round(weights, 3).tolist(), strict=True))


def main(gold: Path) -> None:
    """Print the table for the matters of a folder."""
    rows: list[Row] = []
    for matter in matters(gold, Settings()):
        if matter.name <= DEVELOPMENT:
            with ledger_of(matter) as ledger:
                rows += rows_of(ledger, matter)
    sys.stdout.write("# How much each sign weighs; see SOURCE.toml.\nsign\tweight\n")
    for name, weight in fit(rows).items():
        sys.stdout.write(f"{name}\t{weight:g}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
