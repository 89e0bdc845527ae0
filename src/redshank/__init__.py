"""Redshank: who did what to whom, when, where, and on whose word.

Only names and types are loaded here; the language model comes with the first call of ``load``, ``code`` or ``inspect``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from redshank.errors import CallError, DataError, DocumentError, LedgerError, RedshankError
from redshank.records import Analysis, Document, Entity, Event, Place, Statement, TimeExpression
from redshank.settings import Settings
from redshank.version import __version__

if TYPE_CHECKING:
    from redshank.ledger import Ledger
    from redshank.pipeline import Redshank, code, inspect, load, read

__all__ = [
    "Analysis",
    "CallError",
    "DataError",
    "Document",
    "DocumentError",
    "Entity",
    "Event",
    "Ledger",
    "LedgerError",
    "Place",
    "Redshank",
    "RedshankError",
    "Settings",
    "Statement",
    "TimeExpression",
    "__version__",
    "code",
    "inspect",
    "load",
    "read",
]

_LAZY = {"Redshank", "code", "inspect", "load", "read"}


def __getattr__(name: str) -> Any:
    if name == "Ledger":
        from redshank.ledger import Ledger

        return Ledger
    if name in _LAZY:
        from redshank import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module 'redshank' has no attribute {name!r}")
