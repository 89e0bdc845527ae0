"""Codes as other dictionaries write them, and what they are in Redshank: ``USAGOV`` -> USA, GOV."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from redshank.lexicons.roster import SECTORS, SUPRANATIONAL, key_of, own_roster
from redshank.lexicons.tables import rows

FOLDER = "importing"
_PARTS = re.compile(r"(?:[A-Z]{3})+$")
_NAMING = frozenset({"country", "organisation"})

Coded = tuple[str, str, tuple[str, ...]]


@cache
def codes() -> frozenset[str]:
    """Redshank's codes of states and supranational actors."""
    return frozenset(row["iso3"] for row in rows("actors/countries.tsv")) | SUPRANATIONAL


@cache
def _exceptions() -> dict[str, str]:
    return {row["given"]: row["code"] for row in rows(f"{FOLDER}/countries.tsv")}


@cache
def _parts() -> dict[str, dict[str, str]]:
    return {row["part"]: row for row in rows(f"{FOLDER}/cameo_parts.tsv")}


def _weak(sector: str) -> bool:
    """No part gives this sector but such as say nothing of what somebody does (a religion)."""
    return all(row["weak"] for row in _parts().values() if row["sector"] == sector and row["part"] != sector)


def country_code(text: str) -> str:
    """Redshank's code for a code of a country in capitals, whatever data set it comes from; empty if unknown."""
    return text if text in codes() else _exceptions().get(text, "")


@lru_cache(maxsize=20_000)
def code_of(text: str) -> Coded:
    """Code, sector and other sectors of a cell: a code (``FRA``), a CAMEO actor code (``FRAMIL``) or a country's name.

    Raises:
        ValueError: nothing that is known.
    """
    if not text:
        return "", "", ()
    upper = text.upper()
    if country_code(upper):
        return country_code(upper), "", ()
    named = code_named(text)
    if named:
        return named, "", ()
    return cameo(upper)[0]


def code_named(text: str) -> str:
    """The code of the one country or organisation of exactly this name; empty if there is none."""
    found = {s.code for s in own_roster().senses(key_of(text)) if s.kind in _NAMING and not s.weak}
    return found.pop() if len(found) == 1 else ""


def known_sector(text: str) -> str:
    """The sector, in capitals; CAMEO's own are turned into PLOVER's.

    Raises:
        ValueError: no sector.
    """
    upper = text.upper()
    # In a user's own table MED is PLOVER's, doctors; only in CAMEO codes is it the media.
    if upper in SECTORS:
        return upper
    if upper in _parts() and not _parts()[upper]["code"]:
        return _parts()[upper]["sector"]
    raise ValueError(f"unknown sector {text!r}")


def cameo(text: str) -> tuple[Coded, tuple[str, ...]]:
    """A CAMEO actor code, taken apart: code, sector, other sectors; and the parts that mean nothing to Redshank.

    The first three letters name the country or the kind of international actor, each further group a role. Groups of
    one organisation (``HMS`` in ``PSEREBHMS``) have no place in PLOVER and are handed back.

    Raises:
        ValueError: it is no such code, or its country is unknown.
    """
    if not _PARTS.match(text):
        raise ValueError(f"{text!r} is no actor code: groups of three letters")
    groups = [text[i : i + 3] for i in range(0, len(text), 3)]
    first = _parts().get(groups[0], {})
    code = first.get("code") or country_code(groups[0])
    if not code:
        raise ValueError(f"unknown country {groups[0]!r} in the code {text!r}")
    sector, other, unknown = roles(groups[1:])
    if first.get("code") and len(groups) > 1 and (not sector or _weak(sector)):
        sector, other = first["sector"], tuple(filter(None, [sector, *other]))
    for part in groups[1:]:
        if code in SUPRANATIONAL and _parts().get(part, {}).get("code"):
            code = _parts()[part]["code"]
            break
    return (code, sector, other), unknown


def roles(groups: list[str]) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Sector, other sectors and unknown parts of the role groups of a CAMEO code."""
    found = [_parts()[g] for g in groups if g in _parts() and not _parts()[g]["code"]]
    ranked = sorted(found, key=lambda row: row["weak"])
    sectors = list(dict.fromkeys(row["sector"] for row in ranked))
    unknown = tuple(g for g in groups if g not in _parts())
    return (sectors[0] if sectors else ""), tuple(sectors[1:]), unknown


def sector_of_part(part: str) -> str:
    """The sector that a part of a CAMEO code stands for, also of one that names a kind of organisation (``NGO``)."""
    return _parts().get(part, {}).get("sector", "")


def sector_of_code(code: str) -> str:
    """The sector of an actor of which only the code is known: a state acts as its government."""
    return sector_of_part(code) if code in SUPRANATIONAL else "GOV"
