"""What a person is shown to review: the least certain first, with its words, evidence and trace; and his verdicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import msgspec

from redshank.ledger.corrections import Correction, Kind, Name, found, held, names_of, now
from redshank.ledger.fields import records_of
from redshank.ledger.filters import Filter
from redshank.ledger.questions import ask
from redshank.ledger.telling import Mark
from redshank.ledger.verdicts import RELATIONS, partners

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Which = Literal["new", "second", "mine"]
_AROUND = 300  # characters of its paragraph that are shown on each side of a sentence
KINDS: tuple[Kind, ...] = ("report", "merge", "origin", "link")

_REPORTS = """
SELECT m.report FROM events e JOIN members m USING (event) JOIN reports r USING (report)
WHERE {condition} ORDER BY r.confidence, m.report"""

_MERGES = """
SELECT m.report, m.with_report FROM events e JOIN members m USING (event)
WHERE m.how = 'merged' AND {condition} ORDER BY m.score, m.report"""

# Origins that rest on likeness alone: nobody is credited, the words are another's.
_ORIGINS = """
SELECT DISTINCT o.doc, o.origin FROM events e JOIN members m USING (event) JOIN reports r USING (report)
JOIN origins o USING (doc) WHERE o.like_doc IS NOT NULL AND {condition} ORDER BY o.doc, o.origin"""

# What became of commitments; with filters, where the one record or the other tells of such an event.
_LINKS = """
WITH asked AS (SELECT m.report FROM events e JOIN members m USING (event) WHERE {condition})
SELECT DISTINCT c.doc, c."start", c."end", l.doc AS there, l."start" AS begins, l."end" AS ends, l.relation, l.score
FROM commitment_links l JOIN commitments c USING (commitment)
WHERE list_contains(?, l.relation) AND (? OR l.report IN (FROM asked) OR c.report IN (FROM asked))
ORDER BY l.score, c.doc, c."start", there, begins, l.relation"""

_LINK = """
SELECT m.key, m.content_hash, c.kind, c.maker, c.maker_codes, c.other_codes, c.words,
       CAST(c.made AS VARCHAR) AS made, CAST(c.due_end AS VARCHAR) AS due, m.id AS document, m.title,
       l.words AS there, l.why, l.score, CAST(l.published AS VARCHAR) AS published, d.key AS there_key,
       d.id AS there_document, d.title AS there_title
FROM commitment_links l JOIN commitments c USING (commitment)
JOIN documents m ON m.doc = c.doc JOIN documents d ON d.doc = l.doc
WHERE c.doc = ? AND c."start" = ? AND c."end" = ? AND l.doc = ? AND l."start" = ? AND l."end" = ? AND l.relation = ?
LIMIT 1"""

_SHOWN = """
SELECT r.report, r.id, d.id AS document, d.key, d.title, d.source, CAST(d.published AS VARCHAR) AS published, d.url,
       r.confidence, r.sentence, r.sentence_start, r.sentence_end, r.trace,
       substring(d.text, greatest(p."start", r.sentence_start - {around}) + 1,
                 r.sentence_start - greatest(p."start", r.sentence_start - {around})) AS before,
       substring(d.text, r.sentence_end + 1, least(p."end" - r.sentence_end, {around})) AS after,
       coalesce((SELECT list(struct_pack(role := v.role, "start" := v."start", "end" := v."end")
                             ORDER BY v."start", v.role)
                 FROM coder_evidence v WHERE v.report = r.report), []) AS marks
FROM {reports} r JOIN documents d USING (doc)
LEFT JOIN paragraphs p ON p.doc = r.doc AND p."start" <= r.sentence_start AND p."end" >= r.sentence_end
WHERE r.report = ? LIMIT 1"""


class Shown(msgspec.Struct, kw_only=True):
    """A report to look at.

    Attributes:
        sentence: None where no text was kept; ``before`` and ``after`` are what stands around it in its paragraph.
        marks: the coder's evidence, in code points of the document.
        values: what it says, field by field.
    """

    report: int
    id: str
    document: str
    title: str | None
    source: str | None
    published: str | None
    url: str | None
    confidence: float
    sentence: str | None
    sentence_start: int
    before: str | None
    after: str | None
    marks: list[Mark]
    trace: list[str]
    values: dict[str, Any]


class Item(msgspec.Struct, kw_only=True):
    """One thing to review.

    Attributes:
        name: of the report, or of the document whose origin it is.
        other: what else names the thing; see ``Correction``.
        shown: the report; the one that was merged.
        partner: the report that it was merged with.
        why: what decided a merge or an origin.
        score: of a merge.
        said: what was said of it before, as far as the reviewer may know.
    """

    kind: Kind
    name: Name
    other: dict[str, Any] | None = None
    shown: Shown | None = None
    partner: Shown | None = None
    why: str = ""
    score: float | None = None
    facts: dict[str, Any] = {}
    said: list[Correction] = []


class _Ref(NamedTuple):
    """What finds an item again: a report, two reports, or a document and an origin."""

    kind: Kind
    one: int
    other: Any = None


class Queue:
    """What is to be reviewed, in order: reports by confidence, merges by score, origins that rest on likeness alone.

    Args:
        connection: of the ledger.
        asked: which events it is about.
        author: who reviews.
        only: kinds of things.
        which: 'new', what nobody has reviewed; 'second', what others have and the author has not, shown as the coder
            left it; 'mine', what the author has reviewed.
    """

    def __init__(
        self,
        connection: DuckDBPyConnection,
        asked: Filter,
        author: str,
        *,
        only: Collection[Kind] = KINDS,
        which: Which = "new",
    ) -> None:
        self._connection, self._asked, self._author, self._which = connection, asked, author, which
        self._said: dict[_Ref, list[Correction]] = {}
        sources: dict[Kind, Callable[[], list[_Ref]]] = {
            "report": self._reports, "merge": self._merges, "origin": self._origins, "link": self._links,
        }  # fmt: skip
        self._refs = [ref for kind, source in sources.items() if kind in only for ref in self._wanted(source())]

    def __len__(self) -> int:
        return len(self._refs)

    def item(self, place: int) -> Item:
        """The thing at a place, 0 first."""
        ref = self._refs[place]
        made = {"report": self._report, "merge": self._merge, "origin": self._origin, "link": self._link}[ref.kind](ref)
        return msgspec.structs.replace(made, said=self._said.get(ref, []) if self._which == "mine" else [])

    # -- which things

    def _rows(self, query: str) -> list[dict[str, Any]]:
        condition, values = self._asked.condition()
        rows: list[dict[str, Any]] = ask(self._connection, query.format(condition=condition), values).to_pylist()
        return rows

    def _wanted(self, refs: Sequence[_Ref]) -> list[_Ref]:
        """Those that the reviewer has to see."""
        return [ref for ref in refs if self._due({c.author for c in self._said.get(ref, ())})]

    def _due(self, authors: Collection[str]) -> bool:
        if self._which == "new":
            return not authors
        return (self._author in authors) == (self._which == "mine") and bool(authors)

    def _reports(self) -> list[_Ref]:
        said = reviewed(self._connection)
        self._said |= {_Ref("report", report): listed for report, listed in said.items()}
        refs = [_Ref("report", row["report"]) for row in self._rows(_REPORTS)]
        if self._asked == Filter():  # rejected ones belong to no event that could be asked for
            out = ask(
                self._connection, "SELECT report FROM coded_reports WHERE report NOT IN (SELECT report FROM reports)"
            )
            refs += [_Ref("report", row["report"]) for row in out.to_pylist() if row["report"] in said]
        return refs

    def _merges(self) -> list[_Ref]:
        corrections = held(self._connection, "merge")
        one = found(self._connection, corrections)
        other = found(self._connection, partners(corrections))
        for c, named in zip(corrections, partners(corrections), strict=True):
            self._said.setdefault(_Ref("merge", one[c.name] or 0, other[named.name]), []).append(c)
        return [_Ref("merge", row["report"], row["with_report"]) for row in self._rows(_MERGES)]

    def _origins(self) -> list[_Ref]:
        docs = dict(self._connection.execute("SELECT key, doc FROM current_documents").fetchall())
        for c in held(self._connection, "origin"):
            ref = _Ref("origin", docs.get(c.name.key, 0), (c.other or {})["origin"])
            self._said.setdefault(ref, []).append(c)
        return [_Ref("origin", row["doc"], row["origin"]) for row in self._rows(_ORIGINS)]

    def _links(self) -> list[_Ref]:
        docs = dict(self._connection.execute("SELECT key, doc FROM current_documents").fetchall())
        for c in held(self._connection, "link"):
            o = c.other or {}
            there = (docs.get(o["document"], 0), o["start"], o["end"])
            ref = _Ref("link", docs.get(c.name.key, 0), (c.name.start, c.name.end, *there, o["relation"]))
            self._said.setdefault(ref, []).append(c)
        condition, values = self._asked.condition()
        given = [*values, list(RELATIONS), self._asked == Filter()]
        rows = ask(self._connection, _LINKS.format(condition=condition), given).to_pylist()
        places = ("start", "end", "there", "begins", "ends", "relation")
        return [_Ref("link", row["doc"], tuple(row[p] for p in places)) for row in rows]

    # -- one thing

    def _report(self, ref: _Ref) -> Item:
        shown = show(self._connection, ref.one, coder=self._which == "second")
        return Item(kind="report", name=names_of(self._connection, [ref.one])[ref.one], shown=shown)

    def _merge(self, ref: _Ref) -> Item:
        names = names_of(self._connection, [ref.one, ref.other])
        rows = ask(self._connection, "SELECT score, why FROM members WHERE report = ?", [ref.one]).to_pylist()
        return Item(
            kind="merge",
            name=names[ref.one],
            other={"with": msgspec.to_builtins(names[ref.other])},
            shown=show(self._connection, ref.one),
            partner=show(self._connection, ref.other),
            why=rows[0]["why"] if rows else "",
            score=rows[0]["score"] if rows else None,
        )

    def _origin(self, ref: _Ref) -> Item:
        (row,) = ask(
            self._connection,
            "SELECT d.key, d.content_hash, d.id, d.title, d.source, CAST(d.published AS VARCHAR) AS published, o.why,"
            " l.id AS like_id, l.title AS like_title, l.source AS like_source, CAST(l.published AS VARCHAR) AS"
            " like_published, substring(d.text, 1, 600) AS text, substring(l.text, 1, 600) AS like_text"
            " FROM origins o JOIN documents d USING (doc) LEFT JOIN documents l ON l.doc = o.like_doc"
            " WHERE o.doc = ? AND o.origin = ? LIMIT 1",
            [ref.one, ref.other],
        ).to_pylist()
        name = Name(key=row.pop("key"), content=row.pop("content_hash"))
        return Item(kind="origin", name=name, other={"origin": ref.other}, why=row.pop("why"), facts=row)

    def _link(self, ref: _Ref) -> Item:
        (row,) = ask(self._connection, _LINK, [ref.one, *ref.other]).to_pylist()
        start, end, _, begins, ends, relation = ref.other
        return Item(
            kind="link",
            name=Name(key=row.pop("key"), content=row.pop("content_hash"), start=start, end=end),
            other={"relation": relation, "document": row.pop("there_key"), "start": begins, "end": ends},
            why=row.pop("why"),
            score=row["score"],
            facts=row,
        )


def reviewed(connection: DuckDBPyConnection) -> dict[int, list[Correction]]:
    """What was said of each report that is there and was reviewed, oldest first."""
    corrections = held(connection, "report")
    named = found(connection, corrections)
    said: dict[int, list[Correction]] = defaultdict(list)
    for c in corrections:
        if (report := named[c.name]) is not None:
            said[report].append(c)
    return said


def show(connection: DuckDBPyConnection, report: int, *, coder: bool = False) -> Shown:
    """A report with its words.

    Args:
        connection: of the ledger.
        report: its number; it may have been taken out.
        coder: as the coder left it.
    """
    rows: list[dict[str, Any]] = []
    for reports in ("coder_reports",) if coder else ("reports", "coder_reports"):
        rows = rows or ask(connection, _SHOWN.format(reports=reports, around=_AROUND), [report]).to_pylist()
    held_as = coder or not records_of(connection, [report])
    values = records_of(connection, [report], coder=held_as)[report].values
    return msgspec.convert({**rows[0], "values": values}, Shown)


# -- verdicts ---------------------------------------------------------------------------------------------------------


def verdict(
    item: Item, said: Literal["accept", "reject"], author: str, reason: str | None = None, made: datetime | None = None
) -> list[Correction]:
    """A verdict on the whole of a thing."""
    return [_correction(item, said, author, reason, made, before=_values(item) or None)]


def corrected(
    item: Item, values: dict[str, Any], author: str, reason: str | None = None, made: datetime | None = None
) -> list[Correction]:
    """Fields of a thing as they should be: one correction each, all of one time.

    Args:
        item: the thing.
        values: of a report, by field; of a merge, ``event``: the name of a report of the event that it belongs to; of
            an origin, ``origin``: its slug.
        author: kept with them.
        reason: kept with them.
        made: now, without it.
    """
    made = made or now()
    before = _values(item) or dict(item.other or {})
    return [
        _correction(item, "correct", author, reason, made, field=field, before=before.get(field), after=after)
        for field, after in values.items()
    ]


def _values(item: Item) -> dict[str, Any]:
    """What a report says, as it was shown; nothing of other things."""
    return item.shown.values if item.kind == "report" and item.shown else {}


def _correction(
    item: Item,
    said: Literal["accept", "correct", "reject"],
    author: str,
    reason: str | None,
    made: datetime | None,
    **more: Any,
) -> Correction:
    return Correction(
        kind=item.kind, verdict=said, name=item.name, other=item.other, author=author, reason=reason or None,
        made=made or now(), **more,
    )  # fmt: skip
