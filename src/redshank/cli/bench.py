"""``redshank bench``: what a run costs on this machine."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer


def command(
    report: Annotated[
        Path | None, typer.Argument(metavar="[REPORT]", help="A report to measure with; one of our own without it.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> int:
    """Measure what a run costs here.

    Time and memory of `redshank code` from a cold start, on one report and on ten, and sentences a second once warm.
    """
    from redshank.runner.bench import measure

    figures = measure(report)
    if as_json:
        sys.stdout.write(json.dumps(figures, indent=1) + "\n")
        return 0
    from rich.table import Table

    from redshank.cli.show import console

    table = Table("", "one report", "ten reports", "ten : one", title="redshank code, from a cold start")
    for name, unit in (("seconds", "s"), ("megabytes", "MB")):
        one, ten = figures["one"][name], figures["ten"][name]
        ratio = f"{ten / one:.2f}" if one and ten else "-"
        table.add_row(name, f"{one} {unit}", f"{ten} {unit}", ratio)
    table.caption = (
        f"{figures['sentences']} sentences a report; {figures['sentences_per_second']} sentences a second, warm"
    )
    console().print(table)
    return 0
