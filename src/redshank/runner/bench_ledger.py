"""What a large ledger costs here: size, memory, adding, merging a day's reports, common questions.

The reports are made from real ones: a coded document is told again and again with other countries, days, places and
every second longer word exchanged, so that no two are copies and offsets still hold.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Any

import msgspec

from redshank.ledger import Ledger
from redshank.ledger.write import Run, Writer
from redshank.records import Analysis, Document, Due, Entity, Event, Place, Statement
from redshank.runner.adding import settle
from redshank.runner.base import Coded
from redshank.runner.bench import resident
from redshank.settings import Settings

DAY = 10_000  # reports that a busy day brings
_CHUNK = 512  # documents in one transaction
_SETTLE = 40_000  # reports between two mergings while the ledger is filled
_YEARS = 5
_EXCHANGED = 0.5  # share of the longer words
_LONG = 4


class Figures(msgspec.Struct, kw_only=True):
    """What was measured.

    Attributes:
        share_of_coding: seconds of adding, tracing and merging over seconds of coding, for the same documents.
        day_seconds: tracing and merging ``DAY`` new reports into the full ledger.
        questions: seconds of each.
        peak_megabytes: of the process that held the ledger; None where the system does not tell.
    """

    documents: int
    reports: int
    events: int
    fill_seconds: float
    share_of_coding: float
    day_seconds: float
    questions: dict[str, float]
    megabytes: float
    peak_megabytes: float | None


def measure_ledger(coded: Sequence[Coded], coding_seconds: float, reports: int, ledger: Path | None = None) -> Figures:
    """Fill a ledger with so many reports and ask it.

    Args:
        coded: real documents with at least one event among them.
        coding_seconds: what coding them took.
        reports: how many to make of them.
        ledger: where to keep it; it is thrown away without.
    """
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        path = ledger or Path(folder) / "bench.duckdb"
        packed = [(msgspec.json.encode(c.document), msgspec.json.encode(c.analysis)) for c in coded]
        return pool.submit(_measure, path, packed, coding_seconds, reports).result()


def _measure(path: Path, packed: Sequence[tuple[bytes, bytes]], coding_seconds: float, reports: int) -> Figures:
    """In a process of its own, whose memory is the ledger's alone."""
    decode = msgspec.json.decode
    originals = [(decode(d, type=Document), decode(a, type=Analysis)) for d, a in packed]
    with Ledger(path) as ledger:
        began = perf_counter()
        Writer(ledger, Run(coder="originals")).add(originals)
        settle(ledger)
        share = (perf_counter() - began) / coding_seconds
        fill = _timed(lambda: _fill(ledger, originals, max(0, reports - DAY)))
        day = _day(ledger, originals)
        (counts,) = ledger.rows(
            "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM reports), (SELECT count(*) FROM events)"
        )
        asked = {name: _timed(lambda q=question: q(ledger)) for name, question in _questions().items()}  # type: ignore[misc]
    return Figures(
        documents=counts[0], reports=counts[1], events=counts[2], fill_seconds=fill, share_of_coding=round(share, 3),
        day_seconds=day, questions=asked, megabytes=round(path.stat().st_size / 1e6, 1), peak_megabytes=resident(),
    )  # fmt: skip


def _timed(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return round(perf_counter() - began, 3)


def _fill(ledger: Ledger, originals: Sequence[tuple[Document, Analysis]], reports: int) -> None:
    told, unmerged = 0, 0
    made = variants(originals, random.Random(1))  # noqa: S311 -- no secret
    writer = Writer(ledger, Run(coder="variants"))
    while told < reports:
        new = writer.add(list(islice(made, _CHUNK))).reports
        told, unmerged = told + new, unmerged + new
        if unmerged >= _SETTLE:
            settle(ledger)
            unmerged = 0
    settle(ledger)


def _day(ledger: Ledger, originals: Sequence[tuple[Document, Analysis]]) -> float:
    """Seconds of tracing and merging a day's reports, which are all of one day."""
    made = variants(originals, random.Random(2), days=1)  # noqa: S311 -- no secret
    writer = Writer(ledger, Run(coder="a day's variants"))
    told = 0
    while told < DAY:
        told += writer.add(list(islice(made, _CHUNK))).reports
    return _timed(lambda: settle(ledger))


def _questions() -> dict[str, Callable[[Ledger], object]]:
    return {
        "events of a dyad in a year": lambda held: held.events(
            actor="RUS", recipient="UKR", since="2020-01-01", until="2020-12-31", limit=100
        ),
        "events told by two origins": lambda held: held.events(origins=2, order="origins", limit=100),
        "events with a word": lambda held: held.events(text="minister", limit=100),
        "events with a name": lambda held: held.events(actor="Ministry", limit=100),
        "dyad-month table": lambda held: held.dyads(by="month"),
        "country-month table": lambda held: held.actors(by="month"),
        "sources": lambda held: held.sources(),
        "one event": lambda held: held.show(held.rows("SELECT max(id) FROM events")[0][0]),
    }  # fmt: skip


def variants(
    originals: Sequence[tuple[Document, Analysis]], chance: random.Random, days: int = 365 * _YEARS
) -> Iterator[tuple[Document, Analysis]]:
    """The documents told again without end, each time with other countries, days, places and words.

    Args:
        originals: coded documents.
        chance: the only source of randomness.
        days: the new days lie within so many after 2019-01-01.
    """
    codes = sorted({e.code for _, a in originals for v in a.events for e in (*v.actor, *v.recipient) if e.code})
    pool: dict[int, list[str]] = {}
    for document, _ in originals:
        for word in document.text.split():
            if word.isalpha() and word.islower() and len(word) >= _LONG:
                pool.setdefault(len(word), []).append(word)
    for number, (document, analysis) in enumerate(cycle(originals), start=1):
        yield _Variant(chance, codes, pool, days, f"v{days}-{number}").of(document, analysis)


class _Variant:
    """One retelling: which country stands for which, how many days later, what is exchanged."""

    def __init__(
        self, chance: random.Random, codes: Sequence[str], pool: dict[int, list[str]], days: int, name: str
    ) -> None:
        others = list(codes)
        chance.shuffle(others)
        self.codes = dict(zip(codes, others, strict=True))
        self.chance, self.pool, self.name = chance, pool, name
        self.to = date(2019, 1, 1) + timedelta(days=chance.randrange(days))
        self.east, self.place = chance.uniform(-20, 20), chance.randrange(5000)

    def of(self, document: Document, analysis: Analysis) -> tuple[Document, Analysis]:
        from_day = date.fromisoformat(document.published) if document.published else self.to
        self.later = (self.to - from_day).days
        text = "".join(map(self._word, _pieces(document.text)))
        told = msgspec.structs.replace(
            document, id=self.name, url=None, text=text, published=self.to.isoformat(),
            publisher=f"paper {self.chance.randrange(400)}",
        )  # fmt: skip
        events = [self._event(e, n) for n, e in enumerate(analysis.events, start=1)]
        times = [
            msgspec.structs.replace(t, begin=self._day(t.begin), finish=self._day(t.finish)) for t in analysis.times
        ]
        return told, msgspec.structs.replace(
            analysis, id=self.name, events=events, times=times, places=[self._where(p) for p in analysis.places],
            statements=[self._statement(s) for s in analysis.statements],
        )  # fmt: skip

    def _word(self, piece: str) -> str:
        known = self.pool.get(len(piece)) if piece.islower() and len(piece) >= _LONG else None
        return self.chance.choice(known) if known and self.chance.random() < _EXCHANGED else piece

    def _day(self, day: str | None) -> str | None:
        try:
            return (date.fromisoformat(day) + timedelta(days=self.later)).isoformat() if day else None
        except (ValueError, OverflowError):
            return None

    def _who(self, entities: Sequence[Entity]) -> list[Entity]:
        return [msgspec.structs.replace(e, code=self.codes.get(e.code or "", e.code)) for e in entities]

    def _where(self, place: Place) -> Place:
        lon = None if place.lon is None else round((place.lon + self.east + 180) % 360 - 180, 4)
        return msgspec.structs.replace(
            place, lon=lon, geonameid=place.geonameid and place.geonameid + self.place,
            country_code=self.codes.get(place.country_code or "", place.country_code),
        )  # fmt: skip

    def _event(self, e: Event, number: int) -> Event:
        return msgspec.structs.replace(
            e, id=f"{self.name}-{number}", doc_id=self.name, date=self._day(e.date), enddate=self._day(e.enddate),
            actor=self._who(e.actor), recipient=self._who(e.recipient), said_by=self._who(e.said_by),
            event_loc=self._where(e.event_loc) if e.event_loc else None,
        )  # fmt: skip

    def _statement(self, s: Statement) -> Statement:
        start, end = (self._day(s.due.start), self._day(s.due.end)) if s.due else (None, None)
        return msgspec.structs.replace(
            s, speaker=self._who([s.speaker])[0] if s.speaker else None, due=Due(start, end) if start and end else None
        )


def _pieces(text: str) -> Iterator[str]:
    """Words and what stands between them; joined they are the text again."""
    at = 0
    for end, letter in enumerate(text):
        if end > at and letter.isalpha() != text[at].isalpha():
            yield text[at:end]
            at = end
    yield text[at:]


def coded_inputs(inputs: Sequence[Path], settings: Settings) -> tuple[list[Coded], float]:
    """Real documents coded, and the seconds that it took with everything loaded.

    Raises:
        CallError: an input is not there.
    """
    from redshank.pipeline import load
    from redshank.reading.rows import document_from_row
    from redshank.reading.sources import read_inputs
    from redshank.runner.local import run
    from redshank.runner.progress import watched
    from redshank.runner.sample import PUBLISHED, sample_text

    own: list[Any] = [document_from_row({"id": "sample", "text": sample_text(), "published": PUBLISHED})]
    documents = list(read_inputs(inputs, settings)) if inputs else own
    load(settings)
    began = perf_counter()
    coded = [o for o in watched(run(documents, settings), len(documents)) if isinstance(o, Coded)]
    return coded, perf_counter() - began
