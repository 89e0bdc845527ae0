"""The ledger: a DuckDB file of coded reports, merged into events, that can be asked."""

from __future__ import annotations

from redshank.ledger.store import SCHEMA_VERSION, Ledger

__all__ = ["SCHEMA_VERSION", "Ledger"]
