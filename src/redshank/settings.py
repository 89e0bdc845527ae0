"""One typed, frozen set of options; the only reader of the environment for options."""

from __future__ import annotations

import os

import msgspec


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Options of a run. Everything that can change a record stands here.

    Attributes:
        model: name of a spaCy English pipeline; None takes the best that is installed.
        published: publication day (ISO date) for documents that carry none.
        workers: processes to use; the result does not depend on it.
        max_bytes: larger documents are refused with a clear line.
        min_confidence: events below it are left out.
    """

    model: str | None = None
    published: str | None = None
    workers: int = 1
    max_bytes: int = 20_000_000
    min_confidence: float = 0.0


def from_environment() -> Settings:
    """Settings from ``REDSHANK_MODEL`` and ``REDSHANK_WORKERS``, else the defaults."""
    return Settings(
        model=os.environ.get("REDSHANK_MODEL") or None,
        workers=max(1, int(os.environ.get("REDSHANK_WORKERS") or 1)),
    )
