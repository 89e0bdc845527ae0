"""Tells page furniture, captions and credits from article paragraphs by the phrases of ``furniture.tsv``.

A phrase rule fires only on short enough paragraphs (column ``max``): losing article text is worse than keeping
furniture.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from redshank.lexicons.tables import groups, rows, split, words
from redshank.reading.tables import any_of

_EDGES = " \t\xa0•·|>»«<–—-:.…*_()[]"
_TAIL = 60
_ANYWHERE = ("end", "last", "inside")
# No rule speaks of longer paragraphs; it also keeps patterns off megabytes of hostile text.
_LONGEST = 3_000
_WILDCARD = re.compile(r"[*#~]")
_WORD = re.compile(r"[^\W_]+")
_NAME = r"(?!(?:Mr|Mrs|Ms|Dr|President|Minister)\b)(?:[A-Z][\w’'.-]*\s+){1,3}[A-Z][\w’'.-]+"
_ONE_SENTENCE = re.compile(r"[.!?][\"”’')]*\s+[\"“A-Z]")
_INITIALS = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|Sgt|Sen|Rep|Gov|Jr|Sr|No)\.(?=\s)")
_HANDLE = re.compile(r"https?://\S+|\bwww\.\S+|@\w+|\S+@\S+|\b[\w.-]+\.[a-z]{2,3}/\w+")
_POINTER = re.compile(r"[^.!?]{0,80}:\s*(?:https?://|www\.|[\w.-]+\.[a-z]{2,3}/)\S+$")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of ``furniture.tsv``, compiled."""

    pattern: re.Pattern[str]
    where: str
    kind: str
    limit: int
    needles: tuple[str, ...]

    def fits(self, text: str, flat: str, words: int) -> bool:
        """Whether the paragraph ``text`` of so many words is one that the rule speaks of.

        ``flat`` is the text in small letters and single spaces: a cheap look for the phrases' words before the pattern.
        """
        if words > self.limit or not self._may_fit(flat):
            return False
        if self.where in ("whole", "links", "source"):
            bare = text.strip(_EDGES) or text
            return bool(self.pattern.fullmatch(bare) or self.pattern.fullmatch(text))
        if self.where == "start":
            return bool(self.pattern.match(text) or self.pattern.match(text.lstrip(_EDGES)))
        if self.where == "last":
            return any(not text[m.end() :].strip(_EDGES + "…»") for m in self.pattern.finditer(text))
        return bool(self.pattern.search(text[-_TAIL:] if self.where == "end" else text))

    def _may_fit(self, flat: str) -> bool:
        if self.where in _ANYWHERE:
            return any(needle in flat for needle in self.needles)
        return flat.startswith(self.needles) or flat.lstrip(_EDGES).startswith(self.needles)


@cache
def rules() -> tuple[Rule, ...]:
    """All rules of the table, in its order."""
    found = []
    for row in rows("reading/furniture.tsv"):
        phrases = split(row["phrase"])
        pattern = any_of(phrases, cased=row["kind"] == "pose")
        parts = [_WILDCARD.split(p.lower()) for p in phrases]
        anywhere = row["where"] in _ANYWHERE
        needles = tuple(sorted({(max(p, key=len) if anywhere else p[0]).strip() for p in parts}))
        found.append(Rule(pattern, row["where"], row["kind"], int(row["max"]), needles))
    return tuple(found)


def count_words(text: str) -> int:
    """Number of words in a paragraph."""
    return sum(1 for _ in _WORD.finditer(text))


def marks(text: str, words: int) -> set[str]:
    """Kinds that the table's rules see in a paragraph; besides paragraph kinds: closing, notice, pose, links."""
    if not words:
        return {"furniture"}
    if len(text) > _LONGEST:
        return set()
    flat = " ".join(text.lower().split())
    return {rule.kind if rule.where != "links" else "links" for rule in rules() if rule.fits(text, flat, words)}


def is_one_sentence(text: str) -> bool:
    """Whether a paragraph holds a single sentence, abbreviations of names and titles aside."""
    return not _ONE_SENTENCE.search(_INITIALS.sub("", text))


_PERSON = r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3}"
_PHOTOGRAPHER = re.compile(rf"{_PERSON} ?/ ?[A-Z][\w &.]{{1,30}}")
_IN_BRACKETS = re.compile(
    rf"\({_PERSON} ?/ ?[A-Z][^()]{{1,40}}\)$|\[(?:[A-Z]\w+: ?)?(?:{_PERSON}|AP Photo) ?/ ?[A-Z][^\[\]]{{1,40}}\]$"
)


@cache
def _picture_sources() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for '… (Reuters)' without a full stop before it, and for 'EPA Soldiers …' without one at the end."""
    forms = {form for row in rows("reading/agencies.tsv") for form in split(row["forms"])}
    picture = any_of(sorted(words("reading/picture_sources.tsv")), cased=True).pattern
    either = any_of(sorted(forms | words("reading/picture_sources.tsv")), cased=True).pattern
    return re.compile(rf"[^.!?…\"”’\s]\s*\({either}\)$"), re.compile(rf"{picture}\s+(?=[A-Z])[^.]+$")


def is_pictured(text: str, words: int) -> bool:
    """Ends, or begins, with the credit of a picture: 'A crowd in Nice (Reuters)', 'Jane Doe/The Herald'.

    A report that ends '… he said. (Reuters)' has a full stop before its source.
    """
    if words > 80 or len(text) > _LONGEST:
        return False
    ending, opening = _picture_sources()
    if text.endswith((")", "]")) and (_IN_BRACKETS.search(text[-90:]) or ending.search(text[-60:])):
        return True
    return bool(_PHOTOGRAPHER.fullmatch(text) or opening.match(text))


def is_posed(text: str) -> bool:
    """One sentence without quotation: what a caption with '(right)' in it is, and a report with '(left)' seldom."""
    return is_one_sentence(text) and not re.search(r"[\"“”«»]", text)


def is_pointer(text: str, words: int) -> bool:
    """A paragraph that is little beside addresses, handles and links."""
    if len(text) > 1_000:
        return False
    rest = _HANDLE.sub("", text)
    return rest != text and (count_words(rest) <= 3 or bool(words <= 20 and _POINTER.fullmatch(text)))


@cache
def _biography() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    use = groups("reading/bios.tsv", "use")
    role, verb, cue, note = (any_of(sorted(use[k])).pattern for k in ("role", "verb", "cue", "note"))
    opening = rf"(?:{_NAME}|(?i:he|she|they|the author))(?:,[^,.]{{1,40}},)?\s+"
    portrait = rf"(?:is|was|are)\s+(?:an?|the|[\w’'.-]+['’]s?)\s+(?:[\w’'&.-]+\s+){{0,5}}?(?i:{role})"
    return (
        re.compile(rf"{opening}(?:{portrait}|(?i:{verb})\b)"),
        re.compile(rf"(?i:{cue})"),
        re.compile(rf"(?i:{note})"),
    )


def is_biography(text: str, *, sure: bool = False) -> bool:
    """'Jane Doe is a reporter at …', 'John Roe covers …', 'The Herald is funded by …': notes on author or house.

    With ``sure``, words that only notes about authors have ('… on Twitter', 'his latest book') are asked for.
    """
    if len(text) > _LONGEST:
        return False
    portrait, cue, note = _biography()
    cued = bool(cue.search(text))
    if sure:
        return cued and bool(portrait.search(text))
    return bool(portrait.match(text.lstrip(_EDGES)) or note.search(text) or (cued and portrait.search(text)))
