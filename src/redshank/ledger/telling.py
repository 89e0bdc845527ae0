"""One event with every report's own words, and why they were taken for one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from redshank.errors import LedgerError
from redshank.ledger.questions import ask

if TYPE_CHECKING:
    from redshank.ledger.store import Ledger

_REPORTS = """
SELECT r.id, d.id AS document, d.title, d.source, CAST(d.published AS VARCHAR) AS published, d.url,
       CAST(r.date AS VARCHAR) AS date, CAST(r.enddate AS VARCHAR) AS enddate, r.mode, r.aux, r.sentence,
       r.sentence_start, r.event_text AS words, round(r.confidence::DOUBLE, 3) AS confidence, r.trace,
       m.how, m.why, m.score, w.id AS with_report,
       coalesce((SELECT list(origin ORDER BY origin) FROM origins o WHERE o.doc = d.doc), []) AS origins,
       coalesce((SELECT list(why ORDER BY origin) FROM origins o WHERE o.doc = d.doc), []) AS origins_why,
       coalesce((SELECT list(struct_pack(role := p.role, name := n.name, code := n.code, sector := n.sector,
                                         office := n.office, words := p.entity_text) ORDER BY p.role, p.number)
                 FROM participants p JOIN entities n USING (entity) WHERE p.report = r.report), []) AS parts,
       coalesce((SELECT list(struct_pack(role := v.role, "start" := v."start", "end" := v."end")
                             ORDER BY v."start", v.role)
                 FROM evidence v WHERE v.report = r.report), []) AS evidence
FROM members m JOIN reports r USING (report) JOIN documents d USING (doc)
LEFT JOIN reports w ON w.report = m.with_report
WHERE m.event = ? ORDER BY d.published, r.report"""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Who took part in a report, and how the report names them."""

    role: str
    name: str | None
    code: str | None
    sector: str | None
    office: str | None
    words: str | None


class Mark(msgspec.Struct, frozen=True):
    """A span of evidence in the document's text, code points."""

    role: str
    start: int
    end: int


class Telling(msgspec.Struct, kw_only=True):
    """One report of an event.

    Attributes:
        how, why, score, with_report: why it belongs to the event; see table ``members``.
        origins, origins_why: whose reporting it is.
    """

    id: str
    document: str
    title: str | None
    source: str | None
    published: str | None
    url: str | None
    date: str | None
    enddate: str | None
    mode: list[str]
    aux: list[str]
    sentence: str | None
    sentence_start: int
    words: list[str]
    confidence: float
    trace: list[str]
    how: str
    why: str
    score: float | None
    with_report: str | None
    origins: list[str]
    origins_why: list[str]
    parts: list[Part]
    evidence: list[Mark]


class Told(msgspec.Struct, kw_only=True):
    """An event with its reports, first told first.

    Attributes:
        facts: its row in the table ``events``.
    """

    facts: dict[str, Any]
    reports: list[Telling]


def told(ledger: Ledger, name: str) -> Told:
    """An event by its id or by the id of one of its reports.

    Raises:
        LedgerError: there is no such event.
    """
    found = ledger.rows(
        "SELECT m.event FROM reports r JOIN members m USING (report) WHERE r.id = ? ORDER BY r.report DESC LIMIT 1",
        [name],
    )
    if not found:
        raise LedgerError(f"no event and no report {name!r}", where=str(ledger.path))
    number = found[0][0]
    (facts,) = ask(ledger.connection, "SELECT * FROM events WHERE event = ?", [number]).to_pylist()
    rows = ask(ledger.connection, _REPORTS, [number]).to_pylist()
    return Told(facts=facts, reports=msgspec.convert(rows, list[Telling]))
