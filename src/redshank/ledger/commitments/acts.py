"""What a sentence tells: which kinds of act, whether done, to come or not done, and which cues stand in it.

The ledger has no parser: acts are phrases (``data/commitment_kinds.tsv``), the words before them say how they stand.
They are signs beside the model's answer, which knows them only by what it was shown (``weighing.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from redshank.ledger.commitments.words import stem, words
from redshank.ledger.data_rows import rows

Status = Literal["done", "future", "not", "will not", "unreal", "meant", "noun"]

_TOKEN = re.compile(r"\d[\d,.]*|[^\W\d_]+(?:[’'][^\W\d_]+)?|[,;:.!?()–—\"“”]")
_MARKS = frozenset(',;:.!?()–—"“”')
_GAP = 6  # words that may stand at a ~
_BACK = 9  # words before an act in which its auxiliaries are looked for
_NEXT = 6  # words from one act of a commitment to the next that belongs to it ('let observers visit')


class Token(NamedTuple):
    """A word or mark: its lower-case form and its stem."""

    form: str
    stem: str


class Hit(NamedTuple):
    """An act or a cue at tokens ``first`` to ``last``."""

    name: str
    first: int
    last: int
    status: Status


@dataclass(frozen=True, slots=True)
class Reading:
    """The acts and the cues of a sentence."""

    acts: tuple[Hit, ...]
    cues: frozenset[str]

    def tells(self, acts: frozenset[str], *statuses: Status) -> bool:
        """Whether one of some acts is told so; in any way without statuses."""
        return any(h.name in acts and (not statuses or h.status in statuses) for h in self.acts)


class Kind(NamedTuple):
    """A kind of act: its PLOVER category, kinds that may tell the same, and those that undo it."""

    category: str
    kin: frozenset[str]
    against: frozenset[str]


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of act by its name; kin and contraries hold both ways."""
    table = rows("commitment_kinds")
    sides: dict[str, dict[str, set[str]]] = {"kin": {}, "against": {}}
    for column, found in sides.items():
        for row in table:
            for other in row[column].split("|") if row[column] else ():
                found.setdefault(row["act"], set()).add(other)
                found.setdefault(other, set()).add(row["act"])
    return {
        r["act"]: Kind(r["category"], *(frozenset(sides[c].get(r["act"], set())) for c in ("kin", "against")))
        for r in table
    }


@lru_cache(maxsize=20_000)
def read(text: str) -> Reading:
    """The acts and cues of a sentence."""
    found = _tokens(text)
    spans = list(_matches(found, _index("commitment_kinds", "act")))
    acts = [Hit(name, a, b, _status(found, a, b)) for name, a, b in spans if not _inside(a, spans)]
    return Reading(tuple(acts), frozenset(name for name, _, _ in _matches(found, _index("commitment_cues", "cue"))))


def acts_of(text: str, *, demanded: bool) -> frozenset[str]:
    """The kinds of act that a sentence sets out to have done: the first that is to come, and those close to it."""
    hits = sorted(read(text).acts, key=lambda h: (h.first, -h.last))
    ahead = [
        h for h in hits if h.status in {"future", "meant", "unreal", "will not"} or (demanded and h.status == "noun")
    ]
    chosen = ahead or hits
    if not chosen:
        return frozenset()
    last = chosen[0].first
    found: set[str] = set()
    for hit in chosen:
        if hit.first - last <= _NEXT:
            found.add(hit.name)
            last = hit.first
    return frozenset(found)


def _tokens(text: str) -> list[Token]:
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        head, mark, tail = match.group().lower().replace("’", "'").partition("'")
        if mark and tail == "t" and head.endswith("n"):
            parts = [{"wo": "will", "ca": "can", "sha": "shall"}.get(head[:-1], head[:-1]), "not"]
        elif mark and tail == "ll":
            parts = [head, "will"]
        else:
            parts = [head]
        found += [Token(p, stem(p)) for p in parts if p]
    return found


@cache
def _index(table: str, column: str) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Phrases by the stem of their first word; after '=' a word stands for that form alone, at ~ others may stand."""
    index: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for row in rows(table):
        for phrase in row["phrases"].split("|"):
            parts = tuple(w if w[0] in "~=" else stem(w) for w in phrase.replace("-", " ").split())
            first = stem(parts[0][1:]) if parts[0][0] == "=" else parts[0]
            index.setdefault(first, []).append((row[column], parts))
    return index


def _matches(
    found: Sequence[Token], index: dict[str, list[tuple[str, tuple[str, ...]]]]
) -> Iterator[tuple[str, int, int]]:
    """Each phrase of the index that stands in the sentence; of one name at one place the longest."""
    for n, token in enumerate(found):
        best: dict[str, int] = {}
        for name, parts in index.get(token.stem, ()):
            last = _reach(found, n, parts)
            if last is not None:
                best[name] = max(last, best.get(name, -1))
        yield from ((name, n, last) for name, last in best.items())


def _reach(found: Sequence[Token], n: int, parts: tuple[str, ...]) -> int | None:
    """The last token of a phrase that begins at token ``n``; None where it does not stand there."""
    at = n
    gap = False
    for part in parts:
        if part == "~":
            gap = True
            continue
        reach = range(at, min(at + (_GAP if gap else 0) + 1, len(found)))
        hit = next((k for k in reach if _is(found[k], part)), None)
        if hit is None or any(found[k].form in _MARKS for k in range(at, hit)):
            return None
        at, gap = hit + 1, False
    return at - 1


def _is(token: Token, part: str) -> bool:
    return token.form == part[1:] if part[0] == "=" else token.stem == part


def _inside(first: int, spans: Sequence[tuple[str, int, int]]) -> bool:
    """Whether a phrase begins within a longer one: 'fire at' in 'cease fire at'."""
    return any(a < first <= b and (first == b or b - a == 1) for _, a, b in spans)


def _status(found: Sequence[Token], first: int, last: int) -> Status:
    """Whether an act is told as done, to come, not done, refused, meant or unreal; noun: only named."""
    before = _clause_before(found, first)
    forms = [t.form for t in before]
    negated = bool(words("negation") & set(forms))
    if words("future") & set(forms) or any(a in words("auxiliary") and b == "to" for a, b in pairwise(forms)):
        return "will not" if negated else "future"
    if words("unreal") & set(forms):
        return "unreal"
    if "to" in forms[-3:] and forms[-1] not in words("determiner"):
        return _infinitive(forms, negated=negated)
    if negated:
        return "not"
    if forms[-1:] == ["be"]:
        return "meant"
    return _finite(found, first, last, forms)


def _finite(found: Sequence[Token], first: int, last: int, forms: Sequence[str]) -> Status:
    """Of an act without modal or infinitive: told as done, or only named."""
    if {stem(f) for f in forms[-3:]} & _stems("carried_out") or (last > first and _past(found[last].form)):
        return "done"
    told = any(_past(t.form) for t in found[first : last + 1]) or bool(words("auxiliary") & set(forms[-4:]))
    return "done" if told and not (forms and forms[-1] in words("determiner")) else "noun"


def _past(form: str) -> bool:
    return form.endswith("ed") or form in words("past_form")


def _clause_before(found: Sequence[Token], first: int) -> list[Token]:
    """The words before a token back to the head of its clause."""
    out: list[Token] = []
    for token in reversed(found[max(0, first - _BACK) : first]):
        if token.form in _MARKS or token.form in words("clause"):
            break
        out.append(token)
    return out[::-1]


def _infinitive(forms: Sequence[str], *, negated: bool) -> Status:
    """'failed to release': not; 'refused to release': will not; 'began to release': done; else meant."""
    at = max(n for n, form in enumerate(forms) if form == "to")
    governor = stem(forms[at - 1]) if at else ""
    if governor in _stems("not_done"):
        return "not"
    if governor in _stems("unwilling"):
        return "will not"
    if governor in _stems("carried_out"):
        return "done"
    return "not" if negated else "meant"


@cache
def _stems(name: str) -> frozenset[str]:
    return frozenset(stem(w) for w in words(name))
