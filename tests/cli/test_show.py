"""Reports on a terminal."""

from __future__ import annotations

import io

from rich.console import Console

from redshank.cli.show import events_table, evidence_text, explanation, layers_text, statements_table
from redshank.records import (
    Analysis,
    CiteInfo,
    Document,
    Entity,
    Event,
    Evidence,
    Paragraph,
    Place,
    Span,
    Statement,
    TextInfo,
)

TEXT = "Home [x]\n\nKenya condemned Ghana."
KENYA = Entity(entity_text="Kenya", identifier_text="Kenya", code="KEN", sector="GOV", start=10, end=15)
EVENT = Event(
    id="d-1", doc_id="d", date="2021-06-16", enddate="2021-06-16", date_resolution="day", date_assumed=True,
    actor=[KENYA], recipient=[], event=["ACCUSE"], mode=["disapprove"], context=[], aux=["negation"], said_by=[KENYA],
    event_loc=Place(start=0, end=4, extracted_place="[bold]Home"), event_text=["condemned"], quad_code=3,
    event_scale=-2.0, cameo="111", goldstein=-2.0, text_info=TextInfo(2, 10, 32),
    evidence=[Evidence("actor", 10, 15), Evidence("trigger", 16, 25)], trace=["frame: accuse.condemn"],
    confidence=0.9, cite_info=CiteInfo(coder="redshank"),
)  # fmt: skip
DOCUMENT = Document(id="d", text=TEXT, paragraphs=[Paragraph(0, 8, "furniture"), Paragraph(10, 32, "body")])
STATEMENT = Statement(speaker=KENYA, kind="blame", content=Span(10, 31))
ANALYSIS = Analysis(id="d", events=[EVENT], statements=[STATEMENT])


def shown(what, width: int = 100) -> str:
    out = io.StringIO()
    Console(file=out, width=width, highlight=False).print(what)
    return out.getvalue()


def test_the_table_tells_the_event_and_does_not_read_marks_in_names():
    text = shown(events_table([EVENT]), width=140)
    for words in ("ACCUSE disapprove", "negation", "says Kenya", "Kenya KEN GOV", "assumed", "[bold]Home", "condemned"):
        assert words in text


def test_the_text_is_all_there_with_the_number_of_each_event_behind_its_act():
    text = evidence_text(DOCUMENT, ANALYSIS)
    assert text.plain == "Home [x]\n\nKenya condemned[1] Ghana.\n\n"
    painted = {text.plain[span.start : span.end]: str(span.style) for span in text.spans}
    assert painted["condemned"] == "bold yellow"
    assert painted["Kenya"] == "cyan"
    assert painted["Home [x]"] == "dim"


def test_layers_keep_the_text_as_it_is():
    assert layers_text(DOCUMENT, ANALYSIS).plain == TEXT


def test_statements_and_explanations_are_words():
    assert "blame" in shown(statements_table(DOCUMENT, [STATEMENT]))
    assert "accuse.condemn" in shown(explanation(1, EVENT))
