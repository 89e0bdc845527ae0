"""The cue lexicon and the scorecard as data."""

from __future__ import annotations

import pytest

from redshank.attribution import lexicon
from redshank.attribution.weigh import logit, scorecard
from redshank.errors import DataError


def test_every_strength_is_a_share():
    assert all(0 <= strength <= 1 for cue in lexicon.cues().values() for strength in cue.frames.values())


def test_a_cue_can_have_another_kind_in_one_construction():
    call = lexicon.cue("verb", "call")
    assert call is not None
    assert call.kind_in("prep:for") == "demand"
    assert call.kind_in("predicate") == "other"


def test_unknown_word_has_no_entry():
    assert lexicon.cue("verb", "zigzag") is None


def test_unknown_kind_is_refused(monkeypatch):
    row = {"lemma": "say", "pos": "verb", "frames": "clause=0.9", "kind": "gossip", "note": ""}
    monkeypatch.setattr(lexicon, "rows", lambda path: iter([row]))
    lexicon.cues.cache_clear()
    try:
        with pytest.raises(DataError, match="unknown kind 'gossip'"):
            lexicon.cues()
    finally:
        lexicon.cues.cache_clear()


def test_scorecard_has_a_bias_and_weighs_the_strength():
    assert {"bias", "strength"} <= scorecard().keys()


def test_log_odds_stay_within_bounds():
    assert logit(0.0) == logit(0.01) < 0 < logit(0.99) == logit(1.0)
