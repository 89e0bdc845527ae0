"""The training corpus: sentences with marked actors, recipients and triggers, read from tab-separated files.

A line is ``EVENT<tab>MODE<tab>AUX<tab>FORM<tab>SENTENCE``. In the sentence ``[A:…]`` marks an actor, ``[R:…]`` a
recipient, ``{…}`` the trigger; ``$STATE1``, ``$PERSON2`` and so on are slots for names (`names.py`). Lines after one
another with the same words are one sentence with several events.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from redshank.errors import DataError
from redshank.ontology import plover
from redshank.predicates.marking import Span
from redshank.predicates.relation_model import NONE

LABELS = "labels.tsv"  # a user's own categories, beside his sentences
FORMS = (
    "active",
    "passive",
    "noun",
    "light",
    "reported",
    "negated",
    "future",
    "conditional",
    "headline",
    "quote",
    "chain",
    "relative",
)
SLOT = re.compile(r"\$([A-Z]+)(\d+)")
_PART = re.compile(r"\[([AR]):([^\[\]{}]+)\]|\{([^\[\]{}]+)\}|([^\[\]{}]+)")
_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class Labels:
    """What a model can answer: categories (`NONE` last), ``CATEGORY/mode`` pairs, auxiliary modes."""

    events: tuple[str, ...]
    modes: tuple[str, ...]
    aux: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One marked sentence; spans are code points of ``text``, half open.

    Attributes:
        modes: names of the category's modes, often none.
        where: file and line it comes from.
    """

    text: str
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    triggers: tuple[Span, ...]
    event: str
    modes: tuple[str, ...]
    aux: tuple[str, ...]
    form: str
    where: str


def plover_labels() -> Labels:
    """PLOVER's own labels."""
    events = tuple(plover.categories())
    pairs = tuple(f"{e}/{m}" for e in events for m in ("-", *plover.modes(e)))
    return Labels((*events, NONE), (*pairs, f"{NONE}/-"), plover.auxiliary_modes())


def labels_of(folder: Path) -> Labels:
    """The labels of a folder: its own ``labels.tsv`` (columns event, mode), else PLOVER's.

    Raises:
        DataError: the file has another shape or names no category.
    """
    path = folder / LABELS
    if not path.is_file():
        return plover_labels()
    events: dict[str, list[str]] = {}
    for number, line in enumerate(_lines(path), start=1):
        cells = line.split("\t")
        if not line or (number == 1 and cells[0] == "event"):
            continue
        if not cells[0] or len(cells) > 2:
            raise DataError("a line of labels is EVENT or EVENT<tab>MODE", where=f"{path}:{number}")
        modes = events.setdefault(cells[0], [])
        modes += [cells[1]] if len(cells) > 1 and cells[1] not in {"", "-"} else []
    events.pop(NONE, None)
    if not events:
        raise DataError("no category is named", where=str(path))
    pairs = tuple(f"{e}/{m}" for e, modes in events.items() for m in ("-", *modes))
    return Labels((*events, NONE), (*pairs, f"{NONE}/-"), plover.auxiliary_modes())


def read_corpus(folder: Path, labels: Labels) -> list[Example]:
    """All sentences of a folder's ``*.tsv`` files, files in the order of their names.

    Raises:
        DataError: a line breaks the format or names an unknown label; no sentence; sentences of one class only.
    """
    files = sorted(p for p in folder.rglob("*.tsv") if p.name != LABELS)
    found = [e for path in files for e in _file(path, labels)]
    if not found:
        raise DataError("no sentences: a corpus is a folder of .tsv files", where=str(folder))
    if len({e.event for e in found}) == 1:
        raise DataError(f"one class only ({found[0].event}): nothing can be learned", where=str(folder))
    return found


def _file(path: Path, labels: Labels) -> Iterator[Example]:
    for number, line in enumerate(_lines(path), start=1):
        if line and not line.startswith("#"):
            yield _example(line, labels, f"{path}:{number}")


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise DataError(f"not UTF-8: {error.reason}", where=str(path)) from None


def _example(line: str, labels: Labels, where: str) -> Example:
    cells = line.split("\t")
    if len(cells) != _COLUMNS:
        raise DataError(f"{len(cells)} columns, not {_COLUMNS}", where=where)
    event, modes, aux, form, marked = cells
    if event not in labels.events:
        raise DataError(f"unknown category {event!r}", where=where)
    found = _names(modes)
    for name in found:
        if f"{event}/{name}" not in labels.modes:
            raise DataError(f"{event} has no mode {name!r}", where=where)
    for name in _names(aux):
        if name not in labels.aux:
            raise DataError(f"unknown auxiliary mode {name!r}", where=where)
    if form not in FORMS:
        raise DataError(f"unknown form {form!r}", where=where)
    text, spans = unmark(marked, where)
    return Example(text, spans["A"], spans["R"], spans["T"], event, found, _names(aux), form, where)


def _names(cell: str) -> tuple[str, ...]:
    return tuple(n for n in cell.split(",") if n not in {"", "-"})


def unmark(marked: str, where: str = "") -> tuple[str, dict[str, tuple[Span, ...]]]:
    """Text without marks, and the spans of A, R and T.

    Raises:
        DataError: a mark that does not close, lies in another, or is empty; no party is marked.
    """
    text, at = "", 0
    spans: dict[str, list[Span]] = {"A": [], "R": [], "T": []}
    for part in _PART.finditer(marked):
        if part.start() != at:
            break
        at = part.end()
        side, party, trigger, plain = part.groups()
        words = party or trigger or plain
        if plain is None:
            spans[side or "T"].append((len(text), len(text) + len(words)))
        text += words
    if at != len(marked):
        raise DataError(f"a mark is not closed or lies in another: …{marked[at : at + 30]}", where=where)
    if not spans["A"] and not spans["R"]:
        raise DataError("neither an actor nor a recipient is marked", where=where)
    return text, {k: tuple(v) for k, v in spans.items()}
