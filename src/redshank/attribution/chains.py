"""Chains of speakers: 'A said that B had told him that C'.

Readers who mark a report pass over the inner links, and so does the scorecard; who vouches for an act is told by all.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from redshank.attribution.candidates import Candidate
from redshank.attribution.lexicon import function_words
from redshank.attribution.spans import is_quote_mark
from redshank.attribution.speakers import own_subject

_CLOSERS = frozenset("”’»")
_PLAIN = 0.5  # strength of a cue in its frame from which the word speaks for itself


def hands_on(doc: Doc, candidate: Candidate, quoted: list[bool], nested: list[bool]) -> bool:
    """Whether a candidate inside another's words says what a third one said, and when he said it: 'B had told him'.

    Args:
        doc: the parsed document.
        candidate: one of its candidates.
        quoted: for each token whether it stands in a direct quotation.
        nested: for each token whether it stands in reported speech.
    """
    if candidate.cue is None or not (quoted[candidate.cue] or nested[candidate.cue]):
        return False
    told = candidate.frame in ("clause", "quote") and candidate.pos == "verb" and candidate.strength >= _PLAIN
    over = any(t.text in _CLOSERS for t in doc[candidate.cue : candidate.start + 1])  # '“A,” B said,’ C said'
    return told and not over and _past(doc[candidate.cue]) and _third(own_subject(doc[candidate.cue]))


def whole_marks(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """A range with the mark beside it that a mark within it belongs to: 'told him, “We leave,”' begins at the mark."""
    if sum(is_quote_mark(t) for t in doc[start:end]) % 2 == 0:
        return start, end
    if start and is_quote_mark(doc[start - 1]):
        return start - 1, end
    if end < len(doc) and is_quote_mark(doc[end]):
        return start, end + 1
    return start, end


def _past(verb: Token) -> bool:
    """Whether a verb tells of one occasion: past or perfect, neither denied nor only possible."""
    helpers = [c for c in verb.children if c.dep_ in ("aux", "neg")]
    perfect = any(c.lemma_ == "have" for c in helpers)
    return (verb.tag_ == "VBD" or perfect) and all(c.lemma_ == "have" for c in helpers)


def _third(speaker: Token | None) -> bool:
    """Whether the speaker is somebody named or told of, neither 'I' nor 'you' nor a thing."""
    if speaker is None or speaker.lower_ in function_words("thing"):
        return False
    return speaker.pos_ != "PRON" or speaker.morph.get("Person", []) == ["3"]
