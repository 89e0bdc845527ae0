"""'Its northern neighbour': the one country that lies there."""

from __future__ import annotations

from functools import cache

from redshank.actors.describe import ReadAt
from redshank.actors.entities import Who, country_name, entity
from redshank.actors.matching import NounHit
from redshank.actors.report import Report
from redshank.language.annotations import ActorReading, Mention
from redshank.lexicons.roster import word_class
from redshank.lexicons.tables import rows


@cache
def _neighbours() -> dict[tuple[str, str], str]:
    return {(row["code"], row["direction"]): row["neighbour"] for row in rows("actors/neighbours.tsv")}


def read_neighbour(report: Report, mention: Mention, noun: NounHit, read: ReadAt) -> ActorReading | None:
    """The country that the phrase points to; None where it gives no direction, no owner, or two lie there."""
    if noun.noun.noun.split()[-1] not in word_class("neighbour") or noun.noun.plural:
        return None
    sides = {side for _, side in _neighbours()}
    inside = report.doc[mention.start : mention.head]
    side = next((s for t in inside for s in sides if t.lower_ == f"{s}ern"), None)
    owner = _owner(report, mention, read)
    code = _neighbours().get((owner, side)) if owner and side else None
    if code is None:
        return None
    who = Who(code, "GOV", country_name(code), kind="country")
    rule = f"{side}ern neighbour of {country_name(owner or '')}"
    return ActorReading((entity(report.doc, mention.start, mention.end, who),), rule, 0.85)


def _owner(report: Report, mention: Mention, read: ReadAt) -> str | None:
    head = report.doc[mention.head]
    for child in head.children:
        if child.dep_ == "poss":
            reading = read(child.i)
            codes = {e.code for e in reading.entities if e.code} if reading is not None else set()
            return codes.pop() if len(codes) == 1 else None
    hit = next((report.hit_of[i] for i in range(mention.start, mention.head) if i in report.hit_of), None)
    return report.sense(hit).code if hit is not None else None
