"""How sure it is that a sentence tells what became of a commitment: the model's answer with words and sides beside it.

A logistic regression over a few signs (``data/commitment_signs.tsv``), fitted by ``scoring.matter_signs`` on m01-m16 of
gold/matters; what day and sides rule out is left out before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from math import exp, log

from redshank.ledger.commitments.acts import acts_of, kinds, read
from redshank.ledger.commitments.sheets import Said, Sentence, Sheet, Told
from redshank.ledger.commitments.telling import Telling
from redshank.ledger.commitments.words import weight_of
from redshank.ledger.data_rows import rows

RELATIONS = ("fulfil", "part", "break", "repeat", "refuse", "extend", "withdraw")
WORTH = 0.02  # probability of the model below which a relation is not weighed at all
_SAID = frozenset({"repeat", "withdraw", "extend"})  # told by what the maker says
_DONE = frozenset({"fulfil", "part"})
_LEAST_WEIGHT = 0.5  # of a telling's words: one that says next to nothing is shared whole by chance
_NEARLY = 0.001
_ANSWER_DAYS = 30  # in which a demand or an offer is refused
_MOST_WORDS = 0.7
_ANSWERS = frozenset({"refuse", "extend", "withdraw"})


def weighed(
    telling: Telling, sheet: Sheet, sentence: Sentence, answer: dict[str, float]
) -> Iterator[tuple[str, dict[str, float]]]:
    """Each relation that may be, with its signs."""
    for relation in RELATIONS:
        if answer[relation] >= WORTH and can_be(telling, sheet, sentence, relation):
            yield relation, signs_of(telling, sheet, sentence, relation, answer[relation])


def may_tell(telling: Telling, sentence: Sentence, share: float) -> bool:
    """Whether a sentence is worth the model's time.

    It is where it tells an act like the commitment's or its contrary, has a word of refusing, putting off or taking
    back, or shares most of the words. Of the links on gold/matters 0.93 do, of all sentences less than half.

    Args:
        telling: the commitment.
        sentence: of a later report.
        share: of the commitment's words, by weight.
    """
    if share >= _MOST_WORDS:
        return True
    acts = acts_of(telling.words, demanded=telling.kind == "demand")
    like = acts.union(*(kinds()[a].kin | kinds()[a].against for a in acts))
    reading = read(sentence.text)
    return reading.tells(like) or bool(reading.cues & _ANSWERS)


def can_be(telling: Telling, sheet: Sheet, sentence: Sentence, relation: str) -> bool:
    """What days and sides allow; of what they do not, next to nothing was right in news read by eye.

    No breach before the day, no refusal of a promise or after a month, nobody refuses his own demand or takes back
    another's; what was done is told on a later day, unless in the same report.
    """
    speakers = _speakers(*records(sheet, sentence))
    apart = (sheet.published - telling.published).days if sheet.published and telling.published else None
    if relation in _DONE:
        return sheet.doc == telling.doc or apart != 0
    if relation == "break":
        if telling.due.end is None:
            return telling.kind != "demand"  # a demand without a day that is not met is only open
        return sheet.published is None or sheet.published >= telling.due.end
    if relation == "refuse":
        asked = telling.kind in {"demand", "offer"} and (apart is None or apart <= _ANSWER_DAYS)
        return asked and not (speakers and speakers <= telling.maker)
    if relation in {"repeat", "withdraw"}:
        return not (speakers and speakers.isdisjoint(telling.maker))
    return True


def signs_of(telling: Telling, sheet: Sheet, sentence: Sentence, relation: str, chance: float) -> dict[str, float]:
    """The signs by name; those that tell of sides are 1 for, -1 against, 0 where nothing is known."""
    said, _ = records(sheet, sentence)
    speaker = {said.speaker.code} if said and said.speaker and said.speaker.code else set()
    acting = {c for t in sheet.told if sentence.meets(t.start, t.end) for c in t.codes("actor")}
    named = sheet.named(sentence.start, sentence.end)
    doer = telling.other if telling.kind == "demand" else telling.maker
    known = max(_LEAST_WEIGHT, weight_of(telling.keys))
    return _act_signs(telling, sentence, relation) | {
        "always": 1.0,
        relation: 1.0,
        "model": log(max(chance, _NEARLY) / max(1 - chance, _NEARLY)),
        "shared": sum(w for key, w in sentence.keys.items() if key in telling.keys) / known,
        "report": len(telling.keys & sheet.keys) / max(1, len(telling.keys)),
        "both": float(bool(telling.maker & sheet.codes) and bool(telling.other & sheet.codes)),
        "same": float(sheet.doc == telling.doc),
        "doer_acts": _side(acting, doer) * (relation in _DONE),
        "doer_named": _side(named, doer) * (relation in _DONE),
        "maker_speaks": _side(speaker, telling.maker) * (relation in _SAID),
        "other_speaks": _side(speaker, telling.other) * (relation == "refuse"),
    }


def _act_signs(telling: Telling, sentence: Sentence, relation: str) -> dict[str, float]:
    """How the sentence tells the act of the commitment, acts of its kin and contrary ones, and its cues."""
    acts = acts_of(telling.words, demanded=telling.kind == "demand")
    kin = frozenset().union(*(kinds()[a].kin for a in acts)) - acts
    against = frozenset().union(*(kinds()[a].against for a in acts))
    reading = read(sentence.text)
    told = {
        "same_done": reading.tells(acts, "done"), "kin_done": reading.tells(kin, "done"),
        "same_not": reading.tells(acts, "not"), "same_ahead": reading.tells(acts, "future", "meant"),
        "will_not": reading.tells(acts | kin, "will not"), "same": reading.tells(acts),
        "against": reading.tells(against, "done", "noun"),
    }  # fmt: skip
    group = "done" if relation in _DONE else relation
    signs = {f"{group}:{name}": 1.0 for name, is_so in told.items() if is_so}
    return signs | {f"{relation}:{cue}": 1.0 for cue in _CUES[relation] if cue in reading.cues}


# The cues that are looked at for each relation.
_CUES = {
    "fulfil": ("whole", "rest", "part"), "part": ("whole", "rest", "part"), "break": ("fail", "still", "contrary"),
    "repeat": ("again", "demand", "promise", "threat", "offer", "plan"), "refuse": ("refuse", "no_comment", "fail"),
    "extend": ("extend",), "withdraw": ("withdraw",),
}  # fmt: skip


def score_of(signs: dict[str, float]) -> float:
    """Between 0 and 1."""
    return 1 / (1 + exp(-sum(_weights().get(name, 0.0) * value for name, value in signs.items())))


def records(sheet: Sheet, sentence: Sentence) -> tuple[Said | None, Told | None]:
    """The statement and the event of a sentence, if any."""
    said = next((s for s in sheet.said if sentence.meets(s.start, s.end)), None)
    told = next((t for t in sheet.told if sentence.meets(t.start, t.end)), None)
    return said, told


def _speakers(said: Said | None, told: Told | None) -> frozenset[str]:
    """Codes of those who speak or act in a sentence."""
    speaker = [said.speaker.code] if said and said.speaker and said.speaker.code else []
    return frozenset([*speaker, *(told.codes("actor") if told else [])])


def _side(found: Collection[str], side: Collection[str]) -> float:
    return 0.0 if not found else 1.0 if set(found) & set(side) else -1.0


@cache
def _weights() -> dict[str, float]:
    return {row["sign"]: float(row["weight"]) for row in rows("commitment_signs")}
