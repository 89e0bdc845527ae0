"""From a toponym to one place: weighs its namesakes by the words around it and by the report's other places."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass

from spacy.tokens import Doc

from redshank.language.annotations import PlaceMention
from redshank.lexicons.gazetteer import fold
from redshank.places.candidates import Candidate
from redshank.places.metonymy import stands_for
from redshank.places.names import Option, directions, feature_words, iso3_of, known, options
from redshank.records import Place

# Weights, in units of a town's prior (the decimal logarithm of its population); set by hand on GeoWebNews.
NEXT = 5.0  # 'Aleppo, Syria'
NEARBY = 3.5  # 'Aleppo in Syria', 'the Syrian city of Aleppo'
HOLDER = 3.0  # the other side of NEXT: what holds the place before it
VOTE, VOTE_DIVISION = 3.0, 2.0  # all of the report's other places lie in this country, this division
NEIGHBOUR = 1.5  # a certain place of the report is near by; the bonus fades with the distance,
NEIGHBOUR_KM = 120.0  # to 1/e at this many kilometres
ORIGIN = 1.0  # the page is of this country
HINT = 4.5  # a common noun beside the name says what it is
LARGE = 5.0  # a town of 100,000 is taken even where the words seem to put it elsewhere
_REACH = 4  # words between a place and what holds it: ', a town in the'
SURE = 1.5  # lead over the next that makes a first reading certain
_COUNTRY_DOMAIN = re.compile(r"https?://[\w.-]+\.([a-z]{2})(?=[/:\s\"']|$)")
_WORLD_DOMAINS = frozenset({"co", "tv", "me", "io", "ly", "to", "cc", "eu", "fm", "ai"})
_HINTED = {
    "A": frozenset({"division"}),
    "B": frozenset({"district"}),
    "P": frozenset({"town", "city"}),
    "F": frozenset(
        {"sea", "river", "lake", "range", "gulf", "strait", "desert", "area", "site", "canal", "ocean", "spot"}
    ),
}


@dataclass(slots=True)
class _Reading:
    """A candidate with its options and what bears on them."""

    candidate: Candidate
    key: str
    options: tuple[Option, ...]
    containers: list[tuple[int, float]]
    chosen: Option | None = None
    sure: bool = False


def kilometres(a: Option, b: Option) -> float:
    """Great-circle distance of two places."""
    lat, other = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((other - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(other) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 12742.0 * math.asin(math.sqrt(min(1.0, half)))


def _options(doc: Doc, candidate: Candidate) -> tuple[Option, ...]:
    name = candidate.name(doc)
    entry = known(name)
    if entry is not None and (entry.adjective or entry.after):
        return entry.options
    found = options(name)
    if not found:
        tokens = doc[candidate.core : candidate.end]
        if len(tokens) > 1 and feature_words("before").get(tokens[-1].lower_, "F") != "F":
            found = options(tokens[:-1].text)
        elif len(tokens) > 1 and feature_words("after").get(tokens[0].lower_) == "B":
            found = options(tokens[1:].text)
    return found


def _containers(doc: Doc, candidates: list[Candidate], at: int) -> list[tuple[int, float]]:
    """Other toponyms that may hold this one, by the words between, with weights."""
    found: list[tuple[int, float]] = []
    here = candidates[at]
    if at + 1 < len(candidates):
        gap = _gap(doc, here.end, candidates[at + 1].start)
        if gap == [","] or gap == ["("]:
            found.append((at + 1, NEXT))
        elif gap is not None and len(gap) <= _REACH and {"in", "of"} & set(gap[-2:]):
            found.append((at + 1, NEARBY))
    if at:
        gap = _gap(doc, candidates[at - 1].end, here.start)
        if gap is not None and (gap[:1] in (["'s"], ["’s"]) or (gap and gap[0] in feature_words("of"))):
            found.append((at - 1, NEARBY))
    return found


def _gap(doc: Doc, start: int, end: int) -> list[str] | None:
    """The words between two toponyms of one sentence; None if they are far apart."""
    if end - start > 7 or any(doc[i].is_sent_start for i in range(start, min(end + 1, len(doc)))):
        return None
    return [token.lower_ for token in doc[start:end] if not token.is_space]


def _holds(outer: Option, inner: Option) -> bool:
    """Whether the outer place may hold the inner one."""
    if outer.kind == "country":
        return outer.country == inner.country and inner.kind != "country"
    if outer.country != inner.country or outer.geonameid == inner.geonameid:
        return False
    if outer.kind == "division":
        return outer.admin1 == inner.admin1 and inner.kind in {"town", "district"}
    return outer.kind in {"district", "area"} and inner.kind in {"town", "district"} and kilometres(outer, inner) < 300


def _origin(doc: Doc) -> str | None:
    """Country of the page by the domain of its address or of addresses in the text."""
    document = doc._.document
    url = document.url if document is not None else None
    for text in filter(None, (url, doc.text)):
        for code in _COUNTRY_DOMAIN.findall(text[:20_000]):
            if code not in _WORLD_DOMAINS:
                return iso3_of().get("GB" if code == "uk" else code.upper())
    return None


class _Report:
    """All readings of one report, weighed against each other."""

    def __init__(self, doc: Doc, candidates: list[Candidate]) -> None:
        self.doc = doc
        self.origin = _origin(doc)
        self.readings = [
            _Reading(c, fold(c.name(doc)), _options(doc, c), _containers(doc, candidates, n))
            for n, c in enumerate(candidates)
        ]
        self.countries: Counter[str] = Counter()
        self.divisions: Counter[tuple[str, str]] = Counter()
        self.anchors: list[Option] = []

    def _count(self) -> None:
        """Countries and divisions of the places that are certain; each name counts once, repeats a little."""
        self.countries.clear()
        self.divisions.clear()
        anchors: dict[str, Option] = {}
        for reading in self.readings:
            place = reading.chosen
            if place is None or not reading.sure:
                continue
            weight = 1.0 if reading.key not in anchors else 0.3
            if place.country:
                self.countries[place.country] += weight  # type: ignore[assignment]
            if place.country and place.admin1:
                self.divisions[place.country, place.admin1] += weight  # type: ignore[assignment]
            anchors.setdefault(reading.key, place)
        self.anchors = [place for place in anchors.values() if place.kind in {"town", "district", "area", "division"}]

    def _context(self, option: Option) -> float:
        score = 0.0
        total = sum(self.countries.values())
        if total and option.country:
            score += VOTE * self.countries[option.country] / (total + 1)
        total = sum(self.divisions.values())
        if total and option.admin1 and option.country:
            score += VOTE_DIVISION * self.divisions[option.country, option.admin1] / (total + 1)
        if option.country is not None and option.country == self.origin:
            score += ORIGIN
        near = [kilometres(a, option) for a in self.anchors if a.geonameid != option.geonameid]
        return score + (NEIGHBOUR * math.exp(-min(near) / NEIGHBOUR_KM) if near else 0.0)

    def _contained(self, option: Option, number: int) -> float:
        reading = self.readings[number]
        score = 0.0
        for other, weight in reading.containers:
            outer = self.readings[other]
            choices = (outer.chosen,) if outer.chosen is not None and outer.sure else outer.options
            if any(_holds(choice, option) for choice in choices):
                score = max(score, weight)
        if self._follows(number):
            inner = self.readings[number - 1]
            if any(_holds(option, choice) for choice in inner.options if choice.prior > 3.5 or choice is inner.chosen):
                score += HOLDER
        return score

    def _follows(self, number: int) -> bool:
        """Whether a place stands before with a comma only, so that this one should hold it ('Albany, New York')."""
        return number > 0 and (number, NEXT) in self.readings[number - 1].containers

    def choose(self) -> None:
        """Read every name twice: first alone with its container, then with the report's certain places counted."""
        self._round()
        self._count()
        self._round()
        self._count()
        self._round()

    def _common_country(self) -> str | None:
        """The country that three quarters of the report's certain towns and areas lie in, if there are two at least."""
        found = Counter(place.country for place in self.anchors if place.country)
        if not found:
            return None
        country, count = min(found.items(), key=lambda pair: (-pair[1], pair[0]))
        return country if count >= 2 and count >= 0.75 * sum(found.values()) else None

    def mention(self, number: int) -> PlaceMention:
        """The finished mention.

        An unknown place has at least the country that the words put it in, or that the report's towns lie in.
        """
        reading = self.readings[number]
        here = reading.candidate
        place = _place(self.doc, here, reading.chosen)
        if reading.chosen is None:
            outer = [self.readings[other] for other, _ in reading.containers]
            country = next((o.chosen.country for o in outer if o.chosen is not None and o.sure), None)
            place.country_code = country or self._common_country()
        kind = reading.chosen.kind if reading.chosen is not None else ""
        return PlaceMention(place, here.start, here.end, stands_for(self.doc, here, kind))

    def _excluded(self, number: int, scored: list[tuple[float, Option]]) -> bool:
        """Whether the words put a small place into a certain one that holds none of its namesakes."""
        if scored[0][1].prior >= LARGE:
            return False
        outers = [self.readings[other] for other, _ in self.readings[number].containers]
        places = [outer.chosen for outer in outers if outer.sure and outer.candidate.source != "adjective"]
        holders = [p for p in places if p is not None and p.kind in {"country", "division"}]
        return bool(holders) and not any(_holds(p, option) for p in holders for _, option in scored)

    def _round(self) -> None:
        groups: dict[tuple[str, str, bool], list[int]] = {}
        for number, reading in enumerate(self.readings):
            groups.setdefault((reading.key, reading.candidate.hint, self._follows(number)), []).append(number)
        for (_, hint, _), numbers in groups.items():
            scored = []
            for option in self.readings[numbers[0]].options:
                held = max(self._contained(option, number) for number in numbers)
                score = option.prior + held + self._context(option) + _hinted(option, hint)
                scored.append((score, option))
            scored.sort(key=lambda pair: (-pair[0], pair[1].name, pair[1].geonameid or 0))
            chosen = scored[0][1] if scored else None
            sure = bool(scored) and (len(scored) == 1 or scored[0][0] - scored[1][0] >= SURE or scored[0][0] >= 7.0)
            for number in numbers:
                excluded = chosen is not None and self._excluded(number, scored)
                self.readings[number].chosen = None if excluded else chosen
                self.readings[number].sure = sure and not excluded


def _hinted(option: Option, hint: str) -> float:
    if not hint:
        return 0.0
    return HINT if option.kind in _HINTED[hint] else 0.0


def _place(doc: Doc, candidate: Candidate, option: Option | None) -> Place:
    span = doc[candidate.start : candidate.end]
    place = Place(start=span.start_char, end=span.end_char, extracted_place=span.text)
    if option is None:
        return place
    part = doc[candidate.start : candidate.core].text
    partial = bool(part) and any(token.lower_ in directions() for token in doc[candidate.start : candidate.core])
    named = option.name.lower().startswith(part.lower())
    place.resolved_place = f"{part} {option.name}" if partial and not named else option.name
    place.geonameid, place.lat, place.lon = option.geonameid, option.lat, option.lon
    place.country_code, place.resolution = option.country, option.resolution
    return place


def resolve(doc: Doc, candidates: list[Candidate]) -> list[PlaceMention]:
    """The toponyms with their places; one that cannot be told keeps empty fields and changes nothing for the others."""
    report = _Report(doc, candidates)
    report.choose()
    return [report.mention(number) for number in range(len(candidates))]
