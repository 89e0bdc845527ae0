"""Persons by name: the name's words, the title before it, the apposition beside it, the roster, the report so far."""

from __future__ import annotations

from dataclasses import replace

from redshank.actors.describe import ReadAt, noun_in
from redshank.actors.entities import Who, told_by
from redshank.actors.holders import anyone_of, by_surname
from redshank.actors.matching import NounHit
from redshank.actors.report import Person, Report, covers
from redshank.actors.roles import apposed_role, role_before, title_role, title_start
from redshank.language.coreference import Candidate
from redshank.language.tokenised import as_written, is_tied
from redshank.lexicons.current import roster
from redshank.lexicons.overlay import preferred_people
from redshank.lexicons.roster import (
    Sense,
    eastern_order,
    first_names,
    key_of,
    name_particles,
    plain,
    titles,
    word_class,
)

_INTRODUCED_WITHIN = 2
_EARLY = 3
# A nameless official stays nameless; others are often named after having been described.
_SELDOM_NAMED = frozenset({"GOV", "COP", "JUD", "SPY"})
_COUNTED = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "NORP"})
_NO_PERSON = frozenset({"DATE", "TIME", "EVENT", "LAW", "LOC", "MONEY", "LANGUAGE"})
_SELDOM_PERSON = frozenset({"PRODUCT", "WORK_OF_ART"})
_SURE_OF_COUNTRY = 0.8
_SURE = 0.6
_HOLDER_RULE = "office holder of the roster"


def name_span(report: Report, head: int) -> tuple[int, int] | None:
    """Tokens of the person's name that ends at or covers this token; None where it is no person's name."""
    doc = report.doc
    hit = report.hit_of.get(head)
    if hit is not None:
        return (hit.start, hit.end) if report.sense(hit).kind == "holder" else None
    if doc[head].pos_ != "PROPN" and not _known_name(report, head):
        return None
    start = head
    while start > 0 and _joins(report, start - 1, head):
        start -= 1
    start = _without_titles(report, start, head)
    return (start, head + 1) if _is_person(report, start, head) else None


def _in_place(report: Report, start: int, head: int) -> bool:
    """'the village of Nabi Elias', 'in Camp Bondi': a place that the tagger may take for a person."""
    doc = report.doc
    if start < 1 or doc[start].is_sent_start:
        return False
    before = doc[start - 1]
    if before.lower_ == "of" and start > 1:
        return doc[start - 2].lemma_.lower() in word_class("settlement")
    return before.lower_ in word_class("settlement") or (
        doc[head].dep_ == "pobj" and before.lower_ in word_class("in_place")
    )


def _known_name(report: Report, i: int) -> bool:
    """A capitalised word that the tagger took for a noun, but that names somebody whom the report knows."""
    token = report.doc[i]
    if not token.text[0].isupper() or token.pos_ != "NOUN":
        return False
    return report.person(token.text) is not None or bool(by_surname(report, token.text))


def _joins(report: Report, i: int, head: int) -> bool:
    doc = report.doc
    token = doc[i]
    if doc[i + 1].is_sent_start or i in report.hit_of:
        return False
    if not token.text[:1].isupper() and token.lower_ not in name_particles() and token.text not in ("-", "‑", "."):
        return False
    if token.ent_type_ == "PERSON" and doc[i + 1].ent_type_ == "PERSON" and doc[i + 1].ent_iob_ == "I":
        return not token.is_punct or token.text in ("-", "‑", ".")
    if token.text in ("-", "‑"):
        return i > 0 and doc[i - 1].pos_ == "PROPN" and is_tied(doc[i]) and i - 1 not in report.hit_of
    return token.pos_ == "PROPN" and token.dep_ in ("compound", "nmod") and token.ent_type_ not in _COUNTED


def _without_titles(report: Report, start: int, head: int) -> int:
    doc = report.doc
    while start < head and (
        as_written(doc[start]) in titles()
        or doc[start].is_punct
        or (not doc[start].is_title and len(doc[start]) > 1 and not doc[start].text[0].isupper())
    ):
        start += 1
    for i in range(head - 1, start - 1, -1):
        hit = noun_in(report, i)
        if hit is not None and hit.end <= head and (doc[i].ent_type_ != "PERSON" or doc[i].text not in first_names()):
            return i + 1
    return start


def _is_person(report: Report, start: int, head: int) -> bool:
    doc = report.doc
    token = doc[head]
    last = _family(report, start, head + 1)
    before = report.person(last) or (report.by_first_word(last) if start == head else None)
    bare = all(doc[i].lower_ in name_particles() for i in range(start, head))  # 'De Mistura' at the head of a sentence
    if before is not None and (bare or doc[start].ent_type_ == "PERSON"):
        return True
    if (noun_in(report, head) is not None and token.ent_type_ != "PERSON") or _in_place(report, start, head):
        return False
    if token.ent_type_ == "PERSON":
        return True
    if token.ent_type_ in _NO_PERSON or (token.ent_type_ in _SELDOM_PERSON and role_before(report, start) is None):
        return False
    if token.pos_ != "PROPN":
        return _known_name(report, head)
    if start == head and token.ent_type_ in ("", "ORG", "GPE", "NORP") and by_surname(report, last):
        return True
    titled = start > 0 and (as_written(doc[start - 1]) in titles() or role_before(report, start) is not None)
    if titled and doc[start].text[:1].isupper():
        return True
    return start < head and plain(doc[start].text) in first_names()


def _family(report: Report, start: int, end: int) -> str:
    words = key_of(report.doc[start:end].text.removesuffix("'s").removesuffix("’s"))
    return words[-1] if words else ""


def read_person(report: Report, head: int, span: tuple[int, int], read: ReadAt) -> tuple[Who, int]:
    """Who this is, and the first token of the phrase that names the person (title included)."""
    start, end = span
    left = title_start(report, start)
    family = _family(report, start, end)
    known = report.person(family) or report.person(report.doc[start:end].text)
    if known is None and end - start == 1:
        known = report.by_first_word(family)
    role = title_role(report, left, start, read) or apposed_role(report, head, start, end, read)
    gender = _gender(report, left, start, end)
    if known is not None and end - start == 1 and known.code is None and by_surname(report, family):
        known = None  # 'President Petrov' after some other Petrov
    if known is not None and not (end - start > 1 and known.name and not _same_name(known, report.doc[start:end].text)):
        _refresh(known, role, gender)
        if known.code is None and report.keys[known.name] < _EARLY:
            _introduce(report, known, head)
            report.learned = report.learned or known.code is not None
        return _of(known), left
    person = _new(report, start, end, role, left)
    if person.code is None:
        _nationality(report, person, head, start)
    if person.code is None:
        _introduce(report, person, head)
    person.gender = person.gender or gender
    report.remember(person, _forms(report, start, end, person))
    return _of(person), left


def _introduce(report: Report, person: Person, head: int) -> None:
    """'A Chinese student was held … Li Na, 20, said': the only person described and not named just before."""
    sent = report.sents[head]
    found: dict[int, Candidate] = {}
    for c in report.candidates:
        if c.kind != "person" or c.key or not 0 < sent - c.sent <= _INTRODUCED_WITHIN or c.start >= head:
            continue
        noun = noun_in(report, c.head)
        if noun is None or noun.noun.sector in _SELDOM_NAMED or noun.noun.noun in word_class("sectorless"):
            continue
        if report.doc[c.start].lower_ in ("a", "an") and _agree(c.gender, person.gender):
            found[c.head] = c
    if len(found) > 1:  # the one whom the main clause is about
        main = {
            h: c
            for h, c in found.items()
            if report.doc[h].head.dep_ == "ROOT" and report.sents[h] == max(report.sents[x] for x in found)
        }
        found = main or found
    if len(found) != 1:
        return
    candidate = next(iter(found.values()))
    reading = report.readings.get(candidate.head)
    if reading is None or len(reading.entities) != 1 or reading.entities[0].code is None or reading.score < _SURE:
        return
    first = reading.entities[0]
    person.code, person.sector, person.other = first.code, first.sector, tuple(first.other_sector_codes)
    person.rule, person.score = f"introduced as '{first.entity_text}'", 0.7
    person.gender = person.gender or candidate.gender


def _nationality(report: Report, person: Person, head: int, start: int) -> None:
    """'American Jane Roe', 'Jane Roe, a Swede': the adjective or noun of a people beside the name."""
    near = [] if report.doc[start].is_sent_start else [start - 1]
    near += [c.i for c in report.doc[head].children if c.dep_ == "appos" and c.i > head]
    near += _before_occupation(report, head, start)
    for i in near:
        hit = report.hit_of.get(i)
        if hit is None or report.sense(hit).kind not in ("demonym", "ethnic"):
            continue
        person.code, person.sector = report.sense(hit).code, report.sense(hit).sector or "CVL"
        person.rule, person.score = f"nationality of {report.sense(hit).name}", 0.9


def _before_occupation(report: Report, head: int, start: int) -> list[int]:
    """'Dutch climber Joost Visser': the token before an occupation that the tables do not know."""
    doc, i = report.doc, start - 1
    while i > 0 and start - i <= 2 and doc[i].pos_ == "NOUN" and start <= doc[i].head.i <= head:
        if doc[i].is_sent_start:
            return []
        i -= 1
        if i in report.hit_of:
            return [i]
    return []


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other


def _same_name(person: Person, text: str) -> bool:
    mine, theirs = set(key_of(person.name.lower())), set(key_of(text.lower()))
    return bool(theirs & mine) and (theirs <= mine or mine <= theirs or len(mine & theirs) >= 2)


def _of(person: Person) -> Who:
    return Who(
        person.code,
        person.sector or "CVL",
        person.name,
        person.other,
        person.office,
        person.wikidata,
        "person",
        person.rule,
        person.score if person.code else 0.5,
    )


def _refresh(person: Person, role: tuple[Who, NounHit] | None, gender: str) -> None:
    person.gender = person.gender or gender
    if role is None:
        return
    person.roles.add(role[1].noun.noun)
    if person.code is None and role[0].code is not None:
        person.code, person.sector, person.other = role[0].code, role[0].sector, role[0].other
        person.rule, person.score = "role named later", role[0].score


def _forms(report: Report, start: int, end: int, person: Person) -> list[str]:
    text = report.doc[start:end].text.removesuffix("'s").removesuffix("’s")
    forms = [text, _family(report, start, end), person.name]
    if person.code in eastern_order() and end - start > 1:
        forms.append(key_of(text)[0])
    pieces = text.split()
    if len(pieces) > 1 and "-" in pieces[-1]:
        forms.append(pieces[-1])
    return forms


def _new(report: Report, start: int, end: int, role: tuple[Who, NounHit] | None, left: int) -> Person:
    text = report.doc[start:end].text.removesuffix("'s").removesuffix("’s")
    senses = _roster_senses(report, start, end)
    person = Person(name=text)
    if role is not None:
        person.roles.add(role[1].noun.noun)
    if not senses and role is not None and _top_without_country(role):
        senses = anyone_of(_family(report, start, end)) if end - start == 1 else ()
        role = (replace(role[0], code=None), role[1]) if not senses else role
    term = _term(senses, report.day) if senses else None
    if term is None:
        return _without_roster(report, person, role, left, start)
    sense, now = term
    person.name, person.code, person.office = sense.name, sense.code, sense.office
    person.wikidata, person.sector, person.other = sense.wikidata or None, sense.sector, sense.other
    person.rule = told_by(sense) or _HOLDER_RULE
    person.roles |= _office_roles(sense.office)
    if not now:
        person.office, person.rule = None, told_by(sense) or "former office holder of the roster"
        person.sector, person.other = "ELI", (sense.sector,)
    if role is not None and (not now or role[0].sector == "ELI") and role[0].sector:
        same = role[0].code in (None, sense.code) or role[0].score < _SURE_OF_COUNTRY
        person.sector, person.other = role[0].sector, role[0].other
        person.code = sense.code if same else role[0].code
    return person


def _top_without_country(role: tuple[Who, NounHit]) -> bool:
    """A president or prime minister whose country was only guessed: the roster would know him if the guess held."""
    return role[1].noun.noun in word_class("top_office") and role[0].score < _SURE_OF_COUNTRY


def _without_roster(report: Report, person: Person, role: tuple[Who, NounHit] | None, left: int, start: int) -> Person:
    if role is not None:
        who = role[0]
        person.code, person.sector, person.other, person.rule = who.code, who.sector, who.other, f"title: {who.rule}"
        person.score = who.score
        return person
    abbreviation = next((titles()[as_written(t)][1] for t in report.doc[left:start] if as_written(t) in titles()), "")
    person.sector = abbreviation or "CVL"
    person.rule = "name without a known role"
    return person


def _office_roles(office: str) -> set[str]:
    lowered = office.lower()
    names = {lowered}
    for word, noun in (
        ("foreign", "foreign minister"),
        ("defence", "defence minister"),
        ("defense", "defense minister"),
    ):
        if word in lowered:
            names.add(noun)
    return names | {n for n in word_class("top_office") if n in lowered}


def _roster_senses(report: Report, start: int, end: int) -> tuple[Sense, ...]:
    hit = report.hit_of.get(start)
    if hit is not None and report.sense(hit).kind == "holder":
        return tuple(s for s in report.senses(hit) if s.kind == "holder")
    family = _family(report, start, end)
    if end - start == 1:
        return by_surname(report, family)
    words = set(key_of(report.doc[start:end].text))
    found = [
        s
        for s in preferred_people(roster().surnames.get(family, ()), report.day)
        if len(words & set(key_of(s.name))) > 1
    ]
    return tuple(found) if len({s.code for s in found}) == 1 else ()


def _term(senses: tuple[Sense, ...], day: str) -> tuple[Sense, bool] | None:
    """The term of office that holds on the day and True; else the nearest one and False."""
    current = [s for s in senses if covers(s, day)]
    if current:
        return max(current, key=lambda s: (s.start, s.sector == "GOV")), True
    past = [s for s in senses if not day or s.start <= day]
    if past:
        return max(past, key=lambda s: s.start), not day
    ahead = min(senses, key=lambda s: s.start)
    return ahead, False


def _gender(report: Report, left: int, start: int, end: int) -> str:
    doc = report.doc
    for token in doc[left:start]:
        if as_written(token) in titles() and titles()[as_written(token)][0]:
            return titles()[as_written(token)][0]
        if token.lower_ in word_class("female"):
            return "f"
        if token.lower_ in word_class("male"):
            return "m"
    return first_names().get(plain(doc[start].text), "") if end - start > 1 else ""
