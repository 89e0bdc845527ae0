"""Denials that are no statements of their own: ', which Peru denies' after a claim, 'Lima called this a lie'.

They are read from the text, so they are only found where the whole text was kept. Sentences that some voice holds
already are left alone.
"""

from __future__ import annotations

import re
from functools import cache

from redshank.ledger.claim_voices import Scene, Voice
from redshank.ledger.claim_words import any_of, said

_SENTENCE = 400  # code points in which a sentence ends
_FROM = 15  # code points that a claim has before it is denied in an aside
_AGAINST = -(10**15)  # numbers of voices without a statement or a report lie below this
_PLACES = 10**7  # more than there are code points in a document
_WHO = r"[\w’' .-]{2,40}?"


@cache
def _since() -> str:
    return rf"(?: has| have| had)?(?: (?:{any_of('aside_since')})| \w+ly)?"


@cache
def _aside_form() -> re.Pattern[str]:
    """', a claim that Lima rejected', ', which has been denied by Peru'."""
    verb = rf"(?:{any_of('aside_verb')})"
    return re.compile(
        rf",? (?:an? (?:{any_of('aside_noun')})|which)(?: that| which)?"
        rf"(?: (?P<who>(?!(?:{any_of('not_who')})\b){_WHO}){_since()} {verb}\b"
        rf"|(?: has been| have been| was| is| were)?(?: \w+ly)? {verb} by (?P<by>{_WHO})(?=$|[,;]| in | on | as ))"
    )


@cache
def _untold_form() -> re.Pattern[str]:
    """'Lima denied everything.', 'Peru called his claims a lie:' with the words that follow."""
    back = rf"(?:{any_of('back_word')}|(?:{any_of('back_article')})(?: \w+)? (?:{any_of('back_noun')})s?)"
    return re.compile(
        rf"(?:^|(?<=[.!?]\s)|(?<=[.!?][\"”]\s)|(?<=\n))(?P<who>[A-Z]{_WHO}){_since()} "
        rf"(?:(?:{any_of('aside_verb')}) (?P<what>{back})(?=$|[.,;:]| as | and | on | in )"
        rf"|called (?P<named>{back} (?:an? )?[\w ]+?)(?=[.,;:]))"
        r"(?:: ?[\"“][^\"”]+[\"”])?",
        re.MULTILINE,
    )


def add_asides(scene: Scene) -> None:
    """Add such denials to the voices of a scene."""
    if scene.text is None:
        return
    # Of claims within each other's words the innermost, which begins last, is the one that is denied.
    asides = {found.begin: found for v in scene.voices if (found := _aside(scene, v)) is not None}
    scene.voices += asides.values()
    scene.voices += _untold(scene)
    scene.sort()


def _aside(scene: Scene, voice: Voice) -> Voice | None:
    """A denial in the sentence of its claim: ', a claim that Lima rejected'."""
    if voice.kind not in {"claim", "blame"} or voice.statement is None:
        return None
    rest = re.split(r"[.!?][\s\"”’]|\n", scene.between(voice.start, voice.start + _SENTENCE) or "", maxsplit=1)[0]
    found = _aside_form().search(rest)
    if found is None or found.start() < _FROM:
        return None
    start, end = voice.start + found.start() + len(found[0]) - len(found[0].lstrip(", ")), voice.start + found.end()
    party = scene.party((found["who"] or found["by"]).strip())
    if party.alike(voice.party):
        return None
    return Voice(
        number=voice.number + 2, party=party, kind="denial", quotation="indirect", text=found[0].lstrip(", "),
        start=start, end=end, begin=start, reach=end, cue="", statement=voice.statement, aside=voice.number,
    )  # fmt: skip


def _untold(scene: Scene) -> list[Voice]:
    """Sentences that deny what was said before, and that no voice holds."""
    held = [(v.begin, v.reach) for v in scene.voices]
    voices = []
    for found in _untold_form().finditer(scene.text or ""):
        start, end = found.span()
        if any(a < end and start < b for a, b in held):
            continue
        a, b = found.span("what" if found["what"] else "named")
        text = scene.between(a, b) or ""
        voice = Voice(
            number=_AGAINST - scene.doc * _PLACES - start, party=scene.party(found["who"]), kind="denial",
            quotation="indirect", text=text, start=a, end=b, begin=start, reach=end, said=said(text),
            cue=(scene.between(found.end("who"), a) or "").split()[-1].lower(),
        )  # fmt: skip
        voices.append(voice)
    return voices
