"""Where sentences begin, before any parsing."""

from __future__ import annotations

import pytest
import spacy

from redshank.language import extensions
from redshank.language.sentences import plan_sentences, tokenise
from redshank.records import Paragraph

BLANK = spacy.blank("en")
extensions.register()


def plan(text: str) -> dict[str, bool | None]:
    """The plan by token text (first occurrence)."""
    doc = BLANK.make_doc(text)
    plan_sentences(doc, [Paragraph(0, len(text), "body")])
    found: dict[str, bool | None] = {}
    for token in doc:
        found.setdefault(token.text, token.is_sent_start)
    return found


def starts(text: str) -> list[str]:
    """First words of the sentences the plan is sure of."""
    return [word for word, start in plan(text).items() if start]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The road closed. Lorries waited.", ["The", "Lorries"]),
        ("Mr. Okello spoke. Dr. Banda listened.", ["Mr.", "Dr."]),
        ("George W. Okello spoke.", ["George"]),
        ("The U.S. Embassy closed.", ["The"]),
        ("He waited … and left.", ["He"]),
        ('"It is over." Banda left.', ['"', "Banda"]),
        ('"It is over," Banda said. "Go home."', ['"', '"']),
        ("“It is over.” He left.", ["“", "He"]),
        ("He said: “It is over.”", ["He"]),
        ("The No. 4 bus stopped.", ["The"]),
    ],
)
def test_sentences_begin_where_news_begins_them(text, expected):
    doc = BLANK.make_doc(text)
    plan_sentences(doc, [Paragraph(0, len(text), "body")])
    assert [t.text for t in doc if t.is_sent_start] == expected


def test_closing_mark_never_starts_a_sentence():
    doc = BLANK.make_doc("“It is over.” He left.")
    plan_sentences(doc, [Paragraph(0, 22, "body")])
    closing = next(t for t in doc if t.text == "”")
    assert closing.is_sent_start is False


def test_no_break_before_the_reporting_clause():
    assert plan('"Is it over?" asked Banda.')["asked"] is False


def test_country_abbreviation_may_end_a_sentence():
    assert plan("They fled to the U.S. The war went on.")["U.S."] is False
    doc = BLANK.make_doc("They fled to the U.S. The war went on.")
    plan_sentences(doc, [Paragraph(0, len(doc.text), "body")])
    assert [t.text for t in doc if t.is_sent_start] == ["They", "The"]


def test_every_paragraph_starts_a_sentence():
    text = "no full stop here\nsecond line"
    doc = BLANK.make_doc(text)
    plan_sentences(doc, [Paragraph(0, 17, "body"), Paragraph(18, len(text), "body")])
    assert [t.text for t in doc if t.is_sent_start] == ["no", "second"]


def test_marks_only_and_empty_text():
    for text in ('"""""', "“”“”", "...", ""):
        doc = BLANK.make_doc(text)
        plan_sentences(doc, [Paragraph(0, len(text), "body")] if text else [])
        assert doc.text == text


@pytest.mark.parametrize("text", ['"' * 900, "a" * 700 + " b", "x " * 10 + "-" * 650 + "\n\ny", " " * 400 + "z"])
def test_long_runs_are_tokenised_without_loss(text):
    assert tokenise(BLANK, text).text == text
