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
def relate(
    pairs: Annotated[
        Path | None, typer.Argument(metavar="[PAIRS]", help="JSON lines as relate takes them; our own without it.")
    ] = None,
    as_json: Annotated[bool, _JSON] = False,
) -> int:
    """Measure the relation model: pairs a second on one core, and the size of its file."""
    from redshank.runner.bench import measure_relate

    figures = measure_relate(pairs)
    if not _printed(figures, as_json):
        sys.stdout.write(
            f"{figures['pairs_per_second']} pairs a second on one core, {figures['pieces']} word pieces a pair "
            f"({figures['pairs']} pairs); model file {figures['megabytes']} MB\n"
        )
    return 0


@app.command("actors")
def actors(as_json: Annotated[bool, _JSON] = False) -> int:
    """Measure the roster: loading it, and looking a name up."""
    from redshank.runner.bench import measure_actors

    figures = measure_actors()
    if not _printed(figures, as_json):
        memory = f"{figures['megabytes']} MB" if figures["megabytes"] is not None else "unknown memory"
        sys.stdout.write(
            f"{figures['microseconds_a_lookup']} microseconds a lookup; {figures['names']:,} names and "
            f"{figures['nouns']:,} agent nouns loaded in {figures['load_seconds']} s and {memory}\n"
        )
    return 0


@app.command("ledger")
def ledger(
    inputs: Annotated[
        list[Path] | None, typer.Argument(metavar="[INPUT…]", help="Reports to make others from; our own without it.")
    ] = None,
    reports: Annotated[int, typer.Option(metavar="N", min=1, help="How many reports to make.")] = 100_000,
    keep: Annotated[
        Path | None, typer.Option("--keep", metavar="LEDGER", help="Keep the ledger that was filled.")
    ] = None,
    as_json: Annotated[bool, _JSON] = False,
) -> int:
    """Measure a large ledger: size, memory, adding, merging a day's reports, common questions.

    The reports are made from real ones with other countries, days, places and words; a million take some minutes.
    """
    import msgspec

    from redshank.errors import CallError
    from redshank.runner.bench_ledger import DAY, coded_inputs, measure_ledger
    from redshank.settings import from_environment

    if keep is not None and keep.exists():
        raise CallError("is there already", where=str(keep))
    coded, seconds = coded_inputs(inputs or [], from_environment())
    if not any(c.analysis.events for c in coded):
        raise CallError("no event in these reports: nothing to fill a ledger with")
    figures = measure_ledger(coded, seconds, reports, keep)
    if not _printed(msgspec.to_builtins(figures), as_json):
        from rich.table import Table

        from redshank.cli.show import console

        table = Table("", "", title=f"a ledger of {figures.reports:,} reports in {figures.documents:,} documents")
        table.add_row("events", f"{figures.events:,}")
        table.add_row("file", f"{figures.megabytes:,.0f} MB")
        table.add_row("memory at most", f"{figures.peak_megabytes:,.0f} MB" if figures.peak_megabytes else "-")
        table.add_row("filled in", f"{figures.fill_seconds:,.0f} s")
        table.add_row("adding, of the time of coding", f"{figures.share_of_coding:.1%}")
        table.add_row(f"a day's {DAY:,} reports merged in", f"{figures.day_seconds:.1f} s")
        for name, took in figures.questions.items():
            table.add_row(name, f"{took:.2f} s")
        console().print(table)
    return 0


def _printed(figures: dict[str, Any], as_json: bool) -> bool:
    if as_json:
        sys.stdout.write(json.dumps(figures, indent=1) + "\n")
    return as_json
