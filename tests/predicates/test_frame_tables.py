"""The frame lexicon as data: it loads, agrees with PLOVER, and holds no dead or doubled rows."""

from __future__ import annotations

import pytest

from redshank.errors import DataError
from redshank.lexicons import frames
from redshank.lexicons.tables import DATA, rows
from redshank.ontology.plover import modes, sectors

ALL = [f for members in frames.frames().values() for f in members]
SLOTS = {"subj", "obj", "iobj", "comp.subj", "comp.obj", "agent", "poss", "mod"}


def test_every_category_has_frames():
    assert {f.event for f in ALL} == frames.CATEGORIES | {frames.SILENT}


def test_modes_are_plovers():
    wrong = [f.name for f in ALL if f.event != frames.SILENT and not set(f.modes) <= set(modes(f.event))]
    wrong += [
        f"{c.event} {c.mode}" for cues in frames.mode_cues().values() for c in cues if c.mode not in modes(c.event)
    ]
    assert wrong == []


def test_slots_are_known_or_prepositions():
    slots = {s for f in ALL for s in (*f.actor, *f.recipient)}
    assert all(s in SLOTS or s.isalpha() for s in slots), sorted(slots)


def test_frames_of_events_say_who_acts():
    assert [f.name for f in ALL if f.event != frames.SILENT and not f.actor] == []


def test_implied_actors_are_sectors():
    assert {s for f in ALL for s in f.implied} <= set(sectors())


def test_no_row_stands_twice():
    seen, twice = set(), []
    for frame in ALL:
        key = (frame.name.partition(":")[0], frame.lemma, frame.pos, frame.needs, frame.event, frame.rank, frame.modes)
        if key in seen:
            twice.append(frame.name)
        seen.add(key)
    assert twice == []


def test_no_two_rows_of_a_table_contradict():
    found: dict[tuple, set[str]] = {}
    for frame in ALL:
        key = (frame.name.partition(":")[0], frame.lemma, frame.pos, frozenset(frame.needs), frame.rank)
        found.setdefault(key, set()).add(frame.event)
    # convicting to prison is SANCTION and COERCE at once (coding guide, rule 22)
    allowed = ({"SANCTION", "COERCE"},)
    assert [(k[1], e) for k, e in found.items() if len(e) > 1 and e not in allowed] == []


def test_every_class_is_used():
    text = "".join(p.read_text(encoding="utf8") for p in (DATA / "frames").iterdir() if p.name.endswith(".tsv"))
    assert [name for name in frames.classes() if f"@{name}" not in text] == []


def test_light_verbs_have_known_kinds():
    kinds = {row["kind"] for row in rows("frames/light_verbs.tsv")}
    assert kinds <= {"do", "begin", "continue", "end", "negate", "future", "refuse", "reject", "demand", "other"}


@pytest.mark.parametrize(
    "row",
    [
        {"event": "FIGHT", "pos": "v", "needs": "", "flags": ""},
        {"event": "ACCUSE", "pos": "x", "needs": "", "flags": ""},
        {"event": "ACCUSE", "pos": "v", "needs": "obj=@nowhere", "flags": ""},
        {"event": "ACCUSE", "pos": "v", "needs": "object", "flags": ""},
        {"event": "ACCUSE", "pos": "v", "needs": "", "flags": "loud"},
    ],
)
def test_a_row_that_breaks_the_schema_is_named(row):
    full = {"lemma": "blame", "mode": "", "actor": "subj", "recipient": "obj", "note": ""} | row
    with pytest.raises(DataError, match=r":7 \(blame\)"):
        frames._frames_of(full, "test", 7, "frames/test.tsv")


def test_the_name_of_a_frame_leads_to_its_line():
    files = [p for p in (DATA / "frames").iterdir() if p.name.endswith(".tsv")]
    tables = {p.name.removesuffix(".tsv"): p.read_text(encoding="utf8").splitlines() for p in files}
    wrong = []
    for frame in ALL:
        where, _, lemma = frame.name.partition(" ")
        table, number = where.split(":")
        if lemma not in tables[table][int(number) - 1].split("\t")[0].split("|"):
            wrong.append(frame.name)
    assert ALL
    assert wrong == []
