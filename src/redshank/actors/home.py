"""Whose police, army or court, where the phrase does not say: the place of the sentence, the dateline, the focus."""

from __future__ import annotations

from redshank.actors.report import Report
from redshank.lexicons.roster import SUPRANATIONAL, Noun, word_class

# Policemen and judges are placed by their sentence; armies and ministries by the report.
_PLACED = frozenset({"COP", "JUD"})
_RECENT = 2
_PLACES = frozenset({"country", "capital", "place"})


def home_code(report: Report, token: int, noun: Noun, national: bool = False) -> tuple[str | None, str, float]:
    """Country that an unnamed domestic actor belongs to, the rule that says so, and a score.

    Bodies of state take the dateline or the report's focus; persons first the place that their sentence names.
    ``national``: treat it as a body of state, whatever the noun (a named colonel).
    """
    named = noun.noun in word_class("institution") and noun.sector not in _PLACED
    institution = national or named or (noun.sector == "GOV" and noun.office)
    own = _own_place(report, token) if institution and not national else None
    if own is not None:
        return own, "country of the place that the phrase names", 0.6
    if not institution:
        place = sentence_place(report, token)
        if place is not None:
            return place, "country of the place in the sentence", 0.6
        place = _recent_place(report, token)
        if place is not None:
            return place, "country of the place just before", 0.55
    if institution and report.dateline is not None and report.counts[report.dateline] > 0:
        focus = report.focus()
        if focus in (None, report.dateline) or (
            focus is not None and report.counts[report.dateline] * 2 >= report.counts[focus]
        ):
            return report.dateline, "country of the dateline", 0.6
    focus = report.focus()
    if focus is not None:
        return focus, "country that the report is about", 0.5
    return None, "no country plain", 0.3


def sentence_place(report: Report, token: int) -> str | None:
    """Country of the nearest place that the sentence names with 'in', 'at', 'near'; None where there is none."""
    doc = report.doc
    sent = doc[token].sent
    best: tuple[int, str] | None = None
    for hit in report.hits:
        if not sent.start <= hit.start < sent.end or hit.start not in report.choice:
            continue
        sense = report.sense(hit)
        if sense.kind not in _PLACES or sense.code in SUPRANATIONAL:
            continue
        if not _located(report, hit.start, sent.start):
            continue
        distance = abs(hit.start - token)
        if best is None or distance < best[0]:
            best = (distance, sense.code)
    return best[1] if best else None


def _own_place(report: Report, token: int) -> str | None:
    """Country of a place inside the phrase itself: 'two soldiers in a Quebec car park'."""
    head = report.doc[token]
    for child in head.rights:
        if child.dep_ != "prep" or child.lower_ not in word_class("home_preposition"):
            continue
        for hit in report.hits:
            if child.i < hit.start <= child.right_edge.i and hit.start in report.choice:
                sense = report.sense(hit)
                if sense.kind in _PLACES and sense.code not in SUPRANATIONAL:
                    return sense.code
    return None


def _recent_place(report: Report, token: int) -> str | None:
    """Country of the last place that one of the two sentences before names with 'in', 'at', 'near'."""
    here = report.sents[token]
    for hit in reversed(report.hits):
        if hit.start >= token or hit.start not in report.choice:
            continue
        if here - report.sents[hit.start] > _RECENT:
            return None
        sense = report.sense(hit)
        if sense.kind in _PLACES and sense.code not in SUPRANATIONAL:
            first = report.doc[hit.start].sent.start
            if _located(report, hit.start, first):
                return sense.code
    return None


def _located(report: Report, start: int, first: int) -> bool:
    """A preposition of place stands just before the name."""
    for i in range(start - 1, max(first - 1, start - 5), -1):
        token = report.doc[i]
        if token.pos_ == "ADP":
            return token.lower_ in word_class("home_preposition") or token.lower_ == "near"
        if token.pos_ in ("VERB", "AUX") or (token.is_punct and token.text != "-"):
            return False
    return False
