"""Rows -> documents: fields, dates, datelines, authors, credits, language, refusals."""

from __future__ import annotations

import pytest

from redshank.errors import CallError, DocumentError
from redshank.reading.bylines import clean_authors, dateline, is_byline, is_stamp, split_authors
from redshank.reading.dates import day_of_url, full_dates
from redshank.reading.rows import document_from_row
from redshank.settings import Settings

BODY = "The navy of Freedonia seized a ferry in the strait on Monday, the coast guard of Sylvania said."
MORE = "The crew of eleven was taken to Port Amber, where a court will hear the case."


def read(text: str, settings: Settings | None = None, **fields):
    return document_from_row({"text": text, **fields}, settings or Settings())


def test_text_is_kept_exactly_as_it_came():
    text = f"  {BODY}\r\n\r\n\xa0{MORE}\x0b "
    document = read(text)
    assert document.text == text
    assert [text[p.start : p.end] for p in document.paragraphs] == [BODY, MORE]


def test_id_is_kept_or_a_stable_hash():
    assert read(BODY, id="a-1").id == "a-1"
    assert read(BODY, id=17).id == "17"
    assert read(BODY).id == read(BODY).id == "131d523c08887b8c"
    assert read(BODY, url="https://example.org/1").id != read(BODY).id


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({}, "the row has no 'text'"),
        ({"text": None}, "the row has no 'text'"),
        ({"text": 5}, "'text' is a number, it has to be a string"),
        ({"text": ["a"]}, "'text' is a list, it has to be a string"),
        ({"text": " \n"}, "the text is empty"),
        ({"text": "... !"}, "the text has no words"),
        ({"text": BODY, "published": "2019-02-31"}, "no ISO date"),
        ({"text": BODY, "published": "31 May 2019"}, "no ISO date"),
        ({"text": BODY, "published": 20190531}, "'published' is int"),
        ({"text": BODY, "title": 3}, "'title' is a number"),
        ({"text": BODY, "id": True}, "'id' is a boolean"),
        ([BODY], "a row has to be a JSON object, this is a list"),
    ],
)
def test_bad_rows_are_one_clear_line(row, message):
    with pytest.raises(DocumentError) as caught:
        document_from_row(row)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_text_over_the_limit_is_refused():
    with pytest.raises(DocumentError, match="more than the limit of 50"):
        read(BODY, Settings(max_bytes=50))


def test_day_given_wins():
    document = read(f"{BODY}\nUpdated: 2017-05-04", published="2017-05-03T22:10:00Z")
    assert (document.published, document.published_source) == ("2017-05-03", "given")


def test_day_in_the_address_counts_as_metadata():
    document = read(BODY, url="https://example.org/2018/03/09/ferry.html")
    assert (document.published, document.published_source) == ("2018-03-09", "metadata")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Xinhua | Updated: 2018-04-02 09:15", "2018-04-02"),
        ("31 October 2019", "2019-10-31"),
        ("31.10.2019 14:02", "2019-10-31"),
        ("10/31/2019", "2019-10-31"),
        ("Jane Doe | 31.10.2019", "2019-10-31"),
        ("Published on Oct. 31, 2019 at 5 pm GMT", "2019-10-31"),
        ("Last updated: Thursday, 3 January 2019", "2019-01-03"),
    ],
)
def test_day_on_a_line_of_its_own(line, day):
    document = read(f"Ferry Seized In Strait\n{line}\n{BODY}\n{MORE}")
    assert (document.published, document.published_source) == (day, "text")


def test_day_in_the_dateline():
    document = read(f"PORT AMBER, May 7, 2018 (Xinhua) -- {BODY}\n{MORE}")
    assert (document.published, document.published_source) == ("2018-05-07", "text")


def test_settings_stand_in_before_a_guess():
    text = f"{BODY} A treaty was signed on 4 May 2011."
    document = read(text, Settings(published="2018-05-08"))
    assert (document.published, document.published_source) == ("2018-05-08", "given")
    with pytest.raises(CallError, match="publication day"):
        read(BODY, Settings(published="2018-13-01"))


def test_guess_is_the_latest_full_date_unless_a_later_year_is_named():
    text = f"{BODY} It had left on 6 May 2018. The treaty is of 4 May 2011."
    document = read(text)
    assert (document.published, document.published_source) == ("2018-05-06", "guess")
    assert read(f"{text} Elections are due in 2020.").published is None
    assert read(BODY).published is read(BODY).published_source is None


def test_title_comes_from_the_first_headline():
    assert read(f"Ferry Seized In Strait\n\n{BODY}\n\n{MORE}").title == "Ferry Seized In Strait"
    assert read(BODY, title="Given").title == "Given"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("KYIV (Reuters) -- The army", "KYIV"),
        ("BEIJING -- The army", "BEIJING"),
        ("TOKYO, Nov 6 (Reuters) - The army", "TOKYO"),
        ("RAMALLAH, West Bank — The army", "RAMALLAH, West Bank"),
        ("SEOUL/TOKYO (Reuters) - The army", "SEOUL/TOKYO"),
        ("NAIROBI, Kenya (AP) _ The army", "NAIROBI, Kenya"),
        ("Berlin (dpa) - The army", "Berlin"),
        ("NEW DELHI: The army", "NEW DELHI"),
        ("MOSCOW, October 31. /TASS/. The army", "MOSCOW"),
        ("ERIE, Pa. (AP) — The army", "ERIE, Pa."),
        ("UPDATE -- The army", None),
        ("NATO troops - the army", None),
        ("The army (Reuters) said", None),
        ("Vorza - the army", None),
        ("REUTERS - The army", None),
    ],
)
def test_dateline_place(text, place):
    span = dateline(text)
    assert (text[span.start : span.end] if span else None) == place


def test_dateline_span_counts_in_the_document():
    document = read(f"Ferry Seized In Strait\n\nPORT AMBER (AFP) - {BODY}\n\n{MORE}")
    span = document.dateline
    assert span is not None
    assert document.text[span.start : span.end] == "PORT AMBER"
    assert document.credits == ["AFP"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe", ["Jane Doe"]),
        ("By JANE DOE and Tom van Sample in Beirut", ["Jane Doe", "Tom van Sample"]),
        ("By Jane Doe, Associated Press Writer", ["Jane Doe"]),
        ("By Associated Press", []),
    ],
)
def test_authors_of_a_byline(line, names):
    assert is_byline(line)
    assert split_authors(line) == names


def test_name_and_place_is_a_byline_below_a_headline_only():
    assert is_byline("Jane Doe in Beirut", headed=True)
    assert not is_byline("Jane Doe in Beirut")
    assert not is_byline("By Monday the army had left the town")


def test_authors_out_of_metadata():
    assert clean_authors(["ANN EXAMPLE Associated Press", "Reuters", "admin", "Tom Sample", "News Staff"]) == [
        "Ann Example",
        "Tom Sample",
    ]


@pytest.mark.parametrize(
    ("last", "agencies"),
    [
        ("With reporting by Reuters, AP, and AFP", ["Reuters", "AP", "AFP"]),
        ("The Associated Press contributed to this report.", ["AP"]),
        ("Agence France-Presse contributed to this article.", ["AFP"]),
        ("— Associated Press", ["AP"]),
        ("Reuters - Ap - Afp", ["Reuters", "AP", "AFP"]),
        ("ab/cd (AP, dpa)", ["AP", "dpa"]),
        ("The court sits again in June, officials said. (dpa/AFP)", ["dpa", "AFP"]),
        ("The court sits again in June, officials said. (Jane Doe/PNA)", ["PNA"]),
        ("Copyright 2021 The Associated Press. All rights reserved.", ["AP"]),
        ("The minister told Reuters that he would resign.", []),
        ("A crowd on the pier. REUTERS/Jane Doe", []),
    ],
)
def test_agency_credits(last, agencies):
    assert read(f"{BODY}\n{MORE}\n{last}").credits == agencies


def test_agency_on_the_update_line():
    document = read(f"Ferry Seized In Strait\nXinhua | Updated: 2018-04-02 09:15\n{BODY}\n{MORE}")
    assert document.credits == ["Xinhua"]


GERMAN = (
    "Der Außenminister sagte am Dienstag, die Regierung werde die Truppen aus dem Grenzgebiet abziehen. Die Opposition "
    "kritisierte den Schritt als zu spät und forderte weitere Gespräche mit den Nachbarn über die Lage im Norden. "
    "Am Mittwoch soll das Parlament über den Vertrag abstimmen."
)


def test_other_languages_are_refused_by_name():
    with pytest.raises(DocumentError, match=r"is in German \(de\), redshank reads English"):
        read(GERMAN)


def test_short_texts_pass_and_english_is_english():
    assert read("Truppen verlassen die Grenze.").language == "en"
    assert read(f"{BODY} {MORE} {BODY}").language == "en"


def test_dates_in_running_text():
    assert full_dates("on 3rd May 2019, May 4, 2019, 2019-05-05 and the 6th of May 2019, not 31 February 2019") == [
        "2019-05-03",
        "2019-05-04",
        "2019-05-05",
        "2019-05-06",
    ]
    assert day_of_url("https://example.org/a/2019-05/07/x") == "2019-05-07"
    assert day_of_url("https://example.org/2019/13/07/x") is None


def test_stamps_hold_a_date_and_nothing_else():
    assert is_stamp("Monday, 3 June 2019, 10:15 GMT")
    assert not is_stamp("10 p.m.")
    assert not is_stamp("The talks of 3 June 2019 failed")
