"""Which of a category's modes an act has: what its frame fixes, and what the words around it tell."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from redshank.language import grammar
from redshank.lexicons.frames import Frame, ModeCue, mode_cues
from redshank.lexicons.tables import words
from redshank.predicates.trigger import Trigger

# Categories whose mode is the content of what is asked, refused or threatened (PLOVER, THREATEN: Supplementary fields).
_BY_CONTENT = frozenset({"REQUEST", "REJECT", "THREATEN"})


def content_head(trigger: Trigger, frame: Frame) -> Token | None:
    """Head of the words that say what is demanded, promised or threatened: clause, gerund, object or other phrase."""
    for found in (trigger.complement, trigger.gerund):
        if found is not None:
            return found
    if trigger.object is not None and trigger.object.i > trigger.token.i:
        return trigger.object
    heads = trigger.prepositional("for", "to", "of", "against", "on", "about", "over", "into", "at")
    return heads[0] if heads else trigger.object


def modes_of(trigger: Trigger, frame: Frame, content: Token | None) -> tuple[str, ...]:
    """The modes of an act, in the order of the lexicon; for speech acts by content at most two."""
    modes = list(frame.modes)
    if frame.event == "REJECT" and content is not None and _claim(content):
        return tuple(modes)  # a denial of what was said, not the refusal of a request
    if frame.event in _BY_CONTENT:
        return tuple(modes) or _nearest(frame.event, list(content.subtree) if content is not None else [], content)
    for cue in mode_cues().get(frame.event, ()):
        if cue.mode not in modes and _region(trigger, cue, content) & cue.lemmas:
            modes.append(cue.mode)
    return tuple(modes)


def _claim(content: Token) -> bool:
    if content.lemma_.lower() in words("grammar/claims.tsv"):
        return True
    infinitive = grammar.is_infinitive(content)
    return content.dep_ == "ccomp" and not infinitive


def _nearest(event: str, tokens: list[Token], head: Token | None) -> tuple[str, ...]:
    """The one mode whose cue stands nearest to the head of the content: what is asked first and foremost."""
    best: tuple[int, int, str] | None = None
    for order, cue in enumerate(mode_cues().get(event, ())):
        if cue.region != "content":
            continue
        for token in tokens:
            if cue.lemmas & _lemmas([token]):
                found = (_depth(token, head), order, cue.mode)
                best = min(best, found) if best is not None else found
    return (best[2],) if best is not None else ()


def _depth(token: Token, head: Token | None) -> int:
    steps, current = 0, token
    while head is not None and current.i != head.i and current.head != current:
        current, steps = current.head, steps + 1
    return steps


def cue_modes(event: str, head: Token, without: Token | None = None) -> tuple[str, ...]:
    """The mode that the words under ``head`` alone give to a category: for acts that no frame carries.

    Args:
        event: the category.
        head: heads the words.
        without: heads a clause under ``head`` whose words do not count.
    """
    left_out = set(without.subtree) if without is not None else set()
    return _nearest(event, [t for t in head.subtree if t not in left_out], head)


def _region(trigger: Trigger, cue: ModeCue, content: Token | None) -> set[str]:
    token = trigger.token
    if cue.region == "trigger":
        near = [c for c in token.children if c.dep_ in {"amod", "compound", "advmod", "nmod", "prt"}]
        return _lemmas([token, *near, *([trigger.light] if trigger.light is not None else [])])
    if cue.region == "object":
        return _lemmas(trigger.object.subtree) if trigger.object is not None else set()
    if cue.region == "prep":
        return _lemmas(t for head in trigger.prepositional() for t in head.subtree)
    if cue.region == "content":
        return _lemmas(content.subtree) if content is not None else set()
    return _lemmas(token.sent)


def _lemmas(tokens: Iterable[Token]) -> set[str]:
    return {w for t in tokens for w in (t.lemma_.lower(), t.lower_)}
