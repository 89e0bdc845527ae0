"""What was corrected, in the forms that others read: training sentences, gold, a user's roster, rows of the lexicon.

Only reports that somebody reviewed go out, as they stand corrected.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import msgspec

from redshank.errors import CallError, DataError
from redshank.formats.base import Beside
from redshank.ledger.corrections import Correction
from redshank.ledger.fields import PARTIES, Record, records_of, same
from redshank.ledger.questions import ask
from redshank.ledger.reviewing import reviewed
from redshank.lexicons.importing.base import UserRow, checked
from redshank.lexicons.importing.collect import collect, written
from redshank.lexicons.tables import numbered

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NONE = "NONE"
OFTEN = 3  # documents in which the category of a word was corrected alike: then the lexicon may be at fault
_FRAME = re.compile(r"by the frame (\w+):(\d+) (\S+)$")
_FRAME_COLUMNS = ("lemma", "pos", "needs", "event", "mode", "actor", "recipient", "flags")
_FORMS = (("negation", "negated"), ("future", "future"), ("hypothetical", "conditional"))
_BRACKETS = str.maketrans("[]{}\t\n\r", "()()   ")  # marks and columns of the corpus
_SLOT = re.compile(r"\$[A-Z]+\d")


@dataclass
class Exported:
    """What went out, and how many of the reviewed reports did not, by reason."""

    written: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class _Reviewed:
    """A report that somebody reviewed.

    Attributes:
        record: as it stands; as the coder left it where it was rejected.
        coded: as the coder left it.
        said: what was said of it, oldest first.
    """

    record: Record
    coded: Record
    said: Sequence[Correction]
    rejected: bool


def _reviewed(connection: DuckDBPyConnection) -> list[_Reviewed]:
    said = reviewed(connection)
    coded = records_of(connection, list(said), coder=True)
    now = records_of(connection, list(said))
    return [_Reviewed(now.get(r, coded[r]), coded[r], said[r], r not in now) for r in sorted(said)]


@contextmanager
def _file(path: Path) -> Iterator[IO[str]]:
    """A text file that is whole or not there."""
    place = Beside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with place.temporary.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        place.keep()
    except OSError as error:
        place.drop()
        raise CallError(f"cannot be written: {error.strerror or error}", where=str(path)) from None


# -- training sentences -----------------------------------------------------------------------------------------------


def export_training(connection: DuckDBPyConnection, folder: Path) -> Exported:
    """Marked sentences for ``redshank train``, in ``corrections.tsv``.

    Reports that are right or were put right have their category, rejected ones NONE.

    Raises:
        CallError: the file cannot be written.
    """
    told = Exported()
    lines: dict[str, None] = {}
    for r in _reviewed(connection):
        line, fault = _sentence_line(connection, r)
        if fault:
            told.left_out[fault] += 1
        else:
            lines.setdefault(line)
    told.written = len(lines)
    with _file(folder / "corrections.tsv") as file:
        file.writelines(f"{line}\n" for line in lines)
    return told


def _sentence_line(connection: DuckDBPyConnection, r: _Reviewed) -> tuple[str, str]:
    """The line of a report, or why there is none."""
    row = r.record.row
    if not row["sentence"]:
        return "", "no text was kept"
    marked, parties = _marked(connection, r)
    if not parties:
        return "", "no party stands in the sentence"
    if _SLOT.search(marked):
        return "", "the sentence has a word that training would fill ($ABC1)"
    if r.rejected:
        return "\t".join((NONE, "-", "-", _form(row), marked)), ""
    modes, aux = (",".join(row[c]) or "-" for c in ("mode", "aux"))
    return "\t".join((row["event"], modes, aux, _form(row), marked)), ""


def _form(row: dict[str, Any]) -> str:
    """How the act is told, as far as the record knows."""
    found = [form for aux, form in _FORMS if aux in row["aux"]]
    return found[0] if found else "reported" if row["said_by_codes"] else "active"


def _marked(connection: DuckDBPyConnection, r: _Reviewed) -> tuple[str, int]:
    """The sentence with its marks, and how many parties are marked; where marks would overlap, parties come first."""
    row = r.record.row
    start, sentence = row["sentence_start"], row["sentence"].translate(_BRACKETS)
    triggers = connection.execute(
        'SELECT "start", "end" FROM coder_evidence WHERE report = ? AND role = \'trigger\' ORDER BY "start"',
        [row["report"]],
    ).fetchall()
    parties = [(p["start"], p["end"], p["role"][0].upper()) for p in r.record.participants if p["role"] != "said_by"]
    marks: list[tuple[int, str] | None] = [None] * len(sentence)
    count = 0
    for number, (begin, end, mark) in enumerate([*parties, *((b, e, "T") for b, e in triggers)]):
        places = range(begin - start, end - start)
        if not places or places[0] < 0 or places[-1] >= len(sentence):
            continue
        if mark != "T" and any(marks[place] for place in places):
            continue
        count += mark != "T"
        for place in places:
            marks[place] = marks[place] or (number, mark)
    return "".join(_pieces(sentence, marks)), count


def _pieces(sentence: str, marks: Sequence[tuple[int, str] | None]) -> Iterator[str]:
    at = 0
    while at < len(sentence):
        end = at
        while end < len(sentence) and marks[end] == marks[at]:
            end += 1
        yield _in_marks(sentence[at:end], marks[at])
        at = end


def _in_marks(words: str, mark: tuple[int, str] | None) -> str:
    """Words between their marks; blanks at their ends stay outside."""
    if mark is None or not words.strip():
        return words
    left, right = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    inner = words.strip()
    return f"{left}{{{inner}}}{right}" if mark[1] == "T" else f"{left}[{mark[1]}:{inner}]{right}"


# -- gold -------------------------------------------------------------------------------------------------------------


def export_gold(connection: DuckDBPyConnection, folder: Path) -> Exported:
    """Gold for ``redshank score articles``: each document with a reviewed report and its text, and its events.

    Events that nobody reviewed are marked uncertain: to miss one costs nothing. Rejected ones are left out: to find one
    costs. Statements are not reviewed, and none are given.

    Raises:
        CallError: the folder cannot be written.
    """
    told = Exported()
    seen = {r.record.row["report"]: r for r in _reviewed(connection)}
    docs = sorted({r.record.row["doc"] for r in seen.values()})
    kept = ask(
        connection,
        "SELECT doc, id, title, CAST(published AS VARCHAR) AS published, source AS publisher, url, text FROM documents"
        " WHERE doc IN (SELECT unnest(?)) AND text IS NOT NULL ORDER BY doc",
        [docs],
    ).to_pylist()
    told.left_out["no text was kept"] = len(docs) - len(kept)
    names: set[str] = set()
    for document in kept:
        doc = document.pop("doc")
        name = _file_name(document["id"], names)
        events = [_gold_event(connection, record, document["text"], r in seen) for r, record in _of(connection, doc)]
        gold = {"article": name, "title": document["title"], "published": document["published"], "events": events}
        for suffix, content in (("doc", {**document, "id": name}), ("gold", {**gold, "statements": []})):
            with _file(folder / f"{name}.{suffix}.json") as file:
                file.write(msgspec.json.format(msgspec.json.encode(content), indent=1).decode() + "\n")
        told.written += 1
    return told


def _of(connection: DuckDBPyConnection, doc: int) -> Iterable[tuple[int, Record]]:
    """The reports of a document as they stand."""
    rows = connection.execute("SELECT report FROM reports WHERE doc = ? ORDER BY report", [doc]).fetchall()
    return records_of(connection, [report for (report,) in rows]).items()


def _file_name(identity: str, taken: set[str]) -> str:
    """A document's id as a file's name, each once."""
    plain = re.sub(r"[^\w.-]+", "_", identity).strip("._")[:80] or "document"
    name, number = plain, 1
    while name in taken:
        number += 1
        name = f"{plain}-{number}"
    taken.add(name)
    return name


def _gold_event(connection: DuckDBPyConnection, record: Record, text: str, certain: bool) -> dict[str, Any]:
    row = record.row
    spans = connection.execute(
        'SELECT "start", "end" FROM evidence WHERE report = ? AND role = \'sentence\' ORDER BY rowid', [row["report"]]
    ).fetchall()
    sentences = [text[a:b] for a, b in [(row["sentence_start"], row["sentence_end"]), *spans]]
    place = record.values["place"]
    return {
        "sentence": list(dict.fromkeys(sentences)),
        "trigger": " ".join(row["event_text"]),
        "event": row["event"],
        "mode": row["mode"],
        **{role: [_gold_party(record, p) for p in record.side(role)] for role in ("actor", "recipient")},
        "aux": row["aux"],
        "said_by": [_gold_party(record, p) for p in record.side("said_by")],
        "date": {
            "start": row["date"] and str(row["date"]),
            "end": row["enddate"] and str(row["enddate"]),
            "resolution": row["date_resolution"],
            "assumed": row["date_assumed"],
        },
        "place": place,
        "certain": certain,
        "alt": [],
    }


def _gold_party(record: Record, participant: dict[str, Any]) -> dict[str, Any]:
    who = record.known[participant["entity"]]
    sectors = [s for s in (who["sector"], *who["other_sectors"]) if s]
    text = participant["entity_text"]
    return {"text": text, "name": who["name"] or text, "code": who["code"], "sector": list(dict.fromkeys(sectors))}


# -- a user's roster --------------------------------------------------------------------------------------------------


def export_roster(connection: DuckDBPyConnection, path: Path) -> Exported:
    """Names whose code or sector was corrected, as a roster for ``--actors``.

    An entry holds from the first to the last day on which a report was published in which it was so corrected.

    Raises:
        CallError: the file cannot be written.
    """
    told = Exported()
    days: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for r in _reviewed(connection):
        ((published,),) = connection.execute(
            "SELECT CAST(published AS VARCHAR) FROM documents WHERE doc = ?", [r.record.row["doc"]]
        ).fetchall()
        for name, code, sector in _renamed(r, told):
            days[name, code, sector].append(published or "")
    rows = [row for (name, code, sector), seen in sorted(days.items()) if (row := _row(name, code, sector, seen, told))]
    collected = collect(rows)
    told.written = len(collected.rows)
    with _file(path) as file:
        file.writelines(written(collected.rows))
    return told


def _renamed(r: _Reviewed, told: Exported) -> Iterator[tuple[str, str, str]]:
    """Names of a report that stand there with other codes than the coder gave them."""
    if r.rejected:
        return
    for role in PARTIES:
        if same(role, r.coded.values[role], r.record.values[role]):
            continue
        before = {p["name"] for p in r.coded.values[role]}
        for party in r.record.values[role]:
            name = party["name"]
            if not name or party in r.coded.values[role]:
                continue
            if name not in before and not _named_in(r.record, role, name):
                continue  # somebody else was put there: that says nothing of how a name is to be read
            if not name[0].isupper() or not party["code"]:
                told.left_out["no name, or no code"] += 1
                continue
            yield name, party["code"], party["sector"] or ""


def _named_in(record: Record, role: str, name: str) -> bool:
    return any(p["entity_text"] == name for p in record.side(role))


def _row(name: str, code: str, sector: str, seen: Sequence[str], told: Exported) -> UserRow | None:
    days = sorted(day for day in seen if day)
    cells = {"name": name, "code": code, "sector": sector}
    if days:
        cells |= {"start": days[0], "end": days[-1]}
    try:
        return checked(cells, f"corrections of {name}")
    except DataError as error:
        told.left_out[error.message] += 1
        return None


# -- rows of the lexicon ----------------------------------------------------------------------------------------------


def export_lexicon(connection: DuckDBPyConnection, path: Path) -> Exported:
    """Frames whose category was corrected alike in several documents, with that category, as docs/frames.md has them.

    A word whose reports were rejected becomes a false friend (NONE). Frames that were also found right as often are
    left out: there the words around decide, and a person has to say which.

    Raises:
        CallError: the file cannot be written.
    """
    told = Exported()
    against: dict[tuple[str, int, str], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for r in _reviewed(connection):
        hits = [hit for line in r.coded.row["trace"] if (hit := _FRAME.search(line))]
        if hits:
            frame = (hits[0][1], int(hits[0][2]), hits[0][3])
            event = NONE if r.rejected else r.record.row["event"]
            against[frame][event if event != r.coded.row["event"] else ""].add(r.coded.row["doc"])
    with _file(path) as file:
        file.write("\t".join(_FRAME_COLUMNS) + "\n")
        for (topic, line, lemma), said in sorted(against.items()):
            event, docs = max(
                ((e, d) for e, d in said.items() if e), key=lambda pair: len(pair[1]), default=("", set())
            )
            if len(docs) < OFTEN or len(docs) <= len(said.get("", ())):
                told.left_out["too few corrections alike"] += bool(event)
                continue
            row = _frame(topic, line)
            if row is None:
                told.left_out["a frame that is not in this version's lexicon"] += 1
                continue
            cells = {**row, "lemma": lemma, "event": event, "mode": ""}
            file.write("\t".join(cells.get(c, "") for c in _FRAME_COLUMNS).rstrip("\t") + "\n")
            told.written += 1
    return told


def _frame(topic: str, line: int) -> dict[str, str] | None:
    """The row of the lexicon that a trace names."""
    try:
        return next((row for number, row in numbered(f"frames/{topic}.tsv") if number == line), None)
    except OSError:
        return None


EXPORTS: dict[str, Callable[[DuckDBPyConnection, Path], Exported]] = {
    "training": export_training,
    "gold": export_gold,
    "roster": export_roster,
    "lexicon": export_lexicon,
}
