"""The public functions and the spaCy component."""

from __future__ import annotations

import pytest

import redshank
from redshank import CallError, Document, DocumentError, Settings
from redshank.records import Paragraph, encode
from redshank.settings import from_environment

TEXT = "Kenya's foreign minister condemned Ghana on Wednesday."
DOCUMENT = Document(id="d", text=TEXT, published="2021-06-16", paragraphs=[Paragraph(0, len(TEXT), "body")])


@pytest.mark.model
def test_documents_go_in_and_analyses_and_events_come_out():
    analysis = next(iter(redshank.inspect(DOCUMENT)))
    assert analysis.id == "d"
    assert list(redshank.code([DOCUMENT])) == analysis.events


@pytest.mark.model
def test_the_same_document_gives_the_same_bytes_alone_and_in_company():
    alone = [encode(a) for a in redshank.inspect(DOCUMENT)]
    others = [Document(id=f"o{n}", text="Peru slept. " * n, paragraphs=[]) for n in range(1, 5)]
    together = [encode(a) for a in redshank.inspect([*others, DOCUMENT]) if a.id == "d"]
    assert alone == together


@pytest.mark.model
def test_the_spacy_component_gives_the_analysis(redshank_coder):
    nlp = redshank.load().nlp
    bare = nlp.make_doc(TEXT)
    component = nlp.create_pipe("redshank")
    for name, part in nlp.pipeline:
        if not name.startswith("redshank_"):
            bare = part(bare)
    doc = component(bare)
    assert doc._.document.text == TEXT
    assert doc._.redshank.paragraphs == DOCUMENT.paragraphs


@pytest.mark.model
def test_the_parts_name_what_they_need_and_every_need_is_met(redshank_coder):
    problems = redshank_coder.nlp.analyze_pipes()["problems"]
    assert {name: needs for name, needs in problems.items() if name.startswith("redshank_") and needs} == {}


def test_read_yields_the_error_in_the_place_of_the_document(tmp_path):
    empty = tmp_path / "empty.txt"
    empty.touch()
    out = list(redshank.read([empty, DOCUMENT]))
    assert isinstance(out[0], DocumentError)
    assert out[1] is DOCUMENT


@pytest.mark.model
def test_code_raises_what_read_yields(tmp_path):
    empty = tmp_path / "empty.txt"
    empty.touch()
    with pytest.raises(DocumentError, match="empty"):
        list(redshank.code(empty))


@pytest.mark.parametrize(
    "bad", [{"published": "2021-02-30"}, {"published": "20210616"}, {"workers": 0}, {"min_confidence": 1.5}]
)
def test_settings_that_cannot_be_are_a_bad_call(bad):
    with pytest.raises(CallError):
        Settings(**bad)


def test_settings_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("REDSHANK_WORKERS", "3")
    monkeypatch.setenv("REDSHANK_MODEL", "some_model")
    assert from_environment() == Settings(workers=3, model="some_model")
    monkeypatch.setenv("REDSHANK_WORKERS", "many")
    with pytest.raises(CallError, match="many"):
        from_environment()
