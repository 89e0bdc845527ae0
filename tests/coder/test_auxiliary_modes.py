"""PLOVER's auxiliary modes on events: what is to come, what hangs on a case, what was not done, what is long over."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model

LEAD = "Snow fell in the north.\nThe lakes froze early.\n"  # two paragraphs, so that what follows is no lead


def events(parse, text, category=None, **fields):
    found = parse(text, **fields)._.redshank.events
    return [e for e in found if category in (None, e.event[0])]


def shapes(found):
    return [(e.event[0], e.aux) for e in found]


# -- not done (coding guide, rules 6 and 7)


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("Norway did not attack Sweden.", ("ASSAULT", ["negation"])),
        ("No Norwegian soldiers attacked Sweden.", ("ASSAULT", ["negation"])),
        ("Norwegian police made no arrests, a Danish reporter said.", ("COERCE", ["negation"])),
        ("A Danish envoy said Norway had not attacked Sweden.", ("ASSAULT", ["negation"])),
        ("Norway failed to recall its ambassador from Sweden.", ("SANCTION", ["negation"])),
        ("Norway has yet to withdraw its troops from Sweden.", ("RETREAT", ["negation"])),
    ],
)
def test_a_sentence_that_is_there_to_say_so_is_an_event(parse, text, shape):
    assert shapes(events(parse, LEAD + text)) == [shape]


@pytest.mark.parametrize(
    "text",
    [
        "Finland praised Norway because it had not attacked Sweden.",
        "Norway, which did not attack Sweden, praised Finland.",
        "Norway attacked Denmark without warning Sweden.",
    ],
)
def test_what_was_not_done_is_no_event_where_it_is_said_by_the_way(parse, text):
    assert not [e for e in events(parse, LEAD + text) if "negation" in e.aux]


def test_a_party_that_is_none_did_nothing(parse):
    assert not [e for e in events(parse, LEAD + "No Norwegian soldiers attacked Sweden.") if not e.aux]


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Norway promised not to attack Sweden.", "AGREE"),
        ("Norway promised not to release the Swedish prisoners.", "REJECT"),
        ("Norway vowed not to negotiate with Sweden.", "REJECT"),
        ("Norway will not meet Sweden.", "REJECT"),
    ],
)
def test_a_promise_not_to_act_is_the_other_way_round(parse, text, category):
    assert shapes(events(parse, text)) == [(category, [])]


@pytest.mark.parametrize(
    "text",
    [
        "Norway has neither confirmed nor denied the Swedish charge.",
        "Norway has no plans to attack Sweden.",
        "“Do not attack Sweden,” the Norwegian premier said.",
    ],
)
def test_what_takes_no_stand_is_no_event(parse, text):
    assert events(parse, LEAD + text) == []


def test_ones_own_denial_is_no_act_undone(parse):
    assert events(parse, LEAD + '"We did not attack Sweden," the Norwegian army said.', "ASSAULT") == []


def test_what_one_ends_was_done(parse):
    found = events(parse, "Norwegian miners halted a three-week strike in the port of Oslo on Monday.")
    assert [(e.event[0], e.aux) for e in found if e.event == ["PROTEST"] or e.aux] == [("PROTEST", [])]
    assert events(parse, "Norway broke off talks with Sweden on Monday.", "CONSULT") == []


# -- in a case only (rule 8)


@pytest.mark.parametrize(
    "text",
    [
        "If Sweden shells the port, Norway will expel the Swedish envoy, a Danish minister said.",
        "Norway will expel the Swedish envoy unless Sweden leaves, a Danish minister said.",
        "Should Sweden attack, Norway would expel the Swedish envoy, a Danish minister said.",
        "Had Sweden attacked, Norway would have expelled the Swedish envoy, a Danish minister said.",
    ],
)
def test_what_a_third_party_expects_in_a_case_is_hypothetical(parse, text):
    assert shapes(events(parse, text, "SANCTION")) == [("SANCTION", ["hypothetical"])]


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("If Sweden shells the port, Norway will expel the Swedish envoy, the Norwegian premier said.", "THREATEN"),
        ("The Norwegian premier said Norway would expel the Swedish envoy if Sweden attacked.", "THREATEN"),
        ("Norway will send doctors to Sudan if the truce holds, the Norwegian premier said.", "AGREE"),
    ],
)
def test_what_the_doer_says_himself_is_a_threat_or_a_promise(parse, text, category):
    assert shapes(events(parse, text)) == [(category, [])]


def test_who_has_to_meet_the_condition_is_threatened(parse):
    (threat,) = events(parse, '"If Sweden shells the port, we will close the border," the Norwegian premier said.')
    assert (threat.event, [e.code for e in threat.actor], [e.code for e in threat.recipient]) == (
        ["THREATEN"],
        ["NOR"],
        ["SWE"],
    )


def test_nobody_threatens_with_what_can_no_longer_be(parse):
    text = "Had Sweden attacked, Norway would have expelled the Swedish envoy, the Norwegian premier said."
    assert shapes(events(parse, text)) == [("SANCTION", ["hypothetical"])]


def test_a_ministry_does_not_speak_for_the_rebels_of_its_country(parse):
    text = "If the talks fail, Norwegian rebels will bomb the Swedish port, the Norwegian interior ministry said."
    assert shapes(events(parse, text, "ASSAULT")) == [("ASSAULT", ["hypothetical"])]


# -- to come (rule 10)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Norwegian miners announced a strike from Monday.", "2021-06-21"),
        ("Norwegian miners announced a strike.", "2021-06-16"),
        ("Norwegian miners will strike on Friday.", "2021-06-18"),
    ],
)
def test_a_protest_that_is_announced_is_to_come(parse, text, day):
    (strike,) = events(parse, text, "PROTEST")
    assert (strike.aux, strike.date) == (["future"], day)


def test_sanctions_that_are_announced_are_imposed(parse):
    assert shapes(events(parse, "Norway announced sanctions against Sweden.")) == [("SANCTION", [])]


# -- long over (rule 11)


@pytest.mark.parametrize(
    "text",
    [
        "In 2008 police in Oslo killed two Swedish miners.",
        "Norway left the pact in May 2019 after Norwegian troops shot two Swedish farmers.",
        "Norwegian troops shot two Swedish farmers and burned their houses in May 2019.",
        "Norway recalled its envoy in May 2019. Norwegian troops then shot two Swedish farmers.",
    ],
)
def test_acts_that_share_an_old_date_are_historical(parse, text):
    found = events(parse, text, "ASSAULT")
    assert found
    assert {tuple(e.aux) for e in found} == {("historical",)}


@pytest.mark.parametrize(
    "text",
    [
        "Norway will recall its envoy in May 2023 after Norwegian troops shot two Swedish farmers.",
        "Norwegian troops shot two Swedish farmers and will leave the valley in May 2023.",
        "The law of May 2019 says nothing of the Norwegian troops. Norwegian troops shot two Swedish farmers.",
    ],
)
def test_a_date_of_another_act_is_not_shared(parse, text):
    assert [(e.aux, e.date_assumed) for e in events(parse, text, "ASSAULT")] == [([], True)]


def test_a_headline_leaves_out_that_an_act_is_long_past(parse, nlp):
    from redshank.language.base import prepare
    from redshank.records import Document, Paragraph

    head, body = "Norwegian troops burned Swedish village", "Norwegian troops burned a Swedish village in May 2019."
    text = f"{head}\n{body}"
    paragraphs = [Paragraph(0, len(head), "headline"), Paragraph(len(head) + 1, len(text), "body")]
    document = Document(id="h", text=text, published="2021-06-16", paragraphs=paragraphs)
    found = nlp(prepare(nlp, document))._.redshank.events
    assert shapes(found) == [("ASSAULT", ["historical"])]
