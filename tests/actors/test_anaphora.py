"""Descriptions and pronouns that point back, read through the whole pipeline."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model


@pytest.fixture
def found(parse):
    """``found(text, words)``: reading of the last phrase with exactly these words."""

    def run(text, words, published="2019-06-14"):
        doc = parse(text, published)
        readings = [
            r for r in doc._.actors.readings.values() if any(e.entity_text.lower() == words.lower() for e in r.entities)
        ]
        assert readings, (words, [(e.entity_text, e.code) for r in doc._.actors.readings.values() for e in r.entities])
        return readings[-1]

    return run


@pytest.mark.parametrize(
    ("text", "words", "name", "code"),
    [
        ("Iran tested a rocket. It also warned Qatar.", "It", "Iran", "IRN"),
        ("Iran tested a rocket near Oman. The country said it was safe.", "The country", "Iran", "IRN"),
        (
            "Ghanaian Finance Minister Kofi Baako flew to Rome. He asked for a loan.",
            "He",
            "Kofi Baako",
            "GHA",
        ),
        (
            "Ghana's finance minister, Kofi Baako, flew to Rome. The finance minister asked for a loan.",
            "The finance minister",
            "Kofi Baako",
            "GHA",
        ),
        (
            "French President Emmanuel Macron spoke. The president left early.",
            "The president",
            "Emmanuel Macron",
            "FRA",
        ),
        ("Chad met Angela Merkel. The German leader listened.", "The German leader", "Angela Merkel", "DEU"),
        ("The Taliban attacked a post in Kunduz. The group said it won.", "The group", "Taliban", "AFG"),
    ],
)
def test_what_points_back(found, text, words, name, code):
    (entity,) = found(text, words).entities
    assert (entity.identifier_text, entity.code) == (name, code)


def test_the_reading_keeps_the_pronouns_own_words(parse):
    text = "Iran tested a rocket. It also warned Qatar."
    doc = parse(text)
    (entity,) = doc._.actors.at(next(t.i for t in doc if t.text == "It")).entities
    assert text[entity.start : entity.end] == entity.entity_text == "It"


def test_possessives_carry_the_country(found):
    (entity,) = found("Algeria closed the border. Its forces patrol the desert.", "Its forces").entities
    assert (entity.code, entity.sector) == ("DZA", "MIL")


def test_both_leaders_are_two(found):
    text = "Chinese President Xi Jinping met French President Emmanuel Macron. Both leaders praised the deal."
    assert sorted(e.code for e in found(text, "Both leaders").entities) == ["CHN", "FRA"]


def test_the_two_sides_are_the_two_named_most(found):
    text = "India and Pakistan traded fire on Sunday. India blamed Pakistan. The two sides will talk."
    assert sorted(e.code for e in found(text, "The two sides").entities) == ["IND", "PAK"]


def test_i_in_a_quotation_is_the_speaker(found):
    text = 'Chad sent aid. "I will not resign," Kenyan Defence Minister Peter Odhiambo said.'
    assert found(text, "I").entities[0].identifier_text == "Peter Odhiambo"


def test_he_in_a_quotation_is_not_the_speaker(found):
    text = (
        "French President Emmanuel Macron wrote to Kenyan Defence Minister Peter Odhiambo.\n"
        '"He will keep his word," Odhiambo said.'
    )
    assert found(text, "He").entities[0].identifier_text == "Emmanuel Macron"


def test_a_predicate_says_what_its_subject_is(found):
    text = "Al-Qaeda is a militant group. The group attacked Lamu."
    assert found(text, "The group").entities[0].code == "IMG"


def test_chains_lead_to_earlier_heads_and_end(parse):
    from redshank.language.coreference import walk

    doc = parse("Iran tested a rocket. It warned Qatar. It said it would test again.")
    assert doc._.chains
    for head in doc._.chains:
        assert doc[walk(doc._.chains, head)].text == "Iran"
