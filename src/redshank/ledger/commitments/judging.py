"""What later sentences say became of commitments: the model's answers, weighed with days and sides.

Each telling is held against each report by itself, so the order in which reports come in makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redshank.ledger.commitments.dues import Due, due_of
from redshank.ledger.commitments.reader import Pair, Reader
from redshank.ledger.commitments.sheets import Sentence, Sheet
from redshank.ledger.commitments.telling import Telling
from redshank.ledger.commitments.weighing import may_tell, records, score_of, weighed
from redshank.ledger.commitments.words import KEY_WEIGHT, weight_of

_LEAST = 0.5  # score from which an answer counts; set on the matters m01-m16 of gold/matters
_NEAR = 4  # sentences after a commitment in its own report in which its answer may stand
_MOST = 6  # sentences of one report that are held against one telling
_SHARED = 0.15  # share of a telling's words from which a sentence, and those beside it, are read
_SOON = 3  # days in which several reports tell of one saying
_SAME = 0.6  # share of the words of the one that says less, from which two tellings within days are of one saying
_WORDS = 2  # words that these share at least


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a report says of a telling, in which sentence and by which records."""

    telling: int
    relation: str
    sheet: Sheet
    sentence: Sentence
    report: int | None
    statement: int | None
    word_of: list[str]
    due: Due
    score: float
    why: str


Asked = tuple[Telling, Sheet, Sentence, dict[str, float]]


def judge(pairs: Sequence[tuple[Telling, Sheet]], reader: Reader) -> list[Outcome]:
    """What each report says of each telling, at most one answer a sentence."""
    return _surest([outcome for one in ask(pairs, reader) if (outcome := _outcome(*one)) is not None])


def ask(pairs: Sequence[tuple[Telling, Sheet]], reader: Reader) -> list[Asked]:
    """The model's answer for each sentence of the reports that may tell something; it is asked of all at once."""
    asked = [(telling, sheet, s) for telling, sheet in pairs for s in _worth_reading(telling, sheet)]
    questions: list[Pair] = [(t.kind, (t.words, t.before), (s.text, s.before)) for t, _, s in asked]
    return [(*one, answer) for one, answer in zip(asked, reader.becomes(questions), strict=True)]


def _worth_reading(telling: Telling, sheet: Sheet) -> Iterator[Sentence]:
    """Sentences that share words with a telling, and those beside them; in its own report the next few."""
    known = max(KEY_WEIGHT, weight_of(telling.keys))
    if sheet.doc == telling.doc:
        near = [s for s in sheet.sentences if s.start >= telling.end][:_NEAR]
        yield from (s for s in near if may_tell(telling, s, _shared(telling, s) / known))
        return
    shared = [_shared(telling, s) / known for s in sheet.sentences]
    beside = [max(shared[max(0, n - 1) : n + 2]) for n in range(len(shared))]
    worth = [
        n for n, share in enumerate(beside) if share >= _SHARED and may_tell(telling, sheet.sentences[n], shared[n])
    ]
    chosen = sorted(sorted(worth, key=lambda n: (-shared[n], -beside[n], n))[:_MOST])
    yield from (sheet.sentences[n] for n in chosen)


def _shared(telling: Telling, sentence: Sentence) -> float:
    return sum(w for key, w in sentence.keys.items() if key in telling.keys)


def _outcome(telling: Telling, sheet: Sheet, sentence: Sentence, answer: dict[str, float]) -> Outcome | None:
    scored = [(score_of(signs), relation) for relation, signs in weighed(telling, sheet, sentence, answer)]
    score, relation = max(scored, default=(0.0, ""))
    if score < _LEAST:
        return None
    said, told = records(sheet, sentence)
    due = Due(None, None, "")
    if relation == "extend":
        due = due_of(sheet, sentence, sentence.start, sentence.end, None)
    word_of = [said.speaker.code] if said and said.speaker and said.speaker.code else []
    return Outcome(
        telling.telling, relation, sheet, sentence, told.number if told else None, said.number if said else None,
        word_of, due, round(score, 3), f"{_WORDS_FOR[relation]} ({answer[relation]:.2f})",
    )  # fmt: skip


_WORDS_FOR = {
    "fulfil": "read as done", "part": "read as done in part", "break": "read as not done, or the contrary done",
    "repeat": "read as said anew", "refuse": "read as a no", "extend": "read as put off to another day",
    "withdraw": "read as taken back",
}  # fmt: skip


def _surest(found: list[Outcome]) -> list[Outcome]:
    """Of each relation of a telling in one report the surest; of done and done in part only the surer."""
    best: dict[tuple[int, int, str], Outcome] = {}
    for one in found:
        relation = "fulfil" if one.relation == "part" else one.relation
        key = (one.telling, one.sheet.doc, relation)
        if key not in best or (one.score, -one.sentence.start) > (best[key].score, -best[key].sentence.start):
            best[key] = one
    return sorted(best.values(), key=lambda o: (o.telling, o.sheet.doc, o.sentence.start, o.relation))


# -- tellings of one commitment ---------------------------------------------------------------------------------------


def same_saying(earlier: Telling, later: Telling) -> float:
    """How sure it is that two tellings within days tell of one saying; 0 for not at all."""
    if not earlier.maker & later.maker or _side(earlier.kind) != _side(later.kind):
        return 0.0
    apart = (later.published - earlier.published).days if later.published and earlier.published else 0
    if apart > _SOON or (earlier.due.end and later.due.end and earlier.due.end != later.due.end):
        return 0.0
    shared = len(earlier.keys & later.keys)
    like = shared / max(1, min(len(earlier.keys), len(later.keys)))
    return round(like, 3) if shared >= _WORDS and like >= _SAME else 0.0


def _side(kind: str) -> str:
    return kind if kind in {"demand", "threat"} else "promise"
