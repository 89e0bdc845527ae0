"""Writes the parts of the documentation that the program itself knows: `python docs/generate.py [--check]`.

Each part stands between ``<!-- generated: NAME -->`` and ``<!-- end -->``. With ``--check`` nothing is written, and the
exit code is 1 if a page lags behind the program.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = "examples/patrol-boats.txt"
PAGES = ("README.md", "docs/cli.md", "docs/record.md", "docs/ontology.md", "docs/roster.md", "corpus/DATASHEET.md")
PAGES += ("gold/README.md", "docs/ledger.md")
# Days that an office may stand empty between two terms before the table calls it a gap.
GAP = 92
PART = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def commands() -> str:
    """Every command with its arguments and options."""
    from redshank.cli.app import command

    top = command()
    return "\n".join(_command(name, sub) for name, sub in top.commands.items())


def _command(name: str, command: object, level: str = "##") -> str:
    if hasattr(command, "commands"):
        subs = [_command(f"{name} {sub}", inner, f"{level}#") for sub, inner in command.commands.items()]
        return "\n".join([f"{level} {name}", "", " ".join((command.help or "").split()), "", *subs])
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and not p.hidden]
    usage = " ".join(["redshank", name, *(p.metavar for p in arguments), *(["[OPTIONS]"] if options else [])])
    lines = [f"{level} {name}", "", "```", usage, "```", "", " ".join((command.help or "").split()), ""]
    if arguments or options:
        lines += ["| | |", "| --- | --- |"]
        lines += [f"| `{p.metavar}` | {p.help or ''} |" for p in arguments]
        lines += [f"| `{_option(p)}` | {p.help or ''} |" for p in options]
        lines.append("")
    return "\n".join(lines)


def _option(option: object) -> str:
    names = ", ".join(option.opts)
    value = "" if option.is_flag else option.metavar or ""
    return f"{names} {value}".rstrip().replace("|", "\\|")  # a bar would end the table's cell


def events() -> str:
    """The table that `redshank code` shows for the example."""
    from rich.console import Console

    from redshank import inspect
    from redshank.cli.show import events_table

    out = io.StringIO()
    console = Console(file=out, width=110, highlight=False, no_color=True)
    for analysis in inspect(str(ROOT / EXAMPLE)):
        console.print(events_table(analysis.events))
    lines = (line.rstrip() for line in out.getvalue().splitlines())
    return "\n".join(["```", f"$ redshank code {EXAMPLE}", *lines, "```", ""])


def record() -> str:
    """The first event of the example as JSON."""
    from redshank import code
    from redshank.records import to_plain

    first = next(iter(code(str(ROOT / EXAMPLE))))
    return f"```json\n{json.dumps(to_plain(first), indent=1, ensure_ascii=False)}\n```\n"


def schema() -> str:
    """The ledger's tables, as they are made."""
    text = (ROOT / "src/redshank/ledger/schema.sql").read_text(encoding="utf8")
    return f"```sql\n{text.rstrip()}\n```\n"


def columns() -> str:
    """The columns of a CSV file."""
    from redshank.formats.flat import columns as names

    return f"`{'` `'.join(names())}`\n"


def categories() -> str:
    """Categories with quad class, score and modes."""
    from redshank import ontology

    lines = ["| category | quad class | score | what counts | modes (score) |", "| --- | --- | --- | --- | --- |"]
    for name, row in ontology.categories().items():
        modes = ", ".join(f"{m} ({ontology.score(name, [m]):g})" for m in ontology.modes(name))
        lines.append(f"| {name} | {ontology.quads()[row.quad]} | {row.score:g} | {row.definition} | {modes} |")
    return "\n".join(lines) + "\n"


def corpus() -> str:
    """Lines of the training corpus by category and auxiliary mode."""
    from collections import Counter

    from redshank.training.corpus import plover_labels, read_corpus

    labels = plover_labels()
    lines = read_corpus(ROOT / "corpus", labels)
    named = (*labels.aux, "none")
    found = Counter((e.event, name) for e in lines for name in e.aux or ("none",))
    modes = {event: len({m for e in lines if e.event == event for m in e.modes}) for event in labels.events}
    rows = ["", f"{len(lines)} lines, {len({e.text for e in lines})} sentences.", ""]
    rows += [f"| category | lines | modes | {' | '.join(named)} |", f"| --- | --- | --- |{' --- |' * len(named)}"]
    for event in labels.events:
        count = sum(e.event == event for e in lines)
        rows.append(f"| {event} | {count} | {modes[event]} | {' | '.join(str(found[event, n]) for n in named)} |")
    return "\n".join([*rows, "", ""])


def agreement() -> str:
    """How far the two coders of our own gold agree."""
    from redshank.scoring.agreement import score
    from redshank.settings import Settings

    figures, _ = score(ROOT / "gold", Settings())
    rows = ["", "| | |", "| --- | --- |", f"| reports | {figures['articles']} |"]
    rows.append(f"| events, category, sides and evidence (F1) | {figures['events']['f1']:.3f} |")
    rows.append(f"| events, category and evidence (F1) | {figures['detection']['f1']:.3f} |")
    rows += [
        f"| {name.replace('_', ' ')}, of matched events | {v:.3f} |" for name, v in figures["right_on_matched"].items()
    ]
    rows += [f"| {name}, of matched events (F1) | {t['f1']:.3f} |" for name, t in figures["aux"].items()]
    rows += [f"| statements: {name} | {v:.3f} |" for name, v in figures["statements"].items()]
    return "\n".join([*rows, "", ""])


def offices() -> str:
    """Which offices the roster has of each country: terms, first and last day, gaps."""
    from redshank.lexicons.tables import rows

    terms: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for table in ("holders", "ministers"):
        for row in rows(f"actors/{table}.tsv"):
            kind = row.get("office_kind", "head")
            term = (row["start"], row["end"], row.get("source", "public lists"))
            terms.setdefault((row["iso3"], kind), []).append(term)
    kinds = ("head", "foreign", "defence", "interior")
    total = {kind: [t for key, t in terms.items() if key[1] == kind] for kind in kinds}
    lines = [
        "| country | heads of state and government | foreign | defence | interior |",
        "| --- | --- | --- | --- | --- |",
        "| **all** | "
        + " | ".join(f"**{len(total[k])} countries, {sum(map(len, total[k]))} terms**" for k in kinds)
        + " |",
    ]
    names: dict[str, str] = {}
    for row in rows("actors/countries.tsv"):
        if row["kind"] not in ("dependency", "disputed") and row["iso3"] != "ATA":
            names.setdefault(row["iso3"], row["name"])
    for code, name in sorted(names.items(), key=lambda pair: pair[1]):
        cells = [_covered(sorted(terms.get((code, kind), []))) for kind in kinds]
        lines.append(f"| {name} ({code}) | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _covered(terms: list[tuple[str, str, str]]) -> str:
    """Terms, time and gaps of one office, in order of their start."""
    if not terms:
        return "–"
    gaps, last = [], terms[0][1] or "9999"
    for start, end, _ in terms[1:]:
        if last < start and _days(last, start) > GAP:
            gaps.append(f"{last[:7]} to {start[:7]}")
        last = max(last, end or "9999")
    hand = sum(source != "wikidata" for *_, source in terms)
    by_hand = f", {hand} by hand" if hand and terms[0][2] != "public lists" else ""
    until = "" if last == "9999" else last[:7]
    without = f"; not {', '.join(gaps)}" if gaps else ""
    return f"{len(terms)} ({terms[0][0][:7]}–{until}{by_hand}{without})"


def _days(one: str, other: str) -> int:
    return (date.fromisoformat(other) - date.fromisoformat(one)).days


def heads() -> str:
    """Which heads of organisations the roster has."""
    from redshank.lexicons.tables import rows

    terms: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for row in rows("actors/organisation_heads.tsv"):
        term = (row["start"], row["end"], "public lists")
        terms.setdefault((row["organisation"], row["office"]), []).append(term)
    lines = ["| organisation | office | terms |", "| --- | --- | --- |"]
    lines += [f"| {body} | {office} | {_covered(sorted(found))} |" for (body, office), found in sorted(terms.items())]
    return "\n".join(lines) + "\n"


def former() -> str:
    """Former names of countries with their years."""
    from redshank.lexicons.tables import rows, split

    lines = ["| country | former names |", "| --- | --- |"]
    for row in rows("actors/countries.tsv"):
        names = [_dated(cell) for cell in split(row["former"])]
        lines += [f"| {row['name']} | {'; '.join(names)} |"] if names else []
    return "\n".join(lines) + "\n"


def _dated(cell: str) -> str:
    name, _, years = cell.rpartition(" ")
    return f"{name} (until {years[1:]})" if years.startswith("-") else f"{name} ({years.replace('-', '–')})"


PARTS: dict[str, Callable[[], str]] = {
    "commands": commands,
    "events": events,
    "record": record,
    "columns": columns,
    "schema": schema,
    "categories": categories,
    "agreement": agreement,
    "corpus": corpus,
    "offices": offices,
    "heads": heads,
    "former": former,
}


def main(arguments: list[str]) -> int:
    """Write, or check, every page."""
    lagging = []
    for name in PAGES:
        path = ROOT / name
        old = path.read_text(encoding="utf8")
        new = PART.sub(lambda part: part[1] + "\n" + PARTS[part[2]]() + "\n" + part[3], old)
        if new != old:
            lagging.append(name)
            if "--check" not in arguments:
                path.write_text(new, encoding="utf8")
    for name in lagging:
        print(name, "lags behind the program: python docs/generate.py" if "--check" in arguments else "written")
    return 1 if lagging and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
