"""A document of the ledger with all that was found in it, laid out for following commitments.

What text there is differs by how the ledger keeps it: the whole of it, the sentences that records rest on, or none.
Without text nothing can be followed: such a sheet has no sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from redshank.ledger.commitments.words import keys_of, sentences
from redshank.records import SKIPPED_KINDS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# 'BATKEN, Kyrgyzstan, March 14 (TNA) – '
_HEAD = re.compile(r"\s*[A-Z][A-Z’'\- ]{2,}[^.!?\n]{0,60}?\s[-–—]{1,2}\s+(?=[\"“‘]?\w)")


@dataclass(slots=True, frozen=True)
class Who:
    """Somebody in a document: code and words."""

    code: str | None
    text: str | None
    start: int


@dataclass(slots=True, frozen=True)
class Said:
    """A statement."""

    number: int
    kind: str
    speaker: Who | None
    addressee: Who | None
    cue: tuple[int, int] | None
    start: int
    end: int
    content: str | None
    due: tuple[date, date] | None


@dataclass(slots=True)
class Told:
    """A report of an event."""

    number: int
    event: str
    mode: list[str]
    aux: list[str]
    start: int  # of its sentence
    end: int
    sentence: str | None
    country: str | None
    place: str | None
    trigger: tuple[int, int] | None = None
    parties: dict[str, list[Who]] = field(default_factory=dict)

    def codes(self, role: str) -> list[str]:
        """Codes of the parties in a role, each once."""
        return list(dict.fromkeys(w.code for w in self.parties.get(role, ()) if w.code))


@dataclass(slots=True, frozen=True)
class When:
    """A time expression and the days it covers."""

    start: int
    end: int
    value: str
    type: str
    begin: date | None
    finish: date | None


@dataclass(slots=True)
class Sentence:
    """A sentence of a document; ``before`` is the one before it in the report, '' for the first."""

    number: int
    start: int
    end: int
    text: str
    before: str
    keys: dict[int, float]  # hashes of the words that say what it is about, and how much each says

    def meets(self, start: int, end: int) -> bool:
        """Whether a span lies in it, at least in part."""
        return self.start < end and start < self.end


@dataclass
class Sheet:
    """One current document."""

    doc: int
    id: str
    published: date | None
    text: str | None
    paragraphs: list[tuple[int, int]]
    said: list[Said] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    times: list[When] = field(default_factory=list)
    places: list[tuple[int, int, str | None]] = field(default_factory=list)

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Its sentences in order, without the dateline."""
        found: list[Sentence] = []
        for start, end, text in self._spans():
            before = found[-1].text if found else ""
            found.append(Sentence(len(found), start, end, text, before, keys_of(text)))
        return found

    def _spans(self) -> Iterator[tuple[int, int, str]]:
        if self.text is None:
            kept = {(t.start, t.end): t.sentence for t in self.told if t.sentence}
            for said in self.said:
                if said.content and not any(a <= said.start and said.end <= b for a, b in kept):
                    kept[said.start, said.end] = said.content
            yield from ((a, b, text) for (a, b), text in sorted(kept.items()))
            return
        first = True
        for start, end in self.paragraphs or [(0, len(self.text))]:
            for a, b in sentences(self.text, start + self.head if first else start, end):
                yield a, b, self.text[a:b]
            first = False

    @cached_property
    def head(self) -> int:
        """Length of 'KYIV, March 14 (Reuters) -' before the first sentence."""
        found = _HEAD.match(self.text[self.paragraphs[0][0] :] if self.text and self.paragraphs else self.text or "")
        return found.end() if found else 0

    @cached_property
    def codes(self) -> frozenset[str]:
        """Codes of everybody who has a part in it, and of the countries it names."""
        people = [w.code for t in self.told for who in t.parties.values() for w in who]
        people += [w.code for s in self.said for w in (s.speaker, s.addressee) if w]
        return frozenset(c for c in [*people, *(c for _, _, c in self.places)] if c)

    @cached_property
    def keys(self) -> frozenset[int]:
        """Hashes of all that its sentences are about, by which it is found."""
        return frozenset(key for sentence in self.sentences for key in sentence.keys)

    def named(self, start: int, end: int) -> list[str]:
        """Codes of those named in a span, in order of the text."""
        people = [w for t in self.told for who in t.parties.values() for w in who]
        people += [w for s in self.said for w in (s.speaker, s.addressee) if w]
        spans = [(w.start, w.code) for w in people if start <= w.start < end]
        spans += [(a, c) for a, b, c in self.places if start <= a < end]
        return list(dict.fromkeys(c for _, c in sorted(spans, key=lambda p: p[0]) if c))


def sheets(connection: DuckDBPyConnection, docs: Sequence[int]) -> list[Sheet]:
    """Documents by their numbers, in order of publication and id."""
    rows = _rows(connection, _DOCUMENTS, docs)
    found = {doc: Sheet(doc, name, published, text, []) for doc, name, published, text in rows}
    for doc, start, end in _rows(connection, _PARAGRAPHS, docs):
        found[doc].paragraphs.append((start, end))
    for doc, *row in _rows(connection, _TIMES, docs):
        found[doc].times.append(When(*row))
    for doc, *row in _rows(connection, _PLACES, docs):
        found[doc].places.append((row[0], row[1], row[2]))
    for doc, *row in _rows(connection, _STATEMENTS, docs):
        found[doc].said.append(_statement(row))
    reports: dict[int, Told] = {}
    for doc, *row in _rows(connection, _REPORTS, docs):
        reports[row[0]] = _report(row)
        found[doc].told.append(reports[row[0]])
    for report, role, *who in _rows(connection, _PARTIES, docs):
        reports[report].parties.setdefault(role, []).append(Who(*who))
    return sorted(found.values(), key=lambda s: (s.published or date.min, s.id))


_KINDS = ", ".join(f"'{kind}'" for kind in sorted(SKIPPED_KINDS | {"caption"}))
_DOCUMENTS = """
SELECT doc, id, published, text FROM documents WHERE doc IN (SELECT unnest(?))
ORDER BY doc"""
_PARAGRAPHS = f"""
SELECT doc, "start", "end" FROM paragraphs WHERE doc IN (SELECT unnest(?)) AND kind NOT IN ({_KINDS})
ORDER BY doc, number"""  # noqa: S608 -- names of this package
_TIMES = """
SELECT doc, "start", "end", value, type, "begin", finish FROM times WHERE doc IN (SELECT unnest(?))
ORDER BY doc, "start" """
_PLACES = """
SELECT doc, "start", "end", country_code FROM places WHERE doc IN (SELECT unnest(?)) ORDER BY doc, "start" """
_STATEMENTS = """
SELECT s.doc, s.statement, s.kind, p.code, s.speaker_text, s.speaker_start, q.code, s.addressee_text,
       s.addressee_start, s.cue_start, s.cue_end, s.content_start, s.content_end, s.content, s.due_start, s.due_end
FROM statements s LEFT JOIN entities p ON p.entity = s.speaker LEFT JOIN entities q ON q.entity = s.addressee
WHERE s.doc IN (SELECT unnest(?)) ORDER BY s.statement"""
_REPORTS = """
SELECT r.doc, r.report, r.event, r.mode, r.aux, r.sentence_start, r.sentence_end, r.sentence,
       r.country_code, r.resolved_place,
       (SELECT min(v."start") FROM evidence v WHERE v.report = r.report AND v.role = 'trigger'),
       (SELECT max(v."end") FROM evidence v WHERE v.report = r.report AND v.role = 'trigger')
FROM reports r WHERE r.doc IN (SELECT unnest(?)) ORDER BY r.report"""
_PARTIES = """
SELECT p.report, p.role, e.code, p.entity_text, p."start"
FROM participants p JOIN reports r USING (report) JOIN entities e USING (entity)
WHERE r.doc IN (SELECT unnest(?)) ORDER BY p.report, p.role, p.number"""


def _rows(connection: DuckDBPyConnection, query: str, docs: Iterable[int]) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = connection.execute(query, [list(docs)]).fetchall()
    return found


def _who(code: str | None, text: str | None, start: int | None) -> Who | None:
    return None if start is None else Who(code, text, start)


def _statement(row: Sequence[Any]) -> Said:
    number, kind, *people, cue_start, cue_end, start, end, content, due_start, due_end = row
    cue = (cue_start, cue_end) if cue_start is not None else None
    due = (due_start, due_end) if due_start is not None and due_end is not None else None
    return Said(number, kind, _who(*people[:3]), _who(*people[3:]), cue, start, end, content, due)


def _report(row: Sequence[Any]) -> Told:
    report, event, mode, aux, start, end, sentence, country, place, first, last = row
    trigger = (first, last) if first is not None else None
    return Told(report, event, mode, aux, start, end, sentence, country, place, trigger)
