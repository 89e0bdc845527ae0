"""Acts and cues of a sentence, by its words alone; and the tables that they stand in."""

from __future__ import annotations

import pytest

from redshank.ledger.commitments.acts import acts_of, kinds, read
from redshank.ledger.commitments.weighing import _CUES
from redshank.ledger.commitments.words import keys_of, sentences
from redshank.ledger.data_rows import rows
from redshank.ontology import plover


@pytest.mark.parametrize(
    ("sentence", "act", "status"),
    [
        ("Chile released the two fishermen on Tuesday.", "free", "done"),
        ("Chile will release the two fishermen.", "free", "future"),
        ("Chile has not released the two fishermen.", "free", "not"),
        ("Chile will not release the two fishermen.", "free", "will not"),
        ("Chile refused to release the two fishermen.", "free", "will not"),
        ("Chile failed to release the two fishermen.", "free", "not"),
        ("Chile may release the two fishermen.", "free", "unreal"),
        ("The troops withdrew from the hill.", "leave", "done"),
    ],
)
def test_how_an_act_is_told(sentence, act, status):
    assert (act, status) in {(h.name, h.status) for h in read(sentence).acts}


def test_what_is_to_be_done_is_the_act_to_come_and_not_what_was_done_before():
    text = "Peru, which arrested the captain in May, will release him on Friday."
    assert "free" in acts_of(text, demanded=False)
    assert "detain" not in acts_of(text, demanded=False)


def test_cues_of_refusing_and_putting_off():
    assert "refuse" in read("Lima rejected the demand.").cues
    assert "extend" in read("The exchange was put off until June.").cues
    assert read("It rained in Lima.").cues == frozenset()


def test_kin_and_contraries_hold_both_ways_and_every_name_is_a_kind():
    table = kinds()
    for name, kind in table.items():
        assert all(name in table[other].kin for other in kind.kin)
        assert all(name in table[other].against for other in kind.against)
        assert kind.category in plover.categories()


def test_every_cue_of_the_table_is_looked_at():
    assert {row["cue"] for row in rows("commitment_cues")} == {cue for cues in _CUES.values() for cue in cues}


def test_rare_words_numbers_and_names_are_what_a_text_is_about():
    said = "The ministry said on Monday that 112 fishermen of Ak-Sai were released in May 2019."
    (name,), (number,) = keys_of("x Ak-Sai"), keys_of("112")
    assert keys_of(said)[number] < keys_of(said)[name]
    assert not keys_of("He said on Monday in May 2019 that it would.")


def test_sentences_do_not_end_at_abbreviations():
    text = 'Gen. Ali left. "No. We stay," said Col. Omar. It rained.'
    assert [text[a:b] for a, b in sentences(text, 0, len(text))] == [
        "Gen. Ali left.",
        '"No. We stay," said Col. Omar.',
        "It rained.",
    ]
