"""Importers of actor dictionaries: PETRARCH and Phoenix, Wikidata, a user's own table.

Each importer reads one file and yields rows of one schema (``base.UserRow``) or, in a bad row's place, the error;
``collect`` brings them together and writes them down as a user roster.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from redshank.errors import CallError
from redshank.lexicons.importing import petrarch, table, wikidata
from redshank.lexicons.importing.base import Rows
from redshank.lexicons.importing.lines import lines

IMPORTERS: dict[str, Callable[[Path], Rows]] = {
    "petrarch": petrarch.read,
    "phoenix": petrarch.read,
    "wikidata": wikidata.read,
    "csv": table.read,
}
_TABLES = frozenset({".csv", ".tsv"})
_LINES_TO_SNIFF = 200


def read(path: Path, kind: str | None = None) -> Rows:
    """Rows of a dictionary, or the errors of bad rows, in the order of the file.

    Args:
        path: the file; gzipped ones by their ending.
        kind: one of ``IMPORTERS``; None looks at the file.

    Raises:
        CallError: the file is not there, the kind is none of ours, or the file is plainly something else.
    """
    name = kind or sniff(path)
    if name not in IMPORTERS:
        raise CallError(f"no importer for {name!r}: there are {', '.join(IMPORTERS)}")
    return IMPORTERS[name](path)


def sniff(path: Path) -> str:
    """The importer for a file, by its ending or its first lines.

    Raises:
        CallError: neither tells.
    """
    suffixes = path.suffixes[:-1] if path.suffix == ".gz" else path.suffixes
    if suffixes and suffixes[-1].lower() in _TABLES:
        return "csv"
    for number, (_, line) in enumerate(lines(path)):
        text = line.strip() if isinstance(line, str) else ""
        if number > _LINES_TO_SNIFF:
            break
        if number == 0 and text[:1] in ("{", "["):
            return "wikidata"
        if text.startswith("<!--") or ("[" in text and "]" in text):
            return "petrarch"
        if number == 0 and "\t" in text:
            return "csv"
    raise CallError("its kind is not plain: say --from petrarch, wikidata or csv", where=str(path))
