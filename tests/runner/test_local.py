"""Many documents: in order, the same for any number of workers, none stopped by a bad one."""

from __future__ import annotations

import msgspec
import pytest

from redshank.errors import DocumentError
from redshank.records import Document, Paragraph
from redshank.runner.base import Coded
from redshank.runner.local import run
from redshank.runner.progress import watched
from redshank.settings import Settings


def document(number: int, text: str = "Kenya's president met the foreign minister of Peru in Lima.") -> Document:
    return Document(id=f"d{number}", text=text, published="2021-06-16", paragraphs=[Paragraph(0, len(text), "body")])


def written(outcomes) -> list[bytes | str]:
    return [str(o) if isinstance(o, DocumentError) else msgspec.json.encode(o.analysis) for o in outcomes]


@pytest.mark.model
def test_an_error_keeps_its_place_and_stops_nothing():
    bad = DocumentError("cannot be read", where="b.txt")
    out = list(run([document(1), bad, document(2)]))
    assert [type(o).__name__ for o in out] == ["Coded", "DocumentError", "Coded"]
    assert out[0].analysis.id == "d1"
    assert out[2].analysis.id == "d2"


@pytest.mark.model
def test_a_text_too_long_for_one_report_is_one_clear_line():
    out = list(run([document(1), document(2, "word " * 30)], Settings(max_characters=100)))
    assert isinstance(out[0], Coded)
    assert "too long" in str(out[1])
    assert out[1].where == "d2"


@pytest.mark.model
def test_a_fault_in_one_document_is_found_and_named(monkeypatch, redshank_coder):
    def fail(doc):
        if "Chad" in doc.text:
            raise ValueError("no such thing")
        return doc

    index = len(redshank_coder.nlp.pipeline)
    monkeypatch.setattr(redshank_coder.nlp, "_components", [*redshank_coder.nlp._components, ("fail", fail)])
    assert len(redshank_coder.nlp.pipeline) == index + 1
    out = list(redshank_coder.outcomes([document(1), document(2, "Chad slept."), document(3)]))
    assert [isinstance(o, DocumentError) for o in out] == [False, True, False]
    assert out[1].where == "d2"
    assert "no such thing" in str(out[1])


@pytest.mark.model
def test_two_workers_give_the_same_bytes_as_one():
    items = [document(n) for n in range(18)]
    items.insert(3, DocumentError("cannot be read", where="x"))
    assert written(run(items, Settings(workers=2))) == written(run(items, Settings(workers=1)))


def test_watched_passes_everything_on():
    assert list(watched(range(3), total=3)) == [0, 1, 2]
