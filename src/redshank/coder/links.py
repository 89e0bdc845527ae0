"""What ties an act to what the report told before: parties of a conflict, 'that claim', 'the exercises', hosts."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc, Token

from redshank.coder.draft import Draft, codes
from redshank.coder.people import entities_at, is_state, same
from redshank.language import grammar
from redshank.lexicons.tables import groups, rows, split, words
from redshank.predicates.slots import actors_of
from redshank.records import Entity

_TOPICAL = ("at", "over", "about", "for", "of", "on", "into", "with")


@cache
def _acts() -> dict[str, frozenset[str]]:
    """Categories that a noun can point back at: 'the launch' at a missile fired."""
    found: dict[str, set[str]] = {}
    for row in rows("grammar/acts.tsv"):
        for noun in split(row["word"]):
            found.setdefault(noun, set()).update(split(row["events"]))
    return {noun: frozenset(events) for noun, events in found.items()}


def act_kinds(noun: Token) -> frozenset[str]:
    """Categories that a noun can point back at; none where it names no act."""
    return _acts().get(noun.lemma_.lower(), frozenset())


def parties(head: Token) -> list[Token]:
    """Who 'all sides' or 'both parties' are, where the sentence says 'between A and B'."""
    if head.lemma_.lower() not in words("grammar/parties.tsv"):
        return []
    for token in head.sent:
        if token.lower_ == "between" and token.pos_ in {"ADP", "SCONJ"}:
            first = grammar.child(token, "pobj")
            found = actors_of(first) if first is not None else []
            if len(found) > 1:
                return found
    return []


def other_side(doc: Doc, draft: Draft) -> list[Entity]:
    """The side that 'a summit with X' leaves unsaid: the subject of its clause, or that subject's owner."""
    verb = draft.head
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    subject = grammar.surface_subject(verb) if verb.pos_ in {"VERB", "AUX"} else None
    if subject is None:
        return []
    found, _ = entities_at(doc, [t.i for t in actors_of(subject)])
    return [e for e in found if e.code and e.code not in codes(draft.actor)]


def inner_recipients(doc: Doc, draft: Draft) -> list[Entity]:
    """Whom an act of words concerns, where only its content names him: 'its wish to meet Norway'."""
    if draft.predicate is None or draft.predicate.content is None:
        return []
    inside = {t.i for t in doc[draft.predicate.content].subtree}
    mine = codes(draft.actor)
    for predicate in doc._.predicates:
        if predicate.head in inside and predicate.head != draft.head.i:
            named = [i for i in (*predicate.recipient, *predicate.actor) if i in inside]
            people, _ = entities_at(doc, named)
            others = [e for e in people if e.code and e.code not in mine]
            if others:
                return others
    return []


def told_before(draft: Draft, earlier: list[Draft]) -> list[Entity]:
    """Actors of an act told before and only pointed at here: 'denounced the exercises', 'anger at the attack'."""
    if draft.about is None:
        return []
    about = draft.head.doc[draft.about]
    topics = [t for word in (about, draft.head) for t in grammar.preposition_objects(word, *_TOPICAL)]
    for noun in (about, *topics):
        if noun.pos_ == "NOUN" and points_back(noun):
            found = _doers_of(noun, draft, earlier)
            if found:
                return found
    return []


def _doers_of(noun: Token, draft: Draft, earlier: list[Draft]) -> list[Entity]:
    """Who did what a noun points back at, the last such act first."""
    for other in reversed(earlier):
        kinds = {other.event, *(f"{other.event}:{mode}" for mode in other.modes)}
        if other.head.lemma_ == noun.lemma_ or kinds & _acts().get(noun.lemma_.lower(), frozenset()):
            return [e for e in other.actor if e.code and not _own(e, draft)]
    return []


def _own(entity: Entity, draft: Draft) -> bool:
    """Whether an entity is the actor or acts for the same state; a country may well condemn its own citizen."""
    return any(same(entity, a) or (entity.code == a.code and is_state(entity)) for a in draft.actor)


def points_back(noun: Token) -> bool:
    """'the launch', 'such moves', 'Thursday's attack': a deed that the report has told of."""
    return any(
        c.lower_ in words("grammar/pointers.tsv") or (c.dep_ == "poss" and c.ent_type_ == "DATE") for c in noun.children
    )


def accusers(draft: Draft, earlier: list[Draft]) -> list[Entity]:
    """Who accused the one that denies (coding guide, rule 6): the actors of the last accusation against him."""
    noun = draft.head.doc[draft.about] if draft.about is not None else None
    if noun is not None and noun.lemma_.lower() in groups("grammar/claims.tsv", "kind")["word"]:
        return []  # 'denied the reports' answers nobody
    for other in reversed(earlier):
        if other.event == "ACCUSE" and codes(other.recipient) & codes(draft.actor):
            return [e for e in other.actor if e.code and e.code not in codes(draft.actor)]
    return []


def claimant(doc: Doc, draft: Draft) -> list[Entity]:
    """Whose 'that claim' is: the last speaker before the sentence, if not the one who rejects it."""
    if draft.about is None:
        return []
    noun = doc[draft.about]
    if not points_back(noun) or noun.lemma_.lower() not in groups("grammar/claims.tsv", "kind")["claim"]:
        return []
    start = draft.head.sent.start_char
    for attribution in sorted(doc._.attributions, key=lambda a: -a.content.end):
        if attribution.content.end <= start and attribution.speaker_head is not None:
            people, _ = entities_at(doc, [attribution.speaker_head])
            return [e for e in people if e.code and e.sector != "JRN" and e.code not in codes(draft.actor)]
    return []


def host(doc: Doc, draft: Draft) -> None:
    """Make a meeting a visit where one side came to the other's seat (coding guide, rule 19).

    The seat is the place of the meeting; the side whose country it is hosts and becomes the recipient. 'X and his
    counterpart met in Y' keeps both as actors, so only meetings 'with' somebody are changed.
    """
    if draft.event != "CONSULT" or len(draft.actor) != 2 or draft.recipient or draft.place is None:
        return
    guest, home = draft.actor
    if draft.predicate is None or not draft.predicate.recipient:
        return
    country = draft.place.country_code
    if country == home.code != guest.code:
        draft.actor, draft.recipient = [guest], [home]
    elif country == guest.code != home.code:
        draft.actor, draft.recipient = [home], [guest]
    else:
        return
    draft.modes = sorted({*draft.modes, "visit"})
    draft.reciprocal = False
    draft.trace.append(f"a visit: {draft.place.extracted_place} is the seat of one side")
