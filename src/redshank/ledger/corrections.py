"""What a person said of a report, a merge, an origin or a link: kept with author and time, found again after re-coding.

A correction names its report by what does not change when the document is coded again: the document's key, the sentence
and, as the coder had them, category and sides. ``correcting.py`` applies what is kept here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from redshank.errors import LedgerError
from redshank.ledger.questions import ask
from redshank.ledger.store import Ledger
from redshank.ledger.write import arrow

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Kind = Literal["report", "merge", "origin", "link"]
Verdict = Literal["accept", "correct", "reject"]
SIDES = ("actor", "recipient")
Codes = tuple[str, ...]
_NEAR = 20  # characters: another coder may count an auxiliary verb to the act


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """What names a report over all codings of its document; of an origin, only the document.

    Attributes:
        key, content: the document's key, and the hash of its text and facts at the time.
        start, end: the sentence; while the content is the same it is found by them.
        words: hash of the sentence's words; in a changed document it is found by them.
        act: where the act stands, counted from the start of the sentence.
        event, actor, recipient: category and codes as the coder had them.
    """

    key: str
    content: str
    start: int | None = None
    end: int | None = None
    words: str | None = None
    act: int | None = None
    event: str | None = None
    actor: Codes = ()
    recipient: Codes = ()


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """One verdict on a whole thing, or on one field of it.

    Attributes:
        other: the report merged with, the origin, or the link; what the kind needs beside the name.
        before: the field as the person saw it; all fields of a report, where the verdict is on the whole.
        after: the field as it should be.
        made: when (UTC).
        number: in the ledger; 0 until it is written.
    """

    kind: Kind
    verdict: Verdict
    name: Name
    author: str
    made: datetime
    field: str | None = None
    other: dict[str, Any] | None = None
    before: Any = None
    after: Any = None
    reason: str | None = None
    number: int = 0


def now() -> datetime:
    """The time of a verdict: UTC, as the ledger keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


# -- written and read -------------------------------------------------------------------------------------------------


def record(ledger: Ledger, corrections: Sequence[Correction]) -> list[Correction]:
    """Keep corrections: when this returns, they are on the disk; with their numbers.

    Raises:
        LedgerError: the disk is full, or the file cannot be written.
    """
    with ledger.transaction() as connection:
        ((last,),) = connection.execute("SELECT coalesce(max(correction), 0) FROM corrections").fetchall()
        kept = [msgspec.structs.replace(c, number=last + n) for n, c in enumerate(corrections, start=1)]
        if kept:
            connection.register("new", arrow(connection, "corrections", map(_row, kept)))
            connection.execute("INSERT INTO corrections SELECT * FROM new")
            connection.unregister("new")
    return kept


def withdraw(ledger: Ledger, numbers: Iterable[int]) -> None:
    """Take corrections back, as if they had not been made; what they changed is put right by the next ``correct``.

    Raises:
        LedgerError: the file cannot be written.
    """
    with ledger.transaction() as connection:
        connection.execute("DELETE FROM corrections WHERE correction IN (SELECT unnest(?))", [list(numbers)])


def held(connection: DuckDBPyConnection, *kinds: Kind) -> list[Correction]:
    """All corrections of some kinds (of all, without), oldest first.

    Raises:
        LedgerError: the ledger has no such table, or is damaged.
    """
    import duckdb

    query = "SELECT * FROM corrections WHERE len(?) = 0 OR list_contains(?, kind) ORDER BY made, correction"
    try:  # not by ``ask``, which cannot follow a query of somebody else that was not read to its end
        rows = connection.execute(query, [list(kinds), list(kinds)]).fetchall()
        columns = [column[0] for column in connection.description or ()]
    except duckdb.Error as error:
        raise LedgerError(str(error).strip().splitlines()[0][:300]) from None
    return [_correction(dict(zip(columns, row, strict=True))) for row in rows]


def _row(c: Correction) -> tuple[Any, ...]:
    n = c.name
    return (
        *(c.number, c.kind, c.verdict, c.field, n.key, n.content, n.start, n.end, n.words, n.act, n.event),
        *(list(n.actor), list(n.recipient), _json(c.other), _json(c.before), _json(c.after)),
        *(c.reason, c.author, c.made),
    )


def _json(value: Any) -> str | None:
    return None if value is None else msgspec.json.encode(value).decode()


def _correction(row: dict[str, Any]) -> Correction:
    def plain(column: str) -> Any:
        return None if row[column] is None else msgspec.json.decode(row[column])

    return Correction(
        kind=row["kind"],
        verdict=row["verdict"],
        name=_name(row),
        author=row["author"],
        made=row["made"],
        field=row["field"],
        other=plain("other"),
        before=plain("before"),
        after=plain("after"),
        reason=row["reason"],
        number=row["correction"],
    )


def _name(row: dict[str, Any]) -> Name:
    return Name(
        key=row["key"],
        content=row["content_hash"],
        start=row["sentence_start"],
        end=row["sentence_end"],
        words=row["words_hash"] if "words_hash" in row else words_hash(row["words"]),
        act=row["act"],
        event=row["event"],
        actor=tuple(row["actor_codes"] or ()),
        recipient=tuple(row["recipient_codes"] or ()),
    )


def words_hash(words: Sequence[int]) -> str | None:
    """One short hash of a sentence's words; None where there are none to go by."""
    return blake2b(",".join(map(str, words)).encode(), digest_size=8).hexdigest() if words else None


# -- names and what they name -----------------------------------------------------------------------------------------

# Every report as the coder left it, with its document and the place of its act. What is asked for is put behind it.
_CODED = """
WITH wanted AS (SELECT doc, key, content_hash, superseded_by FROM documents WHERE {documents}),
coded AS (SELECT * FROM coder_reports WHERE doc IN (SELECT doc FROM wanted) AND {reports}),
acts AS (SELECT v.report, min(v."start" - c.sentence_start) AS act
         FROM coder_evidence v JOIN coded c USING (report)
         WHERE v.role = 'trigger' AND v."start" BETWEEN c.sentence_start AND c.sentence_end GROUP BY v.report)
SELECT c.report, w.key, w.content_hash, w.superseded_by IS NULL AS current, c.sentence_start, c.sentence_end, c.words,
       a.act, c.event, c.actor_codes, c.recipient_codes
FROM coded c JOIN wanted w USING (doc) LEFT JOIN acts a USING (report) ORDER BY c.report"""


def names_of(connection: DuckDBPyConnection, reports: Sequence[int]) -> dict[int, Name]:
    """What names each of some reports."""
    query = _CODED.format(
        documents="doc IN (SELECT doc FROM coder_reports WHERE report IN (SELECT unnest(?)))",
        reports="report IN (SELECT unnest(?))",
    )
    table = ask(connection, query, [list(reports), list(reports)])
    return {row["report"]: _name(row) for row in table.to_pylist()}


def found(
    connection: DuckDBPyConnection, corrections: Iterable[Correction], *, everywhere: bool = False
) -> dict[Name, int | None]:
    """The report that each correction's name names now; None where there is none any more.

    A report fits where it tells of the same sentence and its category and sides are, each, what the coder had or what
    they were corrected to. Where several fit, the one whose act stands where it stood does.

    Args:
        connection: of the ledger.
        corrections: of reports (or of merges, for their first reports).
        everywhere: look in superseded versions, too.
    """
    forms = _forms(corrections)
    keys = sorted({name.key for name in forms})
    documents = "key IN (SELECT unnest(?))" + ("" if everywhere else " AND superseded_by IS NULL")
    table = ask(connection, _CODED.format(documents=documents, reports="true"), [keys])
    by_key: dict[str, list[tuple[int, Name]]] = defaultdict(list)
    for row in table.to_pylist():
        by_key[row["key"]].append((row["report"], _name(row)))
    pairs = [
        (distance, order, report)
        for order, (name, (events, actors, recipients)) in enumerate(forms.items())
        for report, coded in by_key[name.key]
        if coded.event in events and coded.actor in actors and coded.recipient in recipients
        and (distance := _distance(name, coded)) is not None
    ]  # fmt: skip
    return _assigned(list(forms), pairs)


def _forms(corrections: Iterable[Correction]) -> dict[Name, tuple[set[str | None], set[Codes], set[Codes]]]:
    """Each name with the categories and the sides' codes that its report may have now."""
    forms: dict[Name, tuple[set[str | None], set[Codes], set[Codes]]] = {}
    for c in corrections:
        events, actors, recipients = forms.setdefault(c.name, ({c.name.event}, {c.name.actor}, {c.name.recipient}))
        if c.verdict != "correct" or c.kind != "report":
            continue
        if c.field == "event":
            events.add(c.after)
        elif c.field in SIDES:
            (actors if c.field == "actor" else recipients).add(codes_of(c.after))
    return forms


def codes_of(parties: Sequence[dict[str, Any]] | None) -> Codes:
    """The codes of parties, each once, in order: as a report has them."""
    return tuple(dict.fromkeys(p["code"] for p in parties or () if p.get("code")))


def _distance(name: Name, coded: Name) -> tuple[int, int, int] | None:
    """How far a coded report is from a name; None where it is another sentence, or another act in it."""
    same_words = name.words is not None and name.words == coded.words
    if not same_words and not (name.content == coded.content and _meet(name, coded)):
        return None
    moved = (name.start, name.end) != (coded.start, coded.end)
    act = _apart(name, coded)
    changed = (name.event, name.actor, name.recipient) != (coded.event, coded.actor, coded.recipient)
    return (int(moved), act, int(changed)) if act <= _NEAR else None


def _apart(name: Name, coded: Name) -> int:
    """Characters between two acts, each counted from its sentence; from the text, where the sentence was cut anew."""
    if name.act is None or coded.act is None:
        return 0
    shift = 0
    if name.words != coded.words and name.start is not None and coded.start is not None:
        shift = name.start - coded.start
    return abs(name.act + shift - coded.act)


def _meet(name: Name, coded: Name) -> bool:
    if None in (name.start, name.end, coded.start, coded.end):
        return False
    return name.start < coded.end and coded.start < name.end  # type: ignore[operator]  # none of them is None


def _assigned(names: Sequence[Name], pairs: Iterable[tuple[tuple[int, int, int], int, int]]) -> dict[Name, int | None]:
    """The nearest report for each name; names of two acts in one sentence never get one report."""
    given: dict[Name, int | None] = dict.fromkeys(names)
    taken: dict[int, int | None] = {}
    for _, order, report in sorted(pairs):
        name = names[order]
        if given[name] is None and taken.setdefault(report, name.act) == name.act:
            given[name] = report
    return given
