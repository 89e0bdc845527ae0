"""Speakers marked by layout: 'NAME: words' in a transcript, 'Poll: C' and 'C: minister' in headlines, '"A" — Name'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from redshank.attribution.candidates import Candidate
from redshank.attribution.spans import DASHES, trim
from redshank.attribution.weigh import sources
from redshank.language.quotations import Quotation

_LABEL = re.compile(r"[\"“]?[A-Z][A-Z.'’\- ]{1,40}:(?=\s)")
_MAX_LABEL = 8
_MAX_HEADLINE = 60
_MAX_TURN = 4  # paragraphs of one turn of speech in a transcript


def _head(span: Span) -> Token:
    return span.root


def _names_source(span: Span) -> bool:
    """Whether a few words name somebody who can speak: a person, a body, a poll; no verb among them."""
    if not 1 <= len(span) <= _MAX_LABEL or any(t.pos_ in ("VERB", "AUX") and t.tag_ != "VBN" for t in span):
        return False
    head = _head(span)
    return head.lemma_.lower() in sources() or head.ent_type_ in ("PERSON", "ORG", "NORP")


def _candidate(cue: int, start: int, end: int, speaker: int, frame: str) -> Candidate:
    return Candidate(
        cue=cue, cue_end=cue + 1, start=start, end=end, head=None, speaker=speaker, frame=frame,
        pos="none", lemma="", strength=0.9,
    )  # fmt: skip


def headline_candidates(sentence: Span) -> Iterator[Candidate]:
    """'Poll: C', 'Minister: C', 'C: spokesman', 'C - report' in a headline."""
    doc = sentence.doc
    if len(sentence) > _MAX_HEADLINE:
        return
    for token in sentence:
        if token.text != ":" and token.text not in DASHES:
            continue
        left = doc[slice(*trim(doc, sentence.start, token.i))]
        right = doc[slice(*trim(doc, token.i + 1, sentence.end))]
        if len(right) > 2 and token.text == ":" and _names_source(left):
            yield _candidate(token.i, right.start, right.end, _head(left).i, "label:headline")
            return
        spaced = token.text == ":" or doc[token.i - 1].whitespace_
        if len(left) > 3 and len(right) > 0 and spaced and len(right) <= 5 and _names_source(right):
            yield _candidate(token.i, left.start, left.end, _head(right).i, "label:headline")
            return


def transcript_candidates(doc: Doc) -> Iterator[Candidate]:
    """'WALLACE: …': a turn of speech, up to the next label."""
    document = doc._.document
    if document is None:
        return
    paragraphs = document.paragraphs
    labels = [(n, m) for n, p in enumerate(paragraphs) if (m := _LABEL.match(doc.text, p.start, p.end))]
    if len(labels) < 2:
        return
    for at, (number, match) in enumerate(labels):
        following = labels[at + 1][0] if at + 1 < len(labels) else number + 1
        last = paragraphs[min(following, number + _MAX_TURN) - 1]
        label = doc.char_span(match.start(), match.end() - 1, alignment_mode="expand")
        turn = doc.char_span(match.end(), last.end, alignment_mode="contract")
        if label is None or turn is None:
            continue
        start, end = trim(doc, turn.start, turn.end)
        if start < end:
            yield _candidate(label.end, start, end, label.root.i, "label:transcript")


def dash_candidates(doc: Doc, quotations: list[Quotation]) -> Iterator[Candidate]:
    """'"A." — Name': a quotation signed after a dash, in the same paragraph or the next."""
    for quotation in quotations:
        if quotation.depth:
            continue
        at = quotation.token_end
        while at < len(doc) and doc[at].is_space:
            at += 1
        if at + 1 >= len(doc) or doc[at].text not in DASHES:
            continue
        start, end = trim(doc, at + 1, _line_end(doc, at + 1))
        comma = next((t.i for t in doc[start:end] if t.text == ","), end)
        name = doc[start:comma]
        if 1 <= len(name) <= _MAX_LABEL and name[0].text[:1].isupper() and not _has_verb(name):
            yield _candidate(at, quotation.token_start, quotation.token_end, name.root.i, "label:dash")


def _has_verb(span: Span) -> bool:
    return any(t.pos_ in ("VERB", "AUX") for t in span)


def _line_end(doc: Doc, at: int) -> int:
    """The token after the last one on this line, not further than a signature can be long."""
    end = at
    while end < len(doc) and end - at < 2 * _MAX_LABEL and "\n" not in doc[end].text:
        end += 1
    return end


def find_labels(doc: Doc, quotations: list[Quotation]) -> list[Candidate]:
    """Every candidate whose speaker stands as a label."""
    found = list(transcript_candidates(doc))
    for number, sentence in enumerate(doc.sents):
        if number == 0 or sentence[0]._.kind in ("headline", "subheading"):
            found.extend(headline_candidates(sentence))
    found.extend(dash_candidates(doc, quotations))
    return found
