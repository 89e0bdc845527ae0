"""Noun phrases that may name somebody: head token, extent, kind.

The extent is the whole phrase (determiner, adjectives, titles, possessor, 'of' phrases, a naming apposition) without
relative clauses. It is read from the parse and then mended where the small model is known to break titles.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from redshank.language.annotations import Mention
from redshank.language.grammar import SUBJECTS
from redshank.language.tokenised import is_tied
from redshank.lexicons.current import nouns
from redshank.lexicons.roster import pronouns, word_class
from redshank.records import SKIPPED_KINDS

_LEFT_DEPS = frozenset(
    {"det", "amod", "compound", "nmod", "poss", "nummod", "quantmod", "predet", "npadvmod", "advmod"}
)
_NOMINAL = frozenset({"NOUN", "PROPN"})
_OPEN, _CLOSE = frozenset("(["), frozenset(")]")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NO_PERSON = frozenset({"GPE", "NORP", "ORG", "LOC", "FAC"})
_WHEN = frozenset({"DATE", "TIME"})
_HYPHENS = frozenset("-‑")
_APOSTROPHES = frozenset("'’")
_MOST = 40
_LONGEST_ACRONYM = 6  # tokens, the closing bracket included ('SPLA-IO)')
_LONGEST_TRAIT = 12  # tokens of a participle phrase that belongs to the noun


def find_mentions(doc: Doc) -> list[Mention]:
    """All noun phrases, pronouns and possessors of the document, in text order of their heads."""
    found: list[Mention] = []
    skipped = skipped_tokens(doc)
    for token in doc:
        if token.is_space or token.i in skipped:
            continue
        mention = mention_at(token)
        if mention is not None:
            found.append(mention)
    return found


def skipped_tokens(doc: Doc) -> frozenset[int]:
    """Tokens of page furniture, credits and bylines, in which nobody acts."""
    document = doc._.document
    if document is None:
        return frozenset()
    spans = [(p.start, p.end) for p in document.paragraphs if p.kind in SKIPPED_KINDS]
    if not spans:
        return frozenset()
    starts = doc.to_array("IDX")
    found: set[int] = set()
    for start, end in spans:
        found.update(range(*(int(n) for n in starts.searchsorted([start, end]))))
    return frozenset(found)


def mention_at(token: Token) -> Mention | None:
    """The mention headed by this token, or None where it heads none."""
    form = pronouns().get(token.lower_)
    if form is not None and token.pos_ in ("PRON", "DET", "ADJ"):
        return Mention(token.i, token.i, token.i + 1, "possessive" if form.possessive else "pronoun")
    if not is_phrase_head(token):
        return None
    start, end = extent(token)
    if token.dep_ == "poss":
        return Mention(token.i, start, end, "possessive")
    return Mention(token.i, start, end, "name" if token.pos_ == "PROPN" else "nominal")


def is_phrase_head(token: Token) -> bool:
    """True for a noun that is not a mere modifier of the noun after it."""
    if not token.text[-1:].isalnum() and not token.text[:1].isalnum():
        return False
    if token.pos_ not in _NOMINAL and not _bare_quantity(token):
        return False
    if token.dep_ not in ("compound", "nmod", "amod", "npadvmod", "quantmod", "nummod"):
        return True
    # 'Mexico' in 'Mexico, Canada and …' is sometimes called a modifier of what follows a comma.
    between = token.doc[token.i + 1 : token.head.i]
    return token.head.i > token.i and any(t.text in (",", ";", ":") for t in between)


def _bare_quantity(token: Token) -> bool:
    """'Dozens', 'both', 'some' as the head of 'of …'."""
    return token.lower_ in word_class("partitive") and any(c.dep_ == "prep" for c in token.children)


def extent(head: Token) -> tuple[int, int]:
    """First token and one past the last of the phrase that this token heads."""
    start = _with_prefix(head.doc, _left_edge(head))
    end = _bracketed(head.doc, _right_edge(head))
    return max(start, end - _MOST), end


def _with_prefix(doc: Doc, start: int) -> int:
    """'Ex-soldiers', 'then-minister': the part before the hyphen belongs to the phrase."""
    if start < 2 or doc[start - 1].text not in _HYPHENS or not (is_tied(doc[start - 1]) and is_tied(doc[start - 2])):
        return start
    inside = not doc[start].is_sent_start and not doc[start - 1].is_sent_start
    return start - 2 if inside and doc[start - 2].lower_ in word_class("former") else start


def _bracketed(doc: Doc, end: int) -> int:
    """Past the acronym in brackets that follows a name: 'the Fictional Workers' Union (FWU)'."""
    if end < len(doc) and doc[end].text in _CLOSE and end > 1 and doc[end - 2].text in _OPEN:
        return end + 1
    if end + 2 >= len(doc) or doc[end].text not in _OPEN or doc[end].is_sent_start:
        return end
    for i in range(end + 1, min(end + _LONGEST_ACRONYM, len(doc))):
        if doc[i].text in _CLOSE:
            return i + 1 if i > end + 1 else end
        if doc[i].is_sent_start or not (doc[i].is_punct or doc[i].text[:1].isupper()):
            return end
    return end


def _left_edge(head: Token) -> int:
    edge = head.i
    for child in sorted(head.lefts, key=lambda t: -t.i):
        if child.dep_ == "punct":
            continue
        if child.tag_ in _FINITE or (child.dep_ not in _LEFT_DEPS and not _joined_modifier(child)):
            break
        if _crosses(head, child) or _tells_when(head, child):
            break
        edge = min(edge, child.left_edge.i)
    return _trim_left(head, edge)


def _tells_when(head: Token, child: Token) -> bool:
    """'Hours earlier' before a name is no part of it."""
    if head.pos_ != "PROPN" or head.ent_type_ in _WHEN:
        return False
    return child.dep_ in ("npadvmod", "advmod") or child.ent_type_ in _WHEN or child.lower_ in word_class("when")


def _joined_modifier(child: Token) -> bool:
    """'and U.S.' between two modifiers is attached to the noun itself by some parses."""
    return child.dep_ in ("cc", "conj") and child.i > 0 and child.nbor(-1).dep_ in ("amod", "compound", "conj")


def _crosses(head: Token, child: Token) -> bool:
    """A comma between a modifier and its noun, where the modifier is no adjective, ends the phrase."""
    if child.dep_ in ("amod", "poss", "det", "nummod"):
        return False
    between = [t.text for t in head.doc[child.right_edge.i + 1 : head.i]]
    if len(between) > 2 and between[0] in _OPEN and between[1].isupper() and between[2] in _CLOSE:
        between = between[3:]  # 'the Free People's Army (FPA) rebels'
    return any(text in (",", ";", ":", "(", ")") for text in between)


def _trim_left(head: Token, edge: int) -> int:
    doc = head.doc
    while edge < head.i and (
        doc[edge].is_punct
        or doc[edge].is_space
        or (doc[edge].dep_ in ("advmod", "cc", "mark") and not _of_a_number(doc[edge]))
        or doc[edge].is_sent_start is None
    ):
        edge += 1
    for i in range(head.i, edge, -1):
        if doc[i].is_sent_start:
            return i
    for i in range(edge, min(edge + 2, head.i)):
        if doc[i].text == "s" and i >= 2 and is_owner_mark(doc[i]) and not doc[i - 1].is_sent_start:
            return min(edge, _left_edge(doc[i - 2])) if i - 2 < edge else edge
    return edge


def _of_a_number(token: Token) -> bool:
    """'At least', 'about', 'more than' before a number."""
    above = token
    for _ in range(3):
        if above.pos_ == "NUM":
            return above.i > token.i
        above = above.head
    return False


def _right_edge(head: Token) -> int:
    edge = head.i
    for child in head.rights:
        if _is_trait(child, edge):
            edge = child.right_edge.i
            break
        reach = _reach(head, child, edge)
        if reach is None:
            break
        edge = max(edge, reach)
    if edge == head.i:
        edge = _posting(head)
    return edge + 1


def _reach(head: Token, child: Token, edge: int) -> int | None:
    """Last token of what the phrase holds to the right, this child included; None where the child ends it."""
    if child.dep_ == "appos":
        return _right_edge(child) - 1 if _names(head, child) else None
    if child.dep_ == "prep":
        return _prep_reach(head, child)
    if child.dep_ in ("nummod", "compound") and child.i == edge + 1:
        return child.i
    if child.dep_ in ("punct", "case", "cc"):
        return edge
    return _object_reach(child, True) if _shares_of(head, child, edge) else None


def _is_trait(child: Token, edge: int) -> bool:
    """'the workers employed by the mine', 'rebels loyal to the general': a short phrase right behind the noun."""
    first = child.left_edge.i
    if first != child.i or first != edge + 1 or child.right_edge.i - first > _LONGEST_TRAIT:
        return False
    if any(t.text in (",", ";", ":") or t.dep_ in SUBJECTS or t.ent_type_ in _WHEN for t in child.subtree):
        return False
    if child.dep_ == "acl" and child.tag_ == "VBN":
        return first + 1 < len(child.doc) and child.nbor(1).pos_ in ("ADP", "SCONJ") and child.nbor(1).head == child
    return child.dep_ == "amod" and child.pos_ == "ADJ" and any(c.dep_ == "prep" for c in child.children)


def _shares_of(head: Token, child: Token, edge: int) -> bool:
    """'leaders of Ukraine and Russia', where the parse joins Russia to the leaders: names of one sort, no article."""
    if child.dep_ != "conj" or child.pos_ != "PROPN" or head.tag_ != "NNS" or child.left_edge.i != child.i:
        return False
    last = head.doc[edge]
    return last.i > head.i and last.pos_ == "PROPN" and last.ent_type_ == child.ent_type_ and child.i - edge <= 2


def _posting(head: Token) -> int:
    """'the ambassador to Bahrain', where the parse hangs 'to Bahrain' on the verb."""
    doc = head.doc
    if head.lemma_.lower() not in word_class("sent_to") or head.i + 2 >= len(doc):
        return head.i
    if doc[head.i + 1].lower_ not in ("to", "for") or doc[head.i + 1].dep_ not in ("prep", "dative"):
        return head.i
    target = next((c for c in doc[head.i + 1].children if c.dep_ == "pobj" and c.pos_ == "PROPN"), None)
    return target.i if target is not None and target.i - head.i < 6 else head.i


def is_owner_mark(token: Token) -> bool:
    """The possessive ending, also where the text sets it apart ("Japan ’ s government")."""
    if token.text == "s" and token.i > 0:
        return token.nbor(-1).text in _APOSTROPHES
    return (token.tag_ == "POS" and token.text not in _APOSTROPHES) or (token.tag_ == "POS" and not _before_s(token))


def _before_s(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor(1).text == "s"


def _names(head: Token, child: Token) -> bool:
    """An apposition that names ('the president, Ivan Petrov') or describes shortly ('Petrov, the president')."""
    gap = child.left_edge.i - head.right_edge.i
    if child.left_edge.i <= head.i or gap > 1:
        return False
    between = head.doc[head.i + 1 : child.left_edge.i]
    if any(t.text in _OPEN or t.pos_ in ("VERB", "AUX") for t in between):
        return False
    if child.ent_type_ == "PERSON" and head.ent_type_ in _NO_PERSON:
        return False  # 'the mayor of Lima, Ana Rojas': she is not Lima
    if child.ent_type_ == "PERSON" and _is_body(head):
        return False
    if child.pos_ == "PROPN":
        return True
    return head.pos_ in _NOMINAL and _role_like(child)


def _is_body(token: Token) -> bool:
    """An agent noun that means no person: 'navy', 'ministry'."""
    noun = nouns().get((token.lemma_.lower(),))
    return noun is not None and not noun.person


def _role_like(token: Token) -> bool:
    return (token.lemma_.lower(),) in nouns() or (token.lower_,) in nouns()


def _prep_reach(head: Token, prep: Token) -> int | None:
    """Last token of a prepositional phrase that belongs to the name or role; None where it does not."""
    objects = [c for c in prep.children if c.dep_ in ("pobj", "pcomp")]
    if not objects or prep.i - head.i > 12:
        return None
    word = prep.lower_
    if word == "of" and head.dep_ == "dobj" and head.head.lemma_ in word_class("of_verb"):
        return None
    if word == "of" and head.ent_type_ == "GPE" and objects[0].pos_ == "NOUN":
        return None  # 'accusations by France of theft'
    posted = word in ("for", "to") and head.lemma_.lower() in word_class("sent_to") | word_class("spokes")
    posted = posted or (word == "for" and head.lemma_.lower() in word_class("in_charge"))
    placed = _role_like(head) or head.lemma_.lower() in word_class("target")
    if objects[0].ent_type_ in _WHEN and word != "of":
        return None
    if word == "of" or posted or (word in word_class("place_of_actor") and placed):
        return _object_reach(objects[0], with_list=word == "of" or head.tag_ == "NNS")
    return None


def _object_reach(obj: Token, with_list: bool) -> int:
    edge = _right_edge(obj) - 1
    if with_list:
        for child in obj.rights:
            if child.dep_ == "conj" and child.pos_ in _NOMINAL:
                edge = max(edge, _object_reach(child, True))
    return edge
