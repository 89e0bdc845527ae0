"""Direct quotation: where it opens and closes, one inside another, over several sentences and paragraphs.

Works on the text and its paragraphs alone, so that the sentence plan can use it before anything is parsed.
A quotation that runs over paragraphs opens each paragraph anew and closes once; one that never closes ends with its
paragraph. Time is linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc

from redshank.records import Paragraph

_MARK = re.compile(r"``|''|[\"“”„«»‘’']")
_CLOSERS = frozenset("”»")
_BEFORE_OPENING = frozenset("([{—–-/:")
_MAX_DEPTH = 8  # deeper nesting is noise, not speech


@dataclass(frozen=True, slots=True)
class Mark:
    """One quotation mark: its characters, whether it opens or closes, and whether it is a single mark."""

    start: int
    end: int
    side: Literal["open", "close"]
    single: bool


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of direct quotation, marks included.

    Attributes:
        start, end: characters, half open, quotation marks included.
        token_start, token_end: tokens, half open.
        depth: 0 for outermost, 1 for a quotation inside another.
        single: opened by a single quotation mark.
        closed: False where it ended with its paragraph for want of a closing mark.
    """

    start: int
    end: int
    token_start: int
    token_end: int
    depth: int
    single: bool
    closed: bool


def _side_of_single(text: str, at: int, end: int, limit: int, inside: bool) -> Literal["open", "close"] | None:
    before = text[at - 1] if at else " "
    after = text[end] if end < limit else " "
    if inside and not before.isspace() and not after.isalnum():
        plural = before == "s" and text[end : end + 2].strip().islower() and after == " "
        return None if plural and _closes_later(text, end, limit) else "close"
    opens = (before.isspace() or before in _BEFORE_OPENING or before in '"“') and after.isalnum()
    if not opens or inside or after.isdigit() or not _closes_later(text, end, limit):
        return None
    return "open"


def _closes_later(text: str, start: int, limit: int) -> bool:
    """Whether a single closing mark follows within some 600 characters, before a new opening one."""
    for match in re.finditer(r"['‘’]", text[start : min(limit, start + 600)]):
        at = start + match.start()
        before, after = text[at - 1], text[at + 1] if at + 1 < limit else " "
        if before.isspace():
            return False
        if not after.isalnum():
            return True
    return False


def _side_of_double(text: str, match: re.Match[str], start: int, limit: int, inside: bool) -> Literal["open", "close"]:
    mark, at, end = match.group(), match.start(), match.end()
    before = text[at - 1] if at > start else " "
    after = text[end] if end < limit else " "
    spaced_before = before.isspace() or before in _BEFORE_OPENING
    spaced_after = after.isspace()
    if mark in ("“", "„", "«", "``"):
        return "close" if inside and spaced_after and not spaced_before else "open"
    if mark in _CLOSERS or mark == "''":
        return "open" if not inside and spaced_before and not spaced_after else "close"
    if spaced_before != spaced_after:
        return "open" if spaced_before else "close"
    return "close" if inside else "open"


def marks(text: str, start: int = 0, end: int | None = None) -> Iterator[Mark]:
    """The quotation marks of one paragraph, in order; apostrophes are left out.

    Args:
        text: the whole text.
        start: where the paragraph begins.
        end: where it ends; None for the end of the text.
    """
    limit = len(text) if end is None else end
    double = single = False
    for match in _MARK.finditer(text, start, limit):
        mark = match.group()
        if mark in ("'", "’", "‘"):
            side = _side_of_single(text, match.start(), match.end(), limit, single)
            if side is None and mark == "‘" and not single and _closes_later(text, match.end(), limit):
                side = "open"
            if side is None:
                continue
            single = side == "open"
        else:
            side = _side_of_double(text, match, start, limit, double)
            double = side == "open"
        yield Mark(match.start(), match.end(), side, mark in ("'", "’", "‘"))


@dataclass(slots=True)
class _Open:
    start: int
    depth: int
    single: bool


def _paragraphs(doc: Doc) -> list[Paragraph]:
    document = doc._.document
    if document is not None and document.paragraphs:
        return list(document.paragraphs)
    return [Paragraph(0, len(doc.text), "body")]


def _continues(text: str, paragraph: Paragraph | None) -> bool:
    """Whether the paragraph opens with a quotation mark, as one does that carries a quotation on."""
    return paragraph is not None and text[paragraph.start : paragraph.start + 1] in ("“", '"', "„", "«")


def _spans(text: str, paragraphs: list[Paragraph]) -> Iterator[tuple[_Open, int, bool]]:
    """Every quotation as (opening, end, closed), innermost first."""
    stack: list[_Open] = []
    for number, paragraph in enumerate(paragraphs):
        for mark in marks(text, paragraph.start, paragraph.end):
            if mark.side == "open":
                carried = stack and stack[0].start < paragraph.start and mark.start == paragraph.start
                if stack and not carried and not mark.single and not stack[-1].single:
                    # the same mark opens again before it closed: the first was never closed, or is carried on
                    yield stack.pop(), mark.start, False
                if not carried and len(stack) < _MAX_DEPTH:
                    stack.append(_Open(mark.start, len(stack), mark.single))
                continue
            at = next((i for i in reversed(range(len(stack))) if stack[i].single == mark.single), None)
            if at is None:
                continue
            for lost in reversed(stack[at + 1 :]):
                yield lost, mark.start, False
            yield stack[at], mark.end, True
            del stack[at:]
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        keep = 1 if stack and not stack[0].single and _continues(text, following) else 0
        for lost in reversed(stack[keep:]):
            yield lost, paragraph.end, False
        del stack[keep:]


def find_quotations(doc: Doc) -> list[Quotation]:
    """All quotations of a document, outer before inner, in text order.

    Args:
        doc: tokenised; needs neither tags nor sentences. ``doc._.document`` gives the paragraphs.
    """
    text = doc.text
    starts = [token.idx for token in doc]
    found = []
    for opened, end, closed in _spans(text, _paragraphs(doc)):
        first = max(0, bisect_right(starts, opened.start) - 1)
        last = bisect_left(starts, end)
        found.append(Quotation(opened.start, end, first, last, opened.depth, opened.single, closed))
    return sorted(found, key=lambda q: (q.start, -q.end))
