"""Whole articles: events matched to gold events, what is right on the matched ones, and statements.

An event matches where the category is equal (or among the gold's alternatives), actor codes meet, recipient codes meet
or are both empty (for symmetric acts the two sides are taken together), and the coded sentence is one of the gold's
evidence sentences. Gold events marked uncertain cost nothing when missed and earn when found. ``detection`` drops the
demand on codes; ``codes_right`` is the share of the events so detected whose actor and recipient codes are right too.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from redshank.ontology import auxiliary_modes
from redshank.records import Analysis, Entity, Event
from redshank.scoring.figures import Scored, Tally, share, squash
from redshank.scoring.gold import analyses
from redshank.settings import Settings

# How much of two sentences has to be equal for them to be the same one, in characters of squashed text.
HEAD, STEM, CONTENT = 60, 40, 30

# What is judged on matched events, and out of how many.
SHARES = {"mode": "matched", "aux": "matched", "said_by": "matched", "date": "dated", "place": "placed"}


@dataclass(slots=True)
class Counts:
    """What is counted over the articles of a set.

    Attributes:
        strict, loose: events, with and without the demand on codes.
        aux: the auxiliary modes of matched events, by name.
    """

    articles: int = 0
    strict: Tally = field(default_factory=Tally)
    loose: Tally = field(default_factory=Tally)
    right: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    aux: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in auxiliary_modes()})

    def figures(self) -> dict[str, Any]:
        """The shares that the scorer prints."""
        right, said = self.right, self.said
        return {
            "articles": self.articles,
            "events": self.strict.figures(),
            "detection": self.loose.figures(),
            "right_on_matched": {name: share(right[name], right[whole]) for name, whole in SHARES.items()},
            "statements": {
                "recall": share(said["found"], said["gold"]),
                "kind": share(said["kind"], said["found"]),
                "speaker": share(said["speaker"], said["found"]),
            },
            "codes_right": share(self.strict.right, self.loose.right),
            "aux": {name: tally.figures() for name, tally in self.aux.items()},
        }


def score(gold: Path, settings: Settings) -> Scored:
    """Figures over the ``*.gold.json`` files of a folder, each with its ``.doc.json`` beside it."""
    wanted = [json.loads(path.read_text(encoding="utf8")) for path in sorted(gold.glob("*.gold.json"))]
    rows = [json.loads((gold / f"{g['article']}.doc.json").read_text(encoding="utf8")) for g in wanted]
    counts = Counts()
    missed: list[str] = []
    extra: list[str] = []
    for article, row, analysis in zip(wanted, rows, analyses(rows, settings), strict=True):
        lost, spare = compare(article, analysis, row["text"], counts)
        missed += lost
        extra += spare
    return counts.figures(), missed + extra


def compare(article: dict[str, Any], analysis: Analysis, text: str, counts: Counts) -> tuple[list[str], list[str]]:
    """Count one article's gold against its analysis; a line for each event missed, and for each one too many."""
    counts.articles += 1
    pairs, spare = _match(article["events"], analysis.events, text, counts.strict, with_codes=True)
    _match(article["events"], analysis.events, text, counts.loose, with_codes=False)
    missed = []
    for event, hit in pairs:
        if hit:
            _judge(event, hit, counts)
        elif event.get("certain", True):
            missed.append(_missed_line(article["article"], event))
    _statements(article.get("statements", []), analysis, text, counts.said)
    return missed, [_extra_line(article["article"], event, text) for event in spare]


def _match(
    wanted: list[dict[str, Any]], coded: list[Event], text: str, tally: Tally, *, with_codes: bool
) -> tuple[list[tuple[dict[str, Any], Event | None]], list[Event]]:
    """Pairs of gold and coded events, certain gold first, each coded event used once; and the coded ones left over."""
    left = list(coded)
    pairs = []
    for event in sorted(wanted, key=lambda e: not e.get("certain", True)):
        hit = next((c for c in left if _fits(event, c, text) and (not with_codes or _same_sides(event, c))), None)
        if hit:
            left.remove(hit)
            tally.right += 1
            tally.predicted += 1
        tally.gold += 1 if hit or event.get("certain", True) else 0
        pairs.append((event, hit))
    tally.predicted += len(left)
    return pairs, left


def _fits(wanted: dict[str, Any], coded: Event, text: str) -> bool:
    """Same category, same sentence."""
    if coded.event[0] not in {wanted["event"], *wanted.get("alt", [])}:
        return False
    sentence = _sentence(coded, text)
    return any(s in sentence or sentence[:HEAD] in s or s[:STEM] in sentence for s in _evidence(wanted))


def _same_sides(wanted: dict[str, Any], coded: Event) -> bool:
    """Actor codes meet, and recipient codes meet or are both empty; of symmetric acts, both parties are there."""
    gold_actor, gold_recipient = _gold_codes(wanted["actor"]), _gold_codes(wanted["recipient"])
    actor, recipient = _codes(coded.actor), _codes(coded.recipient)
    if wanted["event"] == "CONSULT" or (not wanted["recipient"] and len(wanted["actor"]) > 1):
        parties = gold_actor | gold_recipient
        return len(parties & (actor | recipient)) >= min(2, len(parties))
    same_actor = bool(gold_actor & actor) or not gold_actor
    return same_actor and (bool(gold_recipient & recipient) or not (gold_recipient or recipient))


def _judge(wanted: dict[str, Any], coded: Event, counts: Counts) -> None:
    """Count what is right on a matched event."""
    right = counts.right
    for name, tally in counts.aux.items():
        gold, told = name in (wanted.get("aux") or []), name in coded.aux
        tally.gold += gold
        tally.predicted += told
        tally.right += gold and told
    right["matched"] += 1
    right["mode"] += set(wanted.get("mode") or []) == set(coded.mode)
    right["aux"] += set(wanted.get("aux") or []) == set(coded.aux)
    if wanted.get("said_by"):
        right["said_by"] += _gold_codes(wanted["said_by"]) == _codes(coded.said_by)
    else:
        right["said_by"] += not coded.said_by
    days = wanted.get("date") or {}
    if days.get("start"):
        right["dated"] += 1
        right["date"] += _overlaps(coded, str(days["start"]), str(days["end"] or days["start"]))
    if wanted.get("place"):
        right["placed"] += 1
        right["place"] += _same_place(wanted["place"], coded)


def _overlaps(coded: Event, start: str, end: str) -> bool:
    # As text: an open start reads 'None', which stands after every ISO date, and so counts as wrong.
    return str(coded.date) <= end and str(coded.enddate or coded.date) >= start


def _same_place(wanted: dict[str, Any], coded: Event) -> bool:
    place = coded.event_loc
    if place is None or place.country_code != wanted.get("country"):
        return False
    return wanted["name"].lower() in f"{place.resolved_place} {place.extracted_place}".lower()


def _statements(wanted: list[dict[str, Any]], analysis: Analysis, text: str, said: Counter[str]) -> None:
    """Statements found by the beginning of their content; kind and speaker code of those found."""
    left = list(analysis.statements)
    said["gold"] += len(wanted)
    for gold in wanted:
        content = squash(gold["content"])
        for coded in left:
            mine = squash(text[coded.content.start : coded.content.end])
            if content[:CONTENT] in mine or mine[:CONTENT] in content:
                left.remove(coded)
                said["found"] += 1
                said["kind"] += coded.kind == gold["kind"]
                code = coded.speaker.code if coded.speaker else None
                said["speaker"] += code == (gold["speaker"] or {}).get("code")
                break


def _codes(entities: Iterable[Entity]) -> set[str]:
    return {entity.code for entity in entities if entity.code}


def _gold_codes(entities: list[dict[str, Any]] | None) -> set[str]:
    return {entity["code"] for entity in entities or [] if entity.get("code")}


def _evidence(wanted: dict[str, Any]) -> list[str]:
    sentences = wanted["sentence"]
    return [squash(s)[:HEAD] for s in (sentences if isinstance(sentences, list) else [sentences])]


def _sentence(coded: Event, text: str) -> str:
    return squash(text[coded.text_info.start : coded.text_info.end])


def _missed_line(article: str, event: dict[str, Any]) -> str:
    who = f"{sorted(_gold_codes(event['actor']))} | {sorted(_gold_codes(event['recipient']))}"
    return f"missed | {article} | {event['event']} | {who} | {_evidence(event)[0]}"


def _extra_line(article: str, event: Event, text: str) -> str:
    who = f"{sorted(_codes(event.actor))} | {sorted(_codes(event.recipient))}"
    return f"extra | {article} | {event.event[0]} | {who} | {_sentence(event, text)[:70]}"
