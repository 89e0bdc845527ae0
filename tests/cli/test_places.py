"""``redshank places`` and gazetteers given to ``redshank code``; the dump is invented."""

from __future__ import annotations

import json

import pytest

from redshank.cli import run
from redshank.settings import Settings, from_environment

REPORT = "NAIROBI, June 16, 2021 -- Kenyan soldiers killed two rebels in Quillhaven on Wednesday.\n"


def row(number, name, code="P\tPPL", population=0, country="KE") -> str:
    cells = [number, name, name, "", "1.5", "38.25", code, country, "", "07", "", "", "", population, "", "1", "", ""]
    return "\t".join(map(str, cells)) + "\n"


def call(capfdbinary, *arguments) -> tuple[int, list[str], list[str]]:
    code = run([str(a) for a in arguments])
    out, err = capfdbinary.readouterr()
    return code, out.decode().splitlines(), err.decode().splitlines()


@pytest.fixture
def dump(tmp_path):
    path = tmp_path / "KE.txt"
    bad = "".join(row(n, f"Bad{n}", population=600, country="QQ") for n in range(7))
    text = row(1, "Quillhaven", population=54321) + bad + row(2, "Lake Quill", "H\tSEA", country="")
    path.write_text(text + row(3, "Tiny Quill", population=3), encoding="utf8")
    return path


@pytest.fixture
def mine(tmp_path, capfdbinary, dump):
    """The gazetteer that the dump becomes."""
    out = tmp_path / "mine.bin"
    code, lines, err = call(capfdbinary, "places", "build", dump, "-o", out)
    assert (code, lines) == (0, [])
    assert len(err) == 8
    assert "KE.txt:2: " in err[0]
    assert err[5] == "redshank: and 2 more bad rows"
    assert "allCountries" in err[6]
    assert err[7] == f"redshank: kept 2 places under 2 names, skipped 7 bad rows: {out}"
    return out


def test_find_as_json(capfdbinary, mine):
    code, out, err = call(capfdbinary, "places", "find", "quillhaven", "--json", "--gazetteer", mine)
    assert (code, err) == (0, [])
    assert json.loads("\n".join(out)) == [
        {
            "geonameid": 1, "name": "Quillhaven", "kind": "town", "country": "KEN", "admin1": "07", "lat": 1.5,
            "lon": 38.25, "population": 54321, "source": "gazetteer",
        }
    ]  # fmt: skip


def test_find_as_a_table(capfdbinary, mine):
    code, out, _ = call(capfdbinary, "places", "find", "Quillhaven", "--gazetteer", mine)
    assert code == 0
    assert out[0].split() == ["id", "name", "kind", "country", "lat", "lon", "population", "from"]
    assert out[1].split() == ["1", "Quillhaven", "town", "KEN", "1.5", "38.25", "54,321", "gazetteer"]


def test_find_without_a_file_asks_ours_and_the_likeliest_comes_first(capfdbinary):
    _, out, _ = call(capfdbinary, "places", "find", "Georgia", "--json")
    found = json.loads("\n".join(out))
    assert [(p["kind"], p["country"]) for p in found[:2]] == [("country", "GEO"), ("division", "USA")]
    _, out, _ = call(capfdbinary, "places", "find", "Kenyan", "--json")
    assert json.loads("\n".join(out))[0]["source"] == "own tables, as an adjective"


@pytest.mark.parametrize("name", ["Quillhaven", "", "[/]", "..."])
def test_a_name_that_nothing_has_is_exit_code_1(capfdbinary, name):
    code, out, err = call(capfdbinary, "places", "find", name)
    assert (code, out, len(err)) == (1, [], 1)
    code, out, _ = call(capfdbinary, "places", "find", name, "--json")
    assert (code, out) == (1, ["[]"])


def test_the_environment_names_a_gazetteer(capfdbinary, monkeypatch, mine):
    assert Settings().gazetteer is None
    monkeypatch.setenv("REDSHANK_GAZETTEER", str(mine))
    assert from_environment().gazetteer == str(mine)
    assert call(capfdbinary, "places", "find", "Quillhaven")[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "nowhere.zip", "-o", "x.bin"],
        ["build", "nowhere.zip"],
        ["build", "{dump}", "-o", "{tmp}/no/x.bin"],
        ["build", "{dump}", "-o", "{dump}"],
        ["build", "{dump}", "-o", "{tmp}/x.bin", "--min-population", "-1"],
        ["build", "{dump}", "-o", "{tmp}/x.bin", "--alternates", "nowhere.txt"],
        ["build", "{dump}", "-o", "{tmp}/x.bin", "--alternates", "{dump}"],
        ["build", "{prose}", "-o", "{tmp}/x.bin"],
        ["find", "Peru", "--gazetteer", "nowhere.bin"],
        ["find", "Peru", "--gazetteer", "{dump}"],
        ["find", "Peru", "--gazetteer", "{old}"],
    ],
)
def test_a_bad_call_is_one_line_and_exit_code_2(capfdbinary, tmp_path, dump, arguments):
    prose, old = tmp_path / "prose.zip", tmp_path / "old.bin"
    prose.write_text("Once upon a time\n", encoding="utf8")
    old.write_bytes(b"redshank-gazetteer-0\n{}\n\n")
    named = {"dump": dump, "tmp": tmp_path, "prose": prose, "old": old}
    code, out, err = call(capfdbinary, "places", *(a.format(**named) for a in arguments))
    assert (code, out, len(err)) == (2, [], 1)
    assert not (tmp_path / "x.bin").exists()


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf8")
    return path


@pytest.mark.model
def test_the_coder_uses_the_gazetteer(capfdbinary, report, mine):
    def place(*options):
        code, out, _ = call(capfdbinary, "inspect", report, "--lexicon-only", *options)
        assert code == 0
        (found,) = [p for p in json.loads(out[0])["places"] if p["extracted_place"] == "Quillhaven"]
        return found["geonameid"], found["lat"], found["country_code"]

    assert place()[:2] == (None, None)
    assert place("--gazetteer", mine) == (1, 1.5, "KEN")
    assert place()[:2] == (None, None)
    code, out, _ = call(capfdbinary, "code", report, "--lexicon-only", "--gazetteer", mine, "--workers", 2)
    assert code == 0
    assert [json.loads(line)["event_loc"]["geonameid"] for line in out] == [1]


@pytest.mark.model
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("command", ["code", "inspect"])
def test_a_gazetteer_that_cannot_be_read_is_a_bad_call(capfdbinary, report, dump, command, workers):
    options = ["--lexicon-only", "--workers", workers]
    code, out, err = call(capfdbinary, command, report, "--gazetteer", dump, *options)
    assert (code, out, len(err)) == (2, [], 1)
    assert "KE.txt" in err[0]


@pytest.mark.model
def test_the_spacy_component_takes_a_gazetteer(redshank_coder, mine):
    nlp = redshank_coder.nlp
    component = nlp.create_pipe("redshank", config={"gazetteer": str(mine)})
    assert [part.gazetteer for part in component.parts if hasattr(part, "gazetteer")] == [str(mine)]
