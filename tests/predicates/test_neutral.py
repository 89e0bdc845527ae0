"""Countries under stand-in names: the sentence reads on, and the marks stay on their words."""

from __future__ import annotations

import pytest

from redshank.predicates.marking import Marked
from redshank.predicates.neutral import neutral


def spans(text: str, *words: str) -> list[tuple[int, int]]:
    return [(text.index(w), text.index(w) + len(w)) for w in words]


def read(text: str, actor: str, recipient: str) -> tuple[str, str, str]:
    row = neutral(Marked(text, spans(text, actor), spans(text, recipient)))
    ((a, b),), ((c, d),) = row.actors, row.recipients
    return row.text, row.text[a:b], row.text[c:d]


@pytest.mark.parametrize(
    ("text", "actor", "recipient", "told"),
    [
        (
            "Kenya condemned Ghana.", "Kenya", "Ghana",
            ("Thailand condemned Indonesia.", "Thailand", "Indonesia"),
        ),
        (
            "The United States urged the Netherlands to wait.", "The United States", "the Netherlands",
            ("Thailand urged Indonesia to wait.", "Thailand", "Indonesia"),
        ),
        (
            "Kenyan troops fired at Ugandans near Nairobi, Kenya's army said.", "Kenyan troops", "Ugandans",
            ("Thai troops fired at Indonesians near Bangkok, Thailand's army said.", "Thai troops", "Indonesians"),
        ),
        (
            "A Swiss bank paid Peru.", "A Swiss bank", "Peru",
            ("A Thai bank paid Indonesia.", "A Thai bank", "Indonesia"),
        ),
        (
            "Nobody blamed the strikers.", "Nobody", "the strikers",
            ("Nobody blamed the strikers.", "Nobody", "the strikers"),
        ),
    ],
)  # fmt: skip
def test_countries_get_other_names_and_marks_move_along(text: str, actor: str, recipient: str, told: tuple) -> None:
    assert read(text, actor, recipient) == told


def test_two_sentences_that_differ_in_countries_alone_read_the_same() -> None:
    first = neutral(Marked("Norwegian police arrested two Danes in Oslo.", [(0, 16)], [(30, 35)]))
    second = neutral(Marked("Kenyan police arrested two Ugandans in Nairobi.", [(0, 13)], [(27, 35)]))
    assert first == second


def test_names_that_only_begin_like_a_country_stay() -> None:
    assert neutral(Marked("Chadwick met Omanson.")).text == "Chadwick met Omanson."


def test_more_countries_than_names() -> None:
    text = "Chad, Mali, Niger, Ghana, Togo, Benin and Gabon met."
    assert neutral(Marked(text)).text.endswith("Nepal, Nepal and Nepal met.")
