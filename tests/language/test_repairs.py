"""What the parser gets wrong in news sentences, mended."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from redshank.language.repairs import join_name, lift_conjunct, lower_conjunct

pytestmark = pytest.mark.model


def token(doc, text):
    return next(t for t in doc if t.text == text)


def test_a_past_form_goes_with_the_past_form_above(parse):
    doc = parse("The bishop has demanded that Norway free the sailors and called on Sweden to reopen the port.")
    assert token(doc, "called").head.text == "demanded"


def test_an_active_verb_has_no_agent(parse):
    doc = parse("Norway condemned the launch of a missile by Sweden.")
    assert token(doc, "by").head.text in {"launch", "missile"}


def test_lemmas_that_were_cut_too_short(parse):
    assert token(parse("Students staged a protest in Oslo."), "staged").lemma_ == "stage"


def test_bare_infinitives_go_together(parse):
    doc = parse("The envoy called on Norway to stop the tests and comply with the treaty.")
    assert token(doc, "comply").head.text == "stop"


def test_a_past_form_without_object_is_the_main_verb(parse):
    doc = parse("Hundreds of people protested outside the embassy in Oslo on Monday.")
    assert token(doc, "protested").dep_ == "ROOT"
    assert token(doc, "Hundreds").dep_ == "nsubj"


def test_a_noun_after_to_is_a_verb(parse):
    doc = parse("The premier met the envoy last week and offered to host talks between the two countries.")
    assert token(doc, "host").pos_ == "VERB"


def test_a_day_between_a_reporting_verb_and_its_clause_dates_the_words(parse):
    doc = parse("The president said on Monday he will visit Sweden in August.")
    assert token(doc, "on").head.text == "said"


def test_a_rare_name_before_a_verb_is_its_subject(parse):
    doc = parse("Bashar Ja’afari spoke first. Ja’afari accused Norway of misleading him.")
    name = [t for t in doc if t.text == "Ja’afari"][-1]
    assert (name.dep_, name.head.text) == ("nsubj", "accused")


def test_a_title_and_the_name_behind_it_are_one_object(nlp):
    doc = Doc(
        nlp.vocab,
        words=["Hald", "met", "his", "counterpart", "Carla", "Soto"],
        pos=["PROPN", "VERB", "PRON", "ADJ", "PROPN", "PROPN"],
        heads=[1, 1, 3, 1, 5, 1],
        deps=["nsubj", "ROOT", "poss", "dobj", "compound", "dobj"],
    )
    assert join_name(doc[3])
    assert doc[3].head.text == "Soto"
    assert [t.text for t in doc[5].subtree] == ["his", "counterpart", "Carla", "Soto"]
    assert not join_name(doc[5])


def test_a_report_that_called_for_something_has_a_verb(parse):
    doc = parse("A Peruvian parliamentary report called for sanctions against Chile over the dam.")
    called = next(t for t in doc if t.text == "called")
    assert called.dep_ == "ROOT"
    assert [c.text for c in called.children if c.dep_ == "nsubj"] == ["report"]


def test_a_noun_joined_to_the_verb_is_joined_to_its_object(nlp):
    doc = Doc(
        nlp.vocab,
        words=["They", "banned", "the", "league", "and", "the", "union"],
        pos=["PRON", "VERB", "DET", "NOUN", "CCONJ", "DET", "NOUN"],
        heads=[1, 1, 3, 1, 1, 6, 1],
        deps=["nsubj", "ROOT", "det", "dobj", "cc", "det", "conj"],
    )
    assert lower_conjunct(doc[6])
    assert [t.text for t in doc[3].children] == ["the", "and", "union"]
    assert not lower_conjunct(doc[6])


def test_a_partner_with_its_own_article_is_no_partner_of_the_name(nlp):
    doc = Doc(
        nlp.vocab,
        words=["the", "firm", "Orm", "and", "the", "bank"],
        pos=["DET", "NOUN", "PROPN", "CCONJ", "DET", "NOUN"],
        heads=[1, 1, 1, 2, 5, 2],
        deps=["det", "ROOT", "appos", "cc", "det", "conj"],
    )
    assert lift_conjunct(doc[5])
    assert doc[5].head.text == "firm"
