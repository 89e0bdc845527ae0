"""Voices compared by their words, in one document and across the ledger: denials, findings, claims told again.

Pairs are found by the words that they share: of each voice only its rarest words are looked up, as many as there must
be in common for a pair that shares enough to be met (a prefix filter, Bayardo et al. 2007). No pair is lost by that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SHARED = 3  # words that two voices about one thing have in common, at least
_SHARE = 0.4  # of the words of the shorter one
_HALF = 0.5  # of the words of a claim's first clause
_MOST = 0.6  # of the words of a denial
_AGAIN = 0.6  # the same for one claim told twice by one side
_DENIED_WITHIN = 45  # days from a claim to its denial
_FOUND_WITHIN = 200  # days from a claim to a finding
_AGAIN_WITHIN = 30  # days between two tellings of one claim
_EARLY = 2  # days that a report of the answer may come before that of the claim

_STATE = "('GOV', 'MIL', 'COP', 'SPY')"

# Voices with their day; 'hot' ones may deny or find. Others can only be denied, found for, or told again.
_HELD = """
CREATE OR REPLACE TEMP TABLE claim_held AS
SELECT v.voice, v.doc, v.act, v.codes, v.sector, v.party, v.body, v.so, v.not_so, v.numbers, v.lead, v.done, v.owner,
    v.against,    d.published - DATE '1970-01-01' AS day, v.doc IN (SELECT unnest($docs)) AS new,
    v.act IN ('denies', 'finds') OR len(v.against) > 0 AS hot
FROM claim_voices v JOIN documents d USING (doc)
WHERE len(v.so) + len(v.not_so) >= {shared}
    AND d.published BETWEEN (SELECT min(published) FROM documents WHERE doc IN (SELECT unnest($docs))) - {window}
                        AND (SELECT max(published) FROM documents WHERE doc IN (SELECT unnest($docs))) + {window}"""

_WORDS = """
CREATE OR REPLACE TEMP TABLE claim_rare AS
WITH each AS (SELECT voice, hot, new, day, unnest(so || not_so) AS word FROM claim_held),
counted AS (SELECT word, count(*) AS held FROM each GROUP BY word),
placed AS (
    SELECT e.*, row_number() OVER (PARTITION BY voice ORDER BY c.held, e.word) AS place,
        count(*) OVER (PARTITION BY voice) AS words
    FROM each e JOIN counted c USING (word)
)
SELECT voice, hot, new, day, word, day // {window} AS span FROM placed WHERE place <= words - {shared} + 1"""

_PAIRS = """
CREATE OR REPLACE TEMP TABLE claim_pairs AS
WITH met AS (
    SELECT DISTINCT h.voice AS voice, c.voice AS target
    FROM (SELECT *, unnest([span - 1, span, span + 1]) AS at FROM claim_rare WHERE hot) h
    JOIN claim_rare c ON c.word = h.word AND c.span = h.at
    WHERE (h.new OR c.new) AND h.voice <> c.voice
)
SELECT voice, target, h.day - c.day AS later, h.body, h.act, h.doc = c.doc AS together,
    len(list_intersect(h.so || h.not_so, c.so || c.not_so)) AS shared,
    len(list_intersect(h.so || h.not_so, c.lead)) / greatest(1, len(c.lead)) AS of_lead,
    len(list_intersect(h.so, c.not_so)) + len(list_intersect(h.not_so, c.so)) AS turned,
    len(h.so) + len(h.not_so) AS length, least(len(h.so) + len(h.not_so), len(c.so) + len(c.not_so)) AS shorter,
    len(h.numbers) > 0 AND len(c.numbers) > 0 AND NOT list_has_any(h.numbers, c.numbers) AS numbers,
    h.done * c.done < 0 AS done, list_has_any(h.against, c.codes) AS against,
    CASE WHEN len(h.codes) > 0 AND len(c.codes) > 0 THEN
        NOT list_has_any(h.codes, c.codes)
        OR (h.sector IS DISTINCT FROM c.sector AND NOT (h.sector IN {state} AND c.sector IN {state})
            AND h.party IS DISTINCT FROM c.party)
    ELSE false END AS apart
FROM met JOIN claim_held h USING (voice) JOIN claim_held c ON c.voice = target
WHERE c.act IN ('claims', 'finds') AND (len(h.owner) = 0 OR list_has_any(h.owner, c.codes))"""

# Of what is denied in so many words, the words are those of the claim; else the denial turns them round.
_LINKS = """
INSERT INTO claim_links
WITH told AS (
    SELECT *, shared / shorter AS share, shared / length AS of_voice,
        turned > shared - turned OR ((numbers OR done) AND turned = 0) AS contrary
    FROM claim_pairs WHERE shared >= {shared} AND shared / shorter >= {share}
), roles AS (
    SELECT *, CASE
        WHEN body IS NOT NULL AND (apart OR body <> 'other') AND later BETWEEN -{early} AND {found} AND act = 'finds'
            THEN CASE WHEN contrary THEN 'finds_against' ELSE 'finds_for' END
        WHEN NOT apart OR later NOT BETWEEN -{early} AND {denied} THEN NULL
        WHEN against OR act = 'denies' AND NOT contrary AND of_voice >= {most} AND of_lead > {half} THEN 'denies'
    END AS role FROM told
)
SELECT voice, target, role, shared || ' words in common, ' || CASE
        WHEN turned > 0 THEN turned || ' of them turned round'
        WHEN numbers AND contrary THEN 'other numbers' WHEN done THEN 'done and not done' ELSE 'said alike' END,
    least(0.95, 0.4 + share / 2)
FROM roles WHERE role IS NOT NULL AND NOT EXISTS
    (SELECT 1 FROM claim_links k WHERE k.voice = roles.voice AND k.target = roles.target)"""


# A claim that is contested now, and was not or is met anew, against what the same side says within some weeks.
_REPEATS = """
INSERT INTO claim_links
WITH contested AS (
    SELECT DISTINCT target AS voice, target NOT IN (FROM claim_known) AS lately FROM claim_links WHERE role = 'denies'
), met AS (
    SELECT DISTINCT t.voice AS target, r.voice AS voice
    FROM (SELECT r.*, c.lately, unnest([span - 1, span, span + 1]) AS at
          FROM claim_rare r JOIN contested c USING (voice)) t
    JOIN claim_rare r ON r.word = t.word AND r.span = t.at
    WHERE r.voice <> t.voice AND (t.lately OR t.new OR r.new)
), compared AS (
    SELECT voice, target, len(list_intersect(v.so || v.not_so, t.so || t.not_so)) AS shared,
        least(len(v.so) + len(v.not_so), len(t.so) + len(t.not_so)) AS shorter,
        len(list_intersect(v.lead, t.lead)) / greatest(1, least(len(v.lead), len(t.lead))) AS of_lead,
        list_has_any(v.codes, t.codes)
            AND (v.sector IS NOT DISTINCT FROM t.sector OR (v.sector IN {state} AND t.sector IN {state})) AS one,
        len(v.codes) > 0 AND len(t.codes) > 0 AND NOT list_has_any(v.codes, t.codes)
            AND v.sector NOT IN ('JRN', 'BUS') AS other
    FROM met JOIN claim_held v USING (voice) JOIN claim_held t ON t.voice = target
    WHERE v.act = 'claims' AND abs(v.day - t.day) <= {again}
        AND NOT list_has_any(v.so, t.not_so) AND NOT list_has_any(v.not_so, t.so)
)
SELECT voice, target, CASE WHEN one THEN 'repeats' ELSE 'backs' END,
    shared || ' words in common, said by ' || CASE WHEN one THEN 'the same side' ELSE 'another' END,
    least(0.95, 0.4 + shared / shorter / 2)
FROM compared WHERE shared / shorter >= {share} AND ((one AND shared >= {shared})
    OR (other AND shared > {shared} AND of_lead > {half})) AND NOT EXISTS
    (SELECT 1 FROM claim_links k WHERE k.voice = compared.voice AND k.target = compared.target)"""


def compare_across(connection: DuckDBPyConnection, docs: list[int]) -> None:
    """Add the links between voices of these documents and all others within reach of their days."""
    connection.execute(_HELD.format(shared=SHARED, window=_FOUND_WITHIN + _AGAIN_WITHIN), {"docs": docs})
    connection.execute(_WORDS.format(shared=SHARED, window=_FOUND_WITHIN))
    connection.execute(_PAIRS.format(state=_STATE))
    connection.execute(
        _LINKS.format(
            shared=SHARED,
            share=_SHARE,
            early=_EARLY,
            found=_FOUND_WITHIN,
            denied=_DENIED_WITHIN,
            most=_MOST,
            half=_HALF,
        )
    )
    connection.execute(_REPEATS.format(shared=SHARED, share=_AGAIN, again=_AGAIN_WITHIN, state=_STATE, half=_HALF))
