"""What was corrected goes out in the forms that the program's own readers take."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.ledger.made import report

from redshank.formats.codebook import PloverCodebook
from redshank.formats.corrections import export_gold, export_lexicon, export_roster, export_training
from redshank.ledger import Ledger
from redshank.ledger.correcting import correct
from redshank.ledger.corrections import Correction, names_of, record
from redshank.ledger.fields import records_of
from redshank.ledger.write import Run, Writer
from redshank.records import Analysis, Document, Evidence

ACCUSED = "Kenya condemned Uganda over the dam [at Jinja], a spokesman said."
SHELLED = "Zandia fired a rifle at Uganda on Friday, Mara Quillon said."
FED = "Burundi shelled peas for Rwanda {and Kenya}."
RUN = Run(coder="redshank test")
NOON = datetime(2026, 11, 25, 12)


def marked(document: Document, analysis: Analysis, **words: str) -> tuple[Document, Analysis]:
    """The only event's parties and act stand where the words are."""
    (event,) = analysis.events
    for role, word in words.items():
        start = document.text.index(word)
        if role == "trigger":
            event.evidence.append(Evidence("trigger", start, start + len(word)))
        else:
            (who,) = getattr(event, role)
            who.start, who.end, who.entity_text, who.identifier_text = start, start + len(word), word, word
    return document, analysis


DOCUMENTS = [
    marked(
        *report("a", ACCUSED, {"event": "ACCUSE", "actor": ("KEN",), "recipient": ("UGA",)}, title="Dam"),
        actor="Kenya", recipient="Uganda", trigger="condemned",
    ),
    marked(
        *report("b", SHELLED, {"event": "ASSAULT", "actor": ("ZMB",), "recipient": ("UGA",), "aux": ("negation",)},
                published="2019-11-02"),
        actor="Zandia", recipient="Uganda", trigger="fired a rifle at",
    ),
    marked(
        *report("c", FED, {"event": "ASSAULT", "actor": ("BDI",), "recipient": ("RWA",)}),
        actor="Burundi", recipient="Rwanda", trigger="shelled",
    ),
]  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path):
    with Ledger(tmp_path / "a.duckdb") as ledger:
        Writer(ledger, RUN).add(DOCUMENTS)
        yield ledger


def say(ledger: Ledger, report: int, verdict: str, **fields: Any) -> None:
    """Somebody says something of a report, and it is applied."""
    values = records_of(ledger.connection, [report])[report].values
    seen = {"kind": "report", "verdict": verdict, "name": names_of(ledger.connection, [report])[report]}
    made = NOON + timedelta(minutes=len(ledger.rows("SELECT 1 FROM corrections")))
    record(
        ledger,
        [Correction(**seen, author="Ada", made=made, field=f, after=v, before=values[f]) for f, v in fields.items()]
        or [Correction(**seen, author="Ada", made=made, before=values)],
    )
    with ledger.transaction() as connection:
        correct(connection, PloverCodebook())


# -- training ---------------------------------------------------------------------------------------------------------


def test_reviewed_reports_become_training_sentences(ledger: Ledger, tmp_path: Path) -> None:
    from redshank.training.corpus import plover_labels, read_corpus

    say(ledger, 1, "accept")
    say(ledger, 2, "correct", event="THREATEN", mode=[])
    say(ledger, 3, "reject")
    told = export_training(ledger.connection, tmp_path / "mine")
    assert (told.written, sum(told.left_out.values())) == (3, 0)
    read = read_corpus(tmp_path / "mine", plover_labels())
    parts = [
        (e.event, e.aux, e.form, *([e.text[a:b] for a, b in spans] for spans in (e.actors, e.recipients, e.triggers)))
        for e in read
    ]
    assert parts == [
        ("ACCUSE", (), "active", ["Kenya"], ["Uganda"], ["condemned"]),
        ("THREATEN", ("negation",), "negated", ["Zandia"], ["Uganda"], ["fired a rifle at"]),
        ("NONE", (), "active", ["Burundi"], ["Rwanda"], ["shelled"]),
    ]
    assert read[0].text == ACCUSED.replace("[", "(").replace("]", ")")
    assert read[2].text == FED.replace("{", "(").replace("}", ")")


def test_a_corrected_party_is_marked_where_the_sentence_names_it(ledger: Ledger, tmp_path: Path) -> None:
    from redshank.training.corpus import unmark

    say(ledger, 2, "correct", actor=[{"name": "Mara Quillon", "code": "ZMB", "sector": "CVL"}])
    export_training(ledger.connection, tmp_path)
    marked = (tmp_path / "corrections.tsv").read_text().split("\t")[4].strip()
    text, spans = unmark(marked)
    assert [text[a:b] for a, b in spans["A"]] == ["Mara Quillon"]


def test_where_marks_meet_the_party_is_kept_and_the_act_goes_around_it(tmp_path: Path) -> None:
    from redshank.training.corpus import unmark

    told = marked(*report("a", "They singled Uganda out for blame.", {"event": "ACCUSE"}), recipient="Uganda")
    told[1].events[0].evidence.append(Evidence("trigger", 5, 23))
    told[1].events[0].actor.clear()
    with Ledger(tmp_path / "a.duckdb") as ledger:
        Writer(ledger, RUN).add([told])
        say(ledger, 1, "accept")
        export_training(ledger.connection, tmp_path)
    marks = (tmp_path / "corrections.tsv").read_text().split("\t")[4].strip()
    assert marks == "They {singled} [R:Uganda] {out} for blame."
    assert unmark(marks)[0] == told[0].text


def test_what_nobody_reviewed_and_what_has_no_text_stays_here(tmp_path: Path) -> None:
    with Ledger(tmp_path / "a.duckdb") as ledger:
        Writer(ledger, RUN, "none").add(DOCUMENTS)
        say(ledger, 1, "accept")
        told = export_training(ledger.connection, tmp_path)
        assert (told.written, dict(told.left_out)) == (0, {"no text was kept": 1})
        told = export_gold(ledger.connection, tmp_path / "gold")
        assert (told.written, dict(told.left_out)) == (0, {"no text was kept": 1})


# -- gold -------------------------------------------------------------------------------------------------------------


def test_reviewed_documents_become_gold_that_the_scorer_reads(ledger: Ledger, tmp_path: Path) -> None:
    from redshank.scoring.articles import Counts, compare

    say(ledger, 1, "accept")
    say(ledger, 2, "correct", event="COERCE", place={"name": "Jinja", "country": "UGA"}, date="2019-11-01")
    say(ledger, 3, "reject")
    assert export_gold(ledger.connection, tmp_path / "gold").written == 3
    counts = Counts()
    for name, (document, analysis) in zip("abc", DOCUMENTS, strict=True):
        gold = json.loads((tmp_path / "gold" / f"{name}.gold.json").read_text())
        row = json.loads((tmp_path / "gold" / f"{name}.doc.json").read_text())
        assert (row["id"], row["text"], gold["article"]) == (name, document.text, name)
        compare(gold, analysis, row["text"], counts)
    figures = counts.figures()
    assert (figures["events"]["gold"], figures["events"]["predicted"]) == (2, 3)
    assert figures["events"]["f1"] == 0.4  # one of two is as the coder had it, and he has three
    event = json.loads((tmp_path / "gold" / "b.gold.json").read_text())["events"][0]
    assert event["date"] == {"start": "2019-11-01", "end": "2019-11-01", "resolution": "day", "assumed": False}
    assert (event["place"], event["certain"]) == ({"name": "Jinja", "country": "UGA"}, True)
    assert event["actor"] == [{"text": "Zandia", "name": "Zandia", "code": "ZMB", "sector": ["GOV"]}]


def test_reports_that_nobody_reviewed_are_uncertain_in_gold(tmp_path: Path) -> None:
    first, second = "Kenya condemned Uganda.", "Uganda condemned Kenya."
    acts = [{"event": "ACCUSE", "sentence": s} for s in (first, second)]
    with Ledger(tmp_path / "a.duckdb") as ledger:
        Writer(ledger, RUN).add([report("x/1", f"{first} {second}", *acts)])
        say(ledger, 1, "accept")
        export_gold(ledger.connection, tmp_path / "gold")
    gold = json.loads((tmp_path / "gold" / "x_1.gold.json").read_text())
    assert [(e["sentence"], e["certain"]) for e in gold["events"]] == [([first], True), ([second], False)]


# -- roster -----------------------------------------------------------------------------------------------------------


def test_names_with_corrected_codes_become_a_roster(ledger: Ledger, tmp_path: Path) -> None:
    from redshank.lexicons.overlay import roster_with, user_rows
    from redshank.lexicons.roster import key_of

    say(ledger, 2, "correct", actor=[{"name": "Zandia", "code": "TZA", "sector": "REB"}])
    say(ledger, 1, "correct", actor=[{"name": "the army", "code": "KEN", "sector": "MIL"}])  # no name
    file = tmp_path / "mine.tsv"
    assert export_roster(ledger.connection, file).written == 1
    (row,) = user_rows(str(file))
    assert (row.name, row.code, row.sector, row.start, row.end) == ("Zandia", "TZA", "REB", "2019-11-02", "2019-11-02")
    (sense,) = roster_with((str(file),)).senses(key_of("Zandia"))
    assert (sense.code, sense.sector) == ("TZA", "REB")


def test_names_that_were_right_are_in_no_roster(tmp_path: Path) -> None:
    document, analysis = report(
        "d", "Zandia and Zandia's army shelled Uganda.", {"event": "ASSAULT", "actor": ("ZMB",) * 2}
    )
    for who, sector in zip(analysis.events[0].actor, ("GOV", "MIL"), strict=True):
        who.identifier_text, who.sector = "Zandia", sector
    with Ledger(tmp_path / "a.duckdb") as ledger:
        Writer(ledger, RUN).add([(document, analysis)])
        say(ledger, 1, "accept")
        say(ledger, 1, "correct", date="2019-10-30")
        assert export_roster(ledger.connection, tmp_path / "mine.tsv").written == 0


def test_somebody_else_put_in_the_place_says_nothing_of_a_name(ledger: Ledger, tmp_path: Path) -> None:
    say(ledger, 2, "correct", actor=[{"name": "Tanzania", "code": "TZA", "sector": "GOV"}])
    assert export_roster(ledger.connection, tmp_path / "mine.tsv").written == 0


# -- lexicon ----------------------------------------------------------------------------------------------------------


def test_a_frame_that_was_corrected_again_and_again_becomes_a_row_of_the_lexicon(tmp_path: Path) -> None:
    from redshank.lexicons.frames import frames
    from redshank.lexicons.tables import numbered

    frame = frames()["condemn", "v"][0]
    trace = f"ACCUSE: 'condemned' by the frame {frame.name}"
    told = [report(f"d{n}", f"Kenya condemned house {n} as unsafe.", {"event": "ACCUSE"}) for n in range(4)]
    for _, analysis in told:
        analysis.events[0].trace.append(trace)
    with Ledger(tmp_path / "a.duckdb") as ledger:
        Writer(ledger, RUN).add(told)
        say(ledger, 1, "reject")
        say(ledger, 2, "reject")
        file = tmp_path / "frames.tsv"
        assert export_lexicon(ledger.connection, file).written == 0
        say(ledger, 3, "reject")
        say(ledger, 4, "accept")
        assert export_lexicon(ledger.connection, file).written == 1
    ((_, row),) = numbered(file.name, file.parent)
    assert (row["lemma"], row["pos"], row["event"], row["mode"]) == ("condemn", "v", "NONE", "")
    topic, _, line = frame.name.split()[0].partition(":")
    ours = dict(numbered(f"frames/{topic}.tsv"))[int(line)]
    assert (row["needs"], row["actor"], row["flags"]) == (ours["needs"], ours["actor"], ours["flags"])
