"""Corrections as JSON lines that a person can edit: written from a ledger, read back into it, checked line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from redshank.errors import CallError, DocumentError
from redshank.formats.base import Beside
from redshank.ledger.correcting import Codebook
from redshank.ledger.corrections import Correction, Kind, Name, Verdict, found, held, names_of, now, record, withdraw
from redshank.ledger.fields import FIELDS
from redshank.ledger.questions import ask
from redshank.ledger.store import Ledger
from redshank.ledger.verdicts import RELATIONS, partners

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# What of a thing that is no report can be corrected.
_OTHER_FIELDS = {"merge": ("event",), "origin": ("origin",), "link": ("relation",)}


class Line(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One correction; what is read is in docs/review.md.

    Attributes:
        document, content, sentence, words, act, event, actor, recipient: what names the report.
        value: what the field should be; must be there (it may be null) in a verdict 'correct'.
        text, state, why: for the reader's eyes; they are not read.
    """

    kind: Kind
    verdict: Verdict
    field: str | None = None
    value: Any = msgspec.UNSET
    before: Any = None
    reason: str | None = None
    author: str
    made: str | None = None
    document: str
    sentence: tuple[int, int] | None = None
    event: str | None = None
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    other: dict[str, Any] | None = None
    act: int | None = None
    words: str | None = None
    content: str | None = None
    text: str | None = None
    state: str | None = None
    why: str | None = None


# -- out --------------------------------------------------------------------------------------------------------------


def dump(connection: DuckDBPyConnection, path: Path) -> int:
    """Write all corrections, oldest first, to a file that is whole or not there; how many.

    Raises:
        CallError: the file cannot be written.
        LedgerError: the ledger is damaged.
    """
    corrections = held(connection)
    states = {
        row["correction"]: row
        for row in ask(
            connection,
            "SELECT s.correction, s.state, s.why, r.sentence"
            " FROM correction_states s LEFT JOIN coder_reports r USING (report)",
        ).to_pylist()
    }
    place = Beside(path)
    try:
        with place.temporary.open("wb") as file:
            for c in corrections:
                file.write(msgspec.json.encode(_line(c, states.get(c.number, {}))) + b"\n")
        place.keep()
    except OSError as error:
        place.drop()
        raise CallError(f"cannot be written: {error.strerror or error}", where=str(path)) from None
    return len(corrections)


def _line(c: Correction, state: dict[str, Any]) -> Line:
    n = c.name
    return Line(
        kind=c.kind,
        verdict=c.verdict,
        field=c.field,
        value=c.after if c.verdict == "correct" else msgspec.UNSET,
        before=c.before if c.verdict == "correct" or c.kind == "report" else None,
        reason=c.reason,
        author=c.author,
        made=f"{c.made.isoformat(timespec='microseconds')}Z",
        document=n.key,
        sentence=(n.start, n.end) if n.start is not None and n.end is not None else None,
        event=n.event,
        actor=n.actor,
        recipient=n.recipient,
        other=c.other,
        act=n.act,
        words=n.words,
        content=n.content,
        text=state.get("sentence"),
        state=state.get("state", "not settled yet"),
        why=state.get("why"),
    )


# -- in ---------------------------------------------------------------------------------------------------------------


@dataclass
class Loaded:
    """What became of the lines of a file."""

    new: int = 0
    changed: int = 0
    known: int = 0
    faults: list[DocumentError] = field(default_factory=list)


@dataclass
class _Read:
    """A line that could be read: where it stands, what it says, and whether it says when."""

    where: str
    correction: Correction
    timed: bool


def load(ledger: Ledger, path: Path, codebook: Codebook) -> Loaded:
    """Take in the lines of a file that are sound, and new or edited; the others are told.

    A line is a correction that is there already where author, time, thing and field are the same; without a time,
    where all else is the same.

    Raises:
        CallError: there is no such file.
        LedgerError: the ledger cannot be written.
    """
    told = Loaded()
    read = list(_read(path, told.faults))
    sound = _there(ledger.connection, _checked(ledger.connection, read, codebook, told.faults), told.faults)
    before = {(_thing(c), c.made): c for c in held(ledger.connection)}
    untimed = {(_thing(c), _says(c)) for c in before.values()}
    new, gone = [], []
    for r in sound:
        thing, said = _thing(r.correction), _says(r.correction)
        old = before.get((thing, r.correction.made)) if r.timed else None
        if (old is not None and _says(old) == said) or (not r.timed and (thing, said) in untimed):
            told.known += 1
            continue
        told.changed += old is not None
        told.new += old is None
        gone += [old.number] if old is not None and old.number else []
        new.append(r.correction)
        before[thing, r.correction.made] = r.correction
        untimed.add((thing, said))
    record(ledger, new)
    withdraw(ledger, gone)
    told.faults.sort(key=lambda fault: int((fault.where or "").rpartition(":")[2] or 0))
    return told


def _thing(c: Correction) -> tuple[Any, ...]:
    n = c.name
    return (c.kind, n.key, n.start, n.end, n.event, n.actor, n.recipient, n.act, _plain(c.other), c.field, c.author)


def _says(c: Correction) -> tuple[Any, ...]:
    return (c.verdict, _plain(c.after), c.reason)


def _plain(value: Any) -> bytes:
    return msgspec.json.encode(value, order="sorted")


def _read(path: Path, faults: list[DocumentError]) -> Iterator[_Read]:
    """The lines that have the shape of one."""
    if not path.is_file():
        raise CallError("no such file", where=str(path))
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            where = f"{path}:{number}"
            if not line.strip():
                continue
            try:
                given = msgspec.json.decode(line, type=Line)
                yield _Read(where, _correction(given), given.made is not None)
            except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as error:
                faults.append(DocumentError(f"no correction: {error}", where=where))


def _correction(line: Line) -> Correction:
    """What a line says.

    Raises:
        ValueError: it contradicts itself, or lacks something.
    """
    if not line.author.strip():
        raise ValueError("nobody is named as its author")
    known = FIELDS if line.kind == "report" else _OTHER_FIELDS[line.kind]
    if line.verdict == "correct" and line.field not in known:
        raise ValueError(f"unknown field {line.field!r} (known: {', '.join(known)})")
    if line.verdict == "correct" and line.value is msgspec.UNSET:
        raise ValueError(f"what {line.field} should be is not said: 'value' is missing")
    if line.verdict != "correct" and (line.field is not None or line.value is not msgspec.UNSET):
        raise ValueError(f"a verdict {line.verdict!r} is on the whole, and has no field and no value")
    if line.kind in ("report", "merge") and (line.sentence is None or line.event is None):
        raise ValueError("a report is named by document, sentence, event, actor and recipient")
    _check_other(line)
    return Correction(
        kind=line.kind,
        verdict=line.verdict,
        field=line.field,
        name=_name(line),
        other=line.other,
        before=line.before,
        after=None if line.value is msgspec.UNSET else line.value,
        reason=line.reason,
        author=line.author.strip(),
        made=_time(line.made) if line.made is not None else now(),
    )


def _check_other(line: Line) -> None:
    """What only merges, origins and links have.

    Raises:
        ValueError: it is missing.
        msgspec.ValidationError: it has another shape.
    """
    other = line.other or {}
    if line.kind == "merge":
        msgspec.convert(other.get("with"), Name)
        if line.verdict == "correct":
            msgspec.convert(line.value, Name)
    elif line.kind == "origin" and not isinstance(other.get("origin"), str):
        raise ValueError('an origin is named by \'other\', too: {"origin": "reuters"}')
    elif line.kind == "origin" and line.verdict == "correct" and not (isinstance(line.value, str) and line.value):
        raise ValueError('the value is the name of an origin, such as "reuters"')
    elif line.kind == "link" and not {"relation", "document", "start", "end"} <= other.keys():
        raise ValueError("a link is named by 'other', too: relation, document, start, end")
    elif line.kind == "link" and line.verdict == "correct" and line.value not in RELATIONS:
        raise ValueError(f"no relation {line.value!r} (known: {', '.join(RELATIONS)})")


def _name(line: Line) -> Name:
    start, end = line.sentence or (None, None)
    return Name(
        key=line.document,
        content=line.content or "",
        start=start,
        end=end,
        words=line.words,
        act=line.act,
        event=line.event,
        actor=line.actor,
        recipient=line.recipient,
    )


def _time(text: str) -> datetime:
    try:
        made = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no time: write 2026-11-25T12:00:00Z") from None
    return made.astimezone(UTC).replace(tzinfo=None) if made.tzinfo else made


def _checked(
    connection: DuckDBPyConnection, read: Sequence[_Read], codebook: Codebook, faults: list[DocumentError]
) -> list[_Read]:
    """Those whose values can be, in their one form; modes are those of any category that the report is said to have."""
    events: dict[tuple[Any, ...], set[str]] = {}
    for c in (*held(connection, "report"), *(r.correction for r in read)):
        if c.field == "event" and isinstance(c.after, str):
            events.setdefault(_thing(c)[1:8], set()).add(c.after.upper())
    sound = []
    for r in read:
        c = r.correction
        try:
            if c.kind == "report" and c.verdict == "correct" and c.field:
                categories = [c.name.event or "", *sorted(events.get(_thing(c)[1:8], ()))]
                r.correction = msgspec.structs.replace(c, after=_value(codebook, c.field, c.after, categories))
            sound.append(r)
        except ValueError as error:
            faults.append(DocumentError(str(error), where=r.where))
    return sound


def _value(codebook: Codebook, name: str, value: Any, categories: Sequence[str]) -> Any:
    fault = ValueError(f"no value of {name}")
    for category in categories:
        try:
            return codebook.checked(name, value, category)
        except ValueError as error:
            fault = error
    raise fault


def _there(connection: DuckDBPyConnection, read: Sequence[_Read], faults: list[DocumentError]) -> list[_Read]:
    """Those whose thing is in the ledger, in this or an earlier version of its document; named in full."""
    content = dict(connection.execute("SELECT key, content_hash FROM current_documents").fetchall()) if read else {}
    for r in read:
        name = r.correction.name
        if not name.content and not name.words:  # written by hand: the sentence is where the current text has it
            name = msgspec.structs.replace(name, content=content.get(name.key, ""))
            r.correction = msgspec.structs.replace(r.correction, name=name)
    of_reports = [r.correction for r in read if r.correction.kind in ("report", "merge")]
    named = found(connection, of_reports, everywhere=True)
    partner = found(connection, partners([c for c in of_reports if c.kind == "merge"]), everywhere=True)
    full = names_of(connection, [n for n in named.values() if n is not None])
    sound = []
    for r in read:
        c = r.correction
        missing = _missing(c, named, partner, content)
        if missing:
            faults.append(DocumentError(missing, where=r.where))
            continue
        report = named.get(c.name)
        if report is not None and c.name.words is None:
            r.correction = msgspec.structs.replace(c, name=full[report])
        sound.append(r)
    return sound


def _missing(
    c: Correction, named: dict[Name, int | None], partner: dict[Name, int | None], content: dict[str, str]
) -> str | None:
    """What a correction is about and the ledger does not have; None where all is there."""
    n = c.name
    if n.key not in content:
        return f"no document {n.key!r} in the ledger"
    if c.kind in ("report", "merge") and named[n] is None:
        sides = f"{','.join(n.actor) or '-'} to {','.join(n.recipient) or '-'}"
        return f"no such report: {n.event} by {sides} in the sentence {n.start}-{n.end} of {n.key!r}"
    if c.kind == "merge" and any(partner[p.name] is None for p in partners([c])):
        return "no such report as it was merged with"
    return None
