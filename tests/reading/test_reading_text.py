"""Bytes -> text: encodings, line ends, files that are no text."""

from __future__ import annotations

import pytest

from redshank.errors import DocumentError
from redshank.reading.text import decode

QUOTED = "“The café is closed,” said the mayor — and left the town of Vorza on Monday."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(encoding):
    assert decode(QUOTED.encode(encoding)) == QUOTED


def test_declared_encoding_of_a_page():
    page = '<html><head><meta charset="windows-1251"></head><body>Москва: переговоры</body></html>'
    assert decode(page.encode("cp1251"), html=True) == page


def test_page_that_says_utf8_and_has_a_cut_character():
    page = '<meta charset="utf-8"><p>' + "The ferry left. " * 20 + "é</p>"
    assert "The ferry left." in decode(page.encode()[:-5] + b"</p>", html=True)


def test_line_ends_nuls_and_marks_go_at_decoding():
    assert decode(b"\xef\xbb\xbfOne.\r\nTwo.\rThree.\x00") == "One.\nTwo.\nThree."


def test_hard_spaces_stay():
    assert decode("5\xa0May".encode()) == "5\xa0May"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b" \n\t", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n...", "seems to be a PNG picture"),
        (b"%PDF-1.7\n...", "seems to be a PDF"),
        (b"PK\x03\x04....", "seems to be a zip archive or an Office document"),
        (bytes(range(1, 32)) * 50, "seems to be binary"),
        (b"\xff\xfeabc\x00\x01\xd8" + b"\x00\xd8" * 3, "begins like UTF-16-LE"),
    ],
)
def test_what_is_no_text_is_refused(data, message):
    with pytest.raises(DocumentError, match=message):
        decode(data)
