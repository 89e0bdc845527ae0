"""Places of acts whose own words name none: that of the clause, of the body that acts, or of an earlier telling."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc, Token

from redshank.coder.attach import Anchors, clause_chain
from redshank.coder.draft import VERBAL, Draft
from redshank.coder.links import act_kinds, points_back
from redshank.language.annotations import PlaceMention
from redshank.lexicons.tables import rows, split
from redshank.records import Evidence, Place

_DEEDS = frozenset({"ASSAULT", "PROTEST", "COERCE", "MOBILIZE"})
_TOPICAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})


@cache
def _bodies() -> dict[str, tuple[frozenset[str], bool]]:
    """Categories of the acts that a body or a crowd does where it is, and whether its country alone tells where."""
    return {
        word: (frozenset(split(row["events"])), row["country"] == "1")
        for row in rows("grammar/local_bodies.tsv")
        for word in split(row["word"])
    }


def place_acts(doc: Doc, drafts: list[Draft], hung: Anchors) -> None:
    """Fill the place of drafts that have none, in text order; every one that is filled says by what in its trace."""
    for draft in sorted(drafts, key=lambda d: d.head.i):
        if draft.place is None:
            _by_body(doc, draft, hung)
    for draft in sorted(drafts, key=lambda d: d.head.i):
        if draft.place is None and draft.event not in VERBAL:
            _by_clause(draft, drafts)
    for draft in sorted(drafts, key=lambda d: d.head.i):
        if draft.place is None and draft.event not in VERBAL:
            _by_telling(draft, drafts)


def _put(draft: Draft, place: Place, why: str) -> None:
    draft.place = place
    draft.evidence.append(Evidence("place", place.start, place.end))
    draft.trace.append(f"placed by '{place.extracted_place}': {why}")


def _by_body(doc: Doc, draft: Draft, hung: Anchors) -> None:
    """'Lyon police arrested', 'a court in Lyon sentenced', 'a French court freed', 'students in Lyon marched'."""
    for index in draft.predicate.actor if draft.predicate is not None else ():
        body = doc[index]
        events, national = _bodies().get(body.lemma_.lower(), (frozenset(), False))
        if draft.event not in events:
            continue
        place = _seat(doc, body, hung, 0 if national else 1)
        if place is not None:
            _put(draft, place, f"the seat of '{body.text}'")
            return


def _seat(doc: Doc, body: Token, hung: Anchors, above: int) -> Place | None:
    """The place that a body's name holds, or that it is in, if it is finer than the resolution ``above``."""
    first = min((t.i for t in body.children if t.dep_ in {"compound", "nmod", "amod", "poss"}), default=body.i)
    first = min(first, doc[first].left_edge.i)
    named: list[PlaceMention] = [m for m in doc._.toponyms if first <= m.start and m.end <= body.i]
    places = [mention.place for mention in (*named, *hung.places.get(body.i, ()))]
    return next((place for place in places if (place.resolution or 0) > above), None)


def _by_clause(draft: Draft, drafts: list[Draft]) -> None:
    """The place of another act of the same clause, or of the clause that tells of the same people's deeds."""
    mine = clause_chain(draft.head)[-1]
    for other in drafts:
        if other.place is None or other.event in VERBAL or other.aux != draft.aux:
            continue
        theirs = clause_chain(other.head)[-1]
        if (
            mine == theirs
            or _shared_subject(draft, other)
            or _relative(draft, mine, theirs)
            or _relative(other, theirs, mine)
        ):
            _put(draft, other.place, f"'{other.head.text}' in the same clause")
            return


def _shared_subject(a: Draft, b: Draft) -> bool:
    """Whether two verbs of one sentence have one subject, so that they stand side by side however they were parsed."""
    if a.predicate is None or b.predicate is None or a.head.sent != b.head.sent or not {a.event, b.event} <= _DEEDS:
        return False
    return bool(set(a.predicate.actor) & set(b.predicate.actor)) and a.when.begin == b.when.begin


def _relative(draft: Draft, clause: Token, main: Token) -> bool:
    """'fired at protesters who threw stones': what a party did in a relative clause without a date of its own."""
    if draft.event not in _DEEDS or clause.dep_ != "relcl" or not draft.when.assumed:
        return False
    return clause.head.dep_ in _TOPICAL and clause_chain(clause.head)[-1] == main


def _by_telling(draft: Draft, drafts: list[Draft]) -> None:
    """'The raid killed two', 'beaten during the rally': the place of the raid that the report told of before."""
    verb = draft.head
    inside = [t for t in verb.subtree if t.i < verb.i or t.dep_ == "pobj"]
    for noun in (verb, *inside):
        if noun.pos_ != "NOUN" or not act_kinds(noun) or not _again(noun):
            continue
        place = _told_place(noun, draft, drafts)
        if place is not None:
            _put(draft, place, f"'{noun.text}' told before")
            return


def _again(noun: Token) -> bool:
    definite = any(c.dep_ == "det" and c.lower_ == "the" for c in noun.children)
    return definite or points_back(noun)


def _told_place(noun: Token, draft: Draft, drafts: list[Draft]) -> Place | None:
    for other in sorted(drafts, key=lambda d: -d.head.i):
        if other.head.i >= noun.i or other.place is None or other.event in VERBAL or other is draft:
            continue
        kinds = {other.event, *(f"{other.event}:{mode}" for mode in other.modes)}
        if other.head.lemma_ == noun.lemma_ or kinds & act_kinds(noun):
            return other.place
    return None
