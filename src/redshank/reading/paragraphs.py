"""Splits a text into paragraphs and says of each what it is on the page.

The order of the decisions, each of which leaves alone what an earlier one settled:

1. phrases of ``furniture.tsv`` (furniture, captions, credits), addresses, lines of punctuation;
2. the headline: a paragraph that repeats the title, else the first unpunctuated or title-cased one before the article;
3. bylines and time stamps, before the article or right at its end;
4. the same paragraph twice in a row is a caption, twice;
5. after a credit that closes an article ('With reporting by …') nothing but furniture follows;
6. author biographies and notices at the end; links below 'Read more:';
7. short unpunctuated lines inside the article are subheadings, long ones (if there are three or more) captions;
8. everything else is body, and a text that would be left without any body is body where only guesses spoke against it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from redshank.reading import bylines, furniture
from redshank.reading.layout import blocks
from redshank.records import Paragraph, ParagraphKind

_ENDS = re.compile(r"[.!?…:;,][\"'”’»)\]]*$|[\"”»]$|\)$|[\"”]\s*[—―–-]\s*\S.{1,40}$|\(@\w+\).{0,40}$")
_LABEL = re.compile(r"[\"“'‘][^.,!?…\"”]{2,60}[^.,!?…\s][\"”'’]")
_BRACKETED = re.compile(r"\[[^\[\].:]{15,}\]")
_QUOTE = re.compile(r"[\"“”«'‘]")
_SOURCED = re.compile(r"[.!?…][\"”’]?\s*\([^()]{2,40}\)$")
_KEY = re.compile(r"\W+")
# A subheading is a label ('What happens next'); longer unpunctuated lines are captions or standfirsts.
_SUBHEADING_WORDS = 9
_HEADLINE_WORDS = 30
_CAPTION_WORDS = 40
_NUMBERED = re.compile(r"\d{1,3} ?/ ?(\d{1,3})\b")
_GALLERY = 3
_SITE = re.compile(r"\s+[|–—-]\s+[^|–—]{2,40}$")


@dataclass(slots=True)
class Piece:
    """A paragraph while it is being judged.

    Attributes:
        kind: what it was found to be; None while open.
        guessed: the kind rests on form alone, not on words that only furniture has.
    """

    start: int
    end: int
    text: str
    words: int
    marks: set[str] = field(default_factory=set)
    kind: ParagraphKind | None = None
    guessed: bool = False

    @property
    def closed(self) -> bool:
        """It ends as a sentence does."""
        return bool(_ENDS.search(self.text[-120:]))

    @property
    def running(self) -> bool:
        """It reads as running text: open so far, and one long or punctuated sentence or more."""
        return self.kind is None and self.closed and (self.words >= 8 or bool(_QUOTE.match(self.text)))

    def settle(self, kind: ParagraphKind, *, guessed: bool = False) -> None:
        """Give it its kind, once."""
        if self.kind is None:
            self.kind, self.guessed = kind, guessed


def split_paragraphs(text: str, title: str | None = None) -> list[Paragraph]:
    """Paragraphs of a text with their kinds, in order; text between them is white space.

    Args:
        text: the text as read; offsets of the result point into it.
        title: the title that came with the text, to know it again where the text repeats it.
    """
    return [Paragraph(p.start, p.end, p.kind or "body") for p in judge(text, title)]


def judge(text: str, title: str | None = None) -> list[Piece]:
    """As ``split_paragraphs``, with what the judgement rests on; pieces without a kind are body."""
    pieces = [Piece(a, b, text[a:b], furniture.count_words(text[a:b])) for a, b in blocks(text)]
    _phrases(pieces)
    _headline(pieces, title)
    for step in (_bylines, _doubles, _galleries, _closing, _tail, _links, _unpunctuated):
        step(pieces)
    _keep_some_body(pieces)
    return pieces


def same_words(a: str, b: str) -> bool:
    """Equal but for case, punctuation, white space and a site's name after a dash or bar."""
    keys = {_KEY.sub("", a).casefold(), _KEY.sub("", _SITE.sub("", a)).casefold()}
    return bool(keys & {_KEY.sub("", b).casefold(), _KEY.sub("", _SITE.sub("", b)).casefold()} - {""})


def _phrases(pieces: list[Piece]) -> None:
    for piece in pieces:
        piece.marks = furniture.marks(piece.text, piece.words)
        if bylines.is_bare_dateline(piece.text):
            piece.kind = "body"
        elif _is_caption(piece, final=piece is pieces[-1]):
            piece.settle("caption")
        elif piece.marks & {"credit", "closing"} or bylines.is_desk_line(piece.text):
            if not piece.marks & {"credit"}:
                piece.marks.add("closing")
            piece.settle("credit")
        elif "headline" in piece.marks:
            piece.settle("headline")
        elif piece.marks & {"furniture", "links"} or _is_link(piece, len(pieces)):
            piece.settle("furniture")


def _is_caption(piece: Piece, *, final: bool) -> bool:
    """Words of a caption, '(right)' in a lone sentence, or a picture credit.

    The last paragraph may end in the report's own source: '… he said. (dpa/AFP)'.
    """
    if (final and _SOURCED.search(piece.text[-60:])) or bylines.is_stamp(piece.text):
        return False
    if piece.words <= 14 and bylines.is_byline(piece.text):
        return False
    if "caption" in piece.marks:
        return True
    if "pose" in piece.marks and furniture.is_posed(piece.text):
        return True
    return not final and furniture.is_pictured(piece.text, piece.words)


def _is_link(piece: Piece, count: int) -> bool:
    """An address with few words, or a short paragraph in square brackets: '[Another story of this paper]'."""
    if furniture.is_pointer(piece.text, piece.words):
        return True
    return piece.words <= 25 and count > 3 and bool(_BRACKETED.fullmatch(piece.text))


def _first_running(pieces: list[Piece]) -> int:
    """Index of the first paragraph of running text, or the number of paragraphs."""
    return next((i for i, p in enumerate(pieces) if p.running), len(pieces))


def _headline(pieces: list[Piece], title: str | None) -> None:
    """Rule 2. A known title is looked for in all paragraphs before the sixth running one."""
    if title:
        _repeated_title(pieces, title)
    if len(pieces) < 2 or any(p.kind == "headline" for p in pieces):
        return
    candidates = []
    for i, piece in enumerate(pieces[: _first_running(pieces) + 1]):
        if piece.kind is not None or _doubled(pieces, i) or _is_signature(piece.text):
            continue
        if _is_headline(piece, first=i == 0, titled=title is not None):
            candidates.append(piece)
        elif piece.running or (not piece.closed and piece.words >= 3):
            break
    # Names of sites and sections are shorter than headlines.
    best = next((p for p in candidates if p.words >= 5), candidates[0] if candidates else None)
    if best is not None:
        best.settle("headline", guessed=True)


def _is_signature(text: str) -> bool:
    return bylines.is_byline(text) or bylines.is_stamp(text) or bylines.is_signed(text)


def _repeated_title(pieces: list[Piece], title: str) -> None:
    running = 0
    for piece in pieces:
        if piece.words and same_words(piece.text, title):
            piece.kind, piece.guessed = "headline", False
        running += piece.running
        if running > 5:
            return


def _is_headline(piece: Piece, *, first: bool, titled: bool) -> bool:
    """Form of a headline: three to thirty words, and unpunctuated or in title case.

    Where a title came with the text and this is another line, both are asked for.
    """
    if not 3 <= piece.words <= _HEADLINE_WORDS:
        return False
    open_end = not piece.closed or (first and piece.text.endswith(";"))
    cased = bylines.is_title_case(piece.text) and furniture.is_one_sentence(piece.text)
    return (open_end and cased) if titled else (open_end or cased)


def _bylines(pieces: list[Piece]) -> None:
    """Rule 3. Before the third running paragraph and in the last three paragraphs."""
    running = 0
    headed = any(p.kind == "headline" for p in pieces)
    for i, piece in enumerate(pieces):
        if piece.kind is None and (running < 3 or i >= len(pieces) - 3):
            if bylines.is_stamp(piece.text):
                agency = bylines.agencies(piece.text)
                piece.settle("credit" if agency else "furniture")
            elif bylines.is_signed(piece.text) or bylines.is_byline(piece.text, headed=headed and running == 0):
                piece.settle("byline")
        running += piece.running


def _doubled(pieces: list[Piece], i: int) -> bool:
    return any(0 <= j < len(pieces) and pieces[j].text == pieces[i].text for j in (i - 1, i + 1))


def _doubles(pieces: list[Piece]) -> None:
    for i, piece in enumerate(pieces):
        if piece.kind is None and piece.words >= 4 and _doubled(pieces, i):
            piece.settle("caption")


def _galleries(pieces: list[Piece]) -> None:
    """Picture galleries: three captions or more numbered 'n/N' with one and the same N."""
    numbered = [(m.group(1), p) for p in pieces if (m := _NUMBERED.match(p.text))]
    sizes = Counter(size for size, _ in numbered)
    for size, piece in numbered:
        if sizes[size] >= _GALLERY:
            piece.settle("caption")


def _closing(pieces: list[Piece]) -> None:
    """Rule 5, where at least two running paragraphs come before and no more text follows than came."""
    for i, piece in enumerate(pieces):
        if "closing" not in piece.marks or piece.kind != "credit":
            continue
        before = [p.words for p in pieces[:i] if p.running]
        after = sum(p.words for p in pieces[i + 1 :] if p.kind is None)
        if len(before) >= 2 and after <= sum(before):
            for later in pieces[i + 1 :]:
                later.settle("furniture")
            return


def _tail(pieces: list[Piece]) -> None:
    """Rule 6: from the end backwards while paragraphs are furniture, notices or biographies; a note on top, too."""
    first = next((p for p in pieces if p.kind is None), None)
    if first is not None and first is not pieces[-1] and furniture.is_biography(first.text, sure=True):
        first.settle("furniture")
    floor = 0.5 * sum(p.words for p in pieces if p.kind is None)
    taken, noted = 0, False
    for piece in reversed(pieces):
        if piece.kind is None:
            taken += piece.words
            notice = "notice" in piece.marks or furniture.is_biography(piece.text)
            name = noted and piece.words <= 6 and _is_open_line(piece)
            if not (notice or name) or taken > floor:
                return
            noted = True
            piece.settle("furniture")


def _links(pieces: list[Piece]) -> None:
    """Unpunctuated lines right after a heading over links are links."""
    linking = False
    for piece in pieces:
        if "links" in piece.marks:
            linking = True
        elif linking and piece.kind is None and not piece.closed and piece.words <= 20:
            piece.settle("furniture")
        elif piece.kind is None:
            linking = False


def _unpunctuated(pieces: list[Piece]) -> None:
    """Rule 7. Nothing is judged by form alone in a text without running paragraphs, or below a colon (a list).

    The last paragraph may be a text cut off, so a lone line after the article is left alone unless it is a bare label.
    """
    first = _first_running(pieces)
    last = max((i for i, p in enumerate(pieces) if p.running), default=-1)
    listed = _below_colon(pieces)
    lines = [i for i, p in enumerate(pieces) if _is_open_line(p) and i not in listed]
    long = [i for i in lines if _SUBHEADING_WORDS < pieces[i].words <= _CAPTION_WORDS and i < len(pieces) - 1]
    several = 3 <= len(long) <= 0.5 * len(pieces)
    trailing = sum(i > last for i in lines)
    for i in lines if last >= 0 else ():
        piece = pieces[i]
        if i > last and (trailing >= 2 or piece.words <= 4):
            piece.settle("furniture", guessed=True)
        elif i < first:
            piece.settle("subheading" if piece.words > 2 else "furniture", guessed=True)
        elif piece.words <= _SUBHEADING_WORDS and i < last:
            piece.settle("subheading", guessed=True)
        elif several and i in long:
            piece.settle("caption", guessed=True)


def _below_colon(pieces: list[Piece]) -> set[int]:
    """Indices of the unpunctuated lines right below a paragraph that ends with a colon."""
    found: set[int] = set()
    listing = False
    for i, piece in enumerate(pieces):
        if listing and _is_open_line(piece):
            found.add(i)
        elif piece.kind is None:
            listing = piece.text.endswith(":")
    return found


def _is_open_line(piece: Piece) -> bool:
    if piece.kind is not None or not furniture.is_one_sentence(piece.text):
        return False
    return (not piece.closed and not _QUOTE.match(piece.text)) or bool(_LABEL.fullmatch(piece.text))


def _keep_some_body(pieces: list[Piece]) -> None:
    if any(p.kind is None for p in pieces):
        return
    for piece in pieces:
        if piece.guessed:
            piece.kind = "body"
