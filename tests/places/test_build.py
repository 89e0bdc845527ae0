"""Gazetteers made from a dump of GeoNames; all rows are invented."""

from __future__ import annotations

import io
import tracemalloc
import zipfile

import pytest

from redshank.errors import CallError, DataError
from redshank.lexicons import geonames, geonames_build
from redshank.lexicons.gazetteer import MAGIC, Gazetteer, opened
from redshank.lexicons.geonames import Dump
from redshank.lexicons.geonames_build import build


def row(number, name, code="P.PPL", population=0, **cells) -> str:
    """A row of a dump; ``code`` is 'class.code'."""
    feature, _, kind = code.partition(".")
    columns = {
        "id": number, "name": name, "ascii": name, "others": "", "lat": "1.5", "lon": "-2.25", "class": feature,
        "code": kind, "country": "KE", "cc2": "", "admin1": "07", "admin2": "", "admin3": "", "admin4": "",
        "population": population, "elevation": "", "dem": "12", "zone": "Africa/Nairobi", "date": "2020-01-01",
    }  # fmt: skip
    return "\t".join(map(str, {**columns, **cells}.values()))


ROWS = [
    row(11, "Ostrava Kite", population=23456, others="Ostrawa Kite,Остра,OSK,Ostrava Kites"),
    row(12, "Ostrava Kite", population=900, country="GH", admin1=""),
    row(13, "Hamlet Zed", population=40),
    row(14, "Seat Zed", "P.PPLA2", population=0),
    row(15, "Zed Governorate", "A.ADM1", population=77777),
    row(16, "Drowned Sea", "H.SEA", country="", admin1="00"),
    row(17, "Brook Zed", "H.STM", others="Brookzed"),
    row(18, "Great Brook Zed", "H.STM", others="Big Brook Zed,Brook of Zed,Zedbrook"),
    row(19, "Zed Air Base", "S.AIRB"),
    row(20, "Zed Hotel", "S.HTL"),
    row(21, "Kenya", "A.PCLI"),
]


@pytest.fixture
def dump(tmp_path):
    """``dump(rows)``: a dump's file."""

    def write(rows=ROWS, name="XX.txt"):
        path = tmp_path / name
        path.write_text("".join(f"{line}\n" for line in rows), encoding="utf8")
        return path

    return write


@pytest.fixture
def made(tmp_path, dump):
    """``made(rows, …)``: the gazetteer of a dump, and what was said of it."""

    def make(rows=ROWS, **options):
        out = tmp_path / "out.bin"
        built = build(dump(rows), out, **options)
        return Gazetteer(out.read_bytes()), built

    return make


def ids(gazetteer, name):
    return [entry.geonameid for entry in gazetteer.find(name)]


def test_what_news_names_is_kept_and_found(made):
    gazetteer, built = made()
    (large, small) = gazetteer.find("ostrava kite")
    assert (large.geonameid, large.population, large.lat, large.lon) == (11, 23456, 1.5, -2.25)
    assert (small.geonameid, small.country, small.admin1) == (12, "GH", "")
    assert [ids(gazetteer, n) for n in ("Hamlet Zed", "Brook Zed", "Zed Hotel", "Kenya")] == [[], [], [], []]
    assert ids(gazetteer, "Seat Zed") == [14]
    assert [(e.kind, e.country) for e in gazetteer.find("Drowned Sea")] == [("sea", "")]
    assert [e.kind for e in gazetteer.find("Great Brook Zed")] == ["river"]
    assert [e.kind for e in gazetteer.find("Zed Air Base")] == ["site"]
    assert built.kept == {"P": 3, "A": 1, "sea": 1, "river": 1, "site": 1}
    assert (built.read, built.bad) == (11, 0)


def test_other_spellings_and_a_division_without_its_word_lead_to_the_place(made):
    gazetteer, _ = made()
    assert [(e.geonameid, e.alternate) for e in gazetteer.find("Ostrawa Kite")] == [(11, True)]
    assert gazetteer.find("Остра") == ()
    assert [(e.kind, e.name, e.population) for e in gazetteer.find("Zed")] == [("A", "Zed Governorate", 77777)]


def test_the_least_population_is_an_option(made):
    assert ids(made(least=0)[0], "Hamlet Zed") == [13]
    assert ids(made(least=1000)[0], "Ostrava Kite") == [11]
    assert ids(made(least=10**6)[0], "Seat Zed") == [14]


def test_english_names_come_from_the_other_file(tmp_path, made):
    def other(place, tongue, name, nickname=""):
        return "\t".join(["1", str(place), tongue, name, "", "", nickname, "", "", ""])

    names = [
        other(11, "en", "Kitetown"), other(11, "de", "Drachenstadt"), other(11, "en", "The Big Kite", "1"),
        other(99, "en", "Nowhere"), "1\tx\ten\tBad id\t\t\t\t\t\t", "too\tfew",
    ]  # fmt: skip
    path = tmp_path / "alternateNamesV2.txt"
    path.write_text("\n".join(names), encoding="utf8")
    gazetteer, built = made(alternates=path)
    assert [(e.name, e.alternate) for e in gazetteer.find("Kitetown")] == [("Ostrava Kite", True)]
    assert [gazetteer.find(n) for n in ("Drachenstadt", "The Big Kite", "Nowhere")] == [(), (), ()]
    assert sorted(fault.where for fault in built.faults) == [f"{path}:5", f"{path}:6"]


BAD = [
    row("12a", "Bad Id", population=900),
    row(31, "Bad Latitude", population=900, lat="91"),
    row(32, "Bad Longitude", population=900, lon="nan"),
    row(33, "Bad Country", population=900, country="QQ"),
    row(34, "No Country", population=900, country=""),
    row(35, "Bad People", population="-5"),
    row(36, "Bad Division", population=900, admin1="0;7"),
    row(37, "...", population=900),
    row(38, "Bad Class", "Z.PPL", population=900),
    "only\tthree\tcells",
    row(39, "Nul\0", population=900),
]


def test_bad_rows_are_counted_the_first_named_and_all_skipped(made):
    gazetteer, built = made([ROWS[0], *BAD, ROWS[1]])
    assert ids(gazetteer, "Ostrava Kite") == [11, 12]
    assert built.bad == len(BAD)
    assert len(built.faults) == geonames_build.NAMED_FAULTS
    assert not any(gazetteer.find(line.split("\t")[1]) for line in BAD)


@pytest.mark.parametrize("bad", BAD)
def test_each_bad_row_is_named_with_its_line(made, dump, bad):
    _, built = made([ROWS[0], "", bad])
    (fault,) = built.faults
    assert fault.where == f"{dump()}:3"


def test_bytes_that_are_no_text_are_one_bad_row(tmp_path, dump):
    path = dump()
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n") + b"\xff\xfe\n")
    built = build(path, tmp_path / "o")
    assert (built.read, built.bad) == (11, 1)
    assert ids(opened(str(tmp_path / "o")), "Ostrava Kite") == [11, 12]


@pytest.mark.parametrize(
    ("rows", "where", "what"),
    [
        ([], "XX.txt", "empty"),
        (["a\tb", "c\td"], "XX.txt:1", "2 columns, where GeoNames's file has 19"),
        (["prose, and more of it"], "XX.txt:1", "1 columns"),
        ([ROWS[0].partition("\t")[2] + "\t"], "XX.txt:1", "no feature class"),
        ([ROWS[2]], "XX.txt", "no place to keep"),
        (["x" * 2_000_000], "XX.txt:1", "a line of over"),
    ],
)
def test_what_is_no_dump_is_refused_with_its_line(tmp_path, dump, rows, where, what):
    path, out = dump(rows), tmp_path / "out.bin"
    with pytest.raises(DataError, match=what) as caught:
        build(path, out)
    assert where in str(caught.value)
    assert [p.name for p in tmp_path.iterdir()] == ["XX.txt"]


def packed(path, members, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_zip_is_read_as_its_text_file_is(tmp_path, dump):
    text = dump()
    archive = packed(tmp_path / "XX.zip", {"readme.txt": "Read me", "XX.txt": text.read_bytes()})
    build(text, tmp_path / "a")
    build(archive, tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert (tmp_path / "a").read_bytes().startswith(MAGIC)


@pytest.mark.parametrize("cut", [slice(0, 60), slice(0, -30)])
def test_a_damaged_zip_is_refused(tmp_path, dump, cut):
    archive = packed(tmp_path / "XX.zip", {"XX.txt": dump().read_bytes()})
    archive.write_bytes(archive.read_bytes()[cut])
    with pytest.raises(DataError, match=r"XX\.zip: a damaged zip"):
        build(archive, tmp_path / "o")


def test_a_zip_with_a_wrong_checksum_is_refused(tmp_path, dump):
    archive = packed(tmp_path / "XX.zip", {"XX.txt": dump().read_bytes()}, zipfile.ZIP_STORED)
    archive.write_bytes(archive.read_bytes().replace(b"Seat Zed", b"Seat Bed", 1))
    with pytest.raises(DataError, match="CRC"):
        build(archive, tmp_path / "o")
    assert not (tmp_path / "o").exists()


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    archive = packed(tmp_path / "XX.zip", {"XX.txt": b"\0" * 40_000_000})
    tracemalloc.start()
    with pytest.raises(DataError, match="unpacks to 40,000,000 bytes"):
        build(archive, tmp_path / "o")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


@pytest.mark.parametrize("members", [{}, {"a.txt": "x", "b.txt": "y"}, {"readme.txt": "x"}])
def test_a_zip_without_one_text_file_is_refused(tmp_path, members):
    with pytest.raises(DataError, match="text files"):
        Dump(packed(tmp_path / "XX.zip", members), geonames.PLACE_COLUMNS)


def test_inputs_and_outputs_that_are_not_there_are_bad_calls(tmp_path, dump):
    path = dump()
    calls = [(tmp_path / "no.txt", tmp_path / "o"), (path, tmp_path / "no" / "o"), (path, tmp_path), (path, path)]
    for source, out in calls:
        with pytest.raises(CallError):
            build(source, out)
    assert path.read_text(encoding="utf8").startswith("11\t")


def test_the_file_is_the_same_whatever_fits_into_memory(tmp_path, dump, monkeypatch):
    path = dump()
    build(path, tmp_path / "a")
    monkeypatch.setattr(geonames_build, "RUN", 2)
    monkeypatch.setattr(geonames, "BLOCK", 100)
    build(path, tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_reading_takes_the_same_memory_however_long_the_dump_is(tmp_path):
    path, line = tmp_path / "XX.txt", (ROWS[2] + "\n").encode()

    def peak(megabytes):
        with path.open("wb") as out:
            for _ in range(megabytes):
                out.write(line * (2**20 // len(line)))
        tracemalloc.start()
        rows = sum(len(block) for block in Dump(path, geonames.PLACE_COLUMNS).blocks())
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return rows, held

    (few, small), (many, large) = peak(3), peak(9)
    assert many == 3 * few
    assert large < 1.3 * small


def test_the_blocks_that_are_watched_are_as_many_as_was_said(tmp_path, dump):
    seen = []

    def watch(blocks, total):
        for block in blocks:
            seen.append(total)
            yield block

    build(dump(), tmp_path / "o", watch=watch)
    assert seen == [1]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        b"redshank-gazetteer-0\n{}\n\n",
        MAGIC,
        MAGIC + b"{}\nkey\n\n",
        MAGIC + b"{}\na\t0\t5\n\nxx",
        MAGIC + b"{}\n\xff\t0\t0\n\n",
    ],
)
def test_what_is_no_gazetteer_is_refused_by_name(tmp_path, content):
    path = tmp_path / "mine.bin"
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"mine\.bin: (not a gazetteer of this version|a damaged gazetteer)"):
        opened(str(path))


def test_damage_inside_a_gazetteer_is_told_when_it_is_met(tmp_path, made):
    made()
    content = (tmp_path / "out.bin").read_bytes()
    broken = Gazetteer(content[:-40] + b"\0" * 40, "mine.bin")
    with pytest.raises(DataError, match=r"mine\.bin: a damaged gazetteer"):
        broken.find("Ostrava Kite")


def test_entries_that_cannot_be_are_told(tmp_path):
    out = io.BytesIO()
    geonames_build.write(iter(["foo\tP,1,2"]), out, io.BytesIO())
    with pytest.raises(DataError, match="damaged"):
        Gazetteer(out.getvalue()).find("foo")


def test_options_are_those_of_the_gazetteer_in_use(tmp_path, made):
    from redshank.lexicons.gazetteer import using
    from redshank.places.names import options

    made()
    file = str(tmp_path / "out.bin")
    assert options("Ostrava Kite") == ()
    with using(file):
        assert [(o.country, o.kind, o.population) for o in options("Ostrava Kite")] == [
            ("KEN", "town", 23456),
            ("GHA", "town", 900),
        ]
        assert [(o.country, o.kind) for o in options("Drowned Sea")] == [(None, "sea")]
        assert options("Kharkiv") == ()
    assert options("Ostrava Kite") == ()
    assert options("Kharkiv")
