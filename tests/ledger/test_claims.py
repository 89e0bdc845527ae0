"""Contested claims: who says so, who denies it, who ruled; and that nothing is contested that nobody denies."""

from __future__ import annotations

import re
from itertools import permutations
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.ledger.made import report

from redshank.errors import CallError
from redshank.ledger import Ledger
from redshank.ledger.claim_answers import claims
from redshank.ledger.claim_words import body_of, compare, said
from redshank.ledger.claims import contest
from redshank.ledger.filters import Filter
from redshank.ledger.write import Run, Writer
from redshank.records import Analysis, Document, Entity, Evidence, Paragraph, Span, Statement

RUN = Run(coder="redshank test")


def voice(text: str, words: str, who: str, code: str | None, cue: str, kind: str = "claim", **more) -> Statement:
    """Somebody's words, wherever the text has them."""
    start = text.index(words)
    near = min((m.start() for m in re.finditer(rf"\b{cue}\b", text)), key=lambda n: abs(n - start))
    at = min((m.start() for m in re.finditer(rf"{re.escape(who)}\b", text)), key=lambda n: abs(n - near))
    to = more.pop("to", None)
    return Statement(
        speaker=Entity(
            entity_text=who, identifier_text=more.pop("name", None), code=code, sector=more.pop("sector", "GOV"),
            start=at, end=at + len(who),
        ),
        addressee=Entity(entity_text=to, code=to, sector="GOV", start=at, end=at + 1) if to else None,
        kind=kind, quotation="direct" if words.startswith('"') else "indirect",
        cue=Span(near, near + len(cue)), content=Span(start, start + len(words)),
    )  # fmt: skip


def telling(name: str, text: str, *voices: tuple, published: str = "2020-05-04", **facts) -> tuple[Document, Analysis]:
    """A report and what is said in it; each voice as ``voice`` takes it, last what more there is."""
    document = Document(
        id=name, text=text, published=published, publisher="Own Wire", paragraphs=[Paragraph(0, len(text), "body")],
        **facts,
    )  # fmt: skip
    statements = [voice(text, *v[:-1], **v[-1]) if isinstance(v[-1], dict) else voice(text, *v) for v in voices]
    return document, Analysis(id=name, published=published, statements=statements, paragraphs=document.paragraphs)


def ledger_of(path: Path, *coded: tuple[Document, Analysis], keep: str = "all") -> Ledger:
    ledger = Ledger(path)
    writer = Writer(ledger, RUN, keep)  # type: ignore[arg-type]
    for pair in coded:
        writer.add([pair])
        with ledger.transaction() as connection:
            contest(connection)
    return ledger


def rows(ledger: Ledger, asked: Filter | None = None, **options) -> list[dict]:
    return list(ledger.answer(claims, asked or Filter(), **options))


DENIED = "Chile said that Peruvian boats had cut the nets off Arica on Sunday. Peru denied it."


def denied(name: str = "d1", **facts):
    return telling(
        name, DENIED,
        ("that Peruvian boats had cut the nets off Arica on Sunday", "Chile", "CHL", "said"),
        ("it", "Peru", "PER", "denied", "denial"),
        **facts,
    )  # fmt: skip


def test_a_claim_and_its_denial_in_one_report(tmp_path: Path) -> None:
    with ledger_of(tmp_path / "a.duckdb", denied()) as ledger:
        (row,) = rows(ledger)
    assert (row["by"], row["denied_by"], row["ruled_for"]) == (["CHL"], ["PER"], None)
    assert row["words"] == "that Peruvian boats had cut the nets off Arica on Sunday"
    assert row["denial"] == "Peru denied it"
    assert DENIED[row["start"] : row["end"]] == row["words"]


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        (  # the denier goes on about something else
            "Chile said that boats had cut the nets off Arica. Peru said the fair in Tacna had begun.",
            [("that boats had cut the nets off Arica", "Chile", "CHL", "said"),
             ("the fair in Tacna had begun", "Peru", "PER", "said")],
        ),
        (  # a demand is refused, not denied
            "Chile demanded that Peru free the boat held at Ilo. Peru rejected it.",
            [("that Peru free the boat held at Ilo", "Chile", "CHL", "demanded", "demand"),
             ("it", "Peru", "PER", "rejected", "refusal")],
        ),
        (  # an offer is turned down
            "Chile said that its engineers could mend the bridge at Tacna. Peru rejected the offer.",
            [("that its engineers could mend the bridge at Tacna", "Chile", "CHL", "said"),
             ("the offer", "Peru", "PER", "rejected", "refusal")],
        ),
        (  # entry is denied, not a claim
            "Chile said that two trucks with lemons stood at Arica. Peru denied entry to the trucks.",
            [("that two trucks with lemons stood at Arica", "Chile", "CHL", "said"),
             ("entry to the trucks", "Peru", "PER", "denied", "denial")],
        ),
        (  # neither confirmed nor denied
            "Chile said that boats had cut the nets off Arica. Peru neither confirmed nor denied it.",
            [("that boats had cut the nets off Arica", "Chile", "CHL", "said"),
             ("it", "Peru", "PER", "denied", "denial")],
        ),
        (  # one and the same side
            "Peru said that boats had cut the nets off Arica. Peru denied it.",
            [("that boats had cut the nets off Arica", "Peru", "PER", "said"),
             ("it", "Peru", "PER", "denied", "denial")],
        ),
    ],
)  # fmt: skip
def test_what_nobody_denies_is_not_contested(tmp_path: Path, text: str, voices: list[tuple]) -> None:
    with ledger_of(tmp_path / "a.duckdb", telling("d", text, *voices)) as ledger:
        assert rows(ledger) == []


@pytest.mark.parametrize(
    ("denial", "words", "cue"),
    [
        ("Peru's minister said that was not true.", "that was not true", "said"),
        ('"That is a lie," said Peru\'s minister.', '"That is a lie,"', "said"),
        ("Peru's minister called this an invention.", "this an invention", "called"),
        ("Peru's minister said they had not.", "they had not", "said"),
        (
            '"No boat of ours has cut nets off Arica," Peru\'s minister replied.',
            '"No boat of ours has cut nets off Arica,"',
            "replied",
        ),
    ],
)  # fmt: skip
def test_ways_of_denying(tmp_path: Path, denial: str, words: str, cue: str) -> None:
    text = f"Chile said that Peruvian boats had cut the nets off Arica. {denial}"
    report = telling(
        "d", text,
        ("that Peruvian boats had cut the nets off Arica", "Chile", "CHL", "said"),
        (words, "Peru's minister", "PER", cue),
    )  # fmt: skip
    with ledger_of(tmp_path / "a.duckdb", report) as ledger:
        (row,) = rows(ledger)
        assert (row["by"], row["denied_by"]) == (["CHL"], ["PER"])


def test_a_denial_tells_whose_claim_it_denies(tmp_path: Path) -> None:
    text = "Peru rejected Chile's claim that Peruvian boats had cut the nets."
    report = telling(
        "d",
        text,
        ("Chile's claim that Peruvian boats had cut the nets", "Peru", "PER", "rejected", "refusal", {"to": "CHL"}),
    )
    with ledger_of(tmp_path / "a.duckdb", report) as ledger:
        (row,) = rows(ledger)
    assert (row["claimant"], row["words"]) == ("Chile", "that Peruvian boats had cut the nets")


def test_a_denial_in_the_sentence_of_the_claim(tmp_path: Path) -> None:
    text = "Chile said that Peruvian boats had cut the nets off Arica, which Peru denies."
    report = telling("d", text, ("that Peruvian boats had cut the nets off Arica", "Chile", "CHL", "said"))
    with ledger_of(tmp_path / "a.duckdb", report) as ledger:
        (row,) = rows(ledger)
    assert (row["deniers"], row["denial"]) == (["Peru"], "which Peru denies")


LATER = "Peru denied that Peruvian boats had cut the nets off Arica."
FIRST = "Chile said that Peruvian boats had cut the nets off Arica on Sunday."


def across() -> list[tuple[Document, Analysis]]:
    """A claim in one report, its denial in the next, the claim told again in a third, a court's finding in the last."""
    ruling = "A court in The Hague found that Peruvian boats had cut the nets off Arica."
    return [
        telling("d1", FIRST, ("that Peruvian boats had cut the nets off Arica on Sunday", "Chile", "CHL", "said")),
        telling("d2", LATER, ("that Peruvian boats had cut the nets off Arica", "Peru", "PER", "denied", "denial"),
                published="2020-05-09"),
        telling("d3", FIRST, ("that Peruvian boats had cut the nets off Arica on Sunday", "Chile", "CHL", "said"),
                published="2020-05-12", url="https://example.org/3"),
        telling("d4", ruling, ("that Peruvian boats had cut the nets off Arica", "A court in The Hague", "NLD", "found",
                               {"sector": "JUD"}), published="2020-07-01"),
    ]  # fmt: skip


def test_a_denial_and_a_ruling_in_later_reports(tmp_path: Path) -> None:
    with ledger_of(tmp_path / "a.duckdb", *across()) as ledger:
        (row,) = rows(ledger)
        assert (row["by"], row["denied_by"]) == (["CHL"], ["PER"])
        assert (row["body"], row["ruled_for"], row["reports"]) == (["court"], "claimant", 4)
        sides = [(s["document"], s["side"], s["role"]) for s in rows(ledger, sides=True)]
        assert sides == [
            ("d1", "claimant", "claims"), ("d2", "denier", "denies"), ("d3", "claimant", "repeats"),
            ("d4", "claimant", "finds"),
        ]  # fmt: skip
        assert len(rows(ledger, body=("court",))) == 1
        assert rows(ledger, body=("mission",)) == []
        assert rows(ledger, undecided=True) == []


def test_the_order_of_arrival_does_not_matter(tmp_path: Path) -> None:
    seen = set()
    for n, order in enumerate(permutations(across())):
        with ledger_of(tmp_path / f"{n}.duckdb", *order) as ledger:
            seen.add(str([sorted(r.items()) for sides in (False, True) for r in rows(ledger, sides=sides)]))
    assert len(seen) == 1


def test_a_denial_of_something_else_is_not_tied_to_the_claim(tmp_path: Path) -> None:
    other = "Peru denied that the price of Peruvian lemons in Arica had fallen."
    reports = [
        across()[0],
        telling(
            "d2", other, ("that the price of Peruvian lemons in Arica had fallen", "Peru", "PER", "denied", "denial")
        ),
    ]
    with ledger_of(tmp_path / "a.duckdb", *reports) as ledger:
        assert rows(ledger) == []


def test_a_denial_long_after_is_not_tied_to_the_claim(tmp_path: Path) -> None:
    late = telling(
        "d2", LATER, ("that Peruvian boats had cut the nets off Arica", "Peru", "PER", "denied", "denial"),
        published="2021-05-09",
    )  # fmt: skip
    with ledger_of(tmp_path / "a.duckdb", across()[0], late) as ledger:
        assert rows(ledger) == []


def test_a_new_version_of_a_report_takes_its_claims_along(tmp_path: Path) -> None:
    url = "https://example.org/a"
    quiet = telling("d2", "Chile and Peru met in Tacna.", url=url)
    with ledger_of(tmp_path / "a.duckdb", denied(url=url), quiet) as ledger:
        assert rows(ledger) == []
        assert ledger.rows("SELECT count(*) FROM claim_voices") == [(0,)]


def test_asking_again_changes_nothing(tmp_path: Path) -> None:
    with ledger_of(tmp_path / "a.duckdb", denied()) as ledger:
        before = ledger.rows("SELECT * FROM claims")
        with ledger.transaction() as connection:
            assert contest(connection) == 1
        assert ledger.rows("SELECT * FROM claims") == before


@pytest.mark.parametrize("keep", ["evidence", "none"])
def test_less_text_is_no_error(tmp_path: Path, keep: str) -> None:
    with ledger_of(tmp_path / "a.duckdb", denied(), keep=keep) as ledger:
        found = rows(ledger, sides=True)
    assert len(found) == (2 if keep == "evidence" else 0)


def test_filters(tmp_path: Path) -> None:
    with ledger_of(tmp_path / "a.duckdb", denied()) as ledger:
        for yes in (
            Filter(actor=("CHL",)), Filter(recipient=("PER",)), Filter(party=("Peru",)), Filter(said_by=("CHL",)),
            Filter(text=("nets",)), Filter(since="2020-05-01", until="2020-05-31"), Filter(reports=1),
        ):  # fmt: skip
            assert len(rows(ledger, yes)) == 1, yes
        for no in (
            Filter(actor=("PER",)),
            Filter(text=("lemons",)),
            Filter(until="2020-05-01"),
            Filter(event=("AID",)),
        ):
            assert rows(ledger, no) == [], no
        assert len(rows(ledger, by=("Chile",))) == 1
        with pytest.raises(CallError, match="no kind of body"):
            rows(ledger, body=("jury",))


def test_what_is_said_and_what_is_denied() -> None:
    claim = said("Nine of the men were smugglers and not shepherds")
    ruling = said("The nine men were shepherds and not smugglers")
    assert compare(claim, ruling).contrary
    assert not compare(claim, said("Nine men were smugglers")).contrary
    assert compare(said("The harbour sold 90 crates of lemons"), said("The harbour sold 12 crates of lemons")).contrary
    assert compare(
        said("The guards left the harbour tower"), said("Guards of the harbour tower are still there")
    ).contrary


@pytest.mark.parametrize(
    ("name", "codes", "body"),
    [
        ("A district court in Tacna", ["PER"], "court"),
        ("the judges' union", ["PER"], None),
        ("UN investigators", ["UNO"], "mission"),
        ("police investigators", ["PER"], None),
        ("the human rights commission", ["PER"], "commission"),
        ("Chile's government", ["CHL"], None),
    ],
)
def test_kinds_of_bodies(name: str, codes: list[str], body: str | None) -> None:
    assert body_of(name, codes) == body


def test_a_document_whose_records_were_corrected_is_read_anew(tmp_path):
    text = "Peru said its boats had stayed in port. Chile denied it."
    peru = (text, "its boats had stayed in port", "Peru", "PER", "said")
    with ledger_of(
        tmp_path / "l.duckdb", telling("d1", *peru[:1], peru[1:], ("it", "Chile", "CHL", "denied", "denial"))
    ) as held:
        assert len(rows(held)) == 1
        with held.transaction() as connection:
            connection.execute("DELETE FROM statements")
            assert contest(connection) == 1
            assert contest(connection, [1]) == 0


def told(name: str, text: str, cue: str, who: str, actor: str, to: str, aux: tuple[str, ...] = (), **facts):
    """A report whose first sentence is told as an event: an accusation, or a rejection where the cue is 'rejected'."""
    document, analysis = telling(name, text, **facts)
    sentence = text[: text.index(".") + 1]
    act = {"event": "ACCUSE", "actor": (actor,), "recipient": (to,), "sentence": sentence, "aux": aux}
    (event,) = report(name, text, act)[1].events
    event.event = ["REJECT"] if cue == "rejected" else ["ACCUSE"]
    event.evidence.append(Evidence("trigger", text.index(cue), text.index(cue) + len(cue)))
    event.actor[0].entity_text, event.actor[0].end = who, len(who)
    return document, replace(analysis, events=[event])


ACCUSED = ("Peru accused Chile of cutting the nets. Chile denied it.", "accused", "Peru", "PER", "CHL")


def test_contests_of_two_reports_are_not_one_because_their_voices_stand_side_by_side(tmp_path: Path) -> None:
    text = "Bolivia rejected Chile's claim that Bolivian lorries had blocked the road to Tacna."
    later = told("d2", text, "rejected", "Bolivia", "BOL", "CHL", published="2020-08-04")
    with ledger_of(tmp_path / "a.duckdb", told("d1", *ACCUSED), later) as ledger:
        assert [row["denied_by"] for row in rows(ledger)] == [["CHL"], ["BOL"]]
        assert ledger.rows("SELECT voice FROM claim_voices GROUP BY voice HAVING count(*) > 1") == []


@pytest.mark.parametrize("aux", ["negation", "hypothetical", "future"])
def test_who_did_not_accuse_claims_nothing(tmp_path: Path, aux: str) -> None:
    with ledger_of(tmp_path / "a.duckdb", told("d1", *ACCUSED, aux=(aux,))) as ledger:
        assert rows(ledger) == []


@pytest.mark.parametrize("town", ["Izmir", "İzmir"])  # the second is longer in lower case
def test_letters_that_grow_in_lower_case_shift_no_words(tmp_path: Path, town: str) -> None:
    text = f'"The boats came from Arica," Chile said in {town}. Peru neither confirmed nor denied it.'
    report_ = telling(
        "d", text, ('"The boats came from Arica,"', "Chile", "CHL", "said"), ("it", "Peru", "PER", "denied", "denial")
    )
    with ledger_of(tmp_path / "a.duckdb", report_) as ledger:
        assert rows(ledger) == []


def test_one_denial_in_nested_words_is_one(tmp_path: Path) -> None:
    text = "Chile said that Bolivia claimed that Peruvian boats had cut the nets off Arica, which Peru denies."
    nested = telling(
        "d", text, ("that Bolivia claimed that Peruvian boats had cut the nets off Arica", "Chile", "CHL", "said"),
        ("that Peruvian boats had cut the nets off Arica", "Bolivia", "BOL", "claimed"),
    )  # fmt: skip
    with ledger_of(tmp_path / "a.duckdb", nested) as ledger:
        deniers = [s for s in rows(ledger, sides=True) if s["side"] == "denier"]
    assert len(deniers) == 1


def test_scores_are_round(tmp_path: Path) -> None:
    with ledger_of(tmp_path / "a.duckdb", denied()) as ledger:
        found = [r["score"] for sides in (False, True) for r in rows(ledger, sides=sides)]
    assert found == [round(score, 3) for score in found]
