"""Whose words: the speaker's phrase of a reporting verb, by grammar."""

from __future__ import annotations

from spacy.tokens import Token

from redshank.attribution.spans import is_quote_mark

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ")
_UPWARD = ("xcomp", "conj", "advcl", "pcomp", "prep", "dep", "ccomp")
_ADJACENT = ("nsubj", "nsubjpass", "dep", "npadvmod", "appos", "ROOT", "conj", "pobj", "dobj")
_MAX_STEPS = 5


def own_subject(verb: Token) -> Token | None:
    """The verb's own subject; for a passive the agent after 'by'."""
    if is_passive(verb):
        return agent(verb)
    for child in verb.children:
        if child.dep_ in _SUBJECTS and child.pos_ in _NOMINAL:
            return child
    return None


def agent(verb: Token) -> Token | None:
    """The noun after 'by' of a passive."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for inner in child.children:
                if inner.dep_ == "pobj":
                    return inner
    return None


def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive with its auxiliary or a passive subject."""
    return any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children)


def _next_to(verb: Token) -> Token | None:
    """The noun right after an inverted verb ('C, said the minister') that the parser took for an object."""
    for child in verb.children:
        named = child.pos_ in _NOMINAL[:3] and child.ent_type_ not in ("DATE", "TIME")
        if child.dep_ in ("dobj", "attr", "npadvmod", "oprd", "nsubj", "dep") and child.i > verb.i and named:
            return child
    return None


def _crosses_mark(subject: Token, verb: Token) -> bool:
    """Whether a quotation mark stands between a subject and its verb: then it is no subject but what was quoted."""
    return subject.i < verb.i and is_quote_mark(verb.doc[verb.i - 1])


def speaker_of(verb: Token, inverted: bool = False) -> Token | None:
    """Head of the speaker's phrase: own subject, else the subject of the verb it hangs on.

    Args:
        verb: the reporting verb.
        inverted: the content stands before the verb, so a noun after it may be the subject.
    """
    found = own_subject(verb)
    if found is not None and not (inverted and _crosses_mark(found, verb)):
        return _resolve_relative(found)
    if is_passive(verb) or _is_asked(verb):
        return None
    if inverted or verb.i == verb.sent.start:
        found = _next_to(verb) or _adjacent(verb)
        if found is not None:
            return found
    return _inherited(verb)


def _is_asked(verb: Token) -> bool:
    """'Asked about the raid, the minister said …': the subject of the sentence was asked, by nobody named."""
    return verb.tag_ == "VBN" and verb.dep_ == "advcl" and not any(c.dep_ == "aux" for c in verb.children)


def _adjacent(verb: Token) -> Token | None:
    """The noun right before ', Judge Roberts said,' that the parser tied to another verb."""
    at = verb.i - 1
    while at > verb.sent.start and verb.doc[at].pos_ in ("ADV", "AUX", "PART"):
        at -= 1
    word = verb.doc[at]
    if at < verb.sent.start or word.pos_ not in ("PROPN", "PRON", "NOUN"):
        return None
    return word if word.dep_ in _ADJACENT else None


def relative_subject(verb: Token) -> Token | None:
    """The pronoun in 'a spokesman, who said'."""
    return next((c for c in verb.children if c.dep_ == "nsubj" and c.tag_ in ("WP", "WDT")), None)


def _inherited(verb: Token) -> Token | None:
    at = verb
    for _ in range(_MAX_STEPS):
        if at.dep_ in ("acl", "relcl") and at.head.pos_ in _NOMINAL:
            return at.head
        if at.dep_ not in _UPWARD or at.head.i == at.i:
            return None
        up = at.head
        if at.dep_ == "xcomp":
            controller = next((c for c in up.children if c.dep_ in ("dobj", "iobj", "dative") and c.i < at.i), None)
            if controller is not None and controller.pos_ in _NOMINAL:
                return controller
        as_saying = at.dep_ == "prep" and at.lower_ == "as"
        at = up
        quoted = _next_to(at) if as_saying and not is_passive(at) else None
        if quoted is not None:
            return quoted  # 'quoted X as saying': X says it
        if at.pos_ in ("VERB", "AUX"):
            found = _surface_subject(at)
            if found is not None:
                return _resolve_relative(found)
    return None


def _surface_subject(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass") and child.pos_ in _NOMINAL:
            return child
    return None


def _resolve_relative(subject: Token) -> Token:
    """'the spokesman, who said': the relative pronoun stands as it is where its noun cannot be told."""
    if subject.tag_ in ("WP", "WDT") and subject.head.dep_ == "relcl" and subject.head.head.pos_ in _NOMINAL:
        return subject.head.head
    return subject
