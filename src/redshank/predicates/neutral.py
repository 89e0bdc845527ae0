"""Countries of a sentence under a few stand-in names, so that the relation model reads the act and not the country.

What the encoder learned of a country before it came to us goes into its answers: with other countries in the same
sentence one in twenty changed its category. Named alike, they cannot.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from redshank.lexicons.tables import rows, split
from redshank.predicates.marking import Marked

_WORD = re.compile(r"[A-Z][\w.’']*")
_GENITIVE = re.compile(r"['’]s$")
_ARTICLE = re.compile(r"\b[Tt]he $")
# Kinds of a country's names, which are the columns of ``grammar/stand_ins.tsv``.
_NAME, _ADJECTIVE, _NATIONALS, _CAPITAL = "name", "adjective", "nationals", "capital"


@dataclass(frozen=True, slots=True)
class _Cut:
    """A stretch of the text, what stands in its place, and where that begins in the new text."""

    start: int
    end: int
    put: str
    at: int


def neutral(row: Marked) -> Marked:
    """The sentence with the stand-in names, its marks moved along: the first country named gets the first one."""
    cuts = _cuts(row.text)
    if not cuts:
        return row
    parts, last = [], 0
    for cut in cuts:
        parts += [row.text[last : cut.start], cut.put]
        last = cut.end
    parts.append(row.text[last:])
    sides = (row.actors, row.recipients, row.triggers)
    return Marked("".join(parts), *([(_moved(a, cuts), _moved(b, cuts, ends=True)) for a, b in side] for side in sides))


def _cuts(text: str) -> list[_Cut]:
    given: dict[str, dict[str, str]] = {}
    stand_ins = _stand_ins()
    found: list[_Cut] = []
    after, longer = 0, 0
    for match in _WORD.finditer(text):
        known = _name_at(text, match.start(), match.group()) if match.start() >= after else None
        if known is None:
            continue
        form, code, kind = known
        start, after = match.start(), match.start() + len(form)
        put = given.setdefault(code, stand_ins[min(len(given), len(stand_ins) - 1)])[kind]
        if kind == _NAME and (article := _ARTICLE.search(text, max(0, start - 4), start)):
            start = article.start()  # 'the Netherlands'
        found.append(_Cut(start, after, put, start + longer))
        longer += len(put) - (after - start)
    return found


def _name_at(text: str, at: int, word: str) -> tuple[str, str, str] | None:
    """The longest name of a country that begins here: its form, code and kind."""
    for first in (word, _GENITIVE.sub("", word.rstrip(".’'"))):
        for form, code, kind in _forms().get(first, ()):
            if text.startswith(form, at) and not text[at + len(form) : at + len(form) + 1].isalnum():
                return form, code, kind
    return None


@cache
def _stand_ins() -> tuple[dict[str, str], ...]:
    return tuple(rows("grammar/stand_ins.tsv"))


@cache
def _forms() -> dict[str, list[tuple[str, str, str]]]:
    """Names, adjectives, nationals and capitals of all countries by their first word, longest first."""
    found: dict[str, tuple[str, str]] = {}
    for row in rows("actors/countries.tsv"):
        former = [form.rpartition(" ")[0] for form in split(row["former"])]
        named = [
            *((form, _NAME) for form in (row["name"], *split(row["names"]), *former)),
            *(
                (form, _NATIONALS if n and form.endswith("s") else _ADJECTIVE)
                for n, form in enumerate(split(row["adjectives"]))
            ),
            *((form, _CAPITAL) for form in split(row["capitals"])),
        ]
        for form, kind in named:
            if form[:1].isupper():
                found.setdefault(form, (row["iso3"], kind))
    by_word: dict[str, list[tuple[str, str, str]]] = {}
    for form, (code, kind) in found.items():
        by_word.setdefault(re.split(r"[\s-]", form)[0], []).append((form, code, kind))
    return {word: sorted(forms, key=lambda f: -len(f[0])) for word, forms in by_word.items()}


def _moved(offset: int, cuts: Sequence[_Cut], *, ends: bool = False) -> int:
    """Where an offset of the old text lies in the new one; inside a cut, at its begin or, for an end, at its end."""
    shift = 0
    for cut in cuts:
        if offset >= cut.end:
            shift = cut.at + len(cut.put) - cut.end
        elif offset > cut.start:
            return cut.at + (len(cut.put) if ends else 0)
        else:
            break
    return offset + shift
