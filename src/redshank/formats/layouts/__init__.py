"""Files with the columns of other event data sets: PLOVER, POLECAT, ICEWS, Phoenix, GDELT; one module a layout."""

from __future__ import annotations

from redshank.formats.layouts.base import Request
from redshank.formats.layouts.export import LAYOUTS, Exported, export

__all__ = ["LAYOUTS", "Exported", "Request", "export"]
