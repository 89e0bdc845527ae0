"""A coded document as rows of the ledger's tables: plain tuples in the order of ``schema.sql``'s columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any, Literal

import msgspec

from redshank.ledger.credits import said_by
from redshank.ledger.newsrooms import source_of
from redshank.ledger.sketch import sketch_of, words_of
from redshank.records import Analysis, Document, Entity, Event, Statement

Keep = Literal["all", "evidence", "none"]
Row = tuple[Any, ...]

TABLES = (
    "documents",
    "paragraphs",
    "times",
    "places",
    "entities",
    "reports",
    "participants",
    "evidence",
    "statements",
)


@dataclass(slots=True)
class Rows:
    """Rows by table, and the numbers that come next.

    Attributes:
        doc, report, statement: the numbers that the next of each gets.
        keep: what of the text goes in.
    """

    doc: int
    report: int
    statement: int
    keep: Keep = "all"
    tables: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in TABLES})
    _entities: set[int] = field(default_factory=set)

    def take(self, document: Document, analysis: Analysis, *, key: str, version: int, run: int, content: str) -> int:
        """Add a document with all that was found in it; its number."""
        doc = self.doc
        self.doc += 1
        self.tables["documents"].append(self._document(doc, document, key, version, run, content))
        self.tables["paragraphs"] += [
            (doc, n, p.kind, p.start, p.end) for n, p in enumerate(analysis.paragraphs or document.paragraphs, start=1)
        ]
        self.tables["times"] += [
            (doc, t.start, t.end, t.value, t.type, day(t.begin), day(t.finish), t.resolution) for t in analysis.times
        ]
        self.tables["places"] += [
            (
                *(doc, p.start, p.end, self._text(p.extracted_place), p.resolved_place),
                *(p.geonameid, p.lat, p.lon, p.country_code, p.resolution),
            )
            for p in analysis.places
        ]
        for event in analysis.events:
            self._event(doc, document.text, event)
        for statement in analysis.statements:
            self._statement(doc, document.text, statement)
        return doc

    def _text(self, words: str | None) -> str | None:
        return None if self.keep == "none" else words

    def _document(self, doc: int, d: Document, key: str, version: int, run: int, content: str) -> Row:
        dateline = (d.dateline.start, d.dateline.end) if d.dateline else (None, None)
        text = d.text if self.keep == "all" and d.text else None
        said = said_by(d)
        return (
            *(doc, d.id, key, version, None, run, source_of(d), d.url, d.title, day(d.published), d.published_source),
            *(d.language, d.authors, d.credits, said.named, *dateline, len(d.text), content, self.keep, text),
            *(*sketch_of(d), said.origins, said.why, said.by),
        )

    def _event(self, doc: int, text: str, e: Event) -> None:
        report = self.report
        self.report += 1
        place = e.event_loc
        sentence = text[e.text_info.start : e.text_info.end]
        self.tables["reports"].append(
            (
                *(report, e.id, doc, e.text_info.sequence, day(e.date), day(e.enddate), e.date_resolution),
                *(e.date_assumed, e.event[0], e.mode, e.context, e.aux, e.quad_code, e.event_scale, e.cameo),
                *(e.goldstein, codes(e.actor), codes(e.recipient), codes(e.said_by)),
                self._text(place.extracted_place) if place else None,
                *((place.resolved_place, place.geonameid, place.lat, place.lon) if place else (None,) * 4),
                *((place.country_code, place.resolution) if place else (None, None)),
                [] if self.keep == "none" else e.event_text,
                self._text(sentence) or None,
                *(e.text_info.start, e.text_info.end, words_of(sentence)),
                *([] if self.keep == "none" else e.trace,),
                *(e.confidence, e.cite_info.codebook),
            )
        )
        for role, entities in (("actor", e.actor), ("recipient", e.recipient), ("said_by", e.said_by)):
            self.tables["participants"] += [
                (report, role, n, self._entity(who), self._text(who.entity_text), who.start, who.end)
                for n, who in enumerate(entities, start=1)
            ]
        self.tables["evidence"] += [(report, v.role, v.start, v.end) for v in e.evidence]

    def _statement(self, doc: int, text: str, s: Statement) -> None:
        content = self._text(text[s.content.start : s.content.end]) or None
        cue = (s.cue.start, s.cue.end) if s.cue else (None, None)
        due = (day(s.due.start), day(s.due.end)) if s.due else (None, None)
        self.tables["statements"].append(
            (
                *(self.statement, doc, s.kind, s.quoted, s.quotation, *self._party(s.speaker)),
                *(*self._party(s.addressee), *cue, content, s.content.start, s.content.end, *due, s.contested_by),
            )
        )
        self.statement += 1

    def _party(self, who: Entity | None) -> Row:
        return (self._entity(who), self._text(who.entity_text), who.start, who.end) if who else (None,) * 4

    def _entity(self, who: Entity) -> int:
        row = (
            *(who.identifier_text, who.identifier_id, who.code, who.cow, who.sector),
            *(sorted(who.other_sector_codes), who.office),
        )
        number = int.from_bytes(blake2b(msgspec.json.encode(row), digest_size=8).digest(), "big") >> 1
        if number not in self._entities:
            self._entities.add(number)
            self.tables["entities"].append((number, *row))
        return number


def day(text: str | None) -> date | None:
    """The date of an ISO day."""
    return date.fromisoformat(text) if text else None


def codes(entities: Sequence[Entity]) -> list[str]:
    """Country or organisation codes, each once, in order."""
    return list(dict.fromkeys(e.code for e in entities if e.code))
