"""The relation model: what it reads, that names do not matter and negations do, and that bad files are refused."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from redshank.errors import DataError
from redshank.ontology import plover
from redshank.predicates.marking import MAX_PIECES, Marked, pieces_of
from redshank.predicates.model_files import TOKENIZER_FILE
from redshank.predicates.relation_model import MODEL_FILE, NONE, RelationModel, own_model
from redshank.training.corpus import unmark

PAIRS = Path(__file__).parent / "pairs.tsv"
AUX_LEAST = 0.5


def pairs(kind):
    with PAIRS.open(encoding="utf-8") as lines:
        return [r for r in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if r["kind"] == kind]


def marked(text):
    plain, spans = unmark(text)
    return Marked(plain, spans["A"], spans["R"], spans["T"])


def answers(kind):
    rows = pairs(kind)
    model = own_model()
    first = model.read([marked(r["first"]) for r in rows])
    second = model.read([marked(r["second"]) for r in rows])
    return list(zip(rows, first, second, strict=True))


def test_the_pairs_are_enough_and_of_all_categories():
    rows = [r for kind in ("swap", "negate", "future") for r in pairs(kind)]
    assert len(rows) >= 300
    assert {r["event"] for r in pairs("swap")} == {*plover.categories(), NONE}


def test_other_names_countries_and_genders_change_the_category_in_under_two_percent():
    turned = [r["second"] for r, first, second in answers("swap") if first.event != second.event]
    assert len(turned) < 0.02 * len(pairs("swap")), turned


def test_a_negated_act_is_told_as_such_or_as_a_refusal():
    wrong = []
    for row, _, second in answers("negate"):
        good = second.event == row["event2"] and (row["aux2"] != "negation" or second.aux["negation"] > AUX_LEAST)
        wrong += [] if good else [(row["event2"], row["aux2"], second.event, row["second"])]
    assert len(wrong) <= 0.15 * len(pairs("negate")), wrong


def test_an_act_to_come_is_told_as_such():
    wrong = []
    for row, _, second in answers("future"):
        good = second.event == row["event2"] and (row["aux2"] != "future" or second.aux["future"] > AUX_LEAST)
        wrong += [] if good else [(row["event2"], row["aux2"], second.event, row["second"])]
    assert len(wrong) <= 0.2 * len(pairs("future")), wrong


def test_answers_do_not_depend_on_their_neighbours():
    rows = [marked(r["first"]) for r in pairs("swap")[:40]]
    alone = [own_model().read([row])[0] for row in rows[:5]]
    together = own_model().read(rows)[:5]
    assert [a.event for a in alone] == [t.event for t in together]


def test_a_bare_sentence_has_its_parties_named():
    text = "On Tuesday the Dutch foreign minister condemned the government of Belarus over the arrests."
    (found,) = own_model().parties([Marked(text)])
    words = [[text[a:b] for (a, b), chance in side if chance > AUX_LEAST] for side in (found.actors, found.recipients)]
    assert any("Dutch foreign minister" in w for w in words[0])
    assert any("government of Belarus" in w for w in words[1])
    assert any("condemned" in text[a:b] for (a, b), _ in found.triggers)


def test_a_long_sentence_is_cut_round_its_marks():
    text = "and so on " * 200 + "Kenya praised Ghana " + "and so on " * 200
    at = text.index("Kenya")
    row = Marked(text, [(at, at + 5)], [(at + 14, at + 19)])
    (pieces,) = pieces_of(own_model()._tokenizer, [row])
    assert len(pieces.ids) <= MAX_PIECES
    kept = [text[a:b].lower() for a, b in pieces.offsets if b]
    assert "kenya" in kept
    assert "ghana" in kept


def test_an_empty_sentence_is_answered():
    (found,) = own_model().parties([Marked("")])
    assert own_model().read([Marked("")])[0].event in own_model().events
    assert found.actors == found.recipients == found.triggers == ()


def folder_with(tmp_path, data):
    shutil.copy(own_model().folder / TOKENIZER_FILE, tmp_path / TOKENIZER_FILE)
    (tmp_path / MODEL_FILE).write_bytes(data)
    return tmp_path


def test_a_missing_or_damaged_model_is_named(tmp_path):
    with pytest.raises(DataError, match=r"relation\.onnx: no relation model, or a damaged one"):
        RelationModel(tmp_path)
    whole = (own_model().folder / MODEL_FILE).read_bytes()
    for data in (b"", b"not a model", whole[: len(whole) // 2]):
        with pytest.raises(DataError, match="damaged"):
            RelationModel(folder_with(tmp_path, data))


def test_a_model_of_another_version_is_refused(tmp_path):
    whole = (own_model().folder / MODEL_FILE).read_bytes()
    other = whole.replace(b'{"format": 2,', b'{"format": 9,')
    assert other != whole
    with pytest.raises(DataError, match="a relation model of format 9, not 2"):
        RelationModel(folder_with(tmp_path, other))
