"""Who is an agency, who belongs to whom, and whom a text names as its source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from redshank.ledger import Ledger
from redshank.ledger.credits import said_by
from redshank.ledger.newsrooms import (
    credited_newsroom,
    group_of,
    is_agency,
    newsroom_of,
    newsrooms,
    rows,
    slugs_by_form,
    squash,
)
from redshank.ledger.sourcing import named_in, words
from redshank.ledger.write import Run, Writer
from redshank.lexicons.tables import rows as lexicon_rows
from redshank.reading.rows import document_from_row
from redshank.records import Analysis, Document

DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


def read(text: str, **facts) -> Document:
    """A page as it is read: paragraphs, credits and all."""
    return document_from_row({"id": "d", "text": text, "published": "2019-10-31", **facts})


def test_newsrooms_keep_their_schema() -> None:
    rooms = list(rows("newsrooms"))
    assert len({r["slug"] for r in rooms}) == len(rooms)
    for room in rooms:
        assert re.fullmatch(r"[a-z0-9]+", room["slug"]), room
        assert room["name"], room
        assert room["kind"] in ("agency", "paper", "broadcaster", "site"), room
        assert re.fullmatch(r"[A-Z]{3}", room["country"]), room
        assert all(DOMAIN.fullmatch(d) for d in room["domains"].split(";") if d), room
        assert room["name"] not in room["variants"].split(";"), room
    domains = [d for r in newsrooms().values() for d in r.domains]
    assert len(domains) == len(set(domains))


def test_publishers_keep_their_schema() -> None:
    publishers = list(rows("publishers"))
    assert len({p["domain"] for p in publishers}) == len(publishers)
    names = [squash(p["name"]) for p in publishers if p["name"]]
    assert len(names) == len(set(names))
    for publisher in publishers:
        assert DOMAIN.fullmatch(publisher["domain"]), publisher
        assert re.fullmatch(r"[a-z0-9]+", publisher["group"]), publisher


def test_words_of_sourcing_stand_once_and_doubtful_forms_are_forms() -> None:
    for row in rows("sourcing"):
        listed = row["words"].split("|")
        assert len(listed) == len(set(listed)), row["use"]
    assert words("with_kind") | words("vague") <= slugs_by_form().keys() | words("ending") | {"Reporter", "News"}


def test_every_agency_that_credits_can_name_is_a_newsroom() -> None:
    for row in lexicon_rows("reading/agencies.tsv"):
        assert is_agency(credited_newsroom(row["name"])) or credited_newsroom(row["name"]) in newsrooms(), row["name"]


@pytest.mark.parametrize(
    ("publisher", "url", "newsroom", "group"),
    [
        ("Reuters", None, "reuters", None),
        ("The Star", "https://www.thestar.com.my/news/x", "thestarmalaysia", "starmedia"),
        ("The Star", None, None, None),  # of Kenya, Malaysia or Toronto
        ("Lancashire Telegraph", None, None, "newsquest"),
        (None, "https://newsinfo.inquirer.net/1", "inquirer", "inquirergroup"),
        ("edition.cnn.com", None, "cnn", "warner"),
        ("Gwadar Weekly", "https://gwadarweekly.example/a", None, None),
        (None, "http://[broken", None, None),
    ],
)
def test_who_publishes(publisher: str | None, url: str | None, newsroom: str | None, group: str | None) -> None:
    assert newsroom_of(publisher, url) == newsroom
    assert group_of(publisher, url) == group


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("A resident told Reuters by telephone that the bridge was gone.", ["reuters"]),
        ("The bridge is gone, AFP reported.", ["afp"]),
        ("The bridge is gone, according to the Associated Press.", ["ap"]),
        ("According to Reuters, the bridge is gone.", ["reuters"]),
        ("He told the Erie Times-News that the bridge was gone.", ["erie times-news"]),
        ("He said so in an interview with the BBC.", ["bbc"]),
        ("He told the BBC's Today programme that he would go.", ["bbc"]),
        ("He told Reuters and AFP that he would go.", ["afp", "reuters"]),
        ("Xinhua and TASS reported the deal.", ["tass", "xinhua"]),
        ("The mother told the Spanish news agency EFE that he was ill.", ["efe"]),
        ("Two men left, China's Xinhua news agency said.", ["xinhua"]),
        ("An AFP reporter at the scene saw smoke.", ["afp"]),
        ("He told Guyana's Stabroek News that the ship had left.", ["stabroeknews"]),
        ("He told the Gwadar Weekly newspaper that the ship had left.", ["gwadar weekly"]),
        ("The public broadcaster Kan reported that he would go.", ["kan"]),
        # Who acts, suffers or speaks of itself is no source.
        ("Police closed Al Jazeera's office. A judge told Al Jazeera's lawyers to wait.", []),
        ("An AFP photographer was killed.", []),
        ("The BBC said it would appeal.", []),
        ("Soldiers told AFP to leave.", []),
        ("Reuters could not verify the report.", []),
        # Words that only look like newsrooms.
        ("Prime Minister Kan said he would go.", []),
        ("According to DR Congo's army, two died.", []),
        ("All Nippon Airways said ANA said sorry.", []),
        ("He told the South Korean newspaper.", []),
        ("He told the Post that he would go.", []),  # which?
    ],
)
def test_whom_a_text_names_as_its_source(text: str, named: list[str]) -> None:
    assert named_in(Document(id="d", text=text)) == named


def test_a_short_form_means_the_newsroom_that_the_document_shows() -> None:
    told = "He told the Nation that he would go."
    assert named_in(Document(id="d", text=told, publisher="Daily Nation")) == ["dailynation"]
    assert named_in(Document(id="d", text=told, publisher="The EastAfrican")) == ["dailynation"]  # of the same house
    assert named_in(Document(id="d", text=f"The Daily Nation had it first. {told}")) == ["dailynation"]
    own = Document(id="d", text="She told the Telegraph so.", publisher="Lancashire Telegraph")
    assert named_in(own) == ["newsquest"]


BODY = "Two men left the town on Monday, the mayor said.\n\nThey will be back, he added."


def test_furniture_captions_and_credits_name_no_source() -> None:
    page = f"File photo: The mayor told Reuters so. (Reuters)\n\n{BODY}\n\nRead more: What he told AFP"
    assert named_in(read(page)) == []


@pytest.mark.parametrize(
    ("text", "publisher", "origins", "why"),
    [
        (f"BAMAKO (Reuters) - {BODY}", "The Hill Post", ["reuters"], "credited to Reuters"),
        (BODY, "Xinhua", ["xinhua"], "published by Xinhua itself"),
        (f"{BODY}\n\nHe told AFP that they were well.", "The Hill Post", ["afp"], "told AFP"),
        (f"BAMAKO (Reuters) - Two men left, the Daily Nation reported.\n\n{BODY}", "Reuters", ["dailynation"],
         "Daily Nation reported, told by Reuters"),
        (f"BAMAKO (Reuters) - Two men left, the Daily Nation reported.\n\n{BODY} He told Reuters so.", "Reuters",
         ["reuters"], "published by Reuters itself"),
        (f"{BODY}\n\nHe told The Hindu that they were well.", "The Hindu", ["thehindu"], "told Hindu"),
        (f"{BODY}\n\n(Reporting by Jo Roe; Editing by Petra Doe)", "The Hill Post", [], None),
        (f"{BODY}\n\nPhoto: The mayor's house. (EFE/archive)", "The Hill Post", [], None),
        (f"{BODY}\n\nThe Associated Press contributed to this report.", "CNN", ["cnn", "ap"], "own report of CNN"),
        (BODY, "The Hill Post", [], None),
    ],
)  # fmt: skip
def test_what_a_document_says_of_whose_reporting_it_is(
    text: str, publisher: str, origins: list[str], why: str | None
) -> None:
    said = said_by(read(text, publisher=publisher))
    assert said.origins == origins
    assert (said.why or [None])[0] == why


def test_one_late_naming_does_not_make_a_long_report_that_of_another() -> None:
    long = "\n\n".join(f"The mayor of town number {n} said that the bridge was gone." for n in range(12))
    assert said_by(Document(id="d", text=f"{long}\n\nHe told AFP so.", publisher="The Hill Post")).origins == ["afp"]
    assert said_by(read(f"{long}\n\nHe told AFP so.", publisher="The Hill Post")).origins == []
    assert said_by(read(f"He told AFP so.\n\n{long}", publisher="The Hill Post")).origins == ["afp"]


def test_sources_are_stored_with_group_and_newsroom(tmp_path: Path) -> None:
    documents = [
        Document(id="a", text="One two three.", publisher="The Bolton News"),
        Document(id="b", text="One two four.", publisher="The Star", url="https://www.thestar.com.my/a"),
        Document(id="c", text="One two five.", publisher="Gwadar Weekly"),
    ]
    with Ledger(tmp_path / "a.duckdb") as ledger:
        Writer(ledger, Run(coder="test")).add([(d, Analysis(id=d.id)) for d in documents])
        assert ledger.rows("SELECT source, publisher_group, newsroom FROM sources ORDER BY source") == [
            ("gwadar weekly", None, None),
            ("the bolton news", "newsquest", None),
            ("the star", "starmedia", "thestarmalaysia"),
        ]
