"""A described actor: an agent noun and what it belongs to ('Iraqi politicians', 'leaders of Ukraine and Russia').

The affiliation is taken from the possessor, else from the words before the noun, else from an 'of' phrase, else from a
phrase of place; the noun gives the sector. Spokesmen stand for whom they speak for; former officials are ELI.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Token

from redshank.actors.entities import Who, from_entity, from_sense, innermost
from redshank.actors.holders import by_surname
from redshank.actors.matching import Hit, NounHit, noun_at, noun_by_lemma
from redshank.actors.report import Report
from redshank.language.annotations import ActorReading
from redshank.language.mentions import is_owner_mark
from redshank.lexicons.roster import Noun, word_class

# Sectors that an organisation's own staff keep; with the others the body's sector stands ('NATO official': IGO GOV).
_KEPT = frozenset({"MIL", "JUD", "COP", "JRN", "LEG", "SPY", "MED", "REF", "ELI", "LAB", "EDU", "REL"})
_VIOLENT = frozenset({"REB", "PRM", "CRM", "UAF"})
_OFFICES = frozenset({"GOV", "LEG", "JUD", "MIL", "ELI"})
_LINKS = frozenset({"and", "or", "/", ",", "-", "–", "—"})
_BODIES = frozenset({"organisation", "body", "group"})
_PLACE_KINDS = frozenset({"country", "capital", "place"})
ReadAt = Callable[[int], "ActorReading | None"]


@dataclass(frozen=True, slots=True)
class Belonging:
    """What a noun belongs to, and which construction says so."""

    who: tuple[Who, ...]
    how: str


def belonging(report: Report, start: int, noun: NounHit, end: int, read: ReadAt) -> Belonging | None:
    """The affiliation of a noun within the phrase ``start`` to ``end``; None where the phrase names none."""
    owner = _possessor(report, start, noun, read)
    if owner is not None:
        return owner
    before = _before(report, start, noun.start)
    if before:
        return Belonging((*before, *_mates(report, start, noun)), "modifier")
    leader = _leader(report, start, noun.start)
    if leader is not None:
        return Belonging((leader,), "leader's name")
    return _after(report, noun, end, read) or _shared(report, start, noun, read)


def _mates(report: Report, start: int, noun: NounHit) -> tuple[Who, ...]:
    """'Kenyan and foreign nurses': the second half is of no country that could be named."""
    if not noun.noun.plural:
        return ()
    for i in range(start + 1, noun.start):
        if report.doc[i].lower_ == "and" and report.doc[i + 1].lower_ in word_class("foreign_mate"):
            return (Who(None, None, kind="home"),)
    return ()


def _shared(report: Report, start: int, noun: NounHit, read: ReadAt) -> Belonging | None:
    """'The Chinese government and military': the second noun, bare, shares the modifier of the first."""
    head = report.doc[noun.end - 1]
    if head.dep_ != "conj" or start != noun.start or head.head.i >= start:
        return None
    first = noun_in(report, head.head.i)
    if first is None or head.head.left_edge.i == first.start:
        return None
    who = _before(report, head.head.left_edge.i, first.start)
    return Belonging(who, "modifier shared") if who else None


def _possessor(report: Report, start: int, noun: NounHit, read: ReadAt) -> Belonging | None:
    doc = report.doc
    if noun.noun.noun.split()[-1] in word_class("relational"):
        return None
    first = start
    start = _shared_start(report, start, noun)
    for i in range(noun.start - 1, start - 1, -1):
        token = doc[i]
        possessive = token.tag_ in ("PRP$", "WP$")
        if i > start and is_owner_mark(token):
            token = doc[i - (1 if token.tag_ == "POS" and token.text != "s" else 2)]
            possessive = True
        if not possessive:
            continue
        if i >= start and _before(report, max(i + 1, first), noun.start):
            return None
        reading = read(token.i)
        if reading is None:
            return None
        who = _joint_owners(report, token) + tuple(
            from_entity(e, _kind(report, token.i, e.office), innermost(reading.rule))
            for e in reading.entities
            if e.code
        )
        return Belonging(who, "possessor") if who else None
    return None


def _shared_start(report: Report, start: int, noun: NounHit) -> int:
    """'His minister and envoy': the second noun, without an article, shares the possessor of the first."""
    head = report.doc[noun.end - 1]
    first = report.doc[start]
    if head.dep_ != "conj" or first.pos_ == "DET" or head.head.i >= start:
        return start
    return min([c.i for c in head.head.children if c.dep_ == "poss"], default=start)


def _joint_owners(report: Report, owner: Token) -> tuple[Who, ...]:
    """'Pakistan and Afghanistan's services': the owners joined to the one that carries the ending."""
    joined = [t for t in owner.conjuncts if t.i < owner.i and t.i in report.hit_of]
    return tuple(from_sense(report.sense(report.hit_of[t.i])) for t in joined)


def _kind(report: Report, token: int, office: str | None) -> str:
    hit = report.hit_of.get(token)
    if hit is not None:
        return report.sense(hit).kind
    return "person" if office else "possessor"


def _before(report: Report, start: int, end: int) -> tuple[Who, ...]:
    """Names before the noun: those joined by 'and' count all, else the one that is the affiliation."""
    hits: list[Hit] = []
    i = start
    while i < end:
        hit = report.hit_of.get(i)
        if hit is not None and (not hits or hits[-1] is not hit):
            hits.append(hit)
            i = hit.end
        else:
            i += 1
    hits = [h for h in hits if not _owned(report, h)]
    own = [h for h in hits if _attitude(report, h) is None]
    if own:
        return tuple(from_sense(report.sense(h)) for h in _joined(report, own))
    leading = [h for h in hits if _attitude(report, h) == "own"]
    return tuple(from_sense(report.sense(h)) for h in leading[:1])


def _leader(report: Report, start: int, end: int) -> Who | None:
    """'the Obama administration', 'Trump aides': a family name before the noun."""
    token = report.doc[end - 1] if end > start else None
    if token is None or token.pos_ != "PROPN" or not token.text[0].isupper():
        return None
    person = report.person(token.text)
    if person is not None and person.code:
        return Who(person.code, person.sector, person.name, person.other, kind="person")
    senses = by_surname(report, token.text)
    return replace(from_sense(senses[0]), kind="person") if senses else None


def _owned(report: Report, hit: Hit) -> bool:
    """The name is itself the owner in "Russia's …": that is the possessor's business."""
    doc = report.doc
    if hit.end < len(doc) and doc[hit.end].tag_ == "POS":
        return True
    return hit.end + 1 < len(doc) and is_owner_mark(doc[hit.end + 1])


def _attitude(report: Report, hit: Hit) -> str | None:
    """'own' for 'US-led', 'foreign' for 'Russia-backed' and 'anti-Isis', None for a plain modifier."""
    doc = report.doc
    tail = doc[hit.end - 1].lower_.rpartition("-")[2] if hit.partial else ""
    if not tail and hit.end + 1 < len(doc) and doc[hit.end].text in ("-", "–", "‑"):
        tail = doc[hit.end + 1].lower_
    if tail in word_class("participle_own"):
        return "own"
    if tail in word_class("participle_by"):
        return "foreign"
    first = doc[hit.start].lower_
    if hit.start >= 2 and doc[hit.start - 1].text in ("-", "–", "‑"):
        first = doc[hit.start - 2].lower_
    else:
        first = first.partition("-")[0] if "-" in first else doc[hit.start - 1].lower_ if hit.start else ""
    if first in word_class("side_prefix") or first in word_class("hostile_prefix"):
        return "foreign"
    return None


def _joined(report: Report, hits: list[Hit]) -> list[Hit]:
    """The first name, and those tied to it by 'and' or a comma."""
    chosen = [hits[0]]
    if report.sense(hits[0]).kind == "place" and len(hits) > 1 and report.sense(hits[1]).kind != "place":
        return [hits[1]]
    for left, right in pairwise(hits):
        between = report.doc[left.end : right.start]
        if len(between) and all(t.lower_ in _LINKS or t.pos_ == "ADJ" for t in between):
            chosen.append(right)
        elif (
            (
                report.sense(right).kind in ("body", "organisation", "group")
                and report.sense(left).code == report.sense(right).code
            )
            or (
                report.sense(left).kind in ("demonym", "country")
                and report.sense(right).kind
                in (
                    "group",
                    "organisation",
                )
            )
            or report.sense(right).kind == "body"
        ):
            chosen = [right]
        else:
            break
    return chosen


def _after(report: Report, noun: NounHit, end: int, read: ReadAt) -> Belonging | None:
    doc = report.doc
    head = doc[noun.end - 1]
    preps = sorted(
        {c.i for t in doc[noun.start : noun.end] for c in t.children if c.dep_ == "prep" and c.i >= noun.end}
        | ({noun.end} if noun.end < len(doc) and doc[noun.end].dep_ == "prep" else set())
    )
    for i in preps:
        if doc[i].lower_ in ("of", "for"):
            who = _objects(report, doc[i], read) or _hits_between(report, i + 1, end)
            who = (*who, *_joined_to_noun(report, head, end)) if noun.noun.plural else who
            if who:
                return Belonging(who, f"'{doc[i].lower_}' phrase")
    for i in preps:
        if doc[i].lower_ in word_class("home_preposition") | {"to", "with"} and i - head.i <= 8:
            who = _objects(report, doc[i], read, places_only=doc[i].lower_ not in ("from", "at", "with"))
            if who and doc[i].lower_ in word_class("home_preposition"):
                several = noun.noun.plural and doc[i].lower_ == "from"
                return Belonging(who if several else who[:1], "place phrase")
    return None


def _objects(report: Report, prep: Token, read: ReadAt, places_only: bool = False) -> tuple[Who, ...]:
    found: list[Who] = []
    for obj in _spread(prep):
        hit = report.hit_of.get(obj.i)
        if places_only and (hit is None or report.sense(hit).kind not in _PLACE_KINDS | _BODIES):
            continue
        if hit is not None:
            found.append(from_sense(report.sense(hit)))
            continue
        reading = read(obj.i)
        if reading is not None and not places_only:
            found.extend(from_entity(e, "phrase") for e in reading.entities if e.code)
    return tuple(found)


def _joined_to_noun(report: Report, head: Token, end: int) -> tuple[Who, ...]:
    """'leaders of Ukraine and Russia', where the parse joins Russia to the leaders."""
    found: list[Who] = []
    queue = list(head.children)
    while queue:
        token = queue.pop(0)
        hit = report.hit_of.get(token.i)
        if token.dep_ == "conj" and head.i < token.i < end and hit is not None:
            found.append(from_sense(report.sense(hit)))
            queue.extend(token.children)
    return tuple(found)


def _hits_between(report: Report, start: int, end: int) -> tuple[Who, ...]:
    """The first name in a stretch that the parse did not tie to its preposition."""
    hit = next((report.hit_of[i] for i in range(start, end) if i in report.hit_of), None)
    return (from_sense(report.sense(hit)),) if hit is not None else ()


def _spread(prep: Token) -> list[Token]:
    """Objects of a preposition, coordination spread out."""
    queue = [c for c in prep.children if c.dep_ == "pobj"]
    found: list[Token] = []
    while queue:
        token = queue.pop(0)
        found.append(token)
        queue.extend(c for c in token.children if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN"))
    return found


def is_former(report: Report, start: int, noun: NounHit) -> bool:
    """'former', 'ex-', 'ousted' before the noun."""
    words = word_class("former")
    return any(t.lower_.partition("-")[0] in words for t in report.doc[start : noun.end])


def is_spokesman(noun: NounHit) -> bool:
    """The noun is one who speaks for others."""
    return any(w in word_class("spokes") for w in (noun.noun.noun, noun.noun.noun.split()[-1]))


def inner_noun(report: Report, start: int, noun: NounHit, end: int) -> Noun | None:
    """The body whose member, head or official it is, where the noun itself tells no sector ('parliament member')."""
    if noun.noun.noun not in word_class("sectorless"):
        return None
    doc = report.doc
    for i in [*range(noun.start - 1, start - 1, -1), *range(noun.end, min(end, noun.end + 8))]:
        if doc[i].tag_ in ("VBD", "VBZ", "VBP"):
            break
        hit = noun_in(report, i) if i not in report.hit_of else None
        if hit is not None and hit.noun.noun not in word_class("sectorless") and hit.noun.sector:
            return hit.noun
    return None


def described(noun: Noun, who: Who, former: bool, spokes: bool, inner: Noun | None = None) -> Who:
    """Join what the noun says (sector) with what it belongs to (code); ``inner`` is the body behind a 'member'."""
    if inner is not None:
        noun = replace(noun, sector=inner.sector, other=inner.other)
    sector, other = _sector(noun, who, spokes)
    if noun.noun.split()[-1] in word_class("family") and who.sector in _OFFICES and who.kind not in _BODIES:
        sector, other = "ELI", ()  # PLOVER: family members of officials
    if who.kind == "ethnic" and not noun.sector and noun.noun.split()[-1] in word_class("group"):
        sector = "REB"
    if former and (noun.office or sector in ("GOV", "LEG", "JUD", "MIL")):
        return replace(who, sector="ELI", other=(sector, *other), name=None, office=None, wikidata=None, kind="people")
    named = who.name if who.kind in ("organisation", "group", "body") and (spokes or not noun.person) else None
    return replace(who, sector=sector, other=other, name=named, office=None, wikidata=None, kind="people")


def _sector(noun: Noun, who: Who, spokes: bool) -> tuple[str, tuple[str, ...]]:
    own = noun.sector or "UNK"
    if who.kind in ("organisation", "body", "group", "party", "phrase", "possessor", "person"):
        theirs = who.sector or own
        if who.kind == "group" or (theirs in _VIOLENT and own in ("GOV", "MIL", "UAF", "UNK", "PRM", "SOC")):
            return theirs, (*noun.other, *who.other)
        if who.kind in ("possessor", "person") and own != "GOV":
            return own, noun.other
        if who.kind in ("possessor", "person"):
            return ("GOV" if theirs in ("CVL", "ELI") else theirs), noun.other
        if spokes and own == "GOV":
            return theirs, who.other
        if own in _KEPT and own != theirs:
            return own, (*noun.other, theirs)
        if own in ("GOV", "UNK", "SOC", "UAF") or noun.noun in word_class("sectorless"):
            return theirs, (*noun.other, *who.other)
        return own, noun.other
    other = (*noun.other, *who.other)
    return own, other


def foreign_backer(report: Report, start: int, end: int) -> bool:
    """A backer is named ('Russia-backed') in this stretch: with separatists it means a breakaway authority."""
    seen = {report.hit_of[i].start: report.hit_of[i] for i in range(start, end) if i in report.hit_of}
    return any(_attitude(report, h) == "foreign" for h in seen.values())


def noun_in(report: Report, head: int) -> NounHit | None:
    """The agent noun headed by this token."""
    if head not in report.nouns:
        noun = noun_at(report.doc, report.words, head)
        report.nouns[head] = _outside_names(report, head, noun) if noun is not None else None
    return report.nouns[head]


def _outside_names(report: Report, head: int, noun: NounHit) -> NounHit:
    """'An African Union spokesman' is no union spokesman: words of a name are not the noun's."""
    hit = report.hit_of.get(noun.start)
    if hit is None or hit.start >= noun.start or hit.end > head:
        return noun
    return noun_by_lemma(report.doc[head]) or noun
