"""CAMEO and the two ways between it and PLOVER."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from redshank.ontology.tables import CameoCode, CameoRule, read

# CAMEO codes acts that were done; these auxiliary modes say that the act was not.
_NOT_DONE = frozenset({"negation", "hypothetical", "future"})


@cache
def cameo_codes() -> dict[str, CameoCode]:
    """All CAMEO codes by code, with Goldstein values and their place in PLOVER."""
    return {row.code: row for row in read("cameo.tsv", CameoCode)}


def goldstein(code: str) -> float | None:
    """Goldstein value of a CAMEO code, -10 to +10; None for an unknown code."""
    row = cameo_codes().get(code)
    return row.goldstein if row else None


@cache
def _rules() -> dict[str, list[CameoRule]]:
    found: dict[str, list[CameoRule]] = {}
    for row in read("to_cameo.tsv", CameoRule):
        found.setdefault(row.event, []).append(row)
    return found


def cameo_for(
    event: str,
    modes: Collection[str] = (),
    contexts: Collection[str] = (),
    aux: Collection[str] = (),
) -> str | None:
    """The most special CAMEO code that category, modes and contexts bear out, at least the category's root.

    None for an act that did not happen (``negation``, ``hypothetical``) or has not yet (``future``), which CAMEO
    has no code for, and for an unknown category.
    """
    if _NOT_DONE.intersection(aux):
        return None
    for rule in _rules().get(event, ()):
        if (rule.mode is None or rule.mode in modes) and (rule.context is None or rule.context in contexts):
            return rule.cameo
    return None
