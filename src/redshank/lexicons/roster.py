"""The roster: who can act, by name. Countries, bodies, organisations, armed groups, parties, people in office, nouns.

Everything is read from ``data/actors/*.tsv`` once and kept. Names are found by their *key*: a tuple of words without
accents, full stops and hyphens (``U.S.`` -> ``('US',)``; ``al-Qaeda`` -> ``('al', 'Qaeda')``), so that spelling
differences of the press do not matter. Upper and lower case do ('us' is not 'US').
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from redshank.errors import DataError
from redshank.lexicons.tables import groups, rows, split, words

FOLDER = "actors"
SenseKind = Literal[
    "country", "demonym", "capital", "place", "body", "organisation", "group", "party", "holder", "ethnic"
]
# Codes of actors that are no state (PLOVER manual, 'Country Names and Sector Codes').
SUPRANATIONAL = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
_CIVIL_SECTORS = "AGR BUS CVL EDU ELI JRN LAB LEG MED OPP PTY REF REL SOC UNK"
_STATE_AND_ARMED_SECTORS = "COP CRM GOV JUD MIL PRE PRM REB SET SPY UAF"
SECTORS = frozenset(f"{_CIVIL_SECTORS} {_STATE_AND_ARMED_SECTORS}".split())
# Which kind of sense wins where a form has several, other things equal.
KIND_ORDER: tuple[SenseKind, ...] = (
    "country",
    "organisation",
    "group",
    "demonym",
    "capital",
    "body",
    "party",
    "holder",
    "place",
    "ethnic",
)
_WORD = re.compile(r"\w+")
_GLUE = re.compile(r"(?<=\w)\.(?=\w|\s|$|-|')|['’`ʼ‘]")
_OWNER = re.compile(r"(?<=\w)['’]s\b")
_SHORT_ACRONYM = 3

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a name may stand for.

    Attributes:
        code: ISO 3166 alpha-3, or one of ``SUPRANATIONAL``.
        sector: PLOVER sector; empty where the noun beside the name decides (adjectives, places).
        start, end: first and last day of a term of office, or first and last year of a group; empty where open.
        weak: the form alone does not prove this sense (a short acronym, a bare surname).
        detail: the kind of a body or place; of a minister 'foreign', 'defence' or 'interior'; of the head of an
            organisation its name.
        source: file and line of a user roster that the sense comes from; empty for ours.
    """

    kind: SenseKind
    name: str
    code: str
    sector: str = ""
    other: tuple[str, ...] = ()
    office: str = ""
    wikidata: str = ""
    start: str = ""
    end: str = ""
    weak: bool = False
    members: tuple[str, ...] = ()
    detail: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Noun:
    """An agent noun ('foreign minister', 'troops') and the sector it stands for.

    Attributes:
        person: it means persons ('soldier'), not a body ('army').
        office: a former holder is ELI.
        plural: the form found was the plural.
        source: file and line of a user roster that the noun comes from; empty for ours.
    """

    noun: str
    sector: str
    other: tuple[str, ...]
    office: bool
    person: bool
    plural: bool
    source: str = ""


@lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """The text without accents."""
    if text.isascii():
        return text
    text = text.replace("ı", "i").replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("đ", "d")
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@lru_cache(maxsize=200_000)
def key_of(text: str) -> Key:
    """Words of a name as the roster compares them."""
    small = name_particles()
    flat = plain(text)
    spaced = flat.replace("-", " ")
    # Most names are words, spaces and hyphens: what the patterns below would give, at a third of the time.
    simple = spaced.replace(" ", "").isalnum()
    found = spaced.split(" ") if simple else _WORD.findall(_GLUE.sub("", _OWNER.sub(" s", flat)))
    return tuple(low if (low := w.lower()) in small else w for w in found if w)


@dataclass(frozen=True, slots=True)
class Roster:
    """All names, by the first word of their key, longest first.

    Attributes:
        names: ``{first word: {key: senses}}``.
        longest: words of the longest key that starts with a word.
        surnames: family names of heads of state and government, of ministers and other prominent people.
        by_code: ``{code: name}`` of countries and ``{code: COW number}``.
    """

    names: dict[str, dict[Key, tuple[Sense, ...]]]
    longest: dict[str, int]
    surnames: dict[str, tuple[Sense, ...]]
    country_names: dict[str, str]
    cow: dict[str, int]

    def senses(self, key: Key) -> tuple[Sense, ...]:
        """All senses of exactly this name."""
        return self.names.get(key[0], {}).get(key, ()) if key else ()


class _Builder:
    """Collects senses under the keys of their forms."""

    def __init__(self) -> None:
        self.names: dict[str, dict[Key, list[Sense]]] = {}

    def add(self, form: str, sense: Sense) -> None:
        key = key_of(form)
        if not key:
            return
        found = self.names.setdefault(key[0], {}).setdefault(key, [])
        if sense not in found:
            found.append(sense)

    def forms(self, forms: Iterable[str], sense: Sense) -> None:
        for full in forms:
            form = full.removeprefix("the ").removeprefix("The ")
            short = _is_acronym(form) and len(form.replace(".", "")) <= _SHORT_ACRONYM
            weak = short and form not in words(f"{FOLDER}/strong_acronyms.tsv", "acronym")
            chosen = sense if weak == sense.weak else _weakened(sense)
            self.add(form, chosen)
            if _is_acronym(form) and form.isalpha() and len(form) > _SHORT_ACRONYM:
                self.add(form.title(), chosen)


def _weakened(sense: Sense) -> Sense:
    from dataclasses import replace

    return replace(sense, weak=True)


def _is_acronym(form: str) -> bool:
    return form.isupper() and " " not in form


def _countries(build: _Builder) -> tuple[dict[str, str], dict[str, int]]:
    names: dict[str, str] = {}
    cow: dict[str, int] = {}
    for row in rows(f"{FOLDER}/countries.tsv"):
        code, name = row["iso3"], row["name"]
        if row["kind"] != "disputed" and row["kind"] != "dependency":
            names.setdefault(code, name)
        if row["cow"]:
            cow.setdefault(code, int(row["cow"]))
        other = ("PRE",) if row["pre"] else ()
        sense = Sense("country", name, code, "GOV", other)
        # A former name carries its years ('Zaire 1971-1997'): the press uses it long after, so they bar nothing.
        former = (form.rpartition(" ")[0] for form in split(row["former"]))
        build.forms([name, *split(row["names"]), *former], sense)
        for form in split(row["adjectives"]):
            build.add(form, Sense("demonym", name, code, "", other))
        for form in split(row["capitals"]):
            build.add(form, Sense("capital", name, code, "GOV", other, detail=form))
    for row in rows(f"{FOLDER}/places.tsv"):
        other = ("PRE",) if row["pre"] else ()
        build.add(row["name"], Sense("place", row["name"], row["iso3"], "", other, detail=row["kind"]))
    for row in rows(f"{FOLDER}/ethnic.tsv"):
        for code in split(row["codes"]):
            build.add(row["form"], Sense("ethnic", row["form"], code, row["sector"]))
    return names, cow


def _bodies(build: _Builder) -> None:
    for row in rows(f"{FOLDER}/bodies.tsv"):
        sense = Sense("body", row["name"], row["iso3"], row["sector"], detail=row["kind"])
        build.forms([row["name"]], sense)
    for row in rows(f"{FOLDER}/organisations.tsv"):
        members = tuple(split(row["members"]))
        sense = Sense(
            "organisation",
            row["name"],
            row["code"],
            row["sector"],
            members=members,
            end=row["dissolved"],
            detail=row["home"],
        )
        build.forms([row["name"], *split(row["aliases"])], sense)
    for row in rows(f"{FOLDER}/armed_groups.tsv"):
        other = ("PRE",) if row["pre"] else ()
        sense = Sense(
            "group", row["name"], row["code"], row["sector"], other, start=row["active_from"], end=row["active_to"]
        )
        build.forms([row["name"], *split(row["aliases"])], sense)
    for row in rows(f"{FOLDER}/parties.tsv"):
        sense = Sense("party", row["name"], row["iso3"], row["sector"])
        build.forms([row["name"], *split(row["aliases"])], sense)


# Tables of office holders with the column that says more of the office (see ``Sense.detail``), in the order in which
# their senses stand under a name: who heads an organisation now was often a minister at home before.
HOLDER_TABLES = (
    ("prominent.tsv", ""),
    ("organisation_heads.tsv", "organisation"),
    ("holders.tsv", ""),
    ("officials.tsv", ""),
    ("ministers.tsv", "office_kind"),
)


def _holder_rows() -> Iterator[tuple[list[str], Sense]]:
    for file, detail in HOLDER_TABLES:
        for row in rows(f"{FOLDER}/{file}"):
            if row.get("beside"):
                continue  # who also led the state or government all the while is known by that office
            sense = Sense(
                "holder",
                row["name"],
                row.get("iso3") or row["code"],
                row.get("sector", "GOV"),
                office=row["office"],
                wikidata=row["wikidata"],
                start=row["start"],
                end=row["end"],
                detail=row[detail] if detail else "",
            )
            yield [row["name"], *split(row["aliases"])], sense


def _holders(build: _Builder) -> dict[str, tuple[Sense, ...]]:
    surnames: dict[str, list[Sense]] = {}
    eastern = eastern_order()
    for forms, sense in _holder_rows():
        for form in forms:
            key = key_of(form)
            build.add(form, sense)
            if len(key) < 2:
                continue
            found = surnames.setdefault(key[0] if sense.code in eastern else key[-1], [])
            if sense not in found:
                found.append(sense)
    return {name: tuple(found) for name, found in surnames.items()}


@cache
def own_roster() -> Roster:
    """The package's roster.

    Raises:
        DataError: a table breaks its schema.
    """
    build = _Builder()
    names, cow = _countries(build)
    _bodies(build)
    surnames = _holders(build)
    longest = {first: max(map(len, keys)) for first, keys in build.names.items()}
    frozen = {first: {k: tuple(v) for k, v in keys.items()} for first, keys in build.names.items()}
    if not names:
        raise DataError("the table of countries is empty", where=f"{FOLDER}/countries.tsv")
    return Roster(frozen, longest, surnames, names, cow)


@cache
def own_nouns() -> dict[Key, Noun]:
    """The package's agent nouns by the lower-case words of their singular and plural."""
    found: dict[Key, Noun] = {}
    for row in rows(f"{FOLDER}/nouns.tsv"):
        other = tuple(split(row["other_sectors"]))
        for form, plural in ((row["noun"], False), (row["plural"], True)):
            key = tuple(w.lower() for w in key_of(form))
            if key:
                found.setdefault(
                    key, Noun(row["noun"], row["sector"], other, bool(row["office"]), row["kind"] == "person", plural)
                )
    return found


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of one class of ``words.tsv``, lower case.

    Raises:
        DataError: there is no such class.
    """
    found = groups(f"{FOLDER}/words.tsv", "class")
    if name not in found:
        raise DataError(f"no class {name!r}", where=f"{FOLDER}/words.tsv")
    return found[name]


def name_particles() -> frozenset[str]:
    """Articles, prepositions and name particles, whose case differs from paper to paper ('bin', 'al', 'van')."""
    return words(f"{FOLDER}/small_words.tsv", "word")


def eastern_order() -> frozenset[str]:
    """Countries whose people are called by the first word of the name."""
    return words(f"{FOLDER}/eastern_name_order.tsv", "code")


@cache
def famous_surnames() -> frozenset[str]:
    """Family names common in English that nevertheless mean one leader where the report names no country."""
    return word_class("famous_surname")


@cache
def titles() -> dict[str, tuple[str, str]]:
    """Titles before names: ``{title: (gender or '', sector or '')}``."""
    return {row["title"]: (row["gender"], row["sector"]) for row in rows(f"{FOLDER}/titles.tsv")}


@cache
def first_names() -> dict[str, str]:
    """First names that are given to one sex only: ``{name: 'm' or 'f'}``."""
    return {row["name"]: row["gender"] for row in rows(f"{FOLDER}/first_names.tsv")}


@dataclass(frozen=True, slots=True)
class PronounForm:
    """What a pronoun's form says of its antecedent; empty where it says nothing."""

    person: int
    plural: bool
    gender: str
    possessive: bool


@cache
def pronouns() -> dict[str, PronounForm]:
    """Personal pronouns by their lower-case form."""
    return {
        row["form"]: PronounForm(int(row["person"]), row["number"] == "p", row["gender"], bool(row["possessive"]))
        for row in rows(f"{FOLDER}/pronouns.tsv")
    }


@cache
def compass_codes() -> dict[str, str]:
    """Points of the compass that stand for halves of a divided country ('the South': KOR)."""
    return {row["word"]: row["code"] for row in rows(f"{FOLDER}/compass.tsv")}
