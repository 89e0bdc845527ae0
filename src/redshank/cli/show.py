"""Reports and their records on a terminal: tables, and the text with what was found in it coloured."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from redshank.records import SKIPPED_KINDS, Analysis, Document, Entity, Event, Statement

# Colours of the 16 every terminal has; painted in this order, so that the trigger stays visible.
EVENT_STYLES = {"actor": "cyan", "recipient": "green", "said_by": "magenta", "trigger": "bold yellow"}
EVENT_WORDS = {"actor": "actor", "recipient": "recipient", "said_by": "on whose word", "trigger": "act"}
_CELL = 90  # letters of an answer's cell
LAYER_STYLES = {
    "said": "italic",
    "speaker": "magenta",
    "cue": "bold magenta",
    "time": "blue",
    "place": "green",
    "act": "bold yellow",
}


def console() -> Console:
    """A console on stdout."""
    return Console(highlight=False, soft_wrap=False)


def show_events(out: Console, document: Document, analysis: Analysis, *, explain: bool = False) -> None:
    """The events of a report as a table, its text with their evidence coloured, and on demand what decided each."""
    _heading(out, document)
    if analysis.events:
        out.print(events_table(analysis.events))
        out.print()
        if explain:
            for number, event in enumerate(analysis.events, start=1):
                out.print(explanation(number, event))
        out.print(_legend(EVENT_STYLES, EVENT_WORDS))
    else:
        out.print("[dim]No events.[/]\n")
    out.print(evidence_text(document, analysis))


def show_layers(out: Console, document: Document, analysis: Analysis) -> None:
    """All layers of a report: its text with paragraph kinds and spans coloured, its statements, its events."""
    _heading(out, document)
    out.print(_legend(LAYER_STYLES, {name: name for name in LAYER_STYLES}))
    text = layers_text(document, analysis)
    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="dim", justify="right")
    grid.add_column()
    for paragraph in document.paragraphs:
        grid.add_row(paragraph.kind, text[paragraph.start : paragraph.end])
    out.print(grid if document.paragraphs else text)
    out.print()
    if analysis.statements:
        out.print(statements_table(document, analysis.statements))
        out.print()
    if analysis.events:
        out.print(events_table(analysis.events))


def _heading(out: Console, document: Document) -> None:
    facts = [
        f"published {document.published} ({document.published_source})" if document.published else "no publication day",
        document.publisher,
        f"with {', '.join(document.credits)}" if document.credits else None,
    ]
    out.print(f"[bold]{escape(document.title or document.id)}[/]")
    out.print(f"[dim]{escape('; '.join(f for f in facts if f))}[/]\n")


def _legend(styles: dict[str, str], words: dict[str, str]) -> Text:
    return Text("  ").join(Text(words[name], style=style) for name, style in styles.items()).append("\n")


def _who(entities: Iterable[Entity]) -> Text:
    lines = []
    for entity in entities:
        name = entity.identifier_text or entity.entity_text
        codes = " ".join(c for c in (entity.code, entity.sector) if c)
        lines.append(Text(" ").join([Text(part, style=style) for part, style in ((name, ""), (codes, "dim")) if part]))
    return Text("\n").join(lines)


def _what(event: Event) -> Text:
    text = Text("/".join(event.event), style="bold")
    for word in event.mode:
        text.append(f" {word}", style="not bold")
    for word in event.aux:
        text.append(f"\n{word}", style="red not bold")
    for entity in event.said_by:
        text.append(f"\nsays {entity.identifier_text or entity.entity_text}", style="magenta not bold")
    return text


def _when(event: Event) -> str:
    last = event.enddate or event.date
    days = f"{event.date}" if event.date == last else f"{event.date or '…'}\nto {last}"
    return f"{days}\nassumed" if event.date_assumed else days


def events_table(events: list[Event]) -> Table:
    """One row an event: number, category with modes, who to whom, when and where, and the words of the act."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False, expand=True)
    table.add_column("", justify="right", style="dim", no_wrap=True)
    table.add_column("event", ratio=3, overflow="fold")
    table.add_column("actor", style="cyan", ratio=4, overflow="fold")
    table.add_column("recipient", style="green", ratio=4, overflow="fold")
    table.add_column("when", no_wrap=True)
    table.add_column("where", ratio=3, overflow="fold")
    table.add_column("act", style="yellow", ratio=3, overflow="fold")
    for number, event in enumerate(events, start=1):
        place = event.event_loc
        where = (place.resolved_place or place.extracted_place) if place else ""
        words = " / ".join(event.event_text)
        cells: list[Text | str] = [
            _what(event),
            _who(event.actor),
            _who(event.recipient),
            _when(event),
            escape(where),
            escape(words),
        ]
        table.add_row(str(number), *cells)
    return table


def _cameo(event: Event) -> str:
    return "none" if event.cameo is None else f"{event.cameo} (Goldstein {event.goldstein:+g})"


def explanation(number: int, event: Event) -> Table:
    """What decided an event, one line each under a line of its figures."""
    head = Text(f"{number} {'/'.join(event.event)}", style="bold")
    figures = f"confidence {event.confidence:.2f}, PLOVER score {event.event_scale:+g}, CAMEO {_cameo(event)}"
    head.append(f"  {figures}  {event.id}", style="not bold dim")
    grid = Table.grid(padding=(0, 1))
    for line in event.trace:
        grid.add_row(" ·", Text(line))
    whole = Table.grid()
    for row in (head, grid, ""):
        whole.add_row(row)
    return whole


def _dimmed(document: Document) -> Text:
    text = Text(document.text, overflow="fold")
    for paragraph in document.paragraphs:
        if paragraph.kind in SKIPPED_KINDS:
            text.stylize("dim", paragraph.start, paragraph.end)
        elif paragraph.kind == "headline":
            text.stylize("underline", paragraph.start, paragraph.end)
    return text


def evidence_text(document: Document, analysis: Analysis) -> Text:
    """The text with actors, recipients, speakers and acts coloured; the number of an event follows its act."""
    text = _dimmed(document)
    for role, style in EVENT_STYLES.items():
        for event in analysis.events:
            for span in event.evidence:
                if span.role == role:
                    text.stylize(style, span.start, span.end)
    marks: dict[int, list[int]] = {}
    for number, event in enumerate(analysis.events, start=1):
        ends = [span.end for span in event.evidence if span.role == "trigger"]
        first = [end for end in ends if event.text_info.start <= end <= event.text_info.end]
        if ends:
            marks.setdefault(max(first) if first else ends[0], []).append(number)
    pieces = Text()
    for paragraph in document.paragraphs:
        at = paragraph.start
        for end in sorted(end for end in marks if paragraph.start < end <= paragraph.end):
            pieces.append_text(text[at:end])
            pieces.append(f"[{','.join(map(str, marks[end]))}]", style="dim yellow")
            at = end
        pieces.append_text(text[at : paragraph.end]).append("\n\n")
    return pieces


def layers_text(document: Document, analysis: Analysis) -> Text:
    """The text with the spans of every layer coloured."""
    text = _dimmed(document)
    spans: list[tuple[str, int, int]] = []
    for statement in analysis.statements:
        spans.append(("said", statement.content.start, statement.content.end))
        if statement.speaker:
            spans.append(("speaker", statement.speaker.start, statement.speaker.end))
        if statement.cue:
            spans.append(("cue", statement.cue.start, statement.cue.end))
    spans += [("time", t.start, t.end) for t in analysis.times]
    spans += [("place", p.start, p.end) for p in analysis.places]
    spans += [("act", s.start, s.end) for e in analysis.events for s in e.evidence if s.role == "trigger"]
    for layer, start, end in spans:
        text.stylize(LAYER_STYLES[layer], start, end)
    return text


def statements_table(document: Document, statements: list[Statement]) -> Table:
    """One row a statement: who said it to whom, its kind, what was said, and by when it is due."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False, expand=True)
    for name, parts in (("speaker", 4), ("to", 3), ("kind", None), ("said", 8), ("due", None)):
        table.add_column(name, ratio=parts, overflow="fold", no_wrap=parts is None)
    for statement in statements:
        said = " ".join(document.text[statement.content.start : statement.content.end].split())
        due = f"by {statement.due.end}" if statement.due else ""
        kind = statement.kind + ("\ncontested" if statement.contested_by else "")
        who = _who([statement.speaker] if statement.speaker else [])
        table.add_row(who, _who([statement.addressee] if statement.addressee else []), kind, escape(said), due)
    return table


def answer_table(answer: Iterable[Mapping[str, object]], title: str, shown: Sequence[str] | None = None) -> Table:
    """Rows of an answer; of the columns asked for, those that are not empty in all rows."""
    rows = list(answer)
    columns = [c for c in shown or (rows[0] if rows else {}) if any(r[c] not in (None, [], "") for r in rows)]
    table = Table(title=f"{len(rows):,} {title}", header_style="bold", title_justify="left")
    for column in columns:
        number = all(isinstance(r[column], int | float | None) for r in rows)
        table.add_column(column.replace("_", " "), justify="right" if number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_cell(row[c]) for c in columns))
    return table


def _cell(value: object) -> Text:
    if isinstance(value, list):
        return Text(", ".join(map(str, value)))
    text = "" if value is None else f"{value:,}" if isinstance(value, int) else str(value)
    return Text(text if len(text) <= _CELL else text[: _CELL - 1] + "…")
