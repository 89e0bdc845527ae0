"""``redshank actors`` and rosters given to ``redshank code``."""

from __future__ import annotations

import json

import pytest

from redshank.cli import run
from redshank.records import Document, Paragraph
from redshank.settings import from_environment

DICTIONARY = "<!-- ours -->\nKITE_LEAGUE [KENBUS]\n+SKY_LEAGUE\nGEORGIA [USA]\nBROKEN [QQQ]\n"
REPORT = "NAIROBI, June 16, 2021 -- The Kite League condemned Ghana on Wednesday.\n"


def call(capfdbinary, *arguments) -> tuple[int, list[str], list[str]]:
    code = run([str(a) for a in arguments])
    out, err = capfdbinary.readouterr()
    return code, out.decode().splitlines(), err.decode().splitlines()


@pytest.fixture
def mine(tmp_path, capfdbinary):
    """The roster that the dictionary becomes."""
    source, out = tmp_path / "dictionary.txt", tmp_path / "mine.tsv"
    source.write_text(DICTIONARY, encoding="utf8")
    code, lines, err = call(capfdbinary, "actors", "import", source, "-o", out)
    assert (code, lines) == (0, [])
    assert "dictionary.txt:5" in err[0]
    assert "unlike ours" in err[1]
    assert err[2] == "redshank: imported 2, skipped 1"
    return out


def test_import_without_out_prints_the_roster(capfdbinary, tmp_path, mine):
    code, out, _ = call(capfdbinary, "actors", "import", tmp_path / "dictionary.txt", "--from", "phoenix")
    assert code == 0
    assert "\n".join(out) + "\n" == mine.read_text(encoding="utf8")


def test_check_lists_what_is_wrong(capfdbinary, tmp_path, mine):
    code, out, err = call(capfdbinary, "actors", "check", mine)
    assert (code, out) == (0, [])
    assert err[-1] == "redshank: 2 sound, 0 bad, 0 conflicts, 1 unlike ours"
    bad = tmp_path / "bad.csv"
    bad.write_text("name,code\nKite,QQQ\nSky,KEN\nSky,PER\nSky,PER\n", encoding="utf8")
    code, _, err = call(capfdbinary, "actors", "check", bad)
    assert code == 1
    assert "bad.csv:2" in err[0]
    assert "the same as" in err[1]
    assert err[2].startswith("redshank: conflict: ")
    assert err[-1] == "redshank: 2 sound, 2 bad, 1 conflicts, 0 unlike ours"


@pytest.mark.parametrize(
    "arguments",
    [
        ["import", "nowhere.txt"],
        ["import", "nowhere.txt", "--from", "csv"],
        ["check", "nowhere.tsv"],
        ["find", "Peru", "--on", "2021-02-30"],
        ["find", "Peru", "--actors", "nowhere.tsv"],
    ],
)
def test_a_bad_call_is_one_line_and_exit_code_2(capfdbinary, arguments):
    code, out, err = call(capfdbinary, "actors", *arguments)
    assert (code, out, len(err)) == (2, [], 1)


def test_a_file_of_no_plain_kind_or_an_unknown_importer_is_a_bad_call(capfdbinary, tmp_path):
    path = tmp_path / "prose.txt"
    path.write_text("Once upon a time\n", encoding="utf8")
    assert "--from" in call(capfdbinary, "actors", "import", path)[2][0]
    assert "no importer" in call(capfdbinary, "actors", "import", path, "--from", "tabari")[2][0]


def test_nothing_imported_is_exit_code_1(capfdbinary, tmp_path):
    path = tmp_path / "d.txt"
    path.write_text("KITE [QQQ]\n", encoding="utf8")
    assert call(capfdbinary, "actors", "import", path)[0] == 1


def test_find_as_json_and_as_a_table(capfdbinary, mine):
    code, out, err = call(capfdbinary, "actors", "find", "Georgia", "--json", "--actors", mine)
    found = json.loads("\n".join(out))
    assert (code, err) == (0, [])
    assert [e["code"] for e in found["entries"] if e["wins"]] == ["USA"]
    assert found["why"] == "your roster goes before ours"
    code, out, _ = call(capfdbinary, "actors", "find", "Sky League", "--actors", mine)
    assert code == 0
    assert any("wins" in line and "KEN BUS" in line for line in out)
    assert call(capfdbinary, "actors", "find", "Nobody Atall")[0] == 1


def test_the_environment_names_rosters(monkeypatch, mine):
    monkeypatch.setenv("REDSHANK_ACTORS", f"{mine}:other.tsv")
    assert from_environment().actors == (str(mine), "other.tsv")


@pytest.mark.model
def test_code_asks_the_users_roster_first_and_says_so(capfdbinary, tmp_path, mine):
    report = tmp_path / "report.txt"
    report.write_text(REPORT, encoding="utf8")
    assert call(capfdbinary, "code", report)[:2] == (0, [])
    code, out, _ = call(capfdbinary, "code", report, "--actors", mine)
    event = json.loads(out[0])
    assert code == 0
    assert [(a["code"], a["sector"]) for a in event["actor"]] == [("KEN", "BUS")]
    assert any("your roster: Kite League" in line for line in event["trace"])


@pytest.mark.model
@pytest.mark.parametrize("workers", [1, 2])
def test_a_roster_with_a_bad_row_is_a_bad_call(capfdbinary, tmp_path, workers):
    report, bad = tmp_path / "report.txt", tmp_path / "bad.csv"
    report.write_text(REPORT, encoding="utf8")
    bad.write_text("name,code\nKite,QQQ\n", encoding="utf8")
    code, out, err = call(capfdbinary, "code", report, "--actors", bad, "--workers", workers)
    assert (code, out, len(err)) == (2, [], 1)
    assert "bad.csv:2" in err[0]


@pytest.mark.model
def test_the_spacy_component_takes_rosters(redshank_coder, mine):
    nlp = redshank_coder.nlp
    component = nlp.create_pipe("redshank", config={"actors": [str(mine)]})
    doc = nlp.make_doc("The Kite League condemned Ghana.")
    for name, part in nlp.pipeline:
        if not name.startswith("redshank_"):
            doc = part(doc)
    assert [a.code for e in component(doc)._.redshank.events for a in e.actor] == ["KEN"]


@pytest.mark.model
@pytest.mark.parametrize(("published", "code"), [("2021-06-16", "USA"), ("2022-06-16", "GEO")])
def test_an_entry_holds_on_its_days_only(redshank_coder, tmp_path, published, code):
    roster = tmp_path / "dated.csv"
    roster.write_text("name,code,start,end\nGeorgia,USA,2021-01-01,2021-12-31\n", encoding="utf8")
    nlp = redshank_coder.nlp
    component = nlp.create_pipe("redshank", config={"actors": [str(roster)]})
    text = "Georgia condemned Ghana."
    doc = nlp.make_doc(text)
    doc._.document = Document(id="d", text=text, published=published, paragraphs=[Paragraph(0, len(text), "body")])
    for name, part in nlp.pipeline:
        if not name.startswith("redshank_"):
            doc = part(doc)
    assert [a.code for e in component(doc)._.redshank.events for a in e.actor] == [code]
