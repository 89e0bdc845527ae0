"""The roster in use: ours, with the entries of the user's rosters before ours where some are in use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from redshank.lexicons.overlay import nouns_with, roster_with
from redshank.lexicons.roster import Key, Noun, Roster, own_nouns, own_roster

# The user rosters whose entries go before ours: set by the component of a coder while it reads a document.
_yours: ContextVar[tuple[str, ...]] = ContextVar("_yours", default=())


@contextmanager
def using(files: tuple[str, ...]) -> Iterator[None]:
    """While it lasts, ``roster()`` and ``nouns()`` have the entries of these user rosters before ours."""
    token = _yours.set(files)
    try:
        yield
    finally:
        _yours.reset(token)


def in_use() -> tuple[str, ...]:
    """The user rosters in use."""
    return _yours.get()


def roster() -> Roster:
    """The roster: ours, under the user's where one is in use.

    Raises:
        DataError: a table breaks its schema.
    """
    files = _yours.get()
    return roster_with(files) if files else own_roster()


def nouns() -> dict[Key, Noun]:
    """Agent nouns by the lower-case words of their singular and plural, the user's in the place of ours."""
    files = _yours.get()
    return nouns_with(files) if files else own_nouns()
