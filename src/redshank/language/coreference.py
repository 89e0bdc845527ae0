"""Which earlier phrase a pronoun means: one scored choice among candidates, and safe walks along the chains.

Resolution runs in text order beside the actor readings: the caller keeps the list of candidates and hands it over. A
candidate carries what decides: number, gender, kind, sentence, grammatical role.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from redshank.language.quotations import Quotation
from redshank.lexicons.roster import PronounForm, word_class
from redshank.lexicons.tables import words

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_WINDOW = 4
_CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "conj", "acl", "parataxis", "csubj", "pcomp"})


@dataclass(slots=True)
class Candidate:
    """A phrase that may be an antecedent.

    Attributes:
        head: token index of its head.
        start, end: token range of the phrase.
        sent: number of its sentence in the document.
        kind: 'person', 'people', 'body', 'country', 'place' or 'thing'.
        plural: True, False, or None where the words do not tell.
        gender: 'm', 'f' or ''.
        subject: it is the subject of a clause.
        chain: how often the same entity has been named before.
        key: names the same entity across phrases; empty for things.
        headline: it stands in a headline or caption, away from the text proper.
        members: heads of the phrases that are joined in it; empty for a single phrase.
    """

    head: int
    start: int
    end: int
    sent: int
    kind: str
    plural: bool | None
    gender: str = ""
    subject: bool = False
    chain: int = 0
    key: str = ""
    headline: bool = False
    members: tuple[int, ...] = ()


def antecedent(
    pronoun: Token, form: PronounForm, candidates: Iterable[Candidate], sent: int, barred: frozenset[str] = frozenset()
) -> Candidate | None:
    """The best antecedent of a third-person pronoun, or None.

    Args:
        pronoun: the pronoun's token.
        form: what its form demands.
        candidates: phrases before it, the latest first.
        sent: number of the pronoun's sentence.
        barred: keys of entities that it cannot mean (the speaker of the quotation it stands in).
    """
    best: tuple[float, int, Candidate] | None = None
    for candidate in candidates:
        distance = sent - candidate.sent
        if distance > 2 * _WINDOW:
            break
        if distance < 0 or distance > _WINDOW or (candidate.key and candidate.key in barred):
            continue
        if not fits(form, candidate) or is_bound(pronoun, form, candidate):
            continue
        score = _score(pronoun, candidate, distance)
        if best is None or (score, candidate.head) > best[:2]:
            best = (score, candidate.head, candidate)
    return best[2] if best else None


def fits(form: PronounForm, candidate: Candidate) -> bool:
    """Number, gender and animacy agree."""
    if form.gender in ("m", "f"):
        return candidate.kind == "person" and candidate.plural is not True and candidate.gender in ("", form.gender)
    if form.gender == "n":
        return candidate.kind in ("country", "body", "place", "thing") and candidate.plural is not True
    if candidate.plural is False:
        return candidate.kind == "body"
    return candidate.kind != "country" or candidate.plural is None


def _score(pronoun: Token, candidate: Candidate, distance: int) -> float:
    score = -1.0 * distance
    if candidate.subject:
        score += 0.9
        if distance == 0 and _same_subject_line(pronoun, candidate):
            score += 0.5
    if candidate.kind == "thing":
        score += 2.0 if _event_goes_on(pronoun, candidate) else -0.2 if pronoun.dep_ == "nsubjpass" else -0.7
    if candidate.kind == "place":
        score -= 0.8
    if candidate.headline:
        score -= 1.5
    if candidate.gender and candidate.kind == "person":
        score += 0.5
    if candidate.kind in ("person", "country", "body"):
        score += 0.12 * min(candidate.chain, 4)
    dep = pronoun.doc[candidate.head].dep_
    if dep in ("pobj", "poss"):
        score -= 0.4
    if dep == "dobj" and distance == 0:
        score += 0.1
    return score - 0.002 * min(200, pronoun.i - candidate.head)


def _event_goes_on(pronoun: Token, candidate: Candidate) -> bool:
    """'… condemned the blast. It killed two': blasts kill, last and happen; governments seldom do."""
    noun = pronoun.doc[candidate.head].lemma_.lower()
    subject = pronoun.dep_ in SUBJECTS and pronoun.head.lemma_.lower() in word_class("event_verb")
    return subject and noun in word_class("event_noun")


def _same_subject_line(pronoun: Token, candidate: Candidate) -> bool:
    """The candidate is the subject of a verb that governs the pronoun's clause."""
    verb = pronoun.doc[candidate.head].head
    return verb.i == pronoun.head.i or any(a.i == verb.i for a in pronoun.ancestors)


def is_bound(pronoun: Token, form: PronounForm, candidate: Candidate) -> bool:
    """Grammar forbids the link: the pronoun stands inside the candidate, or is the object of the candidate's verb."""
    if candidate.start <= pronoun.i < candidate.end or candidate.head >= pronoun.i:
        return True
    owning = form.possessive and pronoun.tag_ == "PRP$"
    if owning or pronoun.lower_.endswith(("self", "selves")):
        return False
    head = pronoun.doc[candidate.head]
    verb = clause_of(pronoun)
    if verb is None:
        return False
    controller = _controller(verb)
    return head.i == controller or (head.dep_ in SUBJECTS and head.head.i == verb.i)


def _controller(verb: Token) -> int | None:
    """Whoever does what an infinitive says ('She called him to thank him': she), so that its object is another."""
    for _ in range(4):
        if any(c.dep_ in SUBJECTS for c in verb.children) or verb.dep_ not in ("xcomp", "advcl", "conj", "pcomp"):
            return None
        above = verb.head
        objects = [c.i for c in above.children if c.dep_ == "dobj"]
        if verb.dep_ == "xcomp" and objects:
            return objects[0]
        subject = next((c.i for c in above.children if c.dep_ in SUBJECTS), None)
        if subject is not None:
            return subject
        verb = above if above.pos_ in ("VERB", "AUX") else above.head
    return None


def clause_of(token: Token) -> Token | None:
    """The verb whose clause the token stands in; None where the token is itself a subject of its clause."""
    if token.dep_ in SUBJECTS:
        return None
    for ancestor in token.ancestors:
        if ancestor.pos_ in ("VERB", "AUX"):
            return ancestor
    return None


def is_empty_it(token: Token) -> bool:
    """'It' that means nothing: 'it is believed that …', 'it rained', 'it was time to'."""
    if token.lower_ != "it":
        return False
    if token.dep_ == "expl":
        return True
    verb = token.head
    if token.dep_ not in SUBJECTS:
        return False
    clausal = any(c.dep_ in ("ccomp", "csubj", "csubjpass", "xcomp") for c in verb.children)
    if token.dep_ == "nsubjpass":
        return clausal and any(c.lower_ == "that" for c in verb.subtree if c.dep_ == "mark")
    if verb.lemma_ in ("seem", "appear", "turn") and clausal:
        return True
    if verb.lemma_ in ("be", "become"):
        of_will = words("grammar/of_will.tsv")
        adjective = any(c.dep_ in ("acomp", "oprd") and c.lemma_.lower() not in of_will for c in verb.children)
        noun = any(c.dep_ == "attr" for c in verb.children)
        return (adjective or noun) and any(
            c.dep_ in ("ccomp", "csubj", "xcomp", "advcl", "relcl", "acl") for c in verb.subtree if c.i > verb.i
        )
    return False


def quotation_at(quotations: Iterable[Quotation], token: int) -> Quotation | None:
    """The innermost direct quotation that holds the token."""
    found = None
    for quotation in quotations:
        if quotation.token_start <= token < quotation.token_end and (found is None or quotation.depth > found.depth):
            found = quotation
    return found


def speaker_of(doc: Doc, quotation: Quotation) -> Token | None:
    """Subject of the verb of saying beside a quotation: in its sentence, else in the sentence before or after.

    Light: the attribution part does this in full, later.
    """
    sayings = word_class("speech_verb")
    spans = [doc[quotation.token_start].sent]
    last = doc[min(quotation.token_end, len(doc)) - 1].sent
    if last.start != spans[0].start:
        spans.append(last)
    for sent in spans:
        for token in sent:
            if quotation.token_start <= token.i < quotation.token_end or token.lemma_ not in sayings:
                continue
            subject = next((c for c in token.children if c.dep_ in SUBJECTS), None)
            if subject is not None and not quotation.token_start <= subject.i < quotation.token_end:
                return subject
    return _according_to(doc, quotation)


def _according_to(doc: Doc, quotation: Quotation) -> Token | None:
    """'According to the mayor, "…"'."""
    for token in doc[quotation.token_start].sent:
        outside = not quotation.token_start <= token.i < quotation.token_end
        if outside and token.lower_ == "to" and token.i and token.nbor(-1).lower_ == "according":
            return next((c for c in token.children if c.dep_ == "pobj"), None)
    return None


def walk(chains: Mapping[int, int], head: int) -> int:
    """The last link of a chain; ends also where links run in a circle."""
    seen = {head}
    while head in chains and chains[head] not in seen:
        head = chains[head]
        seen.add(head)
    return head
