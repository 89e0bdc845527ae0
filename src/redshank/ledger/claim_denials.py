"""How words deny: 'denied it', 'rejected the account', 'that is a lie', 'they had not', 'nobody has crossed'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from redshank.ledger.claim_voices import Scene, Voice
from redshank.ledger.claim_words import any_of, tokens, words

CLAIMS = frozenset({"claim", "blame", "other", "accuse"})  # kinds of voices that may say that something is so
FEW = 2  # words, at least, that a claim must have to be one
OPENING = 12  # words in which the head of a sentence is looked for

_SAYS = words("assert") | words("reply") | words("call") | words("find") | {""}
_HEAD = 6  # words in which the noun is looked for
_LEAD = 30  # code points before a cue in which it may be negated


@cache
def _detail() -> re.Pattern[str]:
    """What ends the words that are denied."""
    return re.compile(rf"\b(?:{any_of('detail')})\b", re.IGNORECASE)


@cache
def _negating() -> re.Pattern[str]:
    """'could not', 'neither confirmed nor', just before a verb."""
    return re.compile(rf"(?:\b(?:{any_of('negates')})|n['’]t)[\s,]+(?:\w+ly\s+)?$", re.IGNORECASE)


@cache
def _denies_first() -> re.Pattern[str]:
    """'Lima denied this:' at the head of somebody's words."""
    return re.compile(rf"(?:that )?[\w’' -]{{2,40}}? (?:{any_of('denies_first')}) (?:this|that|it)\b[:,;]")


class Denial(NamedTuple):
    """How some words deny.

    Attributes:
        manner: back: what was said before ('denied this', 'that is a lie'); content: what the denial itself tells
            ('denied that …'); answer: it says the contrary.
        verb: deny, reject, false, short ('they had not'), answer (with a word of answering), finds (of a body that
            settles what is true) or other.
        noun: the class of the noun that stands for the claim: accused ('the allegations', 'any wrongdoing'),
            published ('the reports') or claim ('the account'); empty where there is none.
    """

    manner: str
    verb: str
    noun: str = ""

    @property
    def by_verb(self) -> bool:
        """Whether the words that follow are those of the claim, not of the denier."""
        return self.verb in {"deny", "reject"}


def claims(voice: Voice, any_kind: bool = False) -> bool:
    """Whether a voice says that something is so, in enough words to be held against others.

    Args:
        voice: somebody's words.
        any_kind: of whatever kind the coder took them to be: what is denied outright was a claim.
    """
    if (voice.kind not in CLAIMS and not any_kind) or len(voice.said.all) < FEW:
        return False
    if words("wishing") & frozenset(tokens(voice.text)[:OPENING]):
        return False
    if voice.quotation != "indirect" or not voice.cue:
        return True
    cue = frozenset(tokens(voice.cue))
    finds = cue & words("find") and (voice.body is not None or voice.text.startswith("that "))
    return bool(cue & words("assert") or finds)


def denial_of(scene: Scene, voice: Voice) -> Denial | None:
    """Whether and how a voice denies something."""
    cue = frozenset(tokens(voice.cue))
    if voice.kind in {"denial", "refusal", "reject"} or cue & (words("deny") | words("reject")):
        told = _by_verb(scene, voice, cue)
        if told is not None:
            return told
    given = tokens(voice.text)
    if not cue <= _SAYS and not cue & _SAYS:
        return None
    of = given.index("of") if "of" in given else len(given)
    if voice.kind == "blame" and words("false") & frozenset(given[of + 1 : of + 4]):  # 'accused Peru of lying'
        return Denial("back", "false")
    if _denies_first().match(voice.text) or _calls_false(voice, cue) or _not_true(given) or _innocent(given):
        return Denial("back", "false")
    if voice.kind not in CLAIMS | {"refusal"}:
        return None
    if given and len(given) <= len(("they", "still", "had", "not")) and given[-1] in {"not", "n't"}:
        return Denial("back", "short")
    if voice.body and voice.finds:
        return Denial("answer", "finds")
    return Denial("answer", "answer" if cue & words("reply") else "other")


def _by_verb(scene: Scene, voice: Voice, cue: frozenset[str]) -> Denial | None:
    """A denial by its verb: 'denied', 'rejected the account'."""
    verb = "deny" if cue & words("deny") or (voice.kind == "denial" and not cue) else "reject"
    if (verb == "reject" and not cue & words("reject")) or _negated(scene, voice):
        return None
    given = tokens(voice.text)
    if not given:
        return Denial("back", verb) if voice.to else None
    alone = words("back").issuperset(given) and len(given) <= FEW  # 'all this'
    if alone or (given[0] in words("back") and given[1:2] == ("as",)):
        return Denial("back", verb)
    if (
        voice.to and voice.report is not None and len(given) <= FEW and voice.text[:1].isupper()
    ):  # 'contradicted Turkey'
        return Denial("back", verb)
    if given[0] == "to":
        return None
    if verb == "deny" and not voice.said.all and not words("vague") & frozenset(given):  # 'denied having done so'
        return Denial("back", verb)
    head = tokens(_detail().split(voice.text, maxsplit=1)[0])
    return _by_object(head, given, verb)


def _negated(scene: Scene, voice: Voice) -> bool:
    """'cannot deny', 'neither confirmed nor denied'."""
    at = voice.begin
    if scene.text is not None and voice.cue:
        held = (scene.between(voice.begin, voice.reach) or "").lower()
        at = voice.begin + max(held.find(voice.cue), 0)
    places = {voice.begin + 1, at} if voice.cue else {at}
    return any(_negating().search(scene.between(max(0, place - _LEAD), place) or "") for place in places)


def _by_object(head: Sequence[str], given: Sequence[str], verb: str) -> Denial | None:
    """What is denied: a noun for a claim, a fact, or nothing of the kind ('rejected the offer', 'denied entry')."""
    if verb == "reject" and any(w in words("wish") for w in head) and not any(w in words("strict") for w in head):
        return None
    own = bool(words("pronoun") & frozenset(head[:1])) and any(w in words("published") for w in head)  # 'their story'
    noun = (
        "claim"
        if own
        else next((k for k in ("accused", "published", "claim") if any(w in words(k) for w in head[:_HEAD])), "")
    )
    if noun:
        at = next((n for n, w in enumerate(head) if w in words(noun)), len(head) - 1)
        if noun == "accused" and head[0] in words("definite") and head[at] != "charges":  # told just before
            noun = "claim"
        return Denial("content" if len(given) - at - 1 > FEW else "back", verb, noun)
    if verb == "reject" or (any(w in words("grant") for w in head[:4]) and "that" not in given[:1]):
        return None
    return Denial("content", verb)


def _calls_false(voice: Voice, cue: frozenset[str]) -> bool:
    """'That is a lie', 'called his account a hoax', 'the charges were false'."""
    given = tokens(re.split(r"[.;!?]\s", voice.text.removeprefix("that "), maxsplit=1)[0])[:OPENING]
    named = bool(given) and (given[0] in words("back") or any(w in words("claim") for w in given[:3]))
    noun = any(w in words("strict") | words("called") for w in given)
    bad = words("false") | words("absurd") if noun else words("false")
    at = next((n for n, w in enumerate(given) if w in bad), None)
    if at is None or any(w in words("negator") for w in given[:at]):
        return False
    if at <= 2 and len(given) <= 4 and given[at] in words("false"):  # 'Lies!', 'A blatant lie'
        return True
    if cue & words("call"):
        return named
    joined = [n for n, w in enumerate(given[:at]) if w in words("be")]
    return named and bool(joined) and at - joined[-1] <= 4 and "the" not in given[joined[-1] : at]


def _not_true(given: Sequence[str]) -> bool:
    """'That is not true', 'there was no truth in it', 'nothing of the kind happened', 'had nothing to do with it'."""
    no = next((n for n, w in enumerate(given) if w in words("negator")), None)
    if no is None or no > 4 or len(given) > OPENING - 2:
        return False
    if tuple(given[no + 1 : no + 4]) == ("to", "do", "with"):
        return True
    return any(w in words("true") for w in given[no + 1 : no + 7])


def _innocent(given: Sequence[str]) -> bool:
    return len(given) <= len(("that", "he", "was", "entirely", "innocent")) and bool(
        words("innocent") & frozenset(given)
    )
