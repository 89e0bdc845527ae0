"""One HTML page that shows reports with all their layers; it needs no network and trusts nothing that it shows.

Every string from a report goes through ``element``, which escapes it; the policy in the page's head lets the browser
run and apply only the script and the style whose checksums it names.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from itertools import groupby, pairwise
from pathlib import Path
from string import Template
from typing import NamedTuple, TypeVar
from urllib.parse import urlsplit

from redshank.errors import CallError
from redshank.formats.base import Beside, Closing
from redshank.ontology.cameo import cameo_codes
from redshank.ontology.plover import categories, quads
from redshank.records import (
    SKIPPED_KINDS,
    Analysis,
    Document,
    Entity,
    Event,
    Paragraph,
    Place,
    Statement,
    TimeExpression,
)
from redshank.version import __version__

T = TypeVar("T")

_DATA = files("redshank.formats") / "data"
# Control characters, those that turn the direction of all that follows, and halves of surrogate pairs (no UTF-8).
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_WIKIDATA = re.compile(r"Q[1-9][0-9]{0,11}")
# The layer that shows what an event rests on; times and places have layers of their own.
_LAYERS = {"trigger": "act", "actor": "actor", "recipient": "recipient", "said_by": "word"}


class Html(str):
    """Markup, which ``element`` takes over as it is; any other string is text."""

    __slots__ = ()


Child = str | None


def _text(value: str) -> Html:
    """A string as text of the page: escaped, and with a sign in the place of each character that could not be seen."""
    if isinstance(value, Html):
        return value
    return Html(escape(_UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", value)))


def _join(children: Iterable[Child], between: str = "") -> Html:
    return Html(_text(between).join(_text(child) for child in children if child))


def element(name: str, *children: Child, **attributes: str | None) -> Html:
    """An HTML element.

    Args:
        name: of the element.
        children: text, which is escaped, or markup (``Html``); None and empty ones are left out.
        attributes: by name, with ``_`` for ``-`` and at the end of Python's own words; None leaves one out.
    """
    given = (
        f' {key.rstrip("_").replace("_", "-")}="{_text(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{''.join(given)}>{_join(children)}</{name}>")


def link(url: str, *children: Child) -> Html:
    """A link, if the address is one of the web; otherwise the words alone."""
    try:
        parts = urlsplit(url)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        sound = False
    return element("a", *children, href=url, rel="noopener noreferrer") if sound else _join(children)


class Mark(NamedTuple):
    """A span that the text shows, and why.

    Attributes:
        start: first code point.
        end: behind the last.
        layer: class of the layer it belongs to; empty for one that shows only when its row is chosen.
        key: id of the row of the event or statement it belongs to.
        near: True for the sentence around the words themselves.
        hint: what it was read as.
    """

    start: int
    end: int
    layer: str
    key: str = ""
    near: bool = False
    hint: str = ""


def _statement_marks(key: str, statement: Statement) -> Iterator[Mark]:
    yield Mark(statement.content.start, statement.content.end, "said", key)
    for who, layer in ((statement.speaker, "speaker"), (statement.addressee, "")):
        if who and who.start < who.end:
            yield Mark(who.start, who.end, layer, key, hint=_name(who) if layer else "")
    if statement.cue:
        yield Mark(statement.cue.start, statement.cue.end, "cue", key)


def marks(analysis: Analysis, key: str) -> list[Mark]:
    """All spans of a report that its text shows; ``key`` goes before the numbers of its events and statements."""
    found = [Mark(t.start, t.end, "time", hint=_days(t)) for t in analysis.times]
    found += [Mark(p.start, p.end, "place", hint=_resolved(p)) for p in analysis.places]
    for number, statement in enumerate(analysis.statements, start=1):
        found += _statement_marks(f"{key}-s{number}", statement)
    for number, event in enumerate(analysis.events, start=1):
        for span in event.evidence:
            layer, near = _LAYERS.get(span.role, ""), span.role == "sentence"
            found.append(Mark(span.start, span.end, layer, f"{key}-e{number}", near))
    return found


def cut(start: int, end: int, spans: Iterable[Mark]) -> list[tuple[int, int, list[Mark]]]:
    """A stretch of text cut at every border of a span: start and end of each piece, and the spans that cover it."""
    inside = [span for span in spans if span.start < end and span.end > start]
    borders = {start, end} | {b for span in inside for b in (span.start, span.end) if start < b < end}
    return [(a, b, [s for s in inside if s.start <= a and s.end >= b]) for a, b in pairwise(sorted(borders))]


def _words(values: Iterable[str]) -> str | None:
    """Values as a list of words for an attribute, each once; None where there are none."""
    return " ".join(dict.fromkeys(value for value in values if value)) or None


def _piece(text: str, covering: list[Mark]) -> Html:
    if not covering:
        return _text(text)
    return element(
        "span",
        text,
        class_=_words(["m", *(mark.layer for mark in covering)]),
        title="; ".join(dict.fromkeys(mark.hint for mark in covering if mark.hint)) or None,
        data_of=_words(mark.key for mark in covering if not mark.near),
        data_near=_words(mark.key for mark in covering if mark.near),
    )


class _Shown:
    """The text of one report while it is written, paragraph by paragraph."""

    def __init__(self, document: Document, analysis: Analysis, key: str) -> None:
        self.text, self.key, self.marks = document.text, key, marks(analysis, key)
        self._numbers: dict[int, list[int]] = {}
        self._heads: dict[int, list[str]] = {}
        for number, event in enumerate(analysis.events, start=1):
            triggers = [span for span in event.evidence if span.role == "trigger"]
            within = [t for t in triggers if event.text_info.start <= t.end <= event.text_info.end] or triggers[:1]
            if within:
                self._numbers.setdefault(max(t.end for t in within), []).append(number)
                self._heads.setdefault(min(t.start for t in within), []).append(f"{key}-e{number}")
        for number, statement in enumerate(analysis.statements, start=1):
            self._heads.setdefault(statement.content.start, []).append(f"{key}-s{number}")

    def paragraph(self, paragraph: Paragraph) -> Html:
        """One paragraph: its kind, and its text in pieces, with the numbers of the events behind their acts."""
        pieces: list[Html] = []
        for start, end, covering in cut(paragraph.start, min(paragraph.end, len(self.text)), self.marks):
            pieces += [element("span", id=f"{key}-words") for key in self._heads.pop(start, [])]
            pieces.append(_piece(self.text[start:end], covering))
            pieces += [self._number(number) for number in self._numbers.pop(end, [])]
        kind = element("span", paragraph.kind, class_="kind")
        grey = " grey" if paragraph.kind in SKIPPED_KINDS else ""
        return element("p", kind, element("span", *pieces, class_="words"), class_=f"{paragraph.kind}{grey}")

    def _number(self, number: int) -> Html:
        key = f"{self.key}-e{number}"
        return element("a", str(number), class_="mark", href=f"#{key}", aria_label=f"event {number}")


def _furniture(shown: list[Html], opening: str) -> Html:
    many = "1 paragraph" if len(shown) == 1 else f"{len(shown)} paragraphs"
    words = " ".join(opening.split())
    start = element("bdi", words if len(words) <= 40 else f"{words[:40].rstrip()}…")
    return element("details", element("summary", f"furniture, {many}: ", start), *shown, class_="furniture")


def text_of(document: Document, analysis: Analysis, key: str) -> Html:
    """The text with its layers; paragraphs of furniture that stand together are folded."""
    show = _Shown(document, analysis, key)
    paragraphs = document.paragraphs or [Paragraph(0, len(document.text), "body")]
    parts: list[Html] = []
    for furniture, group in groupby(paragraphs, lambda p: p.kind == "furniture"):
        run = list(group)
        shown = [show.paragraph(paragraph) for paragraph in run]
        parts += [_furniture(shown, document.text[run[0].start : run[0].end])] if furniture else shown
    return element("div", *parts, class_="text")


def _name(entity: Entity) -> str:
    codes = " ".join(c for c in (entity.code, entity.sector, *entity.other_sector_codes) if c)
    return " ".join(part for part in (entity.identifier_text or entity.entity_text, codes) if part)


def _who(entities: Iterable[Entity | None]) -> Html:
    """Names with their codes, one below the other; beside a resolved name the words of the text."""
    lines = []
    for entity in (e for e in entities if e):
        shown = entity.identifier_text or entity.entity_text
        known = _WIKIDATA.fullmatch(entity.identifier_id or "")
        name = link(f"https://www.wikidata.org/wiki/{entity.identifier_id}", shown) if known else shown
        as_told = f"“{entity.entity_text}”" if entity.entity_text not in ("", shown) else None
        codes = [c for c in (entity.code, entity.sector, *entity.other_sector_codes) if c]
        notes = [element("code", *codes[:1], *(f" {c}" for c in codes[1:])) if codes else None]
        notes += [element("bdi", note, class_="note") for note in (as_told, entity.office) if note]
        lines.append(element("div", _join([element("bdi", name) if shown else None, *notes], " ")))
    return _join(lines)


def _ends(first: str | None, last: str | None) -> list[str]:
    """First and last day; one where they are the same, none where neither is known."""
    if first == last:
        return [first] if first else []
    return [first or "…", last or "…"]


def _when(first: str | None, last: str | None) -> Html:
    """Days, each of which stays on one line."""
    return _join((element("span", day, class_="day") for day in _ends(first, last)), " to ")


def _days(time: TimeExpression) -> str:
    return ": ".join(part for part in (time.value, " to ".join(_ends(time.begin, time.finish))) if part)


def _resolved(place: Place) -> str:
    name = place.resolved_place or place.extracted_place
    return f"{name}, {place.country_code}" if place.country_code else name


def _where(place: Place | None) -> Html:
    if place is None:
        return Html("")
    name = element("bdi", place.resolved_place or place.extracted_place)
    known = link(f"https://www.geonames.org/{place.geonameid}", name) if place.geonameid else name
    return _join([known, element("code", place.country_code) if place.country_code else None], " ")


def _number(key: str, number: int, what: str) -> Html:
    words = f"{what} {number}: show its words in the text"
    return element("a", str(number), class_="number", href=f"#{key}-words", aria_label=words)


def _figures(event: Event) -> Html:
    if event.cameo is None:
        return Html("")
    goldstein = "" if event.goldstein is None else f"({event.goldstein:+g})"
    return _join([element("code", event.cameo), goldstein], " ")


def _decided(event: Event) -> Html:
    """What decided an event, under a line of what its codes stand for."""
    known = [f"{name}: {categories()[name].definition}" for name in event.event if name in categories()]
    cameo = cameo_codes().get(event.cameo or "")
    facts = [
        *known,
        f"Quad class: {quads().get(event.quad_code, event.quad_code)}; PLOVER score {event.event_scale:+g}",
        f"CAMEO {cameo.code}: {cameo.label}" if cameo else None,
        f"Contexts: {', '.join(event.context)}" if event.context else None,
        f"Id {event.id}",
    ]
    trace = element("ol", *(element("li", line) for line in event.trace), class_="trace")
    return element("details", element("summary", "what decided it"), trace, *(element("p", f) for f in facts if f))


def _cell(label: str, *children: Child) -> Html:
    """A cell with its column's name, which shows where a narrow screen makes the rows into cards."""
    content = element("div", *children) if _join(children) else None
    return element("td", content, data_label=label, role="cell", class_=None if content else "empty")


def _row(key: str, *cells: Html, below: Html | None = None, columns: int = 0) -> Html:
    first = element("tr", *cells, role="row")
    second = None
    if below:
        second = element("tr", element("td", below, colspan=str(columns), role="cell"), role="row", class_="below")
    return element("tbody", first, second, id=key, data_key=key, role="rowgroup")


def _table(caption: str, columns: Sequence[str], rows: Sequence[Html], kind: str) -> Html | None:
    """A table, which keeps being one for a screen reader also where the style lays it out as cards."""
    if not rows:
        return None
    heads = (element("th", name, scope="col", role="columnheader") for name in columns)
    head = element("thead", element("tr", *heads, role="row"), role="rowgroup")
    return element("table", element("caption", caption), head, *rows, class_=kind, role="table")


_EVENT_COLUMNS = ("", "event", "actor", "recipient", "when", "where", "said by", "CAMEO, Goldstein", "confidence")


def _event_row(key: str, number: int, event: Event) -> Html:
    aux = (element("span", word, class_="flag") for word in event.aux)
    days = _when(event.date, event.enddate or event.date)
    what = [element("strong", "/".join(event.event)), *event.mode, *aux]
    act = (
        element("div", "“", element("bdi", " / ".join(event.event_text)), "”", class_="note")
        if event.event_text
        else None
    )
    cells = [
        element("th", _number(key, number, "event"), scope="row", role="rowheader"),
        _cell("event", element("div", _join(what, " ")), act),
        _cell("actor", _who(event.actor)),
        _cell("recipient", _who(event.recipient)),
        _cell("when", days, element("span", " assumed", class_="note") if event.date_assumed else None),
        _cell("where", _where(event.event_loc)),
        _cell("said by", _who(event.said_by)),
        _cell("CAMEO, Goldstein", _figures(event)),
        _cell("confidence", f"{event.confidence:.2f}"),
    ]
    return _row(key, *cells, below=_decided(event), columns=len(cells))


_STATEMENT_COLUMNS = ("", "kind", "speaker", "to", "said", "due", "contested by")


def _statement_row(key: str, number: int, statement: Statement, text: str) -> Html:
    said = " ".join(text[statement.content.start : statement.content.end].split())
    quotation = element("span", f" {statement.quotation}", class_="note")
    return _row(
        key,
        element("th", _number(key, number, "statement"), scope="row", role="rowheader"),
        _cell("kind", element("strong", statement.kind), quotation),
        _cell("speaker", _who([statement.speaker])),
        _cell("to", _who([statement.addressee])),
        _cell("said", element("bdi", said)),
        _cell("due", _join(["by ", _when(statement.due.end, statement.due.end)]) if statement.due else None),
        _cell("contested by", element("bdi", statement.contested_by) if statement.contested_by else None),
    )


def _plain_table(
    kind: str, columns: Sequence[str], items: Sequence[T], cells: Callable[[T], Iterable[Child]]
) -> Html | None:
    """A folded table of a layer, one row a span."""
    rows = [
        element("tr", *(_cell(name, cell) for name, cell in zip(columns, cells(item), strict=True)), role="row")
        for item in items
    ]
    table = _table(kind, columns, [element("tbody", *rows, role="rowgroup")] if rows else [], "plain")
    return element("details", element("summary", f"{kind}: {len(rows)}"), table) if table else None


def _tables(document: Document, analysis: Analysis, key: str) -> Iterator[Html | None]:
    text = document.text
    rows = [_event_row(f"{key}-e{n}", n, event) for n, event in enumerate(analysis.events, start=1)]
    yield _table("Events", _EVENT_COLUMNS, rows, "events") or element("p", "No events.", class_="note")
    rows = [_statement_row(f"{key}-s{n}", n, said, text) for n, said in enumerate(analysis.statements, start=1)]
    yield _table("Statements", _STATEMENT_COLUMNS, rows, "statements")
    yield _plain_table(
        "Times",
        ("words", "type", "value", "days"),
        analysis.times,
        lambda t: (text[t.start : t.end], t.type, element("code", t.value), _when(t.begin, t.finish)),
    )
    yield _plain_table(
        "Places",
        ("words", "place", "latitude, longitude"),
        analysis.places,
        lambda p: (p.extracted_place, _where(p), "" if p.lat is None or p.lon is None else f"{p.lat:g}, {p.lon:g}"),
    )


def _facts(document: Document) -> Html:
    source = f" ({document.published_source})" if document.published_source else ""
    facts: list[tuple[str, str | None]] = [
        ("publisher", document.publisher),
        ("published", f"{document.published}{source}" if document.published else "day not known"),
        ("by", ", ".join(document.authors)),
        ("credits", ", ".join(document.credits)),
        ("address", link(document.url, document.url) if document.url else None),
        ("id", element("code", document.id)),
    ]
    pairs = (element("div", element("dt", name), element("dd", element("bdi", fact))) for name, fact in facts if fact)
    return element("dl", *pairs)


def report(document: Document, analysis: Analysis, key: str) -> Html:
    """One report: heading, text, and beside or below it the tables of what was found."""
    title = element("h2", element("bdi", document.title or document.id), id=f"{key}-title")
    side = element(
        "div", *_tables(document, analysis, key), class_="side", tabindex="0", role="region", aria_label="Found"
    )
    body = element("div", text_of(document, analysis, key), side, class_="columns")
    head = element("header", title, _facts(document))
    return element("article", head, body, id=key, aria_labelledby=f"{key}-title")


def _contents(entries: Sequence[tuple[str, Document, int]]) -> Html:
    """The list of reports, where there are several."""
    if len(entries) < 2:
        return Html("")
    items = []
    for key, document, events in entries:
        about = [document.published, document.publisher, "1 event" if events == 1 else f"{events} events"]
        name = element("a", element("bdi", document.title or document.id), href=f"#{key}")
        items.append(element("li", name, " ", element("bdi", ", ".join(a for a in about if a), class_="note")))
    return element("nav", element("h2", f"{len(entries)} reports"), element("ol", *items), aria_label="Reports")


@cache
def _asset(name: str) -> Html:
    return Html((_DATA / name).read_text(encoding="utf8"))


def _policy(style: str, script: str) -> str:
    """The page's Content Security Policy: nothing but this style and this script, told by their checksums."""
    style_sum, script_sum = (b64encode(sha256(asset.encode()).digest()).decode() for asset in (style, script))
    return (
        f"default-src 'none'; style-src 'sha256-{style_sum}'; script-src 'sha256-{script_sum}'; "
        "base-uri 'none'; form-action 'none'"
    )


def page(entries: Sequence[tuple[str, Document, int]], reports: Sequence[Html]) -> str:
    """The whole page around its reports: for each entry its key, its document and the number of its events."""
    style, script = _asset("page.css"), _asset("page.js")
    title = (entries[0][1].title or entries[0][1].id) if len(entries) == 1 else f"{len(entries)} reports"
    return Template(_asset("page.html")).substitute(
        policy=_policy(style, script),
        coder=f"redshank {__version__}",
        title=_text(title),
        style=style,
        script=script,
        contents=_contents(entries),
        reports=_join(reports, "\n") or element("p", "No reports."),
    )


class PageWriter(Closing):
    """Reports as one HTML page, written beside its place and renamed.

    Raises:
        CallError: the file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        if path.is_dir():
            raise CallError("is a folder, not a file to write to", where=str(path))
        self._place = Beside(path)
        self._entries: list[tuple[str, Document, int]] = []
        self._reports: list[Html] = []
        try:
            self._file = self._place.temporary.open("w", encoding="utf8", newline="")
        except OSError as error:
            raise CallError(f"cannot be written: {error.strerror or error}", where=str(path)) from error

    def write(self, document: Document, analysis: Analysis) -> None:
        """Add one report."""
        key = f"r{len(self._entries) + 1}"
        self._reports.append(report(document, analysis, key))
        self._entries.append((key, document, len(analysis.events)))

    def close(self) -> None:
        """Put the whole page at its place."""
        self._file.write(page(self._entries, self._reports))
        self._file.close()
        self._place.keep()

    def abort(self) -> None:
        """Leave nothing behind."""
        self._file.close()
        self._place.drop()
