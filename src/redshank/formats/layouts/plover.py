"""PLOVER 2.0's JSON interchange: the record of ``redshank code``, one JSON object a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from redshank.formats.layouts.base import Layout, Table

if TYPE_CHECKING:
    import pyarrow as pa

# The event's own where it is told by several reports; all other fields are its first report's.
_OF_THE_EVENT = frozenset(
    {"id", "date", "enddate", "date_resolution", "event", "mode", "context", "aux", "event_loc", "quad_code",
     "event_scale", "cameo", "goldstein", "confidence"}
)  # fmt: skip
LINK = "link"  # PLOVER's common reference of related events: among reports, the id of the event that they tell

LAYOUT = Layout(
    name="plover",
    title="PLOVER 2.0",
    tables=(Table("events", "layout_records", (), key=("id",)),),
    endings=(".jsonl", ".ndjson", ".json", ".parquet"),
    knows_aux=True,
    knows_lists=True,
)


def schema(*, of_reports: bool) -> pa.Schema:
    """Arrow types of the record."""
    import pyarrow as pa

    from redshank.formats.parquet import schema as record

    return record().append(pa.field(LINK, pa.string())) if of_reports else record()


def fields(*, of_reports: bool) -> list[dict[str, str]]:
    """The record's fields for datapackage.json: Frictionless types, and whose each is."""
    described = []
    for field in schema(of_reports=of_reports):
        about = "the event's" if field.name in _OF_THE_EVENT else "its first report's"
        if of_reports:
            about = "id of the event that the report tells" if field.name == LINK else "the report's"
        kind = "date" if field.name in ("date", "enddate") else _kind(field.type)
        described.append({"name": field.name, "type": kind, "description": f"{about}; docs/record.md says what it is"})
    return described


def _kind(arrow: pa.DataType) -> str:
    import pyarrow as pa

    tests = {
        "array": pa.types.is_list, "object": pa.types.is_struct, "integer": pa.types.is_integer,
        "number": pa.types.is_floating, "boolean": pa.types.is_boolean,
    }  # fmt: skip
    return next((kind for kind, test in tests.items() if test(arrow)), "string")
