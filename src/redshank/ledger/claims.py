"""Contested claims: what one actor says to be so and another says is not, in one report or across the ledger.

Each document is read once: its voices (statements, accusations, rejections) and which of them deny which. Voices of
several documents are then compared by their words: a denial in a later report, the same claim told again, a court or a
mission that finds for one side. All of this is a function of two voices alone, so the order in which documents come in
does not matter. At the end the tables ``claims`` and ``claim_sides`` are made anew from the links.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from redshank.ledger.claim_across import compare_across
from redshank.ledger.claim_denials import Denial
from redshank.ledger.claim_denials import claims as is_claim
from redshank.ledger.claim_tables import rebuild
from redshank.ledger.claim_targets import contests
from redshank.ledger.claim_voices import Voice, scenes
from redshank.ledger.write import insert

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_BATCH = 20_000  # documents that are compared at once
_READ = 2000  # documents whose voices are held before they are written down

_NEW = "SELECT doc FROM current_documents WHERE doc NOT IN (SELECT doc FROM claim_documents) ORDER BY doc"
_KNOWN = "CREATE OR REPLACE TEMP TABLE claim_known AS SELECT DISTINCT target FROM claim_links WHERE role = 'denies'"
_GONE = """
CREATE OR REPLACE TEMP TABLE claim_gone AS
SELECT v.voice FROM claim_voices v JOIN documents d USING (doc)
WHERE d.superseded_by IS NOT NULL OR v.doc IN (SELECT unnest(?::INTEGER[]))"""


def contest(connection: DuckDBPyConnection, again: Sequence[int] = ()) -> int:
    """Find the contests that new documents bring, forget those of replaced ones; how many claims are contested now.

    Called inside a transaction, after merging. Documents that were seen before are not read again, save those in
    ``again``, whose records were corrected since.
    """
    changed = _forget(connection, again)
    docs = [doc for (doc,) in connection.execute(_NEW).fetchall()]
    for begin in range(0, len(docs), _BATCH):
        batch = docs[begin : begin + _BATCH]
        connection.execute(_KNOWN)
        for first in range(0, len(batch), _READ):
            _read(connection, batch[first : first + _READ])
        compare_across(connection, batch)
    if changed or docs:
        rebuild(connection)
    ((count,),) = connection.execute("SELECT count(*) FROM claims").fetchall()
    return int(count)


def _forget(connection: DuckDBPyConnection, again: Sequence[int]) -> bool:
    """Drop what documents said that have a new version, or are to be read anew."""
    connection.execute("DELETE FROM claim_documents WHERE doc IN (SELECT unnest(?::INTEGER[]))", [list(again)])
    connection.execute(_GONE, [list(again)])
    ((gone,),) = connection.execute("SELECT count(*) FROM claim_gone").fetchall()
    if not gone:
        return False
    connection.execute("DELETE FROM claim_links WHERE voice IN (FROM claim_gone) OR target IN (FROM claim_gone)")
    connection.execute("DELETE FROM claim_voices WHERE voice IN (FROM claim_gone)")
    return True


def _read(connection: DuckDBPyConnection, docs: list[int]) -> None:
    """Write down the voices of documents, and the contests that each document itself tells."""
    voices: list[tuple[Any, ...]] = []
    links: list[tuple[Any, ...]] = []
    for scene in scenes(connection, docs):
        found = contests(scene)
        linked = {n for link in found.links for n in (link.voice, link.target)}
        for voice in [*scene.voices, *found.more]:
            denial = found.denials.get(voice.number)
            act = _act(voice, denial)
            if act != "other" or voice.number in linked:
                voices.append(_row(scene.doc, voice, act, denial))
        links += [(k.voice, k.target, k.role, k.why, k.score) for k in found.links]
    insert(connection, "claim_voices", voices)
    insert(connection, "claim_links", links)
    insert(connection, "claim_documents", [(doc,) for doc in docs])


def _act(voice: Voice, denial: Denial | None) -> str:
    if denial is not None and denial.by_verb:
        return "denies"
    if not is_claim(voice):
        return "other"
    return "finds" if voice.body and voice.finds else "claims"


def _row(doc: int, voice: Voice, act: str, denial: Denial | None) -> tuple[Any, ...]:
    party, told = voice.party, voice.said
    # 'Peru denied everything' says more than 'everything'.
    span = (voice.begin, voice.reach) if denial is not None and denial.by_verb else (voice.start, voice.end)
    return (
        *(voice.number, doc, act, voice.statement, voice.report, voice.run),
        sorted(party.codes),
        *(party.sector, party.entity, party.text, voice.body, *span),
        *(
            sorted(voice.whose.codes if voice.whose else ()),
            sorted(voice.against),
            sorted(told.so),
            sorted(told.not_so),
            sorted(told.numbers),
            sorted(told.lead),
            told.done,
        ),
    )
