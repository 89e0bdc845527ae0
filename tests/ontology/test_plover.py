"""The ontology says what PLOVER 2.0 and CAMEO say."""

from __future__ import annotations

import pytest

from redshank import DataError, ontology
from redshank.ontology.cameo import _rules


def test_there_are_sixteen_categories_and_thirty_seven_contexts():
    assert len(ontology.categories()) == 16
    assert len(ontology.contexts()) == 37
    assert ontology.auxiliary_modes() == ("future", "hypothetical", "negation", "historical")
    assert set(ontology.entity_codes()) == {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"}
    assert len(ontology.sectors()) == 25


@pytest.mark.parametrize(
    ("event", "quad"),
    [("AGREE", 1), ("CONCEDE", 1), ("RETREAT", 2), ("REQUEST", 3), ("THREATEN", 3), ("PROTEST", 4), ("SANCTION", 4)],
)
def test_quad_classes_are_the_manuals(event, quad):
    assert ontology.quad_code(event) == quad


@pytest.mark.parametrize(
    ("event", "modes", "score"),
    [
        ("ACCUSE", [], -3.0),
        ("ACCUSE", ["disapprove"], -2.0),
        ("ACCUSE", ["disapprove", "allege"], -3.5),
        ("REQUEST", ["yield"], -1.0),
        ("RETREAT", ["disarm"], 10.0),
        ("PROTEST", ["vandalize"], -5.0),
        ("ASSAULT", ["unconventional", "beat"], -10.0),
    ],
)
def test_score_is_that_of_the_mode_farthest_from_zero_or_of_the_category(event, modes, score):
    assert ontology.score(event, modes) == score


def test_every_score_has_the_sign_of_its_quad_class():
    for name, row in ontology.categories().items():
        for value in [row.score, *(ontology.score(name, [m]) for m in ontology.modes(name))]:
            # REQUEST stands at the border: asking for help is mildly friendly.
            assert name == "REQUEST" or (value > 0) == (row.quad in (1, 2)), (name, value)


def test_an_unknown_category_is_an_error_with_one_line():
    with pytest.raises(DataError, match="DEMAND"):
        ontology.quad_code("DEMAND")


def test_cameo_codes_are_strings_with_leading_zeros_and_goldstein_values():
    codes = ontology.cameo_codes()
    assert len(codes) > 300
    assert codes["0251"].label
    assert ontology.goldstein("0874") == 10.0
    assert ontology.goldstein("195") == -10.0
    assert ontology.goldstein("251") is None


@pytest.mark.parametrize(
    ("event", "modes", "contexts", "aux", "cameo"),
    [
        ("REQUEST", ["yield"], ["military", "diplomatic"], [], "1056"),
        ("REQUEST", ["yield"], [], [], "105"),
        ("CONSULT", ["visit"], ["economic"], [], "042"),
        ("ASSAULT", [], [], [], "180"),
        ("ASSAULT", ["drone"], ["military"], ["historical"], "1952"),
        ("ASSAULT", ["drone"], ["military"], ["negation"], None),
        ("COERCE", ["arrest"], [], ["future"], None),
        ("NOTHING", [], [], [], None),
    ],
)
def test_cameo_code_claims_no_more_than_mode_and_context_bear_out(event, modes, contexts, aux, cameo):
    assert ontology.cameo_for(event, modes, contexts, aux) == cameo


def test_every_category_has_a_cameo_root():
    assert all(ontology.cameo_for(event) for event in ontology.categories())


def test_the_tables_speak_of_each_other_only_in_words_they_know():
    contexts = set(ontology.contexts())
    for code, row in ontology.cameo_codes().items():
        assert row.event is None or set(row.modes) <= set(ontology.modes(row.event)), code
        assert set(row.contexts) <= contexts, code
    for event, rules in _rules().items():
        for rule in rules:
            assert rule.cameo in ontology.cameo_codes(), rule
            assert rule.mode is None or rule.mode in ontology.modes(event), rule
            assert rule.context is None or rule.context in contexts, rule
