"""The typed records that every layer hands on, and their JSON.

Field names are those of PLOVER 2.0's JSON interchange chapter ('Data Fields') where it has them.
All offsets are Unicode code points into ``Document.text``, half open. Dates are ISO 8601 strings (``YYYY-MM-DD``).
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

ParagraphKind = Literal["headline", "subheading", "body", "caption", "byline", "credit", "furniture"]
# Paragraphs in which nothing is told: no mention, time or statement is looked for there.
SKIPPED_KINDS: frozenset[ParagraphKind] = frozenset({"byline", "credit", "furniture"})
DateSource = Literal["given", "metadata", "text", "guess"]
EvidenceRole = Literal["sentence", "trigger", "actor", "recipient", "said_by", "cue", "time", "place"]
Quotation = Literal["direct", "indirect", "mixed"]
StatementKind = Literal[
    "demand", "promise", "plan", "claim", "denial", "threat", "offer", "praise", "blame", "refusal", "support", "other"
]
Resolution = Literal["day", "week", "month", "year"]


class Span(msgspec.Struct, frozen=True):
    """A stretch of a document's text, in code points, half open."""

    start: int
    end: int


class Paragraph(msgspec.Struct, frozen=True):
    """One paragraph of a document and what it is on the page."""

    start: int
    end: int
    kind: ParagraphKind


class Document(msgspec.Struct, kw_only=True):
    """A report as it was read, before any coding.

    Attributes:
        id: hash of text and source, or the id that came with the input.
        published: day of publication, ISO date, or None where it cannot be told.
        published_source: 'given' (by the caller or the row), 'metadata' (of the page), 'text' (a dateline or an
            'Updated:' line), 'guess' (an honest guess from dates in the text); None without a day.
        dateline: the place part of 'KYIV (Reuters) --', if there is one.
        paragraphs: in text order, not overlapping; text between them is white space.
    """

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    published_source: DateSource | None = None
    url: str | None = None
    publisher: str | None = None
    authors: list[str] = []
    credits: list[str] = []
    language: str | None = None
    dateline: Span | None = None
    paragraphs: list[Paragraph] = []


class Evidence(msgspec.Struct, frozen=True):
    """A span of text that a record rests on, and for what."""

    role: EvidenceRole
    start: int
    end: int


class Entity(msgspec.Struct, kw_only=True):
    """Who: an actor, recipient or speaker, as the text names it and as it was resolved.

    Attributes:
        entity_text: the words of the text, the whole noun phrase; empty for an agent that a passive implies.
        identifier_text: the resolved name ('Jens Stoltenberg' for 'he').
        identifier_id: Wikidata id where the roster has one.
        code: ISO 3166 alpha-3, or IGO UNO EUR NGO ISM IMG MNC; None where the report does not tell.
        sector: PLOVER sector code that fits best.
        cow: Correlates of War country number.
    """

    entity_text: str
    identifier_text: str | None = None
    identifier_id: str | None = None
    code: str | None = None
    cow: int | None = None
    sector: str | None = None
    other_sector_codes: list[str] = []
    office: str | None = None
    start: int
    end: int


class Place(msgspec.Struct, kw_only=True):
    """A toponym of the text and what it was resolved to.

    Attributes:
        extracted_place: the words of the text.
        resolution: PLOVER's scale: 1 country, 2 province, 3 district, 4 city or a single feature.
    """

    start: int
    end: int
    extracted_place: str
    resolved_place: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country_code: str | None = None
    resolution: int | None = None


class TimeExpression(msgspec.Struct, kw_only=True):
    """A time expression with its TIMEX3 value and the days it covers.

    Attributes:
        value: TIMEX3 value (ISO 8601 with TimeML's extensions).
        begin, finish: first and last day covered, ISO dates; None where open or not datable.
        resolution: the resolution that the words give.
    """

    start: int
    end: int
    value: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    begin: str | None = None
    finish: str | None = None
    resolution: Resolution | None = None


class Due(msgspec.Struct, frozen=True):
    """First and last day by which a promise is to be kept or a plan carried out."""

    start: str
    end: str


class Statement(msgspec.Struct, kw_only=True):
    """Who said what to whom."""

    speaker: Entity | None
    addressee: Entity | None = None
    kind: StatementKind = "other"
    quoted: bool = False
    quotation: Quotation = "indirect"
    cue: Span | None = None
    content: Span
    due: Due | None = None
    contested_by: str | None = None


class TextInfo(msgspec.Struct, frozen=True):
    """The sentence of the first evidence: its number in the document (from 1) and its span."""

    sequence: int
    start: int
    end: int


class CiteInfo(msgspec.Struct, kw_only=True):
    """Where the report came from and what coded it."""

    url: str | None = None
    title: str | None = None
    publication: str | None = None
    language: str | None = None
    coder: str
    codebook: str = "plover-2.0"


class Event(msgspec.Struct, kw_only=True):
    """One coded event: who did what to whom, when, where and on whose word, with the words it rests on.

    Attributes:
        date, enddate: first and last day; ``date`` is None for an open start.
        date_assumed: True where the text gives no date and the publication day stands in.
        quad_code: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
        event_scale: PLOVER score of category and mode, -10 to +10.
        goldstein: Goldstein value of the CAMEO code, -10 to +10; None where there is no code.
        trace: which rule or lexicon entry decided each part, in words a coder can read.
        confidence: 0 to 1.
    """

    id: str
    doc_id: str
    date: str | None
    enddate: str | None
    date_resolution: Resolution
    date_assumed: bool
    actor: list[Entity]
    recipient: list[Entity]
    event: list[str]
    mode: list[str]
    context: list[str]
    aux: list[str]
    said_by: list[Entity]
    event_loc: Place | None
    event_text: list[str]
    quad_code: int
    event_scale: float
    cameo: str | None
    goldstein: float | None
    text_info: TextInfo
    evidence: list[Evidence]
    trace: list[str]
    confidence: float
    cite_info: CiteInfo


class Analysis(msgspec.Struct, kw_only=True):
    """All that one document yields: what ``redshank inspect --jsonl`` prints, one line a document."""

    id: str
    title: str | None = None
    published: str | None = None
    credits: list[str] = []
    paragraphs: list[Paragraph] = []
    times: list[TimeExpression] = []
    places: list[Place] = []
    statements: list[Statement] = []
    events: list[Event] = []


class Relation(msgspec.Struct, kw_only=True):
    """What one named actor does to another in one sentence: the answer of ``redshank relate``."""

    id: str
    event: str
    mode: list[str] = []
    score: float


def encode(record: msgspec.Struct) -> bytes:
    """One line of JSON (without line end); key order is that of the class, so equal records give equal bytes."""
    return msgspec.json.encode(record)


def to_plain(record: msgspec.Struct) -> Any:
    """The record as plain dicts and lists."""
    return msgspec.to_builtins(record)
