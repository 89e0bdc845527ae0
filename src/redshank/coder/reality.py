"""Whether a reported act is real, planned, hypothetical, denied or over: PLOVER's auxiliary modes, by grammar.

Walks from the act up through what it hangs on; each step is looked up in ``lexicons/data/grammar``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Token

from redshank.coder.supposed import hangs_on_condition, is_inverted
from redshank.language import grammar
from redshank.lexicons.tables import rows, split, words


@dataclass(slots=True)
class Reality:
    """What the words around an act make of it.

    Attributes:
        past: its case never came ('would have done'), so that nobody promises or threatens it.
        decided: decided on, so that it counts as announced.
        background: the noun whose topic it is ('response to', 'victims of'): told only in passing.
        dropped: why it is no event at all; empty where it is one.
        carriers: tokens that plan, begin or deny it, part of the trigger.
    """

    future: bool = False
    decided: bool = False
    hypothetical: bool = False
    past: bool = False
    negated: bool = False
    background: str = ""
    dropped: str = ""
    carriers: list[Token] = field(default_factory=list)


@cache
def _embedding() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for row in rows("grammar/embedding.tsv"):
        for lemma in split(row["lemma"]):
            found.setdefault((lemma, row["pos"]), row["kind"])
    return found


@cache
def _factuality() -> dict[tuple[str, str], str]:
    return {(w, r["where"]): r["kind"] for r in rows("grammar/factuality.tsv") for w in split(r["word"])}


def reality_of(head: Token, light: Token | None, *, negation_used: bool = False) -> Reality:
    """The reality of the act that ``head`` triggers, through its light verb where it has one."""
    found = Reality()
    if head.sent[-1].text == "?" or (len(head.sent) > 1 and head.sent[-2].text == "?"):
        found.dropped = "asked, not told"
        return found
    if head.pos_ in {"NOUN", "PROPN"} and light is None:
        _noun(head, found)
    else:
        if head.pos_ in {"NOUN", "PROPN"}:
            _modifiers(head, found)
        _verb(light or head, found, negation_used)
    return found


def is_announced(verb: Token) -> bool:
    """Whether what is held, as its object, is to come: 'announced a strike'."""
    return _embedding().get((verb.lemma_.lower(), "light")) == "future"


def is_promise(word: Token) -> bool:
    """Whether a verb commits its subject to what it does next: 'promised', 'vowed'."""
    return word.pos_ == "VERB" and _embedding().get((word.lemma_.lower(), "v")) == "future"


def _drop(found: Reality, why: str) -> None:
    if not found.dropped:
        found.dropped = why


def _modifiers(noun: Token, found: Reality) -> None:
    for c in noun.children:
        kind = _factuality().get((c.lower_, "mod")) if c.dep_ in {"amod", "det", "compound"} else None
        if kind == "future":
            found.future = True
        elif kind == "unreal" and c.lower_ == "no":
            found.negated = True
        elif kind == "unreal":
            _drop(found, f"'{c.text} {noun.text}'")


def _noun(noun: Token, found: Reality) -> None:
    """An act named by a noun: what it hangs on must not make it a topic, a wish or a fear."""
    _modifiers(noun, found)
    current = noun
    for _ in range(4):
        while current.dep_ == "conj" and current.head.i < current.i:
            current = current.head
        if current.dep_ == "pobj" and current.head.dep_ in {"prep", "agent"}:
            above = current.head.head
            if _factuality().get((current.head.lower_, "noun_prep")) == "unreal":
                _drop(found, f"'{current.head.text} {noun.text}': a topic")
            if above.pos_ in {"NOUN", "PROPN"}:
                kind = _factuality().get((above.lemma_.lower(), "governor"))
                if kind == "unreal":
                    _drop(found, f"'{above.text} {current.head.text} {noun.text}'")
                elif kind == "presupposed":
                    found.background = above.text
                current = above
                continue
            return
        if current.dep_ in {"nsubj", "nsubjpass"} and current.head.pos_ in {"VERB", "AUX"}:
            _under_modal(noun, current.head, found)
        governed = current.dep_ in {"dobj", "nsubjpass"} and current.head.pos_ == "VERB"
        if governed and _factuality().get((current.head.lemma_.lower(), "governor_verb")) == "unreal":
            _drop(found, f"'{current.head.text} … {noun.text}'")
        return


def _under_modal(noun: Token, verb: Token, found: Reality) -> None:
    """'a withdrawal would please X', 'if the attack succeeds': the noun's act is not told as done."""
    for c in verb.children:
        unreal = c.dep_ == "aux" and _factuality().get((c.lower_, "aux")) in {"would", "unreal", "norm"}
        if unreal or (c.dep_ == "mark" and _factuality().get((c.lower_, "mark")) == "condition"):
            _drop(found, f"'{noun.text}' under '{c.text}'")


def _imperative(verb: Token) -> bool:
    """'"Burn it," he said', 'do not burn it': told to somebody; a bare form with no subject and no other auxiliary."""
    helpers = [c for c in verb.children if c.dep_ in {"aux", "auxpass"} and c.tag_ != "VB"]
    if verb.tag_ != "VB" or helpers or any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
        return False
    if verb.dep_ == "conj":
        return verb.head.tag_ == "VB" and _imperative(verb.head)
    return verb.dep_ in {"ROOT", "ccomp", "advcl"}


def _verb(verb: Token, found: Reality, negation_used: bool) -> None:
    if _imperative(verb):
        _drop(found, f"'{verb.text}' is told to somebody")
    _by_nobody(verb, found, "nsubj", "nsubjpass", "dobj")  # 'made no arrests', 'no arrests were made'
    current = verb
    if verb.pos_ == "ADJ" and verb.dep_ == "acomp":
        current = verb.head  # the copula carries 'not', 'if', 'will'
    for _ in range(8):
        _auxiliaries(current, found, negation_used and current.i in {verb.i, verb.head.i})
        above = _step(current, found)
        if above is None or found.dropped:
            return
        current = above
        _by_nobody(current, found, "nsubj", "nsubjpass")


def _by_nobody(verb: Token, found: Reality, *deps: str) -> None:
    """'nobody was freed', 'neither side left', 'none of them': a party that is none makes the act one that was not."""
    for party in (c for c in verb.children if c.dep_ in deps):
        near = (party, *(c for c in party.children if c.dep_ in {"det", "preconj", "cc"} and c.i < party.i))
        none = next((t for t in near if _factuality().get((t.lower_, "party")) == "negate"), None)
        if none is not None:
            found.negated = True
            found.carriers.append(none)


def _auxiliaries(verb: Token, found: Reality, negation_used: bool) -> None:
    if is_inverted(verb):
        _drop(found, f"'{verb.text}' under a condition without 'if'")
    for c in verb.children:
        if c.dep_ == "neg" and not negation_used and _negates(c, verb):
            found.negated = not found.negated
            found.carriers.append(c)
        if c.dep_ == "preconj" and _factuality().get((c.lower_, "party")) == "negate":
            found.negated = True  # 'neither attacked nor threatened'
        if c.dep_ == "mark" and _factuality().get((c.lower_, "mark")) == "condition":
            _drop(found, f"under '{c.text}'")
        if c.dep_ == "advmod" and (c.lower_ == "never" or _no_longer(c)):
            found.negated = True
        if c.dep_ == "advmod" and _factuality().get((c.lower_, "adv")) == "unreal":
            _drop(found, f"'{c.text} {verb.text}'")
        kind = _factuality().get((c.lower_, "aux")) if c.dep_ == "aux" else None
        if kind is not None:
            _modal(verb, c, kind, found)
    if verb.lemma_ == "go" and any(c.dep_ == "xcomp" for c in verb.children) and verb.tag_ == "VBG":
        found.future = True


def _negates(word: Token, verb: Token) -> bool:
    """'did not attack', 'was not', but not 'not only attacked', which tells of more."""
    if word.i + 1 < len(word.doc) and _factuality().get((word.nbor(1).lower_, "after_not")) == "real":
        return False
    return word.i < verb.i or verb.pos_ == "AUX" or word.i == verb.i + 1


def _no_longer(adverb: Token) -> bool:
    return adverb.lower_ == "longer" and any(c.lower_ == "no" for c in adverb.children)


def _modal(verb: Token, aux: Token, kind: str, found: Reality) -> None:
    if kind == "would" and verb.tag_ == "VBN" and aux.lower_ != "would":
        return  # "'d seen" is 'had seen'
    perfect = any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children)
    if kind in {"future", "would"} and hangs_on_condition(verb):
        found.hypothetical, found.past = True, perfect
        found.carriers.append(aux)
    elif kind == "future" or (kind == "would" and _reported(verb) and not perfect):
        found.future = True
        found.carriers.append(aux)
    elif kind == "would" and perfect:
        _drop(found, f"'would have {verb.text}' was not done")
    elif kind == "would":
        found.hypothetical = True
        found.carriers.append(aux)
    else:
        _drop(found, f"'{aux.text} {verb.text}' is {'a norm' if kind == 'norm' else 'only possible'}")


def _reported(verb: Token) -> bool:
    """Whether 'would' stands in speech reported in the past, so that it is the future: 'said Turkey would wait'."""
    return verb.dep_ in {"ccomp", "conj", "acl", "relcl"}


def _step(verb: Token, found: Reality) -> Token | None:
    """One step up; None where the clause ends."""
    head = verb.head
    if head == verb:
        return None
    if verb.dep_ == "conj":
        own = any(c.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass"} and c.lower_ != "to" for c in verb.children)
        return None if own or head.pos_ not in {"VERB", "AUX"} else head
    if verb.dep_ == "pcomp":
        return _after_preposition(verb, found)
    if verb.dep_ == "advcl":
        return _adverbial(verb, head, found)
    if grammar.is_infinitive(verb) or verb.dep_ == "xcomp":
        return _embedded(verb, head, found)
    if verb.dep_ == "ccomp" and _embedding().get((head.lemma_.lower(), "clause")) == "unreal":
        _drop(found, f"under '{head.text}'")
    elif verb.dep_ == "ccomp" and head.i < verb.i and grammar.is_negated(head):
        _drop(found, f"'not {head.text}': nobody tells it")
    return None


def _adverbial(verb: Token, head: Token, found: Reality) -> Token | None:
    if not grammar.is_infinitive(verb):
        return None
    if _embedding().get((head.lemma_.lower(), _pos(head))) in {"future", "real"} and head.lemma_ != "use":
        return _embedded(verb, head, found)
    _drop(found, f"a purpose: 'to {verb.text}'")
    return None


def _pos(token: Token) -> str:
    return {"VERB": "v", "AUX": "v", "ADJ": "a", "NOUN": "n", "PROPN": "n"}.get(token.pos_, "")


def _embedded(verb: Token, head: Token, found: Reality) -> Token | None:
    if head.lemma_ == "be" and grammar.is_infinitive(verb):
        found.future = True
        found.carriers.append(head)
        return head
    kind = _embedding().get((head.lemma_.lower(), _pos(head)))
    if head.pos_ == "VERB" and grammar.is_passive(head):
        kind = _embedding().get((head.lemma_.lower(), "passive"), kind)
    kind = _duty(verb, head) if kind == "duty" else kind
    if kind is None and grammar.is_infinitive(verb) and head.pos_ != "ADJ":
        kind = "unreal"
    none = head.pos_ == "NOUN" and any(_factuality().get((c.lower_, "party")) == "negate" for c in head.children)
    if kind == "unreal" or none:
        _drop(found, f"under '{'no ' if none else ''}{head.text}'")
        return None
    found.carriers.append(head)
    if kind == "future":
        found.future = True
    elif kind == "decided":
        found.decided = True
    elif kind == "negate":
        found.negated = not found.negated
    return head if head.pos_ in {"VERB", "AUX", "ADJ"} else None


def _duty(verb: Token, head: Token) -> str:
    """'has yet to leave': it has not left; 'would have to leave if …': it leaves in that case; else no act is told."""
    if any(c.dep_ == "advmod" and _factuality().get((c.lower_, "adv")) == "negate" for c in head.children):
        return "negate"
    return "real" if hangs_on_condition(head) or hangs_on_condition(verb) else "unreal"


def _after_preposition(verb: Token, found: Reality) -> Token | None:
    preposition = verb.head
    kind = _factuality().get((preposition.lower_, "prep"), "unreal")
    above = preposition.head
    if preposition.lower_ == "of" and above.lemma_.lower() in words("grammar/containers.tsv"):
        return above.head if above.dep_ in {"dobj", "pobj"} and above.head.pos_ == "VERB" else None
    if kind == "unreal" and _embedding().get((above.lemma_.lower(), _pos(above))) == "real":
        return above if above.pos_ in {"VERB", "AUX"} else None
    if kind == "unreal":
        _drop(found, f"'{preposition.text} {verb.text}'")
    elif kind == "negate":
        found.negated = True
    return above if preposition.lower_ == "by" and above.pos_ in {"VERB", "AUX"} else None


def finite_past(token: Token) -> bool:
    """Whether the nearest verb at or above is a finite past or perfect one: an act told as done."""
    return token.tag_ in {"VBD", "VBN"} and not any(
        c.dep_ == "aux" and (c.lower_, "aux") in _factuality() for c in token.children
    )
