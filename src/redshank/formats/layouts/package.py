"""``datapackage.json`` (Frictionless Data Package 2) beside the files of a layout: columns, types, sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from redshank.errors import CallError
from redshank.formats.base import SCHEMA_VERSION, Beside
from redshank.formats.layouts import plover
from redshank.formats.layouts.base import Request, Rows, Table
from redshank.formats.layouts.files import Sink, digest
from redshank.version import __version__

NAME = "datapackage.json"
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_MEDIA = {".tsv": "text/tab-separated-values", ".parquet": "application/vnd.apache.parquet"}
_DIALECT = {"delimiter": "\t", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\n"}
_RIGHTS = (
    "The records are facts about reports. Titles, and words quoted from the reports (names as written, words of acts), "
    "belong to their publishers; this package grants no rights in them."
)
_NAMES = re.compile(r"[^a-z0-9._-]+")
_OURS = {
    "title": "GeoNames: ids, names and points of places",
    "path": "https://www.geonames.org",
    "license": "CC BY 4.0",
}


def held(folder: Path) -> list[dict[str, Any]]:
    """Resources of the package that a folder holds, which the new ones join.

    Raises:
        CallError: it is not a package of ours, which is not ours to change.
    """
    path = folder / NAME
    if not path.exists():
        return []
    try:
        found = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.DecodeError):
        found = {}
    resources = found.get("resources")
    if "redshank" not in found or not isinstance(resources, list):
        raise CallError("is there and was not written by redshank: choose another folder", where=str(path))
    return [r for r in resources if isinstance(r, dict) and (folder / str(r.get("path"))).is_file()]


def resource(asked: Request, table: Table, sink: Sink) -> dict[str, Any]:
    """One finished file, in words that programs read."""
    path, ending = sink.place.path, sink.place.path.suffix.lower()
    row = "an event" if asked.rows == "events" else "a report"
    about: dict[str, Any] = {
        "name": _NAMES.sub("-", path.name.lower()),
        "path": path.name,
        "title": f"{asked.layout.title}: {table.name}",
        "description": f"One row {row}, in the columns of {asked.layout.title}.",
        "format": ending.removeprefix("."),
        "mediatype": _MEDIA.get(ending, "application/jsonl"),
        "encoding": "utf-8",
        "bytes": sink.place.temporary.stat().st_size,
        "hash": f"sha256:{digest(sink.place.temporary)}",
        "rows": sink.rows,
    }
    if ending == ".tsv":
        about["dialect"] = {**_DIALECT, "header": asked.header}
    about["schema"] = {"fields": _fields(table, asked.rows), "missingValues": [""]}
    if table.key:
        about["schema"]["primaryKey"] = list(table.key)
    return about


def _fields(table: Table, rows: Rows) -> list[dict[str, str]]:
    if not table.columns:
        return plover.fields(of_reports=rows == "reports")
    return [{"name": c.name, "type": c.kind, "description": c.about} for c in table.columns]


def write(folder: Path, resources: Sequence[dict[str, Any]], ledger: Path, coders: Sequence[str]) -> Path:
    """Write the package of a folder: these resources, and those that it held before.

    Args:
        folder: where the files lie.
        resources: made by ``resource``.
        ledger: where the rows are from.
        coders: programs that coded its reports.
    """
    new = {r["path"] for r in resources}
    kept = [r for r in held(folder) if r["path"] not in new]
    package = {
        "$schema": _PROFILE,
        "name": "redshank-export",
        "description": "Political events coded from news reports, in the columns of other data sets. "
        "An empty cell means not known, or a column that redshank cannot fill: its description says why.",
        "sources": [{"title": f"{ledger.name}, a ledger of {' and '.join(coders) or 'no reports'}"}, _OURS],
        "redshank": {
            "version": __version__,
            "schema_version": SCHEMA_VERSION,
            "code_license": "Apache-2.0",
            "text_rights": _RIGHTS,
        },
        "resources": sorted([*kept, *resources], key=lambda r: str(r["path"])),
    }
    place = Beside(folder / NAME)
    try:
        place.temporary.write_bytes(msgspec.json.format(msgspec.json.encode(package), indent=1) + b"\n")
        place.keep()
    except BaseException:
        place.drop()
        raise
    return place.path
