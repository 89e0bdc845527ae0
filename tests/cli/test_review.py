"""``redshank review``: driven as a person would, through the keys."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from tests.ledger.made import report

from redshank.cli import run
from redshank.ledger import Ledger
from redshank.ledger.write import Run, Writer

SHELLED = "Russian forces shelled Avdiivka on Thursday, Ukraine said."
FED = "Kenya shelled out for maize that Burundi needed in spring."
RUN = Run(coder="redshank test")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    from redshank.runner.adding import settle

    path = tmp_path / "a.duckdb"
    first = report("d1", SHELLED, {"event": "ASSAULT", "said_by": ("UKR",), "mode": ("heavy-weapons",)}, title="Shells")
    second = report("d2", FED, {"event": "ASSAULT", "actor": ("KEN",), "recipient": ("BDI",), "date": "2019-03-01"})
    second[1].events[0].confidence = 0.4
    with Ledger(path) as ledger:
        Writer(ledger, RUN).add([first, second])
        settle(ledger)
    return path


@pytest.fixture
def review(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """``review("a", "q", "--only", "reports")``: what the person types, and options; exit code, stdout, stderr."""
    monkeypatch.setenv("COLUMNS", "140")

    def call(*words: str) -> tuple[int, str, str]:
        options = [*words[words.index("--") + 1 :]] if "--" in words else []
        typed = words[: words.index("--")] if "--" in words else words
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{w}\n" for w in typed)))
        code = run(["review", str(path), *(options if "--author" in options else ["--author", "Ada", *options])])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    with Ledger(path, read_only=True) as ledger:
        return ledger.rows(query)


def events(path: Path) -> list[tuple[str, list[str]]]:
    return rows(path, "SELECT category, actor_codes FROM events ORDER BY event")


def test_the_least_certain_comes_first_with_its_words_its_fields_and_its_trace(review) -> None:
    code, out, err = review("q")
    assert code == 0
    assert "1 of 2: report, confidence 0.40" in out
    assert FED in out
    assert "KEN GOV KEN" in out
    assert "made by hand" in out
    assert SHELLED not in out
    assert err.endswith("0 accepted, 0 corrected, 0 rejected\n")


def test_accept_reject_and_correct(review, path: Path) -> None:
    code, out, err = review("r no shells", "c", "event = AID", "mode=-", "", "wrong word")
    assert code == 0
    assert "Nothing more to review." in out
    assert "0 accepted, 1 corrected, 1 rejected" in err
    assert events(path) == [("AID", ["RUS"])]
    assert rows(path, "SELECT verdict, field, author, reason FROM corrections ORDER BY correction") == [
        ("reject", None, "Ada", "no shells"),
        ("correct", "event", "Ada", "wrong word"),
        ("correct", "mode", "Ada", "wrong word"),
    ]
    assert review("q")[1].startswith("Nothing to review.")


def test_parties_keep_the_name_and_sector_that_are_not_typed(review, path: Path) -> None:
    review("s", "c", "actor = GEO; UKR REB Sich rifles; - - Unknown men", "", "")
    assert rows(
        path,
        "SELECT code, sector, name FROM participants JOIN entities USING (entity) JOIN reports USING (report)"
        " WHERE role = 'actor' AND event = 'ASSAULT' AND sentence LIKE 'Russian%' ORDER BY number",
    ) == [("GEO", "GOV", "RUS"), ("UKR", "REB", "Sich rifles"), (None, None, "Unknown men")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("event = SHELLING", "unknown category 'SHELLING'"),
        ("mode = walk", "ASSAULT has no mode 'walk'"),
        ("aux = maybe", "unknown auxiliary mode 'maybe'"),
        ("actor = XQX", "unknown code 'XQX'"),
        ("actor = RUS ZZZ", "unknown sector 'ZZZ'"),
        ("date = yesterday", "'yesterday' is no day"),
        ("date = 2019-10-31/2019-10-01", "is before the first"),
        ("colour = red", "fields: event, mode"),
        ("event", "no line of the form 'field = value'"),
    ],
)
def test_a_value_that_cannot_be_is_told_and_asked_again(review, path: Path, line: str, said: str) -> None:
    _, out, err = review("c", line, "", "q")
    assert said in out
    assert "0 corrected" in err
    assert rows(path, "SELECT count(*) FROM corrections") == [(0,)]


def test_a_mode_of_the_new_category_can_be_given_with_it(review, path: Path) -> None:
    review("c", "event = request", "mode = meet", "", "")
    assert rows(path, "SELECT category, mode FROM events WHERE actor_codes = ['KEN']") == [("REQUEST", ["meet"])]


def test_undo_takes_back_the_last_verdicts_of_the_session(review, path: Path) -> None:
    _, out, err = review("u", "r", "", "a", "u", "u", "a fine", "q")
    assert "Nothing to undo" in out
    assert "1 accepted, 0 corrected, 0 rejected" in err
    assert rows(path, "SELECT verdict, reason FROM corrections") == [("accept", "fine")]
    assert len(events(path)) == 2


def test_other_keys_are_told(review) -> None:
    assert "No such key: 'x'" in review("x", "q")[1]


def test_what_was_said_is_on_the_disk_before_the_next_thing_is_shown(path: Path, tmp_path: Path) -> None:
    import subprocess
    import sys

    process = subprocess.Popen(
        [sys.executable, "-m", "redshank", "review", str(path), "--author", "Ada"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("r no shells\n")
    process.stdin.flush()
    assert any("2 of 2" in line for line in iter(process.stdout.readline, ""))
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()
    assert rows(path, "SELECT verdict, author FROM corrections") == [("reject", "Ada")]
    assert run(["review", str(path), "--export", "training", "-o", str(tmp_path / "t")]) == 0  # settles what was left
    assert events(path) == [("ASSAULT", ["RUS"])]


def test_the_author_is_asked_for_or_taken_from_the_settings(path: Path, monkeypatch, capsys) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Cem\na\nq\n"))
    assert run(["review", str(path)]) == 0
    monkeypatch.setenv("REDSHANK_AUTHOR", "Dana")
    monkeypatch.setattr("sys.stdin", io.StringIO("a\n"))
    assert run(["review", str(path)]) == 0
    assert rows(path, "SELECT author FROM corrections ORDER BY correction") == [("Cem",), ("Dana",)]
    monkeypatch.delenv("REDSHANK_AUTHOR")
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert run(["review", str(path)]) == 2
    assert capsys.readouterr().err.splitlines()[-1].startswith("redshank: who reviews is not said")


def test_who_reviews_changes_no_record() -> None:
    from redshank.runner.identity import run_of
    from redshank.settings import Settings

    assert run_of(Settings(author="Ada", second_reader=False)) == run_of(Settings(second_reader=False))


def test_filters_choose_what_is_shown(review) -> None:
    _, out, _ = review("q", "--", "--actor", "RUS")
    assert "1 of 1" in out
    assert SHELLED in out


def test_a_second_reader_sees_what_the_coder_said_of_what_others_reviewed(review, path: Path) -> None:
    review("c", "event = AID", "", "", "q")
    _, out, _ = review("a", "--", "--author", "Ben", "--show", "second")
    assert "1 of 1" in out
    assert "event      ASSAULT" in out
    assert "AID" not in out
    assert events(path)[1] == ("ASSAULT", ["KEN"])  # the later of the two
    _, out, _ = review("q", "--", "--show", "mine")
    assert "event: ASSAULT → AID" in out


# -- merges -----------------------------------------------------------------------------------------------------------


def add_copy(path: Path) -> None:
    from redshank.runner.adding import settle

    act = {"event": "ASSAULT", "said_by": ("UKR",), "mode": ("heavy-weapons",)}
    with Ledger(path) as ledger:
        Writer(ledger, RUN).add([report("d3", "On Thursday Russian forces shelled Avdiivka, Ukraine said.", act)])
        settle(ledger)


def sizes(path: Path) -> list[tuple[int]]:
    return rows(path, "SELECT reports FROM events ORDER BY reports DESC, event")


def test_a_merge_is_shown_with_both_reports_and_can_be_rejected(review, path: Path) -> None:
    add_copy(path)
    assert sizes(path) == [(2,), (1,)]
    code, out, err = review("r another village", "--", "--only", "merges")
    assert code == 0
    assert "taken for one event: " in out
    assert out.count("shelled Avdiivka") == 2
    assert "1 rejected" in err
    assert sizes(path) == [(1,), (1,), (1,)]
    assert rows(path, "SELECT kind, author, reason FROM decisions") == [("split", "Ada", "another village")]
    assert rows(path, "SELECT state FROM correction_states") == [("applied",)]


def test_a_merge_can_be_accepted_and_corrected(review, path: Path) -> None:
    add_copy(path)
    review("a", "--", "--only", "merges")
    assert sizes(path) == [(2,), (1,)]
    assert rows(path, "SELECT state FROM correction_states") == [("accepted",)]
    assert "Nothing to review" in review("--", "--only", "merges")[1]
    review("c", "nonsense", "d2-1", "", "", "--", "--only", "merges", "--show", "mine")
    assert sorted(rows(path, "SELECT event, count(*) FROM members GROUP BY event")) == [(1, 1), (2, 2)]


# -- origins and links ------------------------------------------------------------------------------------------------

STORY = (
    "Mara Quillon ran the ferry across the strait for forty years before the bridge at Ostrow was finished. On Monday "
    "she sold both hulls to a scrap dealer, who had come from the mainland with a cheque and two tugs. The council of "
    "the island voted in the evening to keep her landing as a museum, although nobody could say who would pay the roof."
)


@pytest.fixture
def copied(path: Path) -> Path:
    """The ledger with an agency's story and a copy that credits nobody."""
    from redshank.runner.adding import settle

    act = {"event": "CONSULT", "actor": ("KEN",), "recipient": ("UGA",)}
    with Ledger(path) as ledger:
        Writer(ledger, RUN).add(
            [
                report("w1", STORY, act, publisher="Wire Desk"),
                report("w2", STORY, act, publisher="Island Echo", published="2019-11-01"),
            ]
        )
        settle(ledger)
    return path


def origins(path: Path) -> list[tuple[Any, ...]]:
    return rows(path, "SELECT d.id, origin, like_doc IS NOT NULL FROM origins JOIN documents d USING (doc)"
                " WHERE d.id LIKE 'w%' ORDER BY ALL")  # fmt: skip


def test_an_origin_that_rests_on_likeness_alone_can_be_rejected_and_that_taken_back(review, copied: Path) -> None:
    assert origins(copied) == [("w1", "wire desk", False), ("w2", "wire desk", True)]
    _, out, _ = review("r she was there", "--", "--only", "origins")
    assert "1 of 1: origin" in out
    assert "Island Echo" not in out.partition("origin: wire desk")[2]
    assert origins(copied) == [("w1", "wire desk", False), ("w2", "island echo", False)]
    assert rows(copied, "SELECT why FROM origins WHERE origin = 'island echo'") == [
        ("corrected by Ada: she was there (correction 1)",)
    ]
    assert rows(copied, "SELECT origins FROM events WHERE category = 'CONSULT'") == [(2,)]
    from redshank.ledger.corrections import withdraw
    from redshank.runner.adding import settle

    with Ledger(copied) as ledger:
        withdraw(ledger, [1])
        settle(ledger)
    assert origins(copied)[1] == ("w2", "wire desk", True)


def test_an_origin_can_be_accepted_or_corrected_and_outlives_new_arrivals(review, copied: Path) -> None:
    from redshank.runner.adding import settle

    review("a", "--", "--only", "origins")
    assert rows(copied, "SELECT state FROM correction_states") == [("accepted",)]
    assert "Nothing to review" in review("--", "--only", "origins")[1]
    review("c", "AP", "", "it says so in print", "q", "--", "--only", "origins", "--show", "mine")
    assert origins(copied)[1] == ("w2", "ap", False)
    with Ledger(copied) as ledger:
        Writer(ledger, RUN).add([report("w3", STORY, publisher="Strait Post", published="2019-11-02")])
        settle(ledger)
    assert origins(copied)[1] == ("w2", "ap", False)


@pytest.fixture
def promised(path: Path) -> Path:
    """The ledger with a commitment and two links."""
    with Ledger(path) as ledger:
        ledger.connection.execute(
            "INSERT INTO commitments BY NAME SELECT 1 AS commitment, 'd1@0' AS id, 'promise' AS kind,"
            " ['RUS'] AS maker_codes, ['UKR'] AS other_codes, [] AS mode, 'will leave' AS words, '' AS due_why,"
            ' 1 AS tellings, 1 AS doc, 0 AS "start", 10 AS "end", DATE \'2019-10-31\' AS made'
        )
        ledger.connection.execute(
            "INSERT INTO commitment_links BY NAME SELECT 1 AS commitment, unnest(['fulfil', 'part']) AS relation,"
            ' 2 AS doc, DATE \'2019-11-02\' AS published, 0 AS "start", unnest([12, 13]) AS "end",'
            " 'they left' AS words, [] AS word_of, unnest([0.5, 0.9]) AS score, 'left' AS why"
        )
    return path


def links(path: Path) -> list[tuple[Any, ...]]:
    return rows(path, "SELECT relation, score, why FROM commitment_links ORDER BY score")


def test_links_of_commitments_are_reviewed_by_score(review, promised: Path) -> None:
    _, out, _ = review("r others left", "c", "gone", "break", "", "", "--", "--only", "links")
    assert "fulfil, 2019-11-02, d2" in out
    assert "no relation 'gone'" in out
    assert links(promised) == [("break", pytest.approx(0.9), "corrected by Ada (correction 2)")]
    from redshank.ledger.corrections import withdraw
    from redshank.runner.adding import settle

    with Ledger(promised) as ledger:
        settle(ledger)
        assert [r for r, _, _ in ledger.rows("SELECT relation, 1, 1 FROM commitment_links")] == ["break"]
        withdraw(ledger, [1, 2])
        settle(ledger)
    assert [(r, w) for r, _, w in links(promised)] == [("fulfil", "left"), ("part", "left")]


def test_corrections_of_origins_and_links_go_out_and_in(review, copied: Path, promised: Path, tmp_path: Path) -> None:
    code, _, _ = review("c", "ap", "", "", "r", "", "a", "--", "--only", "origins", "--only", "links")
    assert code == 0
    lines = dumped(copied, tmp_path / "c.jsonl")
    assert [(x["kind"], x["verdict"], x["state"]) for x in lines] == [
        ("origin", "correct", "applied"), ("link", "reject", "applied"), ("link", "accept", "accepted"),
    ]  # fmt: skip
    assert run(["review", str(copied), "--load", str(tmp_path / "c.jsonl")]) == 0
    assert rows(copied, "SELECT count(*) FROM corrections") == [(3,)]


# -- out and in -------------------------------------------------------------------------------------------------------


def dumped(path: Path, file: Path) -> list[dict[str, Any]]:
    assert run(["review", str(path), "--dump", str(file)]) == 0
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_a_dump_loads_elsewhere_and_loading_twice_changes_nothing(review, path: Path, tmp_path: Path, capsys) -> None:
    review("r no shells", "c", "event=AID", "date=2019-10-30", "", "food")
    file, other = tmp_path / "c.jsonl", tmp_path / "b.duckdb"
    lines = dumped(path, file)
    assert [(x["verdict"], x.get("field"), x["state"]) for x in lines] == [
        ("reject", None, "applied"), ("correct", "event", "applied"), ("correct", "date", "applied"),
    ]  # fmt: skip
    with Ledger(other) as ledger:
        documents = [report("d1", SHELLED, {"event": "ASSAULT", "said_by": ("UKR",), "mode": ("heavy-weapons",)})]
        documents += [report("d2", FED, {"event": "ASSAULT", "actor": ("KEN",), "recipient": ("BDI",)})]
        Writer(ledger, Run(coder="redshank later")).add(documents)
    capsys.readouterr()
    assert run(["review", str(other), "--load", str(file)]) == 0
    assert capsys.readouterr().err == f"{other}: 3 new, 0 edited, 0 known, 0 bad\n"
    assert events(other) == [("AID", ["RUS"])]
    before = rows(other, "SELECT * FROM corrections")
    assert run(["review", str(other), "--load", str(file)]) == 0
    assert capsys.readouterr().err == f"{other}: 0 new, 0 edited, 3 known, 0 bad\n"
    assert rows(other, "SELECT * FROM corrections") == before
    assert run(["review", str(path), "--load", str(file)]) == 0
    assert "0 new, 0 edited, 3 known" in capsys.readouterr().err


def test_an_edited_line_takes_the_place_of_what_it_was(review, path: Path, tmp_path: Path, capsys) -> None:
    review("c", "event=AID", "", "food", "q")
    file = tmp_path / "c.jsonl"
    (line,) = dumped(path, file)
    file.write_text(json.dumps({**line, "value": "coerce"}) + "\n")
    capsys.readouterr()
    assert run(["review", str(path), "--load", str(file)]) == 0
    assert "0 new, 1 edited" in capsys.readouterr().err
    assert ("COERCE", ["KEN"]) in events(path)
    assert rows(path, "SELECT count(*) FROM corrections") == [(1,)]


def test_a_line_written_by_hand_needs_only_what_names_the_report(path: Path, tmp_path: Path, capsys) -> None:
    line = {
        "kind": "report", "verdict": "correct", "field": "place", "value": {"name": "Bujumbura", "country": "BDI"},
        "author": "Ada", "document": "d2", "sentence": [0, len(FED)], "event": "ASSAULT", "actor": ["KEN"],
        "recipient": ["BDI"],
    }  # fmt: skip
    file = tmp_path / "c.jsonl"
    file.write_text(json.dumps(line) + "\n")
    assert run(["review", str(path), "--load", str(file)]) == 0
    assert rows(
        path, "SELECT resolved_place, country_code, lat IS NOT NULL FROM events WHERE actor_codes = ['KEN']"
    ) == [("Bujumbura", "BDI", True)]
    assert run(["review", str(path), "--load", str(file)]) == 0
    assert "1 known" in capsys.readouterr().err.splitlines()[-1]


GOOD = {
    "kind": "report", "verdict": "correct", "field": "event", "value": "AID", "author": "Ada", "document": "d2",
    "sentence": [0, len(FED)], "event": "ASSAULT", "actor": ["KEN"], "recipient": ["BDI"],
    "made": "2026-11-25T12:00:00Z",
}  # fmt: skip


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (json.dumps(GOOD)[:-20], "no correction"),
        ("[1]", "no correction"),
        (json.dumps(GOOD | {"colour": "red"}), "unknown field `colour`"),
        (json.dumps(GOOD | {"field": "colour"}), "unknown field 'colour'"),
        (json.dumps(GOOD | {"value": "FEEDING"}), "unknown category 'FEEDING'"),
        (json.dumps(GOOD | {"field": "actor", "value": [{"code": "XQX"}]}), "unknown code 'XQX'"),
        (json.dumps(GOOD | {"field": "mode", "value": ["food"]}), "has no mode 'food'"),
        (json.dumps(GOOD | {"field": "date", "value": "soon"}), "'soon' is no day"),
        (json.dumps({k: v for k, v in GOOD.items() if k != "value"}), "'value' is missing"),
        (json.dumps(GOOD | {"verdict": "reject"}), "is on the whole"),
        (json.dumps(GOOD | {"author": " "}), "nobody is named"),
        (json.dumps(GOOD | {"made": "noon"}), "'noon' is no time"),
        (json.dumps(GOOD | {"document": "d7"}), "no document 'd7' in the ledger"),
        (json.dumps(GOOD | {"event": "COERCE"}), "no such report: COERCE by KEN to BDI in the sentence 0-"),
        (json.dumps(GOOD | {"sentence": [400, 500]}), "no such report"),
        (json.dumps(GOOD | {"sentence": None}), "a report is named by"),
        (
            json.dumps({k: v for k, v in GOOD.items() if k not in ("field", "value")} | {"kind": "merge"}),
            "no correction",
        ),
    ],
)
def test_bad_lines_are_named_and_skipped(path: Path, tmp_path: Path, capsys, line: str, said: str) -> None:
    file = tmp_path / "c.jsonl"
    file.write_text(f"{line}\n\n{json.dumps(GOOD)}\n")
    assert run(["review", str(path), "--load", str(file)]) == 1
    fault, told = capsys.readouterr().err.splitlines()
    assert fault.startswith(f"redshank: {file}:1: ")
    assert said in fault
    assert told.endswith("1 new, 0 edited, 0 known, 1 bad")
    assert ("AID", ["KEN"]) in events(path)


def test_a_line_about_a_report_that_a_later_coder_lacks_is_kept_and_idle(path: Path, tmp_path: Path, capsys) -> None:
    from redshank.runner.adding import settle

    with Ledger(path) as ledger:
        Writer(ledger, Run(coder="redshank later")).add([report("d2", FED, {"event": "AID", "actor": ("UGA",)})])
        settle(ledger)
    file = tmp_path / "c.jsonl"
    file.write_text(json.dumps(GOOD) + "\n")
    assert run(["review", str(path), "--load", str(file)]) == 0
    assert capsys.readouterr().err.endswith(
        "1 new, 0 edited, 0 known, 0 bad; 1 corrections are idle (--dump says why)\n"
    )
    assert dumped(path, tmp_path / "d.jsonl")[0]["why"].startswith("no report of ASSAULT")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--dump", "a", "--agreement"], "one of --dump"),
        (["--export", "gold"], "needs a place to write to"),
        (["--load", "nowhere.jsonl"], "nowhere.jsonl: no such file"),
        (["--since", "soon"], "is no day"),
        (["--only", "facts"], "nothing of the name 'facts' to review"),
    ],
)
def test_calls_that_cannot_be(path: Path, capsys, options: list[str], said: str) -> None:
    assert run(["review", str(path), *options]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line


def test_no_ledger_and_one_that_is_open_elsewhere_are_one_line(path: Path, tmp_path: Path, capsys) -> None:
    import subprocess
    import sys

    nowhere = tmp_path / "none.duckdb"
    assert run(["review", str(nowhere), "--author", "Ada"]) == 2
    assert "no such ledger" in capsys.readouterr().err
    assert not nowhere.exists()
    held = subprocess.Popen(
        [sys.executable, "-c", f"import duckdb; c = duckdb.connect({str(path)!r}); print(1, flush=True); input()"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert held.stdout is not None
    held.stdout.readline()
    try:
        assert run(["review", str(path), "--author", "Ada"]) == 2
    finally:
        held.communicate(b"\n")
    (line,) = capsys.readouterr().err.splitlines()
    assert "open elsewhere" in line


# -- agreement --------------------------------------------------------------------------------------------------------


def test_two_people_who_reviewed_the_same_reports_get_an_agreement_figure(review, path: Path, capsys) -> None:
    review("c", "event=AID", "", "", "a")
    review("c", "event=AID", "date=2019-03-02", "", "", "r", "", "--", "--author", "Ben", "--show", "second")
    capsys.readouterr()
    assert run(["review", str(path), "--agreement"]) == 0
    found = {row["what"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert found["verdict"] == {
        "author": "Ada", "other": "Ben", "what": "verdict", "reports": 2, "same": 0.5, "kappa": 0.3333
    }  # fmt: skip
    assert (found["event"]["reports"], found["event"]["same"], found["event"]["kappa"]) == (1, 1.0, None)
    assert (found["date"]["reports"], found["date"]["same"]) == (1, 0.0)


def test_without_a_second_reader_there_is_no_figure(review, path: Path, capsys) -> None:
    review("a", "q")
    assert run(["review", str(path), "--agreement"]) == 0
    assert capsys.readouterr().out == ""
