"""Commitments and claims on chains of reports: what the scorer counts, on some of our own matters."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from redshank.scoring.matter_signs import fit
from redshank.scoring.matters import score
from redshank.settings import Settings

GOLD = Path(__file__).parents[2] / "gold" / "matters"


@pytest.mark.model
def test_commitments_of_our_own_matters_are_found_and_few_links_are_wrong(tmp_path):
    for name in ("m02", "m05", "m07", "m20"):
        for path in GOLD.glob(f"{name}.*"):
            shutil.copy(path, tmp_path / path.name)
    figures, errors = score(tmp_path, Settings())
    counted = figures["development"]
    assert counted["commitments"]["gold"] > 10
    assert counted["commitments"]["precision"] >= 0.8
    assert counted["commitments"]["recall"] >= 0.5
    assert counted["links"]["precision"] >= 0.7
    assert counted["states"]["right_of_found"] >= 0.4
    assert figures["held_out"]["commitments"]["gold"] > 0
    assert all(error.startswith(("m02", "m05", "m07")) for error in errors)  # of held-out matters none is told


def test_a_sign_that_tells_right_from_wrong_gets_weight_and_one_that_does_not_gets_none():
    rows = [({"always": 1.0, "good": float(n % 2), "idle": float(n % 3 == 0)}, n % 2 == 1) for n in range(60)]
    weights = fit(rows)
    assert weights["good"] > 2
    assert abs(weights["idle"]) < 0.5
