"""The choice of antecedents, on candidates made by hand where the parse does not matter."""

from __future__ import annotations

import pytest

from redshank.language.coreference import Candidate, antecedent, fits, is_empty_it, walk
from redshank.lexicons.roster import pronouns


def candidate(**fields):
    given = {"head": 0, "start": 0, "end": 1, "sent": 0, "kind": "person", "plural": False, "key": "x"}
    return Candidate(**{**given, **fields})


def test_walks_end_in_circles():
    assert walk({3: 2, 2: 1, 1: 3}, 3) in (1, 2, 3)
    assert walk({5: 2, 2: 0}, 5) == 0
    assert walk({}, 7) == 7


@pytest.mark.parametrize(
    ("form", "fields", "agrees"),
    [
        ("he", {"gender": "m"}, True),
        ("he", {"gender": ""}, True),
        ("he", {"gender": "f"}, False),
        ("she", {"kind": "country"}, False),
        ("it", {"kind": "country"}, True),
        ("it", {"kind": "body", "plural": True}, False),
        ("it", {"kind": "person"}, False),
        ("they", {"kind": "people", "plural": True}, True),
        ("they", {"kind": "body", "plural": None}, True),
        ("they", {"kind": "person"}, False),
    ],
)
def test_agreement(form, fields, agrees):
    assert fits(pronouns()[form], candidate(**fields)) is agrees


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("It is clear that they lied.", True),
        ("It seems that they lied.", True),
        ("It was believed that the ship sank.", True),
        ("It fired a missile.", False),
        ("It was attacked by rebels.", False),
    ],
)
def test_empty_it(parse, text, empty):
    assert is_empty_it(parse(text)[0]) is empty


@pytest.mark.model
def test_an_object_is_not_its_own_subject(parse):
    doc = parse("Paul saw him.")
    subject = candidate(head=0, start=0, end=1, gender="m", subject=True)
    assert antecedent(doc[2], pronouns()["him"], [subject], sent=0) is None


@pytest.mark.model
def test_the_doer_of_an_infinitive_is_not_its_object(parse):
    doc = parse("Paul called Carl to thank him.")
    him = next(t for t in doc if t.text == "him")
    paul = candidate(head=0, end=1, gender="m", subject=True, key="Paul")
    carl = candidate(head=2, start=2, end=3, gender="m", key="Carl")
    assert antecedent(him, pronouns()["him"], [carl, paul], sent=0) is carl


@pytest.mark.model
def test_subjects_and_recent_phrases_win(parse):
    doc = parse("Paul met Carl in Rome. Later he left.")
    he = next(t for t in doc if t.text == "he")
    first = candidate(head=0, end=1, gender="m", subject=True, key="Paul")
    second = candidate(head=2, start=2, end=3, gender="m", key="Carl")
    chosen = antecedent(he, pronouns()["he"], [second, first], sent=1)
    assert chosen is first
    assert antecedent(he, pronouns()["he"], [second, first], sent=1, barred=frozenset({"Paul"})) is second
    assert antecedent(he, pronouns()["he"], [first], sent=9) is None


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "antecedent_head"),
    [
        ("The Kenyan president met the Ugandan president and invited him home.", "him", "Ugandan president"),
        ("The Polish minister met the Czech minister and thanked her.", "her", "Czech minister"),
        ("Peru asked Chile to help it.", "it", "Peru"),
    ],
)
def test_an_object_is_not_the_subject_of_its_own_clause(parse, text, word, antecedent_head):
    doc = parse(text)
    head = doc._.chains[next(t.i for t in doc if t.text == word)]
    assert doc[doc[head].left_edge.i : head + 1].text.endswith(antecedent_head)


@pytest.mark.model
def test_it_can_be_the_event_before(parse):
    doc = parse("Kenya condemned the blast. It killed ten people.")
    assert doc._.actors.at(next(t.i for t in doc if t.text == "It")) is None


@pytest.mark.model
def test_they_can_be_all_who_are_joined(parse):
    doc = parse("Spain and Portugal signed. They want a new line.")
    reading = doc._.actors.at(next(t.i for t in doc if t.text == "They"))
    assert [e.code for e in reading.entities] == ["ESP", "PRT"]


def test_only_somebody_can_be_ready(parse):
    from redshank.language.coreference import is_empty_it

    doc = parse("The UN said it was ready to send doctors. It was important to send doctors.")
    first, second = (t for t in doc if t.lower_ == "it")
    assert not is_empty_it(first)
    assert is_empty_it(second)
