"""Heads that are roster names: countries, capitals, bodies, organisations, groups, parties, peoples."""

from __future__ import annotations

from dataclasses import replace

from redshank.actors.entities import Who, country_name, from_sense, told_by
from redshank.actors.matching import Hit
from redshank.actors.report import Report
from redshank.lexicons.current import roster
from redshank.lexicons.roster import Sense, key_of, word_class

BODY_KINDS = frozenset({"group", "organisation", "party", "body"})
_MEMBER_KINDS = frozenset({"country", "demonym", "organisation"})
_HYPHENS = frozenset("-‑–")


def read_name(report: Report, hit: Hit) -> tuple[Who, str] | None:
    """Who the name stands for at this place of the text, and the kind of candidate it makes; None for mere places."""
    sense = report.sense(hit)
    found = _read(report, hit, sense)
    if found is None or not sense.source:
        return found
    return replace(found[0], rule=told_by(sense)), found[1]


def _read(report: Report, hit: Hit, sense: Sense) -> tuple[Who, str] | None:
    town = next((s for s in report.senses(hit) if s.kind == "capital"), None)
    town = town or next((s for s in hit.senses if s.kind == "capital"), None)
    if sense.kind == "organisation" and town is not None and _as_place(report, hit):
        return _country(report, hit, town)
    if sense.kind == "place":
        return _place(report, hit, sense)
    if sense.kind == "capital" or sense.kind == "country":
        return _country(report, hit, sense)
    if sense.kind in ("demonym", "ethnic"):
        return _people(report, hit, sense)
    return from_sense(sense), "body"


def _country(report: Report, hit: Hit, sense: Sense) -> tuple[Who, str]:
    who = from_sense(sense)
    if sense.kind == "capital":
        who = replace(who, rule=f"{sense.detail} for the government of {country_name(sense.code)}")
    if _as_place(report, hit):
        score = 0.4 if sense.kind == "capital" else 0.5
        return replace(
            who, rule=f"{who.rule}, named as a place", score=score
        ), "place" if sense.kind == "capital" else "country"
    return who, "country"


def _as_place(report: Report, hit: Hit) -> bool:
    head = report.doc[hit.end - 1]
    return head.dep_ == "pobj" and head.head.lower_ in word_class("place_preposition")


def _place(report: Report, hit: Hit, sense: Sense) -> tuple[Who, str] | None:
    head = report.doc[hit.end - 1]
    subject = head.dep_ in ("nsubj", "agent") and head.head.pos_ == "VERB"
    who = Who(sense.code, "GOV", sense.name, sense.other, kind="place", rule=f"{sense.detail} {sense.name}")
    if subject and sense.detail == "region":
        return replace(who, score=0.6), "place"
    return replace(who, rule=f"{sense.name}, named as a place", score=0.3), "place"


def _people(report: Report, hit: Hit, sense: Sense) -> tuple[Who, str]:
    who = from_sense(sense)
    name = sense.name if sense.kind == "ethnic" else country_name(sense.code)
    return replace(who, sector=sense.sector or "CVL", name=name, rule=f"people of {name}"), "people"


def named_members(report: Report, hit: Hit) -> tuple[Who, ...]:
    """The two whom a joint body is named after: 'the Peru-Chile Council'; empty where the name names no two."""
    doc = report.doc
    for i in range(hit.start + 1, hit.end - 1):
        if doc[i].text in _HYPHENS:
            left = _member(doc[hit.start : i].text)
            right = next((m for j in range(hit.end, i + 1, -1) if (m := _member(doc[i + 1 : j].text))), None)
            return (left, right) if left is not None and right is not None else ()
    return ()


def _member(text: str) -> Who | None:
    found = [s for s in roster().senses(key_of(text)) if s.kind in _MEMBER_KINDS]
    return from_sense(found[0]) if found else None
