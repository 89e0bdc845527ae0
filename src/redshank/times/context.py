"""What stands around a candidate: the words beside it, the tense above it, the day spoken of before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from spacy.tokens import Doc, Token

from redshank.records import Resolution
from redshank.times.atoms import Atom
from redshank.times.grammar import Match
from redshank.times.vocabulary import context

TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Direction = Literal["past", "future", "present"]
STEPS = 10  # verbs further up than this do not govern a date


@dataclass(frozen=True, slots=True)
class Reading:
    """What a candidate was resolved to.

    Attributes:
        begin, finish: first and last day covered; None where open or not datable.
        anchored: whether later expressions ('two days later') may count from it.
    """

    value: str
    type: TimeType
    begin: date | None = None
    finish: date | None = None
    resolution: Resolution | None = None
    anchored: bool = False


@dataclass(slots=True)
class Story:
    """A document on its way through the resolver.

    Attributes:
        published: publication day, or None.
        said: readings so far that can be counted from, with the atom where each ended, in text order.
        hours: where each time of day began, by the atom after it.
    """

    doc: Doc
    atoms: list[Atom]
    published: date | None
    said: list[tuple[int, Reading]] = field(default_factory=list)
    hours: dict[int, int] = field(default_factory=dict)


class Moment:
    """A candidate in its surroundings. The costly parts are worked out only when asked for."""

    def __init__(self, story: Story, match: Match) -> None:
        self.story = story
        self.match = match
        self.published = story.published

    @property
    def now(self) -> date:
        """Publication day.

        Raises:
            ValueError: the report has none.
        """
        if self.published is None:
            raise ValueError("no publication day")
        return self.published

    def atom(self, offset: int) -> Atom | None:
        """The atom ``offset`` before (-1 is the one just before) or after (+1) the match, in the same paragraph."""
        atoms = self.story.atoms
        at = self.match.start + offset if offset < 0 else self.match.end - 1 + offset
        if not 0 <= at < len(atoms):
            return None
        edge = atoms[at + 1 : self.match.start + 1] if offset < 0 else atoms[self.match.end : at + 1]
        return None if any(a.fresh for a in edge) else atoms[at]

    def low(self, offset: int) -> str:
        """Small letters of the atom before or after the match; empty at an edge."""
        found = self.atom(offset)
        return found.low if found is not None else ""

    @property
    def before(self) -> str:
        """The word before the match; an article or an hour ('until 9 a.m. Tuesday') between them is left aside."""
        hour = self.story.hours.get(self.match.start)
        if hour is not None and hour > 0 and not self.story.atoms[hour].fresh:
            return self.story.atoms[hour - 1].low
        return self.low(-2) if self.low(-1) in context("article") else self.low(-1)

    @cached_property
    def root(self) -> Token:
        """The token of the match whose head lies outside it."""
        atoms, doc = self.story.atoms, self.story.doc
        first, last = atoms[self.match.start].token, atoms[self.match.end - 1].token
        for token in doc[first : last + 1]:
            if not first <= token.head.i <= last or token.head.i == token.i:
                return token
        return doc[first]

    @cached_property
    def governor(self) -> Token | None:
        """The verb above the match: the nearest with a tense, or a word that holds it in the future."""
        token = self.root
        for _ in range(STEPS):
            if token.pos_ in ("VERB", "AUX") and token.tag_.startswith(("V", "MD")):
                return token
            if token.lemma_.lower() in context("future_noun") and token.i != self.root.i:
                return token
            if token.head.i == token.i:
                break
            token = token.head
        return next((t for t in self.root.sent if t.tag_ in ("VBD", "VBZ", "VBP", "MD")), None)

    @cached_property
    def inside_noun(self) -> bool:
        """Whether the date stands before a noun that it describes ('the Aug. 7 attacks', 'Friday's talks')."""
        return self.root.dep_ in ("compound", "poss", "nmod", "amod", "nummod") and self.root.head.pos_ in (
            "NOUN",
            "PROPN",
        )

    @cached_property
    def direction(self) -> Direction | None:
        """Whether the sentence speaks of the past or the future at this date; None without a verb."""
        if self.before in context("past_before"):
            return "past"
        verb = self.governor
        found = tense(verb, self.root) if verb is not None else None
        if self.entry:
            return found if found == "future" else "past"
        if verb is None:
            return None
        told = verb._.kind in ("headline", "caption") or verb.lemma_ in context("report_verb") or self.in_noun_phrase
        return "past" if found == "present" and told else found

    @property
    def entry(self) -> bool:
        """Whether the date heads an entry of a chronicle in the present tense: 'July 3: Troops enter the town'."""
        return opens_entry(self.story.atoms, self.match.start, self.match.end)

    @cached_property
    def in_noun_phrase(self) -> bool:
        """Whether the date belongs to a noun ('the sanctions of Monday', 'a statement Monday'), not to the verb."""
        token = self.root
        while token.dep_ in ("pobj", "pcomp", "prep") and token.head.i != token.i:
            token = token.head
            if token.dep_ == "prep":
                continue
        return (token.i != self.root.i and token.pos_ in ("NOUN", "PROPN")) or (
            self.root.dep_ in ("npadvmod", "nmod", "appos") and self.root.head.pos_ in ("NOUN", "PROPN")
        )

    @property
    def ahead(self) -> bool:
        """Whether a date that could be either is taken to be still to come."""
        if self.direction == "future":
            return not self.told
        if self.from_now or self.foretold:
            return True
        if self.before in context("meant_for") and not self.inside_noun:
            return True
        if self.before in context("future_before") or self.low(-1) in context("lead_join"):
            return self.direction != "past" or self.perfect
        return self.direction == "present" and not self.inside_noun

    @cached_property
    def foretold(self) -> bool:
        """Whether the date is one of a thing announced, promised or planned, whose verb may well be past.

        'promised the money by March', 'announced a strike from Monday', 'the slated visit in September'.
        """
        verb = self.governor
        if verb is not None and verb.lemma_.lower() in context("future_head") and verb.i < self.root.i:
            opens = context("future_before") | context("future_start")
            earlier = any(c.lower_ == "had" for c in verb.children)
            if not earlier and (self.low(-1) in opens or self.before in opens):
                return True
        return any(c.dep_ == "amod" and c.lower_ in context("future_mod") for c in self._noun_above.children)

    @cached_property
    def _noun_above(self) -> Token:
        """The noun that the date describes or hangs on through a preposition; the date's own word if there is none."""
        token = self.root
        if self.inside_noun:
            return token.head
        while token.dep_ in ("pobj", "pcomp", "prep") and token.head.i != token.i and token.pos_ != "VERB":
            token = token.head
            if token.pos_ in ("NOUN", "PROPN") and token.dep_ != "prep":
                return token
        return self.root

    @property
    def from_now(self) -> bool:
        """Whether the date ends a span that begins with 'now' ('between now and May')."""
        now = self.atom(-2)
        opened = now is not None and any(s.kind == "REF" and s.value == "PRESENT_REF" for s in now.senses)
        return opened and self.low(-1) in context("range_join")

    @cached_property
    def perfect(self) -> bool:
        """Whether the verb is in the present perfect, which can be followed by an end to come ('has until Tuesday')."""
        return self.governor is not None and any(t.lower_ in context("perfect_now") for t in self.governor.children)

    @cached_property
    def told(self) -> bool:
        """Whether the date marks a thing already told ('a way around Friday's ruling'), not what will be done to it."""
        noun = self.root.head
        return self.inside_noun and self.root.dep_ == "poss" and noun.dep_ not in ("nsubj", "nsubjpass")

    def narrative_year(self) -> int | None:
        """The year that the same sentence has already named, if it is not the year of publication."""
        if self.direction != "past":
            return None
        start = self.root.sent.start_char
        for end, reading in reversed(self.story.said):
            if self.story.atoms[end - 1].start < start:
                return None
            year = reading.begin.year if reading.begin else None
            if year and reading.value[:4] == f"{year:04d}" and year < (self.now.year if self.published else 9999) - 1:
                return year
        return None

    def anchor(self) -> Reading | None:
        """The date last spoken of, no more than three sentences back; None where there is none."""
        if not self.story.said:
            return None
        end, reading = self.story.said[-1]
        return reading if self.match.start - end < 120 else None


def opens_entry(atoms: list[Atom], start: int, end: int) -> bool:
    """Whether atoms ``[start, end)`` stand at the head of a paragraph, a bullet aside, with a colon after them."""
    if end >= len(atoms) or atoms[end].fresh or atoms[end].text != ":":
        return False
    return atoms[start].fresh or (start > 0 and atoms[start - 1].fresh and atoms[start - 1].shape == "SIGN")


def tense(verb: Token, dated: Token) -> Direction | None:
    """The time of a verb form, with its auxiliaries and the verbs above it; ``dated`` is the date it is asked for."""
    for _ in range(STEPS):
        found = _planned(verb, dated) or _own_tense(verb)
        if found is not None:
            return found
        above = verb.head
        while above.i != above.head.i and above.pos_ not in ("VERB", "AUX"):
            if above.lemma_.lower() in context("future_head"):
                return "future"
            above = above.head
        if above.i == verb.i or above.pos_ not in ("VERB", "AUX"):
            return None
        if above.lemma_.lower() in context("future_head") and verb.dep_ in ("xcomp", "ccomp", "advcl", "acl"):
            return "future"
        verb = above
    return None


def _planned(verb: Token, dated: Token) -> Direction | None:
    """'expected Monday', 'planned a rally for Saturday': what is planned is to come, though the planning is past."""
    lemma = verb.lemma_.lower()
    if lemma in context("future_noun"):
        return "future"
    if lemma not in context("future_self") or any(t.lower_ == "had" for t in verb.children):
        return None
    active = verb.tag_ == "VBD" and (dated.i <= verb.i + 1 or dated.dep_ == "dobj")
    return None if active else "future"


def _own_tense(verb: Token) -> Direction | None:
    """The time that a verb's own form and auxiliaries tell."""
    helpers = [t for t in verb.children if t.dep_ in ("aux", "auxpass")]
    words = {t.lower_ for t in helpers}
    perfect = any(t.lemma_ == "have" for t in helpers) and verb.tag_ in ("VBN", "VBD", "VBG")
    if words & context("modal_future"):
        lost = any(t.dep_ == "neg" for t in verb.children) or verb.lemma_.lower() in context("could_past")
        failed = words & context("could") and lost
        return "past" if perfect or failed else "future"
    if perfect or "did" in words or verb.tag_ == "VBD" or any(t.tag_ == "VBD" for t in helpers):
        return "past"
    if any(t.tag_ in ("VBZ", "VBP") for t in helpers):
        return "future" if verb.tag_ == "VBG" else "present"
    if verb.tag_ in ("VBZ", "VBP"):
        return "present"
    if verb.tag_ == "MD":
        return "future"
    return "past" if verb.tag_ == "VBN" else None
