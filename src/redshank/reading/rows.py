"""JSON-lines rows -> ``Document``."""

from __future__ import annotations

from typing import Any

from redshank.errors import DocumentError
from redshank.reading.assemble import build
from redshank.reading.dates import check_day
from redshank.records import Document
from redshank.settings import Settings

_DEFAULT = Settings()


def document_from_row(row: dict[str, Any], settings: Settings = _DEFAULT, *, source: str | None = None) -> Document:
    """The document of one row ``{"id"?, "text", "title"?, "published"?, "url"?, "publisher"?}``.

    Other keys are ignored.     The text is kept exactly as it came, so that offsets point into it.

    Args:
        row: the row as plain data.
        settings: see ``build``.
        source: file the row came from; part of the id of a row that has neither id nor url.

    Raises:
        DocumentError: no text, a field of the wrong type, an impossible date, a text that is too large or not English.
        CallError: ``settings.published`` is no ISO date.
    """
    if not isinstance(row, dict):
        raise DocumentError(f"a row has to be a JSON object, this is {_type(row)}")
    text = row.get("text")
    if text is None:
        raise DocumentError("the row has no 'text'")
    if not isinstance(text, str):
        raise DocumentError(f"'text' is {_type(text)}, it has to be a string")
    if len(text) > settings.max_bytes:
        raise DocumentError(f"the text has {len(text):,} characters, more than the limit of {settings.max_bytes:,}")
    return build(
        text,
        settings,
        doc_id=_id(row.get("id")),
        source=source,
        title=_string(row, "title"),
        given=check_day(row.get("published")),
        url=_string(row, "url"),
        publisher=_string(row, "publisher"),
    )


def _id(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise DocumentError(f"'id' is {_type(value)}, it has to be a string")
    return str(value)


def _string(row: dict[str, Any], key: str) -> str | None:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise DocumentError(f"{key!r} is {_type(value)}, it has to be a string")
    return (value or "").strip() or None


def _type(value: object) -> str:
    names = {
        type(None): "null",
        bool: "a boolean",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "an object",
    }
    return names.get(type(value), "a string" if isinstance(value, str) else type(value).__name__)
