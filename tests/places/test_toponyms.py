"""Toponyms in running text: which words, which place, and whether something is there."""

from __future__ import annotations

import pytest

from redshank.records import Document, Paragraph, Span

pytestmark = pytest.mark.model


def places(doc):
    """``{words: (country, resolved name, PLOVER resolution)}`` of the first mention of each."""
    found = {}
    for mention in doc._.toponyms:
        p = mention.place
        found.setdefault(p.extracted_place, (p.country_code, p.resolved_place, p.resolution))
    return found


def mention(doc, words, nth=0):
    return [m for m in doc._.toponyms if m.place.extracted_place == words][nth]


def test_offsets_are_those_of_the_text(parse):
    text = "Two shells fell on Mariupol.\nThe mayor of Kharkiv fled to Poland."
    found = [m.place for m in parse(text)._.toponyms]
    assert {"Kharkiv", "Poland"} <= {p.extracted_place for p in found}
    assert all(text[p.start : p.end] == p.extracted_place for p in found)


@pytest.mark.parametrize(
    ("text", "country", "name"),
    [
        ("A warehouse burned down in Paris, Texas, on Friday.", "USA", "Paris"),
        ("A warehouse burned down in Paris on Friday.", "FRA", "Paris"),
    ],
)
def test_the_words_behind_the_comma_choose_among_namesakes(parse, text, country, name):
    assert places(parse(text))["Paris"] == (country, name, 4)


def test_georgia_is_the_state_among_states_and_the_country_among_countries(parse):
    state = parse("Farmers in Alabama and Florida are angry. Judges in Atlanta ruled that Georgia must pay.")
    country = parse("Armenia and Azerbaijan closed the border. Tbilisi said Georgia would keep its own open.")
    assert places(state)["Georgia"] == ("USA", "Georgia", 2)
    assert places(country)["Georgia"] == ("GEO", "Georgia", 1)


def test_cambridge_goes_with_the_other_places_of_the_report(parse):
    assert places(parse("Students in Cambridge, Massachusetts, marched to Boston."))["Cambridge"][0] == "USA"
    assert places(parse("Students in Cambridge and Oxford took trains to London."))["Cambridge"][0] == "GBR"


def test_a_person_called_like_a_country_is_no_place(parse):
    found = places(parse("Jordan Baker told reporters that he was innocent. Jordan will appeal, he said."))
    assert found == {}


def test_the_country_jordan_is_one(parse):
    assert places(parse("Thousands of people marched in Amman, the capital of Jordan."))["Jordan"][0] == "JOR"


def test_media_and_universities_are_no_places(parse):
    found = places(parse("The Washington Post quoted a study by the University of Oslo."))
    assert "Washington" not in found
    assert "Oslo" not in found


def test_direction_words_belong_to_the_toponym(parse):
    found = places(parse("Rebels shelled villages in eastern Ukraine and in northern Syria."))
    assert found["eastern Ukraine"] == ("UKR", "eastern Ukraine", 1)
    assert found["northern Syria"] == ("SYR", "northern Syria", 1)


def test_seas_and_straits(parse):
    found = places(parse("Two boats were stopped in the Kerch Strait and towed out into the Black Sea."))
    assert found["Kerch Strait"][0] == "UKR"
    assert found["Black Sea"][0] is None


def test_a_noun_says_whether_the_town_or_the_province_is_meant(parse):
    found = mention(parse("Three policemen died in Kunduz province."), "Kunduz province", 0)
    assert (found.place.country_code, found.place.resolution) == ("AFG", 2)
    town = mention(parse("Three policemen died in the city of Kunduz."), "Kunduz")
    assert (town.place.country_code, town.place.resolution) == ("AFG", 4)


def test_former_names(parse):
    assert places(parse("Trains between Kiev and Lvov were late."))["Kiev"] == ("UKR", "Kyiv", 4)


def test_an_unknown_village_stays_empty_and_harms_no_other_place(parse):
    doc = parse("Soldiers burned the village of Umm Qarnatayn, south of Khartoum, on Sunday. Sudan denied it.")
    village = next(m.place for m in doc._.toponyms if "Qarnatayn" in m.place.extracted_place)
    assert (village.lat, village.lon, village.geonameid, village.resolved_place) == (None, None, None, None)
    assert places(doc)["Khartoum"] == ("SDN", "Khartoum", 4)
    assert places(doc)["Sudan"][0] == "SDN"


def test_a_small_place_is_not_taken_from_elsewhere_against_the_words(parse):
    found = mention(parse("Farmers from Wimbleton, Mali, lost their cattle to gunmen."), "Mali")
    assert found.place.country_code == "MLI"


def test_government_and_people_are_marked_as_standing_for_the_place(parse):
    doc = parse("Moscow said on Tuesday that Russian officials would stay in Moscow. Paris blamed Iran.")
    assert mention(doc, "Moscow", 0).metonym
    assert mention(doc, "Russian").metonym
    assert not mention(doc, "Moscow", 1).metonym
    assert mention(doc, "Iran").metonym


def test_a_dateline_is_where_nothing_happened(nlp):
    from redshank.language.base import prepare

    text = "NAIROBI (Reuters) - Gunmen killed two herders near Garissa."
    document = Document(id="d", text=text, dateline=Span(0, 7), paragraphs=[Paragraph(0, len(text), "body")])
    doc = nlp(prepare(nlp, document))
    assert mention(doc, "NAIROBI").metonym
    assert not mention(doc, "Garissa").metonym


def test_page_furniture_is_not_read(nlp):
    from redshank.language.base import prepare

    text = "More news from Berlin\n\nA bridge fell down in Prague."
    kinds = [Paragraph(0, 21, "furniture"), Paragraph(23, len(text), "body")]
    doc = nlp(prepare(nlp, Document(id="d", text=text, paragraphs=kinds)))
    assert list(places(doc)) == ["Prague"]


@pytest.mark.parametrize("text", ["", " \n ", "...", "?!—“”", "'s, the of", "A" * 3000, "IN NEAR AT FROM"])
def test_bad_input_gives_no_place_and_no_error(parse, text):
    assert parse(text)._.toponyms == []


def test_the_same_text_gives_the_same_places(parse):
    text = "Clashes near Homs and Hama spread to Tripoli in northern Lebanon, the army in Beirut said."
    first, second = (([m.place for m in parse(text)._.toponyms]) for _ in range(2))
    assert first == second
    assert {p.extracted_place: p.country_code for p in first}["Tripoli"] == "LBN"
