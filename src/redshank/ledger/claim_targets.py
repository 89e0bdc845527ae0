"""Which words of a document deny which others of it: the contests that one report tells."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from redshank.ledger.claim_asides import add_asides
from redshank.ledger.claim_denials import OPENING, Denial, claims, denial_of
from redshank.ledger.claim_voices import Party, Scene, Voice
from redshank.ledger.claim_words import Said, any_of, compare, said, tokens, words

# Code points between what one voice says and what the next says.
_NEXT_TO = 20  # two sentences, nothing between them
_AT_ONCE = 60  # two sentences that follow each other
_CLOSE = 120  # two sentences of one side that make one claim
_NEAR = 220  # a claim and 'that is a lie': a sentence may stand between
_NEXT = 250  # a denial and the words that go on with it
_FAR = 600  # a claim and 'the Peruvian account', which names whose
_SHORT = 160  # of an answer that is one
# Shares: of the words that are denied, of those of the claim's first clause, of what is denied after an accusation.
_MOST, _HALF, _THIRD, _PART = 0.6, 0.5, 0.33, 0.25
_LIKE = 2  # words that a denial and what it denies share, at least
_ASKS = frozenset({"demand", "offer", "promise"})
_AKIN = frozenset({"support", "praise", "plan", "promise"})  # what the coder may take a claim for
_OWNER = re.compile(r"^(?:an? |the )?((?:[A-Z][\w.-]+ ?)+?)['’]s? (?:\w+ )?\w+ that\b")


@cache
def _as_said() -> re.Pattern[str]:
    """', as Lima had claimed …'."""
    return re.compile(rf",? as ((?:the |an? )?[\w’' .-]{{2,40}}?) (?:had |has |have )?(?:{any_of('as_said')})\b.*$")


@cache
def _but() -> re.Pattern[str]:
    """'… but ' just before a denial."""
    return re.compile(rf"^[^.]*\b(?:{any_of('but')})\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """Two voices and what one is to the other.

    Attributes:
        role: denies, or answers (goes on with a denial).
    """

    voice: int
    target: int
    role: str
    why: str
    score: float


@dataclass(slots=True)
class Found:
    """What one document has: links between its voices, and voices that only a denial tells of."""

    links: list[Link]
    more: list[Voice]
    denials: dict[int, Denial]


def contests(scene: Scene) -> Found:
    """All denials of a document with what they deny, as far as the document tells it."""
    add_asides(scene)
    denials = {v.number: d for v in scene.voices if (d := denial_of(scene, v)) is not None}
    found = Found([], [], denials)
    for n, voice in enumerate(scene.voices):
        if voice.number in denials:
            _link(scene, n, denials[voice.number], found)
        elif voice.aside is not None:
            found.denials[voice.number] = Denial("back", "deny")
            found.links.append(Link(voice.number, voice.aside, "denies", f"'{_cut(voice.text)}'", 0.9))
    _contested_by(scene, found)
    _go_on(scene, found)
    _hand_on(scene)
    _runs(scene, found)
    return found


def _link(scene: Scene, n: int, denial: Denial, found: Found) -> None:
    """Tie a denial to the claim it denies, or to what it says of that claim."""
    voice = scene.voices[n]
    if denial.noun or (denial.by_verb and _as_said().search(voice.text)):
        voice.whose = _whose(scene, voice)
    if denial.manner == "content":
        target, why, score = _by_words(scene, n, denial)
        if target is None and _tells(voice, denial):
            target = _told_in(voice)
            found.more.append(target)
            why, score = f"its words name the claim: '{_cut(voice.text)}'", 0.8
    else:
        target, why, score = _before(scene, n, denial)
    if target is None and denial.manner == "back":
        voice.against = voice.to - voice.party.codes
    if target is not None:
        _own(scene, voice, target)
        found.links.append(Link(voice.number, target.number, "denies", why, score))


def _whose(scene: Scene, voice: Voice) -> Party | None:
    """Whose claim it is that a denial names: "Lima's claim", with the codes that he has elsewhere in the document."""
    found = _OWNER.search(voice.text) or _as_said().search(voice.text)
    if found:
        return scene.party(found[1])
    return Party(voice.to - voice.party.codes) if voice.to - voice.party.codes else None


def _told(voice: Voice) -> tuple[int, str]:
    """What a denial tells of the claim, and where it begins: after 'that' where a noun stands before."""
    text = _as_said().split(voice.text, maxsplit=1)[0]
    if text != voice.text:
        return 0, text
    head, that, rest = voice.text.partition(" that ")
    if that and len(tokens(head)) <= OPENING:
        return len(head) + 1, that.strip() + " " + rest
    return 0, voice.text


def _tells(voice: Voice, denial: Denial) -> bool:
    """Whether the words name a claim of somebody's and what it says: 'Lima's claims that it was hiding the lorries'."""
    at, rest = _told(voice)
    named = (at and denial.noun in {"claim", "accused"}) or rest != voice.text
    wish = words("wishing") & frozenset(tokens(rest)[:OPENING])
    return bool(named and voice.whose) and not wish and len(said(rest).all) >= _LIKE


def _cut(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"


def _told_in(voice: Voice) -> Voice:
    """The claim that a denial tells."""
    at, rest = _told(voice)
    return replace(
        voice, number=voice.number + 1, party=voice.whose or Party(frozenset()), kind="claim", quotation="indirect",
        cue="", text=rest, start=voice.start + at, to=frozenset(), body=None, about=voice.about | voice.party.codes,
        said=said(rest), whose=None, against=frozenset(),
    )  # fmt: skip


def _before(scene: Scene, n: int, denial: Denial) -> tuple[Voice | None, str, float]:
    """The nearest claim before a denial that points back: of another side, else of who is named by an office alone."""
    voice = scene.voices[n]
    doubtful: Voice | None = None
    for other in reversed(scene.voices[:n]):
        gap = voice.begin - other.reach
        if gap > (_FAR if voice.whose else _NEAR):
            break
        if other.kind in _ASKS and denial.verb in {"reject", "answer"} and not denial.noun and _apart(voice, other):
            break
        nested = voice.start < other.end and not denial.by_verb  # words within his words
        any_kind = denial.by_verb and (denial.verb == "deny" or denial.noun == "claim") and other.kind in _AKIN
        if (
            nested
            or not claims(other, any_kind)
            or not _owned(voice, other)
            or not _answers(scene, voice, other, denial)
        ):
            continue
        if _apart(voice, other):
            return other, _follows(voice, other), 0.9 if denial.verb == "deny" else 0.8
        if doubtful is None and denial.manner == "back" and _by_office(voice, other):
            doubtful = other
    return doubtful, _follows(voice, doubtful) if doubtful else "", 0.6


def _follows(voice: Voice, other: Voice) -> str:
    near = voice.begin - other.reach <= _NEAR
    return f"'{_cut(voice.cue or voice.text)}' follows at once" if near else f"names it: '{_cut(voice.text)}'"


def _answers(scene: Scene, voice: Voice, other: Voice, denial: Denial) -> bool:
    """Whether a claim is of the kind that a denial speaks of."""
    gap = voice.begin - other.reach
    if denial.manner == "answer":
        return gap <= _CLOSE and _contrary(scene, voice, other, denial)
    at_once = 0 <= gap <= _AT_ONCE and denial.verb == "deny" and not scene.parted(other, voice)
    if at_once or (voice.whose is not None and voice.whose.codes & other.party.codes):
        return True
    if denial.noun == "accused":
        return other.kind in {"blame", "accuse"} or other.mentions(voice.party)
    if denial.noun == "published":
        return other.party.sector == "JRN" or bool(frozenset(tokens(other.cue)) & words("publishing"))
    return True


def _next_to(scene: Scene, voice: Voice, other: Voice) -> bool:
    """Whether words follow another's reported words at once, nothing between them."""
    told = other.quotation == "indirect" and not scene.parted(other, voice)
    return told and 0 <= voice.begin - other.reach <= _NEXT_TO


def _contrary(scene: Scene, voice: Voice, other: Voice, denial: Denial) -> bool:
    """Whether an answer says that a claim just before it is not so.

    Without a word of answering it must be short, stand in the next sentence, and answer a claim about its own speaker.
    """
    like, about = compare(voice.said, other.said), other.mentions(voice.party)
    negative = like.contrary and bool(voice.said.not_so)
    answers = frozenset(tokens(voice.cue)) & words("retort") and _next_to(scene, voice, other)
    if answers and (about or like.shared):
        return True
    if denial.verb in {"answer", "finds"}:
        return negative and like.turned > 0 and (about or denial.verb == "finds" or like.turned >= _LIKE)
    plain = len(voice.text) <= _SHORT and bool(voice.party.codes and other.party.codes)
    if voice.begin - other.reach > _AT_ONCE or not plain or other.party.sector == "JRN":
        return False
    if like.done and like.turned == 0 and voice.said.done < 0:
        return about or like.shared > 0
    return negative and about and like.turned >= _LIKE


def _by_office(voice: Voice, other: Voice) -> bool:
    """Whether who is denied was named otherwise than the denier, so that his code alone makes them one side."""
    party = other.party
    return bool(party.codes) and party.codes == voice.party.codes and not party.pronoun and not voice.party.alike(party)


def _owned(voice: Voice, other: Voice) -> bool:
    """Whether a claim is his whose claim the denial names, if it names any."""
    whose = voice.whose
    if whose is None:
        return True
    if whose.text:
        return whose.alike(other.party) or (bool(whose.codes & other.party.codes) and not whose.apart(other.party))
    return not other.party.codes or bool(whose.codes & other.party.codes)


def _apart(voice: Voice, other: Voice) -> bool:
    """Two sides: by who they are; or by what is said, as nobody accuses himself."""
    if voice.party.apart(other.party):
        return True
    blames_self = bool(other.party.codes & other.about & voice.party.codes)
    return blames_self and not other.party.pronoun and not voice.party.alike(other.party)


def _by_words(scene: Scene, n: int, denial: Denial) -> tuple[Voice | None, str, float]:
    """The claim that says what a denial denies, in like words; or the one that it answers in the same breath."""
    voice = scene.voices[n]
    denied = said(_told(voice)[1])
    voice.said = denied
    best: tuple[float, str, Voice] | None = None
    for other in scene.voices:
        apart = voice.party.apart(other.party)
        by_code_alone = voice.party.by_office and _by_office(voice, other) and not scene.parted(other, voice)
        if other is voice or not claims(other) or not (apart or by_code_alone) or not _owned(voice, other):
            continue
        score, why = _fits(scene, voice, other, denied, denial)
        score *= 1.0 if apart else 0.8
        if score and (best is None or score > best[0]):
            best = (score, why, other)
    if best is None:
        return None, "", 0.0
    return best[2], f"'{_cut(voice.text)}' {best[1]}", round(min(0.95, 0.4 + best[0] / 2), 2)


def _fits(scene: Scene, voice: Voice, other: Voice, denied: Said, denial: Denial) -> tuple[float, str]:
    """How well a claim fits what is denied, and why; 0 where it does not."""
    like, gap = compare(denied, other.said), voice.begin - other.reach
    part = like.shared / len(denied.all) if denied.all else 0.0
    if other.begin < voice.begin and gap <= _CLOSE and _but().search(scene.between(_breath(other), voice.begin) or ""):
        return 1.0 + part, "follows in the same breath"
    if like.contrary or (denial.noun and not _answers(scene, voice, other, denial)):
        return 0.0, ""
    accused = bool(other.to & voice.party.codes) and 0 <= gap <= _FAR
    if accused and gap <= _NEXT and denial.verb == "deny" and denial.noun != "published" and other.kind == "blame":
        return 1.0 + part, "answers the accusation before it"
    if _at_once(scene, voice, other, denial, part):
        return 0.6 + part / 2, "follows at once"
    lead = len(denied.all & other.said.lead) / max(1, len(other.said.lead))
    of_him = 0 <= gap <= _FAR and other.mentions(voice.party)
    fits = like.shared >= _LIKE and ((part >= _MOST and lead > _HALF) or (part >= _THIRD and of_him))
    if not fits and not (accused and like.shared and part >= _PART):
        return 0.0, ""
    return part + 0.0001 * max(0, _FAR - abs(gap)) + 0.2 * accused, "has like words"


def _at_once(scene: Scene, voice: Voice, other: Voice, denial: Denial, part: float) -> bool:
    """Whether a denial answers the words before it: 'They had shot down a helicopter. The army denied losing one.'."""
    gap = voice.begin - other.reach
    if not 0 <= gap <= _NEAR or not denial.by_verb or other.party.sector == "JRN":
        return False
    if _next_to(scene, voice, other) and len(other.text) <= _SHORT and denial.noun in {"", "claim"}:
        return True
    if denial.verb != "deny" or denial.noun:
        return False
    first = next((w for w in tokens(voice.text) if w != "that"), "")
    of_him = first in words("subject") or first.endswith("ing")
    short = other.quotation == "indirect" and len(other.text) <= _SHORT
    told = of_him and short and gap <= _AT_ONCE and not scene.parted(other, voice)
    return told or part >= _THIRD or other.mentions(voice.party)


def _breath(voice: Voice) -> int:
    """Where the next words of a sentence may begin: the middle of a content that was read on into them."""
    return voice.start + len(voice.text) // 3 if voice.end == voice.reach else voice.reach


def _own(scene: Scene, voice: Voice, target: Voice) -> None:
    """Name the two sides where the coder could not: by the denial's words, else by who quarrels with whom here.

    A code is not believed that makes a state deny what it says itself, where the speaker is named by his office alone
    or would accuse himself.
    """
    party = target.party
    one = bool(party.codes & voice.party.codes) and party.state and voice.party.state and not voice.body
    if not party.codes or (one and (party.by_office or party.codes & target.about)):
        codes = voice.whose.codes if voice.whose else frozenset()
        codes = codes or _one({c for code in voice.party.codes for c in scene.quarrels.get(code, ())})
        codes = frozenset(codes) - voice.party.codes
        target.party = replace(party, codes=codes or party.codes, entity=None)
    if not voice.party.codes:
        against = {c for c, by in scene.quarrels.items() if by & target.party.codes}
        codes = _one(target.to - target.party.codes) or _one(against - target.party.codes) or _one(target.to)
        voice.party = replace(voice.party, codes=codes, entity=None)
    elif one and voice.party.by_office and _one(target.about - party.codes):
        voice.party = replace(voice.party, codes=_one(target.about - party.codes), entity=None)


def _one(codes: set[str] | frozenset[str]) -> frozenset[str]:
    """A code, if it is the only one."""
    return frozenset(codes) if len(codes) == 1 else frozenset()


def _contested_by(scene: Scene, found: Found) -> None:
    """What the coder itself marked: 'But that claim has been rejected by the tribunal'."""
    told = {link.target for link in found.links}
    for target in scene.voices:
        if target.contested_by is None or target.number in told:
            continue
        by = next((v for v in scene.voices if v.begin >= target.end and v.party.text == target.contested_by), None)
        if by is None or by.number in found.denials or not by.party.apart(target.party):
            continue
        like = compare(by.said, target.said)
        if like.shared >= _LIKE and like.share >= _MOST:
            found.links.append(Link(by.number, target.number, "denies", "marked by the coder", 0.8))


def _go_on(scene: Scene, found: Found) -> None:
    """Add the words with which a denier goes on: 'Peru denied it. "Nobody was there," it said.'."""
    places = {v.number: n for n, v in enumerate(scene.voices)}
    for link in list(found.links):
        n = places[link.voice]
        voice = scene.voices[n]
        for other in scene.voices[n + 1 :]:
            if other.begin < voice.reach:  # words within the denial
                continue
            if other.begin - voice.reach > _NEXT or _denies_anew(found, other) or not claims(other):
                break
            if not (voice.party.one(other.party) or voice.party == other.party):
                break
            found.links.append(Link(other.number, link.target, "answers", "goes on with the denial", link.score))
            break


def _denies_anew(found: Found, voice: Voice) -> bool:
    """Whether a voice is a denial of its own, not the end of another."""
    denial = found.denials.get(voice.number)
    return denial is not None and denial.manner != "answer"


def _runs(scene: Scene, found: Found) -> None:
    """Tie together what one side says on end: 'They had fled to Chile, it said. "…," it said.'."""
    for voice in [*scene.voices, *found.more]:
        voice.run = voice.number
    for voice, other in pairwise(v for v in scene.voices if claims(v) and not _denies_anew(found, v)):
        if 0 <= other.begin - voice.reach <= _CLOSE and voice.party.one(other.party):
            other.run = voice.run


def _hand_on(scene: Scene) -> None:
    """'Peru contradicted Chile. "…," said the minister': the words that go on say what the denial leaves out."""
    for voice, other in pairwise(scene.voices):
        near = other.begin - voice.reach <= _CLOSE and not other.against
        if voice.against and near and claims(other) and voice.party.one(other.party):
            other.against = voice.against
