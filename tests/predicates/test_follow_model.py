"""The follow model: plain cases of each kind and relation, whatever the countries; bad files are refused."""

from __future__ import annotations

import pytest

from redshank.errors import DataError
from redshank.predicates.follow_model import FOLLOW_FILE, NOTHING, FollowModel, own_follow_model
from redshank.predicates.model_files import TOKENIZER_FILE
from redshank.predicates.relation_model import own_model

MADE = ("Peru demanded on Monday that Chile hand over the two captured fishermen by 12 May.", "")
TOKENIZER = own_model().folder / TOKENIZER_FILE


def best(answer):
    return max(answer, key=lambda name: answer[name])


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Peru demanded on Monday that Chile hand over the two captured fishermen by 12 May.", "demand"),
        ("Norway pledged on Friday to send Malawi 40 million crowns for maize before the rains.", "promise"),
        ("If the bridge is not reopened within a week, the army will take it by force, the general warned.", "threat"),
        ("The bakery has stood at the corner of the square since 1911.", NOTHING),
    ],
)
def test_what_a_sentence_makes(sentence, kind):
    assert best(own_follow_model().makes([(sentence, "")])[0]) == kind


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("Chile handed over the two captured fishermen to Peru on Tuesday.", "fulfil"),
        ("Chile rejected the demand and said the two fishermen would not be handed over.", "refuse"),
        ("Heavy rain closed the airport of Arequipa for a second day.", NOTHING),
    ],
)
def test_what_became_of_it(sentence, relation):
    assert best(own_follow_model().becomes([("demand", MADE, (sentence, ""))])[0]) == relation


def test_probabilities_sum_to_one_and_nothing_asked_is_nothing_told():
    (answer,) = own_follow_model().becomes([("demand", MADE, ("Chile said no.", ""))])
    assert sum(answer.values()) == pytest.approx(1, abs=0.001)
    assert own_follow_model().makes([]) == own_follow_model().becomes([]) == []


def test_very_long_and_empty_sentences_are_answered():
    long = "and so on " * 500
    assert own_follow_model().makes([(long, long), ("", "")])
    assert own_follow_model().becomes([("plan", (long, long), (long, "")), ("plan", ("", ""), ("", ""))])


def test_a_missing_or_damaged_model_is_named(tmp_path):
    with pytest.raises(DataError, match=r"follow\.onnx: no follow model, or a damaged one"):
        FollowModel(tmp_path, TOKENIZER)
    whole = (own_follow_model().folder / FOLLOW_FILE).read_bytes()
    (tmp_path / FOLLOW_FILE).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DataError, match="damaged"):
        FollowModel(tmp_path, TOKENIZER)
    (tmp_path / FOLLOW_FILE).write_bytes(whole.replace(b'{"format": 1,', b'{"format": 9,'))
    with pytest.raises(DataError, match="format 9, not 1"):
        FollowModel(tmp_path, TOKENIZER)
