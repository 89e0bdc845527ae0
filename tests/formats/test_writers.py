"""One event goes into each format and comes out the same."""

from __future__ import annotations

import csv

import msgspec
import pytest

from redshank.errors import CallError
from redshank.formats import SCHEMA_VERSION, open_writer
from redshank.formats.flat import columns, flat
from redshank.formats.parquet import read_events
from redshank.records import CiteInfo, Entity, Event, Evidence, Place, TextInfo, encode


def event(**changes) -> Event:
    fields = {
        "id": "d1-1", "doc_id": "d1", "date": "2021-06-16", "enddate": "2021-06-16", "date_resolution": "day",
        "date_assumed": False,
        "actor": [
            Entity(entity_text="Norway", identifier_text="Norway", code="NOR", sector="GOV", start=0, end=6),
            Entity(entity_text="two;\nunnamed firms", sector="BUS", other_sector_codes=["LAB", "SOC"], start=9, end=20),
        ],
        "recipient": [], "event": ["AGREE"], "mode": [], "context": ["economic"], "aux": ["future"], "said_by": [],
        "event_loc": Place(start=30, end=34, extracted_place="Oslo", geonameid=3143244, lat=59.91, lon=10.75),
        "event_text": ["will", "build"], "quad_code": 1, "event_scale": 2.5, "cameo": "0311", "goldstein": 5.2,
        "text_info": TextInfo(1, 0, 40), "evidence": [Evidence("trigger", 21, 25)], "trace": ["frame: agree.build"],
        "confidence": 0.9, "cite_info": CiteInfo(coder="redshank 0"),
    }  # fmt: skip
    return Event(**{**fields, **changes})


@pytest.mark.parametrize("name", ["out.jsonl", "out.ndjson", "out.json"])
def test_json_lines_hold_one_event_a_line(tmp_path, name):
    with open_writer(tmp_path / name) as writer:
        writer.write(event())
        writer.write(event(id="d1-2"))
        on_disk_before_close = (tmp_path / name).read_bytes()
    lines = on_disk_before_close.splitlines()
    assert [msgspec.json.decode(line, type=Event).id for line in lines] == ["d1-1", "d1-2"]
    assert lines[0] == encode(event())


def test_csv_is_clean(tmp_path):
    path = tmp_path / "out.csv"
    with open_writer(path) as writer:
        writer.write(event())
    raw = path.read_bytes()
    assert b"\r" not in raw
    assert b"None" not in raw
    rows = list(csv.DictReader(raw.decode().splitlines()))
    assert list(rows[0]) == columns()
    assert rows[0]["actor_text"] == "Norway;two, unnamed firms"
    assert rows[0]["actor_code"] == "NOR;"
    assert rows[0]["actor_other_sectors"] == ";LAB SOC"
    assert rows[0]["recipient_code"] == ""
    assert rows[0]["date_assumed"] == "false"
    assert rows[0]["cameo"] == "0311"


def test_parquet_keeps_the_nested_record_and_says_its_schema_version(tmp_path):
    from pyarrow import parquet

    path = tmp_path / "out.parquet"
    with open_writer(path) as writer:
        writer.write(event())
        writer.write(event(id="d1-2", event_loc=None, cameo=None, goldstein=None))
    assert read_events(path) == [event(), event(id="d1-2", event_loc=None, cameo=None, goldstein=None)]
    assert parquet.read_schema(path).metadata[b"schema_version"] == SCHEMA_VERSION.encode()


@pytest.mark.parametrize("name", ["empty.csv", "empty.parquet", "empty.jsonl"])
def test_no_events_make_a_valid_file(tmp_path, name):
    with open_writer(tmp_path / name):
        pass
    assert (tmp_path / name).exists()
    assert name != "empty.parquet" or read_events(tmp_path / name) == []


@pytest.mark.parametrize("name", ["out.csv", "out.parquet"])
def test_a_failed_run_leaves_the_old_file_and_no_rubbish(tmp_path, name):
    path = tmp_path / name
    path.write_text("old")

    def fail():
        with open_writer(path) as writer:
            writer.write(event())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["out.xlsx", "out", "nowhere/out.csv", "nowhere/out.jsonl", "nowhere/out.parquet"])
def test_a_bad_place_is_a_bad_call(tmp_path, name):
    with pytest.raises(CallError):
        open_writer(tmp_path / name)


def test_flat_columns_do_not_depend_on_the_event():
    assert list(flat(event())) == list(flat(event(event_loc=None, actor=[]))) == columns()
