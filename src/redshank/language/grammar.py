"""Who does what to whom in one clause: logical subjects, objects and complements over spaCy's dependency labels.

Plain functions on tokens. Passives are turned round, gaps in relative clauses and infinitives are filled, and
coordination is spread out. The parser is small and errs; every walk here is bounded by the tree and never loops.
Labels are those of ClearNLP's conversion, as spaCy's English pipelines use them.
"""

from __future__ import annotations

from spacy.tokens import Token

from redshank.lexicons.tables import groups

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})


def _control(kind: str) -> frozenset[str]:
    return groups("grammar/control.tsv", "kind")[kind]


def child(token: Token, *deps: str) -> Token | None:
    """The first child with one of these labels."""
    return next((c for c in token.children if c.dep_ in deps), None)


def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive, full ('was seized') or reduced ('ships seized by …')."""
    if any(c.dep_ in {"nsubjpass", "auxpass", "csubjpass"} for c in verb.children):
        return True
    if verb.tag_ == "VBN" and any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children):
        return False
    if verb.tag_ == "VBN" and verb.dep_ == "acl":
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not child(verb, "nsubj", "aux"):
        return verb.head.pos_ in {"VERB", "AUX"} and verb.head.tag_ == "VBN" and is_passive(verb.head)
    return child(verb, "agent") is not None


def conjuncts(head: Token) -> list[Token]:
    """The head and what is coordinated with it, in text order: 'Ukraine, Russia, France and Germany'."""
    found, queue = [head], [head]
    while queue:
        current = queue.pop(0)
        for c in current.children:
            if c.dep_ == "conj" and c.pos_ not in {"VERB", "AUX"} and c not in found:
                found.append(c)
                queue.append(c)
    return sorted(found, key=lambda t: t.i)


def _antecedent(pronoun: Token, verb: Token) -> Token:
    """The noun a relative pronoun stands for; the pronoun itself where there is none."""
    relative = pronoun.tag_ in _RELATIVE_TAGS or (pronoun.lower_ == "that" and pronoun.pos_ in {"PRON", "SCONJ"})
    clause = verb
    while clause.dep_ == "conj" and clause.head.i < clause.i:
        clause = clause.head
    if relative and clause.dep_ == "relcl":
        return clause.head
    return pronoun


def surface_subject(verb: Token, depth: int = 0) -> Token | None:
    """The subject as the words have it, own or shared or understood: of participles, infinitives and gaps too."""
    own = child(verb, "nsubj", "nsubjpass", "csubj", "csubjpass")
    if own is not None:
        return _antecedent(own, verb)
    if depth > 8 or verb.head == verb:
        return None
    return _understood_subject(verb, depth + 1)


def _understood_subject(verb: Token, depth: int) -> Token | None:
    head = verb.head
    if verb.dep_ == "conj":
        return surface_subject(head, depth) if head.pos_ in {"VERB", "AUX"} else None
    if verb.dep_ in {"xcomp", "ccomp"} and head.pos_ in {"VERB", "AUX", "ADJ"}:
        if verb.dep_ == "ccomp" and verb.tag_ not in {"VB", "VBG"}:
            return None
        return _controller(head, depth)
    if verb.dep_ == "advcl":
        return _adverbial_subject(verb, head, depth)
    if verb.dep_ == "pcomp" and head.dep_ in {"prep", "agent"}:
        above = head.head
        if above.pos_ in {"VERB", "AUX"}:
            return _gerund_subject(above, head, depth)
        return owner(above)
    if verb.dep_ in {"acl", "relcl"}:
        if is_infinitive(verb):
            return owner(head) or light_subject(head) or head
        return head
    return None


def _adverbial_subject(verb: Token, head: Token, depth: int) -> Token | None:
    if head.pos_ not in {"VERB", "AUX"}:
        return None
    if verb.i > head.i and head.lemma_ in _control("undergo") and verb.tag_ == "VBG":
        return child(head, "dobj")
    if verb.i > head.i and _opens_with(verb, "to"):
        return _controller(head, depth)
    if verb.i > head.i and verb.tag_ == "VBG" and verb.lemma_ in _control("result"):
        return surface_subject(_last_clause(verb, head), depth)
    return surface_subject(head, depth)


def _last_clause(verb: Token, head: Token) -> Token:
    """'the army said that rebels shelled the town, killing two': what kills is the last clause with a subject."""
    between = [t for t in head.subtree if head.i < t.i < verb.i and child(t, "nsubj", "nsubjpass") is not None]
    inner = [t for t in between if t.pos_ in {"VERB", "AUX"} and not verb.is_ancestor(t)]
    return inner[-1] if inner else head


def _controller(head: Token, depth: int) -> Token | None:
    """Subject of an infinitive: the object of 'urge', 'ask', 'order', else the subject of the verb above."""
    if head.lemma_ in _control("object"):
        target = surface_subject(head, depth) if is_passive(head) else child(head, "dobj", "dative")
        if target is not None:
            return target
        called_on = preposition_objects(head, "on", "upon", "to")
        if called_on:
            return called_on[0]
    return surface_subject(head, depth)


def _gerund_subject(verb: Token, preposition: Token, depth: int) -> Token | None:
    """'accused Iran of arming rebels': Iran; 'by staging exercises', 'after meeting X': the subject above."""
    if preposition.lower_ in {"of", "from", "for"} and verb.lemma_ in _control("gerund_object"):
        target = surface_subject(verb, depth) if is_passive(verb) else child(verb, "dobj")
        if target is not None:
            return target
    if is_passive(verb) and preposition.lower_ == "by":
        return None
    return surface_subject(verb, depth)


def light_subject(noun: Token) -> Token | None:
    """Subject of the verb that the noun is the object of: 'made a decision to withdraw'."""
    if noun.dep_ in {"dobj", "attr"} and noun.head.pos_ in {"VERB", "AUX"}:
        return logical_subject(noun.head)
    return None


def owner(noun: Token) -> Token | None:
    """Possessor of a noun, or who stands behind it: 'Iran's launch', 'the launch by it', 'the ruling of the court'."""
    possessor = child(noun, "poss")
    if possessor is not None:
        return possessor
    for name in ("by", "of"):
        found = preposition_objects(noun, name)
        if found:
            return found[0]
    return None


def is_infinitive(verb: Token) -> bool:
    """'to go': whether the verb has 'to' as its auxiliary."""
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def logical_subject(verb: Token) -> Token | None:
    """Who acts: the subject, or the agent of a passive."""
    if not is_passive(verb):
        return surface_subject(verb)
    agent = child(verb, "agent")
    if agent is not None:
        return child(agent, "pobj")
    by = preposition_objects(verb, "by")
    return by[0] if by else None


def logical_object(verb: Token) -> Token | None:
    """Who or what is acted on: the object, or the subject of a passive, or the noun a relative clause hangs on."""
    if is_passive(verb):
        subject = surface_subject(verb)
        return None if subject is not None and subject.lower_ == "it" and child(verb, "ccomp") else subject
    own = child(verb, "dobj")
    if own is not None:
        return _antecedent(own, verb)
    if verb.dep_ == "relcl" and child(verb, "nsubj") is not None:
        subject = child(verb, "nsubj")
        fronted = any(c.tag_ in _RELATIVE_TAGS for c in verb.children) or subject is None
        gap = not any(c.dep_ in {"attr", "ccomp", "acomp"} for c in verb.children)
        if (
            subject is not None
            and subject.tag_ not in _RELATIVE_TAGS
            and subject.lower_ != "that"
            and gap
            and not fronted
        ):
            return verb.head
    return _shared_object(verb)


def _shared_object(verb: Token) -> Token | None:
    """'condemned and rejected the plan': the object stands by the last verb only."""
    for c in verb.children:
        if c.dep_ == "conj" and c.pos_ == "VERB" and not child(c, "nsubj", "nsubjpass"):
            return child(c, "dobj")
    return None


def preposition_objects(token: Token, *names: str) -> list[Token]:
    """Objects of the prepositions of a token, 'because of X' and 'out of X' under their last word too."""
    found: list[Token] = []
    for c in token.children:
        if c.dep_ in {"prep", "agent", "dative"} and c.pos_ in {"ADP", "SCONJ", "VERB", "ADV", "PART"}:
            inner = child(c, "prep")
            if not names or c.lower_ in names:
                found += [p for p in c.children if p.dep_ == "pobj"]
            if inner is not None and (not names or inner.lower_ in names):
                found += [p for p in inner.children if p.dep_ == "pobj"]
    return found


def complement(token: Token) -> Token | None:
    """Head of the clause that the token takes: 'demanded that Iran stop', 'urged it to stop', 'the plan to leave'.

    The parser calls some infinitives purposes ('called the king to discuss trade'); it counts where nothing else does.
    """
    for label in ("ccomp", "xcomp"):
        for c in token.children:
            if c.dep_ == label and c.i > token.i and not c.tag_.startswith("N"):
                return c
    noun = token.pos_ in {"NOUN", "PROPN"}
    for c in token.children:
        if c.dep_ in {"acl", "relcl"} and noun and _opens_with(c, "to", "that"):
            return c
        if c.dep_ == "advcl" and not noun and c.i > token.i and c.tag_ == "VB" and _opens_with(c, "to"):
            return c
    return None


def _opens_with(clause: Token, *marks: str) -> bool:
    return any(c.lower_ in marks and c.dep_ in {"aux", "mark"} for c in clause.children)


def gerund(token: Token, *prepositions: str) -> Token | None:
    """Head of a gerund after a preposition ('accused of arming', 'banned from entering') or of a bare '-ing' clause."""
    for c in token.children:
        if c.dep_ == "prep" and (not prepositions or c.lower_ in prepositions):
            inner = child(c, "pcomp")
            if inner is not None:
                return inner
    phrasal = bool(particles(token))
    return next(
        (
            c
            for c in token.children
            if c.tag_ == "VBG" and (c.dep_ in {"xcomp", "pcomp"} or (phrasal and c.dep_ == "advcl" and c.i > token.i))
        ),
        None,
    )


def particles(verb: Token) -> frozenset[str]:
    """Particles of a phrasal verb."""
    return frozenset(c.lower_ for c in verb.children if c.dep_ == "prt")


def is_negated(token: Token) -> bool:
    """'not', 'never', 'no' on the token itself."""
    holders = [token]
    if token.pos_ == "ADJ" and token.dep_ == "acomp":
        holders.append(token.head)  # 'is not willing'
    return any(_negates(c, h) or (c.dep_ == "det" and c.lower_ == "no") for h in holders for c in h.children)


def _negates(word: Token, verb: Token) -> bool:
    """'not' before the verb or after a form of 'be'; 'with the rebels, not the army' leaves the verb as it is."""
    return word.dep_ == "neg" and (word.i < verb.i or verb.pos_ == "AUX" or word.i == verb.i + 1)


def steps(a: Token, b: Token) -> int | None:
    """Steps between two tokens in the tree; None where they stand in different trees."""
    up = {t.i: n for n, t in enumerate([a, *a.ancestors])}
    return next((n + up[t.i] for n, t in enumerate([b, *b.ancestors]) if t.i in up), None)
