"""Where quotations open and close."""

from __future__ import annotations

import time

import pytest
import spacy

from redshank.language import extensions
from redshank.language.quotations import find_quotations, marks
from redshank.language.sentences import tokenise
from redshank.records import Document, Paragraph

BLANK = spacy.blank("en")
extensions.register()


def quotations(text: str) -> list[tuple[str, int, bool]]:
    """(words with marks, depth, closed) of each quotation; a paragraph a line."""
    doc = tokenise(BLANK, text)
    paragraphs, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Paragraph(at, at + len(line), "body"))
        at += len(line) + 1
    doc._.document = Document(id="q", text=text, paragraphs=paragraphs)
    return [(text[q.start : q.end], q.depth, q.closed) for q in find_quotations(doc)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('The mayor said "We are ready" on Monday.', ['"We are ready"']),
        ("The mayor said “We are ready” on Monday.", ["“We are ready”"]),
        ("The mayor said 'We are ready' on Monday.", ["'We are ready'"]),
        ("The mayor's brothers' shop didn't open in '98.", []),
        ('"We came," she said. "We left."', ['"We came,"', '"We left."']),
        ("``We came,'' she said.", ["``We came,''"]),
        ("Rome said „basta” twice.", ["„basta”"]),
        ("He called the talks «useless».", ["«useless»"]),
    ],
)
def test_one_level(text, expected):
    assert [q[0] for q in quotations(text)] == expected


def test_nested_quotation_has_depth_one():
    found = quotations("\"He told me 'come back tomorrow' and left,\" she said.")
    assert found == [("\"He told me 'come back tomorrow' and left,\"", 0, True), ("'come back tomorrow'", 1, True)]


def test_quotation_over_paragraphs_opens_each_anew_and_closes_once():
    text = "“The road is closed.\n“It will stay closed,” the guard said."
    assert quotations(text) == [("“The road is closed.\n“It will stay closed,”", 0, True)]


def test_quotation_never_closed_ends_with_its_paragraph():
    text = "He said “the road is closed.\nIt rained all day."
    assert quotations(text) == [("“the road is closed.", 0, False)]


def test_token_range_covers_the_marks():
    doc = BLANK.make_doc('He said "no" twice.')
    doc._.document = None
    (found,) = find_quotations(doc)
    assert doc[found.token_start : found.token_end].text == '"no"'


def test_apostrophes_are_no_marks():
    assert list(marks("It's the boys' turn, isn't it?")) == []


@pytest.mark.parametrize("text", ['"' * 20000, "“" * 20000, "'" * 20000, "”" * 20000, "\"“'" * 7000, ""])
def test_text_of_marks_only_is_read_in_linear_time(text):
    begun = time.perf_counter()
    quotations(text)
    assert time.perf_counter() - begun < 5
