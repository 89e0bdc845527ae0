"""Short forms that the report itself introduces: 'the Fictional Miners' Union (FMU)' … 'the FMU'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from redshank.actors.matching import Hit
from redshank.actors.report import Report
from redshank.language.annotations import Mention
from redshank.lexicons.roster import Sense, SenseKind, key_of

_BRACKETS = re.compile(r"\(\s?([^\s()]{2,10})\s?\)")
_STATES = frozenset({"demonym", "country"})
_ARMED = frozenset({"REB", "PRM", "CRM", "UAF"})


def learn_acronyms(report: Report) -> None:
    """Add every later use of an acronym that stands for a phrase with a code to the names of the report."""
    coined: dict[str, Sense] = {}
    for at in _introduced(report.doc):
        sense = _meaning(report, at)
        if sense is not None:
            coined.setdefault(report.doc[at].text, sense)
    if coined:
        _spread(report, coined)


def _introduced(doc: Doc) -> Iterator[int]:
    """Tokens that stand alone in brackets and look like an acronym."""
    for match in _BRACKETS.finditer(doc.text):
        span = doc.char_span(*match.span(1))
        if span is not None and len(span) == 1 and sum(c.isupper() for c in span.text) > len(span.text) / 2:
            yield span.start


def _meaning(report: Report, at: int) -> Sense | None:
    """The phrase before the bracket whose initials the acronym takes, as a sense."""
    plain: Sense | None = None
    for head in range(at - 2, max(-1, at - 12), -1):
        mention = report.mentions.get(head)
        if mention is None or not mention.start < at - 1 <= mention.end <= at + 2:
            continue
        long = report.doc[mention.start : at - 1]
        if not _initials(report.doc[at].text, long.text):
            continue
        name = " ".join(t.text for t in long if t.pos_ != "DET")
        reading = report.readings.get(head)
        if reading is None:
            plain = plain or _by_country(report, mention, name)
            continue
        first = reading.entities[0]
        if len(reading.entities) == 1 and first.code is not None:
            kind: SenseKind = "group" if first.sector in _ARMED else "organisation"
            other = tuple(first.other_sector_codes)
            return Sense(kind, first.identifier_text or name, first.code, first.sector or "", other)
    return plain


def _by_country(report: Report, mention: Mention, name: str) -> Sense | None:
    """A body that the tables do not know, of the country in its name ('the Ugandan Peasants League')."""
    hit = next((report.hit_of[i] for i in range(mention.start, mention.head) if i in report.hit_of), None)
    if hit is None or report.doc[mention.head].pos_ != "PROPN" or report.sense(hit).kind not in _STATES:
        return None
    return Sense("organisation", name, report.sense(hit).code)


def _initials(acronym: str, phrase: str) -> bool:
    """Every capital of the acronym begins a word of the phrase, in order ('DSS', 'Department of State Services')."""
    words = iter(key_of(phrase))
    return all(any(word[:1].upper() == letter for word in words) for letter in acronym if letter.isupper())


def _spread(report: Report, coined: dict[str, Sense]) -> None:
    added = []
    for token in report.doc:
        sense = coined.get(token.text)
        if sense is None:
            continue
        old = report.hit_of.get(token.i)
        if old is not None and (old.end - old.start > 1 or report.sense(old).code == sense.code):
            continue
        added.append(Hit(token.i, token.i + 1, (sense,), note="introduced in brackets"))
    report.add_hits(added)
