"""What stands in a sentence, and the TIMEX3 value and days that redshank reads in it."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model

THURSDAY = "2019-10-31"


def rows(doc):
    text = doc.text
    return [(text[m.time.start : m.time.end], m.time.value, m.time.begin, m.time.finish) for m in doc._.times]


# (sentence, words, value, begin, finish), all published on Thursday, 31 October 2019
PUBLISHED_THURSDAY = [
    # days of the calendar
    ("The plot of Sept. 11, 2001, changed the city.", "Sept. 11, 2001", "2001-09-11", "2001-09-11", "2001-09-11"),
    ("The order is dated 31/10/2019.", "31/10/2019", "2019-10-31", "2019-10-31", "2019-10-31"),
    ("The order is dated 2019-10-30.", "2019-10-30", "2019-10-30", "2019-10-30", "2019-10-30"),
    ("Two men died on 3 June 2012.", "3 June 2012", "2012-06-03", "2012-06-03", "2012-06-03"),
    ("Earlier on October 31, the envoy met the queen.", "October 31", "2019-10-31", "2019-10-31", "2019-10-31"),
    ("A storm hit the coast on Nov. 25.", "Nov. 25", "2019-11-25", "2019-11-25", "2019-11-25"),
    ("A storm hit the coast on Dec. 28.", "Dec. 28", "2018-12-28", "2018-12-28", "2018-12-28"),
    ("Rebels must disarm by Nov. 15.", "Nov. 15", "2019-11-15", "2019-10-31", "2019-11-15"),
    ("They meet November 3-5 in Lima.", "November 3-5", "2019-11-03", "2019-11-03", "2019-11-05"),
    ("It is the hardest rule since 9/11.", "9/11", "2001-09-11", "2001-09-11", "2019-10-31"),
    # weekdays: publication day itself, else by tense
    ("The envoy resigned on Thursday.", "Thursday", "2019-10-31", "2019-10-31", "2019-10-31"),
    ("The envoy arrived on Monday.", "Monday", "2019-10-28", "2019-10-28", "2019-10-28"),
    ("The envoy will arrive on Monday.", "Monday", "2019-11-04", "2019-11-04", "2019-11-04"),
    ("The envoy plans to leave on Monday.", "Monday", "2019-11-04", "2019-11-04", "2019-11-04"),
    ("The minister criticised Tuesday's raid.", "Tuesday", "2019-10-29", "2019-10-29", "2019-10-29"),
    ("The ministers will meet next Tuesday.", "next Tuesday", "2019-11-05", "2019-11-05", "2019-11-05"),
    ("The ministers met last Wednesday.", "last Wednesday", "2019-10-30", "2019-10-30", "2019-10-30"),
    ("Gunmen stormed the bar Saturday night.", "Saturday night", "2019-10-26TNI", "2019-10-26", "2019-10-26"),
    ("Shells fell overnight.", "overnight", "2019-10-31TNI", "2019-10-30", "2019-10-31"),
    ("She spoke yesterday.", "yesterday", "2019-10-30", "2019-10-30", "2019-10-30"),
    ("A truce begins at midnight on Friday.", "midnight on Friday", "2019-11-01T24:00", "2019-11-01", "2019-11-01"),
    (
        "Police closed the road at 9:30 p.m. on Tuesday.",
        "9:30 p.m. on Tuesday",
        "2019-10-29T21:30",
        "2019-10-29",
        "2019-10-29",
    ),
    # weeks, months, years
    ("Troops left the town last week.", "last week", "2019-W43", "2019-10-21", "2019-10-27"),
    ("Five people drowned over the weekend.", "over the weekend", "2019-W43-WE", "2019-10-26", "2019-10-27"),
    ("The trial begins the week of March 6.", "the week of March 6", "2020-W10", "2020-03-02", "2020-03-08"),
    ("The pact was signed last November.", "last November", "2018-11", "2018-11-01", "2018-11-30"),
    ("The court ruled early this month.", "early this month", "2019-10", "2019-10-01", "2019-10-10"),
    ("The offer came in mid-June.", "mid-June", "2019-06", "2019-06-11", "2019-06-20"),
    ("Violence has spread since July.", "July", "2019-07", "2019-07-01", "2019-10-31"),
    ("He fled on 3 May last year.", "3 May last year", "2018-05-03", "2018-05-03", "2018-05-03"),
    ("He fled in October last year.", "October last year", "2018-10", "2018-10-01", "2018-10-31"),
    ("It was the worst raid this year.", "this year", "2019", "2019-01-01", "2019-10-31"),
    ("Talks will resume by the end of the year.", "the end of the year", "2019", "2019-10-31", "2019-12-31"),
    ("A man was shot in 1998.", "1998", "1998", "1998-01-01", "1998-12-31"),
    ("Spending rose in fiscal 1998.", "fiscal 1998", "1998", "1998-01-01", "1998-12-31"),
    ("The group bombed trains in the 1970s.", "the 1970s", "197", "1970-01-01", "1979-12-31"),
    ("The castle dates from the 15th century.", "the 15th century", "14", "1400-01-01", "1499-12-31"),
    # parts of the year
    ("Exports fell in the third quarter.", "the third quarter", "2019-Q3", "2019-07-01", "2019-09-30"),
    ("Exports fell in the first quarter of 1998.", "the first quarter of 1998", "1998-Q1", "1998-01-01", "1998-03-31"),
    ("Protests began in the spring of 2011.", "the spring of 2011", "2011-SP", "2011-03-01", "2011-05-31"),
    ("He was killed last summer.", "last summer", "2019-SU", "2019-06-01", "2019-08-31"),
    ("A truce held over Christmas.", "over Christmas", "2018-12-25", "2018-12-25", "2018-12-26"),
    ("Shops closed on Good Friday 2018.", "Good Friday 2018", "2018-03-30", "2018-03-30", "2018-03-30"),
    # counted from publication
    ("The bridge fell nearly two years ago.", "nearly two years ago", "2017", "2017-01-01", "2017-12-31"),
    ("The camp opened two months ago.", "two months ago", "2019-08", "2019-08-01", "2019-08-31"),
    ("The camp opened 11 days ago.", "11 days ago", "2019-10-20", "2019-10-20", "2019-10-20"),
    ("The war ended a few years ago.", "a few years ago", "PAST_REF", "2012-10-31", "2017-10-31"),
    ("The sides recently traded fire.", "recently", "PAST_REF", "2019-10-01", "2019-10-31"),
    ("The envoy is now in Geneva.", "now", "PRESENT_REF", "2019-10-31", "2019-10-31"),
    # what is announced, promised or planned lies ahead, though its verb is past
    ("Miners announced a strike from Monday.", "Monday", "2019-11-04", "2019-11-04", "2019-11-04"),
    ("The king promised the money before the end of April.", "the end of April", "2020-04", "2019-10-31", "2020-04-20"),
    ("The ministry ordered an inquiry by Friday.", "Friday", "2019-11-01", "2019-10-31", "2019-11-01"),
    ("She spoke of the slated visit in March.", "March", "2020-03", "2020-03-01", "2020-03-31"),
    ("The king left the pact by Tuesday.", "Tuesday", "2019-10-29", None, "2019-10-29"),
    # a date that heads an entry of a chronicle is past, whatever the tense
    ("July 14: Troops enter the town.", "July 14", "2019-07-14", "2019-07-14", "2019-07-14"),
    ("\u2022 July 14: Troops enter the town.", "July 14", "2019-07-14", "2019-07-14", "2019-07-14"),
    ("July 14: The envoy will fly home.", "July 14", "2020-07-14", "2020-07-14", "2020-07-14"),
    # a year before what could be counted
    ("In 2008 police shot two men.", "2008", "2008", "2008-01-01", "2008-12-31"),
    ("She cited its 1994 Riga Memorandum.", "1994", "1994", "1994-01-01", "1994-12-31"),
    # lengths
    ("The village has been shelled for months.", "months", "PXM", "2019-07-31", "2019-10-31"),
    ("Police have held him for eight years.", "eight years", "P8Y", "2011-10-31", "2019-10-31"),
    ("Fifty died over the past three days.", "over the past three days", "P3D", "2019-10-28", "2019-10-31"),
    ("The siege took five hours.", "five hours", "PT5H", None, None),
    ("They promised to answer in two weeks.", "two weeks", "P2W", "2019-11-11", "2019-11-14"),
    ("The 15-year-old boy fled.", "The 15-year-old", "P15Y", None, None),
    ("A 5 1/2-year-old girl fled.", "5 1/2-year-old", "P5.5Y", None, None),
    ("The visit comes a few days after a truce collapsed.", "a few days after", "PXD", "2019-10-24", "2019-10-29"),
    ("Prices rose over the last year.", "over the last year", "P1Y", "2018-10-31", "2019-10-31"),
    # more than one step
    ("They will choose by month's end.", "month's end", "2019-10", "2019-10-31", "2019-10-31"),
    ("The war began five years ago this month.", "five years ago this month", "2014-10", "2014-10-01", "2014-10-31"),
    ("Ten years ago today, a wall fell.", "Ten years ago today", "2009-10-31", "2009-10-31", "2009-10-31"),
    (
        "They voted on the second Sunday of May 2018.",
        "the second Sunday of May 2018",
        "2018-05-13",
        "2018-05-13",
        "2018-05-13",
    ),
    ("He fled the day before Christmas.", "the day before Christmas", "2018-12-24", "2018-12-24", "2018-12-24"),
    ("The rent is due on the 25th.", "the 25th", "2019-11-25", "2019-11-25", "2019-11-25"),
    ("He goes on air at 7 o'clock tonight.", "7 o'clock tonight", "2019-10-31T19:00", "2019-10-31", "2019-10-31"),
    # sets
    ("They rally every Monday.", "every Monday", "XXXX-WXX-1", None, None),
    ("They rally twice a week.", "twice a week", "P1W", None, None),
    ("Rallies are held daily.", "daily", "P1D", None, None),
]


@pytest.mark.parametrize(
    ("sentence", "words", "value", "begin", "finish"), PUBLISHED_THURSDAY, ids=lambda cell: str(cell)[:40]
)
def test_one_expression(parse, sentence, words, value, begin, finish):
    assert rows(parse(sentence, published=THURSDAY)) == [(words, value, begin, finish)]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "The siege lasted from March to May.",
            [("March", "2019-03", "2019-03-01", "2019-05-31"), ("May", "2019-05", "2019-03-01", "2019-05-31")],
        ),
        (
            "They met on October 3 and 4, when 20 died.",
            [("October 3", "2019-10-03", "2019-10-03", "2019-10-03"), ("4", "2019-10-04", "2019-10-04", "2019-10-04")],
        ),
        (
            "On October 3 and 4 soldiers, all unarmed, two shells fell.",
            [("October 3", "2019-10-03", "2019-10-03", "2019-10-03")],
        ),
        (
            "Fighting between 2015 and 2017 killed thousands.",
            [("2015", "2015", "2015-01-01", "2017-12-31"), ("2017", "2017", "2015-01-01", "2017-12-31")],
        ),
        (
            "On October 3 the army struck. Two days later the rebels replied.",
            [
                ("October 3", "2019-10-03", "2019-10-03", "2019-10-03"),
                ("Two days later", "2019-10-05", "2019-10-05", "2019-10-05"),
            ],
        ),
        (
            "The church burned on 12 May 1999. That day, ten died. The next day, crowds came.",
            [
                ("12 May 1999", "1999-05-12", "1999-05-12", "1999-05-12"),
                ("That day", "1999-05-12", "1999-05-12", "1999-05-12"),
                ("The next day", "1999-05-13", "1999-05-13", "1999-05-13"),
            ],
        ),
        (
            "He was jailed in March 2011 and released in October.",
            [
                ("March 2011", "2011-03", "2011-03-01", "2011-03-31"),
                ("October", "2011-10", "2011-10-01", "2011-10-31"),
            ],
        ),
    ],
)
def test_expressions_that_lean_on_each_other(parse, sentence, found):
    assert rows(parse(sentence, published=THURSDAY)) == found


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The envoy arrived on Monday.", "XXXX-WXX-1"),
        ("The envoy arrived in May.", "XXXX-05"),
        ("The envoy arrived on May 3.", "XXXX-05-03"),
        ("The envoy arrived last week.", "PAST_REF"),
        ("The envoy arrived today.", "PRESENT_REF"),
        ("The envoy will arrive tomorrow.", "FUTURE_REF"),
    ],
)
def test_without_a_publication_day_the_relative_stays_open(parse, sentence, value):
    doc = parse(sentence, published=None)
    assert [(m.time.value, m.time.begin, m.time.finish) for m in doc._.times] == [(value, None, None)]


def test_a_length_before_a_date_gets_the_day_it_comes_to(parse):
    doc = parse("The minister resigned two days after Monday's raid.", published=THURSDAY)
    assert rows(doc)[0] == ("two days after", "P2D", "2019-10-30", "2019-10-30")


def test_a_past_weekday_six_days_back_is_the_day_after_publication(parse):
    """Reports dated a day early (time zones) outnumber those that call a day of last week by its bare name."""
    assert rows(parse("The missile flew over the island on Friday.", published=THURSDAY))[0][1] == "2019-11-01"
    assert rows(parse("The missile flew over the island last Friday.", published=THURSDAY))[0][1] == "2019-10-25"


def test_a_date_that_now_leads_to_lies_ahead(parse):
    assert rows(parse("The plan runs between now and October 20.", published=THURSDAY))[1][1] == "2020-10-20"


@pytest.mark.parametrize(
    "sentence", ["They met on 31 February.", "They met on the 32nd of May.", "They met on May 45."]
)
def test_without_a_publication_day_a_day_that_no_month_has_is_none(parse, sentence):
    assert rows(parse(sentence, published=None)) == []


def test_a_number_after_a_month_may_count(parse):
    assert [words for words, *_ in rows(parse("In May 45 people died.", published=THURSDAY))] == ["May"]


def test_what_follows_a_day_that_does_not_exist_is_read(parse):
    found = rows(parse("Not on 31 April, but on 3 May 2018, they met.", published=THURSDAY))
    assert [words for words, *_ in found] == ["3 May 2018"]


def test_without_a_publication_day_the_absolute_is_dated(parse):
    assert rows(parse("They met on 3 May 2010.", published=None)) == [
        ("3 May 2010", "2010-05-03", "2010-05-03", "2010-05-03")
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The meeting on February 31 never took place.",
        "The meeting on the 32nd of May never took place.",
        "The meeting on 32 May 2018 never took place.",
        "The meeting on May 45, 2018, never took place.",
        "The meeting on 29 February 2018 never took place.",
        "The meeting on April 31-33, 2018, never took place.",
        "The meeting on 31 April last year never took place.",
        "The meeting on the fifth Monday of February 2018 never took place.",
        "The form says 2018-13-45 and 2018-02-30T10:00 in one field.",
        "Spending rose in the fifth quarter of 2018.",
        "The form says 99/99/2019 in one field.",
        "In the year 0 there was no calendar.",
        "The guards march to the gate and may fall.",
        "Prime Minister Theresa May spoke to the Sun.",
        "The 25 hostages were freed at the second attempt.",
        "More than 2000 people fled; 1500 troops stayed.",
        "The team lost 10:35 and paid $1998.",
        "He told USA Today about it.",
        "She drove a 1999 Volvo to the shore.",
    ],
)
def test_what_is_no_time(parse, sentence):
    assert rows(parse(sentence, published=THURSDAY)) == []


@pytest.mark.parametrize(
    "text", ["", " \n\n ", "9" * 400 + " years ago", "12345678901234567890 days later", "a a a of the"]
)
def test_odd_text_is_read_without_a_fault(parse, text):
    for mention in parse(text, published=THURSDAY)._.times:
        assert 0 <= mention.time.start < mention.time.end <= len(text)


EDGES = """Before the year 1, last week, a year ago, next month, for months, the day before Friday, on Monday,
last fall, the day after 31 December 9999, two days before 1 January 0001,
since July, in two weeks, the weekend, over Easter,
by the end of the century, a few decades later, 5000 years ago, early this month, this winter, Christmas,
on the 31st."""


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31", "2020-02-29", None])
def test_the_ends_of_the_calendar_are_no_fault(parse, published):
    found = parse(EDGES, published=published)._.times
    assert len(found) >= 13
    assert all(mention.time.value for mention in found)


def test_publication_day_that_is_none_is_as_good_as_missing(parse):
    assert rows(parse("They met on Monday.", published="soon"))[0][1] == "XXXX-WXX-1"


def test_paragraphs_are_not_read_across(parse):
    assert [words for words, *_ in rows(parse("It began in May\n2010 was worse.", published=THURSDAY))] == [
        "May",
        "2010",
    ]


def test_mentions_carry_their_tokens_and_stand_in_order(parse):
    doc = parse("On Monday, 16-hour talks ended at 10 a.m. in Rome.", published=THURSDAY)
    spans = [doc[m.start : m.end].text for m in doc._.times]
    assert spans == ["Monday", "16-hour", "10 a.m."]
    assert [m.time.start for m in doc._.times] == sorted(m.time.start for m in doc._.times)


def test_page_furniture_is_not_read(nlp):
    from redshank.language.base import prepare
    from redshank.records import Document, Paragraph

    text = "Updated Monday\nTroops left on Tuesday."
    document = Document(
        id="x", text=text, published=THURSDAY, paragraphs=[Paragraph(0, 14, "furniture"), Paragraph(15, 38, "body")]
    )
    assert [words for words, *_ in rows(nlp(prepare(nlp, document)))] == ["Tuesday"]
