"""Chains as data: they read, hold enough of every kind and relation, and bad ones are refused by line."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import pytest

from redshank.errors import DataError
from redshank.predicates.follow_model import KINDS, NOTHING, RELATIONS
from redshank.training.chains import epoch, read_chains, split

ROOT = Path(__file__).parents[2]
GOOD = [
    "# Sailors",
    "== 2019-10-31",
    "c1\tdemand\t-\tMoscow asked for its sailors back by Monday.",
    "-\t-\tc1:refuse\tKyiv said no.",
    "== 2019-11-04",
    "-\t-\tc1:fulfil\tThe six walked free at noon.",
    "-\t-\t-\tIt rained.",
]


def folder_of(tmp_path, lines):
    (tmp_path / "a.chains").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def own():
    return read_chains(ROOT / "corpus" / "chains")


def test_our_own_hold_enough_of_every_kind_and_relation(own):
    lines = [line for matter in own for line in matter.lines]
    kinds = Counter(line.kind for line in lines)
    relations = Counter(r for line in lines for r in line.links.values())
    assert len(own) >= 500
    assert min(kinds[k] for k in KINDS) >= 200
    assert min(relations[r] for r in RELATIONS) >= 300
    assert kinds[NOTHING] > sum(kinds[k] for k in KINDS)


def test_no_sentence_stands_twice(own):
    counts = Counter(line.text for matter in own for line in matter.lines)
    assert [text for text, n in counts.items() if n > 1] == []


def test_none_is_taken_from_the_matters_that_the_ledger_is_judged_on(own):
    def runs(text):
        words = re.findall(r"[a-z0-9']+", text.lower())
        return {tuple(words[n : n + 8]) for n in range(len(words) - 7)}

    gold = set().union(*(runs(p.read_text(encoding="utf-8")) for p in (ROOT / "gold" / "matters").glob("*.jsonl")))
    assert gold
    assert [line.text for matter in own for line in matter.lines if runs(line.text) & gold] == []


def test_a_commitment_is_paired_with_every_later_sentence(tmp_path):
    (matter,) = read_chains(folder_of(tmp_path, GOOD))
    made = ("Moscow asked for its sailors back by Monday.", "")
    assert list(matter.pairs()) == [
        (("demand", made, ("Kyiv said no.", made[0])), "refuse"),
        (("demand", made, ("The six walked free at noon.", "")), "fulfil"),
        (("demand", made, ("It rained.", "The six walked free at noon.")), NOTHING),
    ]


def test_an_epoch_shows_every_link_and_is_the_same_for_the_same_seed(own):
    some = own[:20]
    first = epoch(some, random.Random(3), 1.5, alone=True)
    again = epoch(some, random.Random(3), 1.5, alone=True)
    linked = [pair for matter in some for pair in matter.pairs() if pair[1] != NOTHING]
    assert first == again
    assert all(pair in first for pair in linked)


def test_matters_are_kept_apart_whatever_else_is_there(own):
    learned, kept = split(own)
    assert len(kept) > len(own) / 20
    assert [m.title for m in split(kept)[1]] == [m.title for m in kept]
    assert len(learned) + len(kept) == len(own)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("c2\tdemand\t-", "3 columns, not 4"),
        ("c2\twish\t-\tHe wants it.", "needs a name and a kind"),
        ("-\tdemand\t-\tHe wants it.", "needs a name and a kind"),
        ("-\t-\tc9:fulfil\tDone.", "no earlier commitment"),
        ("-\t-\tc1:finish\tDone.", "no relation"),
    ],
)
def test_a_bad_line_is_named(tmp_path, line, told):
    with pytest.raises(DataError, match=told) as caught:
        read_chains(folder_of(tmp_path, [*GOOD, line]))
    assert f"a.chains:{len(GOOD) + 1}" in str(caught.value)


def test_sentences_before_any_report_and_empty_folders_are_refused(tmp_path):
    with pytest.raises(DataError, match="no chains"):
        read_chains(tmp_path)
    with pytest.raises(DataError, match="outside a report"):
        read_chains(folder_of(tmp_path, ["# A", GOOD[2]]))
