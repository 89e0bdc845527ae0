"""What is said to be so and what is said not to be so: words of statements, compared.

Two statements contradict each other where one says of the same thing what the other denies; they agree where both say
it or both deny it. Told from words alone, so it is only asked of statements that have much in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple
from zlib import crc32

from redshank.ledger.data_rows import alternatives, rows

_TOKEN = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)?")
_POSSESSOR = re.compile(r"\w+(?:s['’]|['’]s)(?=\s)")  # 'the judges' union' is no court
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONG = 4  # letters: shorter words say little, unless written in capitals
_ROOT = 4  # letters that stay, at least
_STEM = 6  # letters that are compared
_FEW = 3  # words that the first clauses must have to lead


class Said(NamedTuple):
    """Hashes of words by what is said of them.

    Attributes:
        so: words of clauses that say something is so.
        not_so: words of clauses that say it is not.
        numbers: numbers said to be so; years and days of months left out.
        lead: words of the first clause, which says what the rest only adds to.
        done: 1 where it says that something is done, -1 where it is still to do, 0 where it tells neither.
    """

    so: frozenset[int] = frozenset()
    not_so: frozenset[int] = frozenset()
    numbers: frozenset[int] = frozenset()
    lead: frozenset[int] = frozenset()
    done: int = 0

    @property
    def all(self) -> frozenset[int]:
        """All words, said or denied."""
        return self.so | self.not_so


class Body(NamedTuple):
    """A kind of body and the words that name it; with codes where the words alone would not do."""

    kind: str
    words: frozenset[str]
    codes: frozenset[str]


@cache
def words(name: str) -> frozenset[str]:
    """The words of one class of ``data/claim_words.tsv``."""
    return frozenset(w for row in rows("claim_words") if row["class"] == name for w in row["word"].split("|"))


def any_of(name: str) -> str:
    """The words of a class as alternatives of a pattern."""
    return alternatives(words(name))


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(words("ending"), key=len, reverse=True))


@cache
def _clause_end() -> re.Pattern[str]:
    """Where a clause ends."""
    return re.compile(rf"[.;:!?,—–()]+[\"”’']*(?=\s|$)|\s[—–-]\s|\b(?:{any_of('clause')})\b", re.IGNORECASE)


@cache
def bodies() -> tuple[Body, ...]:
    """Kinds of bodies that settle what is true, in the order in which they are asked."""
    return tuple(
        Body(r["body"], frozenset(r["word"].split("|")), frozenset(r["code"].split("|")) - {""})
        for r in rows("claim_bodies")
    )


def body_of(text: str, known: Iterable[str]) -> str | None:
    """The kind of body that words name, given the codes of who is named; None for any other speaker."""
    named = " ".join(_POSSESSOR.sub(" ", text.lower()).replace("-", " ").split())
    codes = set(known)
    for body in bodies():
        if (not body.codes or body.codes & codes) and _naming(body.words).search(named):
            return body.kind
    return None


@cache
def _naming(names: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(re.escape(n.replace('-', ' ')) for n in names))})\b")


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[str, ...]:
    """Words and numbers in lower case, without what an apostrophe adds; 'n't' stays a word of its own."""
    found: list[str] = []
    for token in _TOKEN.findall(text.replace("’", "'")):
        word = token.lower()
        if word.endswith("n't"):
            found += [word[:-3], "n't"] if word[:-3] else ["n't"]
        else:
            found.append(word.partition("'")[0])
    return tuple(found)


@cache
def stem(word: str) -> str:
    """What is left of a word without its endings: 'forged' and 'forgery' are one."""
    for ending in _endings():
        if word.endswith(ending) and len(word) - len(ending) >= _ROOT and not word.endswith("ss"):
            return word[: -len(ending)][:_STEM]
    return word[:_STEM]


@cache
def _hash(word: str) -> int:
    return crc32(stem(word).encode())


def said(text: str) -> Said:
    """What a statement says to be so and not to be so."""
    so: set[int] = set()
    not_so: set[int] = set()
    numbers: set[int] = set()
    lead: frozenset[int] = frozenset()
    for clause in _clause_end().split(text):
        if clause and clause.strip():
            _clause(clause, so, not_so, numbers)
        if len(lead) < _FEW:
            lead = frozenset(so | not_so)
    return Said(frozenset(so), frozenset(not_so), frozenset(numbers), lead, _done(tokens(text)))


def _done(given: Sequence[str]) -> int:
    if any(w in words("still") for w in given):
        return -1
    return int(any(w in words("done") for w in given) and not any(w in words("negator") for w in given))


def _clause(clause: str, so: set[int], not_so: set[int], numbers: set[int]) -> None:
    given = tokens(clause)
    capitals = {t.lower() for t in _TOKEN.findall(clause) if len(t) > 1 and t.isupper()}
    turned = _turned(given)
    for n, token in enumerate(given):
        into, other = (not_so, so) if turned[n] else (so, not_so)
        if token[0].isdigit():
            if not turned[n]:
                numbers.update(_number(given, n))
        elif (len(token) >= _LONG or token in capitals) and token not in words("common"):
            word = _hash(token)
            if word not in other:  # what is said first counts
                into.add(word)


def _turned(given: Sequence[str]) -> list[bool]:
    """For each word, whether it is denied: by 'and not' what follows, by any other negator the whole clause."""
    whole, since = False, len(given)
    for n, token in enumerate(given):
        before, after = (given[n - 1] if n else ""), (given[n + 1] if n + 1 < len(given) else "")
        negates = token in words("negator") and after not in words("unless")
        if negates and (token == "without" or before in words("part")):  # noqa: S105 -- a word, no password
            since = min(since, n)
        elif negates or token in words("turned"):
            whole = not whole
    return [whole != (n > since) for n in range(len(given))]


def _number(given: Sequence[str], n: int) -> set[int]:
    near = {given[k] for k in (n - 1, n + 1) if 0 <= k < len(given)}
    digits = re.sub(r"[,.](?=\d{3}\b)", "", given[n])
    if any(word in words("month") for word in near) or _YEAR.fullmatch(digits):
        return set()
    return {crc32(digits.encode())}


def hashes(given: Iterable[str]) -> frozenset[int]:
    """The hashes that these words have in ``Said``."""
    return frozenset(_hash(word) for word in given)


class Likeness(NamedTuple):
    """How two statements compare.

    Attributes:
        shared: words that both have, said or denied.
        same: of these, those of which both say the same.
        turned: those of which one says what the other denies.
        share: shared words among those of the shorter one.
        numbers: whether both count, and no number is the same.
        done: whether one says that it is done and the other that it is not.
    """

    shared: int
    same: int
    turned: int
    share: float
    numbers: bool
    done: bool

    @property
    def contrary(self) -> bool:
        """Whether they cannot both be true, as far as words tell."""
        return self.turned > self.same or (self.turned == 0 and self.same >= _LIKE and (self.numbers or self.done))


_LIKE = 3  # words that statements about one thing share, at least


def compare(a: Said, b: Said) -> Likeness:
    """How what is said in two statements compares."""
    shared, turned = len(a.all & b.all), len((a.so & b.not_so) | (a.not_so & b.so))
    shorter = min(len(a.all), len(b.all))
    apart = bool(a.numbers and b.numbers and not a.numbers & b.numbers)
    return Likeness(shared, shared - turned, turned, shared / shorter if shorter else 0.0, apart, a.done * b.done < 0)
