"""From argument heads to entities, and what two entities have in common."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from redshank.records import Entity

_STATE = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})


def entities_at(doc: Doc, heads: Iterable[int]) -> tuple[list[Entity], list[str]]:
    """Entities of argument heads, each once, with the rules that resolved them."""
    found: list[Entity] = []
    rules: list[str] = []
    for head in heads:
        reading = doc._.actors.at(head)
        if reading is None:
            continue
        for entity in reading.entities:
            if not any(same(entity, f) for f in found):
                found.append(entity)
                rules.append(
                    f"'{entity.entity_text}' is {entity.code or 'uncoded'}"
                    f"{' ' + entity.sector if entity.sector else ''}: {reading.rule}"
                )
    return found, rules


def same(a: Entity, b: Entity) -> bool:
    """Whether two entities are one and the same: equal resolved names and codes."""
    return a.code == b.code and (a.identifier_text or a.entity_text) == (b.identifier_text or b.entity_text)


def is_state(entity: Entity) -> bool:
    """Whether the entity is a country or speaks for one."""
    return entity.sector in _STATE or entity.sector is None


def one_side(a: list[Entity], b: list[Entity]) -> bool:
    """Whether one list speaks for the other: of one country, and both of its state or both of one sector.

    A ministry does not speak for the rebels of its country, nor a witness for its army.
    """
    return any(
        x.code is not None and x.code == y.code and ((is_state(x) and is_state(y)) or x.sector == y.sector)
        for x in a
        for y in b
    )


def one_recipient(a: list[Entity], b: list[Entity]) -> bool:
    """Whether two lists may be one recipient: a country and its president are one (coding guide, rule 3)."""
    if not a or not b:
        return not a and not b
    return bool({e.code for e in a if e.code} & {e.code for e in b if e.code}) or any(same(x, y) for x in a for y in b)


def one_actor(a: list[Entity], b: list[Entity]) -> bool:
    """Whether two lists may be one actor: same names, or one of them stands for the other's government."""
    for x in a:
        for y in b:
            if same(x, y):
                return True
            if x.code and x.code == y.code and x.sector == y.sector and not (_person(x) and _person(y)):
                return True
    return False


def _person(entity: Entity) -> bool:
    return entity.office is not None or (entity.identifier_id is not None and entity.sector is None)
