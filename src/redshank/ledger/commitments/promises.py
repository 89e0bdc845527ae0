"""The question ``promises``: commitments with their states as of a day, or what was reported of them, link by link."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from redshank.errors import CallError
from redshank.ledger.commitments.states import STATES, Commitment, Link, state_of
from redshank.ledger.questions import ask

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

_BATCH = 2048
_DAYS = frozenset({"since", "until", "due_before"})

_PEOPLE = (
    "(list_contains(c.{side}_codes, ?) OR EXISTS (SELECT 1 FROM commitment_links l JOIN statements s USING (statement)"
    " JOIN entities n ON n.entity = s.{person} WHERE l.commitment = c.commitment AND l.relation IN ('made', 'told')"
    " AND (n.name ILIKE ? OR n.sector = ?)))"
)

# Each commitment with what was reported of it up to a day.
_KNOWN = """
SELECT c.commitment, c.kind, c.made, c.due_start, c.due_end, c.maker_codes, c.other_codes, coalesce(l.links, []) AS
links
FROM commitments c LEFT JOIN (
    SELECT commitment, list(struct_pack(relation := relation, published := published, word_of := word_of,
                                        due_start := due_start, due_end := due_end)
                            ORDER BY published, doc, "start", relation) AS links
    FROM commitment_links WHERE relation NOT IN ('made', 'told') AND published <= CAST(? AS DATE)
    GROUP BY commitment) l USING (commitment)
WHERE (c.made IS NULL OR c.made <= CAST(? AS DATE)) AND {condition}
ORDER BY c.commitment"""

_ROWS = """
SELECT c.id, c.kind, c.maker_codes AS maker, c.other_codes AS other, c.category, c.mode, c.words, c.made, s.due_start,
    s.due_end, s.state, s.since, s.reason, s.links, c.tellings, c.conditions, c.place, c.country_code
FROM commitment_states s JOIN commitments c USING (commitment) ORDER BY c.made NULLS LAST, c.commitment LIMIT {limit}"""

_LINKS = """
SELECT c.id, c.kind, c.maker_codes AS maker, c.other_codes AS other, s.state, l.relation, l.published, d.id AS document,
    d.source, l."start", l."end", l.words, l.word_of, l.due_start, l.due_end, round(l.score, 3) AS score, l.why,
    r.id AS report
FROM commitment_states s JOIN commitments c USING (commitment) JOIN commitment_links l USING (commitment)
JOIN documents d ON d.doc = l.doc LEFT JOIN reports r ON r.report = l.report
WHERE l.published IS NULL OR l.published <= CAST(? AS DATE)
ORDER BY c.made NULLS LAST, c.commitment, l.published, l.doc, l."start", l.relation LIMIT {limit}"""


class Asked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which commitments; all that is given must hold, of several values of one option one.

    Attributes:
        maker, other: codes (``RUS``), sectors (``MIL``) or parts of names; ``party``: on either side.
        kind: demand, promise, plan, threat, offer.
        event: categories of the act to be done; ``mode``: its modes.
        since, until: made on or after, on or before these days.
        due_before: due, as first told, before this day.
        place: part of a place's name, or a country code.
        text: words of the commitment, in any case of letters.
        state: states as of the day asked.

    Raises:
        CallError: a day that cannot be, or no such state.
    """

    maker: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    due_before: str | None = None
    place: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    state: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for day in (self.since, self.until, self.due_before):
            if day is not None:
                day_of(day)
        for state in self.state:
            if state not in STATES:
                raise CallError(f"no state {state!r}: {', '.join(STATES)}")

    def condition(self) -> tuple[str, list[Any]]:
        """SQL on ``commitments c`` and its values."""
        parts = [
            *_either([_person("maker", v) for v in self.maker]),
            *_either([_person("other", v) for v in self.other]),
            *_either([_person(side, v) for v in self.party for side in ("maker", "other")]),
            *_either([("c.kind = ?", [v]) for v in self.kind]),
            *_either([("c.category = ?", [v.upper()]) for v in self.event]),
            *_either([("list_contains(c.mode, ?)", [v]) for v in self.mode]),
            *_either([("(c.place ILIKE ? OR c.country_code = ?)", [f"%{v}%", v.upper()]) for v in self.place]),
            *_either([("c.words ILIKE ?", [f"%{v}%"]) for v in self.text]),
            *((f"c.{column} {sign} CAST(? AS DATE)", [day]) for column, sign, day in self._bounds() if day),
        ]
        return " AND ".join(["true", *(sql for sql, _ in parts)]), [v for _, values in parts for v in values]

    def _bounds(self) -> list[tuple[str, str, str | None]]:
        return [("made", ">=", self.since), ("made", "<=", self.until), ("due_end", "<", self.due_before)]


def asked_of(given: dict[str, Any]) -> Asked:
    """Filters by name; a single value may stand for a tuple of one.

    Raises:
        CallError: no such filter, or a value that cannot be.
    """
    listed = {n: (v,) if isinstance(v, str) and n not in _DAYS else v for n, v in given.items()}
    try:
        return msgspec.convert(listed, Asked)
    except msgspec.ValidationError as error:
        raise CallError(f"no such filter: {error}") from None


def day_of(text: str) -> date:
    """The day that somebody wrote.

    Raises:
        CallError: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CallError(f"{text!r} is no day: days are written YYYY-MM-DD") from None


def promises(
    connection: DuckDBPyConnection,
    asked: Asked | None = None,
    *,
    as_of: date | None = None,
    links: bool = False,
    limit: int | None = None,
    only: int | None = None,
) -> pa.Table:
    """Commitments with their states at the end of a day, or one row for each report that tells of one.

    Args:
        connection: to the ledger.
        asked: which; all without it.
        as_of: what was published later is not looked at; without it the last day that the ledger knows of.
        links: one row a link.
        limit: at most so many rows.
        only: the number of the only one that is asked for.
    """
    asked = asked or Asked()
    day = as_of or last_day(connection)
    condition, values = asked.condition()
    if only is not None:
        condition, values = f"{condition} AND c.commitment = ?", [*values, only]
    connection.register("commitment_states", states_at(connection, day, condition, values, set(asked.state)))
    query = (_LINKS if links else _ROWS).format(limit="ALL" if limit is None else int(limit))
    found = ask(connection, query, [day] if links else None)
    connection.unregister("commitment_states")
    return found


def last_day(connection: DuckDBPyConnection) -> date:
    """The last day on which anything in the ledger was published."""
    ((found,),) = connection.execute("SELECT max(published) FROM documents").fetchall()
    return found or date(1970, 1, 1)


def states_at(
    connection: DuckDBPyConnection, day: date, condition: str, values: list[Any], wanted: set[str]
) -> pa.Table:
    """Numbers of commitments with state, since, reason, number of links and due days as of a day."""
    import pyarrow as pa

    kinds = {
        "commitment": pa.int64(), "state": pa.string(), "since": pa.date32(), "reason": pa.string(),
        "links": pa.int32(),
        "due_start": pa.date32(), "due_end": pa.date32(),
    }  # fmt: skip
    schema = pa.schema(list(kinds.items()))
    query = _KNOWN.format(condition=condition)
    batches = []
    for rows in _batches(connection, query, [day, day, *values]):
        stood = [_stood(row, day) for row in rows]
        kept = [row for row in stood if not wanted or row["state"] in wanted]
        batches.append(pa.RecordBatch.from_pylist(kept, schema=schema))
    return pa.Table.from_batches(batches, schema=schema)


def _batches(connection: DuckDBPyConnection, query: str, values: list[Any]) -> Iterator[list[dict[str, Any]]]:
    table = ask(connection, query, values)
    for batch in table.to_batches(max_chunksize=_BATCH):
        yield batch.to_pylist()


def _stood(row: dict[str, Any], day: date) -> dict[str, Any]:
    made = Commitment(
        row["kind"],
        row["made"],
        row["due_start"],
        row["due_end"],
        frozenset(row["maker_codes"]),
        frozenset(row["other_codes"]),
    )
    links = [
        Link(
            link["relation"], link["published"], frozenset(link["word_of"]), link["due_start"], link["due_end"], number
        )
        for number, link in enumerate(row["links"])
    ]
    stand = state_of(made, links, day)
    return {
        "commitment": row["commitment"], "state": stand.state, "since": stand.since, "reason": stand.reason,
        "links": len(links), "due_start": stand.due_start, "due_end": stand.due_end,
    }  # fmt: skip


def _person(side: str, value: str) -> tuple[str, list[Any]]:
    """A side by its code; else by the sector or a part of the name of who spoke or was spoken to."""
    if len(value) == len("RUS") and value.isalpha() and value.isupper():
        return f"list_contains(c.{side}_codes, ?)", [value]
    person = "speaker" if side == "maker" else "addressee"
    return _PEOPLE.format(side=side, person=person), [value, f"%{value}%", value]


def _either(parts: list[tuple[str, list[Any]]]) -> list[tuple[str, list[Any]]]:
    """One of several; nothing without any."""
    if not parts:
        return []
    return [("(" + " OR ".join(sql for sql, _ in parts) + ")", [v for _, values in parts for v in values])]
