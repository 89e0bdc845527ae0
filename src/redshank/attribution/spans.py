"""Token ranges and character spans that several modules of this part need: subtrees, clauses, trimming."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from redshank import records

_OPENING = frozenset("“\"‘'„«(`[")
_TRIM_LEFT = frozenset({",", ";", ":", "-", "–", "—", "--", ".", ")", "…"})
_TRIM_RIGHT = frozenset({",", ";", ":", "-", "–", "—", "--", "."})
DASHES = frozenset({"-", "--", "–", "—", "―"})
_MAX_DATELINE = 14
_LOOSE = ("relcl", "acl", "advcl", "appos", "ccomp", "parataxis")
_QUOTES = frozenset({'"', "”", "“", "'", "’", "''", "``", "‘", "«", "»", "„"})


def edges(token: Token) -> tuple[int, int]:
    """Token range of a subtree, half open."""
    return token.left_edge.i, token.right_edge.i + 1


def is_quote_mark(token: Token) -> bool:
    """Whether the token is a quotation mark (or an apostrophe standing alone)."""
    return token.text in _QUOTES


def trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Drop punctuation and white space that does not belong to a content span.

    A final mark stays where a closing quotation mark follows it, as in the corpus: a comma inside the quotation is
    content, the full stop of the reporting sentence is not.
    """
    while start < end and (doc[start].is_space or doc[start].text in _TRIM_LEFT):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in _TRIM_RIGHT):
        end -= 1
    return start, end


def after_dateline(sentence: Span) -> int:
    """The first token of a sentence after a dateline: 'KYIV (Agency) — The bridge …'."""
    first = sentence[0]
    if not (first.text.isupper() and len(first.text) > 2):
        return sentence.start
    for token in sentence[1:_MAX_DATELINE]:
        if token.text in DASHES and token.nbor(-1).whitespace_ and token.i + 1 < sentence.end:
            return token.i + 1
    return sentence.start


def chars(doc: Doc, start: int, end: int) -> records.Span:
    """Character span of a token range (not empty)."""
    last = doc[end - 1]
    return records.Span(doc[start].idx, last.idx + len(last))


def phrase_edges(head: Token) -> tuple[int, int]:
    """Token range of a noun phrase for use as a speaker: without relative clauses and what follows a comma or dash.

    'Rep. Lee, the panel's chairman, who left' gives the name alone with its close modifiers.
    """
    start, end = edges(head)
    if head.pos_ == "PRON":
        return head.i, head.i + 1
    for token in head.subtree:
        if token.head.i == head.i and token.i > head.i and token.dep_ in _LOOSE:
            end = min(end, token.left_edge.i)
    start, end = trim(head.doc, start, max(end, head.i + 1))
    return start, max(end, head.i + 1)
