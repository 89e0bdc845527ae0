"""Whether a frame's conditions hold for a trigger; each condition is a small function, named as in the lexicon."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spacy.tokens import Token

from redshank.language import grammar
from redshank.lexicons.frames import Condition, Frame
from redshank.lexicons.tables import words
from redshank.predicates.trigger import Trigger

PLACE_NAME = "*place"  # stands in a SET for the name of any place


def hold(frame: Frame, trigger: Trigger) -> bool:
    """Whether all of a frame's conditions hold."""
    return all(_CHECKS[c.name](trigger, c) for c in frame.needs)


def head_lemmas(token: Token | None) -> set[str]:
    """Lemmas that a phrase is headed by: its own, its conjuncts', and the noun inside 'a number of soldiers'."""
    found: set[str] = set()
    for head in grammar.conjuncts(token) if token is not None else ():
        found |= {head.lemma_.lower(), head.lower_}
        if any(m.start <= head.i < m.end for m in head.doc._.toponyms):
            found.add(PLACE_NAME)
        if head.lemma_.lower() in words("grammar/containers.tsv") or head.like_num:
            for inner in grammar.preposition_objects(head, "of"):
                found |= {inner.lemma_.lower(), inner.lower_}
    return found


def _among(tokens: Iterable[Token], lemmas: frozenset[str]) -> bool:
    return any(head_lemmas(t) & lemmas for t in tokens)


def _obj(t: Trigger, c: Condition) -> bool:
    return t.object is not None and (not c.lemmas or bool(head_lemmas(t.object) & c.lemmas))


def _subj(t: Trigger, c: Condition) -> bool:
    return t.subject is not None and (not c.lemmas or bool(head_lemmas(t.subject) & c.lemmas))


def _prt(t: Trigger, c: Condition) -> bool:
    near = grammar.particles(t.token) | {
        k.lower_ for k in t.token.children if k.dep_ in {"advmod", "prep"} and k.i == t.token.i + 1
    }
    return bool(near & c.words)


def _prep(t: Trigger, c: Condition) -> bool:
    found = t.prepositional(*c.words)
    if c.lemmas:
        return _among(found, c.lemmas)
    bare = (k for k in t.token.children if k.dep_ == "prep" and k.lower_ in c.words)
    return bool(found) or any(grammar.child(k, "pobj") is None for k in bare)


def _comp(t: Trigger, c: Condition) -> bool:
    heads = [h for h in (t.complement, t.gerund) if h is not None]
    if not c.lemmas:
        return bool(heads)
    told = {h.lemma_.lower() for h in heads}
    for copula in (h for h in heads if h.lemma_ == "be"):
        verdict = grammar.child(copula, "attr", "acomp")
        told |= head_lemmas(verdict)
    return bool(told & c.lemmas)


def _that(t: Trigger, c: Condition) -> bool:
    return (
        t.complement is not None
        and t.complement.dep_ in {"ccomp", "acl", "relcl"}
        and not grammar.is_infinitive(t.complement)
    )


def _mod(t: Trigger, c: Condition) -> bool:
    found = {
        w
        for k in t.token.subtree
        if k.i < t.token.i and k.dep_ in {"amod", "compound", "poss", "nmod", "npadvmod"}
        for w in (k.lemma_.lower(), k.lower_)
    }
    return bool(found & c.lemmas) if c.lemmas else bool(found)


def _light(t: Trigger, c: Condition) -> bool:
    return t.light is not None and (not c.lemmas or t.light.lemma_.lower() in c.lemmas)


_CHECKS: dict[str, Callable[[Trigger, Condition], bool]] = {
    "obj": _obj,
    "noobj": lambda t, c: t.object is None,
    "subj": _subj,
    "prt": _prt,
    "prep": _prep,
    "comp": _comp,
    "that": _that,
    "inf": lambda t, c: t.complement is not None and grammar.is_infinitive(t.complement),
    "ing": lambda t, c: t.gerund is not None,
    "neg": lambda t, c: grammar.is_negated(t.token),
    "noneg": lambda t, c: not grammar.is_negated(t.token),
    "passive": lambda t, c: t.passive,
    "active": lambda t, c: not t.passive,
    "mod": _mod,
    "light": _light,
    "nolight": lambda t, c: t.light is None,
}
