"""The command line: what it prints, its exit codes, one line for every fault."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest

from redshank.cli import run
from redshank.version import __version__

REPORT = (
    "Peru Condemns Border Closure\n\n"
    "LIMA, June 16, 2021 -- The foreign minister of Peru condemned Chile on Wednesday.\n\n"
    "Police in Lima arrested two protesters on Tuesday, according to local media.\n"
)


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf8")
    return path


def call(capfdbinary, *arguments) -> tuple[int, list[str], list[str]]:
    code = run([str(a) for a in arguments])
    out, err = capfdbinary.readouterr()
    return code, out.decode().splitlines(), err.decode().splitlines()


def test_version_and_help(capfdbinary):
    assert call(capfdbinary, "--version") == (0, [f"redshank {__version__}"], [])
    code, out, _ = call(capfdbinary)
    assert code == 0
    assert out[0].startswith("Usage: redshank")


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["code"],
        ["code", "nowhere.txt"],
        ["read", "nowhere.txt"],
        ["inspect"],
        ["inspect", "nowhere.txt"],
        ["relate"],
        ["relate", "--jsonl", "nowhere.jsonl"],
        ["score", "nonsense"],
        ["score", "times", "--gold", "nowhere"],
        ["code", "--workers", "0", "x.txt"],
        ["bench", "code", "nowhere.txt"],
        ["train", "nowhere", "-o", "x"],
        ["train", "src"],
    ],
)
def test_a_bad_call_is_one_line_and_exit_code_2(capfdbinary, arguments):
    code, out, err = call(capfdbinary, *arguments)
    assert (code, out, len(err)) == (2, [], 1)
    assert err[0].startswith("redshank: ")


@pytest.mark.parametrize("option", [["--published", "2021-02-30"], ["--published", "yesterday"], ["-o", "out.xlsx"]])
def test_a_bad_option_of_code_is_a_bad_call(capfdbinary, report, option):
    code, out, err = call(capfdbinary, "code", report, *option)
    assert (code, out, len(err)) == (2, [], 1)


def test_read_prints_documents(capfdbinary, report):
    code, out, err = call(capfdbinary, "read", report)
    assert (code, err) == (0, [])
    document = json.loads(out[0])
    assert document["text"] == REPORT
    assert document["published"] == "2021-06-16"


def test_a_file_that_cannot_be_read_is_one_line_and_exit_code_1(capfdbinary, report, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.touch()
    code, out, err = call(capfdbinary, "read", empty, report)
    assert (code, len(out), len(err)) == (1, 1, 1)
    assert "empty.txt" in err[0]


@pytest.mark.model
def test_code_prints_one_event_a_line(capfdbinary, report):
    code, out, err = call(capfdbinary, "code", report)
    assert (code, err) == (0, [])
    events = [json.loads(line) for line in out]
    assert all(event["event"] and event["evidence"] and event["trace"] for event in events)
    assert [event["event"] for event in events] == [["ACCUSE"], ["COERCE"]]
    assert {event["doc_id"] for event in events} == {json.loads(call(capfdbinary, "read", report)[1][0])["id"]}


@pytest.mark.model
@pytest.mark.parametrize("name", ["out.jsonl", "out.csv", "out.parquet"])
def test_code_writes_the_same_events_to_a_file(capfdbinary, report, tmp_path, name):
    code, out, _ = call(capfdbinary, "code", report, "-o", tmp_path / name)
    assert (code, out) == (0, [])
    _, lines, _ = call(capfdbinary, "code", report)
    assert _count(tmp_path / name) == len(lines)


def _count(path: Path) -> int:
    if path.suffix == ".parquet":
        from redshank.formats.parquet import read_events

        return len(read_events(path))
    lines = path.read_text(encoding="utf8").splitlines()
    return len(lines) - 1 if path.suffix == ".csv" else len(lines)


@pytest.mark.model
def test_explain_says_what_decided_each_event(capfdbinary, report):
    code, out, _ = call(capfdbinary, "code", report, "--explain")
    assert code == 0
    assert sum("confidence" in line for line in out) == 2
    assert any("condemned" in line for line in out)


@pytest.mark.model
def test_inspect_answers_each_line_in_order(capfdbinary, tmp_path):
    rows = [{"id": f"r{n}", "text": REPORT, "published": "2021-06-16"} for n in range(3)]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf8")
    code, out, err = call(capfdbinary, "inspect", "--jsonl", path)
    assert (code, err) == (0, [])
    assert [json.loads(line)["id"] for line in out] == ["r0", "r1", "r2"]


@pytest.mark.model
def test_relate_answers_each_line(capfdbinary, tmp_path):
    path = tmp_path / "rows.jsonl"
    row = {"id": "a", "sentence": "Kenya condemned Ghana.", "actor": [0, 5], "recipient": [16, 21]}
    path.write_text(json.dumps(row) + "\n", encoding="utf8")
    code, out, err = call(capfdbinary, "relate", "--jsonl", path)
    assert (code, err) == (0, [])
    assert json.loads(out[0])["event"] == "ACCUSE"


@pytest.mark.model
def test_doctor_finds_everything_here(capfdbinary):
    code, out, _ = call(capfdbinary, "doctor", "--json")
    findings = json.loads("\n".join(out))
    assert (code, findings["ok"]) == (0, True), findings


def test_help_is_quick_because_nothing_heavy_is_loaded():
    started = perf_counter()
    script = (
        "import sys; from redshank.cli import run; run(['--help']); "
        "sys.exit(bool({'spacy', 'pyarrow', 'trafilatura', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode == 0
    # A fresh interpreter alone takes a few hundredths; the margin is for busy machines.
    assert perf_counter() - started < 5
