"""``redshank score``: figures against gold."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from redshank.cli.common import settings_from
from redshank.scoring.gold import PLACES


def command(
    layer: Annotated[
        str,
        typer.Argument(metavar="LAYER", help=f"One of {', '.join(PLACES)}."),
    ],
    gold: Annotated[
        Path | None, typer.Option(metavar="PATH", help="The layer's gold; ../shared/gold if there.")
    ] = None,
    show: Annotated[int, typer.Option(metavar="N", min=0, help="Print N errors on stderr first.")] = 0,
) -> int:
    """Score a layer against gold files.

    Prints the figures as JSON.
    """
    from redshank.scoring import find_gold, layers

    scorer = layers.named(layer)
    figures, errors = scorer(find_gold(layer, gold), settings_from())
    for line in errors[:show]:
        sys.stderr.write(line + "\n")
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")
    return 0
