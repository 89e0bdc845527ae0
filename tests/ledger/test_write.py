"""What goes into a ledger: once each, new versions beside old ones, as much text as was asked, whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.ledger.made import report, statement

from redshank.errors import LedgerError
from redshank.ledger import Ledger
from redshank.ledger.write import Run, Writer

SHELLED = "Russian forces shelled Avdiivka on Thursday, Ukraine said."
RUN = Run(coder="redshank test")


def counts(ledger: Ledger) -> dict[str, int]:
    names = ("documents", "reports", "participants", "evidence", "entities", "sources", "times", "runs")
    return {name: ledger.rows(f"SELECT count(*) FROM {name}")[0][0] for name in names}


def shelling(name: str = "d1", **facts):
    return report(name, SHELLED, {"event": "ASSAULT", "said_by": ("UKR",), "place": "Avdiivka"}, **facts)


def test_a_report_is_stored_with_who_what_and_the_words(tmp_path: Path) -> None:
    document, analysis = shelling(publisher="Example Times", url="https://example.org/a")
    analysis.statements = [statement("UKR", "claim", (0, 38), due="2019-11-04")]
    with Ledger(tmp_path / "a.duckdb") as ledger:
        Writer(ledger, RUN).add([(document, analysis)])
        assert ledger.rows("SELECT event, actor_codes, recipient_codes, said_by_codes, sentence FROM reports") == [
            ("ASSAULT", ["RUS"], ["UKR"], ["UKR"], SHELLED)
        ]
        assert ledger.rows("SELECT role, code FROM participants JOIN entities USING (entity) ORDER BY role") == [
            ("actor", "RUS"), ("recipient", "UKR"), ("said_by", "UKR"),
        ]  # fmt: skip
        assert ledger.rows("SELECT source FROM documents") == [("example times",)]
        assert ledger.rows("SELECT kind, content, CAST(due_end AS VARCHAR) FROM statements") == [
            ("claim", SHELLED[:38], "2019-11-04")
        ]


def test_adding_twice_changes_nothing(tmp_path: Path) -> None:
    with Ledger(tmp_path / "a.duckdb") as ledger:
        Writer(ledger, RUN).add([shelling()])
        before = counts(ledger)
        told = Writer(ledger, RUN).add([shelling()])
        assert (told.new, told.replaced, told.known) == (0, 0, 1)
        assert counts(ledger) == before


def test_twice_in_one_call_is_once(tmp_path: Path) -> None:
    with Ledger(tmp_path / "a.duckdb") as ledger:
        told = Writer(ledger, RUN).add([shelling(), shelling()])
        assert (told.new, told.known) == (1, 1)


def test_a_new_version_takes_the_place_of_the_old_and_both_stay(tmp_path: Path) -> None:
    url = "https://example.org/a"
    old, new = shelling("d1", url=url), report("d2", SHELLED + " Two people died.", {"event": "ASSAULT"}, url=url)
    with Ledger(tmp_path / "a.duckdb") as ledger:
        Writer(ledger, RUN).add([old])
        told = Writer(ledger, RUN).add([new])
        assert (told.new, told.replaced) == (0, 1)
        assert ledger.rows("SELECT id, version, superseded_by FROM documents ORDER BY doc") == [
            ("d1", 1, 2), ("d2", 2, None),
        ]  # fmt: skip
        assert ledger.rows("SELECT id FROM current_reports") == [("d2-1",)]
        assert ledger.rows("SELECT count(*) FROM reports") == [(2,)]


def test_another_coder_makes_a_new_version(tmp_path: Path) -> None:
    with Ledger(tmp_path / "a.duckdb") as ledger:
        Writer(ledger, RUN).add([shelling()])
        told = Writer(ledger, Run(coder="redshank later")).add([shelling()])
        assert told.replaced == 1
        assert ledger.rows("SELECT version, run FROM current_documents") == [(2, 2)]


@pytest.mark.parametrize(
    ("keep", "text", "sentence", "words"),
    [("all", SHELLED, SHELLED, ["Russian"]), ("evidence", None, SHELLED, ["Russian"]), ("none", None, None, [])],
)
def test_as_much_text_is_kept_as_was_asked(tmp_path: Path, keep, text, sentence, words) -> None:
    with Ledger(tmp_path / "a.duckdb") as ledger:
        Writer(ledger, RUN, keep).add([shelling()])
        assert ledger.rows("SELECT text, kept FROM documents") == [(text, keep)]
        assert ledger.rows("SELECT sentence, event_text FROM reports") == [(sentence, words)]


def test_without_text_no_word_of_it_is_in_the_file(tmp_path: Path) -> None:
    document, analysis = report(
        "d", "Zanzabrook forces shelled Quillomere.", {"event": "ASSAULT", "place": "Quillomere"}
    )
    analysis.statements = [statement("UKR", "claim", (0, 20))]
    with Ledger(tmp_path / "a.duckdb") as ledger:
        Writer(ledger, RUN, "none").add([(document, analysis)])
        ledger.connection.execute("CHECKPOINT")
    assert b"Zanzabrook" not in (tmp_path / "a.duckdb").read_bytes()


def test_a_full_disk_is_told_in_one_line_and_nothing_is_half_there(tmp_path: Path) -> None:
    with Ledger(tmp_path / "a.duckdb") as ledger:
        Writer(ledger, RUN).add([shelling("first")])
        writer = Writer(ledger, RUN)
        ledger.connection.execute("DROP TABLE evidence")  # stands for any failure in the middle of writing
        with pytest.raises(LedgerError, match="cannot be written") as caught:
            writer.add([shelling("second")])
        assert "\n" not in str(caught.value)
        assert ledger.rows("SELECT id FROM documents") == [("first",)]


KILLED = """
import sys
from pathlib import Path
from redshank.ledger import Ledger
from redshank.ledger.write import Run, Writer
from tests.ledger.made import report
ledger = Ledger(Path(sys.argv[1]))
writer = Writer(ledger, Run(coder="redshank test"))
for n in range(100000):
    told = writer.add([report(f"d{n}-{k}", f"Russia shelled village {n} {k}.", {"event": "ASSAULT"}) for k in range(8)])
    print(n, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
@pytest.mark.parametrize("acknowledged", [1, 7])
def test_a_kill_loses_nothing_that_was_acknowledged_and_leaves_nothing_half(tmp_path: Path, acknowledged: int) -> None:
    path = tmp_path / "a.duckdb"
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for _ in range(acknowledged):
        line = process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)
    seen = [line, *process.stdout.readlines()]
    process.wait()
    process.stdout.close()
    last = max(int(n) for n in seen if n.endswith("\n"))
    with Ledger(path) as ledger:
        (documents,), (reports,) = ledger.rows("SELECT count(*) FROM documents UNION ALL SELECT count(*) FROM reports")
        assert documents == reports
        assert documents % 8 == 0
        assert documents >= 8 * (last + 1)
        assert ledger.rows("SELECT count(*) FROM evidence") == [(reports,)]
