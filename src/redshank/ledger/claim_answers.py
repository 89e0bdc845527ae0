"""The question ``claims``: contested claims with who denies them and who ruled, or every side with its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from redshank.errors import CallError
from redshank.ledger.claim_tables import VOICE_WORDS
from redshank.ledger.claim_words import bodies
from redshank.ledger.filters import Filter
from redshank.ledger.questions import ask

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

_SAID, _DENIED = "('claims', 'repeats', 'adds')", "('denies', 'answers', 'finds')"
_SIDES_OF = (f"s.role IN {_SAID}", f"s.role IN {_DENIED} AND s.side = 'denier'")  # who claims, who denies
# Parts of a filter that have a meaning of their own here.
_OWN = ("actor", "recipient", "party", "said_by", "text", "since", "until", "reports")

# Somebody among the voices of a claim: by code, sector, the words that name him or his name.
_PEOPLE = (
    "EXISTS (SELECT 1 FROM claim_sides s JOIN claim_voices v USING (voice) LEFT JOIN entities n USING (entity)"
    " WHERE s.claim = c.claim AND {side} AND (list_contains(v.codes, ?) OR v.sector = ?"
    " OR regexp_matches(concat_ws(' | ', v.party, n.name), ?)))"
)
_WORDS = f"""EXISTS (SELECT 1 FROM claim_sides s JOIN claim_voices v USING (voice) JOIN documents d USING (doc)
    LEFT JOIN statements t USING (statement) LEFT JOIN reports r ON r.report = v.report
    WHERE s.claim = c.claim AND {VOICE_WORDS} ILIKE ?)"""  # noqa: S608 -- our own words
# The events that the claimant's words tell.
_EVENTS = f"""EXISTS (SELECT 1 FROM claim_sides s JOIN claim_voices v USING (voice) JOIN reports r ON r.doc = v.doc
    AND r.sentence_start < v."end" AND r.sentence_end > v."start" JOIN members m ON m.report = r.report
    JOIN events e ON e.event = m.event WHERE s.claim = c.claim AND s.role IN {_SAID} AND {{condition}})"""  # noqa: S608

_CLAIMS = """
SELECT c.id AS claim, c.by_codes AS "by", c.claimant, c.words, c.said, c.denied_codes AS denied_by,
    c.denied_by AS deniers, c.denial, c.denied, c.ruled_codes AS ruled_by, c.ruled_by AS rulers, c.body, c.ruled_for,
    c.reports, round(c.score::DOUBLE, 3) AS score, d.id AS document, v."start", v."end"
FROM claims c JOIN claim_voices v ON v.voice = c.claim JOIN documents d ON d.doc = v.doc
WHERE {condition} ORDER BY c.said NULLS LAST, c.id LIMIT {limit}"""

_SIDES = f"""
SELECT c.id AS claim, s.side, s.role, v.codes AS "by", v.party AS who, v.body, d.published AS day,
    {VOICE_WORDS} AS words,
    s.why, round(s.score::DOUBLE, 3) AS score, d.id AS document, d.source, v."start", v."end"
FROM claims c JOIN claim_sides s USING (claim) JOIN claim_voices v ON v.voice = s.voice
JOIN documents d ON d.doc = v.doc
LEFT JOIN statements t ON t.statement = v.statement LEFT JOIN reports r ON r.report = v.report
WHERE {{condition}} ORDER BY c.said NULLS LAST, c.id, d.published, d.id, v."start", s.role LIMIT {{limit}}"""  # noqa: S608


def claims(
    connection: DuckDBPyConnection,
    asked: Filter,
    *,
    by: tuple[str, ...] = (),
    body: tuple[str, ...] = (),
    undecided: bool = False,
    sides: bool = False,
    limit: int | None = None,
) -> pa.Table:
    """One row a contested claim, or one a side of it.

    Of the filters, actor is who claims, recipient who denies, said-by anyone who has a voice in it; since and until
    are of the day on which it was said, text of the words of any side. All others are asked of the events that the
    claim tells.

    Args:
        connection: to the ledger.
        asked: which claims.
        by: as actor.
        body: kinds of bodies that ruled.
        undecided: only those on which nobody ruled.
        sides: one row a side.
        limit: at most so many rows.

    Raises:
        CallError: no such kind of body.
    """
    known = {b.kind for b in bodies()}
    for kind in body:
        if kind not in known:
            raise CallError(f"no kind of body {kind!r}: {', '.join(sorted(known))}")
    condition, values = _condition(asked, by)
    if body:
        condition, values = f"{condition} AND list_has_any(c.body, ?)", [*values, list(body)]
    if undecided:
        condition += " AND c.ruled_for IS NULL"
    query = (_SIDES if sides else _CLAIMS).format(condition=condition, limit="ALL" if limit is None else int(limit))
    return ask(connection, query, values)


def claims_between(one: str, other: str) -> tuple[str, list[Any]]:
    """SQL on ``claims c`` for those in which two stand against each other, and its values."""
    parts = [
        _any((who,), side) for pair in ((one, other), (other, one)) for who, side in zip(pair, _SIDES_OF, strict=True)
    ]
    (a, av), (b, bv), (c, cv), (d, dv) = parts
    return f"(({a} AND {b}) OR ({c} AND {d}))", [*av, *bv, *cv, *dv]


def _condition(asked: Filter, by: tuple[str, ...]) -> tuple[str, list[Any]]:
    """SQL on ``claims c`` and its values."""
    claimant, denier = _SIDES_OF
    parts = [
        _any(asked.actor, claimant),
        _any(by, claimant),
        _any(asked.recipient, denier),
        _any(asked.party, f"({claimant} OR {denier})"),
        _any(asked.said_by, "true"),
        (" OR ".join([_WORDS] * len(asked.text)), [f"%{v}%" for v in asked.text]),
        ("c.said >= CAST(? AS DATE)" if asked.since else "", [asked.since] if asked.since else []),
        ("c.said <= CAST(? AS DATE)" if asked.until else "", [asked.until] if asked.until else []),
        ("c.reports >= ?" if asked.reports else "", [asked.reports] if asked.reports else []),
    ]
    rest = {f.name: f.default for f in msgspec.structs.fields(Filter) if f.name in _OWN}
    events = msgspec.structs.replace(asked, **rest)
    if events != Filter():
        told, values = events.condition()
        parts.append((_EVENTS.format(condition=told), values))
    kept = [(sql, values) for sql, values in parts if sql]
    return " AND ".join(["true", *(f"({sql})" for sql, _ in kept)]), [v for _, values in kept for v in values]


def _any(values: tuple[str, ...], side: str) -> tuple[str, list[Any]]:
    """One of several people on a side; what may be a code is only looked for as a whole word of a name."""
    sql = _PEOPLE.format(side=side)
    given: list[Any] = []
    for value in values:
        code = len(value) == len("RUS") and value.isalpha() and value.isupper()
        given += [value, value, rf"\b{value}\b" if code else f"(?i){re.escape(value)}"]
    return " OR ".join([sql] * len(values)), given
