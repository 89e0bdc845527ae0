"""Other spellings and slips of one letter."""

from __future__ import annotations

import pytest

from redshank.actors.variants import folded, folded_name, of_family, one_off
from redshank.lexicons.roster import key_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zelenskyy", "Zelenskiy"),
        ("Zelenskyy", "Zelensky"),
        ("Gaddafi", "Qaddafi"),
        ("Gaddafi", "Kadhafi"),
        ("Mohammed", "Muhammad"),
        ("Dmitry", "Dmitri"),
    ],
)
def test_spellings_of_one_name_fold_together(one, other):
    assert folded(one) == folded(other)


def test_articles_fall_away():
    assert folded_name(key_of("Bashar al-Assad")) == folded_name(key_of("Bashar Assad"))


@pytest.mark.parametrize(("one", "other"), [("Putin", "Patin"), ("Merkel", "Markle"), ("Sarkozy", "Sikorski")])
def test_other_names_stay_apart(one, other):
    assert folded(one) != folded(other)


@pytest.mark.parametrize(
    ("word", "other", "near"),
    [
        ("Afganistan", "Afghanistan", True),
        ("Colombain", "Colombian", True),
        ("Phillippines", "Philippines", True),
        ("Ukranie", "Ukraine", True),
        ("Germano", "German", False),
        ("Ukraine", "Ukraine", False),
        ("Austria", "Australia", False),
        ("Iraq", "Iran", False),
    ],
)
def test_one_letter_off(word, other, near):
    assert one_off(word, other) is near


def test_a_family_name_in_another_spelling_finds_the_holder():
    assert {s.code for s in of_family("Zelenskiy")} == {"UKR"}


@pytest.mark.model
def test_a_known_family_name_is_no_slip_for_another(parse):
    doc = parse("David Johnson sang in Perth.", "2014-06-01")
    assert "misspelt" not in doc._.actors.at(1).rule


def test_a_country_is_no_family():
    assert of_family("Jordan") == ()


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "reason"),
    [
        ("Afganistan closed the border.", "Afganistan", "misspelt for Afghanistan"),
        ("Volodymyr Zelenskiy flew home.", "Zelenskiy", "other spelling of Volodymyr Zelenskyy"),
    ],
)
def test_the_trace_says_why(parse, text, word, reason):
    doc = parse(text, "2022-06-01")
    assert reason in doc._.actors.at(next(t.i for t in doc if t.text == word)).rule


@pytest.mark.model
@pytest.mark.parametrize("text", ["They toured Granada and Columbia.", "He met Georgina in May.", "Finnan spoke."])
def test_other_words_are_no_misspelt_countries(parse, text):
    assert {e.code for r in parse(text)._.actors.readings.values() for e in r.entities} <= {None, "ESP", "USA"}
