"""Which time expressions and toponyms hang on which words, by grammar, and where an act happened by them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from redshank.coder.anaphora import pointed, with_feature
from redshank.coder.links import act_kinds
from redshank.language.annotations import PlaceMention, TimeMention
from redshank.lexicons.tables import groups
from redshank.places.names import feature_words, motion_words, place_verbs
from redshank.records import Paragraph

_ATTRIBUTIVE = frozenset({"compound", "poss", "nmod", "amod", "nummod"})
_UPON = frozenset({"ASSAULT", "COERCE"})  # what is done to an occasion is done on its day
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "ADJ", "ADV", "PRON", "DET"})


@dataclass(frozen=True, slots=True)
class Anchors:
    """Times and places of a document, by the token they hang on; goals are where one goes 'to'.

    ``entries`` are the dates of a chronicle, each with the paragraph that it heads.
    """

    times: dict[int, list[TimeMention]]
    places: dict[int, list[PlaceMention]]
    goals: dict[int, list[PlaceMention]] = field(default_factory=dict)
    entries: list[tuple[Paragraph, TimeMention]] = field(default_factory=list)

    def entry(self, head: Token) -> TimeMention | None:
        """The date of the chronicle's entry that a word stands in."""
        return next((m for paragraph, m in self.entries if paragraph.start <= head.idx < paragraph.end), None)


def anchors(doc: Doc) -> Anchors:
    """Hang every datable time and every literal place, named or pointed at, on the word that governs it."""
    hung = Anchors({}, {}, entries=list(_entries(doc)))
    acts = _acts(doc)
    for time in doc._.times:
        if time.time.finish is not None and time.time.type in {"DATE", "TIME", "DURATION"}:
            for governor in _dated_by(doc, time, acts):
                hung.times.setdefault(governor.i, []).append(time)
    named = [PlaceMention(with_feature(doc, m), m.start, m.end) for m in doc._.toponyms if not m.metonym]
    for place in (*named, *pointed(doc)):
        _hang(doc[place.start : place.end].root, place, hung)
    return hung


def _entries(doc: Doc) -> Iterator[tuple[Paragraph, TimeMention]]:
    """'July 3: Troops enter the town. …': a date at the head of a paragraph, with a colon after it, dates it all."""
    text, times = doc.text, doc._.times
    for paragraph in doc._.document.paragraphs:
        at = bisect_left(times, paragraph.start, key=lambda m: m.time.start)
        time = times[at].time if at < len(times) else None
        if time is None or time.end >= paragraph.end or time.type != "DATE" or not time.finish:
            continue
        heads = not any(c.isalnum() for c in text[paragraph.start : time.start])
        if heads and text[time.end] == ":":
            yield paragraph, times[at]


def _hang(root: Token, place: PlaceMention, hung: Anchors) -> None:
    """Put a place on the words that it tells the scene, or the goal, of."""
    if _locative(root) or root.dep_ == "advmod":  # 'was arrested there'
        for governor in _governors(root):
            hung.places.setdefault(governor.i, []).append(place)
        return
    top = root
    while top.dep_ in {"compound", "nmod"} and top.head != top:
        top = top.head
    above = top.head
    if top.dep_ in {"dobj", "nsubjpass"} and above.lemma_ in place_verbs():
        hung.places.setdefault(above.i, []).append(place)
    elif top.dep_ == "pobj" and above.lower_ == "to" and above.head.lemma_.lower() in motion_words():
        hung.goals.setdefault(above.head.i, []).append(place)


def _acts(doc: Doc) -> dict[int, set[str]]:
    """Categories of the acts that each word carries; none for a verb that only lends a noun its subject."""
    found: dict[int, set[str]] = {}
    for predicate in doc._.predicates:
        found.setdefault(predicate.head, set()).add(predicate.event)
    return {i: events for i, events in found.items() if i not in {p.light for p in doc._.predicates}}


def _dated_by(doc: Doc, mention: TimeMention, acts: dict[int, set[str]]) -> Iterator[Token]:
    """What a time dates. 'a few days after X began': its days are those of what follows 'after' (see ``times``)."""
    last = doc[mention.end - 1]
    if mention.time.type == "DURATION" and last.lower_ in {"after", "before"}:
        if last.dep_ == "mark":
            yield last.head
        yield from (c for c in last.children if c.dep_ in {"pobj", "pcomp"})
        return
    span = doc[mention.start : mention.end]
    root = span[-1] if span.root.dep_ == "det" else span.root  # 'the 2015 raid': the article goes with the raid
    noun = root.head
    if root.dep_ not in _ATTRIBUTIVE or noun.pos_ not in {"NOUN", "PROPN"}:
        yield from _governors(root)
        return
    yield noun
    if _shares_date(noun, acts):
        yield from _governors(noun)


def _shares_date(noun: Token, acts: dict[int, set[str]]) -> bool:
    """Whether what is done about a dated thing is done on its date: 'killed in the 2015 raid', 'at Monday's talks'.

    Not what answers it: 'condemned the 2015 raid', 'jailed for the 2015 raid', 'left the 2015 pact'.
    """
    kinds = {kind.partition(":")[0] for kind in act_kinds(noun)}
    if noun.dep_ in {"dobj", "nsubjpass"}:
        done = acts.get(noun.head.i, set())
        party = noun.doc._.actors.at(noun.i) is not None
        return not done or bool(done & _UPON and not party)  # 'shelled Monday's rally'
    if noun.dep_ != "pobj":
        return True
    preposition = noun.head
    if preposition.lower_ not in groups("grammar/timing.tsv", "kind")["within"]:
        return preposition.lower_ in groups("grammar/timing.tsv", "kind")["beside"]
    done = acts.get(preposition.head.i, set())
    return not done or not kinds or bool(kinds & done)


def _governors(root: Token) -> Iterator[Token]:
    """The words a phrase modifies: through its preposition, and through 'town near X', to the act above."""
    current = root
    for _ in range(6):
        above = current.head
        if above == current:
            return
        if above.pos_ in {"VERB", "AUX"}:
            yield above
            return
        if above.dep_ == "prep" or above.pos_ == "ADP":
            current = above
            continue
        yield above
        if above.dep_ not in {"pobj", "prep", "npadvmod", "advmod", "compound", "nmod", "appos", "dobj", "poss"}:
            return
        current = above


def _locative(root: Token) -> bool:
    """Whether a toponym tells where: through a preposition of place, not as a subject or possessor."""
    current = root
    for _ in range(6):
        if current.dep_ in {"nsubj", "nsubjpass", "agent", "poss"}:
            return False
        if current.dep_ in {"advmod", "npadvmod"}:
            return True  # 'north of Bergen'
        if current.head.pos_ == "ADP" and current.dep_ == "pobj" and not _part(current.head):
            return current.head.lower_ not in groups("grammar/prepositions.tsv", "kind")["no_scene"]
        if current.head == current or current.pos_ in {"VERB", "AUX"}:
            return False
        current = current.head
    return False


def _part(preposition: Token) -> bool:
    """Whether an 'of' ties a name to a noun of places: 'the town of Bergen', 'the centre of Bergen'."""
    noun = preposition.head.lower_
    return preposition.lower_ == "of" and any(noun in feature_words(side) for side in ("of", "part", "before"))


def clause_chain(head: Token) -> list[Token]:
    """The act's word and the verbs above it within its own finite clause."""
    chain, current = [head], head
    for _ in range(8):
        if current.head == current or current.dep_ in {"ccomp", "relcl"}:
            break
        if current.dep_ == "advcl" and any(c.dep_ in {"mark", "nsubj"} for c in current.children):
            break
        if current.dep_ == "conj" and any(c.dep_ in {"nsubj", "nsubjpass"} for c in current.children):
            break
        current = current.head
        if current.pos_ not in {"ADP", "PART"}:
            chain.append(current)
    return chain


def below(head: Token) -> list[Token]:
    """Participles and prepositional nouns under the verb: 'Speaking in Kyiv on Monday, he …'."""
    return [c for c in head.children if c.dep_ == "advcl" and c.tag_ == "VBG" and c.i < head.i]


def where_of(
    head: Token, hung: Anchors, parties: frozenset[int] = frozenset(), *, spoken: bool = False
) -> PlaceMention | None:
    """Where an act happened, if its clause says so.

    Args:
        head: the trigger.
        hung: what ``anchors`` found.
        parties: heads of the act's sides; a side is no place ('called on the Kremlin').
        spoken: whether it is an act of words, whose place is where they were said, not where what they are about is.
    """
    for token in clause_chain(head):
        for near in (token, *below(token)):
            found = [m for m in hung.places.get(near.i, ()) if _is_scene(head.doc, m, parties)]
            found = [m for m in found if not spoken or _where_said(m, near)]
            if found:
                return min(found, key=lambda m: abs(m.start - head.i))
    return None


def _where_said(mention: PlaceMention, verb: Token) -> bool:
    """Whether a place tells where words were spoken: 'condemned it in Riga', not 'condemned the attack in Riga'."""
    root = verb.doc[mention.start : mention.end].root
    if root.dep_ == "dobj":
        return root.head.lemma_ in motion_words()  # 'visited Riga and condemned'
    path = [root]
    while path[-1].i != verb.i and path[-1].head != path[-1]:
        path.append(path[-1].head)
    if any(t.dep_ == "dobj" and t.head.i == verb.i and act_kinds(t) for t in path):
        return False
    ties = [t.lower_ for t in path if t.pos_ == "ADP" and not _part(t)]
    spoken = groups("grammar/prepositions.tsv", "kind")["spoken"]
    outer = path[-2].pos_ != "ADP" or path[-2].lower_ in spoken if len(path) > 1 else True
    return outer and (not ties or ties[0] in spoken)


def goal_of(head: Token, hung: Anchors) -> PlaceMention | None:
    """Where one went to meet somebody: 'flew to Riga for talks', 'on a visit to Riga'."""
    for token in clause_chain(head):
        for near in (token, *below(token)):
            for mention in hung.goals.get(near.i, ()):
                return mention
    return None


def scene_of(head: Token, hung: Anchors, parties: frozenset[int]) -> PlaceMention | None:
    """Where a deed was done, if the phrase for whom it hit says so: 'drove into crowds in the resort of X'."""
    inside = {t.i for t in head.subtree if clause_chain(t)[-1] == clause_chain(head)[-1]}
    found = [m for i in sorted(inside) for m in hung.places.get(i, ()) if m.start in inside]
    return min((m for m in found if _is_scene(head.doc, m, parties)), key=lambda m: m.start, default=None)


def _is_scene(doc: Doc, mention: PlaceMention, parties: frozenset[int]) -> bool:
    """A party to the act is no place ('called on the Kremlin'), unless done in or over it, or to a town or province."""
    span = set(range(mention.start, mention.end))
    scene = groups("grammar/prepositions.tsv", "kind")["scene"]
    root = doc[mention.start : mention.end].root
    if not parties & span or root.head.lower_ in scene:
        return True
    left = groups("grammar/prepositions.tsv", "kind")["source"]
    return (mention.place.resolution or 1) > 1 and (root.dep_ in {"dobj", "nsubjpass"} or root.head.lower_ in left)
