"""What a name resolves to with no report around it, for people who want to know."""

from __future__ import annotations

import msgspec

from redshank.lexicons.gazetteer import gazetteer, using
from redshank.places.names import known, options


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A place that a name may stand for.

    Attributes:
        geonameid: GeoNames id; None where the own tables have none.
        kind: country, division, district, town, or a feature's kind ('sea', 'site', …).
        country: ISO 3166 alpha-3, or KOS; None for a place in no one country.
        admin1: GeoNames code of the first-order division; empty where there is none.
        population: 0 where unknown, and for the own tables' places.
        source: whether the own tables or the gazetteer have it, and how the name has to stand.
    """

    geonameid: int | None
    name: str
    kind: str
    country: str | None
    admin1: str
    lat: float
    lon: float
    population: int
    source: str


def find(name: str, file: str | None = None) -> list[Found]:
    """All places that a name may stand for, the likeliest first; empty if there is none.

    Args:
        name: as a report may write it.
        file: the user's gazetteer; ours where None.

    Raises:
        CallError: the file is not there.
        DataError: it is not a gazetteer of this version, or damaged.
    """
    name = " ".join(name.split())
    with using(file):
        gazetteer()  # a bad file is told also where the own tables know the name
        held = known(name)
        own = held.options if held is not None else ()
        note = "own tables"
        if held is not None and held.adjective:
            note += ", as an adjective"
        elif held is not None and held.after:
            note += ", behind a comma"
        places = sorted(
            dict.fromkeys((*own, *options(name))), key=lambda place: (-place.prior, place.name, place.geonameid or 0)
        )
        return [
            Found(
                geonameid=place.geonameid,
                name=place.name,
                kind=place.kind,
                country=place.country,
                admin1=place.admin1,
                lat=place.lat,
                lon=place.lon,
                population=place.population,
                source=note if place in own else "gazetteer",
            )
            for place in places
        ]
