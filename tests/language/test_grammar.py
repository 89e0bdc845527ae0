"""Who does what to whom in a clause: passives, gaps, control and coordination."""

from __future__ import annotations

import pytest

from redshank.language import grammar

pytestmark = pytest.mark.model


def verb(doc, lemma):
    return next(t for t in doc if t.lemma_ == lemma and t.pos_ in {"VERB", "AUX"})


@pytest.mark.parametrize(
    ("text", "lemma", "subject", "obj"),
    [
        ("Rebels attacked the convoy.", "attack", "Rebels", "convoy"),
        ("The convoy was attacked by rebels.", "attack", "rebels", "convoy"),
        ("The rebels who attacked the convoy fled.", "attack", "rebels", "convoy"),
        ("Soldiers seized the ships that rebels attacked.", "attack", "rebels", "ships"),
        ("The ships seized by the navy were returned.", "seize", "navy", "ships"),
        ("Norway urged Sweden to release the prisoners.", "release", "Sweden", "prisoners"),
        ("Norway promised to release the prisoners.", "release", "Norway", "prisoners"),
        ("Norway met Sweden and condemned the attack.", "condemn", "Norway", "attack"),
        ("Norway accused Sweden of arming rebels.", "arm", "Sweden", "rebels"),
    ],
)
def test_logical_subject_and_object(parse, text, lemma, subject, obj):
    found = verb(parse(text), lemma)
    assert grammar.logical_subject(found).text == subject
    assert grammar.logical_object(found).text == obj


def test_coordination_is_spread_out(parse):
    doc = parse("The leaders of Norway, Sweden and Finland met on Monday.")
    first = next(t for t in doc if t.text == "Norway")
    assert [t.text for t in grammar.conjuncts(first)] == ["Norway", "Sweden", "Finland"]


def test_a_passive_without_agent_has_no_subject(parse):
    found = verb(parse("The journalist was arrested on Monday."), "arrest")
    assert grammar.logical_subject(found) is None
    assert grammar.logical_object(found).text == "journalist"


def test_owner_of_an_act_noun(parse):
    doc = parse("Norway condemned the launch of a missile by Sweden.")
    assert grammar.owner(next(t for t in doc if t.text == "launch")).text == "Sweden"
    doc = parse("Norway condemned Sweden's decision.")
    assert grammar.owner(next(t for t in doc if t.text == "decision")).text == "Sweden"
