"""From mentions to readings, in text order: each mention goes through the rules until one answers."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from redshank.actors.acronyms import learn_acronyms
from redshank.actors.behind import read_behind
from redshank.actors.describe import noun_in
from redshank.actors.discourse import enlist
from redshank.actors.entities import Who, country_name, entity, from_sense
from redshank.actors.general import read_weapon
from redshank.actors.matching import Hit
from redshank.actors.names import BODY_KINDS, named_members, read_name
from redshank.actors.nouns import read_noun
from redshank.actors.pairs import read_pair
from redshank.actors.persons import name_span, read_person
from redshank.actors.pronouns import read_pronoun
from redshank.actors.report import Report
from redshank.language.annotations import ActorReading, ActorTable, Mention
from redshank.language.grammar import logical_subject
from redshank.language.mentions import find_mentions
from redshank.lexicons.roster import compass_codes, pronouns, word_class

_DEEPEST = 12
_OBJECTS = frozenset({"dobj", "pobj", "nsubjpass", "conj"})


class Reader:
    """Reads the actors of one document."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.report = Report(doc)
        self.open: set[int] = set()

    def run(self) -> None:
        """Fill ``doc._.mentions``, ``doc._.chains`` and ``doc._.actors``."""
        mentions = find_mentions(self.doc)
        self._pass(mentions)
        learn_acronyms(self.report)
        if self.report.learned:
            self.report.restart()
            self._pass(mentions)
        self._modifiers()
        self._things(mentions)
        table = {i: r for i, r in sorted(self.report.readings.items()) if r is not None}
        self.doc._.mentions = mentions
        self.doc._.chains = dict(self.report.chains)
        self.doc._.actors = ActorTable(table)

    def _pass(self, mentions: list[Mention]) -> None:
        self.report.mentions = {m.head: m for m in mentions}
        for mention in mentions:
            self.read(mention.head)
            enlist(self.report, mention)

    def read(self, head: int) -> ActorReading | None:
        """The reading of the mention with this head; read now if it has not been yet."""
        report = self.report
        if head in report.readings:
            return report.readings[head]
        mention = report.mentions.get(head)
        if mention is None or head in self.open or len(self.open) > _DEEPEST:
            return None
        self.open.add(head)
        try:
            report.readings[head] = self._decide(mention)
        finally:
            self.open.discard(head)
        return report.readings[head]

    def _decide(self, mention: Mention) -> ActorReading | None:
        report = self.report
        token = self.doc[mention.head]
        if token.lower_ in pronouns() and mention.end - mention.start == 1 and token.pos_ in ("PRON", "DET", "ADJ"):
            return read_pronoun(report, mention, self.read)
        pair = read_pair(report, mention)
        if pair is not None:
            return pair
        span = name_span(report, mention.head)
        if span is not None:
            return self._person(mention, span)
        hit = report.hit_of.get(mention.head)
        if hit is not None:
            return self._named(mention, hit)
        if token.lower_ in compass_codes() and token.text[0].isupper():
            return self._compass(mention)
        return read_noun(report, mention, self.read)

    def _compass(self, mention: Mention) -> ActorReading | None:
        """'The South' in a report on both Koreas."""
        code = compass_codes()[self.doc[mention.head].lower_]
        if not all(self.report.counts[c] for c in compass_codes().values()):
            return None
        who = Who(code, "GOV", country_name(code), kind="country", rule=f"compass point for {country_name(code)}")
        return ActorReading((entity(self.doc, mention.start, mention.end, who),), who.rule, 0.8)

    def _person(self, mention: Mention, span: tuple[int, int]) -> ActorReading | None:
        who, left = read_person(self.report, mention.head, span, self.read)
        start = min(left, mention.start) if mention.start >= left - 1 else left
        end = max(mention.end, span[1])
        self.report.mentions[mention.head] = Mention(mention.head, start, end, mention.kind)
        hit = self.report.hit_of.get(mention.head)
        if hit is not None and hit.note:
            who = replace(who, rule=f"{who.rule}, {hit.note}")
        if who.code is None and self.doc[mention.head].ent_type_ != "PERSON" and who.rule.startswith("name without"):
            return None
        return ActorReading((entity(self.doc, start, end, who),), who.rule, who.score)

    def _named(self, mention: Mention, hit: Hit) -> ActorReading | None:
        found = read_name(self.report, hit)
        if found is None:
            return None
        who, _ = found
        if hit.note:
            who = replace(who, rule=f"{who.rule}, {hit.note}")
        members = named_members(self.report, hit) if who.kind == "organisation" else ()
        if members:
            start, end = min(mention.start, hit.start), max(mention.end, hit.end)
            both = tuple(entity(self.doc, start, end, replace(m, sector=m.sector or "GOV")) for m in members)
            return ActorReading(both, f"members of {who.name}", who.score)
        if who.kind in ("demonym", "ethnic"):
            owner = self._owner_code(mention, hit)
            if owner is not None:
                who = replace(who, code=owner, rule=f"{who.rule} of {country_name(owner)}")
        elif who.kind in ("body", "organisation") and self._is_common(hit):
            owner = self._owner_code(mention, hit)
            if owner is not None and owner != who.code:
                who = replace(
                    who, code=owner, name=None, rule=f"{self.doc[hit.start : hit.end].text} of {country_name(owner)}"
                )
        start, end = min(mention.start, self._described_from(hit)), max(mention.end, hit.end)
        return ActorReading((entity(self.doc, start, end, who),), who.rule, who.score)

    def _described_from(self, hit: Hit) -> int:
        """First token of 'the Somali militia' just before the militia's name."""
        noun = noun_in(self.report, hit.start - 1) if hit.start and not self.doc[hit.start].is_sent_start else None
        if noun is None or noun.noun.person or noun.end != hit.start or self.report.sense(hit).kind not in BODY_KINDS:
            return hit.start
        mention = self.report.mentions.get(noun.end - 1)
        return mention.start if mention is not None and mention.end <= hit.start else hit.start

    def _is_common(self, hit: Hit) -> bool:
        """The body's name is also a common noun ('Congress', 'Senate'), so that others may have one."""
        noun = noun_in(self.report, hit.last)
        return noun is not None and noun.start <= hit.start

    def _owner_code(self, mention: Mention, hit: Hit) -> str | None:
        """The possessor's country in "Syria's Kurds", the adjective's in 'Iraqi Kurds'."""
        for i in range(mention.start, hit.start):
            other = self.report.hit_of.get(i)
            if other is not None and other is not hit:
                return self.report.sense(other).code
        return None

    def _modifiers(self) -> None:
        """Names that head no phrase of their own ('North Korean' in 'North Korean missiles') get readings, too."""
        report = self.report
        self._stray_names()
        for hit in report.hits:
            if hit.start not in report.choice or any(i in report.readings for i in range(hit.start, hit.end)):
                continue
            sense = report.sense(hit)
            who = from_sense(sense)
            if sense.kind in ("demonym", "place", "ethnic"):
                who = replace(
                    who, sector="GOV", name=country_name(sense.code) if sense.kind == "demonym" else sense.name
                )
            if sense.kind == "holder":
                span = name_span(report, hit.last)
                if span is None:
                    continue
                who, left = read_person(report, hit.last, span, self.read)
                report.readings[hit.last] = ActorReading((entity(self.doc, left, hit.end, who),), who.rule, who.score)
                continue
            reading = ActorReading((entity(self.doc, hit.start, hit.end, who),), f"{who.rule}, as a modifier", 0.5)
            report.readings[hit.last] = reading

    def _things(self, mentions: list[Mention]) -> None:
        """Things are read as whose they are ('the Afghan army base'), so that acts on them have a side."""
        report, readings = self.report, self.report.readings
        added: dict[int, ActorReading] = {}
        for mention in mentions:
            if readings.get(mention.head) is None and self._is_thing(mention):
                reading = read_behind(self.doc, mention, readings) or read_weapon(report, mention)
                if reading is not None:
                    added[mention.head] = reading
        readings.update(added)
        for mention in mentions:
            if readings.get(mention.head) is None and self._is_unknown_body(mention):
                who = Who(None, None, None, kind="unknown", rule="a body that nobody knows")
                unknown = entity(self.doc, mention.start, mention.end, who)
                readings[mention.head] = ActorReading((unknown,), who.rule, 0.3)

    def _is_unknown_body(self, mention: Mention) -> bool:
        """The name of an organisation that neither the roster nor the report places, or a place that may be hit."""
        token = self.doc[mention.head]
        if token.lemma_.lower() in word_class("target") and mention.kind != "possessive" and token.dep_ in _OBJECTS:
            return self._is_done_to(token)
        inside = (self.report.readings.get(i) for i in range(mention.start, mention.end))
        known = any(e.code for reading in inside if reading is not None for e in reading.entities)
        return token.pos_ == "PROPN" and token.ent_type_ == "ORG" and mention.kind == "name" and not known

    def _is_done_to(self, token: Token) -> bool:
        """Whether somebody with a code does something to this place: 'the rebels burned a village'; no storm does."""
        verb = next((t for t in token.ancestors if t.pos_ == "VERB"), None)
        subject = logical_subject(verb) if verb is not None else None
        reading = self.report.readings.get(subject.i) if subject is not None else None
        return reading is not None and any(e.code for e in reading.entities)

    def _is_thing(self, mention: Mention) -> bool:
        """A noun, or a name that does not follow the name of a town ('Paris Smith')."""
        token = self.doc[mention.head]
        before = self.report.hit_of.get(mention.head - 1)
        town = before is not None and self.report.sense(before).kind in ("capital", "place")
        return token.pos_ == "NOUN" or (token.pos_ == "PROPN" and token.ent_type_ != "PERSON" and not town)

    def _stray_names(self) -> None:
        """Persons whose names the parse made modifiers ('Trump' in a joined subject)."""
        read = {i for i, r in self.report.readings.items() if r is not None}
        for token in self.doc:
            if token.pos_ != "PROPN" or token.dep_ not in ("compound", "nmod") or token.i in self.report.hit_of:
                continue
            follower = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else None
            if (
                token.i in read
                or follower is None
                or follower.pos_ in ("PROPN", "NOUN", "PART")
                or not token.whitespace_
            ):
                continue
            span = name_span(self.report, token.i)
            if span is None:
                continue
            who, left = read_person(self.report, token.i, span, self.read)
            if who.code is not None:
                reading = ActorReading((entity(self.doc, left, span[1], who),), who.rule, who.score)
                self.report.readings[token.i] = reading
