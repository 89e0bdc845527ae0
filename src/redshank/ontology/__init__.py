"""PLOVER 2.0, CAMEO and the crosswalk between them, as data under ``data/``; definitions are in our own words."""

from __future__ import annotations

from redshank.ontology.cameo import cameo_codes, cameo_for, goldstein
from redshank.ontology.plover import (
    auxiliary_modes,
    categories,
    category,
    contexts,
    entity_codes,
    mode,
    modes,
    quad_code,
    quads,
    score,
    sectors,
)

__all__ = [
    "auxiliary_modes",
    "cameo_codes",
    "cameo_for",
    "categories",
    "category",
    "contexts",
    "entity_codes",
    "goldstein",
    "mode",
    "modes",
    "quad_code",
    "quads",
    "score",
    "sectors",
]
