"""Makes ``Entity`` records out of token ranges and senses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec
from spacy.tokens import Doc

from redshank.lexicons.current import roster
from redshank.lexicons.roster import SUPRANATIONAL, Sense
from redshank.records import Entity

# How the rules of readings begin that stand on a user's own roster.
YOURS = "your roster"


@dataclass(frozen=True, slots=True)
class Who:
    """Code and sector before they are tied to words.

    Attributes:
        kind: what sort of actor it is: a roster kind, 'person', or 'people' for nouns.
        rule: what decided, for the trace.
    """

    code: str | None
    sector: str | None
    name: str | None = None
    other: tuple[str, ...] = ()
    office: str | None = None
    wikidata: str | None = None
    kind: str = "people"
    rule: str = ""
    score: float = 1.0


def told_by(sense: Sense) -> str:
    """The rule of a reading that stands on a user's own roster; empty for ours."""
    return f"{YOURS}: {sense.name}" if sense.source else ""


def innermost(rule: str) -> str:
    """The rule that a chain of rules ('he' for …: …) rests on."""
    head, _, last = rule.rpartition(": ")
    return f"{YOURS}: {last}" if head.endswith(YOURS) else last


def from_sense(sense: Sense, rule: str = "") -> Who:
    """What a roster sense says."""
    return Who(
        code=sense.code,
        sector=sense.sector or None,
        name=country_name(sense.code) if sense.kind in ("capital", "demonym") else sense.name,
        other=sense.other,
        office=sense.office or None,
        wikidata=sense.wikidata or None,
        kind=sense.kind,
        rule=rule or told_by(sense) or f"{sense.kind} {sense.name}",
    )


def from_entity(entity: Entity, kind: str = "", rule: str = "") -> Who:
    """What an entity already read says, to be handed on."""
    return Who(
        code=entity.code,
        sector=entity.sector,
        name=entity.identifier_text,
        other=tuple(entity.other_sector_codes),
        office=entity.office,
        wikidata=entity.identifier_id,
        kind=kind,
        rule=rule,
    )


def country_name(code: str) -> str:
    """English name of a country code; the code itself for others."""
    return roster().country_names.get(code, code)


def entity(doc: Doc, start: int, end: int, who: Who) -> Entity:
    """The record for these tokens."""
    end = max(end, start + 1)
    span = doc[start:end]
    other = [s for s in dict.fromkeys(who.other) if s and s != who.sector]
    return Entity(
        entity_text=span.text,
        identifier_text=who.name,
        identifier_id=who.wikidata,
        code=who.code,
        cow=None if who.code is None or who.code in SUPRANATIONAL else roster().cow.get(who.code),
        sector=who.sector,
        other_sector_codes=other,
        office=who.office,
        start=span.start_char,
        end=span.end_char,
    )


def retold(doc: Doc, start: int, end: int, entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """The same entities as other words name them: new text and offsets, all else kept."""
    span = doc[start:end]
    return tuple(
        msgspec.structs.replace(e, entity_text=span.text, start=span.start_char, end=span.end_char) for e in entities
    )
