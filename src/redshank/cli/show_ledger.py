"""One event of a ledger on a terminal: its facts, every report's words with the evidence coloured, and why."""

from __future__ import annotations

from rich.console import Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from redshank.cli.show import EVENT_STYLES, console
from redshank.ledger.telling import Telling, Told


def show_event(told: Told) -> None:
    """Print it."""
    out = console()
    out.print(_facts(told))
    for number, report in enumerate(told.reports, start=1):
        out.print(_report(number, report))


def _facts(told: Told) -> Table:
    facts = told.facts
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim")
    grid.add_column()
    days = facts["date"] if facts["date"] == facts["enddate"] else f"{facts['date']} to {facts['enddate']}"
    act = " ".join([facts["category"], *facts["mode"], *(f"({a})" for a in facts["aux"])])
    for name, value in (
        ("event", facts["id"]),
        ("who", ", ".join(facts["actor_codes"]) or "-"),
        ("did", act),
        ("to whom", ", ".join(facts["recipient_codes"]) or "-"),
        ("when", str(days)),
        ("where", facts["resolved_place"] or "-"),
        ("told by", _counts(facts)),
    ):
        grid.add_row(name, Text(str(value), style="bold" if name == "did" else ""))
    return grid


def _counts(facts: dict[str, object]) -> str:
    names = ("reports", "documents", "publishers", "origins")
    return ", ".join(f"{facts[n]} {n if facts[n] != 1 else n[:-1]}" for n in names)


def _report(number: int, report: Telling) -> Panel:
    where = "; ".join(str(v) for v in (report.source, report.published, report.document) if v)
    lines = [
        Text(report.title or "", style="bold"),
        _sentence(report),
        Text(f"origin: {'; '.join(report.origins_why) or 'not traced'}", style="dim"),
        Text(f"{report.how}: {report.why}", style="dim"),
    ]
    return Panel(Group(*lines), title=Text(f"{number}. {where}"), title_align="left", subtitle=report.id)


def _sentence(report: Telling) -> Text:
    if report.sentence is None:
        return Text("(no text was kept)", style="dim italic")
    text = Text(report.sentence)
    for mark in report.evidence:
        if mark.role in EVENT_STYLES:
            start, end = mark.start - report.sentence_start, mark.end - report.sentence_start
            if 0 <= start < end <= len(report.sentence):
                text.stylize(EVENT_STYLES[mark.role], start, end)
    return text
