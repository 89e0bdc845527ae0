"""Who: spans of actors and recipients in single sentences, against a file of tagged words."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from redshank.records import Analysis
from redshank.scoring.figures import Scored, Tally
from redshank.scoring.gold import analyses
from redshank.settings import Settings

Words = frozenset[int]


class Sentence(NamedTuple):
    """A sentence: its words, where each stands in the text, and the expected spans of source (S) and target (T)."""

    words: list[str]
    at: list[tuple[int, int]]
    wanted: dict[str, list[Words]]

    @property
    def text(self) -> str:
        """The words with single spaces between them."""
        return " ".join(self.words)


def score(gold: Path, settings: Settings) -> Scored:
    """F1 of spans (half of the words shared) and of words; reciprocal parties are actors, as in PLOVER."""
    sentences = _sentences(gold)
    rows = [{"id": f"s{n}", "text": sentence.text} for n, sentence in enumerate(sentences)]
    spans, tokens, errors = Tally(), Tally(), []
    for sentence, analysis in zip(sentences, analyses(rows, settings), strict=True):
        coded = _coded(sentence, analysis)
        for side in "ST":
            errors += _compare(sentence, side, coded[side], spans)
            wanted, got = set().union(*sentence.wanted[side]), set().union(*coded[side])
            tokens.gold += len(wanted)
            tokens.predicted += len(got)
            tokens.right += len(wanted & got)
    return {"sentences": len(sentences), "spans": spans.figures(), "tokens": tokens.figures()}, errors


def _compare(sentence: Sentence, side: str, coded: list[Words], tally: Tally) -> list[str]:
    wanted = sentence.wanted[side]
    tally.gold += len(wanted)
    tally.predicted += len(coded)
    free = list(coded)
    errors = []
    for span in wanted:
        hit = next((other for other in free if 2 * len(other & span) >= len(other | span)), None)
        if hit is None:
            words = " ".join(sentence.words[n] for n in sorted(span))
            errors.append(f"{side} missed {words} | {sentence.text[:140]}")
            continue
        free.remove(hit)
        tally.right += 1
    return errors


def _coded(sentence: Sentence, analysis: Analysis) -> dict[str, list[Words]]:
    """The words of each coded actor (S) and recipient (T), each span once, in a fixed order."""
    found: dict[str, set[Words]] = {"S": set(), "T": set()}
    for event in analysis.events:
        for side, entities in (("S", event.actor), ("T", event.recipient)):
            for entity in entities:
                words = frozenset(n for n, (a, b) in enumerate(sentence.at) if a < entity.end and b > entity.start)
                found[side].add(words)
    return {side: sorted((s for s in spans if s), key=sorted) for side, spans in found.items()}


def _sentences(path: Path) -> list[Sentence]:
    found = []
    for block in path.read_text(encoding="utf8").split("\n\n"):
        rows = [line.rsplit(" ", 1) for line in block.splitlines() if line.strip()]
        if rows:
            found.append(_sentence([word for word, _ in rows], [tag for _, tag in rows]))
    return found


def _sentence(words: list[str], tags: list[str]) -> Sentence:
    at, end = [], -1
    for word in words:
        at.append((end + 1, end + 1 + len(word)))
        end = at[-1][1]
    spans: dict[str, list[set[int]]] = {"S": [], "T": []}
    for number, tag in enumerate(tags):
        side = tag[2:].replace("R", "S")
        if tag.startswith("B-"):
            spans[side].append({number})
        elif tag.startswith("I-") and spans[side]:
            spans[side][-1].add(number)
    return Sentence(words, at, {side: [frozenset(s) for s in found] for side, found in spans.items()})
