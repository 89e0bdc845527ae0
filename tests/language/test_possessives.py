"""Possessive endings kept apart from their noun."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model


@pytest.mark.parametrize("text", ["Norway ’ s army attacked Sweden .", "Norway ' s army attacked Sweden ."])
def test_the_owner_is_kept(parse, text):
    doc = parse(text)
    army = next(t for t in doc if t.text == "army")
    assert [c.text for c in army.children if c.dep_ == "poss"] == ["Norway"]
    assert doc.text == text


def test_other_text_is_left_alone(parse):
    doc = parse("Norway's army attacked Sweden's port.")
    assert [t.text for t in doc if t.text == "'s"] == ["'s", "'s"]
