"""The corpus as data: it reads, is as large and as balanced as its datasheet says, and bad ones are refused by line."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from redshank.errors import DataError
from redshank.ontology import plover
from redshank.predicates.relation_model import NONE
from redshank.training.corpus import FORMS, labels_of, plover_labels, read_corpus, unmark
from redshank.training.names import fill

CORPUS = Path(__file__).parents[2] / "corpus"
GOOD = "ACCUSE\tdisapprove\t-\tactive\t[A:The envoy] {scolded} [R:the two ministers] for their silence."
OTHER = "NONE\t-\t-\tactive\t[A:The envoy] {scolded} [R:his dog]."


@pytest.fixture(scope="module")
def own():
    return read_corpus(CORPUS, plover_labels())


def corpus_of(tmp_path, *lines):
    (tmp_path / "a.tsv").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def test_the_corpus_is_large_and_no_line_stands_twice(own):
    assert len(own) >= 9000
    keys = Counter((e.text, e.actors, e.recipients, e.triggers, e.event) for e in own)
    assert [k[0] for k, n in keys.items() if n > 1] == []


def test_every_category_and_mode_has_forty_constructions(own):
    found = {}
    for e in own:
        words = tuple(e.text[a:b].lower() for a, b in e.triggers)
        found.setdefault((e.event, "-"), set()).add((words, e.form))
        for mode in e.modes:
            found.setdefault((e.event, mode), set()).add((words, e.form))
    asked = [(event, mode) for event in plover.categories() for mode in ("-", *plover.modes(event))]
    assert {k: len(found.get(k, ())) for k in asked if len(found.get(k, ())) < 40} == {}


def test_every_form_and_auxiliary_mode_occurs_and_one_line_in_ten_is_no_event(own):
    assert set(FORMS) == {e.form for e in own}
    aux = Counter(name for e in own for name in e.aux)
    assert {name: aux[name] for name in plover.auxiliary_modes() if aux[name] < 250} == {}
    assert 0.1 < sum(e.event == NONE for e in own) / len(own) < 0.25


def test_slots_are_filled_with_names_that_agree():
    text = "A $ADJ1 envoy left $CAPITAL1 for $STATE2, said $PERSON1; $SURNAME1 gave no reason."
    (line,) = [unmark(f"[A:{text}]")]
    example = next(e for e in read_corpus(CORPUS, plover_labels()))
    example = type(example)(line[0], line[1]["A"], (), (), "CONSULT", (), (), "active", "here")
    seen = {fill(example, random.Random(seed)).text for seed in range(20)}
    assert len(seen) == 20
    assert not any("$" in t for t in seen)
    for text in seen:
        person = text.split("said ")[1].split(";")[0]
        assert text.split("; ")[1].startswith(person.split(" ", 1)[1])


def test_spans_move_with_the_names_and_the_article_is_mended(tmp_path):
    folder = corpus_of(
        tmp_path, "AID\t-\t-\tactive\tOn Monday [A:a $ADJ1 ship] {brought food to} [R:$STATE2's coast].", OTHER
    )
    example = read_corpus(folder, plover_labels())[0]
    for seed in range(30):
        filled = fill(example, random.Random(seed))
        ((a, b),), ((c, d),), ((e, f),) = filled.actors, filled.recipients, filled.triggers
        assert filled.text[e:f] == "brought food to"
        assert filled.text[c:d].endswith("'s coast")
        assert filled.text[a:b].endswith(" ship")
        article, adjective = filled.text[a:b].split(" ")[:2]
        assert article == ("an" if adjective[0] in "AEIO" else article)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("PRAISE\t-\t-\tactive\t[A:He] {praised} [R:her].", "unknown category 'PRAISE'"),
        ("ACCUSE\tshout\t-\tactive\t[A:He] {scolded} [R:her].", "ACCUSE has no mode 'shout'"),
        ("ACCUSE\t-\tperhaps\tactive\t[A:He] {scolded} [R:her].", "unknown auxiliary mode 'perhaps'"),
        ("ACCUSE\t-\t-\tsung\t[A:He] {scolded} [R:her].", "unknown form 'sung'"),
        ("ACCUSE\t-\t-\tactive\t[A:He {scolded} [R:her].", "a mark is not closed"),
        ("ACCUSE\t-\t-\tactive\t[A:He scolded her.", "a mark is not closed"),
        ("ACCUSE\t-\t-\tactive\tHe {scolded} her.", "neither an actor nor a recipient"),
        ("ACCUSE\t-\tactive\t[A:He] {scolded} [R:her].", "4 columns, not 5"),
    ],
)
def test_a_bad_line_is_named(tmp_path, line, fault):
    with pytest.raises(DataError, match=fault) as raised:
        read_corpus(corpus_of(tmp_path, GOOD, OTHER, line), plover_labels())
    assert str(raised.value).startswith(f"{tmp_path / 'a.tsv'}:3: ")


def test_a_slot_that_is_none_is_named_when_filled(tmp_path):
    folder = corpus_of(tmp_path, GOOD.replace("The envoy", "$KING1"), OTHER)
    example = read_corpus(folder, plover_labels())[0]
    with pytest.raises(DataError, match=r"a\.tsv:1: no slot is named \$KING"):
        fill(example, random.Random(0))


def test_one_class_only_and_no_sentences_are_refused(tmp_path):
    with pytest.raises(DataError, match="one class only"):
        read_corpus(corpus_of(tmp_path, GOOD), plover_labels())
    with pytest.raises(DataError, match="no sentences"):
        read_corpus(corpus_of(tmp_path, ""), plover_labels())


def test_bytes_that_are_no_text_are_refused(tmp_path):
    (tmp_path / "a.tsv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DataError, match="not UTF-8"):
        read_corpus(tmp_path, plover_labels())


def test_a_users_own_labels(tmp_path):
    (tmp_path / "labels.tsv").write_text("event\tmode\nPLANT\ttree\nPLANT\tflower\nWATER\n", encoding="utf-8")
    labels = labels_of(tmp_path)
    assert labels.events == ("PLANT", "WATER", NONE)
    assert labels.modes == ("PLANT/-", "PLANT/tree", "PLANT/flower", "WATER/-", "NONE/-")
    folder = corpus_of(tmp_path, "PLANT\ttree\t-\tactive\t[A:She] {planted} [R:an oak].", OTHER)
    assert [e.event for e in read_corpus(folder, labels)] == ["PLANT", NONE]


@pytest.mark.parametrize("text", ["PLANT\ttree\tbig\n", "\ttree\n", "event\tmode\n", "NONE\n"])
def test_bad_labels_are_refused(tmp_path, text):
    (tmp_path / "labels.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"labels\.tsv"):
        labels_of(tmp_path)
