"""Whatever comes in: a document whose paragraphs hold its text, or one clear error; never anything else."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redshank.errors import DocumentError
from redshank.reading.html import document_from_html
from redshank.reading.rows import document_from_row
from redshank.reading.text import decode

WORDS = [
    "The",
    "army",
    "said",
    "on",
    "Monday",
    "(AP)",
    "—",
    "By",
    "Jane Doe",
    "Read more",
    "2019-05-04",
    "•",
    "KYIV --",
    ".",
]
TEXTS = st.lists(
    st.one_of(st.sampled_from([*WORDS, "\n", "\n\n", "\r\n", " ", "\xa0", "\t"]), st.text(max_size=6)), max_size=60
).map("".join)
TAGS = st.lists(
    st.sampled_from(["<p>", "</p>", "<div class=related>", "</div>", "<br>", "<a href=x>", "<li>", "<ul>", "<h1>"])
)
QUICK = settings(
    max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)


@QUICK
@given(TEXTS)
def test_paragraphs_are_in_order_and_hold_the_whole_text(text):
    try:
        document = document_from_row({"text": text})
    except DocumentError:
        return
    assert document.text == text
    at = 0
    for p in document.paragraphs:
        assert at <= p.start < p.end <= len(text)
        assert text[at : p.start].strip() == ""
        at = p.end
    assert text[at:].strip() == ""


@QUICK
@given(st.binary(max_size=300))
def test_any_bytes_decode_or_are_refused(data):
    with suppress(DocumentError):
        assert isinstance(decode(data, html=True), str)


@settings(parent=QUICK, max_examples=30)
@given(TAGS, TEXTS)
def test_any_page_is_read_or_refused(tags, text):
    page = "<html><body>" + "".join(f"{tag}The army left the town on Monday, {text}" for tag in tags)
    with suppress(DocumentError):
        assert document_from_html(page, any_language=True).text.strip()
