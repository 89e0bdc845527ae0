"""Office holders by family name alone, on the report's day."""

from __future__ import annotations

from redshank.actors.report import Report, covers
from redshank.actors.variants import of_family
from redshank.lexicons.current import roster
from redshank.lexicons.overlay import preferred_people
from redshank.lexicons.roster import Sense, famous_surnames, first_names, plain, word_class

_LONG = 4


def by_surname(report: Report, family: str) -> tuple[Sense, ...]:
    """In office on the day, the country named in the report, and nobody else of that name in such a country."""
    everybody = preferred_people(of_family(family), report.day)
    serving = [s for s in everybody if covers(s, report.day)] if report.day else list(everybody)
    found = [s for s in serving if report.counts[s.code] or s.code not in roster().country_names]
    if not found:
        return _famous(family, serving) or _past(report, family, everybody)
    best = max(report.counts[s.code] for s in found)
    top = [s for s in found if report.counts[s.code] == best]
    return tuple(top) if len({plain(s.name) for s in top}) == 1 else ()


def _past(report: Report, family: str, everybody: tuple[Sense, ...]) -> tuple[Sense, ...]:
    """Somebody out of office whose country the report names, or whose family name means one leader."""
    past = [s for s in everybody if not report.day or s.start <= report.day]
    if family in famous_surnames():
        past = [s for s in past if s.office.lower() in word_class("top_office")]
        past = past or [s for s in everybody if s.office.lower() in word_class("top_office")]
        latest = max(past, key=lambda s: s.start, default=None)
        return tuple(s for s in past if latest is not None and s.name == latest.name)
    near = [s for s in past if report.counts[s.code]]
    return tuple(near) if len({plain(s.name) for s in near}) == 1 and len(family) >= _LONG else ()


def _famous(family: str, serving: list[Sense]) -> tuple[Sense, ...]:
    """A leader whose family name alone is enough, though the report does not name the country."""
    if len({plain(s.name) for s in serving}) != 1 or len(family) < _LONG:
        return ()
    head = any(s.office.lower() in word_class("top_office") for s in serving)
    english = serving[0].code in ("USA", "GBR", "CAN", "AUS", "NZL", "IRL")
    plainly = family in famous_surnames() or (not english and family not in first_names())
    return tuple(serving) if head and plainly else ()


def anyone_of(family: str) -> tuple[Sense, ...]:
    """Everybody of this family name, if all served the same country."""
    found = of_family(family)
    return found if len({s.code for s in found}) == 1 else ()
