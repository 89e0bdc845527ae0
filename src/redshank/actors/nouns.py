"""Phrases headed by an agent noun: through apposition, affiliation, anaphora, predicate, and last the report's home."""

from __future__ import annotations

from dataclasses import replace

from redshank.actors import descriptions
from redshank.actors.apposition import read_apposed_name
from redshank.actors.describe import (
    ReadAt,
    belonging,
    described,
    foreign_backer,
    inner_noun,
    is_former,
    is_spokesman,
    noun_in,
)
from redshank.actors.entities import YOURS, Who, entity, told_by
from redshank.actors.general import read_generic, read_partitive, read_predicate, read_vehicle, teach
from redshank.actors.home import home_code
from redshank.actors.matching import NounHit
from redshank.actors.neighbours import read_neighbour
from redshank.actors.report import Report
from redshank.language.annotations import OWN, ActorReading, Mention
from redshank.lexicons.roster import word_class

_PLACE_REACH = 8  # tokens of a place phrase
_STATE_ARMS = frozenset({"MIL", "COP", "JUD", "SPY", "LEG"})


def read_noun(report: Report, mention: Mention, read: ReadAt) -> ActorReading | None:
    """The reading of a phrase headed by a common noun; None where it names no actor."""
    noun = noun_in(report, mention.head)
    generic = read_generic(report, mention, noun)
    if generic is not None:
        return generic
    head = report.doc[mention.head]
    if head.lower_ in word_class("partitive") or head.lemma_.lower() in word_class("partitive"):
        part = read_partitive(report, mention, read)
        if part is not None:
            return part
    apposed = read_apposed_name(report, mention, noun, read)
    if apposed is not None:
        return apposed
    if noun is None:
        back = descriptions.read_description(report, mention, None)
        return back[0] if back is not None else read_vehicle(report, mention)
    return _agent(report, mention, noun, read)


def _agent(report: Report, mention: Mention, noun: NounHit, read: ReadAt) -> ActorReading | None:
    start = min(mention.start, noun.start)
    if noun.noun.noun in word_class("abstract_of") and _is_abstract(report, noun):
        return None
    neighbour = read_neighbour(report, mention, noun, read)
    if neighbour is not None:
        return neighbour
    former, spokes = is_former(report, start, noun), is_spokesman(noun)
    found = belonging(report, start, noun, mention.end, read)
    sent = _sent_by(report, mention, noun, read) if found is not None and found.how == "place phrase" else None
    if found is not None and sent is None:
        inner = inner_noun(report, start, noun, mention.end)
        people = tuple(described(noun.noun, who, former, spokes, inner) for who in found.who)
        teach(report, mention, people)
        for who in people:
            if who.code and who.sector in _STATE_ARMS:
                report.arms.setdefault(who.sector, set()).add(who.code)
        return _belonging(report, mention, noun, people, found.how)
    back = descriptions.read_description(report, mention, noun) if sent is None else None
    if back is not None:
        return back[0]
    same = read_predicate(report, mention, read)
    if same is not None:
        return same
    if _wants_owner(report, mention, noun):
        return None
    code, rule, score = (
        sent
        or _posted(report, mention, noun)
        or _sent_by(report, mention, noun, read)
        or _kindred(report, noun)
        or _home(report, mention, noun)
    )
    inner = inner_noun(report, start, noun, mention.end)
    who = described(noun.noun, Who(code, None, kind="home"), former, spokes, inner)
    who = _separatist(report, mention, who)
    return ActorReading((entity(report.doc, mention.start, mention.end, who),), _rule(noun, rule), score)


def _belonging(report: Report, mention: Mention, noun: NounHit, people: tuple[Who, ...], how: str) -> ActorReading:
    entities = []
    end = _with_place(report, mention, noun) if how == "place phrase" else mention.end
    for told in people:
        who = _separatist(report, mention, told)
        if len(people) == 1 and who.code and noun.noun.person and not noun.noun.plural and who.sector == "GOV":
            who = _office_holder(report, who, noun)
        entities.append(entity(report.doc, mention.start, end, who))
        how = f"{how} ({who.rule})" if who.rule.startswith(YOURS) else how
    return ActorReading(tuple(entities), _rule(noun, how), 0.9)


def _with_place(report: Report, mention: Mention, noun: NounHit) -> int:
    """End of 'diplomats from Poland and Latvia', where the parse hangs the place on the verb."""
    doc = report.doc
    if mention.end != noun.end or noun.end >= len(doc) or doc[noun.end].dep_ != "prep":
        return mention.end
    places = [c for c in doc[noun.end].children if c.dep_ == "pobj"]
    places += [t for p in places for t in p.conjuncts if t.pos_ == "PROPN"]
    last = max((t.i for t in places), default=mention.end)
    return last + 1 if 0 <= last - noun.end <= _PLACE_REACH else mention.end


def _rule(noun: NounHit, how: str) -> str:
    return f"{YOURS}: {noun.noun.noun}, {how}" if noun.noun.source else f"{noun.noun.noun}, {how}"


def _office_holder(report: Report, who: Who, noun: NounHit) -> Who:
    code = who.code or ""
    person = descriptions.holder_of(report, code, noun.noun.noun)
    if person is not None:
        return replace(who, name=person.name, office=person.office, wikidata=person.wikidata)
    sense = descriptions.roster_holder(code, noun.noun.noun, report.day)
    if sense is not None:
        return replace(who, name=sense.name, office=sense.office, wikidata=sense.wikidata or None, rule=told_by(sense))
    return who


def _separatist(report: Report, mention: Mention, who: Who) -> Who:
    if who.sector == "REB" and "PRE" not in who.other and foreign_backer(report, mention.start, mention.end):
        return replace(who, other=(*who.other, "PRE"))
    return who


def _wants_owner(report: Report, mention: Mention, noun: NounHit) -> bool:
    """A noun so general that it is an actor only with an owner ('a force', 'the plane', 'offices')."""
    last = noun.noun.noun.split()[-1]
    if _titled(report, mention):
        return False
    loose = noun.noun.sector in ("GOV", "BUS", "SOC", "", "PTY", "UAF", "UNK")
    return (last in word_class("vehicle") and not noun.noun.person) or (loose and last in word_class("needs_belonging"))


def _is_abstract(report: Report, noun: NounHit) -> bool:
    """'A state of emergency', 'a force of nature': no actor."""
    doc = report.doc
    return (
        noun.end + 1 < len(doc)
        and doc[noun.end].lower_ == "of"
        and doc[noun.end + 1].pos_ == "NOUN"
        and not noun.noun.plural
    )


def _titled(report: Report, mention: Mention) -> bool:
    """A capitalised name of several words ('Government Accountability Office')."""
    head = report.doc[mention.head]
    before = report.doc[mention.head - 1] if mention.head > mention.start else None
    return head.pos_ == "PROPN" and head.is_title and before is not None and before.pos_ == "PROPN" and before.is_title


def _sent_by(report: Report, mention: Mention, noun: NounHit, read: ReadAt) -> tuple[str, str, float] | None:
    """'Germany has 800 soldiers there', 'France will withdraw troops': the subject's own."""
    token = report.doc[mention.head]
    verb = token.head
    if noun.noun.sector != "MIL" or token.dep_ != "dobj" or verb.lemma_ not in word_class("deploy_verb"):
        return None
    subject = None
    for clause in (verb, *verb.ancestors):
        subject = next((c for c in clause.children if c.dep_ == "nsubj"), None)
        if subject is not None or clause.dep_ not in ("xcomp", "conj", "pcomp", "prep", "acl", "dobj"):
            break
    reading = read(subject.i) if subject is not None and subject.i != token.i else None
    codes = {e.code for e in reading.entities if e.code} if reading is not None else set()
    return (codes.pop(), OWN, 0.8) if len(codes) == 1 else None


def _posted(report: Report, mention: Mention, noun: NounHit) -> tuple[str | None, str, float] | None:
    """'The ambassador to Bahrain' is not Bahrain's."""
    if noun.noun.noun.split()[-1] not in word_class("sent_to"):
        return None
    post = next((report.hit_of[i] for i in range(noun.end, mention.end) if i in report.hit_of), None)
    home = _home(report, mention, noun)
    if post is None or home[0] != report.sense(post).code:
        return None
    return None, "posted there by a country that is not named", 0.3


def _kindred(report: Report, noun: NounHit) -> tuple[str, str, float] | None:
    """Soldiers, police, judges: those of the one country whose soldiers, police, judges were named before."""
    if noun.noun.sector not in _STATE_ARMS:
        return None
    codes = report.arms.get(noun.noun.sector, set())
    return (next(iter(codes)), "the only such body named so far", 0.65) if len(codes) == 1 else None


def _home(report: Report, mention: Mention, noun: NounHit) -> tuple[str | None, str, float]:
    if noun.noun.noun.split()[-1] in word_class("relational"):
        return None, "relation to another, no country", 0.3
    if noun.noun.noun.split()[-1] in word_class("kin") and report.doc[mention.start].tag_ == "PRP$":
        return None, "kin of somebody without a country", 0.3
    if any(t.lower_ in word_class("regional_adjective") for t in report.doc[mention.start : mention.head]):
        return None, "a region, no country", 0.3
    prefixes = word_class("american_prefix")
    inside = report.doc[mention.start : mention.head]
    if any(t.text.startswith("American") and t.i > mention.start and t.nbor(-1).lower_ in prefixes for t in inside):
        return None, "a region, no country", 0.3
    first = report.doc[mention.start]
    bare = first.i == mention.head or first.pos_ == "ADJ"
    counted = any(t.pos_ == "NUM" for t in report.doc[mention.start : mention.head])
    if noun.noun.noun in word_class("generic_person") and bare and not counted:
        return None, "people in general", 0.3
    return home_code(report, mention.head, noun.noun)
