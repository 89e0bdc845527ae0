"""Figures against gold, layer by layer; ``layers.named`` finds a layer's scorer, each in a file of its name."""

from __future__ import annotations

from redshank.scoring.gold import find_gold

__all__ = ["find_gold"]
