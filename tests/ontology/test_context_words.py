"""Contexts are given by cue words: one strong, or two weak ones."""

from __future__ import annotations

import pytest

from redshank import ontology
from redshank.lexicons import contexts as cue_words
from redshank.lexicons.tables import rows


@pytest.mark.parametrize(
    ("text", "contexts"),
    [
        ("the foreign minister ask the navy to return three vessel", ["military", "diplomatic"]),
        ("the mayor open a new bridge", []),
        ("a force of nature", []),
        ("the Armed Forces will stay", ["military"]),
        ("a trial on corruption and bribe", ["legal", "corruption"]),
        ("separatist leader demand more autonomy", ["territory"]),
        ("anti - corruption activist", ["corruption"]),
    ],
)
def test_contexts_of_words(text, contexts):
    assert cue_words.contexts_of(text.split()) == contexts


def test_the_table_has_the_ontologys_contexts_in_its_order():
    assert [row["context"] for row in rows(cue_words.TABLE)] == list(ontology.contexts())
