"""Positions held, from a query's result and from a dump's extract."""

from __future__ import annotations

import gzip
import json

import pytest

from redshank.errors import CallError, DataError
from redshank.lexicons.importing import wikidata


@pytest.fixture
def take(tmp_path):
    """``take(text)``: the rows and the faults of a file."""

    def run(text: str, name: str = "w.json"):
        path = tmp_path / name
        data = text.encode()
        path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
        items = list(wikidata.read(path))
        return [i for i in items if not isinstance(i, DataError)], [str(i) for i in items if isinstance(i, DataError)]

    return run


def result(*bindings: dict[str, str]) -> str:
    rows = [{k: {"type": "literal", "value": v} for k, v in b.items()} for b in bindings]
    return json.dumps({"head": {}, "results": {"bindings": rows}}, indent=1)


ADA = {
    "person": "http://www.wikidata.org/entity/Q900001",
    "personLabel": "Ada Probe",
    "positionLabel": "Minister of Kites",
    "country": "KEN",
    "start": "2011-02-03T00:00:00Z",
    "end": "2014-05-06T00:00:00Z",
}


def test_a_row_of_a_result(take):
    rows, faults = take(result(ADA))
    assert faults == []
    assert rows[0].cells() == (
        *("Ada Probe", "", "person", "KEN", "GOV", "", "Minister of Kites"),
        *("2011-02-03", "2014-05-06", "Q900001"),
    )


@pytest.mark.parametrize(
    ("change", "code", "sector"),
    [
        ({"country": "", "countryLabel": "Peru"}, "PER", "GOV"),
        ({"country": "http://www.wikidata.org/entity/Q1", "countryLabel": "Peru"}, "PER", "GOV"),
        ({"country": "", "positionLabel": "ambassador of Peru to Chile"}, "PER", "GOV"),
        ({"positionLabel": "member of parliament"}, "KEN", "LEG"),
        ({"positionLabel": "judge"}, "KEN", "JUD"),
        ({"country": "PRI"}, "USA", "GOV"),
    ],
)
def test_code_and_sector_come_from_country_and_office(take, change, code, sector):
    rows, faults = take(result({**ADA, **change}))
    assert faults == []
    assert (rows[0].code, rows[0].sector) == (code, sector)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"start": "2014-02-30"}, "calendar"),
        ({"start": "2015-01-01"}, "before the start"),
        ({"country": "Atlantis"}, "ATLANTIS"),
        ({"country": ""}, "no code"),
        ({"person": "Q0"}, "Wikidata id"),
        ({"personLabel": ""}, "no name"),
    ],
)
def test_a_bad_row_is_named_and_the_next_one_read(take, change, why):
    rows, faults = take(result({**ADA, **change}, ADA))
    assert len(rows) == len(faults) == 1
    assert "row 1" in faults[0]
    assert why in faults[0]


@pytest.mark.parametrize("text", ["", "[1, 2", '{"results": 3}', "{}", "nothing"])
def test_another_file_is_a_bad_call(take, text):
    with pytest.raises(CallError):
        take(text)


def claim(value: str | None, rank: str = "normal", **qualifiers):
    known = {"P580": "time", "P582": "time"}
    return {
        "rank": rank,
        "mainsnak": {"datavalue": {"value": {"id": value}}} if value else {"snaktype": "somevalue"},
        "qualifiers": {
            prop: [{"datavalue": {"value": v if prop in known else {"id": v}}}] for prop, v in qualifiers.items()
        },
    }


def day(text: str, precision: int = 11):
    return {"time": f"+{text}T00:00:00Z", "precision": precision}


def entity(item: str, label: str, aliases: tuple[str, ...] = (), **claims):
    return {
        "id": item,
        "labels": {"en": {"value": label}},
        "aliases": {"en": [{"value": a} for a in aliases]},
        "claims": claims,
    }


COUNTRY = entity("Q1", "Kiteland", P298=[{"mainsnak": {"datavalue": {"value": "KEN"}}}])
POSITION = entity("Q2", "Minister of Kites", P1001=[claim("Q1")])


def dump(*entities: dict) -> str:
    return "[\n" + ",\n".join(json.dumps(e) for e in entities) + "\n]\n"


@pytest.mark.parametrize("name", ["dump.json", "dump.json.gz"])
def test_positions_held_of_a_dump(take, name):
    held = claim("Q2", P580=day("2001-00-00", 9), P582=day("2003-04-00", 10))
    person = entity("Q3", "Ada Probe", ("A. Probe",), P39=[held, claim("Q2", rank="deprecated")])
    rows, faults = take(dump(person, POSITION, COUNTRY), name)
    assert faults == []
    assert rows[0].cells() == (
        *("Ada Probe", "A. Probe", "person", "KEN", "GOV", "", "Minister of Kites"),
        *("2001-01-01", "2003-04-30", "Q3"),
    )
    assert len(rows) == 1


def test_the_claims_own_country_goes_before_the_positions(take):
    other = entity("Q5", "Peru")
    person = entity("Q3", "Ada Probe", P39=[claim("Q2", P17="Q5")])
    assert take(dump(person, POSITION, COUNTRY, other))[0][0].code == "PER"


def test_heads_of_state_and_of_government_of_a_dump(take):
    state = {
        **COUNTRY,
        "claims": {**COUNTRY["claims"], "P35": [claim("Q3")], "P6": [claim("Q4", P580=day("2020-01-02"))]},
    }
    rows, faults = take(dump(state, entity("Q3", "Ada Probe"), entity("Q4", "Bo Sample")))
    assert faults == []
    assert [(r.name, r.office, r.code, r.start, r.wikidata) for r in rows] == [
        ("Ada Probe", "head of state", "KEN", "", "Q3"),
        ("Bo Sample", "head of government", "KEN", "2020-01-02", "Q4"),
    ]


@pytest.mark.parametrize(
    ("held", "why"),
    [
        (claim("Q77"), "Q77 has no label"),
        (claim(None), "no label"),
        (claim("Q2", P580=day("2000-00-00", 8)), "known to no year"),
        (claim("Q2", P580=day("2001-02-30")), "calendar"),
    ],
)
def test_a_bad_claim_is_named_and_the_next_one_read(take, held, why):
    person = entity("Q3", "Ada Probe", P39=[held, claim("Q2")])
    rows, faults = take(dump(person, POSITION, COUNTRY))
    assert len(rows) == len(faults) == 1
    assert why in faults[0]


def test_lines_that_are_no_entities_are_named(take):
    rows, faults = take(dump(entity("Q3", "Ada Probe", P39=[claim("Q2")]), POSITION, COUNTRY) + '{"a"\n[7]\n')
    assert len(rows) == 1
    assert ["no line of JSON" in faults[0], "no entity" in faults[1]] == [True, True]
