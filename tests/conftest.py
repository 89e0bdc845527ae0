"""Fixtures that several folders share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from redshank.records import Document, Paragraph


@pytest.fixture(scope="session")
def redshank_coder():
    """The whole coder, loaded once."""
    from redshank.pipeline import load

    return load()


@pytest.fixture(scope="session")
def nlp(redshank_coder):
    """The spaCy pipeline with all parts of redshank."""
    return redshank_coder.nlp


@pytest.fixture(scope="session")
def parse(nlp) -> Callable:
    """``parse(text, published=…)``: an annotated Doc; every line of the text is a body paragraph."""
    from redshank.language.base import prepare

    def run(text: str, published: str | None = "2021-06-16", **fields):
        paragraphs, at = [], 0
        for line in text.split("\n"):
            if line.strip():
                paragraphs.append(Paragraph(at, at + len(line), "body"))
            at += len(line) + 1
        document = Document(id="test", text=text, published=published, paragraphs=paragraphs, **fields)
        return nlp(prepare(nlp, document))

    return run
