"""How sure a candidate is: a scorecard of additive weights over what a reader can see.

The score is ``1 / (1 + exp(-sum))`` of the weights in ``scorecard.tsv``; it estimates how often a reader who marks
every attribution would mark this one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import exp, log

from spacy.tokens import Doc, Token

from redshank.attribution.candidates import Candidate
from redshank.attribution.lexicon import function_words
from redshank.attribution.speakers import is_passive
from redshank.errors import DataError
from redshank.lexicons.tables import rows, words

_TABLE = "attribution/scorecard.tsv"
_STRONG = 0.75
_BOUNDS = ((1, "1"), (2, "2"), (4, "4"), (8, "8"), (16, "16"), (40, "40"))


_GROUPS = {
    "clause": "speech", "quote": "speech", "around": "speech", "gerund": "speech",
    "np": "object", "obj_prep": "object", "prep": "object", "as": "object", "predicate": "object",
    "inf": "to", "obj_inf": "to", "noun": "noun", "adj": "noun", "passive": "passive", "passive_pred": "passive",
}  # fmt: skip


@cache
def sources() -> frozenset[str]:
    """Nouns for people and bodies that speak in the news."""
    return words("attribution/sources.tsv")


@cache
def scorecard() -> dict[str, float]:
    """Weights by feature name.

    Raises:
        DataError: a weight that is no number.
    """
    try:
        return {row["feature"]: float(row["weight"]) for row in rows(_TABLE)}
    except ValueError as error:
        raise DataError("a weight is no number", where=_TABLE) from error


def _speaker_features(doc: Doc, candidate: Candidate) -> Iterator[str]:
    if candidate.speaker is None:
        yield "speaker=none"
        return
    head = doc[candidate.speaker]
    if head.pos_ == "PRON":
        person = head.morph.get("Person", [])
        yield f"speaker=pron{person[0] if person else 'x'}"
        if head.lower_ in function_words("thing"):
            yield "speaker=thing"
    else:
        yield f"speaker={head.pos_}"
        if head.pos_ == "NOUN" and head.lemma_.lower() in sources():
            yield "speaker=source"
        if head.ent_type_ in ("PERSON", "ORG", "NORP", "GPE"):
            yield f"speaker_ent={head.ent_type_}"


def _cue_features(cue: Token) -> Iterator[str]:
    yield f"cue_tag={cue.tag_}"
    yield f"cue_dep={cue.dep_}"
    children = list(cue.children)
    if any(c.dep_ == "neg" for c in children):
        yield "negated"
    if any(c.tag_ == "MD" and c.i < cue.i for c in children):
        yield "modal"
    if any(c.tag_ == "TO" for c in children):
        yield "to_infinitive"
    if any(c.dep_ == "mark" for c in children):
        yield "subordinate"
    if is_passive(cue):
        yield "passive"


def _length(words: int) -> str:
    return next((name for bound, name in _BOUNDS if words <= bound), "more")


def reported(doc: Doc, candidates: list[Candidate]) -> list[bool]:
    """For each token whether it stands in the content of a strong reporting word, quoted or not."""
    inside = [False] * len(doc)
    for candidate in candidates:
        strong = candidate.strength >= _STRONG and candidate.frame in ("clause", "quote", "around")
        if strong or candidate.frame.startswith("label:"):
            inside[candidate.start : candidate.end] = [True] * (candidate.end - candidate.start)
            if candidate.cue is not None and candidate.start <= candidate.cue < candidate.end:
                inside[candidate.cue] = False
    return inside


def features(doc: Doc, candidate: Candidate, quoted: list[bool], nested: list[bool]) -> list[str]:
    """Names of the features of one candidate, in a fixed order.

    Args:
        doc: the parsed document.
        candidate: not yet weighed.
        quoted: for each token whether it stands in a direct quotation.
        nested: for each token whether it stands in reported speech (see ``reported``).
    """
    names = ["bias", f"frame={candidate.frame.split(':')[0]}", f"length={_length(candidate.end - candidate.start)}"]
    if candidate.frame.startswith(("prep:", "noun:", "adj:")):
        names.append(f"frame={candidate.frame}")
    speaker = list(_speaker_features(doc, candidate))
    names.extend(speaker)
    group = _GROUPS.get(candidate.frame.split(":")[0], "other")
    names.extend(f"{group}&{name}" for name in speaker)
    names.append(f"{group}&length={_length(candidate.end - candidate.start)}")
    if candidate.cue is not None:
        names.extend(_cue_features(doc[candidate.cue]))
        if quoted[candidate.cue]:
            names.append("cue_in_quotation")
            if candidate.frame.split(":")[0] in ("clause", "quote", "around"):
                names.append("clause_in_quotation")
        elif any(quoted[candidate.start : candidate.end]):
            names.append("content_quoted")
        if nested[candidate.cue]:
            names.append("nested")
            names.append(f"nested&{group}")
        kind = doc[candidate.cue]._.kind
        if kind == "headline" or doc[candidate.cue].sent.start == 0:
            names.append("headline")
    return names


def logit(strength: float) -> float:
    """Log odds of a strength, kept within bounds."""
    p = min(0.97, max(0.03, strength))
    return log(p / (1 - p))


def weigh(doc: Doc, candidate: Candidate, quoted: list[bool], nested: list[bool]) -> float:
    """Probability that the candidate is an attribution, 0 to 1."""
    card = scorecard()
    total = card.get("strength", 1.0) * logit(candidate.strength)
    total += sum(card.get(name, 0.0) for name in features(doc, candidate, quoted, nested))
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))
