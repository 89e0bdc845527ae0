"""One event per category, recipient and occasion (coding guide, rules 3 and 4): repeats add to the first."""

from __future__ import annotations

from redshank.coder.draft import SYMMETRIC, Draft, codes, finer
from redshank.coder.people import one_actor, one_recipient, same

_OVERLAP = 0.25  # share of content words two demands must have in common to be one; set by hand on written examples


def merge(drafts: list[Draft]) -> list[Draft]:
    """Drafts in text order, repeats folded into the first that they repeat."""
    kept: list[Draft] = []
    for draft in drafts:
        earlier = next((k for k in kept if repeats(k, draft)), None)
        if earlier is None:
            kept.append(draft)
        else:
            absorb(earlier, draft)
    return kept


def repeats(a: Draft, b: Draft) -> bool:
    """Whether two drafts tell of one act."""
    if a.event != b.event or not _same_reality(a, b):
        return False
    if not _one_occasion(a, b) or not _same_sides(a, b):
        return False
    if a.event == "REQUEST":
        one_kind = a.modes == b.modes or not a.modes or not b.modes
        return one_kind and (a.head.sent != b.head.sent) and _alike(a, b)
    if a.event == "ACCUSE" and ("investigate" in a.modes) != ("investigate" in b.modes):
        return False  # an inquiry is another act than the words that condemn
    return a.speech or a.head.sent == b.head.sent or _one_deed(a, b)


def _same_reality(a: Draft, b: Draft) -> bool:
    """Whether the auxiliary modes agree; a headline leaves out that what it tells is long past."""
    apart = set(a.aux) ^ set(b.aux)
    return not apart or (apart == {"historical"} and "headline" in {a.head._.kind, b.head._.kind})


def _one_deed(a: Draft, b: Draft) -> bool:
    """Whether two tellings of material acts share a word for the deed or its object; headlines are taken to."""
    if "headline" in {a.head._.kind, b.head._.kind}:
        return True
    words = {a.head.lemma_.lower(), *a.content}, {b.head.lemma_.lower(), *b.content}
    return bool(words[0] & words[1])


def _same_sides(a: Draft, b: Draft) -> bool:
    if a.event in SYMMETRIC and (not a.recipient or not b.recipient) and (a.reciprocal or b.reciprocal):
        mine, theirs = codes(a.actor + a.recipient), codes(b.actor + b.recipient)
        return len(mine & theirs) >= min(2, len(mine), len(theirs)) and bool(mine & theirs)
    if not one_actor(a.actor, b.actor):
        return False
    if one_recipient(a.recipient, b.recipient):
        return True
    if "headline" in {a.head._.kind, b.head._.kind} and not (a.recipient and b.recipient):
        return True  # 'Peru Condemns Border Closure': the body names whom
    # a speech act told again without its recipient ('also condemned the attack')
    return a.speech and (not a.recipient or not b.recipient) and bool(a.content & b.content)


def _one_occasion(a: Draft, b: Draft) -> bool:
    if a.when.assumed or b.when.assumed:
        return True
    first = (a.when.begin or "", a.when.finish or "9999")
    second = (b.when.begin or "", b.when.finish or "9999")
    return first[0] <= second[1] and second[0] <= first[1]


def _alike(a: Draft, b: Draft) -> bool:
    smaller = min(len(a.content), len(b.content))
    return smaller == 0 or len(a.content & b.content) / smaller >= _OVERLAP


def absorb(kept: Draft, repeat: Draft) -> None:
    """Add a repeat's evidence to the event, and what only the repeat knows: a date, a place, a mode, a better name."""
    kept.evidence += [e for e in repeat.evidence if e not in kept.evidence]
    kept.trace.append(f"told again: '{repeat.head.sent.text.strip()[:60]}'")
    if kept.when.assumed and not repeat.when.assumed:
        kept.when = repeat.when
    kept.place = finer(kept.place, repeat.place)
    if not kept.recipient and repeat.recipient:
        kept.recipient = repeat.recipient
    kept.modes += [m for m in repeat.modes if m not in kept.modes]
    for entity in repeat.actor if kept.reciprocal else []:
        if not any(same(entity, e) or entity.code == e.code for e in kept.actor + kept.recipient):
            kept.actor.append(entity)
    kept.score = max(kept.score, repeat.score)
