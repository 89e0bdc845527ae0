"""When an act happened: the time expression that hangs on it, else one that the words around it make its own."""

from __future__ import annotations

from datetime import date, timedelta

from spacy.tokens import Doc, Token

from redshank.coder.attach import Anchors, below, clause_chain
from redshank.coder.draft import When
from redshank.language import grammar
from redshank.language.annotations import TimeMention
from redshank.lexicons.tables import groups
from redshank.records import Resolution

HISTORICAL_DAYS = 30  # coding guide, rule 11
_CARRIERS = ("in", "on", "via", "through")
_PAST = frozenset({"VBD", "VBN"})


def when_of(
    head: Token, hung: Anchors, published: str | None, *, spoken: bool = False
) -> tuple[When, TimeMention | None]:
    """The days of an act, with the words that tell them; the publication day, assumed, where none do.

    Args:
        head: the trigger.
        hung: what ``anchors`` found.
        published: publication day.
        spoken: whether it is an act of words, which the day by which something is due does not date.
    """
    found = _in_clause(head, hung, spoken) or (_carried(head, hung) if spoken else None) or _leading(head)
    found = found or _in_clause_beside(head, hung) or _pointed_at(head, hung) or hung.entry(head)
    if found is None:
        return When(published, published, "day", assumed=True), None
    return _interval(found, published), found


def _in_clause(head: Token, hung: Anchors, spoken: bool = False) -> TimeMention | None:
    """The time that hangs on the act or on a verb above it in its clause; dates before lengths, then the nearest."""
    for token in clause_chain(head):
        for near in (token, *below(token)):
            found = [m for m in hung.times.get(near.i, ()) if not (spoken and _is_deadline(m, head.doc))]
            if found:
                return min(found, key=lambda m: (m.time.type == "DURATION", abs(m.start - head.i)))
    return None


def _timing(kind: str) -> frozenset[str]:
    return groups("grammar/timing.tsv", "kind")[kind]


def _is_deadline(mention: TimeMention, doc: Doc) -> bool:
    return mention.start > 0 and doc[mention.start - 1].lower_ in _timing("deadline")


def _carried(head: Token, hung: Anchors) -> TimeMention | None:
    """'in a video posted in May, rebels threatened': words have the date of what carries them."""
    near = [t for verb in clause_chain(head) for t in grammar.preposition_objects(verb, *_CARRIERS)]
    near += [t for t in head.subtree if t.dep_ == "pobj" and t.i > head.i and t.head.lower_ in _CARRIERS]
    for noun in near:
        if noun.lemma_.lower() in _timing("vehicle"):
            inside = [noun, *(c for c in noun.children if c.dep_ in {"acl", "relcl"})]
            found = [m for token in inside for m in hung.times.get(token.i, ())]
            if found:
                return min(found, key=lambda m: m.start)
    return None


def _in_clause_beside(head: Token, hung: Anchors) -> TimeMention | None:
    """The time of a clause that an act in the past shares its date with.

    'left the talks in May after rebels shelled the port': the clause says when; 'shelled the port and killed two
    people in May': the date stands by the last of several verbs.
    """
    top = clause_chain(head)[-1]
    if top.tag_ not in _PAST:
        return None
    opened = any(c.lower_ in _timing("clause") and c.dep_ in {"mark", "advmod"} for c in top.children)
    if top.dep_ == "advcl" and opened:
        to_come = any(c.tag_ == "MD" for c in top.head.children)
        return None if to_come else _in_clause(top.head, hung)
    partners = [c for verb in clause_chain(head) for c in verb.children if c.dep_ == "conj" and c.tag_ in _PAST]
    alone = [c for c in partners if grammar.child(c, "nsubj", "nsubjpass") is None]
    return next((m for partner in alone for m in hung.times.get(partner.i, ())), None)


def _pointed_at(head: Token, hung: Anchors) -> TimeMention | None:
    """'the envoys came in May 2019, and the sides then agreed': the date told just before, in the same paragraph."""
    words = [c for verb in clause_chain(head) for c in verb.children if c.dep_ == "advmod"]
    if not any(c.lower_ in _timing("pointer") for c in words) or clause_chain(head)[-1].tag_ not in _PAST:
        return None
    before = [m for found in hung.times.values() for m in found if m.end <= head.i and m.time.type != "DURATION"]
    last = max(before, key=lambda m: m.start, default=None)
    return last if last is not None and "\n" not in head.doc[last.end : head.i].text else None


def _leading(head: Token) -> TimeMention | None:
    """The day that a sentence or a clause with 'that' begins with: it dates all that the clause tells side by side."""
    doc = head.doc
    times: list[TimeMention] = doc._.times
    for mention in times:
        if mention.time.finish is None or mention.time.type != "DATE" or not mention.start < head.i:
            continue
        begin = mention.start - (doc[mention.start - 1].pos_ == "ADP" if mention.start else 0)
        if begin == head.sent.start:
            scope = head.sent.root
        elif begin > head.sent.start and doc[begin - 1].dep_ == "mark" and doc[begin - 1].lower_ == "that":
            scope = doc[begin - 1].head
        else:
            continue
        if _beside(head, scope):
            return mention
    return None


def _beside(head: Token, scope: Token) -> bool:
    """Whether the way up from the act to the verb passes through no clause of its own, but for one that says when."""
    current = head
    while current != scope:
        if current.dep_ in {"ccomp", "relcl", "acl", "xcomp"} or current.head == current:
            return False
        current = current.head
    return True


def _interval(mention: TimeMention, published: str | None) -> When:
    time = mention.time
    finish = time.finish
    if published is not None and finish is not None and finish > published and (time.begin or "") <= published:
        finish = published
    resolution: Resolution = time.resolution or "day"
    return When(time.begin, finish, resolution)


def is_historical(when: When, published: str | None) -> bool:
    """Whether the act ended more than 30 days before publication."""
    if when.assumed or when.finish is None or published is None:
        return False
    try:
        limit = date.fromisoformat(published) - timedelta(days=HISTORICAL_DAYS)
        return date.fromisoformat(when.finish) < limit
    except ValueError:
        return False


def is_future(when: When, published: str | None) -> bool:
    """Whether the act lies after the publication day; by more than a day, since pages are often stamped a day early."""
    if when.assumed or published is None or when.begin is None:
        return False
    try:
        return date.fromisoformat(when.begin) > date.fromisoformat(published) + timedelta(days=1)
    except ValueError:
        return False
