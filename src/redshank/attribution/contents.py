"""What was said: the content of a reporting word, one function per construction.

Each function takes the reporting token and gives ``Found`` (a token range and the head of the content) or None. The
ranges follow PolNeAR's practice: 'that' and quotation marks belong to the content, the comma before the reporting
clause and the full stop of the sentence do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from redshank.attribution.lexicon import cue, function_words
from redshank.attribution.spans import after_dateline, edges, is_quote_mark, trim

_BREAKS = frozenset({",", ";", "-", "--", "–", "—", ":", "(", ")", ".", "?", "!", "…", "..."})
_CLUSTER_CHILDREN = frozenset(
    {"aux", "auxpass", "neg", "advmod", "npadvmod", "prep", "dobj", "dative", "prt", "nsubj", "nsubjpass"}
    | {"agent", "appos", "acomp", "oprd", "attr", "advcl", "mark"}
)
_MAX_PHRASE = 200  # tokens looked at behind a noun for a loose relative clause


@dataclass(frozen=True, slots=True)
class Found:
    """A content: token range, head token, and the construction that gave it."""

    start: int
    end: int
    head: int | None
    frame: str
    addressee: int | None = None


def _found(doc: Doc, start: int, end: int, head: int | None, frame: str, addressee: int | None = None) -> Found | None:
    start, end = trim(doc, start, end)
    return Found(start, end, head, frame, addressee) if start < end else None


def has_to(verb: Token) -> bool:
    """Whether the verb is a to-infinitive."""
    return any(child.tag_ == "TO" and child.i < verb.i for child in verb.children)


def has_subject(verb: Token) -> bool:
    """Whether the clause has a subject of its own."""
    return any(child.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for child in verb.children)


def addressee_of(verb: Token) -> Token | None:
    """The person spoken to: 'told reporters', 'said to reporters'."""
    for child in verb.children:
        if child.dep_ in ("dobj", "dative", "iobj") and child.i > verb.i and child.pos_ in ("NOUN", "PROPN", "PRON"):
            return child
        if child.dep_ in ("prep", "dative") and child.lower_ == "to":
            return next((inner for inner in child.children if inner.dep_ == "pobj"), None)
    return None


def _right_children(verb: Token, labels: tuple[str, ...]) -> Iterator[Token]:
    return (child for child in verb.children if child.i > verb.i and child.dep_ in labels)


def clause(verb: Token) -> Found | None:
    """'X said (that) C', 'X asked whether C', 'X told Y how C'."""
    for child in _right_children(verb, ("ccomp", "advcl", "dep", "parataxis", "relcl")):
        if has_to(child) and not any(c.dep_ == "mark" for c in child.children):
            continue
        if child.dep_ != "ccomp" and not _plain_clause(child):
            continue
        start, end = _bounded(verb, child)
        who = addressee_of(verb)
        if who is not None and who.i >= start:
            who = None
        end = _extend(verb, end) if end == child.right_edge.i + 1 else end
        return _found(verb.doc, _fronted(verb, start), end, child.i, "clause", who.i if who is not None else None)
    return None


def _plain_clause(child: Token) -> bool:
    """Whether a clause the parser took for an adverbial can be content: finite, own subject, no 'if' or 'because'."""
    marks = [c for c in child.children if c.dep_ in ("mark", "advmod") and c.i < child.i and c.tag_ in ("IN", "WRB")]
    return has_subject(child) and child.tag_ != "VBG" and all(c.lower_ == "that" for c in marks)


def _bounded(verb: Token, child: Token) -> tuple[int, int]:
    """A content clause up to where another reporting word takes over: ', and Y replied', ', adding that'."""
    start, end = edges(child)
    start = _after_time(child, max(start, verb.i + 1))
    for other in child.subtree:
        if other.i > child.i and other.pos_ == "VERB" and other.head.i == child.i and _takes_over(verb, other):
            end = min(end, other.left_edge.i)
    while end - 1 > start and (verb.doc[end - 1].dep_ == "cc" or verb.doc[end - 1].text == ","):
        end -= 1
    return start, end


def _after_time(clause_head: Token, start: int) -> int:
    """'told reporters this week he would …': the time belongs to the telling."""
    doc = clause_head.doc
    first = start
    while first < clause_head.i and doc[first].ent_type_ in ("DATE", "TIME"):
        first += 1
    loose = (
        first > start and doc[first - 1].dep_ == "npadvmod" and doc[first].dep_ in ("nsubj", "nsubjpass", "det", "poss")
    )
    return first if loose else start


def _takes_over(verb: Token, other: Token) -> bool:
    """Whether a verb the parser put into the content is rather a second reporting verb of the same or a new speaker."""
    entry = cue("verb", other.lemma_)
    left = other.left_edge.i
    if entry is None or left <= verb.i + 2:
        return False
    strength = max(entry.frames.get(frame, 0.0) for frame in ("quote", "clause", "obj_inf", "np", "around"))
    before = verb.doc[left - 1]
    if other.dep_ == "advcl" and other.tag_ == "VBG":
        return before.text == "," and strength >= 0.5
    if other.dep_ != "conj" or not (before.text == "," or before.dep_ == "cc") or strength < 0.75:
        return False
    return has_subject(other) or (
        other.tag_ == verb.tag_ and verb.tag_ in ("VBD", "VBZ") and other.tag_ != other.head.tag_
    )


def _fronted(verb: Token, start: int) -> int:
    """'what X says his plan would do', 'which X said were at his side': the content begins at the fronted word."""
    if verb.dep_ not in ("relcl", "pcomp", "ccomp", "csubj", "acl"):
        return start
    left = verb.left_edge
    if left.tag_ in ("WDT", "WP") and left.dep_ not in ("nsubj", "nsubjpass", "mark") and verb.i - left.i <= 12:
        return left.i
    if left.tag_ in ("WDT", "WP") and left.head.i > verb.i:
        return left.i
    return start


def _extend(verb: Token, end: int) -> int:
    """Take in what the parser hung on the reporting verb though it follows the content ('because …')."""
    stop = verb.sent.end
    limit = end
    for child in verb.children:
        if child.i >= end and child.dep_ == "conj" and _goes_on(verb, child):
            limit = max(limit, child.right_edge.i + 1)
            continue
        if limit > end and child.dep_ == "cc" and child.i < limit:
            continue
        beside = child.dep_ in ("conj", "cc", "parataxis", "dep")
        after = child.dep_ == "advcl" and child.tag_ in ("VBG", "VBD", "VBZ")
        if child.i >= end and (beside or after):
            stop = min(stop, child.left_edge.i)
    limit = _to_break(verb, limit, stop)
    for child in verb.children:
        if end <= child.left_edge.i < stop and child.dep_ in ("advcl", "prep", "advmod", "npadvmod"):
            limit = max(limit, child.right_edge.i + 1)
    return min(limit, stop)


def _goes_on(verb: Token, conjunct: Token) -> bool:
    """Whether a verb coordinated with the reporting verb belongs to the content: 'said it would … and would …'."""
    finite = verb.tag_ in ("VBD", "VBZ", "VBP")
    modal = any(c.tag_ == "MD" for c in conjunct.children)
    return finite and conjunct.pos_ in ("VERB", "AUX") and (modal or conjunct.tag_ == "VB")


def _to_break(verb: Token, end: int, stop: int) -> int:
    """Where the parser broke a clause in mid phrase, go on to the next punctuation."""
    doc = verb.doc
    if end >= stop or doc[end].is_punct or doc[end].is_space or doc[end].pos_ in ("CCONJ", "SCONJ", "ADP", "ADV"):
        return end
    if doc[end].pos_ not in ("AUX", "VERB", "PART") or doc[end].i == verb.i:
        return end
    while end < stop and not (doc[end].text in _BREAKS or doc[end].is_space):
        end += 1
    return end


def infinitive(verb: Token) -> Found | None:
    """'X vowed to do'."""
    for child in _right_children(verb, ("xcomp", "ccomp")):
        if has_to(child) and not has_subject(child) and child.left_edge.i > verb.i:
            if any(c.dep_ in ("dobj", "dative") and verb.i < c.i < child.i for c in verb.children):
                continue
            start, end = edges(child)
            return _found(verb.doc, start, _with_purpose(verb, end), child.i, "inf")
    return None


def _with_purpose(verb: Token, end: int) -> int:
    """Take in an infinitive right after the content that the parser hung on the reporting verb: '… to bring Y back'."""
    for child in verb.children:
        if child.dep_ in ("advcl", "xcomp", "acl") and child.left_edge.i == end and has_to(child):
            return child.right_edge.i + 1
    return end


def object_infinitive(verb: Token) -> Found | None:
    """'X urged Y to do': the content is 'Y to do'; the parser takes Y for subject or object."""
    for child in _right_children(verb, ("ccomp", "xcomp", "advcl")):
        if not has_to(child):
            continue
        start, end = edges(child)
        who = next((c for c in verb.children if c.dep_ in ("dobj", "dative") and verb.i < c.i < child.i), None)
        if who is None:
            who = next((c for c in child.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if who is None:
            preposition = next((c for c in verb.children if c.dep_ in ("prep", "prt") and verb.i < c.i < child.i), None)
            who = preposition and next((c for c in preposition.children if c.dep_ == "pobj"), None)
        if who is None:
            continue
        return _found(verb.doc, max(verb.i + 1, min(start, who.left_edge.i)), end, child.i, "obj_inf", who.i)
    return None


def gerund(verb: Token) -> Found | None:
    """'X denied doing', 'X suggested putting off the vote'."""
    for child in _right_children(verb, ("xcomp", "ccomp", "pcomp")):
        if child.tag_ == "VBG":
            start, end = edges(child)
            return _found(verb.doc, max(start, verb.i + 1), end, child.i, "gerund")
    return None


def predicate(verb: Token) -> Found | None:
    """'X called it "a farce"', 'X branded Y an outlaw': object and what is said of it."""
    for child in _right_children(verb, ("oprd", "xcomp", "ccomp", "attr", "acomp")):
        if child.tag_ in ("VB", "VBG", "VBD", "VBZ", "VBP") or has_to(child):
            continue
        start, end = edges(child)
        target = next((c for c in verb.children if c.dep_ in ("dobj",) and verb.i < c.i < child.i), None)
        if target is not None:
            start = min(start, target.left_edge.i)
        return _found(verb.doc, _fronted(verb, max(start, verb.i + 1)), end, child.i, "predicate")
    direct = [c for c in _right_children(verb, ("dobj", "npadvmod", "appos"))]
    if direct:
        end = _without_tail(direct[-1], direct[-1].right_edge.i + 1)
        return _found(verb.doc, direct[0].left_edge.i, _over_predicate(verb, end), direct[-1].i, "predicate")
    return None


def _over_predicate(verb: Token, end: int) -> int:
    """'called Oz a quack': take in the predicate that the parser did not tie to the verb."""
    doc, stop = verb.doc, verb.sent.end
    if end >= stop or not (doc[end].pos_ in ("DET", "ADJ", "ADV") or is_quote_mark(doc[end])):
        return end
    while end < stop and not (doc[end].text in _BREAKS or doc[end].is_space):
        end += 1
    return end


def as_phrase(verb: Token) -> Found | None:
    """'X described Y as Z', 'X condemned the attack as Z'."""
    for child in _right_children(verb, ("prep", "mark")):
        if child.lower_ != "as":
            continue
        target = next((c for c in verb.children if c.dep_ == "dobj" and verb.i < c.i < child.i), None)
        start = target.left_edge.i if target is not None else child.i
        return _found(verb.doc, start, child.right_edge.i + 1, child.i, "as")
    for child in _right_children(verb, ("dobj",)):
        for inner in child.children:
            if inner.dep_ == "prep" and inner.lower_ == "as":
                return _found(verb.doc, *edges(child), inner.i, "as")
    return None


def object_preposition(verb: Token) -> Found | None:
    """'X accused Y of doing', 'X praised Y for Z'."""
    for target in _right_children(verb, ("dobj",)):
        for child in list(verb.children) + list(target.children):
            if child.dep_ == "prep" and child.i > target.i and child.lower_ in function_words("fault"):
                end = max(child.right_edge.i, target.right_edge.i) + 1
                return _found(verb.doc, target.left_edge.i, end, child.i, "obj_prep", target.i)
    return None


def noun_phrase(verb: Token) -> Found | None:
    """'X rejected NP', 'X announced NP'."""
    for child in _right_children(verb, ("dobj",)):
        start, end = edges(child)
        end = _without_tail(child, end)
        for other in verb.children:
            if (
                other.dep_ in ("prep", "dative")
                and other.left_edge.i == end
                and other.lower_ in function_words("complement")
            ):
                end = _without_tail(other, other.right_edge.i + 1)
        end = _with_purpose(verb, end)
        return _found(verb.doc, max(start, verb.i + 1), end, child.i, "np")
    return None


def _without_tail(noun: Token, end: int) -> int:
    """A noun phrase without a loose relative clause: 'the plan, which …' ends at the comma."""
    doc = noun.doc
    for token in doc[noun.i + 2 : min(end, noun.i + _MAX_PHRASE)]:
        if token.tag_ in ("WP", "WDT") and doc[token.i - 1].text in (",", "--", "—", "–"):
            return token.i - 1
    return end


def prepositional(verb: Token) -> Found | None:
    """'X called for NP', 'X warned of NP': the frame is named 'prep:for'."""
    for child in _right_children(verb, ("prep", "prt")):
        inner = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
        if inner is not None and child.i - verb.i <= 6:
            return _found(verb.doc, child.i + 1, child.right_edge.i + 1, inner.i, f"prep:{child.lower_}")
    return None


def cluster(verb: Token, subject: Token | None) -> tuple[int, int]:
    """Token range of a reporting clause without its content: subject, verb, auxiliaries, time and addressee."""
    start = end = verb.i
    pieces = [verb.i]
    if subject is not None and subject.sent.start == verb.sent.start:
        pieces += range(subject.left_edge.i, subject.right_edge.i + 1) if subject.i != verb.i else []
    for child in verb.children:
        if child.dep_ in _CLUSTER_CHILDREN:
            pieces += range(child.left_edge.i, child.right_edge.i + 1)
    inside = set(pieces)
    while start - 1 in inside:
        start -= 1
    while end + 1 in inside:
        end += 1
    return start, end + 1


def around(verb: Token, subject: Token | None) -> Found | None:
    """'C, X said', 'C, said X', 'A, X said, B': the rest of the sentence."""
    sentence: Span = verb.sent
    doc = verb.doc
    start, end = _tight_cluster(verb, subject)
    if start - sentence.start < 2:
        return None
    before, after = doc[start - 1], doc[end] if end < sentence.end else None
    if before.lower_ == "as" and start - 2 >= sentence.start:
        before, start = doc[start - 2], start - 1
    if not (before.text in _BREAKS or is_quote_mark(before)):
        return None
    if after is not None and not after.is_space and after.text not in _BREAKS and not is_quote_mark(after):
        return None
    begin = after_dateline(sentence)
    if before.text == "," and doc[start - 2].tag_ in ("WDT", "WP"):
        begin = start - 2
    rest = _rest_after(doc, end, sentence)
    if rest is None and not any(t.pos_ in ("VERB", "AUX") for t in doc[begin:start]):
        return None
    return _found(doc, begin, start if rest is None else rest, _left_head(verb, start), "around")


def _tight_cluster(verb: Token, subject: Token | None) -> tuple[int, int]:
    start, end = cluster(verb, subject)
    if subject is not None and subject.i > verb.i:
        start = verb.i
        while start > verb.sent.start and _leans_on(verb.doc[start - 1], verb):
            start -= 1
    elif subject is not None and subject.i < verb.i:
        start = min(subject.left_edge.i, verb.i)
    return start, end


def _leans_on(token: Token, verb: Token) -> bool:
    return token.head.i == verb.i and token.dep_ in ("aux", "advmod", "neg")


def _rest_after(doc: Doc, end: int, sentence: Span) -> int | None:
    """End of the content that goes on after an inserted reporting clause; None where nothing goes on."""
    words = [t for t in doc[end : sentence.end] if not (t.is_punct or t.is_space or is_quote_mark(t))]
    if len(words) < 2 or doc[end].text != ",":
        return None
    first = words[0]
    reporting = first.tag_ == "VBG" and cue("verb", first.lemma_) is not None
    if reporting or first.lower_ in function_words("tail"):
        return None
    return sentence.end


def _left_head(verb: Token, start: int) -> int | None:
    for child in verb.children:
        if child.dep_ in ("ccomp", "parataxis", "advcl", "dep") and child.i < start:
            return child.i
    return verb.head.i if verb.head.i != verb.i else None


RIGHT_FRAMES = (
    clause, as_phrase, object_infinitive, infinitive, object_preposition, gerund, predicate, noun_phrase, prepositional,
)  # fmt: skip
