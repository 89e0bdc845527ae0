"""How far two coders of the same reports agree: the second coding scored as if a program had made it.

A folder holds ``reports/*.doc.json`` and two folders of codings, ``coding-a`` and ``coding-b``, with one ``.gold.json``
a report in each.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from redshank.errors import CallError
from redshank.ontology import quad_code
from redshank.records import Analysis, CiteInfo, Entity, Event, Place, Span, Statement, TextInfo
from redshank.scoring.articles import Counts, compare
from redshank.scoring.figures import Scored
from redshank.settings import Settings

FIRST, SECOND, REPORTS = "coding-a", "coding-b", "reports"


def score(gold: Path, settings: Settings) -> Scored:
    """Figures of the second coding against the first, over the reports that both have coded.

    Raises:
        CallError: the folder does not hold two codings of one report.
    """
    names = sorted(path.name for path in (gold / FIRST).glob("*.gold.json") if (gold / SECOND / path.name).is_file())
    if not names:
        raise CallError(f"no report coded twice: looked for {FIRST}/ and {SECOND}/", where=str(gold))
    counts = Counts()
    lines: list[str] = []
    for name in names:
        one, other = (json.loads((gold / side / name).read_text(encoding="utf8")) for side in (FIRST, SECOND))
        document = json.loads((gold / REPORTS / name.replace(".gold.", ".doc.")).read_text(encoding="utf8"))
        missed, extra = compare(one, analysis_of(other, document["text"]), document["text"], counts)
        lines += missed + extra
    return counts.figures(), lines


def analysis_of(coding: dict[str, Any], text: str) -> Analysis:
    """A coding by hand in the shape of a program's."""
    return Analysis(
        id=coding["article"],
        events=[_event(e, coding["article"], text) for e in coding["events"]],
        statements=[_statement(s, text) for s in coding.get("statements", [])],
    )


def _event(gold: dict[str, Any], article: str, text: str) -> Event:
    sentences = gold["sentence"] if isinstance(gold["sentence"], list) else [gold["sentence"]]
    start = max(0, text.find(sentences[0]))
    days, place = gold.get("date") or {}, gold.get("place")
    return Event(
        id=article,
        doc_id=article,
        date=days.get("start"),
        enddate=days.get("end"),
        date_resolution=days.get("resolution") or "day",
        date_assumed=bool(days.get("assumed")),
        actor=_entities(gold["actor"]),
        recipient=_entities(gold["recipient"]),
        event=[gold["event"]],
        mode=gold.get("mode") or [],
        context=[],
        aux=gold.get("aux") or [],
        said_by=_entities(gold.get("said_by") or []),
        event_loc=_place(place) if place else None,
        event_text=[gold.get("trigger") or ""],
        quad_code=quad_code(gold["event"]),
        event_scale=0.0,
        cameo=None,
        goldstein=None,
        text_info=TextInfo(0, start, start + len(sentences[0])),
        evidence=[],
        trace=[],
        confidence=1.0,
        cite_info=CiteInfo(coder="by hand"),
    )


def _entities(gold: list[dict[str, Any]]) -> list[Entity]:
    return [Entity(entity_text=e.get("text") or "", code=e.get("code"), start=0, end=0) for e in gold]


def _place(gold: dict[str, Any]) -> Place:
    return Place(
        extracted_place=gold["name"], resolved_place=gold["name"], country_code=gold.get("country"), start=0, end=0
    )


def _statement(gold: dict[str, Any], text: str) -> Statement:
    start = max(0, text.find(gold["content"]))
    speaker = _entities([gold["speaker"]])[0] if gold.get("speaker") else None
    return Statement(speaker=speaker, kind=gold["kind"], content=Span(start, start + len(gold["content"])))
