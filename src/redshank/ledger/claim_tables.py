"""The tables ``claims`` and ``claim_sides``, made anew from the voices and the links between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

from redshank.ledger.write import insert

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CONTEST = "denies"  # what makes a claim a contested one; findings only settle what is contested

# A voice's words as far as they were kept: of ``claim_voices v``, its ``documents d``, ``statements t``, ``reports r``.
VOICE_WORDS = """coalesce(substr(d.text, v."start" + 1, v."end" - v."start"), t.content, r.sentence)"""

_VOICES = f"""
SELECT v.voice, v.run, v.codes, v.party, v.body, v."start", d.id, d.published, d.doc,
    {VOICE_WORDS} AS words
FROM claim_voices v JOIN documents d USING (doc) LEFT JOIN statements t USING (statement)
LEFT JOIN reports r ON r.report = v.report
WHERE v.voice IN (SELECT voice FROM claim_links UNION ALL SELECT target FROM claim_links)
    OR v.run IN (SELECT w.run FROM claim_links k JOIN claim_voices w ON w.voice = k.target)
ORDER BY d.published NULLS LAST, d.id, v."start", v."end", v.voice"""  # noqa: S608 -- our own words

_LINKS = "SELECT voice, target, role, why, round(score, 3)::DOUBLE FROM claim_links ORDER BY voice, target, role"


@dataclass(slots=True)
class Told:
    """A voice with its place in the order of telling."""

    number: int
    run: int
    codes: list[str]
    party: str | None
    body: str | None
    start: int
    id: str
    published: date | None
    doc: int
    words: str | None
    place: int


@dataclass(frozen=True, slots=True)
class Side:
    """A voice as part of a claim."""

    voice: Told
    side: str
    role: str
    why: str
    score: float


def rebuild(connection: DuckDBPyConnection) -> None:
    """Work out the contested claims from all links."""
    rows = connection.execute(_VOICES).fetchall()
    voices: dict[int, Told] = {row[0]: Told(*(*row, place)) for place, row in enumerate(rows)}
    links = connection.execute(_LINKS).fetchall()
    claims, sides = [], []
    for claim in _clusters(voices, links):
        first = min((s.voice for s in claim if s.role in {"claims", "repeats"}), key=lambda v: v.place)
        claims.append(_claim(first, claim))
        sides += [
            (first.number, s.voice.number, s.side, s.role, s.why, s.score)
            for s in sorted(claim, key=lambda s: (s.voice.place, s.role))
        ]
    connection.execute("DELETE FROM claims")
    connection.execute("DELETE FROM claim_sides")
    insert(connection, "claims", claims)
    insert(connection, "claim_sides", sides)


def _clusters(voices: dict[int, Told], links: list[tuple[Any, ...]]) -> Iterable[list[Side]]:
    """The sides of each contested claim: tellings of one claim are one."""
    contested = {target for _, target, role, _, _ in links if role == CONTEST}
    lead = _united(voices, links, contested)
    found: dict[int, dict[tuple[int, str], Side]] = {}
    for target in contested:
        sides = found.setdefault(_lead(lead, target), {})
        sides[target, "claimant"] = Side(voices[target], "claimant", "claims", "contested", 1.0)
    for voice, target in _beside(voices, contested):
        found[_lead(lead, target)].setdefault(
            (voice, "claimant"), Side(voices[voice], "claimant", "adds", "said by the same side on end", 0.5)
        )
    for voice, target, role, why, score in links:
        if target in contested:
            _add(found[_lead(lead, target)], voices[voice], role, why, score)
    return [_told_again(found[n]) for n in sorted(found, key=lambda n: voices[n].place)]


def _add(sides: dict[tuple[int, str], Side], voice: Told, role: str, why: str, score: float) -> None:
    """Put a voice on its side, in the role in which it speaks most clearly."""
    side = "claimant" if role in {"repeats", "backs", "finds_for"} else "denier"
    told = "finds" if role.startswith("finds") or (role == CONTEST and voice.body) else role
    known = sides.get((voice.number, side))
    if known is None or (known.role != "claims" and (known.score, known.role, known.why) <= (score, told, why)):
        sides[voice.number, side] = Side(voice, side, told, why, score)


def _united(voices: dict[int, Told], links: list[tuple[Any, ...]], contested: set[int]) -> dict[int, int]:
    """Contested claims that are one, each with the one that leads it (or leads to that)."""
    lead = {target: target for target in contested}
    for voice, target, role, _, _ in links:
        if role == "repeats" and target in contested and voice in contested:
            _unite(lead, voice, target, voices)
    for several in _targets(links, contested, CONTEST).values():
        for a, b in combinations(several, 2):  # one denial of what one side said twice
            if set(voices[a].codes) & set(voices[b].codes):
                _unite(lead, a, b, voices)
    for several in _targets(links, contested, "repeats").values():
        for a, b in pairwise(several):  # two claims told again in the same words
            _unite(lead, a, b, voices)
    return lead


def _told_again(sides: dict[tuple[int, str], Side]) -> list[Side]:
    """All tellings of a claim but the first repeat it."""
    told = sorted((s for s in sides.values() if s.role == "claims"), key=lambda s: s.voice.place)
    again = {s.voice.number for s in told[1:]}
    return [replace(s, role="repeats") if s.role == "claims" and s.voice.number in again else s for s in sides.values()]


def _targets(links: list[tuple[Any, ...]], contested: set[int], role: str) -> dict[int, list[int]]:
    """The contested claims that each voice denies, or tells again."""
    found: dict[int, list[int]] = {}
    for voice, target, told, _, _ in links:
        if told == role and target in contested:
            found.setdefault(voice, []).append(target)
    return found


def _beside(voices: dict[int, Told], contested: set[int]) -> Iterable[tuple[int, int]]:
    """What the same side says just before and after a claim."""
    runs: dict[int, list[Told]] = {}
    for told in voices.values():
        runs.setdefault(told.run, []).append(told)
    for target in sorted(contested):
        run = runs[voices[target].run]
        n = next(n for n, told in enumerate(run) if told.number == target)
        yield from ((told.number, target) for told in run[max(0, n - 1) : n + 2] if told.number not in contested)


def _lead(lead: dict[int, int], voice: int) -> int:
    while lead[voice] != voice:
        lead[voice] = lead[lead[voice]]
        voice = lead[voice]
    return voice


def _unite(lead: dict[int, int], a: int, b: int, voices: dict[int, Told]) -> None:
    """The earlier told one leads."""
    first, second = sorted((_lead(lead, a), _lead(lead, b)), key=lambda n: voices[n].place)
    lead[second] = first


def _claim(first: Told, sides: list[Side]) -> tuple[Any, ...]:
    """A row of ``claims``."""
    by_place = sorted(sides, key=lambda s: s.voice.place)
    denials = [s for s in by_place if s.side == "denier" and s.role == "denies"]
    against = [s for s in by_place if s.side == "denier" and s.role in {"denies", "finds"}]
    rulings = [s for s in by_place if s.role == "finds"]
    denied = (denials or against)[0]
    claimants = [s.voice for s in by_place if s.role in {"claims", "repeats"}]
    codes = first.codes or next((v.codes for v in claimants if v.codes), [])
    favoured = {s.side for s in rulings}
    return (
        *(first.number, f"{first.id}@{first.start}", codes, first.party, first.words, first.published),
        *(_codes(denials or against), _names(denials or against), denied.voice.words, denied.voice.published),
        *(_codes(rulings), _names(rulings), list(dict.fromkeys(s.voice.body for s in rulings if s.voice.body))),
        *("both" if len(favoured) > 1 else next(iter(favoured), None), len({s.voice.doc for s in sides})),
        max(s.score for s in against),
    )


def _codes(sides: list[Side]) -> list[str]:
    return list(dict.fromkeys(code for s in sides for code in s.voice.codes))


def _names(sides: list[Side]) -> list[str]:
    return list(dict.fromkeys(s.voice.party for s in sides if s.voice.party))
