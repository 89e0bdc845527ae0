"""The role beside a name: the title before it, the apposition after it or before it, and whose role it is."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from redshank.actors.describe import (
    ReadAt,
    belonging,
    described,
    inner_noun,
    is_former,
    is_spokesman,
    noun_in,
)
from redshank.actors.entities import Who
from redshank.actors.home import home_code
from redshank.actors.matching import NounHit
from redshank.actors.report import Report
from redshank.language.tokenised import as_written, is_tied
from redshank.lexicons.roster import titles, word_class

_TITLE_TAGS = frozenset({"NOUN", "PROPN", "ADJ", "DET", "PART", "PRON", "NUM"})
_TITLE_REACH = 14
_ARGUMENTS = frozenset({"dobj", "nsubj", "pobj", "attr"})
_WHEN = frozenset({"DATE", "TIME"})
_NO_TITLE_TAGS = frozenset({"PRP", "WDT", "WP", "EX"})
# Officials of these sectors serve the state as a whole; a policeman or judge is placed by his sentence.
_NATIONAL = frozenset({"GOV", "MIL", "LEG", "SPY", "OPP"})
_OFFICIAL = _NATIONAL | {"COP", "JUD"}


def title_start(report: Report, start: int) -> int:
    """First token of the title before a name, as far left as it plainly runs."""
    doc = report.doc
    i = start
    while i > 0 and start - i < _TITLE_REACH and not doc[i].is_sent_start:
        token = doc[i - 1]
        glue = token.text in ("-", "‑", "–") and is_tied(token)
        and_inside = token.lower_ == "and" and i < start and doc[i].pos_ == "PROPN"
        if (token.lower_ == "of" or and_inside) and i - 1 > 0:
            if _has_person_noun(report, i, start):
                break
            i -= 1
            continue
        if not (token.pos_ in _TITLE_TAGS or glue or token.tag_ == "POS" or as_written(token) in titles()):
            break
        if (
            token.tag_ in _NO_TITLE_TAGS
            or token.ent_type_ in _WHEN
            or token.lower_ in word_class("when")
            or (token.dep_ in _ARGUMENTS and not _in_title(token, start))
        ):
            break
        i -= 1
    return i


def _in_title(token: Token, start: int) -> bool:
    """'of State' in 'Secretary of State', or a noun on which the parse hangs the name."""
    after_of = token.pos_ == "PROPN" and token.i > 0 and token.nbor(-1).lower_ == "of"
    return after_of or _has_noun_child(token, start)


def _has_noun_child(token: Token, start: int) -> bool:
    """The parse hangs the name (or a part of its title) on this token, so that it belongs to the title."""
    return any(token.i < c.i <= start + 6 and c.dep_ in ("appos", "compound", "prep", "nmod") for c in token.children)


def _has_person_noun(report: Report, i: int, start: int) -> bool:
    return any((hit := noun_in(report, j)) is not None and hit.noun.person for j in range(i, start))


def role_before(report: Report, start: int) -> NounHit | None:
    """The agent noun just before a name: 'president' in 'President Petrov'."""
    if start == 0 or report.doc[start].is_sent_start:
        return None
    hit = noun_in(report, start - 1)
    if hit is None or hit.end != start or hit.noun.plural or not hit.noun.person:
        return None
    return None if hit.noun.noun in word_class("no_title") else hit


def title_role(report: Report, left: int, start: int, read: ReadAt) -> tuple[Who, NounHit] | None:
    """The role in the title before a name, with its noun; None where there is no title."""
    hit = _nearest_noun(report, left, start)
    if hit is None:
        return None
    return _role(report, left, hit, start, read)


def _nearest_noun(report: Report, left: int, start: int) -> NounHit | None:
    fallback: NounHit | None = None
    for i in range(start - 1, left - 1, -1):
        hit = noun_in(report, i)
        if hit is None or hit.end > start or hit.noun.noun in word_class("no_title"):
            continue
        if hit.noun.person:
            return hit
        fallback = fallback or (hit if hit.end == start else None)
    return fallback


def _role(report: Report, left: int, hit: NounHit, end: int, read: ReadAt) -> tuple[Who, NounHit]:
    former, spokes = is_former(report, left, hit), is_spokesman(hit)
    found = belonging(report, left, hit, end, read)
    if found is not None:
        who = described(hit.noun, found.who[0], former, spokes, inner_noun(report, left, hit, end))
        return replace(who, rule=f"{hit.noun.noun}, {found.how}"), hit
    outer = _outer_role(report, left, read)
    if outer is not None:
        return replace(described(hit.noun, outer, former, spokes), rule=f"{hit.noun.noun}, phrase before"), hit
    code, rule, score = _person_home(report, hit)
    if _of_unknown_body(report, left, hit):
        code, rule, score = None, "of a body that nobody knows", 0.3
    if hit.noun.noun.split()[-1] in word_class("sent_to") and code in _codes(report, hit.end, end):
        code, rule, score = None, "posted there by a country that is not named", 0.3
    who = described(hit.noun, Who(code, None, kind="home"), former, spokes, inner_noun(report, left, hit, end))
    return replace(who, rule=f"{hit.noun.noun}, {rule}", score=score), hit


def _of_unknown_body(report: Report, left: int, hit: NounHit) -> bool:
    """'Acme Chairman Jane Roe': who heads something unknown is not placed by the report."""
    before = report.doc[hit.start - 1] if hit.start > left else None
    if before is None or hit.noun.noun.split()[-1] not in word_class("sectorless"):
        return False
    return (
        before.is_title
        and before.dep_ == "compound"
        and before.i not in report.hit_of
        and not noun_in(report, before.i)
    )


def _codes(report: Report, start: int, end: int) -> set[str]:
    """Countries named in a stretch of the text."""
    return {report.sense(report.hit_of[i]).code for i in range(start, end) if i in report.hit_of}


def _person_home(report: Report, hit: NounHit) -> tuple[str | None, str, float]:
    """A private person is not placed by the sentence; an official is."""
    if hit.noun.noun.split()[-1] in word_class("kin"):
        return None, "kin of somebody without a country", 0.3
    if hit.noun.office or hit.noun.sector in _OFFICIAL:
        return home_code(report, hit.end - 1, hit.noun, national=hit.noun.sector in _NATIONAL)
    focus = report.focus()
    return (focus, "country that the report is about", 0.4) if focus else (None, "no country plain", 0.3)


def _outer_role(report: Report, left: int, read: ReadAt) -> Who | None:
    """'A French citizen, the pastor Jean Petit': the phrase before the comma gives the country."""
    doc = report.doc
    if left < 2 or doc[left - 1].text != "," or doc[left].is_sent_start:
        return None
    hit = noun_in(report, left - 2)
    if hit is None or not hit.noun.person or hit.noun.plural:
        return None
    found = belonging(report, doc[left - 2].left_edge.i, hit, left - 1, read)
    return found.who[0] if found is not None else None


def apposed_role(report: Report, head: int, start: int, end: int, read: ReadAt) -> tuple[Who, NounHit] | None:
    """The role in the apposition after the name, or in the phrase that the name is in apposition to."""
    doc = report.doc
    token = doc[head]
    if token.dep_ == "appos" and token.head.i < start:
        hit = noun_in(report, token.head.i)
        if hit is not None and hit.noun.person:
            return _role(report, token.head.left_edge.i, hit, start, read)
    before = _phrase_before(report, start)
    if before is not None:
        return _role(report, before[0], before[1], start, read)
    for child in token.children:
        if child.i >= end and child.dep_ in ("appos", "relcl") and doc[child.left_edge.i - 1].text != "(":
            noun = child if child.dep_ == "appos" else next((c for c in child.children if c.dep_ == "attr"), None)
            hit = noun_in(report, noun.i) if noun is not None else None
            if hit is not None and hit.noun.person and noun is not None:
                return _role(report, noun.left_edge.i, hit, noun.right_edge.i + 1, read)
    return None


def _phrase_before(report: Report, start: int) -> tuple[int, NounHit] | None:
    """'the ambassador to Bahrain, Ivan Petrov': the phrase that ends in the comma before the name."""
    doc = report.doc
    if start < 2 or doc[start].is_sent_start or doc[start - 1].text != ",":
        return None
    for mention in (report.mentions.get(i) for i in range(start - 2, max(-1, start - 12), -1)):
        if mention is None or mention.end != start - 1:
            continue
        hit = noun_in(report, mention.head)
        if hit is not None and hit.noun.person and not hit.noun.plural:
            return mention.start, hit
    return None
