"""What people decide about merging is obeyed, now and after everything was coded or merged anew, and can be undone."""

from __future__ import annotations

import pytest
from tests.ledger.made import report

from redshank.errors import LedgerError
from redshank.ledger import Ledger
from redshank.ledger.bonds import overruled
from redshank.ledger.decide import decisions, merge, split, undo
from redshank.ledger.merging import merge_pending, remerge
from redshank.ledger.write import Run, Writer

SHELLED = "Gunners shelled the market of Dolna on Thursday and killed nine traders, the mayor said."
TOO = "Nine traders were killed when gunners shelled the market of Dolna, its mayor said."
MORE = "Nine traders died in Dolna as gunners shelled its market, the mayor told reporters."
FERRY = "Villagers upstream said the ferry had been hit by a single round and sank."
ACT = {"event": "ASSAULT"}


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "ledger.duckdb") as opened:
        add(opened, report("a", SHELLED, ACT), report("b", TOO, ACT), report("c", MORE, ACT), report("d", FERRY, ACT))
        yield opened


def add(ledger, *reports, coder="redshank test"):
    Writer(ledger, Run(coder=coder)).add(list(reports))
    with ledger.transaction() as connection:
        merge_pending(connection)


def events(ledger):
    """The ids of reports that are together, each event's first first, and the ids of events as ``events`` has them."""
    rows = ledger.rows(
        "SELECT e.id, e.reports, list(r.id ORDER BY r.id <> e.id, r.id) FROM members m JOIN reports r USING (report)"
        " JOIN events e ON e.event = m.event GROUP BY ALL ORDER BY 3"
    )
    assert all(ids[0] == name and len(ids) == count for name, count, ids in rows)
    assert len(rows) == ledger.rows("SELECT count(*) FROM events")[0][0]
    return [ids for *_, ids in rows]


def again(ledger):
    """The events, after everything was coded again by another version and merged anew."""
    remerge(ledger)
    merged = events(ledger)
    add(
        ledger,
        *(report(n, t, ACT) for n, t in (("a", SHELLED), ("b", TOO), ("c", MORE), ("d", FERRY))),
        coder="redshank next",
    )
    assert events(ledger) == merged
    return merged


def test_without_a_decision(ledger):
    assert events(ledger) == again(ledger) == [["a-1", "b-1", "c-1"], ["d-1"]]


def test_a_report_taken_out_stays_out(ledger):
    assert split(ledger, "b-1", "another market", "Ada") == 1
    assert events(ledger) == [["a-1", "c-1"], ["b-1"], ["d-1"]]
    assert again(ledger) == [["a-1", "c-1"], ["b-1"], ["d-1"]]
    ((how, why),) = ledger.rows("SELECT how, why FROM members JOIN current_reports USING (report) WHERE id = 'b-1'")
    assert (how, why) == ("split", "taken out by Ada (decision 1): another market")


def test_the_first_report_taken_out_leaves_the_others_together(ledger):
    split(ledger, "a-1")
    assert events(ledger) == [["a-1"], ["b-1", "c-1"], ["d-1"]]
    assert again(ledger) == [["a-1"], ["b-1", "c-1"], ["d-1"]]


def test_what_comes_later_may_join_a_report_that_was_taken_out(ledger):
    split(ledger, "b-1")
    add(ledger, report("e", TOO.replace("its mayor", "the mayor there"), ACT))
    assert events(ledger) == [["a-1", "c-1"], ["b-1", "e-1"], ["d-1"]]


def test_two_events_put_together_stay_together(ledger):
    assert merge(ledger, "d-1", "b-1", "one salvo", "Ada") == 1
    assert events(ledger) == [["a-1", "b-1", "c-1", "d-1"]]
    assert again(ledger) == [["a-1", "b-1", "c-1", "d-1"]]
    ((how, why, other),) = ledger.rows(
        "SELECT m.how, m.why, w.id FROM members m JOIN current_reports r USING (report)"
        " JOIN reports w ON w.report = m.with_report WHERE r.id = 'd-1'"
    )
    assert (how, why, other) == ("forced", "put together by Ada (decision 1): one salvo", "b-1")


def test_decisions_can_be_undone(ledger):
    taken, put = split(ledger, "b-1"), merge(ledger, "d-1", "a-1")
    assert events(ledger) == [["a-1", "c-1", "d-1"], ["b-1"]]
    undo(ledger, put)
    assert events(ledger) == [["a-1", "c-1"], ["b-1"], ["d-1"]]
    undo(ledger, taken)
    assert events(ledger) == [["a-1", "b-1", "c-1"], ["d-1"]]
    assert decisions(ledger) == []
    with pytest.raises(LedgerError, match="no decision 2"):
        undo(ledger, 2)


def test_of_two_decisions_the_later_wins(ledger):
    split(ledger, "b-1")
    merge(ledger, "b-1", "a-1")
    assert events(ledger) == again(ledger) == [["a-1", "b-1", "c-1"], ["d-1"]]
    assert overruled(decisions(ledger)) == {1}
    split(ledger, "b-1")
    assert events(ledger) == again(ledger) == [["a-1", "c-1"], ["b-1"], ["d-1"]]
    assert overruled(decisions(ledger)) == {1, 2}


def test_a_chain_of_merges_is_broken_by_a_later_split(ledger):
    merge(ledger, "d-1", "a-1")
    split(ledger, "d-1")
    assert events(ledger) == again(ledger) == [["a-1", "b-1", "c-1"], ["d-1"]]


def test_merging_with_one_of_an_event_that_a_report_was_taken_out_of(ledger):
    split(ledger, "b-1")
    add(ledger, report("e", SHELLED.replace("Gunners", "The gunners"), ACT))
    assert events(ledger) == [["a-1", "c-1", "e-1"], ["b-1"], ["d-1"]]
    merge(ledger, "b-1", "e-1")
    assert events(ledger) == [["a-1", "b-1", "c-1", "e-1"], ["d-1"]]
    remerge(ledger)
    assert events(ledger) == [["a-1", "b-1", "c-1", "e-1"], ["d-1"]]


def test_a_decision_about_what_is_gone_waits(ledger):
    merge(ledger, "d-1", "a-1")
    assert [d.idle for d in decisions(ledger)] == [False]
    add(ledger, report("d", "The ferry sank. Nobody said why.", ACT))
    assert [d.idle for d in decisions(ledger)] == [True]
    assert events(ledger) == [["a-1", "b-1", "c-1"], ["d-1"]]
    add(ledger, report("d", FERRY, ACT))
    assert [d.idle for d in decisions(ledger)] == [False]
    assert events(ledger) == [["a-1", "b-1", "c-1", "d-1"]]


def test_the_second_of_two_like_acts_in_a_sentence_is_the_one_that_was_meant(ledger):
    text = "He urged Kyiv to open the ferry and urged Warsaw to send boats to the lake."
    asked = {"event": "REQUEST"}
    add(ledger, report("e", text, asked, asked | {"recipient": ("POL",)}), report("f", FERRY, asked))
    merge(ledger, "e-2", "f-1")
    assert ["e-2", "f-1"] in events(ledger)
    remerge(ledger)
    assert ["e-2", "f-1"] in events(ledger)


def test_what_cannot_be_decided_is_said(ledger):
    with pytest.raises(LedgerError, match="only report of its event"):
        split(ledger, "d-1")
    with pytest.raises(LedgerError, match="no event and no report 'z-1'"):
        split(ledger, "z-1")
    with pytest.raises(LedgerError, match="one event already"):
        merge(ledger, "a-1", "b-1")
    assert decisions(ledger) == []
