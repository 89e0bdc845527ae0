"""What a name may stand for: the package's own tables of places and the gazetteer, as one list of options."""

from __future__ import annotations

import difflib
import math
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from redshank.lexicons.gazetteer import GazetteerEntry, fold, gazetteer, in_use
from redshank.lexicons.tables import groups, rows, split, words

# PLOVER's scale of resolution: 1 country, 2 province, 3 district, 4 city or single feature.
_RESOLUTION = {
    "country": 1,
    "division": 2,
    "district": 3,
    "town": 4,
    "area": 2,
    "continent": None,
    "region": None,
    "bloc": None,
}
_LONGEST_SHORT_FORM = 4  # folded letters of 'US', 'U.S.', 'UAE', 'DPRK'-like forms that count only as they are written


@dataclass(frozen=True, slots=True)
class Option:
    """One place that a name may stand for.

    Attributes:
        kind: country, division (first order), district, town, or a feature's kind ('sea', 'area', …).
        country: ISO 3166 alpha-3, or KOS; None where the place lies in no one country.
        admin1: GeoNames code of the first-order division.
        prior: how likely a report means it when nothing else is known; comparable between options only.
        population: as the gazetteer has it; 0 where unknown, and for the own tables' places.
    """

    kind: str
    name: str
    lat: float
    lon: float
    country: str | None
    geonameid: int | None
    prior: float
    admin1: str = ""
    population: int = 0

    @property
    def resolution(self) -> int | None:
        """PLOVER's resolution, 1 to 4; None for what is larger than a country."""
        return _RESOLUTION.get(self.kind, 4)


@dataclass(frozen=True, slots=True)
class Known:
    """A form of the package's own tables.

    Attributes:
        adjective: an adjective or a demonym ('Russian', 'Russians').
        after: counts only behind a comma and a place ('Helena, MT').
    """

    options: tuple[Option, ...]
    adjective: bool = False
    after: bool = False


@cache
def iso3_of() -> dict[str, str]:
    """``{ISO alpha-2: alpha-3}``, Kosovo as KOS."""
    return {row["iso2"]: row["iso3"] for row in rows("places/countries.tsv")}


@cache
def capitals() -> frozenset[tuple[str, str]]:
    """Capitals as (alpha-3, folded name)."""
    return frozenset((row["iso3"], fold(row["capital"])) for row in rows("places/countries.tsv") if row["capital"])


@cache
def _capital_names() -> dict[str, str]:
    return {row["iso3"]: row["capital"] for row in rows("places/countries.tsv") if row["capital"]}


def capital_of(country: str) -> Option | None:
    """The capital of a country (alpha-3), or its seat of government; None where there is none."""
    found = options(_capital_names()[country]) if country in _capital_names() else ()
    towns = [o for o in found if o.kind in {"town", "city"} and o.country == country]
    return max(towns, key=lambda option: option.prior, default=None)


def known_in(table: dict[str, Known], name: str) -> bool:
    """Whether a table holds the name as a noun."""
    held = table.get(fold(name))
    return held is not None and not held.adjective


class _Tables:
    """The own tables, by form as written (short forms) or folded (the rest)."""

    def __init__(self) -> None:
        self.exact: dict[str, Known] = {}
        self.folded: dict[str, Known] = {}
        for row in rows("places/countries.tsv"):
            self._add_row(row, "country", row["iso3"], 8.5)
        for row in rows("places/features.tsv"):
            prior = 8.5 if not row["iso3"] else 6.0 if row["kind"] == "site" else 7.0
            self._add_row(row, row["kind"], row["iso3"] or None, prior)
        for row in rows("places/states.tsv"):
            self._add_state(row)

    def _add(self, form: str, option: Option, *, adjective: bool = False, after: bool = False) -> None:
        key = fold(form)
        short = len(key.replace(" ", "")) <= _LONGEST_SHORT_FORM and form.upper() == form
        table, key = (self.exact, form) if short or after or form.endswith(".") else (self.folded, key)
        held = table.get(key)
        if held is not None and held.adjective and not adjective:
            held = None
        if held is None:
            table[key] = Known((option,), adjective, after)
        elif held.adjective == adjective and option not in held.options:
            table[key] = Known((*held.options, option), adjective, held.after and after)

    def _add_row(self, row: dict[str, str], kind: str, country: str | None, prior: float) -> None:
        names = split(row["names"])
        number = int(row["geonameid"]) if row["geonameid"] else None
        option = Option(kind, names[0], float(row["lat"]), float(row["lon"]), country, number, prior)
        for name in names:
            self._add(name, option)
        for adjective in split(row["adjectives"]):
            self._add(adjective, option, adjective=True)

    def _add_state(self, row: dict[str, str]) -> None:
        point = float(row["lat"]), float(row["lon"])
        number = int(row["geonameid"])
        # A state that shares a country's name (Georgia) is nearly as likely as the country.
        shared = known_in(self.folded, row["name"])
        option = Option("division", row["name"], *point, row["iso3"], number, 7.4 if shared else 5.9, row["admin1"])
        self._add(row["name"], option)
        for form in split(row["alone"]):
            self._add(form, option)
        for form in split(row["after"]):
            self._add(form, option, after=True)


@cache
def _tables() -> _Tables:
    return _Tables()


@cache
def first_words() -> frozenset[str]:
    """First words, folded, of all forms of the own tables."""
    tables = _tables()
    keys = [*tables.folded, *(fold(form) for form in tables.exact)]
    return frozenset(key.split(" ")[0] for key in keys)


def known(form: str) -> Known | None:
    """The entry of the own tables for these words, as written in the text; None if there is none."""
    return _tables().exact.get(form) or _tables().folded.get(fold(form))


@cache
def _aliases() -> dict[str, tuple[str, str]]:
    return {fold(row["form"]): (row["name"], row["iso2"]) for row in rows("places/aliases.tsv")}


def _alike(form: str, name: str) -> bool:
    """Whether a form is a spelling of the name or of one of its words ('raqqa' of 'ar raqqah')."""
    return any(difflib.SequenceMatcher(None, form, other).ratio() >= 0.75 for other in [name, *name.split(" ")])


# Features other than towns and divisions, of which only users' gazetteers have some. By eye: a name of several words
# ('Lake Foo') is taken where the base pipeline sees a place (see ``matching``), a single word gives way to towns.
_FEATURE, _FEATURE_WORD = 4.0, 3.0


def _prior(entry: GazetteerEntry, country: str | None, form: str) -> float:
    if entry.kind == "A":
        return 4.9 - (0.4 if entry.alternate else 0.0)
    if entry.kind == "B":
        return 3.3
    if entry.kind != "P":
        return _FEATURE if " " in form else _FEATURE_WORD
    value = math.log10(entry.population + 10)
    if (country, fold(entry.name)) in capitals():
        value += 1.2
    if entry.alternate:
        value -= 0.4 if _alike(form, fold(entry.name)) else 1.6
    return value


# Without a word that says so, a name that a division shares with a town of this size is the town's ('Idlib').
_SEAT = 20_000
_KINDS = {"A": "division", "B": "district", "P": "town"}


def _option(entry: GazetteerEntry, form: str) -> Option | None:
    country = iso3_of().get(entry.country)
    if country is None and (entry.country or entry.kind in _KINDS):
        return None
    kind, prior = _KINDS.get(entry.kind, entry.kind), _prior(entry, country, form)
    place = entry.lat, entry.lon, country, entry.geonameid
    return Option(kind, entry.name, *place, prior, entry.admin1, entry.population)


def options(form: str) -> tuple[Option, ...]:
    """All places that these words may name, own tables first; adjectives are no names here."""
    return _options(form, in_use())


@lru_cache(maxsize=16_384)
def _options(form: str, file: str | None) -> tuple[Option, ...]:  # the gazetteer in use is a part of the question
    found: list[Option] = []
    own = known(form)
    if own is not None and not own.adjective and not own.after:
        found.extend(own.options)
    entries = list(gazetteer().find(form))
    if any(option.kind == "country" for option in found):
        entries = [entry for entry in entries if not entry.alternate]  # Mexico is not Mexico City
    alias = _aliases().get(fold(form))
    if alias is not None:
        entries = [e for e in gazetteer().find(alias[0]) if e.country == alias[1]] + entries
    towns = {e.country for e in entries if e.kind == "P" and e.population >= _SEAT}
    held = {option.geonameid for option in found}
    kinds = {option.kind for option in found}  # of features: what own tables have, the gazetteer has once more
    for entry in entries:
        option = _option(entry, fold(form) if alias is None else fold(alias[0]))
        if option is not None and option.geonameid not in held and entry.kind not in kinds:
            held.add(option.geonameid)
            found.append(replace(option, prior=3.9) if entry.kind == "A" and entry.country in towns else option)
    return tuple(found)


@cache
def directions() -> frozenset[str]:
    """Words for a part of a place ('northern', 'central'), lower case."""
    return words("places/directions.tsv")


@cache
def feature_words(side: str) -> dict[str, str]:
    """``{common noun: what it means (A, B, P, F)}`` for one side ('before', 'after', 'of', 'part', 'apposed')."""
    found: dict[str, str] = {}
    for row in rows("places/feature_words.tsv"):
        if row["side"] == side:
            for word in split(row["word"]):
                found.setdefault(word, row["means"])
    return found


@cache
def prepositions(sense: str) -> frozenset[str]:
    """Prepositions of one sense ('at', 'with')."""
    return groups("places/prepositions.tsv", "sense").get(sense, frozenset())


@cache
def organisation_words(reading: str) -> frozenset[str]:
    """Words that make a name with a place in it the name of a medium, a body of the place, or a school."""
    return groups("places/organisation_words.tsv", "reading").get(reading, frozenset())


@cache
def particles() -> frozenset[str]:
    """Lower-case words inside names of places ('de', 'ez')."""
    return words("places/particles.tsv")


@cache
def not_places() -> frozenset[str]:
    """Folded names that need more than a capital to be a place."""
    return frozenset(fold(word) for word in words("places/not_places.tsv"))


@cache
def motion_words() -> frozenset[str]:
    """Lemmas of verbs and nouns of travel, whose 'to' names a goal ('flew to Riga')."""
    return words("places/motion_words.tsv")


@cache
def place_verbs() -> frozenset[str]:
    """Lemmas of verbs whose object is where they happen or lead to, a country too ('visited Kenya')."""
    return words("places/place_verbs.tsv")
