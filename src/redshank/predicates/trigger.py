"""One word that may be a trigger, seen through the questions that frames ask of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Token

from redshank.language import grammar
from redshank.lexicons.frames import LightVerb, light_verbs, phrasal_particles
from redshank.lexicons.tables import groups, words

_POS = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a"}


@dataclass(slots=False)
class Trigger:
    """A verb, event noun or adjective with its arguments, each found once.

    Attributes:
        token: the word.
        pos: 'v', 'n' or 'a', as frames spell it.
    """

    token: Token
    pos: str
    light: Token | None = field(init=False)
    light_row: LightVerb | None = field(init=False)

    def __post_init__(self) -> None:
        self.light, self.light_row = _light_verb(self.token) if self.pos == "n" else (None, None)

    @cached_property
    def subject(self) -> Token | None:
        """Logical subject; for a noun that of its light verb; for an adjective that of its copula."""
        if self.pos == "v":
            return grammar.logical_subject(self.token)
        if self.pos == "a":
            return _adjective_subject(self.token)
        return grammar.logical_subject(self.light) if self.light is not None else None

    @cached_property
    def object(self) -> Token | None:
        """Logical object of a verb, of its particle where the parser hung it there ('gunned down a priest')."""
        if self.pos != "v":
            return None
        found = grammar.logical_object(self.token)
        if found is None:
            known = phrasal_particles().get(self.token.lemma_.lower(), frozenset())
            for c in self.token.children:
                if c.dep_ == "prep" and c.i == self.token.i + 1 and c.lower_ in known:
                    return grammar.child(c, "pobj")
        return found

    def _objects(self, names: tuple[str, ...]) -> list[Token]:
        found = grammar.preposition_objects(self.token, *names)
        for other in (child_object(self.token) if self.pos == "v" else None, self.container, self.light):
            if other is not None:
                found += [t for t in grammar.preposition_objects(other, *names) if t not in found and t != self.token]
        return found

    @property
    def container(self) -> Token | None:
        """'round' in 'a round of talks with X', where prepositions may hang on it."""
        above = self.token.head
        if self.pos == "n" and self.token.dep_ == "pobj" and above.lower_ == "of":
            held = above.head
            return held if held.lemma_.lower() in words("grammar/containers.tsv") else None
        return None

    @cached_property
    def complement(self) -> Token | None:
        """Head of the clause it takes."""
        found = grammar.complement(self.token)
        if found is None and self.light is not None:
            found = grammar.complement(self.light)
        return found

    @cached_property
    def gerund(self) -> Token | None:
        """Head of its gerund."""
        return grammar.gerund(self.token)

    @cached_property
    def passive(self) -> bool:
        """Whether the verb, or the light verb of the noun, is passive."""
        verb = self.token if self.pos == "v" else self.light
        return verb is not None and grammar.is_passive(verb)

    def prepositional(self, *names: str) -> list[Token]:
        """Objects of its prepositions, and of its object's or light verb's, where the parser hung them there."""
        found = [t for t in self._objects(names) if not _when(t)]
        if not found and (not names or "for" in names):
            found = _for_whom(self.token)
        if not found and self.pos == "v" and self.token.dep_ == "relcl":
            found = _stranded(self.token, names)
        return found


def _for_whom(token: Token) -> list[Token]:
    """'called for the rebels to leave': the parser makes 'for' a mark and the rebels a subject."""
    for c in token.children:
        if c.dep_ in {"advcl", "ccomp", "xcomp", "acl"} and any(
            m.dep_ == "mark" and m.lower_ == "for" for m in c.children
        ):
            subject = grammar.child(c, "nsubj", "nsubjpass")
            return [subject] if subject is not None else []
    return []


def _preposition(kind: str) -> frozenset[str]:
    return groups("grammar/prepositions.tsv", "kind")[kind]


def _when(token: Token) -> bool:
    """'on Monday', 'in March': a time, no party; 'to 15 months' is what a sentence gives."""
    return token.ent_type_ in {"DATE", "TIME"} and token.head.lower_ in _preposition("time")


def _stranded(verb: Token, names: tuple[str, ...]) -> list[Token]:
    """'the group that he met with', 'the country against which': the noun the relative clause hangs on."""
    for c in verb.children:
        if c.dep_ == "prep" and (not names or c.lower_ in names) and not any(True for _ in c.children):
            return [verb.head]
        inner = grammar.child(c, "pobj") if c.dep_ == "prep" else None
        if inner is not None and inner.lower_ in {"which", "whom"} and (not names or c.lower_ in names):
            return [verb.head]
    return []


def child_object(verb: Token) -> Token | None:
    """The object word that stands by the verb itself."""
    return grammar.child(verb, "dobj")


def trigger_of(token: Token) -> Trigger | None:
    """The token as a trigger, if its part of speech can carry one."""
    pos = _POS.get(token.pos_)
    if pos is None or token.dep_ in {"aux", "auxpass"}:
        return None
    return Trigger(token, pos)


def _light_verb(noun: Token) -> tuple[Token | None, LightVerb | None]:
    """The verb that lends the noun its subject, with its row."""
    head, top = noun.head, noun
    if noun.dep_ == "conj":
        while top.dep_ == "conj" and top.head.i < top.i:
            top = top.head
        head = top.head
    if top.dep_ == "pobj" and head.lower_ == "of" and head.head.lemma_.lower() in words("grammar/containers.tsv"):
        top = head.head
        head = top.head
    if head.pos_ not in {"VERB", "AUX", "ADP"} or head == top:
        return None, None
    if top.dep_ == "pobj":
        verb = head.head
        if head.lower_ in _preposition("state") and verb.lemma_ in words("grammar/states.tsv"):
            return verb, LightVerb(verb.lemma_, head.lower_, "do")
        return None, None
    if top.dep_ not in {"dobj", "nsubjpass", "attr", "relcl"}:
        return None, None
    particles = grammar.particles(head)
    for row in light_verbs().get(head.lemma_, ()):
        if not row.particle or row.particle in particles or row.particle in {c.lower_ for c in head.children}:
            return head, row
    return None, None


def _adjective_subject(adjective: Token) -> Token | None:
    head = adjective.head
    if adjective.dep_ in {"acomp", "attr", "oprd"} and head.pos_ in {"AUX", "VERB"}:
        return grammar.surface_subject(head)
    if adjective.dep_ == "conj" and head.pos_ == "ADJ":
        return _adjective_subject(head)
    return None
