"""Noun phrases: their heads and how far they reach."""

from __future__ import annotations

import pytest

from redshank.language.mentions import find_mentions

pytestmark = pytest.mark.model


@pytest.fixture
def phrases(parse):
    def run(text):
        doc = parse(text)
        return {doc[m.start : m.end].text: m for m in find_mentions(doc)}

    return run


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The new Dutch defence minister resigned.", "The new Dutch defence minister"),
        ("Chilean President Carla Soto spoke.", "Chilean President Carla Soto"),
        ("Ghana's minister, Kofi Baako, spoke.", "Ghana's minister, Kofi Baako"),
        ("The president of Chile spoke.", "The president of Chile"),
        ("The soldiers who fled were caught.", "The soldiers"),
        ("Rebels in northern Mali fled.", "Rebels in northern Mali"),
        ("The leaders of Chad and Niger met.", "The leaders of Chad and Niger"),
        ("Leaders of Ukraine and Russia met.", "Leaders of Ukraine and Russia"),
        ("The Fictional Miners Union (FMU) struck.", "The Fictional Miners Union (FMU)"),
        ("Nurses employed by the mine struck.", "Nurses employed by the mine"),
        ("Ex-soldiers of Nepal marched.", "Ex-soldiers of Nepal"),
        ("At least 40 Chilean miners struck.", "At least 40 Chilean miners"),
        ("More than 300 Peruvian nurses marched.", "More than 300 Peruvian nurses"),
        ("Rebels shelled a barracks in northern Mali.", "a barracks in northern Mali"),
        ("Ghana's director for the ports resigned.", "Ghana's director for the ports"),
        ("Yesterday President Soto resigned.", "President Soto"),
    ],
)
def test_extent(phrases, text, phrase):
    assert phrase in phrases(text)


def test_accusations_are_not_part_of_the_accused(phrases):
    assert "the army" in phrases("Aid groups accused the army of murder.")


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The head of the Libyan navy, Salah Drissi, spoke.", "the Libyan navy"),
        ("The mayor of Lima, Ana Rojas, spoke.", "Lima"),
    ],
)
def test_a_person_is_no_apposition_to_a_place_or_body(phrases, text, phrase):
    assert phrase in phrases(text)


def test_kinds(phrases):
    found = phrases("Kenya said its army obeyed him.")
    assert found["Kenya"].kind == "name"
    assert found["its"].kind == "possessive"
    assert found["its army"].kind == "nominal"
    assert found["him"].kind == "pronoun"


def test_furniture_is_passed_over(nlp):
    from redshank.language.base import prepare
    from redshank.records import Document, Paragraph

    text = "Read more about Kenya here."
    document = Document(id="x", text=text, paragraphs=[Paragraph(0, len(text), "furniture")])
    assert find_mentions(nlp(prepare(nlp, document))) == []
