"""What the frame lexicon holds about one word: its frames, the classes and mode cues it stands in, its lightness."""

from __future__ import annotations

from dataclasses import dataclass

from redshank.lexicons.frames import Condition, Frame, LightVerb, ModeCue, classes, frames, light_verbs, mode_cues


@dataclass(frozen=True, slots=True)
class Entries:
    """All entries of one word; each list is empty where there is none.

    Attributes:
        frames: most specific first, in the order in which they are tried.
        classes: names of the ``@classes`` that hold it.
        cues: mode cues that name it, by category and mode.
    """

    word: str
    frames: tuple[Frame, ...]
    light: tuple[LightVerb, ...]
    cues: tuple[ModeCue, ...]
    classes: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.frames or self.light or self.cues or self.classes)


def find(word: str) -> Entries:
    """The entries of a lemma, any case."""
    lemma = word.strip().lower()
    rows = [f for (key, _), members in frames().items() if key == lemma for f in members]
    return Entries(
        word=lemma,
        frames=tuple(sorted(rows, key=lambda f: (f.pos, -f.rank))),
        light=light_verbs().get(lemma, ()),
        cues=tuple(c for members in mode_cues().values() for c in members if lemma in c.lemmas),
        classes=tuple(sorted(name for name, words in classes().items() if lemma in words)),
    )


def condition_text(condition: Condition, most: int = 6) -> str:
    """A condition as its file spells it, long lists cut to ``most`` words."""
    lemmas = sorted(condition.lemmas)
    shown = "|".join(lemmas[:most]) + ("|…" if len(lemmas) > most else "")
    named = "|".join(sorted(condition.words))
    if condition.name == "prep":
        return f"prep={named}" + (f":{shown}" if shown else "")
    value = named or shown
    return f"{condition.name}={value}" if value else condition.name
