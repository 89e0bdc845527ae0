"""Mends what the small parser gets wrong in news sentences, before any part reads the tree.

Each repair is one function on a token with one reason; all keep the tree a tree.
"""

from __future__ import annotations

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Token

from redshank.language.grammar import is_infinitive
from redshank.lexicons.tables import rows, words

NAME = "redshank_repairs"

_NAMES = frozenset({"GPE", "ORG", "PERSON", "NORP"})
_MEASURES = frozenset({"DATE", "TIME", "CARDINAL", "QUANTITY", "MONEY", "PERCENT", "ORDINAL"})
_GROUP = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_PAST = frozenset({"VBD", "VBN"})
_BARE = frozenset({"VB", "VBG"})
_EMBEDDING = frozenset({"ccomp", "xcomp", "advcl", "pcomp", "relcl", "acl", "conj"})


def lift_coordination(token: Token) -> bool:
    """Hang a coordinated verb on the verb whose form it shares.

    In 'has demanded that Norway end its support and called on it to leave' the parser makes 'called' a partner of
    'end'; a past form goes with the past form above, not with an infinitive.
    """
    head = token.head
    told = head.tag_ == "VBN" and token.tag_ == "VBD"  # 'said he had left and expressed regret'
    if token.dep_ != "conj" or token.tag_ not in _PAST or not (head.tag_ in _BARE or told):
        return False
    if any(c.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass"} for c in token.children):
        return False
    above = head
    while above.dep_ in _EMBEDDING and above.head != above:
        above = above.head
        if above.pos_ == "VERB" and above.tag_ in ({"VBD"} if told else _PAST) and above.i < token.i:
            token.head = above
            return True
    return False


def lower_coordination(token: Token) -> bool:
    """Hang a bare infinitive on the infinitive before it: 'called on it to stop testing, comply and allow talks'."""
    head = token.head
    if token.dep_ != "conj" or token.tag_ != "VB" or head.tag_ not in {"VBD", "VBZ", "VBP", "VBN"}:
        return False
    if any(c.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass", "neg"} for c in token.children):
        return False
    inner = [c for c in head.children if c.dep_ in {"xcomp", "advcl", "ccomp"} and c.tag_ == "VB" and c.i < token.i]
    if not inner:
        return False
    token.head = inner[-1]
    return True


def lower_agent(token: Token) -> bool:
    """Hang 'by X' on the act noun before it ('condemned the launch by X'): an active verb has no agent."""
    verb = token.head
    if token.lower_ != "by" or token.dep_ not in {"prep", "agent"} or verb.pos_ != "VERB":
        return False
    named = any(c.dep_ == "pobj" and c.ent_type_ in _NAMES for c in token.children)
    active = any(c.dep_ == "nsubj" for c in verb.children)
    noun = next((c for c in verb.children if c.dep_ == "dobj" and c.right_edge.i == token.i - 1), None)
    if not (named and active) or noun is None:
        return False
    token.head, token.dep_ = noun, "prep"
    return True


def raise_adjunct(token: Token) -> bool:
    """Hang a time or place between a reporting verb and its clause on the reporting verb.

    In 'said on Monday he will visit' the parser gives 'on Monday' to 'visit', across its subject.
    """
    verb = token.head
    above = verb.head
    if token.dep_ not in {"prep", "npadvmod"} or verb.dep_ != "ccomp" or not above.i < token.i < verb.i:
        return False
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or not token.right_edge.i < subject.left_edge.i or above.i + 1 != token.left_edge.i:
        return False
    token.head = above
    return True


def make_infinitive(token: Token) -> bool:
    """Read a noun after 'to' as the verb it is: 'offered to host talks'."""
    if token.pos_ != "NOUN" or not is_infinitive(token):
        return False
    token.tag_, token.pos_, token.lemma_ = "VB", "VERB", token.lower_
    return True


def make_predicate(token: Token) -> bool:
    """Read the past form of a verb without object as the main verb: 'hundreds of people protested outside …'."""
    noun = token.head
    if token.dep_ != "acl" or token.tag_ != "VBN" or noun.dep_ != "ROOT" or noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    following = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    if {token.lemma_, f"{token.lemma_} {following}"}.isdisjoint(words("grammar/intransitive.tsv")):
        return False
    if any(c.dep_ == "agent" for c in token.children):
        return False
    token.head, token.dep_, token.tag_ = token, "ROOT", "VBD"
    noun.head, noun.dep_ = token, "nsubj"
    return True


def tie_possessive(token: Token) -> bool:
    """Make the noun before a joined "’ s" (see ``possessives``) the possessor of the noun group after it."""
    if token.norm_ != "'s" or " " not in token.text or token.i == 0 or token.i + 1 >= len(token.doc):
        return False
    owner, last = token.nbor(-1), token.nbor(1)
    if token.dep_ == "case" and owner.dep_ == "poss" and token.head == owner:
        return False  # the parse has it right
    while last.i + 1 < len(token.doc) and last.nbor(1).pos_ in _GROUP and last.nbor(1).sent == token.sent:
        last = last.nbor(1)
    if last.pos_ not in {"NOUN", "PROPN"} or owner.pos_ not in {"NOUN", "PROPN"} or last.sent != token.sent:
        return False
    if owner.is_ancestor(last):
        root = owner.head == owner
        above, dep = owner.head, owner.dep_
        last.head, last.dep_ = (last if root else above), dep
    token.head, token.dep_ = owner, "case"
    for c in token.doc[token.i + 1 : last.i]:
        c.head, c.dep_ = last, "amod" if c.pos_ == "ADJ" else "compound"
    owner.head, owner.dep_ = last, "poss"
    return True


def make_subject(token: Token) -> bool:
    """Read a name before a verb that has no subject as its subject; the parser takes rare names for adverbials."""
    verb = token.head
    if token.dep_ != "npadvmod" or token.pos_ != "PROPN" or verb.pos_ != "VERB" or token.right_edge.i + 1 > verb.i:
        return False
    if token.ent_type_ in _MEASURES or any(c.dep_ in {"nsubj", "nsubjpass", "expl"} for c in verb.children):
        return False
    token.dep_ = "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj"
    return True


def join_name(token: Token) -> bool:
    """Make one phrase of 'met his counterpart Ivan Petrov', where the parse gives the verb two objects."""
    verb = token.head
    if token.dep_ != "dobj" or token.pos_ not in {"NOUN", "ADJ"} or not any(c.dep_ == "poss" for c in token.lefts):
        return False
    name = next((c for c in verb.children if c.dep_ == "dobj" and c.i > token.i and c.pos_ == "PROPN"), None)
    if name is None or name.left_edge.i != token.right_edge.i + 1:
        return False
    token.head, token.dep_ = name, "compound"
    return True


def lower_conjunct(token: Token) -> bool:
    """Hang a noun that the parse coordinates with the verb on the object: 'outlawed the league and the union'."""
    verb = token.head
    if token.dep_ != "conj" or verb.pos_ != "VERB" or token.pos_ not in {"NOUN", "PROPN"}:
        return False
    if any(c.dep_ in {"nsubj", "nsubjpass", "aux", "cop"} for c in token.children):
        return False
    first = token.left_edge.i
    joined = first > 1 and token.doc[first - 1].dep_ == "cc" and token.doc[first - 1].head == verb
    noun = next((c for c in verb.children if c.dep_ == "dobj" and joined and _ends_at(c, first - 2)), None)
    if noun is None:
        return False
    token.doc[first - 1].head, token.head = noun, noun
    return True


def _ends_at(token: Token, last: int) -> bool:
    return token.i < last + 1 and token.right_edge.i == last


def lift_conjunct(token: Token) -> bool:
    """Hang a partner with an article of its own on the noun, not on its apposition: 'the firm Orm and the bank'."""
    name = token.head
    if token.dep_ != "conj" or name.dep_ != "appos" or not any(c.dep_ == "det" for c in token.lefts):
        return False
    if name.left_edge.i != name.head.i + 1 or any(c.dep_ == "det" for c in name.lefts):
        return False
    token.head = name.head
    return True


@cache
def _lemmas() -> dict[str, str]:
    return {row["form"]: row["lemma"] for row in rows("grammar/lemmas.tsv")}


def mend_lemma(token: Token) -> bool:
    """Give a verb form its lemma where the lemmatizer cuts too much ('staged' is no form of 'stag')."""
    lemma = _lemmas().get(token.lower_) if token.tag_.startswith("V") else None
    if lemma is not None:
        token.lemma_ = lemma
    return lemma is not None


def repair(doc: Doc) -> Doc:
    """Apply every repair to every token, in text order."""
    for token in doc:
        tie_possessive(token)
        lift_coordination(token)
        lower_coordination(token)
        lower_agent(token)
        raise_adjunct(token)
        make_subject(token)
        join_name(token)
        lower_conjunct(token)
        lift_conjunct(token)
        make_infinitive(token)
        make_predicate(token)
        mend_lemma(token)
    return doc


@Language.component(NAME, assigns=["token.head", "token.dep"], requires=["token.dep", "token.tag"])
def repair_component(doc: Doc) -> Doc:
    """The component, run right after the parser and the tagger."""
    return repair(doc)
