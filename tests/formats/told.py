"""A small ledger for the tests of the layouts, made by hand: five events, one of them told twice."""

from __future__ import annotations

from pathlib import Path

from redshank.ledger import Ledger
from redshank.ledger.events import rebuild_events
from redshank.ledger.write import Run, Writer
from redshank.records import Analysis, CiteInfo, Document, Entity, Event, Evidence, Paragraph, Place, TextInfo

TEXT = (
    "Soldiers fire on a ferry\n\n"
    "Norway's army fired on a Danish ferry in Oslo on Monday.\n\n"
    "Kenya and Ghana met in Texas. Norway will punish Denmark.\n\n"
    "The United Nations fed refugees in Gaza. Gunmen shot a trader in Kenya in 2020."
)
# What breaks careless tables: a tab, a line break, quotes, an apostrophe, a comment sign, Unicode's own line end.
AWKWARD = 'the\t"Blue\nGuard"\u2028of Oslo\'s #1 port'
OSLO = {
    "resolved_place": "Oslo",
    "geonameid": 3143244,
    "lat": 59.91,
    "lon": 10.75,
    "country_code": "NOR",
    "resolution": 4,
}
TEXAS = {
    "resolved_place": "Texas", "geonameid": 4736286, "lat": 31.25, "lon": -99.25, "country_code": "USA",
    "resolution": 2,
}  # fmt: skip
GAZA = {
    "resolved_place": "Gaza",
    "geonameid": 281133,
    "lat": 31.5,
    "lon": 34.47,
    "country_code": "PSE",
    "resolution": 4,
}
KENYA = {
    "resolved_place": "Kenya",
    "geonameid": 192950,
    "lat": 1.0,
    "lon": 38.0,
    "country_code": "KEN",
    "resolution": 1,
}


def who(words: str, code: str | None, sector: str, text: str = TEXT, **more) -> Entity:
    start = text.find(words.partition("\t")[0])
    return Entity(entity_text=words, code=code, sector=sector, start=start, end=start + len(words), **more)


def act(number: int, sentence: str, event: str, *, place=None, text: str = TEXT, doc: str = "d1", **more) -> Event:
    start = text.index(sentence)
    fields = {
        "date": "2021-06-14", "enddate": "2021-06-14", "date_resolution": "day", "date_assumed": False, "recipient": [],
        "mode": [], "context": [], "aux": [], "said_by": [], "quad_code": 4, "event_scale": -9.5, "cameo": "193",
        "goldstein": -10.0, "trace": ["made by hand"], "confidence": 0.87,
    }  # fmt: skip
    where = None
    if place:
        at = text.index(place["resolved_place"])
        where = Place(start=at, end=at + len(place["resolved_place"]), extracted_place=place["resolved_place"], **place)
    evidence = [Evidence("sentence", start, start + len(sentence)), Evidence("trigger", start + 2, start + 7)]
    return Event(
        id=f"{doc}-{number}", doc_id=doc, event=[event], event_loc=where, event_text=[sentence.split()[1]],
        text_info=TextInfo(number, start, start + len(sentence)), evidence=evidence,
        cite_info=CiteInfo(coder="redshank test"), **{**fields, **more},
    )  # fmt: skip


def first() -> tuple[Document, Analysis]:
    starts = [TEXT.index(p) for p in TEXT.split("\n\n")]
    kinds = ("headline", "body", "body", "body")
    document = Document(
        id="d1", text=TEXT, title="Soldiers fire on a ferry", published="2021-06-16", url="https://example.org/a",
        publisher="Fjord Courier", language="en",
        paragraphs=[
            Paragraph(s, s + len(p), kind) for s, p, kind in zip(starts, TEXT.split("\n\n"), kinds, strict=True)
        ],
    )  # fmt: skip
    norway = who("Norway's army", "NOR", "MIL", other_sector_codes=["GOV"], identifier_text="Norwegian Army", cow=385)
    events = [
        act(1, "Norway's army fired on a Danish ferry in Oslo on Monday.", "ASSAULT", actor=[norway], place=OSLO,
            recipient=[who(AWKWARD, "DNK", "CVL"), who("Danish", "DNK", "BUS")], mode=["firearms"],
            context=["military"]),
        act(2, "Kenya and Ghana met in Texas.", "CONSULT", place=TEXAS, quad_code=1, event_scale=2.5, cameo="040",
            goldstein=1.0, context=["diplomatic", "economic"],
            actor=[who("Kenya", "KEN", "GOV", identifier_text="Kenya", identifier_id="Q114", cow=501),
                   who("Ghana", "GHA", "GOV", identifier_text="Ghana; Republic of")]),
        act(3, "Norway will punish Denmark.", "COERCE", aux=["future"], cameo=None, goldstein=None,
            actor=[who("Norway", "NOR", "GOV")], recipient=[who("Denmark", "DNK", "GOV")]),
        act(4, "The United Nations fed refugees in Gaza.", "AID", place=GAZA, quad_code=2, event_scale=10.0,
            cameo="073", goldstein=7.4, recipient=[who("refugees", "PSE", "REF")],
            actor=[who("The United Nations", "UNO", "GOV", identifier_text="United Nations")]),
        act(5, "Gunmen shot a trader in Kenya in 2020.", "ASSAULT", place=KENYA, date=None, enddate="2020-12-31",
            date_resolution="year", actor=[who("Gunmen", None, "UAF")], recipient=[who("a trader", "KEN", "UNK")]),
    ]  # fmt: skip
    return document, Analysis(
        id="d1", published="2021-06-16", paragraphs=document.paragraphs, events=events,
        places=[e.event_loc for e in events if e.event_loc],
    )  # fmt: skip


def second() -> tuple[Document, Analysis]:
    """Another report of the first event, which knows two who fired, and comes without a URL."""
    text = "Troops of Norway and Sweden shot at a ferry of Denmark."
    document = Document(id="d2", text=text, published="2021-06-15", publisher="Sund Post", paragraphs=[])
    event = act(
        1, text, "ASSAULT", text=text, doc="d2", mode=["firearms"],
        actor=[who("Norway", "NOR", "MIL", text), who("Sweden", "SWE", "MIL", text, identifier_text="Sweden")],
        recipient=[who("Denmark", "DNK", "GOV", text)],
    )  # fmt: skip
    return document, Analysis(id="d2", published="2021-06-15", events=[event])


def fill(path: Path) -> Path:
    """Write the ledger; its reports 1 and 6 tell one event."""
    with Ledger(path) as ledger:
        Writer(ledger, Run(coder="redshank 0.0")).add([first(), second()])
        with ledger.transaction() as connection:
            connection.execute(
                "INSERT INTO members SELECT report, CASE report WHEN 6 THEN 1 ELSE report END, NULL, NULL, 'by hand',"
                " 'forced' FROM reports"
            )
            rebuild_events(connection, [1, 2, 3, 4, 5])
    return path
