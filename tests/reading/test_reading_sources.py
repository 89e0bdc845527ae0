"""Files, folders and standard input."""

from __future__ import annotations

import gzip
import io
import json
import sys
import zipfile
from pathlib import Path

import pytest

from redshank.errors import CallError, DocumentError
from redshank.reading.sources import count_inputs, read_inputs
from redshank.records import Document
from redshank.settings import Settings

ONE = "The navy of Freedonia seized a ferry in the strait on Monday."
TWO = "The crew of eleven was taken to Port Amber, officials said."
PAGE = f"<html><body><article><p>{ONE}</p><p>{TWO}</p><p>{ONE.replace('Monday', 'Friday')}</p></article></body></html>"


def texts(*paths: Path | str, settings: Settings | None = None) -> list[str]:
    """The text of each document, the line of each error."""
    found = read_inputs(paths, settings or Settings())
    return [d.text if isinstance(d, Document) else f"! {d}" for d in found]


@pytest.fixture
def write(tmp_path):
    def run(name: str, data: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    return run


def lines(*rows: object) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_a_text_a_page_and_rows(write):
    a, b = write("a.txt", ONE), write("b.html", PAGE)
    c = write("c.jsonl", lines({"text": ONE}, {"text": TWO}))
    found = texts(a, b, c)
    assert found[0] == ONE
    assert TWO in found[1]
    assert found[2:] == [ONE, TWO]


def test_kind_follows_from_the_first_bytes_without_an_ending(write):
    assert TWO in texts(write("page", PAGE))[0]
    assert "<" not in texts(write("page", PAGE))[0]
    assert texts(write("rows", lines({"text": ONE}))) == [ONE]
    assert texts(write("text", ONE)) == [ONE]


def test_gzip_of_each(write):
    assert texts(write("a.txt.gz", gzip.compress(ONE.encode()))) == [ONE]
    assert texts(write("a.jsonl.gz", gzip.compress(lines({"text": ONE}).encode()))) == [ONE]
    assert TWO in texts(write("a.html.gz", gzip.compress(PAGE.encode())))[0]


def test_json_array_and_json_object_over_several_lines(write):
    assert texts(write("a.json", json.dumps([{"text": ONE}, {"text": TWO}], indent=2))) == [ONE, TWO]
    assert texts(write("b.json", json.dumps({"text": ONE}, indent=2))) == [ONE]


def test_a_folder_is_read_sorted_with_its_folders_and_without_hidden_files(write, tmp_path):
    write("d/b.txt", TWO)
    write("d/a/x.txt", ONE)
    write("d/.hidden.txt", "Hidden.")
    write("d/table.csv", "a,b")
    assert texts(tmp_path / "d") == [ONE, TWO]


def test_one_bad_row_never_stops_the_others(write):
    path = write("r.jsonl", lines({"text": ONE}) + "{broken\n\n" + lines({"text": 5}, [1], {"text": TWO}))
    found = texts(path)
    assert found[0] == ONE
    assert f"{path}:2: the line is no JSON" in found[1]
    assert f"{path}:4: 'text' is a number" in found[2]
    assert f"{path}:5: a row has to be a JSON object" in found[3]
    assert found[4] == TWO


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("empty.jsonl", b"\n\n", "the file is empty"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "seems to be a PNG picture"),
        ("report.txt", b"%PDF-1.4", "seems to be a PDF"),
        ("rows.jsonl", b"PK\x03\x04abc", "seems to be a zip archive"),
        ("cut.jsonl.gz", gzip.compress(lines({"text": ONE}).encode() * 50)[:-12], "the gzip file is broken or cut off"),
        ("bad.json", b'[{"text":', "is no JSON"),
        ("noarticle.html", b"<html><body>Log in</body></html>", "there is no article on the page"),
    ],
)
def test_bad_files_are_one_clear_line(write, name, data, message):
    path = write(name, data)
    last = texts(path)[-1]
    assert last.startswith(f"! {path}: ")
    assert message in last
    assert "\n" not in last


def test_a_bad_file_never_stops_the_others(write):
    assert texts(write("a.txt", b""), write("b.txt", ONE))[1] == ONE


def test_zip_archives_are_named(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", ONE)
    assert "seems to be a zip archive" in texts(tmp_path / "a.zip")[0]


def test_too_large_a_file_a_line_and_a_gzip_bomb(write):
    small = Settings(max_bytes=200)
    assert "larger than the limit of 200 bytes" in texts(write("a.txt", ONE * 20), settings=small)[0]
    bomb = write("b.txt.gz", gzip.compress(b"a" * 1_000_000))
    assert "larger than the limit" in texts(bomb, settings=small)[0]
    rows = write("c.jsonl", lines({"text": ONE * 20}, {"text": TWO}))
    found = texts(rows, settings=small)
    assert f"{rows}:1: the line is longer than the limit" in found[0]
    assert found[1] == TWO


def test_a_row_nested_too_deeply_is_refused(write):
    assert "no JSON" in texts(write("r.jsonl", lines({"text": ONE}) + "[" * 100_000 + "\n"))[1]


def test_a_path_that_is_not_there_is_a_wrong_call_at_once(tmp_path):
    with pytest.raises(CallError, match="no such file or folder"):
        read_inputs([tmp_path / "nowhere"])


def test_a_folder_with_nothing_to_read_is_a_wrong_call(write, tmp_path):
    write("d/table.csv", "a,b")
    with pytest.raises(CallError, match="nothing to read"):
        read_inputs([tmp_path / "d"])


@pytest.mark.parametrize(("data", "expected"), [(lines({"text": ONE}, {"text": TWO}), [ONE, TWO]), (ONE, [ONE])])
def test_standard_input(monkeypatch, data, expected):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(data.encode()))))
    assert texts("-") == expected


def test_counting(write, tmp_path):
    a, b = write("d/a.txt", ONE), write("d/b.jsonl", lines({"text": ONE}, {"text": TWO}))
    assert count_inputs([a, b]) == count_inputs([tmp_path / "d"]) == 3
    assert count_inputs(["-"]) is None
    assert count_inputs([write("c.jsonl.gz", gzip.compress(b"x"))]) is None


def test_same_file_same_document_wherever_it_lies(write):
    first, second = (next(read_inputs([write(f"{d}/r.txt", ONE)])) for d in ("x", "y"))
    assert isinstance(first, Document)
    assert first == second


def test_other_languages_are_errors_unless_asked_for(write):
    german = "Der Außenminister sagte am Dienstag, die Regierung werde die Truppen aus dem Grenzgebiet abziehen. " * 4
    path = write("a.txt", german)
    assert "is in German (de)" in texts(path)[0]
    (document,) = read_inputs([path], any_language=True)
    assert not isinstance(document, DocumentError)
    assert document.language == "de"
