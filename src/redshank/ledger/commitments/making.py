"""What a document itself says is to be done: demands, promises, plans, threats and offers, as it tells them.

A draft is one telling of a commitment. Which sentences make one, and of which kind, the follow model says; who makes
it, to whom, which act and by when is read from the records of the sentence. What is only retold makes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from redshank.ledger.commitments.dues import Due, due_of
from redshank.ledger.commitments.reader import Reader
from redshank.ledger.commitments.sheets import Said, Sentence, Sheet, Told
from redshank.ledger.commitments.words import keys_of, words
from redshank.ledger.data_rows import rows

KINDS = ("demand", "promise", "threat", "plan", "offer")
_MARKS = '.,;:!?"“”‘’()'
_SURE, _SAME = 0.5, 0.35  # probability from which a sentence makes a commitment, and one of that kind
_NEWS = timedelta(7)  # what was said longer ago is told again
_SAYS = frozenset({"AGREE", "CONCEDE", "REQUEST", "THREATEN"})  # events that make a commitment by being said
_AHEAD = frozenset({"future", "hypothetical"})
_VAGUE = 1.2  # weight of the words of a sentence below which those of the one before count too
_TELLING = 0.84  # those that say at least so much


@dataclass(slots=True)
class Draft:
    """One telling of something to be done."""

    doc: int
    id: str
    kind: str
    start: int
    end: int
    published: date | None
    words: str
    before: str
    maker: list[str]
    other: list[str]
    maker_text: str | None
    category: str | None
    mode: list[str]
    due: Due
    condition: str | None
    place: str | None
    country: str | None
    statement: int | None
    report: int | None
    keys: list[int]
    score: float
    why: str


def drafts(found: Sequence[Sheet], reader: Reader) -> list[Draft]:
    """All tellings of some documents, in their order; the model is asked of all at once."""
    asked = [(sheet, sentence) for sheet in found for sentence in sheet.sentences if _may_make(sheet, sentence)]
    told = reader.makes([(sentence.text, sentence.before) for _, sentence in asked])
    made = [_draft(sheet, sentence, answer) for (sheet, sentence), answer in zip(asked, told, strict=True)]
    return [draft for draft in made if draft is not None]


def _may_make(sheet: Sheet, sentence: Sentence) -> bool:
    """Whether somebody says or does something in a sentence, and it may be of what is to come: the rest is not read."""
    said = [s for s in sheet.said if _within(sentence, s)]
    told = [t for t in sheet.told if sentence.meets(t.start, t.end)]
    if any(s.kind in KINDS for s in said) or any(t.event in _SAYS or _AHEAD & set(t.aux) for t in told):
        return True
    ahead = words("future") | words("unreal")
    return bool(said or told) and any(w.strip(_MARKS) in ahead for w in sentence.text.lower().split())


def _within(sentence: Sentence, said: Said) -> bool:
    return sentence.meets(said.start, said.end) or (said.cue is not None and sentence.meets(*said.cue))


def _draft(sheet: Sheet, sentence: Sentence, answer: dict[str, float]) -> Draft | None:
    kind = max(KINDS, key=lambda k: answer[k])
    said = _statement_of(sheet, sentence, kind)
    told = _event_of(sheet, sentence, kind)
    sure = sum(answer[k] for k in KINDS)
    if sure < _SURE or answer[kind] < _SAME or not _agreed(kind, said, told) or _retold(sheet, sentence):
        return None
    maker, other, text = _parties(sheet, sentence, kind, said, told)
    if not maker:
        return None
    start = said.start if said else told.trigger[1] if told and told.trigger else sentence.start
    due = due_of(sheet, sentence, min(start, sentence.end), sentence.end, said.due if said else None)
    category, mode = _act(sheet, sentence, told)
    return Draft(
        sheet.doc, f"{sheet.id}-c{sentence.start}", kind, sentence.start, sentence.end, sheet.published, sentence.text,
        sentence.before, maker, other, text, category, mode, due, _condition(sentence), told.place if told else None,
        told.country if told else None, said.number if said else None, told.number if told else None,
        _keys_of(sentence), round(sure, 3), _why(kind, answer[kind], said, told),
    )  # fmt: skip


def _agreed(kind: str, said: Said | None, told: Told | None) -> bool:
    """Whether a record says the same as the model: an event of the kind, or a statement of it by somebody known.

    Read by eye, a fifth of what rests on the model alone was right.
    """
    if told is not None:
        return True
    return said is not None and said.kind == kind and said.speaker is not None and said.speaker.code is not None


def _retold(sheet: Sheet, sentence: Sentence) -> bool:
    """Whether all days that a sentence names are long past: 'earlier this month', 'last year'."""
    made = sheet.published
    days = [t.finish for t in sheet.times if sentence.meets(t.start, t.end) and t.finish is not None]
    return made is not None and bool(days) and max(days) < made - _NEWS


def _keys_of(sentence: Sentence) -> list[int]:
    """What a sentence is about; where it says little ('It will free them.'), what the one before says most, too."""
    own = set(sentence.keys)
    if sum(sentence.keys.values()) < _VAGUE:
        own |= {key for key, weight in keys_of(sentence.before).items() if weight >= _TELLING}
    return sorted(own)


# -- records of a sentence --------------------------------------------------------------------------------------------


def _statement_of(sheet: Sheet, sentence: Sentence, kind: str) -> Said | None:
    """The statement that says it: one of that kind before any other that begins in the sentence."""
    own = [s for s in sheet.said if _within(sentence, s)]
    return next((s for s in own if s.kind == kind), next((s for s in own if s.kind in KINDS), next(iter(own), None)))


def _event_of(sheet: Sheet, sentence: Sentence, kind: str) -> Told | None:
    """The event that codes the same words."""
    for told in sheet.told:
        if not sentence.meets(told.start, told.end) or {"negation", "historical"} & set(told.aux):
            continue
        asks = told.event == "REQUEST"
        if (kind == "demand" and asks) or (
            kind != "demand" and not asks and (told.event in _SAYS or _AHEAD & set(told.aux))
        ):
            return told
    return None


def _parties(
    sheet: Sheet, sentence: Sentence, kind: str, said: Said | None, told: Told | None
) -> tuple[list[str], list[str], str | None]:
    """Codes of who commits himself or demands, of the other side, and the maker's words."""
    speaker = [said.speaker.code] if said and said.speaker and said.speaker.code else []
    addressee = [said.addressee.code] if said and said.addressee and said.addressee.code else []
    actors, recipients = (told.codes("actor"), told.codes("recipient")) if told else ([], [])
    named = sheet.named(sentence.start, sentence.end)
    demand = kind == "demand" and said is not None and said.kind == kind
    maker = (speaker or actors) if demand else (actors or speaker)
    other = [c for c in dict.fromkeys([*recipients, *addressee, *named]) if c not in maker]
    if not other and told and len(actors) > 1:
        other = actors  # both sides bind themselves
    who = (
        next(iter(told.parties.get("actor", ())), None) if told and maker == actors else said.speaker if said else None
    )
    return maker, other or _facing(sheet, maker), who.text if who else None


def _facing(sheet: Sheet, maker: list[str]) -> list[str]:
    """The other party of a report that names only one other; none where it names several."""
    others = {w.code for t in sheet.told for who in t.parties.values() for w in who} - {None, *maker}
    return [c for c in others if c] if len(others) == 1 else []


def _act(sheet: Sheet, sentence: Sentence, told: Told | None) -> tuple[str | None, list[str]]:
    """Category and mode of the act to be done, as far as the records of the sentence tell; never that of the saying."""
    for other in sheet.told:
        if sentence.meets(other.start, other.end) and other.event not in _SAYS and _AHEAD & set(other.aux):
            return other.event, list(other.mode)
    if told is None:
        return None, []
    category = next((c for m in told.mode if (c := _acts().get((told.event, m)))), None)
    if told.event == "CONCEDE" or (category is None and told.event not in _SAYS):
        category = told.event
    return category, list(told.mode)


@cache
def _acts() -> dict[tuple[str, str], str]:
    return {(r["event"], r["mode"]): r["act"] for r in rows("commitment_acts")}


def _condition(sentence: Sentence) -> str | None:
    """The words of the condition: from 'if', 'unless', 'once' to the next comma or the end."""
    lower = sentence.text.lower().split()
    for n, word in enumerate(lower):
        if word.strip('"“‘,') in words("condition") - words("deadline"):
            rest = " ".join(sentence.text.split()[n:])
            return (rest.split(",")[0] if n == 0 else rest).rstrip('."”')
    return None


def _why(kind: str, chance: float, said: Said | None, told: Told | None) -> str:
    parts = [f"read as a {kind} ({chance:.2f})"]
    if said is not None:
        parts.append(f"statement of kind {said.kind}")
    if told is not None:
        parts.append(f"event {told.event}" + (f" ({', '.join(told.aux)})" if told.aux else ""))
    return "; ".join(parts)
