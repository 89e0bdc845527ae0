"""Text that real pages bring: days that no calendar has, quotations that never close, speakers that nobody names."""

from __future__ import annotations

from random import Random

import pytest

pytestmark = pytest.mark.model

PUBLISHED = "2021-06-16"
CALLS = "“We accuse Sweden of arming the rebels."
TOLD = "Norway attacked Sweden on Monday, a Danish envoy said."
ARREST = "Swedish police arrested two Norwegian students in Stockholm."
CHAIN = [
    "The Norwegian premier", "a Danish envoy", "the Finnish president", "a German minister", "the French government",
    "a Polish general", "the Italian police", "a Spanish minister", "the Greek premier", "an Irish envoy",
]  # fmt: skip


def analysis(parse, text, **fields):
    """The analysis of a text, all of its spans checked against the text as it was given."""
    found = parse(text, **fields)._.redshank
    for statement in found.statements:
        assert any(c.isalnum() for c in words(text, statement.content))
        assert statement.cue is None or words(text, statement.cue).strip()
        if statement.speaker is not None:
            assert text[statement.speaker.start : statement.speaker.end] == statement.speaker.entity_text
    for event in found.events:
        for span in event.evidence:
            assert words(text, span)
        for entity in (*event.actor, *event.recipient, *event.said_by):
            assert text[entity.start : entity.end] == entity.entity_text
    return found


def words(text, span):
    assert 0 <= span.start < span.end <= len(text)
    return text[span.start : span.end]


def the(found, category):
    return next(e for e in found.events if e.event == [category])


def sources(event):
    return [e.entity_text for e in event.said_by]


# -- days that no calendar has


@pytest.mark.parametrize(
    "day",
    [
        "31 February", "31 February 2019", "February 31, 2019", "2019-13-45", "2019-02-30", "the 32nd of May",
        "the 32nd of May 2019", "32 May 2019", "May 45, 2019", "29 February 2019", "31/02/2019", "45/13/2019",
        "31.02.2019", "April 31-33, 2019", "31 April last year", "0 May 2019", "the fifth Monday of February 2019",
    ],
)  # fmt: skip
def test_nothing_is_dated_by_a_day_that_does_not_exist(parse, day):
    doc = parse(f"Norway attacked Sweden on {day}.", published=PUBLISHED)
    (event,) = doc._.redshank.events
    assert doc._.redshank.times == []
    assert (event.date, event.enddate, event.date_assumed, event.aux) == (PUBLISHED, PUBLISHED, True, [])


def test_a_day_that_exists_still_dates_its_act_beside_one_that_does_not(parse):
    found = analysis(parse, "Norway attacked Sweden on 3 May 2019, not on 31 April 2019, a Danish envoy said.")
    assert the(found, "ASSAULT").date == "2019-05-03"


# -- quotations that never close


@pytest.mark.parametrize("mark", ["“", '"', "„", "«", "``"])
def test_a_quotation_that_never_closes_leaves_the_report_alone(parse, mark):
    first = f"The Norwegian premier said: {CALLS.replace('“', mark)}"
    text = "\n".join([first, TOLD, ARREST, *["The talks go on."] * 5, TOLD])
    found = analysis(parse, text)
    assert sources(the(found, "ASSAULT")) == ["a Danish envoy"]
    assert sources(the(found, "COERCE")) == []
    assert [e.code for e in the(found, "ACCUSE").actor] == ["NOR"]
    assert all(s.content.end <= len(first) for s in found.statements if s.quoted)


def test_a_lost_mark_ends_the_words_before_the_clause_that_reports_them(parse):
    found = analysis(parse, f"{CALLS[:-1]}, the Norwegian premier said. {TOLD} {ARREST}")
    assert sources(the(found, "ASSAULT")) == ["a Danish envoy"]
    assert sources(the(found, "COERCE")) == []
    assert [s.content.end for s in found.statements if s.quoted] == [len(CALLS)]


def test_words_with_a_speaker_before_them_end_with_the_sentence_before_another_speaks(parse):
    text = f"The Norwegian premier said: {CALLS} We will act. {TOLD} {ARREST}"
    found = analysis(parse, text)
    (quoted,) = (s for s in found.statements if s.quoted)
    assert words(text, quoted.content) == f"{CALLS} We will act."
    assert sources(the(found, "ASSAULT")) == ["a Danish envoy"]


def test_paragraphs_that_each_open_and_never_close_end_where_another_speaks(parse):
    text = "\n".join([f"The Norwegian premier said: {CALLS}", "“We will act.", f"“{TOLD}", ARREST])
    found = analysis(parse, text)
    assert sources(the(found, "ASSAULT")) == ["a Danish envoy"]
    assert sources(the(found, "COERCE")) == []


def test_what_is_quoted_after_a_lost_mark_is_a_quotation_of_its_own(parse):
    text = f"{CALLS[:-1]}, the Norwegian premier said. “It is a lie,” the Swedish premier said."
    found = analysis(parse, text)
    assert [(s.speaker.code, words(text, s.content)) for s in found.statements if s.quoted] == [
        ("NOR", f"{CALLS[:-1]},"),
        ("SWE", "“It is a lie,”"),
    ]


def test_quotations_within_one_that_lost_its_mark_stay_where_they_are(parse):
    text = f"“We condemn the 'cowardly raid', the Norwegian premier said. Sweden called it 'a lie'. {ARREST}"
    found = analysis(parse, text)
    quoted = [words(text, s.content) for s in found.statements if s.quoted]
    assert quoted[0] == "“We condemn the 'cowardly raid',"
    assert "'a lie'" in quoted[1]
    assert sources(the(found, "COERCE")) == []


# -- speakers that nobody names


@pytest.mark.parametrize("source", ["A source", "Someone", "Two sources"])
def test_a_source_without_a_name_speaks_for_no_country(parse, source):
    found = analysis(parse, f"{source} said Norway had attacked Sweden.")
    assert [(s.speaker.entity_text, s.speaker.code) for s in found.statements] == [(source, None)]
    assert sources(the(found, "ASSAULT")) == []


def test_a_source_of_a_country_speaks_for_it(parse):
    found = analysis(parse, "A Danish military source said Norway had attacked Sweden.")
    assert [e.code for e in the(found, "ASSAULT").said_by] == ["DNK"]


def test_he_with_nobody_before_him_is_nobody(parse):
    found = analysis(parse, "“Norway attacked Sweden,” he said. She added that Norway had attacked Denmark too.")
    assert [s.speaker.code for s in found.statements] == [None, None]
    assert all(e.said_by == [] for e in found.events)


# -- chains


def test_ten_speakers_in_a_row_are_kept_in_order(parse):
    text = f"{CHAIN[0]} said that {' had said that '.join(CHAIN[1:])} had said that Sweden attacked Estonia."
    doc = parse(text)
    assert sources(the(analysis(parse, text), "ASSAULT")) == CHAIN
    assert [a.parent for a in doc._.attributions] == [None, *range(9)]
    assert [s.speaker.entity_text for s in doc._.redshank.statements] == CHAIN


@pytest.mark.parametrize("inner", [0, 1])
def test_ten_speakers_in_quotations_within_quotations_are_kept_in_order(parse, inner):
    text = "Sweden attacked Estonia"
    for number, name in enumerate(reversed(CHAIN), start=inner):
        text = f"{name} said, {'“‘'[number % 2]}{text}{'”’'[number % 2]}"
    assert sources(the(analysis(parse, f"{text}."), "ASSAULT")) == CHAIN


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        (
            "The Norwegian premier said a Danish envoy had told him that Sweden attacked Estonia.",
            ["The Norwegian premier", "a Danish envoy"],
        ),
        (
            "“The Danish envoy told me that Sweden had attacked Estonia,” the Norwegian premier said.",
            ["the Norwegian premier", "The Danish envoy"],
        ),
        (
            "The Danish government quoted the Norwegian premier as saying that Sweden had attacked Estonia.",
            ["The Danish government", "the Norwegian premier"],
        ),
        (
            "The Danish government, citing a Finnish diplomat, said that Sweden had attacked Estonia.",
            ["The Danish government", "a Finnish diplomat"],
        ),
    ],
)
def test_a_chain_names_the_outermost_first(parse, text, chain):
    assert sources(the(analysis(parse, text), "ASSAULT")) == chain


@pytest.mark.parametrize(
    "text",
    [
        "The Norwegian premier said he might say that Sweden attacked Estonia.",
        "The Norwegian premier said a Danish envoy had not told him that Sweden attacked Estonia.",
        "The Norwegian premier said it showed that Sweden had attacked Estonia.",
    ],
)
def test_what_nobody_handed_on_is_no_link(parse, text):
    found = analysis(parse, text)
    assert [len(e.said_by) for e in found.events if e.event == ["ASSAULT"]] in ([], [1])


# -- marks without words


@pytest.mark.parametrize("pair", ["“”", '""', "‘’", "«»", "“ ”"])
def test_an_empty_quotation_says_nothing(parse, pair):
    found = analysis(parse, f"The Norwegian premier said: {pair}. {ARREST} {pair} he added.")
    assert [s for s in found.statements if s.quotation == "direct"] == []
    assert sources(the(found, "COERCE")) == []


@pytest.mark.parametrize(
    "text", ['"', "“", "”", '""', "“”" * 40, "'" * 9, "``" * 3, '"\n"\n"', "“\n“\n“", "„“" * 200, "»«’‘”“" * 300]
)
def test_a_text_of_marks_alone_tells_nothing(parse, text):
    found = analysis(parse, text)
    assert (found.events, found.statements) == ([], [])


def test_marks_of_several_styles(parse):
    text = (
        "“We condemn Sweden\", the Norwegian premier said. «Sweden lied», he added. 'It is over”, a Danish envoy said."
    )
    quoted = [words(text, s.content) for s in analysis(parse, text).statements if s.quotation == "direct"]
    assert quoted[:2] == ['“We condemn Sweden"', "«Sweden lied»"]


PIECES = (
    *('"', "“", "”", "‘", "’", "'", "«", "»", "``", "''", ",", ".", "?", "\n", "(", ")", "—"),
    *("the Norwegian premier said", "he said", "Norway attacked Sweden", "a source said that", "on 31 February 2019"),
    *("if Sweden leaves", "Had Norway left", "did not release", "nobody", "then", "July 14:", "May 99"),
)


@pytest.mark.parametrize("seed", range(12))
def test_any_order_of_marks_and_clauses_is_read(parse, seed):
    random = Random(seed)
    text = " ".join(random.choice(PIECES) for _ in range(80)).strip()
    found = analysis(parse, text)
    assert all(t.begin != "2019-02-28" for t in found.times)
