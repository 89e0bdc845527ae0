"""Direct speech: which reporting clause a quotation belongs to, and how far it runs.

A quotation is tied to the reporting verb next to it ('"A," he said', 'He said: "A"'), goes on over the quoted
sentences after it in the paragraph, and a quotation that stands alone is carried on from the speaker before it.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from redshank.attribution.candidates import Candidate
from redshank.attribution.contents import has_subject
from redshank.attribution.lexicon import Cue
from redshank.attribution.matching import MAX_SENTENCE, skipped, verb_entry
from redshank.attribution.spans import after_dateline, is_quote_mark, trim
from redshank.attribution.speakers import speaker_of
from redshank.language.quotations import Quotation

_MAX_CLUSTER = 40
_MAX_APART = 140  # tokens between a quotation and the one it is carried on from
_OPEN_ENDED = frozenset({",", "?", "!", "-", "--", "–", "—", "…", "..."})


def _words(doc: Doc, start: int, end: int) -> int:
    """Words in a token range; counting stops at the longest sentence that is looked at."""
    end = min(end, start + MAX_SENTENCE)
    return sum(1 for t in doc[start:end] if t.is_alpha or t.like_num)


def _last_inside(doc: Doc, quotation: Quotation) -> Token:
    at = quotation.token_end - 1
    while at > quotation.token_start and is_quote_mark(doc[at]):
        at -= 1
    return doc[at]


def _verb_after(doc: Doc, quotation: Quotation, inside: list[bool]) -> tuple[Token, Cue] | None:
    """The reporting verb of '"A," he said': the first in the rest of the sentence, its clause not relative."""
    last = _last_inside(doc, quotation)
    at = quotation.token_end
    end = doc[quotation.token_end - 1].sent.end
    if at >= end or not (last.text in _OPEN_ENDED or doc[at].text in (",", "-", "–", "—")):
        return None
    for token in doc[at : min(end, at + _MAX_CLUSTER)]:
        joins = token.dep_ == "cc" and token.head.pos_ in ("VERB", "AUX")
        if inside[token.i] or joins or (token.dep_ == "mark" and token.i - at < 3):
            return None
        if token.pos_ == "VERB" and token.dep_ != "relcl":
            entry = verb_entry(token)
            if entry is not None and "quote" in entry.frames:
                return None if _says_more(token) and not _starts_sentence(doc, quotation) else (token, entry)
    return None


def _says_more(verb: Token) -> bool:
    """Whether the verb has a content clause of its own after it, so that a title before it is no speech."""
    return any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children)


def _starts_sentence(doc: Doc, quotation: Quotation) -> bool:
    return _words(doc, doc[quotation.token_start].sent.start, quotation.token_start) == 0


def _sentence_start(doc: Doc, quotation: Quotation, inside: list[bool]) -> int:
    """'A is "B," he said': the content begins with the sentence, unless something was quoted or said before in it."""
    start, first = after_dateline(doc[quotation.token_start].sent), quotation.token_start
    if first - start > MAX_SENTENCE:
        return first
    for token in doc[start:first]:
        if inside[token.i]:
            return first
        if token.pos_ == "VERB" and token.dep_ != "relcl":
            entry = verb_entry(token)
            if entry is not None and entry.frames.get("clause", 0.0) >= 0.8:
                return first
    return start


def _before(doc: Doc, quotation: Quotation) -> tuple[int | None, int]:
    """The token before a quotation and the start of the sentence it may be introduced in ('He said:' ends a line)."""
    first = quotation.token_start
    start = doc[first].sent.start
    if first and first == start and ":" in doc[max(0, first - 3) : first].text:
        start = doc[first - 1].sent.start
    gap = first - 1
    while gap > start and doc[gap].is_space:
        gap -= 1
    return (gap if gap >= start else None), start


def _verb_before(doc: Doc, quotation: Quotation, inside: list[bool]) -> tuple[Token, Cue] | None:
    """The reporting verb of 'He said: "A"' or 'he said, "A"': the last before the mark."""
    gap, start = _before(doc, quotation)
    if gap is None or (doc[gap].text not in (",", ":", ",:") and doc[gap].pos_ != "VERB"):
        return None
    for token in reversed(doc[max(start, gap - _MAX_CLUSTER) : gap + 1]):
        if inside[token.i]:
            return None
        if token.pos_ in ("VERB", "AUX"):
            entry = verb_entry(token)
            if entry is not None and "quote" in entry.frames and token.dep_ != "relcl":
                return token, entry
            if doc[gap].text != ":" and token.pos_ == "VERB":
                return None
    return None


def _stands_alone(doc: Doc, quotation: Quotation) -> bool:
    """Whether whole sentences are quoted: nothing but the quotation in its first and its last sentence."""
    before = doc[doc[quotation.token_start].sent.start : quotation.token_start]
    after = doc[quotation.token_end : max(quotation.token_end, doc[quotation.token_end - 1].sent.end)]
    return _words(doc, before.start, before.end) == 0 and _words(doc, after.start, after.end) == 0


def _unfinished(doc: Doc, quotation: Quotation) -> int:
    """'he said "no reforms" would help': a phrase in quotation marks goes on with the reporter's words."""
    end, stop = quotation.token_end, doc[quotation.token_end - 1].sent.end
    if _last_inside(doc, quotation).is_punct or end >= stop or doc[end].is_punct or doc[end].is_space:
        return end
    while end < stop and not (doc[end].is_punct or doc[end].is_space):
        end += 1
    return end


def spoken(quotations: list[Quotation]) -> list[Quotation]:
    """The quotations that can be speech: the outermost, but not a block that holds double quotation marks itself.

    Double marks inside double marks are a story reprinted as a quotation, or a closing mark that was lost.
    """
    found: list[Quotation] = []
    block = -1
    for number, quotation in enumerate(quotations):
        if quotation.token_end <= quotation.token_start:
            continue
        following = quotations[number + 1] if number + 1 < len(quotations) else None
        holds = following is not None and following.start < quotation.end and not following.single
        if quotation.depth == 0 and holds and not quotation.single:
            block = quotation.end
        elif quotation.depth == 0 or (quotation.depth == 1 and not quotation.single and quotation.start < block):
            found.append(quotation)
    return found


class Speech:
    """The quotations of one document and what belongs together among them."""

    def __init__(self, doc: Doc, quotations: list[Quotation]) -> None:
        self.doc = doc
        self.outer = [q for q in spoken(quotations) if not skipped(doc[q.token_start])]
        self.inside = [False] * len(doc)
        for q in self.outer:
            self.inside[q.token_start : q.token_end] = [True] * (q.token_end - q.token_start)

    def candidates(self) -> Iterator[Candidate]:
        """One candidate for each quotation that has a reporting verb or carries on the one before."""
        taken = -1
        last: Candidate | None = None
        for number, quotation in enumerate(self.outer):
            if number <= taken:
                continue
            found = _verb_after(self.doc, quotation, self.inside)
            inverted = found is not None
            if found is None:
                found = _verb_before(self.doc, quotation, self.inside)
            if found is None:
                if last is not None and self._carries_on(last, quotation):
                    carried = self._carried(last, quotation)
                    last = carried
                    yield carried
                continue
            taken, end = self._run(number, found[0])
            start = quotation.token_start
            if inverted:
                start, end = trim(self.doc, _sentence_start(self.doc, quotation, self.inside), end)
            elif taken == number:
                end = _unfinished(self.doc, quotation)
            speaker = speaker_of(found[0], inverted=inverted)
            last = Candidate(
                cue=found[0].i, cue_end=found[0].i + 1, start=start, end=end, head=None,
                speaker=speaker.i if speaker is not None else None, frame="quote", pos="verb", lemma=found[1].lemma,
                strength=found[1].frames["quote"], kind=found[1].kind,
            )  # fmt: skip
            yield last

    def _run(self, number: int, verb: Token) -> tuple[int, int]:
        """Number of the last quotation that belongs to this one, and the token after it."""
        doc = self.doc
        end = self.outer[number].token_end
        at = number
        while at + 1 < len(self.outer):
            following = self.outer[at + 1]
            sentence = doc[end - 1].sent
            same = following.token_start < max(sentence.end, verb.sent.end)
            if same and not self._verb_between(end, following.token_start, verb):
                at, end = at + 1, following.token_end
                continue
            border = max(sentence.end, verb.sent.end)
            if not same and following.token_start == border and self._no_cue_after(following):
                if "\n" in doc[border - 1].text or "\n" in doc[border - 1].whitespace_:
                    break
                at, end = at + 1, following.token_end
                continue
            break
        return at, end

    def _verb_between(self, start: int, end: int, verb: Token) -> bool:
        """Whether another reporting verb stands between two quotations of one sentence."""
        for token in self.doc[start:end]:
            if token.i == verb.i or token.pos_ != "VERB":
                continue
            if has_subject(token) or (token.tag_ == "VBG" and self._introduces(token)):
                return True
        return end - start > _MAX_CLUSTER

    def _introduces(self, verb: Token) -> bool:
        """Whether a participle reports something of its own: ', calling it', ', adding that'."""
        entry = verb_entry(verb)
        return entry is not None and max(entry.frames.get(f, 0.0) for f in ("clause", "quote", "predicate")) >= 0.4

    def _no_cue_after(self, quotation: Quotation) -> bool:
        """Whether the words after a quotation, if any, are no reporting clause."""
        doc, at = self.doc, quotation.token_end
        tail = doc[at : min(at + MAX_SENTENCE, max(at, doc[at - 1].sent.end))]
        return not any(token.pos_ in ("VERB", "AUX") and not self.inside[token.i] for token in tail)

    def _carries_on(self, last: Candidate, quotation: Quotation) -> bool:
        doc = self.doc
        if not _stands_alone(doc, quotation) or _words(doc, quotation.token_start, quotation.token_end) < 4:
            return False
        return quotation.token_start - last.end < _MAX_APART

    def _carried(self, last: Candidate, quotation: Quotation) -> Candidate:
        return Candidate(
            cue=None, cue_end=0, start=quotation.token_start, end=quotation.token_end, head=None, speaker=last.speaker,
            frame="carried", pos="none", lemma="", strength=0.5, speaker_range=last.speaker_range,
        )  # fmt: skip
