"""Who says what in one document: its statements, and what events add to them, as the voices of a scene."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from redshank.ledger.claim_words import Said, body_of, hashes, said, tokens, words
from redshank.ledger.questions import ask

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_STATE = frozenset({"GOV", "MIL", "COP", "SPY"})  # bodies that speak for one side; parliament and courts may not
_ORGANISATIONS = frozenset({"IGO", "UNO", "EUR", "NGO"})
_OPENING = 20  # words in which the subject of a sentence is looked for
_STEP = 4  # from the number of one voice to the next: room for what a denial tells, and for an aside
# An event that is not told as fact accuses nobody, and nobody quarrels in it.
_NOT_SO = frozenset({"negation", "hypothetical", "future"})

_STATEMENTS = """
SELECT s.doc, s.statement, s.kind, s.quotation, s.contested_by, s.content, s.content_start, s.content_end,
    s.cue_start, s.cue_end, s.speaker_text, s.speaker_start, s.speaker_end, e.code, e.sector, e.name, e.entity,
    a.code AS to_code
FROM statements s LEFT JOIN entities e ON e.entity = s.speaker LEFT JOIN entities a ON a.entity = s.addressee
WHERE s.doc IN (SELECT unnest(?)) AND s.speaker IS NOT NULL ORDER BY s.doc, s.content_start, s.statement"""

_REPORTS = """
SELECT r.doc, r.report, r.event, r.aux, r.actor_codes, r.recipient_codes, r.sentence,
    r.sentence_start, v."start" AS trigger_start, v."end" AS trigger_end,
    p.entity_text AS actor_text, p."start" AS actor_start, e.code, e.sector, e.name, e.entity
FROM reports r
LEFT JOIN (SELECT report, min("start") AS "start", min("end") AS "end" FROM evidence WHERE role = 'trigger'
           GROUP BY report) v USING (report)
LEFT JOIN (SELECT * FROM participants WHERE role = 'actor' AND number = 1) p ON p.report = r.report
LEFT JOIN entities e ON e.entity = p.entity
WHERE r.doc IN (SELECT unnest(?)) ORDER BY r.doc, r.sentence_start, r.report"""

_DOCUMENTS = "SELECT doc, text FROM documents WHERE doc IN (SELECT unnest(?)) ORDER BY doc"


@dataclass(frozen=True, slots=True)
class Party:
    """A side: codes it goes by, its sector and the words that name it."""

    codes: frozenset[str]
    sector: str | None = None
    text: str | None = None
    entity: int | None = None

    @property
    def known(self) -> bool:
        """Whether the report says who it is."""
        return bool(self.codes) or bool(self.text and not self.pronoun)

    @property
    def pronoun(self) -> bool:
        """Whether the words only point at somebody named elsewhere."""
        return bool(self.text) and (self.text or "").lower() in words("pronoun")

    def apart(self, other: Party) -> bool:
        """Whether the two are surely not one side."""
        if not (self.known and other.known) or (self.entity == other.entity and self.entity is not None):
            return False
        if self.text and other.text and self.text.lower() == other.text.lower():
            return False
        if self.codes and other.codes:
            if not self.codes & other.codes:
                return True
            if self.sector == other.sector or {self.sector, other.sector} <= _STATE:
                return False
            return not self.alike(other)
        return not self.alike(other)

    def one(self, other: Party) -> bool:
        """Whether the two may well be one side: by code and kind, or by name."""
        if self.codes and other.codes:
            return bool(self.codes & other.codes) and not self.apart(other)
        return self.alike(other)

    @property
    def by_office(self) -> bool:
        """Whether only an office names it ('its spokesman'), so that its code was read from elsewhere."""
        given = frozenset(tokens(self.text or ""))
        return bool(given & words("title")) and not given - words("small") - words("title") - words("pronoun")

    @property
    def state(self) -> bool:
        """Whether it may be a body of the state."""
        return self.sector in _STATE or self.sector in {None, "UNK"}

    def alike(self, other: Party) -> bool:
        """Whether the same words name both."""
        return bool(self.named & other.named)

    @property
    def named(self) -> frozenset[str]:
        """Words of its own name; where it has none, all words."""
        given = frozenset(tokens(self.text or "")) - words("small")
        return (given - words("title") - words("pronoun")) or given


@dataclass(slots=True)
class Voice:
    """Somebody's words about one thing.

    Attributes:
        number: four times the statement's number, or for an event without a statement its report's, negative; one more
            for what a denial tells of the claim it denies, two more for an aside.
        kind: the statement's, or the event's category in lower case.
        cue: the word of saying, where the text was kept.
        about: codes of those whose acts the words tell or who are spoken to.
        to: codes of who is spoken to or about by the cue itself.
        body: the kind of body, where it is one that settles what is true.
        run: number of the first voice of the words that one side says on end.
    """

    number: int
    party: Party
    kind: str
    quotation: str
    text: str
    start: int
    end: int
    begin: int  # of all its words, with speaker and cue
    reach: int  # end of all its words
    cue: str
    to: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    contested_by: str | None = None
    body: str | None = None
    statement: int | None = None
    run: int = 0
    report: int | None = None
    whose: Party | None = None  # whose claim a denial says it denies
    aside: int | None = None  # the claim in whose sentence these words deny it: 'which Peru denies'
    against: frozenset[str] = frozenset()  # whose claims these words deny, where the document does not tell the claim
    said: Said = field(default_factory=Said)

    def mentions(self, party: Party) -> bool:
        """Whether the words are about a party: by the codes of those who act in them, or by its name.

        A code says nothing of a quarrel at home, where all have the same one.
        """
        abroad = party.codes - self.party.codes
        return bool((self.about | self.to) & abroad) or bool(hashes(party.named) & self.said.all)

    @property
    def finds(self) -> bool:
        """Whether the words are told as a finding, by their own verb or by that of who tells of it."""
        return bool(frozenset(tokens(self.cue) + tokens(self.text)[:_OPENING]) & words("find"))


@dataclass(slots=True)
class Scene:
    """The voices of one document, in order, and its text where that was kept."""

    doc: int
    text: str | None
    voices: list[Voice] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    quarrels: dict[str, set[str]] = field(default_factory=dict)  # against whom -> who demands, accuses, threatens

    def between(self, start: int, end: int) -> str | None:
        """The text from one place to another; None where it was not kept."""
        return None if self.text is None else self.text[start:end]

    def sort(self) -> None:
        """Put the voices in the order in which they begin."""
        self.voices.sort(key=lambda v: (v.begin, v.start, v.number))

    def parted(self, voice: Voice, other: Voice) -> bool:
        """Whether two voices stand in two paragraphs."""
        return "\n" in (self.between(voice.reach, other.begin) or "")

    def party(self, name: str) -> Party:
        """Who goes by a name in the document; only the name where nobody known does."""
        named = Party(frozenset(), text=name)
        return next((party for party in self.parties if party.codes and party.alike(named)), named)


_PARTIES = """
SELECT DISTINCT r.doc, p.entity_text AS text, e.name, e.code, e.sector, e.entity
FROM participants p JOIN reports r USING (report) JOIN entities e USING (entity)
WHERE r.doc IN (SELECT unnest(?)) AND e.code IS NOT NULL AND p.entity_text IS NOT NULL ORDER BY ALL"""


def scenes(connection: DuckDBPyConnection, docs: list[int]) -> Iterator[Scene]:
    """The scene of each document."""
    found = {doc: Scene(doc, text) for doc, text in connection.execute(_DOCUMENTS, [docs]).fetchall()}
    statements, reports = _by_doc(connection, _STATEMENTS, docs), _by_doc(connection, _REPORTS, docs)
    parties = _by_doc(connection, _PARTIES, docs)
    for doc, scene in found.items():
        _fill(scene, statements.get(doc, []), reports.get(doc, []))
        scene.parties = [v.party for v in scene.voices] + [_party(p, p["text"]) for p in parties.get(doc, [])]
        yield scene


def _by_doc(connection: DuckDBPyConnection, query: str, docs: list[int]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for row in ask(connection, query, [docs]).to_pylist():
        found.setdefault(row["doc"], []).append(row)
    return found


def _fill(scene: Scene, statements: list[dict[str, Any]], reports: list[dict[str, Any]]) -> None:
    scene.voices = [_statement(scene, row) for row in statements]
    for row in reports:
        if _NOT_SO & set(row["aux"]):
            continue
        if row["event"] in {"REJECT", "ACCUSE"} and not _told_already(scene, row):
            voice = _event(scene, row)
            if voice is not None:
                scene.voices.append(voice)
        _quarrel(scene, row)
    scene.sort()
    _name_pronouns(scene.voices)
    for voice in scene.voices:
        voice.about |= _about(voice, reports) | voice.to
        voice.said = said(voice.text)
        voice.body = body_of(voice.party.text or "", voice.party.codes) or _body_within(voice)


def _statement(scene: Scene, row: dict[str, Any]) -> Voice:
    cue = scene.between(row["cue_start"], row["cue_end"]) if row["cue_start"] is not None else None
    text = row["content"] or scene.between(row["content_start"], row["content_end"]) or ""
    marks = [(row["content_start"], row["content_end"]), (row["speaker_start"], row["speaker_end"])]
    if row["cue_start"] is not None:
        marks.append((row["cue_start"], row["cue_end"]))
    return Voice(
        number=_STEP * row["statement"], party=_party(row, row["speaker_text"]), kind=row["kind"],
        quotation=row["quotation"], text=text, start=row["content_start"], end=row["content_end"],
        begin=min(a for a, _ in marks), reach=max(b for _, b in marks), cue=(cue or "").lower(),
        to=frozenset([row["to_code"]] if row["to_code"] else []), contested_by=row["contested_by"],
        statement=row["statement"],
    )  # fmt: skip


def _event(scene: Scene, row: dict[str, Any]) -> Voice | None:
    """An accusation or rejection that no statement tells."""
    if row["sentence"] is None or row["trigger_start"] is None or not row["actor_text"]:
        return None
    cue = row["sentence"][row["trigger_start"] - row["sentence_start"] : row["trigger_end"] - row["sentence_start"]]
    rest = row["sentence"][row["trigger_end"] - row["sentence_start"] :]
    text = re.split(r"[,.;!?](?:\s|$)", rest, maxsplit=1)[0]
    start = row["trigger_end"] + len(text) - len(text.lstrip())
    end = row["trigger_end"] + len(text.rstrip())
    return Voice(
        number=-_STEP * row["report"], party=_party(row, row["actor_text"], row["actor_codes"]),
        kind=row["event"].lower(), quotation="indirect", text=text.strip(), start=start, end=max(start, end),
        begin=min(row["trigger_start"], row["actor_start"]), reach=max(row["trigger_end"], end), cue=cue.lower(),
        to=frozenset(row["recipient_codes"]), report=row["report"],
    )  # fmt: skip


def _party(row: dict[str, Any], text: str | None, codes: list[str] | None = None) -> Party:
    known = frozenset(codes if codes is not None else [row["code"]] if row["code"] else [])
    entity = row["entity"] if known and row["name"] else None
    return Party(known, row["sector"], text, entity)


def _told_already(scene: Scene, row: dict[str, Any]) -> bool:
    """Whether a statement has the same cue, or holds the act."""
    at = row["trigger_start"]
    return at is None or any(v.begin <= at < v.reach for v in scene.voices)


def _quarrel(scene: Scene, row: dict[str, Any]) -> None:
    if row["event"] in {"REQUEST", "ACCUSE", "THREATEN"}:
        for code in row["recipient_codes"]:
            scene.quarrels.setdefault(code, set()).update(set(row["actor_codes"]) - {code})


def _about(voice: Voice, reports: list[dict[str, Any]]) -> frozenset[str]:
    """Codes of those who act, or are acted upon, in the events inside a voice's words."""
    found: set[str] = set()
    for row in reports:
        at = row["trigger_start"]
        if at is not None and voice.start <= at < voice.end:
            found.update(row["actor_codes"], row["recipient_codes"])
    return frozenset(found)


def _body_within(voice: Voice) -> str | None:
    """'Delegates of the Red Cross found …, the organisation said': the body whose finding an organisation tells."""
    if not voice.party.codes & _ORGANISATIONS:
        return None
    given = tokens(voice.text)[:_OPENING]
    at = next((n for n, w in enumerate(given) if w in words("find")), None)
    return body_of(" ".join(given[:at]), voice.party.codes) if at else None


def _name_pronouns(voices: list[Voice]) -> None:
    """'It said' after 'Peru denied everything': the speaker of the words before, where the coder left it open."""
    last: Voice | None = None
    for voice in voices:
        if voice.party.pronoun and not voice.party.codes:
            if last is not None and voice.begin - last.reach <= _NEAR:
                voice.party = last.party
        elif voice.party.known:
            last = voice


_NEAR = 300  # code points: what a pronoun may reach back
