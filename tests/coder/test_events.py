"""Whole sentences in, events out: every category, and the constructions that reports use."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model


def events(parse, text, **fields):
    return parse(text, **fields)._.redshank.events


def triple(event):
    def side(entities):
        return sorted({e.code for e in entities if e.code})

    return event.event[0], side(event.actor), side(event.recipient)


CASES = [
    # category by category
    ("Norway agreed to join the programme of NATO.", "AGREE", ["NOR"], ["IGO"]),
    ("The Norwegian prime minister met with the Swedish president in Helsinki.", "CONSULT", ["NOR", "SWE"], []),
    ("Norway praised Sweden for its restraint.", "SUPPORT", ["NOR"], ["SWE"]),
    ("Norway lifted its sanctions on Sweden.", "CONCEDE", ["NOR"], ["SWE"]),
    ("Norway extradited a suspect to Sweden.", "COOPERATE", ["NOR"], ["SWE"]),
    ("Norway sent food and medicine to Sudan.", "AID", ["NOR"], ["SDN"]),
    ("Norway withdrew its troops from Sudan.", "RETREAT", ["NOR"], None),
    ("Norway urged Sweden to release the prisoners.", "REQUEST", ["NOR"], ["SWE"]),
    ("Norway condemned Sweden.", "ACCUSE", ["NOR"], ["SWE"]),
    ("Norway rejected the proposal of Sweden.", "REJECT", ["NOR"], ["SWE"]),
    ("Norway threatened to attack Sweden.", "THREATEN", ["NOR"], ["SWE"]),
    ("Norway imposed sanctions on Sweden.", "SANCTION", ["NOR"], ["SWE"]),
    ("Norway deployed troops along the border with Sweden.", "MOBILIZE", ["NOR"], None),
    ("Norwegian police arrested a Swedish journalist.", "COERCE", ["NOR"], ["SWE"]),
    ("Norwegian troops attacked Swedish soldiers near the border.", "ASSAULT", ["NOR"], ["SWE"]),
    # constructions
    ("Sweden was condemned by Norway.", "ACCUSE", ["NOR"], ["SWE"]),
    ("Norway condemned Sweden's missile launch.", "ACCUSE", ["NOR"], ["SWE"]),
    ("Norway condemned the launch of a missile by Sweden.", "ACCUSE", ["NOR"], ["SWE"]),
    ("Norway and Finland condemned Sweden.", "ACCUSE", ["FIN", "NOR"], ["SWE"]),
    ("Norway, which has long backed Finland, condemned Sweden.", "ACCUSE", ["NOR"], ["SWE"]),
    ("Norway carried out airstrikes on Sweden.", "ASSAULT", ["NOR"], ["SWE"]),
    ("Norway held talks with Sweden.", "CONSULT", ["NOR", "SWE"], []),
    ("Norway called on Sweden to withdraw its forces.", "REQUEST", ["NOR"], ["SWE"]),
    ("Norway demanded that Sweden withdraw its forces.", "REQUEST", ["NOR"], ["SWE"]),
    ("The Norwegian foreign minister said Sweden must return the ships.", "REQUEST", ["NOR"], ["SWE"]),
    ("Norway accused Sweden of arming the rebels.", "ACCUSE", ["NOR"], ["SWE"]),
    ("Norway will send doctors to Sudan.", "AGREE", ["NOR"], ["SDN"]),
    ("Norway plans to withdraw its troops from Sudan.", "CONCEDE", ["NOR"], None),
    ("Norway refused to meet Sweden.", "REJECT", ["NOR"], ["SWE"]),
    ("The Swedish journalist was arrested in Oslo.", "COERCE", ["NOR"], ["SWE"]),
]


@pytest.mark.parametrize(("text", "category", "actor", "recipient"), CASES, ids=[c[0][:50] for c in CASES])
def test_category_and_sides(parse, text, category, actor, recipient):
    found = [triple(e) for e in events(parse, text)]
    assert any(f[0] == category and f[1] == actor and recipient in (None, f[2]) for f in found), found


@pytest.mark.parametrize(
    "text",
    [
        "Norway may attack Sweden.",
        "If Norway attacks Sweden, Finland may send help.",
        "The Norwegian team beat Sweden in the final on Sunday.",
        "Norway is allied with Sweden.",
        "Demand for Norwegian oil rose sharply.",
        "The Swedish actor shot a film in Norway.",
    ],
)
def test_what_is_no_event(parse, text):
    assert events(parse, text) == []


def test_what_is_demanded_is_no_second_event(parse):
    found = events(parse, "Norway urged Sweden to release the prisoners.")
    assert [e.event for e in found] == [["REQUEST"]]


def test_an_act_in_reported_speech_names_its_source(parse):
    found = events(parse, "The Norwegian president said Swedish troops attacked a village.")
    assault = next(e for e in found if e.event == ["ASSAULT"])
    assert [e.code for e in assault.actor] == ["SWE"]
    assert [e.code for e in assault.said_by] == ["NOR"]


def test_a_repeat_adds_evidence_and_no_event(parse):
    found = events(parse, "Norway condemned Sweden on Monday.\nThe Norwegian president condemned Sweden again.")
    accusations = [e for e in found if e.event == ["ACCUSE"]]
    assert len(accusations) == 1
    assert sum(e.role == "sentence" for e in accusations[0].evidence) == 2


def test_dates_and_places_hang_on_the_act(parse):
    (found,) = events(parse, "Norway attacked Sweden on June 14.", published="2021-06-16")
    assert (found.date, found.enddate, found.date_assumed) == ("2021-06-14", "2021-06-14", False)


def test_an_undated_act_is_dated_to_publication_and_says_so(parse):
    (found,) = events(parse, "Norway attacked Sweden.", published="2021-06-16")
    assert (found.date, found.date_assumed) == ("2021-06-16", True)


def test_old_acts_are_historical(parse):
    (found,) = events(parse, "Norway attacked Sweden in March 2015.", published="2021-06-16")
    assert found.aux == ["historical"]


def test_every_record_carries_its_words(parse):
    text = "Norway condemned Sweden."
    (found,) = events(parse, text)
    spans = {e.role: text[e.start : e.end] for e in found.evidence}
    assert spans["trigger"] == "condemned"
    assert spans["actor"] == "Norway"
    assert spans["recipient"] == "Sweden"
    assert any("frame" in line for line in found.trace)


def test_page_furniture_is_never_coded(parse, nlp):
    from redshank.language.base import prepare
    from redshank.records import Document, Paragraph

    text = "Norway attacked Sweden."
    document = Document(id="f", text=text, paragraphs=[Paragraph(0, len(text), "furniture")])
    assert nlp(prepare(nlp, document))._.redshank.events == []


def test_what_the_last_clause_tells_has_killed(parse):
    found = events(
        parse, "Norwegian investigators are asking what caused the plane to crash, killing three Danish citizens."
    )
    assert not [e for e in found if e.event == ["ASSAULT"]]


def test_who_heads_an_unknown_firm_is_not_placed_by_the_report(parse):
    text = (
        "OSLO, March 14, 2024 - Two ferries sank off Norway.\n"
        'Acme Chairman Jane Roe said in a statement: "We extend our deepest sympathies to the Danish people."'
    )
    assert events(parse, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "In March, Norway withdrew from the pact after Danish rebels attacked Swedish troops.",
        "The premier of Norway recalled that in March Danish rebels had attacked Swedish troops.",
    ],
)
def test_the_day_that_a_sentence_begins_with_dates_its_clauses(parse, text):
    found = [e for e in events(parse, text) if e.event == ["ASSAULT"]]
    assert [(e.date, e.aux) for e in found] == [("2021-03-01", ["historical"])]
