"""Quotations whose closing mark was lost: where the words of the speaker end, so that the report goes on after them.

Without a mark a quotation runs to the end of its paragraph. A reporting clause inside ('“We leave, the minister said.')
tells that it ended before: at the comma of that clause, or, where somebody was named as its speaker already, with the
sentence before.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from redshank.attribution.matching import MAX_SENTENCE, verb_entry
from redshank.attribution.speakers import own_subject
from redshank.language.quotations import Quotation


def ended(doc: Doc, quotations: list[Quotation]) -> list[Quotation]:
    """The quotations, those never closed cut where a reporting clause shows their end."""
    found: list[Quotation] = []
    end = freed = 0  # of the last outermost quotation: where it ends, and where it ended before it was cut
    for quotation in quotations:
        if not quotation.depth:
            kept = quotation if quotation.closed else _cut(doc, quotation)
            end, freed = kept.token_end, quotation.token_end
            found.append(kept)
        else:
            outside = end <= quotation.token_start < freed
            found.append(replace(quotation, depth=quotation.depth - 1) if outside else quotation)
    return found


def _cut(doc: Doc, quotation: Quotation) -> Quotation:
    tail = _tail(doc, quotation)
    if tail is None:
        return quotation
    comma, verb = tail
    first = verb.sent.start <= quotation.token_start
    end = comma.i + 1 if first or not _introduced(doc, quotation) else verb.sent.start
    last = doc[end - 1]
    return replace(quotation, end=last.idx + len(last), token_end=end)


def _introduced(doc: Doc, quotation: Quotation) -> bool:
    """'The minister said: “': whether the speaker stands before the mark."""
    at = quotation.token_start - 1
    while at > 0 and doc[at].is_space:
        at -= 1
    return at >= 0 and doc[at].text in (":", ",")


def _tail(doc: Doc, quotation: Quotation) -> tuple[Token, Token] | None:
    """The first ', X said' in the quotation: its comma and its verb."""
    for token in doc[quotation.token_start : min(quotation.token_end, quotation.token_start + MAX_SENTENCE)]:
        if token.pos_ != "VERB" or token.dep_ not in ("ROOT", "parataxis", "conj", "ccomp"):
            continue
        entry = verb_entry(token)
        subject = own_subject(token)
        if entry is None or "quote" not in entry.frames or subject is None or "1" in subject.morph.get("Person", []):
            continue
        start = min(token.i, subject.left_edge.i)
        if start > quotation.token_start + 1 and doc[start - 1].text == ",":
            return doc[start - 1], token
    return None
