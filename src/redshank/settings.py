"""One typed, frozen set of options; the only reader of the environment for options."""

from __future__ import annotations

import os
from datetime import date

import msgspec

from redshank.errors import CallError


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Options of a run. Everything that can change a record stands here.

    Attributes:
        model: name of a spaCy English pipeline; None takes the best that is installed.
        published: publication day (ISO date) for documents that carry none.
        workers: processes to use; the result does not depend on it.
        max_bytes: larger files are refused with a clear line.
        max_characters: longer texts are refused: they are no single report, and parsing needs memory in proportion.
        min_confidence: events below it are left out.
        second_reader: whether the relation model reads what the lexicon does not; without it runs are faster.
        actors: user rosters (paths), whose entries go before ours; of several, the first that has a name wins.
        gazetteer: a gazetteer (path) made by ``redshank places build``, which stands in the place of ours.
        author: who reviews (``redshank review``); changes no record.

    Raises:
        CallError: a value that cannot be.
    """

    model: str | None = None
    published: str | None = None
    workers: int = 1
    max_bytes: int = 20_000_000
    max_characters: int = 400_000
    min_confidence: float = 0.0
    second_reader: bool = True
    actors: tuple[str, ...] = ()
    gazetteer: str | None = None
    author: str | None = None

    def __post_init__(self) -> None:
        if self.published is not None:
            _check_day(self.published)
        if self.workers < 1:
            raise CallError(f"workers must be 1 or more, not {self.workers}")
        if not 0 <= self.min_confidence <= 1:
            raise CallError(f"min_confidence must lie between 0 and 1, not {self.min_confidence}")


def _check_day(day: str) -> None:
    try:
        if len(day) != len("2021-06-16"):
            raise ValueError
        date.fromisoformat(day)
    except ValueError:
        raise CallError(f"{day!r} is no day: a publication day is written YYYY-MM-DD") from None


def from_environment() -> Settings:
    """Settings of the environment, else the defaults.

    Read are ``REDSHANK_MODEL``, ``REDSHANK_WORKERS``, ``REDSHANK_ACTORS`` (paths, as in ``PATH``),
    ``REDSHANK_GAZETTEER`` and ``REDSHANK_AUTHOR``.

    Raises:
        CallError: ``REDSHANK_WORKERS`` is no number of processes.
    """
    workers = os.environ.get("REDSHANK_WORKERS") or "1"
    if not workers.isdigit():
        raise CallError(f"REDSHANK_WORKERS must be a whole number, not {workers!r}")
    actors = tuple(path for path in os.environ.get("REDSHANK_ACTORS", "").split(os.pathsep) if path)
    return Settings(
        model=os.environ.get("REDSHANK_MODEL") or None,
        workers=int(workers),
        actors=actors,
        gazetteer=os.environ.get("REDSHANK_GAZETTEER") or None,
        author=os.environ.get("REDSHANK_AUTHOR") or None,
    )
