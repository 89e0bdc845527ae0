"""Whose reporting a document carries: credits, rewrites, copies with and without credit, groups, follow-ups."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest

from redshank.ledger import Ledger
from redshank.ledger.origins import trace_origins
from redshank.ledger.write import Run, Writer
from redshank.reading.rows import document_from_row
from redshank.records import Analysis, Document
from redshank.scoring import origins as scoring
from redshank.settings import Settings

WIRES = Path(__file__).parents[2] / "gold" / "wires"

# A wire's story of an invented raid, in sentences of its own, so that parts of it can be taken.
RAID = [
    "Gunmen on motorcycles stormed a customs post near the village of Tarkint before dawn, killing six guards.",
    "The attackers came from three sides and stayed for almost an hour, a driver who hid in a ditch told people later.",
    "They burned two lorries loaded with onions and took the radio, the flag and a box of stamps away with them.",
    "The post had been rebuilt only last spring, with money that the neighbouring countries had put up together.",
    "A column sent from the garrison lost its way in a dust storm and reached the place after the gunmen had gone.",
    "Traders say that they now pay at eleven barriers between the river and the border, none of them the state's.",
]
OTHER = [
    "Smoke still hung over the lorry park at noon when the governor's helicopter put down behind the fuel drums.",
    "He shook hands with three guards in bandages and asked each of them how many children they had at home.",
    "Nobody here doubts that somebody in the village lit the way, although nobody would say so with a name.",
    "By evening the market had opened again, and the price of sugar stood where it had stood the week before.",
]
STATEMENT = (
    '"We will rebuild this post a third time and a fourth, and whoever burns it will find us there," the ministry said.'
)


def page(name: str, publisher: str, *paragraphs: str, published: str = "2019-10-31", **facts) -> Document:
    """A page as it is read."""
    row = {"id": name, "publisher": publisher, "published": published, "text": "\n\n".join(paragraphs), **facts}
    return document_from_row(row)


def add(ledger: Ledger, *documents: Document) -> int:
    """Put documents in and trace; how many were traced."""
    Writer(ledger, Run(coder="test")).add([(d, Analysis(id=d.id, paragraphs=d.paragraphs)) for d in documents])
    with ledger.transaction() as connection:
        return len(trace_origins(connection))


def origins(ledger: Ledger) -> dict[str, list[str]]:
    """Origins by the ids of the current documents."""
    found = ledger.rows(
        "SELECT id, list(origin ORDER BY origin) FROM origins JOIN current_documents d USING (doc) GROUP BY id"
    )
    return dict(found)


def traced(folder: Path, *documents: Document) -> dict[str, list[str]]:
    with Ledger(folder / "a.duckdb") as ledger:
        add(ledger, *documents)
        return origins(ledger)


def why(ledger: Ledger, name: str) -> str:
    ((words,),) = ledger.rows("SELECT why FROM origins JOIN documents USING (doc) WHERE id = ?", [name])
    return str(words)


def wire(name: str = "wire", **facts) -> Document:
    return page(name, "Reuters", f"TARKINT (Reuters) - {RAID[0]}", *RAID[1:], **facts)


def test_copies_without_credit_have_the_origin_of_what_they_copy(tmp_path: Path) -> None:
    shuffled = [RAID[4], "Our readers have written to us about the road for years.", *RAID[1:4], RAID[0]]
    found = traced(
        tmp_path,
        wire(),
        page("whole", "The Hill Post", *RAID),
        page("cut", "Gwadar Weekly", *RAID[:2]),
        page("shuffled", "Steppe Mail", *shuffled, published="2019-11-01"),
        page("own", "Tarkint Today", *OTHER),
    )
    assert found == {
        "wire": ["reuters"], "whole": ["reuters"], "cut": ["reuters"], "shuffled": ["reuters"],
        "own": ["Tarkint Today".lower()],
    }  # fmt: skip


def test_every_origin_says_why(tmp_path: Path) -> None:
    with Ledger(tmp_path / "a.duckdb") as ledger:
        add(
            ledger,
            wire(),
            page("whole", "The Hill Post", *RAID),
            page(
                "own",
                "Tarkint Today",
                *OTHER,
                "Elsewhere it was calm, dpa reported.",
                *[f"{s} Or so." for s in OTHER * 2],
            ),
            page("told", "Gwadar Weekly", "Six guards are dead, a driver told AFP.", "Lorries burned."),
        )
        assert why(ledger, "wire") == "published by Reuters itself"
        assert why(ledger, "told") == "told AFP"
        assert why(ledger, "own") == "own report of tarkint today, which also quotes dpa"
        assert why(ledger, "whole") == (
            "nearly all of its words are those of document 1 (reuters, 2019-10-31): published by Reuters itself"
        )
        assert ledger.rows("SELECT like_doc FROM origins WHERE doc = 2") == [(1,)]


def test_a_rewrite_of_two_wires_has_two_origins(tmp_path: Path) -> None:
    text = ["Six guards died, Reuters reported.", "The governor shook hands, a bandaged guard told AFP."]
    assert traced(tmp_path, page("mixed", "The Hill Post", *text)) == {"mixed": ["afp", "reuters"]}


def test_one_statement_and_one_background_do_not_make_one_origin(tmp_path: Path) -> None:
    found = traced(
        tmp_path,
        page("a", "The Hill Post", *RAID[:3], STATEMENT, "The region has been restless for years."),
        page("b", "Gwadar Weekly", *OTHER[:3], STATEMENT, "The region has been restless for years."),
    )
    assert found == {"a": ["hill post"], "b": ["gwadar weekly"]}


def test_of_two_that_credit_nobody_the_earlier_is_the_origin(tmp_path: Path) -> None:
    later = page("later", "The Hill Post", *RAID, published="2019-11-01")
    earlier = page("earlier", "Gwadar Weekly", *RAID, published="2019-10-31")
    assert traced(tmp_path, later, earlier) == {"earlier": ["gwadar weekly"], "later": ["gwadar weekly"]}


def test_republication_in_a_house_is_one_origin(tmp_path: Path) -> None:
    found = traced(
        tmp_path,
        page("first", "Lancashire Telegraph", *OTHER, "She told the Lancashire Telegraph that it was quiet."),
        page("second", "The Bolton News", *OTHER, published="2019-11-01"),
        page("third", "Burnley and Pendle Citizen", *RAID),  # of the same house, if in other words
    )
    assert found == {"first": ["newsquest"], "second": ["newsquest"], "third": ["newsquest"]}


def test_a_follow_up_of_the_newsroom_has_its_origin(tmp_path: Path) -> None:
    follow = page(
        "next", "Reuters", "TARKINT (Reuters) - Nine men were held over the raid.", *RAID[3:], published="2019-11-01"
    )
    assert traced(tmp_path, wire(), follow) == {"wire": ["reuters"], "next": ["reuters"]}


def test_a_wire_that_tells_a_papers_scoop_carries_the_paper_and_so_do_its_copies(tmp_path: Path) -> None:
    scoop = "Police hold nine men over the raid on the post, the Daily Nation reported on Friday."
    rest = [f"{s} So the newspaper said." for s in OTHER]
    found = traced(
        tmp_path,
        page("wire", "Reuters", f"NAIROBI (Reuters) - {scoop}", *rest),
        page("copy", "The Hill Post", scoop.replace(", the Daily Nation reported on Friday", ""), *rest),
    )
    assert found == {"wire": ["dailynation"], "copy": ["dailynation"]}


def test_an_original_that_comes_in_later_changes_its_copies_and_theirs(tmp_path: Path) -> None:
    copy = page("copy", "The Hill Post", *RAID[:4], published="2019-11-01")
    second = page("second", "Gwadar Weekly", *RAID[:4], published="2019-11-02")
    with Ledger(tmp_path / "a.duckdb") as ledger:
        add(ledger, second, copy)
        assert origins(ledger) == {"copy": ["hill post"], "second": ["hill post"]}
        assert add(ledger, wire()) == 3
        assert origins(ledger) == {"copy": ["reuters"], "second": ["reuters"], "wire": ["reuters"]}
        assert add(ledger, page("own", "Tarkint Today", *OTHER)) == 1  # bears upon nobody else


def test_a_new_version_of_the_original_changes_its_copies(tmp_path: Path) -> None:
    url = "https://www.reuters.com/a"
    with Ledger(tmp_path / "a.duckdb") as ledger:
        add(ledger, wire(url=url), page("copy", "The Hill Post", *RAID))
        assert origins(ledger)["copy"] == ["reuters"]
        add(ledger, page("wire", "Reuters", *OTHER, url=url))  # the page has another text now
        assert origins(ledger) == {"wire": ["reuters"], "copy": ["hill post"]}


def test_tracing_twice_changes_nothing(tmp_path: Path) -> None:
    with Ledger(tmp_path / "a.duckdb") as ledger:
        add(ledger, wire(), page("copy", "The Hill Post", *RAID))
        before = ledger.rows("SELECT * FROM origins ORDER BY ALL")
        assert add(ledger) == 0
        assert ledger.rows("SELECT * FROM origins ORDER BY ALL") == before


def family() -> list[Document]:
    return [
        wire(),
        page("copy", "The Hill Post", *RAID[:4], published="2019-11-01"),
        page("again", "Gwadar Weekly", *RAID[1:5], published="2019-11-01"),
        page("own", "Tarkint Today", *OTHER, published="2019-11-01"),
        page("lift", "Steppe Mail", *OTHER[:3], published="2019-11-01"),
    ]


@pytest.mark.parametrize("order", list(permutations(range(5)))[::7])
def test_the_order_of_arrival_does_not_matter(tmp_path: Path, order: Sequence[int]) -> None:
    documents = family()
    with Ledger(tmp_path / "one.duckdb") as ledger:
        for n in order:
            add(ledger, documents[n])
        assert origins(ledger) == {
            "wire": ["reuters"], "copy": ["reuters"], "again": ["reuters"],
            "own": ["tarkint today"], "lift": ["tarkint today"],
        }  # fmt: skip


def test_a_copy_of_another_season_is_not_compared(tmp_path: Path) -> None:
    found = traced(tmp_path, wire(), page("late", "The Hill Post", *RAID, published="2020-10-31"))
    assert found["late"] == ["hill post"]


def test_documents_without_day_or_text_are_traced_too(tmp_path: Path) -> None:
    bare = Document(id="bare", text="", publisher="The Hill Post", credits=["AP"])
    nameless = Document(id="nameless", text="", url="https://www.example.org/a")
    undated = Document(id="undated", text="\n\n".join(RAID), publisher="Gwadar Weekly")
    found = traced(tmp_path, bare, nameless, undated, wire(), Document(id="nobody", text="Six guards died."))
    assert found == {
        "bare": ["ap"], "nameless": ["example.org"], "undated": ["reuters"], "wire": ["reuters"], "nobody": ["nobody"],
    }  # fmt: skip


def test_likeness_is_kept_where_the_text_is_not(tmp_path: Path) -> None:
    with Ledger(tmp_path / "a.duckdb") as ledger:
        documents = [wire(), page("copy", "The Hill Post", *RAID)]
        Writer(ledger, Run(coder="test"), keep="none").add([(d, Analysis(id=d.id)) for d in documents])
        with ledger.transaction() as connection:
            trace_origins(connection)
        assert origins(ledger) == {"wire": ["reuters"], "copy": ["reuters"]}


def test_many_that_share_a_text_are_held_against_the_first(tmp_path: Path) -> None:
    copies = [page(f"c{n}", f"Paper {n}", *RAID, published="2019-11-01") for n in range(120)]
    found = traced(tmp_path, *copies, wire())
    assert set(map(tuple, found.values())) == {("reuters",)}


@pytest.mark.skipif(not WIRES.is_dir(), reason="gold/wires is not here")
def test_origins_of_the_wires_hold_their_floor() -> None:
    figures, errors = scoring.score(WIRES, Settings())
    assert figures["right"] >= 0.95, errors
    assert figures["same_name"] >= 0.95, errors
