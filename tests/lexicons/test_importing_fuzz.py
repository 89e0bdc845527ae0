"""Whatever the bytes: rows and named errors, or a bad call; nothing else."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redshank.errors import CallError, DataError
from redshank.lexicons.importing import IMPORTERS, read
from redshank.lexicons.importing.base import UserRow
from redshank.lexicons.importing.collect import collect, written

WORDS = "KITE [KENGOV] [KEN <990101] [ ] { } + !A! = ~ # ; <!-- --> , name code KEN | 2020 Q1 \0 é \u200b"
PIECES = st.sampled_from([*WORDS.split(" "), "\n", "\t", " ", '"', "[]", "\r\n", '{"id":', '"claims":'])
TEXTS = st.lists(PIECES, max_size=30).map("".join)
VALUES = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["id", "claims", "labels", "en", "value", "P39", "mainsnak", "results", "bindings"]), inner
    ),
    max_leaves=8,
)


def survives(path, kind: str) -> None:
    try:
        out = collect(read(path, kind))
    except CallError:
        return
    assert all(isinstance(row, UserRow) for row in out.rows)
    assert all(isinstance(fault, DataError) and fault.where for fault in out.faults)
    assert all("\n" not in line[:-1] for line in written(out.rows))


@pytest.mark.parametrize("kind", sorted(IMPORTERS))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(text=TEXTS, noise=st.binary(max_size=6))
def test_any_text(tmp_path, kind, text, noise):
    path = tmp_path / "any.txt"
    path.write_bytes(text.encode() + noise)
    survives(path, kind)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(values=st.lists(VALUES, max_size=4))
def test_any_json(tmp_path, values):
    path = tmp_path / "any.json"
    path.write_text("[\n" + ",\n".join(map(json.dumps, values)) + "\n]", encoding="utf8")
    survives(path, "wikidata")
    path.write_text(json.dumps({"results": {"bindings": values}}), encoding="utf8")
    survives(path, "wikidata")


def test_a_broken_archive_is_a_bad_call(tmp_path):
    path = tmp_path / "d.txt.gz"
    path.write_bytes(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03garbage")
    with pytest.raises(CallError):
        list(read(path, "petrarch"))


def test_an_endless_cell_is_named(tmp_path):
    path = tmp_path / "d.csv"
    path.write_text("name,code\n" + "x" * 200_000 + ",KEN\nSky League,KEN\n", encoding="utf8")
    out = collect(read(path))
    assert ([r.name for r in out.rows], len(out.faults)) == (["Sky League"], 1)
