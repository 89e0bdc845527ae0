"""Names that the roster spells otherwise: other romanisations ('Zelenskiy'), and slips of one letter ('Afganistan').

Words are folded (``transliteration.tsv``) and compared. A slip is forgiven in long names only, where exactly one entry
of the roster is that near and the word is nothing else: no place, no first name, no word that the roster knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from spacy.tokens import Doc

from redshank.actors.matching import Hit
from redshank.lexicons.current import in_use, roster
from redshank.lexicons.gazetteer import gazetteer
from redshank.lexicons.roster import Key, Sense, first_names, key_of, name_particles, plain
from redshank.lexicons.tables import rows

_DOUBLED = re.compile(r"([a-z])\1")
_LONGEST = 4  # words of a name
_LONG_WORD = 7  # letters of a single word that may hold a slip
_LONG_NAME = 10  # letters of a person's name that may hold a slip
_LONG_PART = 5  # letters of its word that may hold one
_NAMED = frozenset({"holder", "group"})
_EDGE = 4
_STATES = frozenset({"country", "demonym"})
_PLACES = frozenset({"place", "capital"})
_NO_NAME = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "LANGUAGE", "EVENT"})


@cache
def _spellings() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Whole words and what they become; and pieces of words, in order."""
    pairs = [(row["from"], row["to"]) for row in rows("actors/transliteration.tsv")]
    whole = {old.strip("^$"): new.strip("^$").replace("$^", " ") for old, new in pairs if _is_whole(old)}
    return whole, tuple(pair for pair in pairs if not _is_whole(pair[0]))


def _is_whole(old: str) -> bool:
    return old.startswith("^") and old.endswith("$")


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """A word as names are compared: 'Zelenskyy' and 'Zelenskiy' -> 'zelenski'; empty for articles ('al')."""
    whole, pieces = _spellings()
    text = _DOUBLED.sub(r"\1", plain(word).lower())
    text = whole.get(text, text)
    if not text:
        return ""
    text += "$"
    for old, new in pieces:
        if old in text:
            text = text.replace(old, new)
    return text[:-1]


def folded_name(words: Key) -> str:
    """A name of several words, folded."""
    return " ".join(f for f in map(folded, words) if f)


@lru_cache(maxsize=4)
def _people(files: tuple[str, ...]) -> tuple[dict[str, tuple[Sense, ...]], dict[tuple[str, int, int], list[str]]]:
    """People in office and armed groups by folded name; those names by first letter, number of words and of letters."""
    del files  # the cache is kept apart for each user roster
    found: dict[str, dict[Sense, None]] = {}
    for keys in roster().names.values():
        for key, senses in keys.items():
            named = [s for s in senses if s.kind in _NAMED] if len(key) > 1 else []
            if named:
                found.setdefault(folded_name(key), {}).update(dict.fromkeys(named))
    near: dict[tuple[str, int, int], list[str]] = {}
    for name in found:
        near.setdefault((name[:1], name.count(" "), len(name)), []).append(name)
    return {name: tuple(senses) for name, senses in found.items()}, near


@lru_cache(maxsize=4)
def _families(files: tuple[str, ...]) -> dict[str, tuple[Sense, ...]]:
    """Everybody in office by folded family name."""
    del files
    found: dict[str, dict[Sense, None]] = {}
    for family, senses in roster().surnames.items():
        found.setdefault(folded(family), {}).update(dict.fromkeys(senses))
    return {family: tuple(senses) for family, senses in found.items()}


@lru_cache(maxsize=4)
def _states(files: tuple[str, ...]) -> dict[tuple[str, int], list[str]]:
    """One-word names of countries and their people, by first letter and length."""
    del files
    found: dict[tuple[str, int], list[str]] = {}
    for keys in roster().names.values():
        for key, senses in keys.items():
            if len(key) == 1 and len(key[0]) >= _LONG_WORD - 1 and any(s.kind in _STATES for s in senses):
                found.setdefault((key[0][0], len(key[0])), []).append(key[0])
    return found


def of_family(family: str) -> tuple[Sense, ...]:
    """Everybody in office of this family name, in this or another spelling."""
    if any(s.kind in _STATES for s in roster().senses((family,))):
        return ()  # 'Abdullah II of Jordan' is no Mr Jordan
    exact = roster().surnames.get(family)
    if exact is not None:
        return exact
    return _families(in_use()).get(folded(family), ()) if len(family) >= _LONG_PART else ()


def find_variants(doc: Doc, hits: list[Hit]) -> list[Hit]:
    """The hits, with those added that another spelling hides; hits on mere places inside a longer name give way."""
    taken = {i for h in hits if any(s.kind not in _PLACES for s in h.senses) for i in range(h.start, h.end)}
    added: list[Hit] = []
    for start, end in _runs(doc):
        at = start
        while at < end:
            hit = _variant_at(doc, at, end, taken)
            if hit is not None:
                added.append(hit)
            at = hit.end if hit is not None else at + 1
    if not added:
        return hits
    covered = {i for h in added for i in range(h.start, h.end)}
    kept = [h for h in hits if not covered & set(range(h.start, h.end))]
    return sorted([*kept, *added], key=lambda h: h.start)


def _runs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Stretches of capitalised words, with small particles inside."""
    start: int | None = None
    for token in doc:
        capital = token.text[:1].isupper()
        inside = start is not None and (token.lower_ in name_particles() or token.text in ("-", "‑"))
        if start is not None and (token.is_sent_start or not (capital or inside)):
            yield start, token.i
            start = None
        if start is None and capital:
            start = token.i
    if start is not None:
        yield start, len(doc)


def _variant_at(doc: Doc, at: int, end: int, taken: Iterable[int]) -> Hit | None:
    if not doc[at].text[:1].isupper() or at in taken:
        return None
    for stop in range(min(end, at + _LONGEST + 2), at + 1, -1):
        if any(i in taken for i in range(at, stop)) or not doc[stop - 1].text[:1].isupper():
            continue
        words = key_of(doc[at:stop].text)
        if 1 < len(words) <= _LONGEST:
            found = _person(words, in_use())
            if found is not None:
                return Hit(at, stop, found[0], note=found[1])
    return _state(doc, at)


@lru_cache(maxsize=50_000)
def _person(words: Key, files: tuple[str, ...]) -> tuple[tuple[Sense, ...], str] | None:
    """The holders or the group of this full name; exactly as the roster writes it is not a variant."""
    people, near = _people(files)
    name = folded_name(words)
    senses = people.get(name)
    if senses is not None and " " in name:
        return (senses, f"other spelling of {senses[0].name}") if len({s.code for s in senses}) == 1 else None
    if len(name) < _LONG_NAME or " " not in name:
        return None
    count, found = name.count(" "), []
    for length in (len(name) - 1, len(name), len(name) + 1):
        found += [other for other in near.get((name[0], count, length), ()) if _slip(name, other)]
    if name.rpartition(" ")[2] in _families(files):
        found = [other for other in found if other.rpartition(" ")[2] == name.rpartition(" ")[2]]  # a family of its own
    senses = people[found[0]] if len(found) == 1 else ()
    return (senses, f"misspelt for {senses[0].name}") if len({s.code for s in senses}) == 1 else None


def respelled(words: Key) -> tuple[tuple[Sense, ...], str] | None:
    """Whom a name means that the roster spells otherwise, and how; None where it is plain or nobody's."""
    if len(words) > 1:
        return _person(words, in_use()) if len(words) <= _LONGEST else None
    senses = _misspelt_state(plain(words[0]), in_use()) if words and len(words[0]) >= _LONG_WORD else ()
    return (senses, f"misspelt for {senses[0].name}") if senses else None


def _slip(name: str, other: str) -> bool:
    """All words but one are the same, and that one is long and one letter off."""
    if name[:_EDGE] != other[:_EDGE] and name[-_EDGE:] != other[-_EDGE:]:
        return False  # cheap, and true of all but a few
    differ = [(a, b) for a, b in zip(name.split(" "), other.split(" "), strict=True) if a != b]
    return len(differ) == 1 and min(map(len, differ[0])) >= _LONG_PART and one_off(*differ[0])


def _state(doc: Doc, at: int) -> Hit | None:
    token = doc[at]
    word = token.text
    if len(word) < _LONG_WORD or not word.isalpha() or token.ent_type_ in _NO_NAME | {"PERSON"}:
        return None
    senses = _misspelt_state(plain(word), in_use())
    return Hit(at, at + 1, senses, note=f"misspelt for {senses[0].name}") if senses else None


@lru_cache(maxsize=20_000)
def _misspelt_state(word: str, files: tuple[str, ...]) -> tuple[Sense, ...]:
    if word in roster().longest or word in first_names() or of_family(word):
        return ()
    found: list[str] = []
    for length in (len(word) - 1, len(word), len(word) + 1):
        found += [name for name in _states(files).get((word[0], length), ()) if one_off(word, name)]
    senses = [s for name in found for s in roster().senses((name,)) if s.kind in _STATES]
    if len({s.code for s in senses}) != 1 or gazetteer().find(word):
        return ()
    return tuple(senses)


def one_off(word: str, other: str) -> bool:
    """One letter too many, too few, wrong or two in the wrong order; not at the very end, where languages differ."""
    if abs(len(word) - len(other)) > 1 or word == other or word[-1:] != other[-1:]:
        return False
    start = 0
    while start < min(len(word), len(other)) and word[start] == other[start]:
        start += 1
    rest, its = word[start:], other[start:]
    if len(rest) == len(its):
        return rest[1:] == its[1:] or (rest[:2] == its[1::-1] and rest[2:] == its[2:])
    return rest[1:] == its if len(rest) > len(its) else its[1:] == rest
