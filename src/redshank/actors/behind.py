"""Who stands behind a thing: its owner, maker or holder, for frames whose argument is no actor itself.

A 'missile', a 'base' or an 'offensive' has no reading. Where an act has such an argument, ask whose it is:
"the Afghan army base" -> AFG MIL, "Turkey's offensive" -> TUR, "an attack by the Taliban" -> AFG REB.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from redshank.actors.entities import retold
from redshank.language.annotations import ActorReading
from redshank.language.mentions import extent

_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "nummod"})
_SCORE = 0.5


def reading_behind(doc: Doc, head: int) -> ActorReading | None:
    """The actor to whom the thing named by this noun belongs, under the words of the whole phrase.

    The head's own reading is returned where it has one. The order is owner, modifier, 'by' phrase, 'of' phrase.

    Args:
        doc: a document that the actors part has read.
        head: token index of the noun.
    """
    own = doc._.actors.at(head)
    if own is not None:
        return own  # type: ignore[no-any-return]
    start, end = extent(doc[head])
    for token in _owners(doc[head]):
        reading = doc._.actors.at(token.i)
        if reading is not None and any(e.code for e in reading.entities):
            entities = retold(doc, start, end, reading.entities)
            return ActorReading(entities, f"behind '{doc[head].text}': {reading.rule}", min(_SCORE, reading.score))
    return None


def _owners(noun: Token) -> Iterator[Token]:
    for dep in ("poss", None):
        for child in noun.lefts:
            if child.dep_ in _MODIFIERS and (dep is None or child.dep_ == dep):
                yield child
                yield from (t for t in child.subtree if t.i != child.i)
    for word in ("by", "of"):
        for child in noun.children:
            if child.dep_ in ("prep", "agent") and child.lower_ == word:
                yield from (c for c in child.children if c.dep_ == "pobj")
