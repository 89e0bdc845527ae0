"""Finds the paragraphs of a text as stretches of characters, whatever way its lines were set.

Four layouts occur: paragraphs parted by blank lines; one paragraph a line; everything in one line; and hard-wrapped
lines, where a line end falls inside a sentence and paragraphs are parted by blank lines, by indentation or by a short
last line.
A wrapped line never starts a paragraph, because every paragraph starts a sentence for the parser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_TERMINAL = re.compile(r"[.!?…:;][\"'”’»)\]]*$|[.!?…]['’]{2}$|[\"”»]$")
_ADDRESS_END = re.compile(r"(?:https?://|www\.)\S+$")
_BULLET = re.compile(r"[•·▪►●■*–—-]\s|\d{1,2}[.)]\s")
# The widest line of a plain-text wrapping: mailers and terminals wrap at 65 to 80 columns, wires and Usenet below 100.
_WIDEST_WRAP = 110
# Narrower columns are menus and lists.
_NARROWEST_WRAP = 35
# A shorter piece above a line that starts small is a label of the page, not a sentence begun.
_BEGUN = 25


@dataclass(frozen=True, slots=True)
class Line:
    """One non-blank line, trimmed: its span in the text, its indentation, whether a blank line precedes it."""

    start: int
    end: int
    indent: int
    after_blank: bool
    text: str

    @property
    def closed(self) -> bool:
        """The line ends as a sentence does."""
        tail = self.text[-300:]
        return bool(_TERMINAL.search(tail) or _ADDRESS_END.search(tail))

    @property
    def carries_on(self) -> bool:
        """The line starts in the middle of a sentence: with a small letter, names such as 'iPhone' aside."""
        return self.text[0].islower() and not self.text[1:2].isupper()


def lines(text: str) -> list[Line]:
    """The non-blank lines of a text, in order."""
    found: list[Line] = []
    at, blank = 0, True
    for match in [*LINE_END.finditer(text), None]:
        end = match.start() if match else len(text)
        raw = text[at:end]
        body = raw.strip()
        if body:
            indent = len(raw) - len(raw.lstrip())
            found.append(Line(at + indent, at + indent + len(body), indent, blank, body))
        blank = not body
        at = match.end() if match else end
    return found


def blocks(text: str) -> list[tuple[int, int]]:
    """Spans of the paragraphs, in order, trimmed; everything that is not white space is in one of them."""
    found = lines(text)
    width = wrap_width(found)
    spans: list[tuple[int, int]] = []
    for i, line in enumerate(found):
        above = found[i - 1] if i and not line.after_blank else None
        if (
            above is not None
            and _continues(above, line, width, above.end - spans[-1][0])
            and _completes(found, i, width)
        ):
            spans[-1] = (spans[-1][0], line.end)
        else:
            spans.append((line.start, line.end))
    return spans


def _completes(found: list[Line], i: int, width: int) -> bool:
    """In a text that is not wrapped, a carried-on line ends its sentence, or the next one carries on as well."""
    if width or found[i].closed or i + 1 == len(found):
        return True
    return found[i + 1].carries_on and not found[i + 1].after_blank


def wrap_width(found: list[Line]) -> int:
    """Column at which the text was wrapped by hand or program; 0 where its lines are whole paragraphs.

    Wrapped: at least four lines follow another without a blank line, three in five of the lines before them do not
    end a sentence, and one in five of them starts with a small letter.
    """
    pairs = [(a, b) for a, b in pairwise(found) if not b.after_blank]
    if len(pairs) < 4:
        return 0
    open_ends = sum(not a.closed for a, _ in pairs)
    small = sum(b.carries_on for _, b in pairs)
    if open_ends < 0.6 * len(pairs) or small < 0.2 * len(pairs):
        return 0
    lengths = sorted(len(a.text) for a, _ in pairs)
    width = lengths[int(0.9 * (len(lengths) - 1))]
    return width if _NARROWEST_WRAP <= width <= _WIDEST_WRAP and median(lengths) >= 0.6 * width else 0


def _continues(previous: Line, line: Line, width: int, so_far: int) -> bool:
    """Whether ``line`` carries on the paragraph of the line right above it, so far of ``so_far`` characters."""
    if _BULLET.match(line.text):
        return False
    if not previous.closed and line.carries_on and (width or so_far >= _BEGUN):
        return True
    if not width:
        return False
    if line.indent > previous.indent:
        return False
    first_word = line.text.split(None, 1)[0]
    full = previous.indent + len(previous.text) + 1 + len(first_word) > 0.9 * width
    return full or not previous.closed
