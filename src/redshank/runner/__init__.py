"""Runs the coder over many documents (``local.run``); other machinery can stand behind the same ``base.Runner``."""

from __future__ import annotations

from redshank.runner.base import Coded, Outcome, Runner

__all__ = ["Coded", "Outcome", "Runner"]
