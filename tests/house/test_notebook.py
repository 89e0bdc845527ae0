"""The notebook of the documentation runs, cell by cell, and says what its words promise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "docs" / "questions.ipynb"


@pytest.mark.model
def test_every_cell_runs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("polars")
    pytest.importorskip("pandas")
    monkeypatch.chdir(ROOT / "docs")
    names: dict[str, object] = {}
    cells = [c for c in json.loads(NOTEBOOK.read_text(encoding="utf8"))["cells"] if c["cell_type"] == "code"]
    for number, cell in enumerate(cells, start=1):
        exec(compile("".join(cell["source"]), f"{NOTEBOOK.name}, code cell {number}", "exec"), names)
    out = capsys.readouterr().out
    assert "1 documents" in out
    assert "0 failed" in out
    assert len(names["events"]) > 5
    assert names["said"]


def test_no_output_is_kept_in_it() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf8"))["cells"]
    assert all(not c.get("outputs") and c.get("execution_count") is None for c in cells)
