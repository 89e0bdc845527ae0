"""Whose a thing is, for acts whose argument is no actor itself."""

from __future__ import annotations

import pytest

from redshank.actors.behind import reading_behind

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "word", "phrase", "code"),
    [
        ("Rebels stormed an Afghan army base.", "base", "an Afghan army base", "AFG"),
        ("Turkey's offensive went on.", "offensive", "Turkey's offensive", "TUR"),
        ("Critics condemned the raid of Chad.", "raid", "the raid of Chad", "TCD"),
    ],
)
def test_whose_it_is(parse, text, word, phrase, code):
    doc = parse(text)
    reading = reading_behind(doc, next(t.i for t in doc if t.text == word))
    assert [(e.entity_text, e.code) for e in reading.entities] == [(phrase, code)]


def test_nobody_behind_a_bare_thing(parse):
    doc = parse("The storm destroyed a bridge.")
    assert reading_behind(doc, next(t.i for t in doc if t.text == "bridge")) is None
