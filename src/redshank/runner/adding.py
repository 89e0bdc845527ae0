"""Inputs into a ledger: coded on the way, or coded before; written in chunks, then traced to origins and merged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from redshank.errors import DocumentError
from redshank.formats.codebook import PloverCodebook
from redshank.ledger import Ledger
from redshank.ledger.claims import contest
from redshank.ledger.commitments import follow, reopen
from redshank.ledger.correcting import correct
from redshank.ledger.events import renew_counts
from redshank.ledger.merging import merge_pending
from redshank.ledger.origins import trace_origins
from redshank.ledger.rows import Keep
from redshank.ledger.verdicts import correct_links, correct_origins, decide_merges, reopen_origins
from redshank.ledger.write import Added, Run, Writer
from redshank.predicates.follow_model import own_follow_model
from redshank.reading.sources import count_inputs, read_inputs
from redshank.records import Analysis, Document
from redshank.runner.coded_lines import Line
from redshank.runner.identity import run_of
from redshank.runner.local import run
from redshank.runner.progress import watched
from redshank.settings import Settings

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# Documents in one transaction: what a kill can cost is the coding of so many.
CHUNK = 64

T = TypeVar("T")
Told = Callable[[DocumentError], None]


def add_documents(
    path: Path, inputs: Sequence[Path], settings: Settings, *, keep: Keep = "all", following: bool = True, failed: Told
) -> Added:
    """Code the documents that the ledger does not have yet, and add them.

    Args:
        path: the ledger, made where there is none.
        inputs: files, folders, '-'.
        settings: how to code.
        keep: what of the texts goes in.
        following: whether commitments are followed up, too.
        failed: told of each document that failed.

    Raises:
        CallError: an input is not there.
        LedgerError: the ledger cannot be opened or written.
    """
    documents = read_inputs(inputs, settings)
    with Ledger(path) as ledger:
        writer = Writer(ledger, run_of(settings), keep)
        told = Added()
        outcomes = watched(run(_unknown(documents, writer, told), settings), count_inputs(inputs))
        pairs = ((o.document, o.analysis) for o in _sound(outcomes, failed))
        _write(pairs, writer, told)
        settle(ledger)
        if following:
            follow_up(ledger)
    return told


def add_lines(path: Path, lines: Iterable[Line | DocumentError], *, keep: Keep = "all", failed: Told) -> Added:
    """Add documents that were coded before; as ``add_documents``. Their texts are not there, only their records.

    Without text there is nothing to follow up.

    Raises:
        LedgerError: the ledger cannot be opened or written.
    """
    with Ledger(path) as ledger:
        told = Added()
        waiting: dict[str, list[tuple[Document, Analysis]]] = {}
        for line in _sound(watched(lines), failed):
            held = waiting.setdefault(line.coder, [])
            held.append((line.document, line.analysis))
            if len(held) == CHUNK:
                told.more(Writer(ledger, Run(coder=line.coder), keep).add(held))
                held.clear()
        for coder, held in waiting.items():
            told.more(Writer(ledger, Run(coder=coder), keep).add(held))
        settle(ledger)
    return told


def settle(ledger: Ledger) -> int:
    """Trace origins and merge what is not merged yet, also what a run that was killed left; reports merged.

    Readers' corrections are applied on the way: to what was traced and coded before merging, to what was merged after.
    """
    with ledger.transaction() as connection:
        reopen_origins(connection)
        traced = trace_origins(connection)
        correct_origins(connection)
        changed = correct(connection, PloverCodebook())
        merged = merge_pending(connection)
        renew_counts(connection, _events_of(connection, traced))
    decide_merges(ledger)
    with ledger.transaction() as connection:
        reopen(connection, changed)
        correct_links(connection)
        contest(connection, changed)
    return merged


def follow_up(ledger: Ledger) -> int:
    """Read what was demanded and promised in documents that came in since the last time, and what became of it.

    Apart from ``settle`` because a model reads: it costs some hundredths of a second a document.

    Returns:
        how many documents were read.
    """
    with ledger.transaction() as connection:
        read = follow(connection, own_follow_model)
        correct_links(connection)
    return read


def _events_of(connection: DuckDBPyConnection, documents: Sequence[int]) -> list[int]:
    """Events told by documents, whose numbers of origins may have changed."""
    found = connection.execute(
        "SELECT DISTINCT m.event FROM members m JOIN reports r USING (report) WHERE r.doc IN (SELECT unnest(?))",
        [list(documents)],
    ).fetchall()
    return [event for (event,) in found]


def _unknown(
    documents: Iterable[Document | DocumentError], writer: Writer, told: Added
) -> Iterator[Document | DocumentError]:
    """What the ledger does not have from this run: the rest need not be coded again."""
    for document in documents:
        if isinstance(document, Document) and writer.known(document):
            told.known += 1
        else:
            yield document


def _sound(outcomes: Iterable[T | DocumentError], failed: Told) -> Iterator[T]:
    for outcome in outcomes:
        if isinstance(outcome, DocumentError):
            failed(outcome)
        else:
            yield outcome


def _write(pairs: Iterator[tuple[Document, Analysis]], writer: Writer, told: Added) -> None:
    while chunk := list(islice(pairs, CHUNK)):
        told.more(writer.add(chunk))
