"""How much speaks for two reports telling one event: points by piece of evidence, worked out with numpy.

Every piece is named in ``data/merging_weights.tsv``. Most rests on what was stored whatever was kept of the text
(hashes of words, MinHash); only whether a sentence speaks of an act as known needs the sentence itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np

from redshank.ledger.facts import ARMED, Facts, Side
from redshank.ledger.sets import Flags, Floats, Ints
from redshank.ledger.weights import mutual, points, reasons, speech

Piece: TypeAlias = "tuple[str, Floats]"

_COPY = 0.4  # of the places of two sketches that are equal: copies
_NEAR_KM, _FAR_KM = 40.0, 120.0
_EARTH_KM = 12_742.0
_COUNTRY, _PROVINCE = 1, 2  # PLOVER's scale of places
_WEEK, _MONTH, _LATE = 7, 31, 14
_BROAD = 2  # sentences beyond the first that tell a story well enough
_SHOWN = 0.05  # points that a merge's reasons leave unsaid


def weigh(facts: Facts, left: Ints, right: Ints, crowd: Ints) -> Floats:
    """The sum of points of each pair of reports (rows of ``facts``).

    Args:
        facts: what is known of the reports.
        left: of each pair, the one that is to be placed.
        right: of each pair, the other.
        crowd: how many reports of one document could be one report of the other, see ``crowd``.
    """
    total = np.zeros(len(left), np.float32)
    for _, piece in _pieces(facts, left, right, crowd):
        total += piece
    return total


def explain(facts: Facts, left: Ints, right: Ints, crowd: Ints) -> list[str]:
    """What speaks for and against each pair, in words with their points."""
    told: list[list[str]] = [[] for _ in left]
    for name, piece in _pieces(facts, left, right, crowd):
        for row in np.flatnonzero(np.abs(piece) > _SHOWN):
            told[row].append(f"{reasons()[name]} {piece[row]:+.1f}")
    return ["; ".join(pieces) for pieces in told]


def crowd(facts: Facts, left: Ints, right: Ints) -> Ints:
    """How many reports of one document are candidates for one report of the other; the larger of both ways round."""
    wide = len(facts.report)
    _, there, mine = np.unique(left * wide + facts.doc[right], return_inverse=True, return_counts=True)
    _, here, other = np.unique(right * wide + facts.doc[left], return_inverse=True, return_counts=True)
    found: Ints = np.maximum(mine[there], other[here])
    return found


def _pieces(facts: Facts, left: Ints, right: Ints, crowd: Ints) -> Iterator[Piece]:
    """Every piece of evidence with its points: 0 where it does not hold."""
    talk = facts.is_one_of(speech())
    both_talk = talk[left] & talk[right]
    yield from _act(facts, left, right)
    yield from _sides(facts, left, right, both_talk)
    yield from _time(facts, left, right, both_talk)
    yield from _place(facts, left, right, both_talk)
    yield from _words(facts, left, right, both_talk)
    yield from _story(facts, left, right, both_talk, crowd)


def _first(*cases: tuple[str, Flags]) -> Iterator[Piece]:
    """The points of the first case that holds."""
    open_ = np.ones(len(cases[0][1]), np.bool_)
    for name, holds in cases:
        yield name, np.where(open_ & holds, np.float32(points()[name]), np.float32(0))
        open_ &= ~holds


def _act(facts: Facts, left: Ints, right: Ints) -> Iterator[Piece]:
    other = facts.category[left] != facts.category[right]
    # The coder saw two acts where it named two categories in one document.
    yield from _first(("never", other & (facts.doc[left] == facts.doc[right])), ("category_other", other))
    both = (facts.modes.sizes[left] > 0) & (facts.modes.sizes[right] > 0) & ~other
    yield from _first(("mode_same", both & (facts.modes.common(left, right) > 0)), ("mode_other", both))


def _sides(facts: Facts, left: Ints, right: Ints, talk: Flags) -> Iterator[Piece]:
    """Who acts and who receives; for acts in which both may do the same, the parties together."""
    sizes = facts.recipients.codes.sizes
    none_here = (sizes[left] == 0) | (sizes[right] == 0)
    together = facts.is_one_of(mutual("open"))[left] & none_here | facts.is_one_of(mutual("always"))[left]
    for role, side, where, several in (
        ("actor", facts.parties, np.flatnonzero(together), True),
        ("actor", facts.actors, np.flatnonzero(~together), False),
        ("recipient", facts.recipients, np.flatnonzero(~together & ~none_here), False),
    ):
        for name, piece in _side(role, side, left[where], right[where], several=several):
            whole = np.zeros(len(left), np.float32)
            whole[where] = piece
            yield name, whole
    yield from _first(("recipient_open", ~together & (sizes[left] != sizes[right]) & none_here))
    known, names = facts.actors.known, facts.actors.names
    both = np.flatnonzero(talk & known[left] & known[right])
    others = np.zeros(len(left), np.bool_)
    others[both] = names.common(left[both], right[both]) == 0
    yield from _first(("actor_other_known", others))


def _side(role: str, side: Side, left: Ints, right: Ints, *, several: bool = False) -> Iterator[Piece]:
    """Codes, names and kinds of one side. ``several``: of two parties one in common is a part, not the whole."""
    weights = points()
    sizes = side.codes.sizes
    common = side.codes.common(left, right)
    least = np.minimum(sizes[left], sizes[right])
    if several:
        least = np.maximum(least, np.minimum(2, np.maximum(sizes[left], sizes[right])))
    worth = np.clip(weights["code"] * side.codes.shared(left, right), weights["code_least"], weights["code_most"])
    part = (common > 0) & (common < least)
    yield f"{role}_codes", np.where((common > 0) & ~part, worth, 0).astype(np.float32)
    yield f"{role}_part", np.where(part, np.minimum(worth, weights[f"{role}_part"]), 0).astype(np.float32)
    yield from _first((f"{role}_none", (common == 0) & (least > 0)))
    fewer = np.minimum(side.names.sizes[left], side.names.sizes[right])
    met = side.names.common(left, right)
    yield from _first(
        (f"{role}_named", (fewer > 0) & (met == fewer)),
        (f"{role}_named_part", met > 0),
        (f"{role}_other_name", fewer > 0),
    )
    other = (side.kinds[left] & side.kinds[right]) == 0
    armed = (side.kinds[left] == ARMED) != (side.kinds[right] == ARMED)
    yield from _first((f"{role}_armed_or_not", other & armed), (f"{role}_other_kind", other))


def _time(facts: Facts, left: Ints, right: Ints, talk: Flags) -> Iterator[Piece]:
    """Days against days, days against publication, publication against publication."""
    dated = ~facts.assumed[left] & ~facts.assumed[right]
    neither = facts.assumed[left] & facts.assumed[right]
    begin, end, published = facts.begin, facts.end, facts.published
    gap = np.maximum(begin[left], begin[right]) - np.minimum(end[left], end[right])
    length = np.maximum((end - begin)[left], (end - begin)[right])
    over = (end[left] < published[left]) & (end[right] < published[right])
    alike = (begin[left] == begin[right]) & (end[left] == end[right]) & over
    apart = np.abs(published[left] - published[right])
    # One is dated: days from its last, and from its first day to the other's publication.
    told = np.where(facts.assumed[left], published[left], published[right])
    late = told - np.where(facts.assumed[left], end[right], end[left])
    early = told - np.where(facts.assumed[left], begin[right], begin[left])
    known = np.where(facts.assumed[left], facts.known[left], facts.known[right])
    later_known = np.where(published[left] >= published[right], facts.known[left], facts.known[right])
    meets = (dated & (gap <= 0)) | (~dated & ~neither & (length > 0) & (early >= -1) & (late <= 1))
    yield from _first(
        ("day_same_speech", talk & dated & (length == 0) & (gap == 0)),
        ("day_same", dated & (length == 0) & (gap == 0)),
        ("day_alike", dated & alike),
        ("day_within_week", meets & (length < _WEEK)),
        ("day_within_month", meets & (length < _MONTH)),
        ("day_within_year", meets),
        ("day_next", dated & (gap == 1)),
        ("day_other", dated & (gap == 2)),
        ("day_far", dated),
        ("published_same", neither & (apart <= 1)),
        ("published_near", neither & (apart <= 3)),
        ("published_back", neither & later_known),
        ("published_far", neither),
        ("day_told", (late >= -1) & (late <= 1)),
        ("day_told_late", late == 2),
        ("day_told_back", (late > 0) & (late <= _WEEK) & known),
        ("day_told_far", (late > 0) & (late <= _WEEK)),
        ("day_told_off", np.ones(len(left), np.bool_)),
    )


def _place(facts: Facts, left: Ints, right: Ints, talk: Flags) -> Iterator[Piece]:
    known = (facts.country[left] >= 0) & (facts.country[right] >= 0)
    one = known & (facts.country[left] == facts.country[right])
    finer = np.minimum(facts.place_resolution[left], facts.place_resolution[right])
    small = known & (finer > _COUNTRY)
    km = _kilometres(facts, left, right)
    found = _first(
        ("place_same", small & (facts.geonameid[left] == facts.geonameid[right]) & (facts.geonameid[left] > 0)),
        ("place_near", small & (km < _NEAR_KM)),
        ("place_far", one & (finer > _PROVINCE) & (km > _FAR_KM)),
        ("place_country", one),
        ("place_other", known),
    )
    for name, piece in found:
        yield name, np.where(talk, np.maximum(piece, points()["place_most_speech"]), piece).astype(np.float32)


def _kilometres(facts: Facts, left: Ints, right: Ints) -> Floats:
    lat, other_lat = np.radians(facts.lat[left]), np.radians(facts.lat[right])
    lon = np.radians(facts.lon[right] - facts.lon[left])
    half = np.sin((other_lat - lat) / 2) ** 2 + np.cos(lat) * np.cos(other_lat) * np.sin(lon / 2) ** 2
    km: Floats = _EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return km


def _words(facts: Facts, left: Ints, right: Ints, talk: Flags) -> Iterator[Piece]:
    weights = points()
    like = facts.words.like(left, right)
    deed = np.minimum(weights["words"] * (like - weights["words_usual"]), weights["words_most"])
    told = weights["words_speech"] * (like - weights["words_usual_speech"])
    told = np.clip(told, weights["words_least_speech"], weights["words_most"])
    yield "words", np.where(talk, 0, deed).astype(np.float32)
    yield "words_speech", np.where(talk, told, 0).astype(np.float32)


def _story(facts: Facts, left: Ints, right: Ints, talk: Flags, crowd: Ints) -> Iterator[Piece]:
    """Whether the documents tell one story; many like acts in one of them make it harder to say which is which."""
    weights = points()
    one = facts.doc[left] == facts.doc[right]
    around, equal = facts.stories_like(left, right)
    late = np.abs(facts.published[left] - facts.published[right]) > _LATE
    most = np.where(talk, weights["story_most_speech"], weights["story_most"])
    most = np.where(late, np.minimum(most, weights["story_late"]), most)
    # Of a document of which one sentence was coded nothing more is known than that sentence.
    breadth = np.minimum(facts.breadth[facts.doc[left]], facts.breadth[facts.doc[right]])
    most = most * np.clip((breadth - 1) / _BROAD, 0, 1)
    story = np.clip(weights["story"] * (around - weights["story_usual"]), weights["story_least"], most)
    copy = ~one & (equal >= _COPY)
    yield from _first(("story_copy", copy))
    yield "story", np.where(one | copy, 0, story).astype(np.float32)
    yield "crowd_speech", np.where(talk & ~one, weights["crowd_speech"] * np.log(crowd), 0).astype(np.float32)
    yield from _first(("one_document_speech", one & talk), ("one_document", one))
