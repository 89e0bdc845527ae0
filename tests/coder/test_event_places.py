"""Where events are placed: by name, by a noun that points back, by the body, the clause and the telling."""

from __future__ import annotations

import pytest

from redshank.settings import Settings

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def nlp():
    """The pipeline without the relation model: places are the grammar's work."""
    from redshank.pipeline import load

    return load(Settings(second_reader=False)).nlp


def placed(parse, text, event, **fields):
    """Resolved places of the events of a category, in text order; '' for none."""
    found = [e for e in parse(text, **fields)._.redshank.events if e.event == [event]]
    return [(e.event_loc.resolved_place or "") if e.event_loc else "" for e in found]


@pytest.fixture(scope="module")
def parse(nlp):
    from redshank.language.base import prepare
    from redshank.records import Document, Paragraph

    def run(text, published="2021-06-16", **fields):
        paragraphs, at = [], 0
        for line in text.split("\n"):
            if line.strip():
                paragraphs.append(Paragraph(at, at + len(line), "body"))
            at += len(line) + 1
        return nlp(prepare(nlp, Document(id="t", text=text, published=published, paragraphs=paragraphs, **fields)))

    return run


@pytest.mark.parametrize(
    ("text", "event", "place"),
    [
        ("Swedish police arrested a Danish smuggler at Gothenburg airport on Sunday.", "COERCE", "Gothenburg"),
        ("Rebels killed four Kenyan soldiers outside Mombasa station on Friday.", "ASSAULT", "Mombasa"),
        ("In Narvik, the Norwegian minister denied that he had met the Swedish envoy.", "REJECT", "Narvik"),
        ("Rebels killed six Kenyan soldiers in the town of Garissa on Friday.", "ASSAULT", "Garissa"),
        ("Kenyan police beat ten students in the centre of Mombasa on Monday.", "ASSAULT", "Mombasa"),
        ("Somali rebels attacked Garissa on Friday and killed six Kenyan soldiers.", "ASSAULT", "Garissa"),
        ("Kenya withdrew its soldiers from Kismayo in May.", "RETREAT", "Kismayo"),
    ],
)
def test_the_words_of_the_act_name_the_place(parse, text, event, place):
    assert placed(parse, text, event)[0] == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Norway's foreign minister visited Tallinn on Monday and praised Estonia.", "Tallinn"),
        ("Norway's foreign minister flew to Tallinn for talks with the Estonian president.", "Tallinn"),
    ],
)
def test_a_visit_is_where_one_goes(parse, text, place):
    assert placed(parse, text, "CONSULT")[0] == place


def test_words_have_the_place_where_they_were_said(parse):
    assert placed(parse, "Norway condemned the Russian attack in Kharkiv on Monday.", "ACCUSE") == [""]
    text = "Norway's prime minister, Jan Petersen, was speaking at a forum in Tallinn. Petersen condemned Russia."
    assert placed(parse, text, "ACCUSE") == ["Tallinn"]
    assert placed(parse, "Norway called on Tallinn to release the sailors.", "REQUEST") == [""]


@pytest.mark.parametrize(
    ("text", "event", "place"),
    [
        (
            "Kenyan police beat students in Kisumu. Kenyan police arrested ten farmers in the city on Sunday.",
            "COERCE",
            "Kisumu",
        ),
        ("Norway's foreign minister met the Swedish envoy in the Omani capital on Monday.", "CONSULT", "Muscat"),
        ("Norway's foreign minister met the Swedish envoy in Oman's capital on Monday.", "CONSULT", "Muscat"),
        (
            "A storm hit the port of Mombasa in May. Kenyan police arrested ten Somali sailors there on Sunday.",
            "COERCE",
            "Mombasa",
        ),
        (
            "Ships passed the Strait of Hormuz. The Iranian navy attacked a Danish tanker in the strait on Monday.",
            "ASSAULT",
            "Strait of Hormuz",
        ),
    ],
)
def test_a_noun_points_back_at_a_place(parse, text, event, place):
    assert placed(parse, text, event)[-1] == place


def test_a_noun_with_nothing_to_point_at_gives_no_place(parse):
    assert placed(parse, "Kenyan police arrested ten Somali sailors in the village on Sunday.", "COERCE") == [""]
    text = "Kenyan police fired tear gas in Kisumu. They arrested ten Somali sailors in the village where they slept."
    assert "Kisumu" not in placed(parse, text, "COERCE")


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The Bergen District Court sentenced a Swedish smuggler to six years in prison.", "SANCTION"),
        ("A court in Bergen sentenced a Swedish smuggler to six years in prison.", "COERCE"),
    ],
)
def test_a_court_acts_where_it_sits(parse, text, event):
    assert placed(parse, text, event) == ["Bergen"]


def test_a_nations_police_is_nowhere_in_particular(parse):
    assert placed(parse, "Kenyan police arrested ten Somali sailors on Sunday.", "COERCE") == [""]


def test_acts_of_one_clause_share_its_place(parse):
    text = "Kenyan police fired tear gas at students and arrested ten Somali sailors in Kisumu on Sunday."
    assert placed(parse, text, "COERCE") == ["Kisumu"]
    assert placed(parse, text, "ASSAULT") == ["Kisumu"]


def test_a_deed_told_again_has_its_place(parse):
    text = "Somali rebels attacked an army base in Garissa on Friday. The attack killed six Kenyan soldiers."
    assert set(placed(parse, text, "ASSAULT")) == {"Garissa"}


def test_the_more_special_place_of_two_tellings():
    from redshank.coder.draft import finer
    from redshank.records import Place

    def place(name, resolution, lat, country="KEN"):
        return Place(
            start=0,
            end=1,
            extracted_place=name,
            resolved_place=name,
            lat=lat,
            lon=40.0,
            country_code=country,
            resolution=resolution,
        )

    country, town, far = place("Kenya", 1, 0.0), place("Garissa", 4, -0.5), place("Oslo", 4, 60.0, "NOR")
    assert finer(country, town) is town
    assert finer(town, country) is town
    assert finer(country, far) is country
    assert finer(None, town) is town
    assert finer(place("Coast", 2, -4.0), place("Moyale", 4, 3.5)).resolved_place == "Coast"


def test_a_court_sits_in_its_country(parse):
    assert placed(parse, "A Chilean court convicted the Peruvian trader on Monday.", "SANCTION") == ["Chile"]
