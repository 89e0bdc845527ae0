"""Cuts a ``Doc`` into atoms, smaller than spaCy's tokens ('16-hour' is three), each with its senses."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from spacy.tokens import Doc

from redshank.records import SKIPPED_KINDS
from redshank.times import vocabulary
from redshank.times.vocabulary import Sense

DASHES = frozenset("-–—‑")
LARGEST = 1e12  # no count of hours or years is larger
QUIET = frozenset({"SIGN", "WORD"})


@dataclass(slots=True)
class Atom:
    """A word, number or sign of the text.

    Attributes:
        text, low: as written, and in small letters.
        start, end: code points in the document.
        token: index of the spaCy token that holds its first character.
        shape: name of the shape that matched it.
        fresh: nothing before it may belong to the same expression (a new paragraph).
        tight: no white space before it.
        senses: its readings, also those that run over the atoms after it.
    """

    text: str
    low: str
    start: int
    end: int
    token: int
    shape: str
    fresh: bool
    tight: bool
    senses: list[Sense] = field(default_factory=list)


def atoms(doc: Doc) -> list[Atom]:
    """The atoms of all paragraphs that can hold news, in text order."""
    text = doc.text
    starts = doc.to_array("IDX").tolist()
    cuts = _paragraphs(doc)
    found: list[Atom] = []
    last, paragraph = 0, -1
    for match in vocabulary.SHAPES.finditer(text):
        start = match.start()
        here = bisect_right(cuts, (start, "~")) - 1
        kind = cuts[here][1] if here >= 0 else "body"
        if kind in SKIPPED_KINDS:
            last = match.end()
            continue
        gap = text[last:start]
        fresh = here != paragraph or not found or gap.count("\n") > 1
        token = max(0, bisect_right(starts, start) - 1)
        word = match.group()
        found.append(Atom(word, word.lower(), start, match.end(), token, match.lastgroup or "", fresh, last == start))
        last, paragraph = match.end(), here
    _name(found)
    return found


def _paragraphs(doc: Doc) -> list[tuple[int, str]]:
    document = doc._.document
    return [(p.start, p.kind) for p in document.paragraphs] if document is not None else []


def _name(found: list[Atom]) -> None:
    """Give every atom its senses."""
    index = vocabulary.index()
    for at, atom in enumerate(found):
        for sense in index.get(atom.low, ()):
            if _fits(found, at, sense):
                atom.senses.append(_with_stop(found, at, sense))
        if atom.shape not in QUIET:
            atom.senses.extend(_shape_senses(atom))
        elif atom.text in DASHES:
            atom.senses.append(Sense("DASH", "-"))
        elif atom.low in vocabulary.context("indefinite"):
            atom.senses.append(Sense("A", "1"))
    for at in range(len(found)):
        number = _number(found, at)
        if number is not None:
            found[at].senses.append(number)


def _fits(found: list[Atom], at: int, sense: Sense) -> bool:
    """Whether the words of a phrase follow, and the capital that its form asks for is there."""
    atom = found[at]
    if sense.form in ("title", "doubtful", "ambiguous") and atom.text[0].islower():
        return False
    end = at + sense.length
    return end <= len(found) and all(
        not other.fresh and other.low == word for other, word in zip(found[at + 1 : end], sense.words, strict=True)
    )


def _with_stop(found: list[Atom], at: int, sense: Sense) -> Sense:
    """A doubtful short form takes the full stop after it along, and with it loses some of its doubt."""
    after = at + sense.length
    if sense.form == "doubtful" and after < len(found):
        stop = found[after]
        if stop.text == "." and stop.tight:
            return Sense(sense.kind, sense.value, sense.length + 1, "stopped")
    return sense


def _shape_senses(atom: Atom) -> list[Sense]:
    """Senses of digits and the like."""
    word = atom.text
    if atom.shape == "NUMBER":
        return _digits(word)
    if atom.shape == "ORD":
        return [Sense("ORD", word[:-2])]
    if atom.shape == "DECADE":
        digits = "".join(c for c in word if c.isdigit())
        return [Sense("DECADE", digits[:3] if len(digits) == 4 else f"19{digits[0]}")]
    if atom.shape == "SHORTYEAR":
        return [Sense("SHORTYEAR", word[1:])]
    if atom.shape == "AMPM":
        return [Sense("AMPM", "12" if atom.low.startswith("p") else "0")]
    return [Sense(atom.shape, word)]


def _digits(word: str) -> list[Sense]:
    senses = []
    if word.isdigit():
        if len(word) <= 2 and 1 <= int(word) <= 31:
            senses.append(Sense("DAY", word))
        elif len(word) <= 2:
            senses.append(Sense("NODAY", word))
        if len(word) == 2:
            senses.append(Sense("SHORTEND", word))
        if len(word) == 4:
            senses.append(Sense("YEAR", word))
    return senses


def _value(atom: Atom) -> float | None:
    """The number that one atom stands for."""
    if atom.shape == "NUMBER":
        return float(atom.text.replace(",", ""))
    return next((float(s.value) for s in atom.senses if s.kind == "NUM" and s.length == 1), None)


def _kind(found: list[Atom], at: int, kind: str) -> float | None:
    if at >= len(found) or found[at].fresh:
        return None
    return next((float(s.value) for s in found[at].senses if s.kind == kind), None)


def _low(found: list[Atom], at: int) -> str:
    return found[at].low if at < len(found) and not found[at].fresh else ""


def _number(found: list[Atom], at: int) -> Sense | None:
    """A number of several atoms, or of digits: 'twenty-five', 'two hundred', '5 1/2', 'two and a half'."""
    value = _value(found[at])
    if value is None:
        return None
    end = at + 1
    if 20 <= value <= 90 and value % 10 == 0 and found[at].shape == "WORD":
        unit_at = end + 1 if _low(found, end) in DASHES else end
        unit = _kind(found, unit_at, "NUM")
        if unit is not None and 0 < unit < 10 and found[unit_at].shape == "WORD":
            value, end = value + unit, unit_at + 1
    scale = _kind(found, end, "SCALE")
    while scale is not None:
        value, end = value * scale, end + 1
        scale = _kind(found, end, "SCALE")
    value, end = _half(found, value, end)
    if value > LARGEST:
        return None
    if end == at + 1 and found[at].shape != "NUMBER":
        return None
    return Sense("NUM", f"{value:g}" if value < 1e6 else str(int(value)), end - at)


def _half(found: list[Atom], value: float, end: int) -> tuple[float, int]:
    """'and a half', '-and-a-half' or a fraction after a number."""
    fraction = _kind(found, end, "HALF")
    if fraction is not None and found[end].low != "half":
        return value + fraction, end + 1
    words = [at for at in range(end, min(end + 6, len(found))) if found[at].text not in DASHES][:3]
    if [_low(found, at) for at in words] == ["and", "a", "half"]:
        return value + 0.5, words[-1] + 1
    return value, end
