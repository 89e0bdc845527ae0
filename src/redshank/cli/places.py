"""``redshank places``: a gazetteer of one's own from a dump of GeoNames, and what names resolve to."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from redshank.cli.common import GazetteerFile, say, settings_from

if TYPE_CHECKING:
    from redshank.lexicons.geonames_build import Blocks
    from redshank.places.lookup import Found

app = typer.Typer(help="Make a gazetteer from a dump of GeoNames, and see what names resolve to.")


@app.command("build")
def build(
    dump: Annotated[
        Path,
        typer.Argument(metavar="DUMP", help="allCountries, cities500 or a country's file of GeoNames, .zip or .txt."),
    ],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="OUT", help="The gazetteer to write.")],
    alternates: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="GeoNames's alternateNamesV2, .zip or .txt: its English names come in too."),
    ] = None,
    min_population: Annotated[
        int, typer.Option(metavar="N", min=0, help="Leave out towns of fewer people; 0 keeps those of unknown size.")
    ] = 500,
) -> int:
    """Make a gazetteer from a dump of GeoNames.

    Towns, divisions, waters, mountains, bases and other features that news names. Bad rows are counted, the first
    few named on stderr, and skipped. The data are GeoNames's (geonames.org), CC BY 4.0: name them as the source.
    """
    from redshank.lexicons.geonames_build import build as make
    from redshank.runner.progress import watched

    def watch(blocks: Blocks, total: int) -> Blocks:
        return watched(blocks, total, what="MB")

    built = make(dump, out, alternates=alternates, least=min_population, watch=watch)
    for fault in built.faults:
        say(fault)
    if built.bad > len(built.faults):
        say(f"and {built.bad - len(built.faults):,} more bad rows")
    if not {"A", "B"} & built.kept.keys():
        say("there are no provinces or districts in it: GeoNames's files of cities lack them, allCountries has them")
    kept = sum(built.kept.values())
    say(f"kept {kept:,} places under {built.names:,} names, skipped {built.bad:,} bad rows: {out}")
    return 0


@app.command("find")
def find(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name as a report may write it.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    gazetteer: GazetteerFile = None,
) -> int:
    """Show what a name resolves to.

    Every place that it may name, the one first that a report with nothing else to go by would get. Exit code 1 if
    there is none.
    """
    from redshank.places.lookup import find as look_up

    found = look_up(name, settings_from(gazetteer=gazetteer).gazetteer)
    if as_json:
        import msgspec

        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
    elif found:
        _print(found)
    if not found:
        say(f"{name!r} names no place that we know")
        return 1
    return 0


def _print(found: list[Found]) -> None:
    from rich.markup import escape
    from rich.table import Column, Table

    from redshank.cli.show import console

    right = ("id", "lat", "lon", "population")
    heads = ("id", "name", "kind", "country", "lat", "lon", "population", "from")
    columns = (
        Column(h, justify="right" if h in right else "left", overflow="fold", no_wrap=h not in ("name", "from"))
        for h in heads
    )
    table = Table(*columns, box=None, padding=(0, 1, 0, 0))
    for place in found:
        number, people = str(place.geonameid or ""), f"{place.population:,}" if place.population else ""
        where = place.country or ""
        cells = (number, place.name, place.kind, where, f"{place.lat:g}", f"{place.lon:g}", people, place.source)
        table.add_row(*map(escape, cells))
    console().print(table)
