"""One thing to review on a terminal: its words with the evidence coloured, what it says, and how that came about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from redshank.cli.show import EVENT_STYLES
from redshank.ledger.corrections import Correction
from redshank.ledger.fields import FIELDS, PARTIES
from redshank.ledger.reviewing import Item, Shown

_STYLES = {"event": "bold", "actor": "cyan", "recipient": "green", "said_by": "magenta"}


def show_item(out: Console, item: Item, place: int, total: int) -> None:
    """Print one thing, with its place among all."""
    parts = {"report": _report, "merge": _merge, "origin": _origin, "link": _link}[item.kind](item)
    title = Text(f"{place} of {total}: {item.kind}{_certainty(item)}", style="bold")
    out.print(Panel(Group(*parts, *_said(item.said)), title=title, title_align="left"))


def _certainty(item: Item) -> str:
    if item.kind == "report" and item.shown is not None:
        return f", confidence {item.shown.confidence:.2f}"
    return f", score {item.score:.2f}" if item.score is not None else ""


def _report(item: Item) -> Iterator[RenderableType]:
    if item.shown is not None:
        yield from _telling(item.shown)
        yield fields(item.shown.values)
        yield from (Text(f"· {line}", style="dim") for line in item.shown.trace)


def _merge(item: Item) -> Iterator[RenderableType]:
    for shown in (item.partner, item.shown):
        if shown is not None:
            yield from _telling(shown)
            yield fields(shown.values)
    yield Text(f"taken for one event: {item.why}", style="dim")


def _origin(item: Item) -> Iterator[RenderableType]:
    facts = item.facts
    for prefix in ("", "like_"):
        where = "; ".join(str(facts[f"{prefix}{k}"]) for k in ("source", "published", "id") if facts[f"{prefix}{k}"])
        yield Text(facts[f"{prefix}title"] or "", style="bold")
        yield Text(where, style="dim")
        yield Text(
            _short(facts[f"{prefix}text"]) or "(no text was kept)", style="" if facts[f"{prefix}text"] else "dim"
        )
    yield Text(f"origin: {(item.other or {}).get('origin')}", style="bold")
    yield Text(item.why, style="dim")


def _link(item: Item) -> Iterator[RenderableType]:
    facts = item.facts
    who = " to ".join(", ".join(facts[side]) or "-" for side in ("maker_codes", "other_codes"))
    due = f", due {facts['due']}" if facts["due"] else ""
    yield Text(f"{facts['kind']} of {facts['maker'] or who} ({who}), {facts['made']}{due}", style="dim")
    yield Text(facts["words"] or "(no text was kept)")
    yield Text(f"{(item.other or {})['relation']}, {facts['published']}, {facts['there_document']}", style="bold")
    yield Text(facts["there"] or "(no text was kept)")
    yield Text(item.why, style="dim")


def _short(text: str | None) -> str:
    return " ".join((text or "").split())


def _telling(shown: Shown) -> Iterator[RenderableType]:
    where = "; ".join(str(v) for v in (shown.source, shown.published, shown.url or shown.document, shown.id) if v)
    yield Text(shown.title or "", style="bold") if shown.title else Text(where, style="dim")
    if shown.title:
        yield Text(where, style="dim")
    yield words(shown)


def words(shown: Shown) -> Text:
    """The sentence with its evidence coloured, in its paragraph."""
    if shown.sentence is None:
        return Text("(no text was kept)", style="dim italic")
    sentence = Text(shown.sentence)
    for mark in shown.marks:
        start, end = mark.start - shown.sentence_start, mark.end - shown.sentence_start
        if mark.role in EVENT_STYLES and 0 <= start < end <= len(shown.sentence):
            sentence.stylize(EVENT_STYLES[mark.role], start, end)
    return Text.assemble((shown.before or "", "dim"), sentence, (shown.after or "", "dim"))


def fields(values: dict[str, Any]) -> Table:
    """What a report says, field by field."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim")
    grid.add_column()
    for field in FIELDS:
        grid.add_row(field, Text(in_words(field, values[field]), style=_STYLES.get(field, "")))
    return grid


def in_words(field: str, value: Any) -> str:
    """A value as a person would type it."""
    if value is None or value == []:
        return "-"
    if field in PARTIES:
        return "; ".join(" ".join(p.get(k) or "-" for k in ("code", "sector", "name")) for p in value)
    if field == "place":
        return ", ".join(v for v in (value.get("name"), value.get("country")) if v)
    return ", ".join(value) if isinstance(value, list) else str(value)


def _said(said: Sequence[Correction]) -> Iterator[Text]:
    for c in said:
        what = ""
        if c.kind == "report" and c.field is not None:
            what = f" {c.field}: {in_words(c.field, c.before)} → {in_words(c.field, c.after)}"
        reason = f" ({c.reason})" if c.reason else ""
        yield Text(f"{c.author}, {c.made:%Y-%m-%d %H:%M}: {c.verdict}{what}{reason}", style="yellow")
