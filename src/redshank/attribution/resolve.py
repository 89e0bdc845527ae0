"""From weighed candidates to attributions: one content for each reporting word, speakers' phrases, nesting."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import groupby

from spacy.tokens import Doc

from redshank.attribution.candidates import Candidate
from redshank.attribution.spans import chars, phrase_edges
from redshank.language.annotations import Attribution
from redshank.language.quotations import Quotation
from redshank.records import Quotation as Directness
from redshank.records import Span

THRESHOLD = 0.35  # best F1 on the development corpus, cross-validated by document; precision is above recall there
_EASE = (
    0.75  # factor on the threshold for words that tell the kind of statement ('promised', 'denied'), which coding needs
)
_PLAIN = 0.5  # strength of a cue in its frame from which the word speaks for itself
# 'Y was described as Z' wins over 'as Z' alone; a construction that tells who is addressed over the bare noun phrase
_HEAD_START = {"passive_pred": 0.25, "clause": 0.05, "obj_inf": 0.1, "obj_prep": 0.1}
_SAME = 0.8
_LOOK_BACK = 12  # contents before this one that can hold it or be the same
_MAX_HEALED = 60  # tokens; a longer rest is more likely a lost closing mark


def _join(clause: Candidate, quote: Candidate) -> Candidate:
    """'said that "A. B."': the clause begins the content, the quotation ends it."""
    clause.end = max(clause.end, quote.end)
    clause.score = max(clause.score, quote.score)
    return clause


def heal(candidate: Candidate, quotations: list[Quotation]) -> None:
    """A content that begins before a quotation and breaks off inside it runs to the quotation's end."""
    at = bisect_right(quotations, candidate.end - 1, key=lambda q: q.token_start) - 1
    for quotation in quotations[max(0, at - 2) : at + 1]:
        if quotation.depth or not candidate.start <= quotation.token_start < candidate.end <= quotation.token_end:
            continue
        if quotation.token_end - candidate.end <= _MAX_HEALED and candidate.frame != "around":
            candidate.end = quotation.token_end


def best_of_cue(group: list[Candidate]) -> Candidate:
    """The content of one reporting word: a quotation first, joined to the clause it ends; else the surest."""
    quote = next((c for c in group if c.frame == "quote"), None)
    if quote is not None:
        clause = next(
            (c for c in group if c.frame in ("clause", "predicate", "np") and c.start < quote.start < c.end), None
        )
        return _join(clause, quote) if clause is not None else quote
    return max(group, key=lambda c: (c.score + _HEAD_START.get(c.frame, 0.0), -c.start))


def _overlap(a: Candidate, b: Candidate) -> float:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return max(0, shared) / (max(a.end, b.end) - min(a.start, b.start))


def _same_content(a: Candidate, b: Candidate) -> bool:
    """Whether two candidates report the same words; a link of a chain holds nearly all of the words of the next."""
    link = b.inner and b.cue is not None and a.start <= b.cue < a.end and a.cue != b.cue
    return not link and _overlap(a, b) >= _SAME


def _occasion(candidate: Candidate) -> tuple[bool, int]:
    """Candidates of one reporting word belong together; a quotation carried on stands for itself."""
    return (True, candidate.start) if candidate.cue is None else (False, candidate.cue)


def _stands(candidate: Candidate, threshold: float) -> bool:
    """Whether a candidate is sure enough; a plain commitment or demand counts even deep inside another's words."""
    if (candidate.frame == "adverb" and candidate.strength >= _PLAIN) or candidate.inner:
        return True
    if candidate.kind == "other":
        return candidate.score >= threshold
    plain = candidate.frame in ("clause", "inf", "obj_inf") and candidate.strength >= _PLAIN
    ease = 1.0 if candidate.frame in ("np", "predicate", "as", "passive") else _EASE
    return candidate.score >= threshold * ease or (plain and candidate.speaker is not None)


def select(candidates: list[Candidate], threshold: float = THRESHOLD) -> list[Candidate]:
    """The candidates that stand: sure enough, one for each cue, one for each content; in text order."""
    ordered = sorted(candidates, key=_occasion)
    best = [best_of_cue(list(group)) for _, group in groupby(ordered, _occasion)]
    kept: list[Candidate] = []
    for candidate in sorted(best, key=lambda c: (c.start, -c.score, c.end)):
        if not _stands(candidate, threshold):
            continue
        recent = range(len(kept) - 1, max(-1, len(kept) - _LOOK_BACK), -1)
        rival = next((i for i in recent if _same_content(kept[i], candidate)), None)
        if rival is None:
            kept.append(candidate)
        elif candidate.score > kept[rival].score:
            kept[rival] = candidate
    return sorted(kept, key=lambda c: (c.start, -c.end))


def _parents(kept: list[Candidate]) -> list[int | None]:
    """For each candidate the smallest other content that holds its content and its cue."""
    parents: list[int | None] = []
    open_ones: list[int] = []
    for number, candidate in enumerate(kept):
        while open_ones and kept[open_ones[-1]].end <= candidate.start:
            open_ones.pop()
        parent = None
        for other in reversed(open_ones[-_LOOK_BACK:]):
            holder = kept[other]
            cue = candidate.cue if candidate.cue is not None else candidate.start
            if holder.end >= candidate.end and holder.start <= cue < holder.end and holder.cue != candidate.cue:
                parent = other
                break
        parents.append(parent)
        open_ones.append(number)
    return parents


def _directness(candidate: Candidate, quotations: list[Quotation]) -> Directness:
    first = bisect_left(quotations, candidate.start, key=lambda q: q.token_start)
    last = bisect_left(quotations, candidate.end, key=lambda q: q.token_start)
    inside = [q for q in quotations[first:last] if q.token_end <= candidate.end and q.depth == 0]
    covered = sum(q.token_end - q.token_start for q in inside)
    speech = candidate.frame in ("quote", "carried", "label:dash")
    whole = bool(inside) and inside[0].token_start == candidate.start and inside[-1].token_end == candidate.end
    if speech and (whole or candidate.end - candidate.start <= covered + 2):
        return "direct"
    if not inside:
        return "direct" if candidate.frame in ("quote", "carried") else "indirect"
    return "direct" if covered >= candidate.end - candidate.start - 1 else "mixed"


def _attribution(doc: Doc, candidate: Candidate, quotations: list[Quotation], parent: int | None) -> Attribution:
    speaker = candidate.speaker_range
    if speaker is None and candidate.speaker is not None:
        speaker = phrase_edges(doc[candidate.speaker])
    cue: Span | None = None
    if candidate.cue is not None:
        cue = chars(doc, candidate.cue, max(candidate.cue_end, candidate.cue + 1))
    return Attribution(
        speaker=speaker, speaker_head=candidate.speaker, cue=cue, content=chars(doc, candidate.start, candidate.end),
        quotation=_directness(candidate, quotations), kind=candidate.kind, addressee_head=candidate.addressee,
        content_head=candidate.head, parent=parent, rule=f"{candidate.lemma or 'quotation'}:{candidate.frame}",
    )  # fmt: skip


def resolve(doc: Doc, candidates: list[Candidate], quotations: list[Quotation]) -> list[Attribution]:
    """Attributions of a document, in text order, from its weighed candidates."""
    for candidate in candidates:
        heal(candidate, quotations)
    kept = select([c for c in candidates if any(t.is_alpha or t.like_num for t in doc[c.start : c.end])])
    parents = _parents(kept)
    return [_attribution(doc, c, quotations, p) for c, p in zip(kept, parents, strict=True)]
