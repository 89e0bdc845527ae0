"""Files of events: JSON lines, CSV, Parquet; one writer a file, one interface (``base.EventWriter``)."""

from __future__ import annotations

from redshank.formats.base import SCHEMA_VERSION, EventWriter, open_writer

__all__ = ["SCHEMA_VERSION", "EventWriter", "open_writer"]
