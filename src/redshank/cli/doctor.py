"""``redshank doctor``: whether everything that a run needs is there."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer


def command(
    smoke: Annotated[bool, typer.Option("--smoke", help="Also code a few sentences.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> int:
    """Check that a run has all it needs.

    Exit code 1 if something is missing.
    """
    from redshank.runner.doctor import checks

    found = list(checks(smoke=smoke))
    well = all(check.well for check in found)
    if as_json:
        rows = [{"check": c.name, "ok": c.well, "found": c.found} for c in found]
        sys.stdout.write(json.dumps({"ok": well, "checks": rows}, indent=1, ensure_ascii=False) + "\n")
        return 0 if well else 1
    from rich.table import Table

    from redshank.cli.show import console

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for check in found:
        table.add_row("[green]ok[/]" if check.well else "[bold red]missing[/]", check.name, check.found)
    console().print(table)
    return 0 if well else 1
