"""``redshank bench``: what runs cost on this machine."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(help="Measure what runs cost here; `redshank bench` alone is `redshank bench code`.")

_JSON = typer.Option("--json", help="Print the figures as JSON.")


@app.callback(invoke_without_command=True)
def _bench(context: typer.Context, as_json: Annotated[bool, _JSON] = False) -> int:
    return code(as_json=as_json) if context.invoked_subcommand is None else 0


@app.command("code")
def code(
    report: Annotated[
        Path | None, typer.Argument(metavar="[REPORT]", help="A report to measure with; one of our own without it.")
    ] = None,
    as_json: Annotated[bool, _JSON] = False,
) -> int:
    """Measure `redshank code`.

    Time and memory from a cold start, on one report and on ten, and sentences a second once warm.
    """
    from redshank.runner.bench import measure

    figures = measure(report)
    if not _printed(figures, as_json):
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


@app.command("relate")
def relate(as_json: Annotated[bool, _JSON] = False) -> int:
    """Measure the relation model: pairs a second on one core, and the size of its file."""
    from redshank.runner.bench import measure_relate

    figures = measure_relate()
    if not _printed(figures, as_json):
        sys.stdout.write(
            f"{figures['pairs_per_second']} pairs a second on one core, {figures['pieces']} word pieces a pair "
            f"({figures['pairs']} pairs); model file {figures['megabytes']} MB\n"
        )
    return 0


def _printed(figures: dict[str, Any], as_json: bool) -> bool:
    if as_json:
        sys.stdout.write(json.dumps(figures, indent=1) + "\n")
    return as_json
