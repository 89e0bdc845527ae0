"""Conditions: whether a clause is one ('if X leaves', 'were X to leave'), and whether an act hangs on one (rule 8)."""

from __future__ import annotations

from spacy.tokens import Token

from redshank.language import grammar
from redshank.lexicons.tables import groups

_DEPTH = 3  # coordinated or reported clauses looked at above an act
_CLAUSES = frozenset({"advcl", "ccomp", "parataxis", "dep", "csubj"})


def _forms(where: str) -> frozenset[str]:
    return groups("grammar/factuality.tsv", "where")[where]


def is_condition(verb: Token) -> bool:
    """Whether a clause is a condition, with a word that says so or with its auxiliary before its subject."""
    if verb.dep_ == "advcl" and any(_supposes(c) for c in verb.children):
        return True
    return verb.dep_ in _CLAUSES and is_inverted(verb)


def _supposes(word: Token) -> bool:
    """'if', 'unless', but not 'as if', which compares."""
    if word.dep_ != "mark" or word.lower_ not in _forms("supposes"):
        return False
    return word.i == 0 or word.nbor(-1).lower_ != "as"


def _is_case(preposition: Token, verb: Token) -> bool:
    """'without a truce, X would …', 'in case of an attack': a condition that is no clause, before the act."""
    if preposition.dep_ != "prep" or preposition.i > verb.i:
        return False
    case = grammar.child(preposition, "pobj")
    named = case is not None and case.lower_ in _forms("supposes_noun")
    return preposition.lower_ in _forms("supposes_prep") or (preposition.lower_ == "in" and named)


def is_inverted(verb: Token) -> bool:
    """'had the guards fired', 'should the talks fail', 'were the port closed': a condition without 'if'."""
    subject = grammar.child(verb, "nsubj", "nsubjpass", "expl")
    openers = [verb, *(c for c in verb.children if c.dep_ in {"aux", "auxpass"})]
    opener = next((t for t in openers if t.lower_ in _forms("inverted")), None)
    if subject is None or opener is None or opener.i > subject.i:
        return False
    return all(t.is_punct or t.is_space for t in verb.doc[verb.left_edge.i : opener.i])


def condition_of(verb: Token, depth: int = 0) -> Token | None:
    """The condition that the act hangs on, its own or that of the clause it stands beside or is reported in."""
    within = (c for part in (verb, *_infinitives(verb)) for c in part.children)
    own = next((c for c in within if is_condition(c) or _is_case(c, verb)), None)
    if own is None and depth < _DEPTH and verb.dep_ in {"ccomp", "conj"} and verb.head.pos_ in {"VERB", "AUX"}:
        return condition_of(verb.head, depth + 1)
    return own


def _infinitives(verb: Token) -> list[Token]:
    """'would have to leave if …': the parser hangs the condition on what follows."""
    return [c for c in verb.children if c.dep_ == "xcomp"]


def hangs_on_condition(verb: Token) -> bool:
    """Whether the act is told only for a case: 'if X leaves, Y will …', 'Y, he said, would … should X leave'."""
    return condition_of(verb) is not None or _after_inversion(verb)


def _after_inversion(verb: Token) -> bool:
    """The same by the first word of the sentence, where the parser has lost the clause that it opens."""
    sentence = verb.sent
    first = next((t for t in sentence if not (t.is_punct or t.is_space)), None)
    if first is None or first.lower_ not in _forms("inverted") or sentence[-1].text == "?":
        return False
    return any(t.text == "," for t in verb.doc[first.i : verb.i])
