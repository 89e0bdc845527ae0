"""Who acts: one small report for each rule, with what its phrases resolve to."""

from __future__ import annotations

import pytest

from redshank.records import Span

pytestmark = pytest.mark.model


@pytest.fixture
def read(parse):
    """``read(text, phrase)``: the (code, sector) pairs of the phrase that holds these words as its head."""

    def run(text, phrase, published="2019-06-14", at=-1, **fields):
        doc = parse(text, published, **fields)
        found = [
            (reading, token)
            for token, reading in doc._.actors.readings.items()
            if any(e.entity_text == phrase for e in reading.entities)
        ]
        assert found, (phrase, sorted({e.entity_text for r in doc._.actors.readings.values() for e in r.entities}))
        return found[at][0]

    return run


def codes(reading):
    return [(e.code, e.sector) for e in reading.entities]


@pytest.mark.parametrize(
    ("text", "phrase", "code", "sector"),
    [
        ("Peru condemned the raid.", "Peru", "PER", "GOV"),
        ("Ankara rejected the offer on Monday.", "Ankara", "TUR", "GOV"),
        ("The Kremlin denied the report.", "The Kremlin", "RUS", "GOV"),
        ("Kenyan lawmakers backed the bill.", "Kenyan lawmakers", "KEN", "LEG"),
        ("Russian forces shelled the port.", "Russian forces", "RUS", "MIL"),
        ("A Turkish military court jailed him.", "A Turkish military court", "TUR", "JUD"),
        ("Palestinians threw stones.", "Palestinians", "PSE", "CVL"),
        ("A Palestinian boy was hurt.", "A Palestinian boy", "PSE", "CVL"),
        ("Two Iranian Navy vessels left the port.", "Two Iranian Navy vessels", "IRN", "MIL"),
        ("NATO deployed observers.", "NATO", "IGO", "GOV"),
        ("The UN Security Council met.", "The UN Security Council", "UNO", "GOV"),
        ("Islamic State claimed the blast.", "Islamic State", "IMG", "REB"),
        ("Boko Haram freed the girls.", "Boko Haram", "NGA", "REB"),
        ("Greenpeace sued the company.", "Greenpeace", "NGO", "SOC"),
        ("The president of Chile resigned.", "The president of Chile", "CHL", "GOV"),
        ("Norway's foreign minister left for talks.", "Norway's foreign minister", "NOR", "GOV"),
        ("Former Polish ministers signed a letter.", "Former Polish ministers", "POL", "ELI"),
        ("A former Polish minister signed a letter.", "A former Polish minister", "POL", "ELI"),
        ("Hamas's spokesman denied it.", "Hamas's spokesman", "PSE", "REB"),
        ("A NATO spokeswoman confirmed the plan.", "A NATO spokeswoman", "IGO", "GOV"),
        ("Texas police arrested a man.", "Texas police", "USA", "COP"),
        ("U.S. soldiers arrested us.", "U.S. soldiers", "USA", "MIL"),
    ],
)
def test_names_and_described_actors(read, text, phrase, code, sector):
    assert codes(read(text, phrase)) == [(code, sector)]


def test_backed_separatists_are_rebels_of_the_place(read):
    (entity,) = read(
        "Russia-backed separatists in eastern Ukraine fired mortars.", "Russia-backed separatists in eastern Ukraine"
    ).entities
    assert (entity.code, entity.sector, entity.other_sector_codes) == ("UKR", "REB", ["PRE"])


def test_each_country_of_a_list_is_an_entity(read):
    reading = read("The leaders of Chad, Niger and Mali agreed.", "The leaders of Chad, Niger and Mali")
    assert [e.code for e in reading.entities] == ["TCD", "NER", "MLI"]


def test_joined_adjectives_give_two_entities(read):
    reading = read("French and German diplomats met in Vienna.", "French and German diplomats")
    assert [e.code for e in reading.entities] == ["FRA", "DEU"]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("All parties should stop.", "All parties"),
        ("The international community reacted slowly.", "The international community"),
        ("Other countries followed.", "Other countries"),
    ],
)
def test_actors_in_general_have_no_code(read, text, phrase):
    assert [e.code for e in read(text, phrase).entities] == [None]


def test_things_have_no_reading(parse):
    doc = parse("The missile hit a bridge before the talks about the territory.")
    assert doc._.actors.readings == {}


def test_modifiers_of_things_can_be_looked_up(parse):
    doc = parse("Japan tracked North Korean missiles.")
    reading = doc._.actors.at(next(t.i for t in doc if t.text == "Korean"))
    assert [(e.entity_text, e.code) for e in reading.entities] == [("North Korean", "PRK")]


# -- persons


def test_a_holder_is_known_by_name_on_the_day(read):
    (entity,) = read("Emmanuel Macron left for Mali.", "Emmanuel Macron", "2019-02-01").entities
    assert (entity.code, entity.sector, entity.office) == ("FRA", "GOV", "President")


def test_a_past_holder_is_elite(read):
    (entity,) = read("Angela Merkel gave a lecture in Oslo.", "Angela Merkel", "2023-05-02").entities
    assert (entity.code, entity.sector) == ("DEU", "ELI")


def test_a_title_gives_country_and_sector(read):
    (entity,) = read("Fijian Interior Minister Tomasi Vuna resigned.", "Fijian Interior Minister Tomasi Vuna").entities
    assert (entity.identifier_text, entity.code, entity.sector) == ("Tomasi Vuna", "FJI", "GOV")


def test_an_apposition_that_names_is_one_entity(read):
    text = "Peru's interior minister, Alvaro Quispe, met reporters."
    (entity,) = read(text, "Peru's interior minister, Alvaro Quispe").entities
    assert (entity.identifier_text, entity.code, entity.sector) == ("Alvaro Quispe", "PER", "GOV")


def test_a_surname_means_the_person_named_before(read):
    text = "Kenyan Defence Minister Peter Odhiambo flew to Lamu.\nOdhiambo promised more patrols."
    (entity,) = read(text, "Odhiambo").entities
    assert (entity.identifier_text, entity.code, entity.sector) == ("Peter Odhiambo", "KEN", "GOV")


def test_the_apposition_after_a_name_tells_who_it_is(read):
    text = "Marta Lindqvist, Sweden's trade minister, rejected the tariff."
    (entity,) = read(text, "Marta Lindqvist, Sweden's trade minister").entities
    assert (entity.code, entity.sector) == ("SWE", "GOV")


def test_a_nationality_in_the_introduction_gives_the_country(read):
    text = "A Chilean student was expelled on Tuesday.\nPaula Rojas, 20, said she would appeal."
    (entity,) = read(text, "Paula Rojas").entities
    assert (entity.code, entity.sector) == ("CHL", "EDU")


@pytest.mark.parametrize("text", ["They met American Nora Quill.", "Nora Quill, an American, saw it."])
def test_a_people_beside_a_name_gives_the_country(parse, text):
    doc = parse(text)
    (entity,) = doc._.actors.at(next(t.i for t in doc if t.text == "Quill")).entities
    assert (entity.identifier_text, entity.code, entity.sector) == ("Nora Quill", "USA", "CVL")


def test_a_president_of_a_guessed_country_gets_no_code(read):
    text = "Norway is calm. President Zork waved."
    assert [e.code for e in read(text, "President Zork").entities] == [None]


def test_a_leader_before_a_noun_gives_its_country(read):
    assert codes(read("The Obama administration agreed.", "The Obama administration", "2014-03-02")) == [("USA", "GOV")]


@pytest.mark.parametrize("text", ["South American countries agreed.", "They want a state of emergency."])
def test_what_only_looks_like_a_country(parse, text):
    codes_found = {e.code for r in parse(text)._.actors.readings.values() for e in r.entities}
    assert codes_found <= {None}


def test_a_person_without_introduction_has_no_code(read):
    (entity,) = read("Peter Larsson praised the film.", "Peter Larsson").entities
    assert (entity.code, entity.sector) == (None, "CVL")


def test_the_place_in_a_name_is_no_country(parse):
    doc = parse("Michael Jordan scored twice.")
    assert "JOR" not in {e.code for r in doc._.actors.readings.values() for e in r.entities}


# -- whose, where the phrase does not say


def test_a_spokesman_of_a_ministry_belongs_to_the_dateline(read):
    text = "BEIJING -- The launch worried Japan, Foreign Ministry spokesman Chen Bo said."
    reading = read(text, "Foreign Ministry spokesman Chen Bo", dateline=Span(0, 7))
    assert codes(reading) == [("CHN", "GOV")]


def test_police_belong_to_the_place_of_the_sentence(read):
    text = "Italy mourned the victims.\nIn Lagos, police detained two men over the fire."
    assert codes(read(text, "police")) == [("NGA", "COP")]


def test_the_focus_of_the_report_comes_last(read):
    text = "Bolivia is tense. Bolivian unions called a strike.\nProtesters blocked roads."
    reading = read(text, "Protesters")
    assert reading.entities[0].code == "BOL"
    assert reading.score < 0.7
    assert "about" in reading.rule


def test_soldiers_are_those_named_before(read):
    text = "Indian soldiers crossed the river near Pakistan.\nLater the soldiers withdrew."
    assert codes(read(text, "the soldiers")) == [("IND", "MIL")]


def test_troops_are_those_of_who_sends_them(read):
    assert codes(read("Spain will withdraw troops from Mali.", "troops")) == [("ESP", "MIL")]


def test_the_publisher_decides_between_parliaments(read):
    assert codes(read("The Senate passed the bill.", "The Senate", publisher="CNN")) == [("USA", "LEG")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Georgia accused Moscow. Tbilisi expelled a diplomat.", "GEO"),
        ("Georgia sued Alabama and Florida over water in Texas.", "USA"),
    ],
)
def test_georgia_by_context(parse, text, code):
    doc = parse(text)
    assert doc._.actors.at(0).entities[0].code == code
