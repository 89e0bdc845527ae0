"""The frame lexicon: which words, in which company, name which PLOVER act, and where its actor and recipient stand.

Tables in ``data/frames``; the schema of each column is in ``data/frames/SOURCE.toml`` and ``docs/frames.md``. A frame
row is one trigger (a lemma and its part of speech), the conditions it needs, the category and modes it gives, and the
slots of its arguments.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable

from redshank.errors import DataError
from redshank.lexicons.tables import DATA, numbered, rows, split

FOLDER = "frames"
CATEGORIES = frozenset(
    {
        "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
        "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    }
)  # fmt: skip
SILENT = "NONE"
CONDITIONS = frozenset(
    {
        "obj", "noobj", "subj", "prt", "prep", "comp", "that", "inf", "ing",
        "neg", "noneg", "passive", "active", "mod", "of", "light", "nolight",
    }
)  # fmt: skip
FLAGS = frozenset({"reciprocal", "visit", "needrec", "speech", "norecip", "weak", "content", "implied", "rank"})
REGIONS = frozenset({"trigger", "object", "content", "prep", "sentence"})
PARTS_OF_SPEECH = frozenset("vna")


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing a frame needs.

    Attributes:
        name: one of ``CONDITIONS``.
        words: the particle or prepositions asked for, for ``prt`` and ``prep``.
        lemmas: the head lemmas allowed; empty where any will do.
    """

    name: str
    words: frozenset[str] = frozenset()
    lemmas: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Frame:
    """One row of the lexicon for one lemma.

    Attributes:
        name: stands in traces: file, line and lemma (``verbal_conflict:12 condemn``).
        implied: sectors of the actor that an agentless passive implies (coding guide, rule 16).
        rank: specificity; the highest that matches wins.
    """

    name: str
    lemma: str
    pos: str
    needs: tuple[Condition, ...]
    event: str
    modes: tuple[str, ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    flags: frozenset[str]
    implied: tuple[str, ...]
    rank: int


@dataclass(frozen=True, slots=True)
class ModeCue:
    """Words that give a mode to an act of a category when they stand in a region around its trigger."""

    event: str
    mode: str
    region: str
    lemmas: frozenset[str]


@dataclass(frozen=True, slots=True)
class LightVerb:
    """A verb that lends its subject to an event noun ('hold talks'); ``kind`` says what it does to the act."""

    lemma: str
    particle: str
    kind: str


@cache
def classes() -> dict[str, frozenset[str]]:
    """All ``@classes`` of lemmas, by name.

    Raises:
        DataError: two files define the same class.
    """
    found: dict[str, frozenset[str]] = {}
    for path in _files("classes_"):
        for row in rows(path):
            if row["name"] in found:
                raise DataError(f"the class {row['name']!r} is defined twice", where=path)
            found[row["name"]] = frozenset(w.lower() for w in split(row["words"]))
    return found


@cache
def frames() -> dict[tuple[str, str], tuple[Frame, ...]]:
    """All frames, by (lemma, part of speech), in file order.

    Raises:
        DataError: a row breaks the schema.
    """
    found: dict[tuple[str, str], list[Frame]] = {}
    for path in _files(""):
        topic = path.removeprefix(f"{FOLDER}/").removesuffix(".tsv")
        for number, row in numbered(path):
            for frame in _frames_of(row, topic, number, path):
                found.setdefault((frame.lemma, frame.pos), []).append(frame)
    return {key: tuple(members) for key, members in found.items()}


@cache
def mode_cues() -> dict[str, tuple[ModeCue, ...]]:
    """All mode cues, by category."""
    found: dict[str, list[ModeCue]] = {}
    for path in _files("modes_"):
        for number, row in numbered(path):
            where = f"{path}:{number}"
            if row["event"] not in CATEGORIES or row["where"] not in REGIONS:
                raise DataError(f"unknown category or region: {row['event']} {row['where']}", where=where)
            cue = ModeCue(row["event"], row["mode"], row["where"], _set(row["words"], where))
            found.setdefault(cue.event, []).append(cue)
    return {key: tuple(members) for key, members in found.items()}


@cache
def light_verbs() -> dict[str, tuple[LightVerb, ...]]:
    """Light verbs by lemma."""
    found: dict[str, list[LightVerb]] = {}
    for row in rows(f"{FOLDER}/light_verbs.tsv"):
        particle = "" if row["prt"] == "-" else row["prt"]
        found.setdefault(row["lemma"], []).append(LightVerb(row["lemma"], particle, row["kind"]))
    return {key: tuple(members) for key, members in found.items()}


@cache
def phrasal_particles() -> dict[str, frozenset[str]]:
    """Particles of the phrasal verbs that the lexicon knows, by verb lemma."""
    found: dict[str, set[str]] = {}
    for (lemma, pos), members in frames().items():
        for condition in (c for f in members for c in f.needs if pos == "v" and c.name == "prt"):
            found.setdefault(lemma, set()).update(condition.words)
    return {lemma: frozenset(words) for lemma, words in found.items()}


def _files(prefix: str) -> list[str]:
    special = ("classes_", "modes_", "light_verbs", "aux_")
    folder: Traversable = DATA / FOLDER
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".tsv"))
    if prefix:
        return [f"{FOLDER}/{n}" for n in names if n.startswith(prefix)]
    return [f"{FOLDER}/{n}" for n in names if not n.startswith(special)]


def _set(cell: str, where: str) -> frozenset[str]:
    found: set[str] = set()
    for member in split(cell):
        if not member.startswith("@"):
            found.add(member.lower())
        elif member[1:] in classes():
            found |= classes()[member[1:]]
        else:
            raise DataError(f"no class {member}", where=where)
    return frozenset(found)


def _condition(text: str, where: str) -> Condition:
    name, _, value = text.partition("=")
    if name not in CONDITIONS:
        raise DataError(f"unknown condition {text!r}", where=where)
    if name == "prt":
        return Condition(name, words=frozenset(value.lower().split("|")))
    if name == "prep":
        words, _, lemmas = value.partition(":")
        return Condition(name, words=frozenset(words.lower().split("|")), lemmas=_set(lemmas, where))
    if name == "of":
        return Condition("prep", words=frozenset({"of"}), lemmas=_set(value, where))
    return Condition(name, lemmas=_set(value, where))


def _slots(cell: str) -> tuple[str, ...]:
    return tuple(s for s in split(cell) if s != "-")


def _frames_of(row: dict[str, str], topic: str, number: int, path: str) -> list[Frame]:
    where = f"{path}:{number} ({row['lemma']})"
    if row["event"] not in CATEGORIES and row["event"] != SILENT:
        raise DataError(f"unknown category {row['event']!r}", where=where)
    if row["pos"] not in PARTS_OF_SPEECH:
        raise DataError(f"unknown part of speech {row['pos']!r}", where=where)
    needs = tuple(_condition(part.strip(), where) for part in row["needs"].split(";") if part.strip(" -"))
    flags, implied, rank = _flags(row["flags"], len(needs), where)
    return [
        Frame(
            name=f"{topic}:{number} {lemma}",
            lemma=lemma.lower(),
            pos=row["pos"],
            needs=needs,
            event=row["event"],
            modes=tuple(m for m in split(row["mode"]) if m not in "-*"),
            actor=_slots(row["actor"]),
            recipient=_slots(row["recipient"]),
            flags=flags,
            implied=implied,
            rank=rank,
        )
        for lemma in split(row["lemma"])
    ]


def _flags(cell: str, conditions: int, where: str) -> tuple[frozenset[str], tuple[str, ...], int]:
    flags: set[str] = set()
    implied: tuple[str, ...] = ()
    rank = conditions
    for flag in cell.split() if cell != "-" else ():
        name, _, value = flag.partition("=")
        if name not in FLAGS:
            raise DataError(f"unknown flag {flag!r}", where=where)
        if name == "implied":
            implied = tuple(value.split("|"))
        elif name == "rank":
            rank = int(value)
        else:
            flags.add(name)
    return frozenset(flags), implied, rank
