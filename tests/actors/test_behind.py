"""Whose a thing is, for acts whose argument is no actor itself."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model


def at(doc, word):
    return doc._.actors.at(next(t.i for t in doc if t.text == word))


@pytest.mark.parametrize(
    ("text", "word", "phrase", "code"),
    [
        ("Rebels stormed an Afghan army base.", "base", "an Afghan army base", "AFG"),
        ("Turkey's offensive went on.", "offensive", "Turkey's offensive", "TUR"),
        ("Critics condemned the raid of Chad.", "raid", "the raid of Chad", "TCD"),
        ("Togo accepted a proposal submitted by the Chilean envoy.", "proposal", None, "CHL"),
        ("Sino-Russian patrols began near Japan.", "patrols", None, "RUS"),
        ("Peru denounced a protest by Bolivian farmers.", "protest", "a protest by Bolivian farmers", "BOL"),
        ("Gunmen raided a barracks in northern Mali.", "barracks", "a barracks in northern Mali", "MLI"),
        ("Kenyan soldiers burned a village.", "village", "a village", None),
        ("Peru sued Brindle Quarry Holdings Inc.", "Inc.", "Brindle Quarry Holdings Inc.", None),
    ],
)
def test_whose_it_is(parse, text, word, phrase, code):
    (entity, *_) = at(parse(text), word).entities
    assert entity.code == code
    assert phrase in (None, entity.entity_text)


def test_the_owners_name_and_sector_stay(parse):
    (entity,) = at(parse("Iran criticised NATO's report."), "report").entities
    assert (entity.identifier_text, entity.code, entity.sector) == ("North Atlantic Treaty Organization", "IGO", "GOV")


def test_the_trace_says_that_it_is_only_behind(parse):
    reading = at(parse("Turkey's offensive went on."), "offensive")
    assert reading.rule.startswith("behind 'offensive'")
    assert reading.score <= 0.5


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The storm destroyed a bridge.", "bridge"),
        ("Mali rejected an accusation by Togo.", "accusation"),
        ("Paris Hilton sang.", "Hilton"),
    ],
)
def test_nobody_behind(parse, text, word):
    assert at(parse(text), word) is None
