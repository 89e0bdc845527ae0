"""The course of a matter between two actors: what each did, said, promised, claimed and denied, day by day.

Every line names the words that it rests on: the document and the span in its text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from redshank.errors import CallError
from redshank.ledger.claim_answers import claims_between
from redshank.ledger.filters import Filter
from redshank.ledger.questions import ask

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

# One row a line. what: made from the record alone, as 'ASSAULT airstrike'.
_COLUMNS = """day DATE, kind VARCHAR, who VARCHAR[], what VARCHAR, whom VARCHAR[], said_by VARCHAR[], origins INTEGER,
    reports INTEGER, words VARCHAR, document VARCHAR, source VARCHAR, "start" INTEGER, "end" INTEGER, ref VARCHAR"""

_EVENTS = """
SELECT coalesce(e.date, e.enddate, e.first_published) AS day, 'event' AS kind, e.actor_codes AS who,
    concat_ws(' ', e.category, nullif(array_to_string(e.mode, ', '), ''),
              CASE WHEN len(e.aux) > 0 THEN '(' || array_to_string(e.aux, ', ') || ')' END) AS what,
    e.recipient_codes AS whom, e.said_by_codes AS said_by, e.origins, e.reports,
    coalesce(r.sentence, array_to_string(r.event_text, ' ')) AS words, d.id AS document, d.source,
    r.sentence_start AS "start", r.sentence_end AS "end", e.id AS ref
FROM events e JOIN reports r ON r.report = e.event JOIN documents d USING (doc)
WHERE ({condition})"""

_SAID = """coalesce(substr(d.text, v."start" + 1, v."end" - v."start"), t.content, r.sentence)"""

# One row a voice of a claim in which the two stand against each other.
_CLAIMS = """
SELECT d.published AS day,
    CASE WHEN s.role = 'finds' THEN 'ruling' WHEN s.side = 'denier' THEN 'denial' ELSE 'claim' END, v.codes,
    CASE s.role WHEN 'finds' THEN 'finds for the ' || s.side || ' (' || v.body || ')'
        WHEN 'answers' THEN 'goes on' WHEN 'adds' THEN 'claims' ELSE s.role END,
    CASE WHEN s.role = 'finds' THEN [] WHEN s.side = 'denier' THEN c.by_codes ELSE c.denied_codes END,
    CASE WHEN v.party IS NULL THEN [] ELSE [v.party] END, NULL, NULL,
    {words}, d.id, d.source, v."start", v."end", c.id
FROM claims c JOIN claim_sides s USING (claim) JOIN claim_voices v ON v.voice = s.voice
JOIN documents d ON d.doc = v.doc
LEFT JOIN statements t ON t.statement = v.statement LEFT JOIN reports r ON r.report = v.report
WHERE {condition}"""

# What becomes of a demand is done by the other side; and the other side refuses.
_COMMITMENTS = """
SELECT coalesce(l.published, c.made), CASE WHEN l.relation = 'made' THEN c.kind ELSE 'outcome' END,
    CASE WHEN {others} THEN c.other_codes ELSE c.maker_codes END,
    CASE WHEN l.relation = 'made' THEN concat_ws(' ', c.category, nullif(array_to_string(c.mode, ', '), ''),
            'by ' || c.due_end)
         ELSE concat_ws(' ', CASE l.relation WHEN 'fulfil' THEN 'fulfils' WHEN 'part' THEN 'fulfils in part'
            WHEN 'break' THEN 'breaks' WHEN 'unclear' THEN 'is unclear on' WHEN 'refuse' THEN 'refuses'
            ELSE l.relation || 's' END, 'the', c.kind, c.category, 'to ' || l.due_end) END,
    CASE WHEN {others} THEN c.maker_codes ELSE c.other_codes END, l.word_of, e.origins, e.reports,
    l.words, d.id, d.source, l."start", l."end", c.id
FROM commitments c JOIN commitment_links l USING (commitment) JOIN documents d ON d.doc = l.doc
LEFT JOIN members m ON m.report = l.report LEFT JOIN events e ON e.event = m.event
WHERE l.relation <> 'told' AND {condition}"""
_OTHERS = """(len(c.other_codes) > 0
    AND (l.relation = 'refuse' OR c.kind = 'demand' AND l.relation IN ('fulfil', 'part', 'break')))"""

# An event that a line on a commitment tells already.
_MADE = """ AND NOT EXISTS (SELECT 1 FROM commitment_links l JOIN members m USING (report)
    WHERE m.event = e.event AND l.relation = 'made')"""


def course(
    connection: DuckDBPyConnection, asked: Filter, *, one: str, other: str, limit: int | None = None
) -> pa.Table:
    """What passed between two actors, in order of days: one row a line.

    Args:
        connection: to the ledger.
        asked: since, until and other filters; those of events leave claims and commitments out, of which only the days
            and the text are asked.
        one: the first actor: a code, a sector or part of a name.
        other: the second.
        limit: at most so many rows.

    Raises:
        CallError: twice the same actor.
    """
    if one == other:
        raise CallError("the course of a matter is told between two actors")
    parts = [_events(asked, one, other)]
    if not _only_events(asked):
        sql, values = parts[0]
        parts = [(sql + _MADE, values), _claims(asked, one, other), _commitments(asked, one, other)]
    union = " UNION ALL ".join(sql for sql, _ in parts)
    names = ", ".join(part.split()[0] for part in _COLUMNS.split(","))
    query = f"""SELECT DISTINCT {names} FROM ({union}) told ({names})
        ORDER BY day NULLS LAST, document, "start", kind, ref LIMIT {"ALL" if limit is None else int(limit)}"""  # noqa: S608
    return ask(connection, query, [v for _, values in parts for v in values])


def _events(asked: Filter, one: str, other: str) -> tuple[str, list[Any]]:
    """Events in which the two meet: one acts on the other, or both act together."""
    condition, values = asked.condition()
    either = [Filter(actor=(a,), recipient=(b,)).condition() for a, b in ((one, other), (other, one))]
    together = [Filter(actor=(who,)).condition() for who in (one, other)]
    sql = " OR ".join([f"({c})" for c, _ in either] + ["(" + " AND ".join(c for c, _ in together) + ")"])
    given = [v for _, vs in [*either, *together] for v in vs]
    return _EVENTS.format(condition=f"({condition}) AND ({sql})"), [*values, *given]


def _only_events(asked: Filter) -> bool:
    """Whether something is asked for that only events have."""
    days = {f.name: f.default for f in msgspec.structs.fields(Filter) if f.name in {"since", "until", "text"}}
    return msgspec.structs.replace(asked, **days) != Filter()


def _claims(asked: Filter, one: str, other: str) -> tuple[str, list[Any]]:
    condition, values = claims_between(one, other)
    more, given = _bounds("d.published", _SAID, asked)
    return _CLAIMS.format(words=_SAID, condition=f"({condition}){more}"), [*values, *given]


def _commitments(asked: Filter, one: str, other: str) -> tuple[str, list[Any]]:
    maker, to = "(list_contains(c.maker_codes, ?) OR c.maker ILIKE ?)", "list_contains(c.other_codes, ?)"
    condition = f"(({maker} AND {to}) OR ({maker} AND {to}))"
    values = [one, f"%{one}%", other, other, f"%{other}%", one]
    more, given = _bounds("coalesce(l.published, c.made)", "l.words", asked)
    return _COMMITMENTS.format(others=_OTHERS, condition=condition + more), [*values, *given]


def _bounds(day: str, words: str, asked: Filter) -> tuple[str, list[Any]]:
    """The days and the words that are asked for."""
    days = [(sign, bound) for sign, bound in ((">=", asked.since), ("<=", asked.until)) if bound]
    sql = "".join(f" AND {day} {sign} CAST(? AS DATE)" for sign, _ in days)
    if asked.text:
        sql += " AND (" + " OR ".join([f"{words} ILIKE ?"] * len(asked.text)) + ")"
    return sql, [*(bound for _, bound in days), *(f"%{text}%" for text in asked.text)]
