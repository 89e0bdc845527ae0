"""The scorer of each layer by name."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TypeAlias, cast

from redshank.errors import CallError
from redshank.scoring.figures import Scored
from redshank.scoring.gold import PLACES
from redshank.settings import Settings

Scorer: TypeAlias = "Callable[[Path, Settings], Scored]"


def named(layer: str) -> Scorer:
    """The scorer of a layer: gold and settings in, figures and one line per error out.

    Raises:
        CallError: no such layer.
    """
    if layer not in PLACES:
        raise CallError(f"no layer {layer!r}; layers: {', '.join(PLACES)}")
    return cast("Scorer", import_module(f"redshank.scoring.{layer}").score)
