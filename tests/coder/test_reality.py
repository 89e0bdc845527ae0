"""Whether a reported act is real, to come, hypothetical, denied or no act at all."""

from __future__ import annotations

import pytest

from redshank.coder.reality import reality_of

pytestmark = pytest.mark.model


def reality(doc, lemma):
    return reality_of(next(t for t in doc if t.lemma_ == lemma), None)


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Norway attacked Sweden.", "attack"),
        ("Norway began withdrawing its troops.", "withdraw"),
        ("After meeting the premier, the envoy left.", "meet"),
        ("Norway's attack on Sweden killed three people.", "attack"),
        ("Norway managed to seize the port.", "seize"),
        ("Norway attacked no fewer than ten towns.", "attack"),
        ("Norway not only attacked Sweden but burned its ships.", "attack"),
    ],
)
def test_real(parse, text, lemma):
    found = reality(parse(text), lemma)
    assert not found.dropped
    assert (found.future, found.hypothetical, found.negated) == (False, False, False)


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Norway will withdraw its troops.", "withdraw"),
        ("Norway plans to withdraw its troops.", "withdraw"),
        ("Norway is ready to meet the rebels.", "meet"),
        ("The premier said Norway would withdraw its troops.", "withdraw"),
        ("The premier is to visit Sweden on Friday.", "visit"),
        ("Norway plans to begin withdrawing its troops.", "withdraw"),
    ],
)
def test_future(parse, text, lemma):
    found = reality(parse(text), lemma)
    assert not found.dropped
    assert found.future


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Norway did not attack Sweden.", "attack"),
        ("Norway failed to release the prisoners.", "release"),
        ("Norway has never attacked Sweden.", "attack"),
        ("No Norwegian soldiers attacked Sweden.", "attack"),
        ("Neither side attacked Sweden.", "attack"),
        ("None of the rebels attacked Sweden.", "attack"),
        ("Norway delivered no food to Sweden.", "deliver"),
        ("Norway has yet to withdraw its troops.", "withdraw"),
    ],
)
def test_negated(parse, text, lemma):
    found = reality(parse(text), lemma)
    assert found.negated
    assert not found.dropped


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Norway may attack Sweden.", "attack"),
        ("If Norway attacks Sweden, the talks will end.", "attack"),
        ("Norway wants to meet the rebels.", "meet"),
        ("Norway must withdraw its troops.", "withdraw"),
        ("Did Norway attack Sweden?", "attack"),
        ("Norway sent envoys to stop the fighting and to release the prisoners.", "release"),
        ("The premier discussed an attack on Sweden.", "attack"),
        ("There were calls for an attack on Sweden.", "attack"),
        ('"Attack the port," he told them.', "attack"),
        ("Norway nearly attacked Sweden.", "attack"),
        ("Norway would have attacked Sweden.", "attack"),
        ("Had Norway attacked Sweden, the king would have fled.", "attack"),
        ("The king will flee should Norway attack the port.", "attack"),
        ("The king did not say that Norway had attacked Sweden.", "attack"),
        ("Norway has to withdraw its troops.", "withdraw"),
    ],
)
def test_no_event(parse, text, lemma):
    assert reality(parse(text), lemma).dropped


@pytest.mark.parametrize(
    "text",
    [
        "Should the talks fail, Norway would close the border, an envoy said.",
        "If the talks fail, Norway will close the border.",
        "Norway would close the border if the talks failed.",
        "Norway will close the border unless the talks begin.",
        "Norway would have to close the border if the talks failed.",
        "Norway would close the border were the talks to fail.",
        "An envoy said that Norway would close the border if the talks failed.",
        "In case of an attack, Norway would close the border.",
        "If the talks fail, Norway will recall its envoy and close the border.",
    ],
)
def test_what_hangs_on_a_condition_is_hypothetical(parse, text):
    found = reality(parse(text), "close")
    assert (found.hypothetical, found.future) == (True, False)


def test_a_case_that_never_came_is_hypothetical_and_past(parse):
    found = reality(parse("Had the talks failed, Norway would have closed the border."), "close")
    assert (found.hypothetical, found.past, found.dropped) == (True, True, "")


@pytest.mark.parametrize(
    "text", ["Norway attacked the port as if nobody lived there.", "Norway closed the border as talks failed."]
)
def test_a_comparison_is_no_condition(parse, text):
    assert not reality(parse(text), "attack" if "attacked" in text else "close").hypothetical
