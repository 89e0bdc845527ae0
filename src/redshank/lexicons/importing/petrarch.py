"""Actor and agent dictionaries of PETRARCH and Phoenix (see ``blocks`` for the format)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from redshank.errors import DataError
from redshank.lexicons.importing.base import Item, Rows, checked
from redshank.lexicons.importing.blocks import Block, Restricted, blocks, free, restricted
from redshank.lexicons.importing.casing import cased, plural
from redshank.lexicons.importing.codes import cameo, roles, sector_of_part
from redshank.lexicons.importing.guesses import kind_of, without_title
from redshank.lexicons.roster import key_of, own_nouns

_AGENT = "~"
_MARK = re.compile(r"!(\w+)!")
_SUBSTITUTION = re.compile(r"(!\w+!)\s*=\s*(.+)$")
_NO_CODE = re.compile(r"[-+#]+$")
_GROUP = re.compile(r"[A-Z]{3}")


def read(path: Path) -> Rows:
    """Rows of an actor or an agent dictionary, in the order of the file.

    Raises:
        CallError: the file is not there or cannot be read.
    """
    substitutions: dict[str, list[str]] = {}
    for block in blocks(path):
        if isinstance(block, DataError):
            yield block
        elif not block.codes and block.names and (found := _SUBSTITUTION.match(block.names[0][0].strip())):
            substitutions[found[1]] = [word.strip() for word in found[2].split(",") if word.strip()]
        elif not block.codes:
            yield DataError(f"{_title(block)!r} has no code", where=block.where)
        elif any(_AGENT in code for code, _ in block.codes):
            yield from _agent(block, substitutions)
        else:
            yield from _actor(block)


def _title(block: Block) -> str:
    return block.names[0][0].replace("_", " ").strip() if block.names else ""


# -- actors -----------------------------------------------------------------------------------------------------------


def _actor(block: Block) -> Rows:
    forms = tuple(dict.fromkeys(form for name, _ in block.names for form in cased(name)))
    if not forms:
        yield DataError("no name", where=block.where)
        return
    faults: set[str] = set()
    for period, where in _periods(block):
        if isinstance(period, DataError):
            yield period
        elif _NO_CODE.match(period.code):
            continue  # the dictionary's own way to say: nobody, at that time
        else:
            item = _one(forms, period, where)
            # One bracket may have become several periods; its fault is told once.
            if not isinstance(item, DataError) or str(item) not in faults:
                yield item
            faults.add(str(item))


def _periods(block: Block) -> Iterator[tuple[Restricted | DataError, str]]:
    """The periods of an actor without overlap, then its code for all other times."""
    taken: list[Restricted] = []
    default: list[tuple[Restricted, str]] = []
    for text, where in block.codes:
        try:
            period = restricted(text)
        except ValueError as error:
            yield DataError(f"{_title(block)}: {error}", where=where), where
            continue
        if not period.start and not period.end:
            default.append((period, where))
            continue
        for piece in free(period, taken):
            yield piece, where
        taken.append(period)
    yield from default[:1]
    for period, where in default[1:]:
        why = f"{_title(block)}: a second code without dates, {period.code!r}, beside {default[0][0].code!r}"
        yield DataError(why, where=where), where


def _one(forms: tuple[str, ...], period: Restricted, where: str) -> Item:
    try:
        (code, sector, other), _ = cameo(period.code.upper())
        bare = [without_title(form) for form in forms]
        names = list(dict.fromkeys(name for name, _ in bare))
        office = next((title for _, title in bare if title), "")
        cells = {
            "name": names[0],
            "aliases": "|".join(names[1:]),
            "kind": kind_of(names[0], office),
            "code": code,
            "sector": sector,
            "other_sectors": "|".join(other),
            "office": office,
            "start": period.start,
            "end": period.end,
        }
        return checked(cells, where)
    except ValueError as error:
        return DataError(f"{forms[0]}: {error}", where=where)
    except DataError as error:
        return error


# -- agents -----------------------------------------------------------------------------------------------------------


def _agent(block: Block, substitutions: dict[str, list[str]]) -> Rows:
    code, where = block.codes[0]
    groups = _GROUP.findall(code.upper())
    sector, other, _ = roles(groups)
    # An agent may be an organisation of some kind by itself: ``[NGO~]``.
    sector = sector or next(filter(None, map(sector_of_part, groups)), "")
    if not sector:
        yield DataError(f"{_title(block)}: no sector is known for {code!r}", where=where)
        return
    for name, place in block.names:
        try:
            pairs = list(_forms(name, block.plural, substitutions))
        except ValueError as error:
            yield DataError(f"{_title(block)}: {error}", where=place)
            continue
        for noun, many in pairs:
            yield _noun(noun, many, sector, other, place)


def _noun(noun: str, many: str, sector: str, other: tuple[str, ...], where: str) -> Item:
    known = own_nouns().get(tuple(w.lower() for w in key_of(noun)))
    head = noun.partition(" of ")[0].split()[-1:]
    guide = known or own_nouns().get(tuple(w.lower() for w in key_of(" ".join(head))))
    person = guide.person if guide is not None else bool(many)
    if guide is not None and guide.plural:
        many = ""
    cells = {
        "name": noun,
        "aliases": many if many != noun else "",
        "kind": "person noun" if person else "body noun",
        "sector": sector,
        "other_sectors": "|".join(other),
    }
    try:
        return checked(cells, where)
    except DataError as error:
        return error


def _forms(name: str, irregular: str | None, substitutions: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Singular and plural of an agent; of one with ``!MARKS!``, every word that may stand in their place.

    Raises:
        ValueError: a mark that the file does not define.
    """
    marks = _MARK.findall(name)
    if not marks:
        noun = _lower(name)
        # '{}' says that there is no plural; without braces it is the regular one.
        yield noun, (plural(noun) if irregular is None else _lower(irregular))
        return
    missing = [f"!{m}!" for m in marks if f"!{m}!" not in substitutions]
    if missing:
        raise ValueError(f"{missing[0]} is not defined")
    singulars: dict[str, str] = {}
    found: list[str] = []
    for choice in product(*(substitutions[f"!{m}!"] for m in marks)):
        text = name
        for mark, word in zip(marks, choice, strict=True):
            text = text.replace(f"!{mark}!", word, 1)
        found.append(_lower(text))
    for noun in found:
        if plural(noun) in found:
            singulars[noun] = plural(noun)
    for noun in found:
        if noun not in singulars.values():
            yield noun, singulars.get(noun, "")


def _lower(name: str) -> str:
    return " ".join(name.replace("_", " ").lower().split())
