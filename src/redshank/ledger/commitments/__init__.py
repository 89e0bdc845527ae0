"""Commitments: what was demanded, promised, planned, threatened or offered, and what became of it."""

from redshank.ledger.commitments.following import follow, reopen
from redshank.ledger.commitments.reader import Reader

__all__ = ["Reader", "follow", "reopen"]
