"""A report of our own that comes with the package, to try a run on."""

from __future__ import annotations

from importlib.resources import files

PUBLISHED = "2021-06-16"


def sample_text() -> str:
    """The report as plain text."""
    return (files("redshank.runner") / "data" / "sample.txt").read_text(encoding="utf8")
