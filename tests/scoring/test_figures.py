"""Each layer's figures on gold one can read."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from redshank.errors import CallError
from redshank.records import (
    Analysis,
    CiteInfo,
    Entity,
    Event,
    Place,
    Span,
    Statement,
    TextInfo,
    TimeExpression,
)
from redshank.scoring import (
    actors,
    agreement,
    articles,
    attribution,
    find_gold,
    layers,
    pages,
    places,
    relations,
    times,
)
from redshank.scoring.figures import Tally, kilometres, overlap, squash
from redshank.scoring.gold import PLACES
from redshank.settings import Settings


def test_precision_recall_and_f1():
    figures = Tally(right=1, predicted=2, gold=4).figures()
    assert figures == {"precision": 0.5, "recall": 0.25, "f1": 0.3333, "predicted": 2, "gold": 4}
    assert Tally().figures()["f1"] == 0.0


def test_small_helpers():
    assert squash(" a\n b ") == "a b"
    assert overlap(0, 5, 3, 9) == 2
    assert overlap(0, 5, 5, 9) == 0
    assert kilometres(0, 0, 0, 1) == pytest.approx(111.2, abs=0.1)


def test_every_layer_has_a_scorer_and_others_are_a_bad_call():
    assert all(callable(layers.named(layer)) for layer in PLACES)
    with pytest.raises(CallError):
        layers.named("weather")
    with pytest.raises(CallError):
        find_gold("weather")


def test_gold_is_where_one_says(tmp_path):
    assert find_gold("times", tmp_path) == tmp_path
    with pytest.raises(CallError):
        find_gold("times", tmp_path / "nowhere")


def test_times_are_read_from_timeml_in_the_offsets_of_the_text(tmp_path):
    path = tmp_path / "a.tml"
    path.write_text(
        '<TimeML><DCT><TIMEX3 value="2021-06-16" functionInDocument="CREATION_TIME">x</TIMEX3></DCT>'
        '<TEXT>A &amp; B met <TIMEX3 type="DATE" value="2021-06-14">on Monday</TIMEX3>.</TEXT></TimeML>',
        encoding="utf8",
    )
    row, wanted = times._timeml(path)
    assert row == {"id": "a", "text": "A & B met on Monday.", "published": "2021-06-16"}
    assert [(row["text"][g.start : g.end], g.value) for g in wanted] == [("on Monday", "2021-06-14")]
    spans, values = Tally(), Tally()
    found = Analysis(id="a", times=[TimeExpression(start=13, end=19, value="2021-06-15", type="DATE")])
    errors = times._compare(row, wanted, found, spans, values)
    assert (spans.right, values.right, len(errors)) == (1, 0, 1)


def test_places_count_spans_ids_and_distance():
    tally = Counter()
    gold = places.Gold(0, 4, "Oslo", 3143244)
    hit = Place(start=0, end=4, extracted_place="Oslo", geonameid=1, lat=59.9, lon=10.7)
    places._count(tally, gold, hit, [59.9, 10.8])
    places._count(tally, gold, None, None)
    assert (tally["gold"], tally["found"], tally["same"], tally["near"]) == (2, 1, 0, 1)


def test_pages_are_compared_by_runs_of_four_words():
    assert pages.shingles("a b c d e") == Counter({("a", "b", "c", "d"): 1, ("b", "c", "d", "e"): 1})
    assert pages.shingles("a b") == Counter({("a", "b"): 1})


def test_an_attribution_is_found_by_half_of_the_union():
    gold = attribution.Gold(10, 20, [(0, 4)])
    assert attribution._same(gold, 10, 30)
    assert not attribution._same(gold, 10, 31)
    said = Statement(speaker=Entity(entity_text="Peru", start=0, end=4), content=Span(10, 20))
    assert attribution._speaks(said, gold.source)
    assert not attribution._speaks(said, [(4, 8)])


def test_actors_are_compared_as_sets_of_words():
    sentence = actors._sentence(["Peru", "met", "Chile", "again"], ["B-S", "O", "B-T", "I-T"])
    assert sentence.at == [(0, 4), (5, 8), (9, 14), (15, 20)]
    assert sentence.wanted == {"S": [frozenset({0})], "T": [frozenset({2, 3})]}
    tally = Tally()
    assert actors._compare(sentence, "T", [frozenset({2})], tally) == []
    assert (tally.right, tally.predicted, tally.gold) == (1, 1, 1)


def test_a_marked_sentence_is_asked_without_its_marks():
    asked = relations._question("a", "<s>Kenya</s> condemned <t>Ghana</t>.")
    assert asked == {"id": "a", "sentence": "Kenya condemned Ghana.", "actor": [0, 5], "recipient": [16, 21]}
    assert relations._question("a", "<s>Kenya</s> slept.") is None


def test_relations_know_one_yield():
    figures = relations._figures([("YIELD", "YIELD"), ("AID", "YIELD"), ("ACCUSE", "REJECT")])
    assert figures["accuracy"] == 0.3333
    assert figures["quad_accuracy"] == 1.0


TEXT = "Kenya condemned Ghana on Monday. Later it rained."
GOLD = {
    "event": "ACCUSE", "mode": ["disapprove"], "sentence": "Kenya condemned Ghana on Monday.",
    "actor": [{"code": "KEN"}], "recipient": [{"code": "GHA"}], "aux": [], "said_by": [],
    "date": {"start": "2021-06-14", "end": None}, "place": None,
}  # fmt: skip


def coded(**changes) -> Event:
    fields = {
        "id": "d-1", "doc_id": "d", "date": "2021-06-14", "enddate": "2021-06-14", "date_resolution": "day",
        "date_assumed": False, "actor": [Entity(entity_text="Kenya", code="KEN", start=0, end=5)],
        "recipient": [Entity(entity_text="Ghana", code="GHA", start=16, end=21)], "event": ["ACCUSE"],
        "mode": ["disapprove"], "context": [], "aux": [], "said_by": [], "event_loc": None, "event_text": ["condemned"],
        "quad_code": 3, "event_scale": -2.0, "cameo": "111",
        "goldstein": -2.0, "text_info": TextInfo(1, 0, 32), "evidence": [], "trace": [], "confidence": 1.0,
        "cite_info": CiteInfo(coder=""),
    }  # fmt: skip
    return Event(**{**fields, **changes})


def matched(gold: dict, event: Event) -> Tally:
    tally = Tally()
    articles._match([gold], [event], TEXT, tally, with_codes=True)
    return tally


def test_an_event_matches_by_category_codes_and_sentence():
    assert matched(GOLD, coded()).right == 1
    assert matched(GOLD, coded(event=["REJECT"])).right == 0
    assert matched({**GOLD, "alt": ["REJECT"]}, coded(event=["REJECT"])).right == 1
    assert matched(GOLD, coded(recipient=[])).right == 0
    assert matched(GOLD, coded(text_info=TextInfo(2, 33, 49))).right == 0


def test_of_a_meeting_both_sides_have_to_be_there_on_any_side():
    meeting = {**GOLD, "event": "CONSULT"}
    event = coded(event=["CONSULT"])
    assert matched(meeting, event).right == 1
    assert matched(meeting, coded(event=["CONSULT"], actor=event.recipient, recipient=event.actor)).right == 1
    assert matched(meeting, coded(event=["CONSULT"], recipient=[])).right == 0


def test_missing_an_uncertain_event_costs_nothing():
    assert matched({**GOLD, "certain": False}, coded(event=["AID"])).gold == 0
    assert matched({**GOLD, "certain": False}, coded()).gold == 1


def test_what_is_judged_on_a_matched_event():
    counts = articles.Counts()
    articles._judge(GOLD, coded(mode=[], date="2021-06-10", enddate="2021-06-14"), counts)
    right = counts.right
    assert (right["mode"], right["aux"], right["said_by"], right["date"], right["placed"]) == (0, 1, 1, 1, 0)


def test_auxiliary_modes_are_counted_one_by_one():
    counts = articles.Counts()
    articles._judge({**GOLD, "aux": ["future"]}, coded(aux=["future", "negation"]), counts)
    aux = counts.figures()["aux"]
    assert (aux["future"]["f1"], aux["negation"]["predicted"], aux["negation"]["precision"]) == (1.0, 1, 0.0)


GOLD_ARTICLE = {
    "article": "a",
    "events": [{**GOLD, "certain": True}],
    "statements": [
        {"speaker": {"text": "Kenya", "code": "KEN"}, "kind": "blame", "quoted": False, "content": "that Ghana lied"}
    ],
}


def codings(folder, **second):
    for name, coding in (("coding-a", GOLD_ARTICLE), ("coding-b", {**GOLD_ARTICLE, **second})):
        (folder / name).mkdir()
        (folder / name / "a.gold.json").write_text(json.dumps(coding), encoding="utf8")
    (folder / "reports").mkdir()
    (folder / "reports" / "a.doc.json").write_text(json.dumps({"text": f"{TEXT} He said that Ghana lied."}))
    return folder


def test_two_codings_that_are_alike_agree_wholly(tmp_path):
    figures, lines = agreement.score(codings(tmp_path), Settings())
    assert (figures["events"]["f1"], figures["statements"]["recall"], lines) == (1.0, 1.0, [])


def test_a_second_coding_with_another_category_and_no_statement_agrees_less(tmp_path):
    events = [{**GOLD, "event": "AID"}]
    figures, lines = agreement.score(codings(tmp_path, events=events, statements=[]), Settings())
    assert (figures["events"]["f1"], figures["statements"]["recall"], len(lines)) == (0.0, 0.0, 2)


def test_codings_without_a_report_in_common_are_refused(tmp_path):
    with pytest.raises(CallError, match="no report coded twice"):
        agreement.score(tmp_path, Settings())
