"""Fills the actor and recipient slots of a matched frame with the heads of phrases that name somebody."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from redshank.language import grammar
from redshank.language.annotations import BEHIND, OWN
from redshank.lexicons.frames import Frame, light_verbs
from redshank.lexicons.tables import groups, rows, split, words
from redshank.predicates.trigger import Trigger

_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "npadvmod"})


def fill(trigger: Trigger, frame: Frame) -> tuple[list[Token], list[Token]]:
    """Heads of the actor and of the recipient phrases, coordination spread out; empty where no slot names an actor."""
    actor = _first(trigger, frame.actor) or _deed_behind(trigger, frame)
    taken = {t.i for t in actor}
    recipient = _first(trigger, frame.recipient, taken, others=True) or _targets(trigger, frame, taken)
    return actor, [t for t in recipient if t.i not in taken]


def _deed_behind(trigger: Trigger, frame: Frame) -> list[Token]:
    """'civilians were killed in X's offensive', 'died in airstrikes by X': who did the deed that the passive names."""
    if frame.event != "ASSAULT" or not trigger.passive or trigger.pos != "v":
        return []
    for head in trigger.prepositional("in", "during", "by", "from"):
        if head.lemma_.lower() in _deeds():
            found = actors_of(head)
            if found:
                return found
    return []


@cache
def _deeds() -> frozenset[str]:
    return frozenset(w for r in rows("grammar/acts.tsv") if "ASSAULT" in split(r["events"]) for w in split(r["word"]))


def _purpose(trigger: Trigger, taken: set[int]) -> list[Token]:
    """'launched the assault, aiming to force X out', '… in an effort to oust X': against whom it is done."""
    verb = trigger.light or trigger.token
    for clause in verb.subtree:
        if clause.i > verb.i and clause.tag_ == "VB" and grammar.is_infinitive(clause):
            aim = grammar.child(clause, "dobj")
            found = [a for a in (actors_of(aim) if aim is not None else []) if a.i not in taken]
            if found:
                return found
    return []


def _targets(trigger: Trigger, frame: Frame, taken: set[int]) -> list[Token]:
    """'approved sanctions targeting X', 'steps aimed at X': whom the thing done is meant for."""
    if not frame.recipient:
        return []
    nouns = [t for t in (trigger.object, trigger.token if trigger.pos == "n" else None, trigger.container) if t]
    heads = _laid_on(trigger, nouns)
    if frame.event == "REJECT":  # 'rejected any cooperation with X'
        heads = [[t for n in nouns for t in grammar.preposition_objects(n, "with")], *heads]
    for group in heads:
        found = [a for head in group for a in actors_of(head) if a.i not in taken]
        if found:
            return found
    found = _harmed(trigger, nouns, taken) if frame.event == "ASSAULT" else []
    return found or _aimed_at(trigger, nouns, taken)


def _laid_on(trigger: Trigger, nouns: list[Token]) -> list[list[Token]]:
    """'agreed to lift the sanctions against X', 'sanctions imposed on X': heads, for each burden."""
    inner = grammar.child(trigger.complement, "dobj") if trigger.complement is not None else None
    found = []
    for noun in (*nouns, *_some(inner)):
        if noun.lemma_ in words("grammar/burdens.tsv"):
            laid = [c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN"]
            found.append([t for n in (noun, *laid) for t in grammar.preposition_objects(n, "against", "on")])
    return found


def _harmed(trigger: Trigger, nouns: list[Token], taken: set[int]) -> list[Token]:
    """Whom an attack hit: what is in the place, what the attack that is claimed was on, whom it was to oust."""
    claimed = [t for t in trigger.prepositional("for") if t.lemma_.lower() in _deeds()]
    hit = [t for deed in claimed for t in grammar.preposition_objects(deed, "on", "against")]
    found = [a for head in hit for a in actors_of(head) if a.i not in taken]
    found = found or [a for noun in (*nouns, *claimed) for a in _where_hit(noun) if a.i not in taken]
    return found or _purpose(trigger, taken)


def _aimed_at(trigger: Trigger, nouns: list[Token], taken: set[int]) -> list[Token]:
    """'sanctions targeting X', 'steps aimed at X'."""
    verbs = [c for n in (*nouns, trigger.light or trigger.token) for c in n.children if c.dep_ in {"acl", "advcl"}]
    for verb in verbs:
        aimed = []
        if verb.lemma_ in words("grammar/aims.tsv"):
            aimed = _some(grammar.child(verb, "dobj")) or grammar.preposition_objects(verb, "at", "against")
        found = [a for head in aimed for a in actors_of(head) if a.i not in taken]
        if found:
            return found
    return []


def _where_hit(noun: Token) -> list[Token]:
    """'attacked a base in X', 'shelled positions near X': what is hit is X's, if nobody else's (rule 16)."""
    heads = [noun, *grammar.preposition_objects(noun, "on", "against", "at")]
    near = sorted(groups("grammar/prepositions.tsv", "kind")["hit"])
    return [a for h in heads for t in grammar.preposition_objects(h, *near) for a in actors_of(t)]


def _first(
    trigger: Trigger, slots: tuple[str, ...], taken: set[int] | None = None, *, others: bool = False
) -> list[Token]:
    for slot in slots:
        found: list[Token] = []
        for head in slot_heads(trigger, slot):
            for actor in actors_of(head):
                if actor not in found and actor.i not in (taken or ()) and not (others and _ones_own(actor, taken)):
                    found.append(actor)
        if found:
            return found
    return []


def _ones_own(token: Token, actors: set[int] | None) -> bool:
    """Whether a thing is the actor's: in 'agreed to lay down its weapons', 'offered to send troops' nobody is met."""
    reading = token.doc._.actors.at(token.i)
    if reading is None or not actors:
        return False
    if reading.rule.endswith(OWN):
        return True
    pronoun = next((c for c in token.children if c.dep_ == "poss" and c.tag_ == "PRP$"), None)
    return pronoun is not None and token.doc._.chains.get(pronoun.i) in actors and reading.rule.startswith(BEHIND)


def slot_heads(trigger: Trigger, slot: str) -> list[Token]:
    """Heads of the phrases that stand in a slot, before asking whether they name actors."""
    token = trigger.token
    if slot == "subj":
        return _some(trigger.subject)
    if slot == "obj":
        return _some(trigger.object)
    if slot == "iobj":
        return _some(grammar.child(token if trigger.light is None else trigger.light, "dative"))
    if slot == "comp.subj":
        return _some(grammar.surface_subject(trigger.complement)) if trigger.complement is not None else []
    if slot == "comp.obj":
        return _some(grammar.logical_object(trigger.complement)) if trigger.complement is not None else []
    if slot == "poss":
        return _some(grammar.child(token, "poss"))
    if slot == "mod":
        return [c for c in token.children if c.dep_ in _MODIFIERS and c.dep_ != "poss"]
    if slot == "agent":
        return _agents(trigger)
    found = trigger.prepositional(slot)
    if not found and trigger.complement is not None:  # 'pledged to work with X', 'ready to send troops to X'
        inner = grammar.child(trigger.complement, "dobj")
        found = [t for n in (trigger.complement, *_some(inner)) for t in grammar.preposition_objects(n, slot)]
    return found


def _agents(trigger: Trigger) -> list[Token]:
    """Who does what an event noun names: possessor, 'by X', the light verb's subject, nationality or compound."""
    token = trigger.token
    for found in (
        _some(trigger.subject),
        _some(grammar.child(token, "poss")),
        grammar.preposition_objects(token, "by"),
        [c for c in token.children if c.dep_ in {"amod", "compound", "nmod", "npadvmod"}],
        grammar.preposition_objects(token, "between", "among"),
    ):
        if any(actors_of(t) for t in found):
            return found
    return []


def actors_of(head: Token, depth: int = 0) -> list[Token]:
    """The tokens of a phrase that carry actor readings: its conjuncts, else the owner of what it names."""
    readings = head.doc._.actors
    found = [t for t in grammar.conjuncts(head) if readings.at(t.i) is not None]
    if found or depth > 2:
        return found
    # 'condemned the raid and the threats made by X': whose the last of them is
    return next((owners for t in grammar.conjuncts(head) if (owners := _owners(t, depth))), [])


def _owners(head: Token, depth: int) -> list[Token]:
    """Who stands behind a thing: 'Iran's launch', 'the launch by Iran', 'the US proposal', 'comments made by X'."""
    if head.lemma_.lower() in words("grammar/topics.tsv"):
        return []
    candidates = _some(grammar.child(head, "poss"))
    candidates += grammar.preposition_objects(head, "by")
    candidates += [c for c in head.children if c.dep_ in {"amod", "compound", "nmod"} and c.pos_ in {"ADJ", "PROPN"}]
    for clause in head.children:
        told = any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)
        if clause.dep_ == "acl" and not told:  # neither in 'claims that X did it' nor in 'boats that X seized'
            subject = grammar.logical_subject(clause)
            candidates += _some(subject if subject != head else None)
    candidates += grammar.preposition_objects(head, "of", "from")
    candidates += _some(_author(head))
    for c in candidates:
        found = actors_of(c, depth + 1)
        if found:
            return found
    return []


def _author(noun: Token) -> Token | None:
    """Who made a document or did a deed: 'signed a decree banning the group', 'carried out an attack that killed'."""
    verb = noun.head
    if noun.dep_ == "dobj" and verb.lemma_ in light_verbs() and any(c.dep_ == "relcl" for c in noun.children):
        return grammar.logical_subject(verb)
    if noun.lemma_.lower() not in words("grammar/instruments.tsv"):
        return None
    for _ in range(3):
        if verb.pos_ == "VERB":
            break
        verb = verb.head
    return grammar.logical_subject(verb) if verb.pos_ == "VERB" and noun.i > verb.i else None


def _some(token: Token | None) -> list[Token]:
    return [] if token is None else [token]
