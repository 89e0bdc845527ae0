"""Places that a noun or 'there' points back at: 'in the city', 'the Omani capital', 'she was arrested there'."""

from __future__ import annotations

from functools import cache

from msgspec.structs import replace
from spacy.tokens import Doc, Token

from redshank.language.annotations import PlaceMention
from redshank.language.base import CODED_KINDS
from redshank.lexicons.gazetteer import fold
from redshank.lexicons.tables import groups, rows, split
from redshank.places.names import capital_of, capitals, directions, feature_words, known
from redshank.records import Place

_KIND_OF_RESOLUTION = {1: "country", 2: "division", 3: "district", 4: "town"}
_NEAR = 2  # sentences that 'there' looks back over
_LINKS = frozenset({"pobj", "prep", "compound", "nmod", "dobj", "appos", "conj", "npadvmod"})
_NAMING = frozenset({"compound", "appos", "nmod"})


@cache
def _nouns() -> dict[str, frozenset[str]]:
    table = rows("places/pointing_nouns.tsv")
    return {word: frozenset(split(row["kinds"])) for row in table for word in split(row["word"])}


def kind_of(place: Place) -> str:
    """What sort of place it is: a kind of the own table of features, else by its PLOVER resolution; '' if not known."""
    held = known(place.extracted_place) or known(place.resolved_place or "")
    for option in held.options if held is not None else ():
        if (option.lat, option.lon) == (place.lat, place.lon):
            return option.kind
    return _KIND_OF_RESOLUTION.get(place.resolution or 0, "")


def with_feature(doc: Doc, mention: PlaceMention) -> Place:
    """The place with the noun behind its name that says what is meant of it: 'Rome airport', 'Arezzo province'."""
    place, root = mention.place, doc[mention.start : mention.end].root
    noun = root.head
    means = feature_words("before").get(noun.lower_)
    if root.dep_ not in {"compound", "nmod"} or noun.i != mention.end or means is None:
        return place
    end = noun.idx + len(noun)
    resolution = 4 if means == "F" and place.resolution else place.resolution
    return replace(place, end=end, extracted_place=doc.text[place.start : end], resolution=resolution)


def pointed(doc: Doc) -> list[PlaceMention]:
    """A mention for every noun or 'there' that means a place named before, with the place of the earlier mention."""
    found = []
    for token in doc:
        if token._.kind not in CODED_KINDS:
            continue
        place = None
        if token.lower_ in _nouns() and _points(token):
            place = _meant(doc, token)
        elif token.lower_ == "there" and token.dep_ == "advmod" and token.head.pos_ in {"VERB", "AUX"}:
            place = _nearest(doc, token)
        if place is not None:
            found.append(PlaceMention(place, token.i, token.i + 1))
    return found


def _points(noun: Token) -> bool:
    """Whether the noun is definite and nothing but a country, a direction or 'same' stands with it."""
    pointing = groups("places/pointing_words.tsv", "use")
    definite = any(c.lower_ in pointing["det"] or c.dep_ == "poss" for c in noun.children)
    if not definite or any(c.dep_ in {"relcl", "acl"} for c in noun.children):
        return False
    plain = directions() | pointing["adjective"]
    return all(
        c.lower_ in plain or _country(c) for c in noun.children if c.dep_ in {"amod", "compound", "poss", "nmod"}
    )


def _country(token: Token) -> str | None:
    """The country that a toponym or adjective at a token names."""
    mentions: list[PlaceMention] = token.doc._.toponyms
    for mention in mentions:
        if mention.start <= token.i < mention.end and mention.place.resolution == 1:
            return mention.place.country_code
    return None


def _beside(noun: Token) -> tuple[str | None, bool]:
    """The country named with the noun ('the Omani capital', 'the capital of Oman'), and whether a place is named."""
    inside = {t.i for t in noun.subtree}
    country, named = None, False
    for mention in noun.doc._.toponyms:
        if mention.start in inside or mention.start == noun.i + 1 or mention.end == noun.i:
            if mention.place.resolution == 1:
                country = mention.place.country_code
            else:
                named = True
    return country, named


def _meant(doc: Doc, noun: Token) -> Place | None:
    """The place that the noun means; None where its own phrase names the place, or none of its kind was named."""
    country, named = _beside(noun)
    kinds = _nouns()[noun.lower_]
    if named:
        return None
    if "capital" in kinds:
        return _capital(doc, noun, country)
    earlier = [m for m in doc._.toponyms if m.end <= noun.i and country in (None, m.place.country_code)]
    fitting = [m for m in earlier if _of_kind(doc, m, noun, kinds)]
    scenes = [m for m in fitting if not m.metonym and _on_verb(doc[m.start : m.end].root)]
    towns = [m for m in fitting if not _is_capital(m.place)]  # a capital may be but a ministry's seat
    return next((with_feature(doc, group[-1]) for group in (scenes, towns, fitting) if group), None)


def _on_verb(token: Token) -> bool:
    """Whether a phrase tells where something was done, not where a body sits ('the ministry in Rome')."""
    while token.dep_ in _LINKS and token.head != token:
        token = token.head
    return token.pos_ in {"VERB", "AUX"}


def _of_kind(doc: Doc, mention: PlaceMention, noun: Token, kinds: frozenset[str]) -> bool:
    part = mention.end < len(doc) and feature_words("before").get(doc[mention.end].lower_) == "F"  # 'Rome station'
    return (kind_of(mention.place) in kinds and not part) or _introduced(doc, mention, noun.lower_)


def _introduced(doc: Doc, mention: PlaceMention, word: str) -> bool:
    """Whether the report puts the word beside the name: 'the island of Jura', 'Jura island', 'the island, Jura'."""
    root = doc[mention.start : mention.end].root
    above = root.head.head if root.head.lower_ == "of" else root.head
    tied = root.dep_ in _NAMING or root.head.lower_ == "of"
    last = doc[mention.end - 1].lower_
    return word == last or (tied and above.lower_ == word)


def _is_capital(place: Place) -> bool:
    return place.resolution == 4 and (place.country_code or "", fold(place.resolved_place or "")) in capitals()


def _capital(doc: Doc, noun: Token, country: str | None) -> Place | None:
    """The capital of the country named, the last capital named before, or that of the report's one country so far."""
    earlier: list[Place] = [m.place for m in doc._.toponyms if m.end <= noun.i]
    if country is None:
        named = [p for p in earlier if _is_capital(p)]
        if named:
            return named[-1]
        countries = {p.country_code for p in earlier if p.country_code}
        if len(countries) != 1:
            return None
        country = countries.pop()
    same = [p for p in earlier if _is_capital(p) and p.country_code == country]
    option = capital_of(country)
    if same or option is None:
        return same[-1] if same else None
    return Place(
        start=noun.idx,
        end=noun.idx + len(noun),
        extracted_place=noun.text,
        resolved_place=option.name,
        geonameid=option.geonameid,
        lat=option.lat,
        lon=option.lon,
        country_code=country,
        resolution=option.resolution,
    )


def _nearest(doc: Doc, token: Token) -> Place | None:
    """The last place named as such before 'there', in its sentence or the two before."""
    start = token.sent.start
    for _ in range(_NEAR):
        start = doc[start - 1].sent.start if start else 0
    near = [
        m for m in doc._.toponyms if start <= m.start < token.i and not m.metonym and m.place.resolution is not None
    ]
    return with_feature(doc, near[-1]) if near else None
