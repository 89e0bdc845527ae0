"""Bytes -> text, decided once: what comes out is the text that all offsets count in.

A byte order mark decides; then UTF-8 if the bytes are valid; then what an HTML page declares; then a guess. Line ends
become single newlines and NULs go here, before offsets exist. Bytes that are no text are refused with what they seem
to be.
"""

from __future__ import annotations

import codecs
import re

from redshank.errors import DocumentError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# First bytes of common file formats that are no text.
_MAGIC = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"ARROW1", "an Arrow file"),
    (b"\x80\x04\x95", "a Python pickle"),
    (b"{\\rtf", "an RTF document"),
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SAMPLE = 65_536


def seems_to_be(data: bytes) -> str | None:
    """What kind of file the first bytes belong to ('a PDF'); None for text."""
    if data[:4] == b"RIFF" and data[8:12] in (b"WAVE", b"AVI ", b"WEBP"):
        return "a media file"
    return next((name for magic, name in _MAGIC if data.startswith(magic)), None)


def decode(data: bytes, *, html: bool = False) -> str:
    """The text in some bytes.

    Args:
        data: the whole file, already unpacked.
        html: look for a declared encoding.

    Raises:
        DocumentError: no bytes, a file that is no text, or an encoding that cannot be told.
    """
    if not data.strip():
        raise DocumentError("the file is empty")
    if kind := seems_to_be(data):
        raise DocumentError(f"the file seems to be {kind}, redshank reads text, HTML and JSON lines")
    text = _by_mark(data) or _wide(data) or _utf8(data) or (_declared(data) if html else None) or _guess(data)
    if len(_CONTROLS.findall(text, 0, _SAMPLE)) > 0.02 * min(len(text), _SAMPLE) + 2:
        raise DocumentError("the file seems to be binary, redshank reads text, HTML and JSON lines")
    return normalise(text)


def normalise(text: str) -> str:
    """Line ends as single newlines, no NULs, no byte order mark."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").removeprefix("\ufeff")


def _by_mark(data: bytes) -> str | None:
    for mark, name in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(name)
            except UnicodeDecodeError:
                raise DocumentError(
                    f"the file begins like {name.upper()} and breaks off or holds other bytes"
                ) from None
    return None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of a Latin text is NUL."""
    sample = data[:4096]
    if len(sample) < 4 or sample.count(0) < 0.3 * len(sample):
        return None
    name = "utf-16-le" if sample[1::2].count(0) > sample[0::2].count(0) else "utf-16-be"
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _declared(data: bytes) -> str | None:
    match = _CHARSET.search(data[:8192]) or _XML_ENCODING.search(data[:200])
    if not match:
        return None
    name = match.group(1).decode("ascii").lower()
    if name in ("utf-8", "utf8"):
        # Pages that say UTF-8 and hold a few broken bytes (a cut character) are read as what they say.
        text = data.decode("utf-8", "replace")
        return text if text.count("\ufffd") <= 0.001 * len(text) + 3 else None
    name = "cp1252" if name in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii") else name
    try:
        return data.decode(name)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def _guess(data: bytes) -> str:
    """cp1252 for what is mostly ASCII, as English in an old encoding is; else charset-normalizer's best guess.

    Raises:
        DocumentError: no encoding fits.
    """
    high = sum(byte > 127 for byte in data[:_SAMPLE])
    if high <= 0.1 * len(data[:_SAMPLE]):
        text = data.decode("utf-8", "replace")
        if text.count("\ufffd") <= 0.0005 * len(text):
            return text
        return data.decode("cp1252", "replace")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise DocumentError("the encoding of the file cannot be told, save it as UTF-8")
    return data.decode(best.encoding, "replace")
