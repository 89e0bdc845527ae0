"""How far two people who reviewed the same reports agree: shares, and Cohen's kappa, which takes off what is chance."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

import msgspec

from redshank.ledger.corrections import Correction, found, held
from redshank.ledger.fields import FIELDS, comparable, records_of

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

VERDICT = "verdict"
Row = tuple[str, str, str, int, float | None, float | None]
_COLUMNS = ("author", "other", "what", "reports", "same", "kappa")


def agreement(connection: DuckDBPyConnection) -> pa.Table:
    """One row for each two authors who reviewed a report both, and for the verdict and each field.

    A verdict is accept, correct or reject: of one author's several on a report the last. A field's value is what the
    author made it or accepted, else what the coder had; fields are compared on reports that neither rejected. Reports
    that are gone by now count where both named them alike, in their verdicts.

    Returns:
        author, other, what ('verdict' or a field), reports (reviewed by both), same (share), kappa (NULL where one
        answer is all that was given).
    """
    import pyarrow as pa

    rows = list(_rows(connection))
    kinds = (pa.string(), pa.string(), pa.string(), pa.int64(), pa.float64(), pa.float64())
    columns = zip(*rows, strict=True) if rows else [[] for _ in _COLUMNS]
    return pa.table({n: pa.array(list(c), k) for n, c, k in zip(_COLUMNS, columns, kinds, strict=True)})


def _rows(connection: DuckDBPyConnection) -> Iterable[Row]:
    said = _by_thing(connection)
    coded = {
        r: v.values for r, v in records_of(connection, [t for t in said if isinstance(t, int)], coder=True).items()
    }
    authors = sorted({author for by_author in said.values() for author in by_author})
    for one, other in combinations(authors, 2):
        shared = [(by[one], by[other], coded.get(thing, {})) for thing, by in said.items() if one in by and other in by]
        if not shared:
            continue
        pairs = [(_verdict(a), _verdict(b)) for a, b, _ in shared]
        yield one, other, VERDICT, len(pairs), *_figures(pairs)
        kept = [(a, b, c) for a, b, c in shared if "reject" not in (_verdict(a), _verdict(b)) and c]
        for field in FIELDS:
            pairs = [(_value(a, field, c), _value(b, field, c)) for a, b, c in kept]
            yield one, other, field, len(pairs), *_figures(pairs)


def _by_thing(connection: DuckDBPyConnection) -> dict[Any, dict[str, list[Correction]]]:
    """By report (its number, or its name where it is gone) and author, what was said."""
    corrections = held(connection, "report")
    named = found(connection, corrections)
    said: dict[Any, dict[str, list[Correction]]] = defaultdict(lambda: defaultdict(list))
    for c in corrections:
        report = named[c.name]
        thing = msgspec.structs.replace(c.name, content="") if report is None else report
        said[thing][c.author].append(c)
    return said


def _verdict(said: Sequence[Correction]) -> str:
    """The last verdict; fields corrected before an accept were accepted as corrected."""
    last = said[-1].verdict
    return "correct" if last == "accept" and any(c.verdict == "correct" for c in said) else last


def _value(said: Sequence[Correction], field: str, coded: dict[str, Any]) -> str:
    value = coded[field]
    for c in said:
        if c.verdict == "correct" and c.field == field:
            value = c.after
        elif c.verdict == "accept" and c.before and field in c.before:
            value = c.before[field]
    return msgspec.json.encode(comparable(field, value), order="sorted").decode()


def _figures(pairs: Sequence[tuple[str, str]]) -> tuple[float | None, float | None]:
    """Share of equal answers, and kappa (Cohen 1960)."""
    if not pairs:
        return None, None
    total = len(pairs)
    same = sum(a == b for a, b in pairs) / total
    ours, theirs = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(ours[answer] * theirs[answer] for answer in ours) / total**2
    kappa = None if chance == 1 else round((same - chance) / (1 - chance), 4)
    return round(same, 4), kappa
