"""What one marked actor does to another in one sentence."""

from __future__ import annotations

import pytest

from redshank.coder.relate import relate
from redshank.errors import DocumentError

pytestmark = pytest.mark.model


def row(sentence, actor, recipient, name="r"):
    a, b = sentence.index(actor), sentence.index(recipient)
    return {"id": name, "sentence": sentence, "actor": [a, a + len(actor)], "recipient": [b, b + len(recipient)]}


@pytest.mark.parametrize(
    ("sentence", "actor", "recipient", "event"),
    [
        ("Norway urged Sweden to free the sailors.", "Norway", "Sweden", "REQUEST"),
        ("Sweden was sharply criticised by Norway over the sailors.", "Norway", "Sweden", "ACCUSE"),
        ("Norway will meet Sweden next week.", "Norway", "Sweden", "AGREE"),
        ("Norway expelled the ambassador of Sweden, which condemned the move.", "Norway", "Sweden", "SANCTION"),
        ("Rebels shelled the town before Norway sent food to its people.", "Rebels", "the town", "ASSAULT"),
    ],
)
def test_the_act_between_the_two(nlp, sentence, actor, recipient, event):
    (found,) = relate(nlp, [row(sentence, actor, recipient)])
    assert found.event == event
    assert 0 <= found.score <= 1


def test_answers_come_in_order(nlp):
    rows = [row("Norway met Sweden.", "Norway", "Sweden", n) for n in ("a", "b", "c")]
    assert [r.id for r in relate(nlp, rows)] == ["a", "b", "c"]


def test_a_sentence_without_any_act_is_answered_with_no_trust(nlp):
    (found,) = relate(nlp, [row("Norway, Sweden.", "Norway", "Sweden")])
    assert found.score < 0.2


@pytest.mark.parametrize("spans", [[0, 999], [5, 2], "x"])
def test_spans_outside_the_sentence_are_named(nlp, spans):
    bad = {"id": "x", "sentence": "Norway met Sweden.", "actor": [0, 6], "recipient": spans}
    with pytest.raises(DocumentError, match="line 1"):
        list(relate(nlp, [bad]))


@pytest.mark.parametrize(
    ("sentence", "actor", "recipient", "event"),
    [
        ("A Norwegian court convicted the Swedish captain of smuggling.", "A Norwegian court", "the Swedish", "ACCUSE"),
        ("Norway imposed sanctions on Sweden over the dam.", "Norway", "Sweden", "COERCE"),
        ("Norway's navy blockaded the ports of Sweden.", "Norway's navy", "Sweden", "ASSAULT"),
        ("Norway promised Sweden to withdraw its troops.", "Norway", "Sweden", "AGREE"),
    ],
)
def test_answers_follow_the_conventions_of_the_pair_set(nlp, sentence, actor, recipient, event):
    (found,) = relate(nlp, [row(sentence, actor, recipient)])
    assert found.event == event


def test_what_no_frame_knows_the_model_reads(nlp):
    (found,) = relate(nlp, [row("Norway threw cold water on the Swedish proposal.", "Norway", "the Swedish")])
    assert found.event == "REJECT"
