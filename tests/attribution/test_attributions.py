"""Who said what, by construction. The sentences are our own."""

from __future__ import annotations

import time

import pytest

from redshank.attribution.component import attributions_of
from redshank.language.base import prepare
from redshank.records import Document, Paragraph

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def found(parse):
    """``found(text)``: (speaker, cue, content, quotation, kind) of each attribution."""

    def run(text: str):
        doc = parse(text)
        return [
            (
                doc[slice(*a.speaker)].text if a.speaker else None,
                text[a.cue.start : a.cue.end] if a.cue else None,
                text[a.content.start : a.content.end],
                a.quotation,
                a.kind,
            )
            for a in attributions_of(doc)
        ]

    return run


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("The minister said that the bridge was closed.", "The minister", "that the bridge was closed"),
        ("The minister said the bridge was closed.", "The minister", "the bridge was closed"),
        ("The bridge was closed, the minister said.", "the minister", "The bridge was closed"),
        ("The bridge was closed, said the minister.", "the minister", "The bridge was closed"),
        ("According to the minister, the bridge was closed.", "the minister", "the bridge was closed"),
        ("The bridge was closed, according to the minister.", "the minister", "The bridge was closed"),
        ("The bridge, the minister said, was closed for repairs.", "the minister", None),
        ("The minister told reporters that the bridge was closed.", "The minister", "that the bridge was closed"),
        ("The minister vowed to reopen the bridge.", "The minister", "to reopen the bridge"),
        ("The report found that the bridge was unsafe.", "The report", "that the bridge was unsafe"),
        ("Police denied that shots had been fired.", "Police", "that shots had been fired"),
        ("The opposition condemned the arrest as illegal.", "The opposition", "the arrest as illegal"),
    ],
)
def test_speaker_and_content_by_construction(found, text, speaker, content):
    matches = [f for f in found(text) if f[0] == speaker]
    assert matches, found(text)
    assert matches[0][2] == (content or text.rstrip("."))


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "Two miners hurt in collapse: fire brigade spokesman",
            "fire brigade spokesman",
            "Two miners hurt in collapse",
        ),
        ("Poll: most voters want the bridge back", "Poll", "most voters want the bridge back"),
        ("In the minister's words, the bridge is lost.", "the minister's", "the bridge is lost"),
        ("The minister's view is that the bridge is lost.", "The minister's", "that the bridge is lost"),
        ("Her claim that the bridge was safe was rejected by the court.", "Her", "that the bridge was safe"),
        ("The union accused the mayor of taking bribes.", "The union", "the mayor of taking bribes"),
        ("The rebels urged the council to free the miners.", "The rebels", "the council to free the miners"),
        ("The mayor called the plan “a farce”.", "The mayor", "the plan “a farce”"),
        ("She was quoted by the agency as saying that talks had failed.", "She", "that talks had failed"),
    ],
)
def test_less_common_constructions(found, text, speaker, content):
    assert (speaker, content) in [(f[0], f[2]) for f in found(text)]


@pytest.mark.parametrize("text", ["Two miners were reportedly killed.", "The mayor is believed to have fled the town."])
def test_hearsay_has_no_speaker(found, text):
    assert [f[0] for f in found(text)] == [None]


def test_who_is_asked_is_not_the_speaker_of_the_question(found):
    speakers = {f[2]: f[0] for f in found('Asked about the raid, the mayor said: "No comment."')}
    assert speakers['"No comment."'] == "the mayor"
    assert speakers.get("the raid") is None


def test_quotation_marks_belong_to_the_content_and_the_full_stop_of_the_sentence_does_not(found):
    (first,) = found('"We will rebuild the bridge," the minister said.')
    assert first[:4] == ("the minister", "said", '"We will rebuild the bridge,"', "direct")


def test_quotation_goes_on_after_the_reporting_clause(found):
    text = '"We will rebuild the bridge," she said. "It will take a year. Nobody will pay."'
    (first,) = found(text)
    assert first[0] == "she"
    assert first[2] == text


def test_colon_before_a_quotation(found):
    (first,) = found("The minister said: “We will rebuild the bridge.”")
    assert first[:3] == ("The minister", "said", "“We will rebuild the bridge.”")


def test_partial_quotation_is_mixed(found):
    (first,) = found("The minister said the bridge was “a danger to all” and would close.")
    assert first[3] == "mixed"


def test_quotation_standing_alone_is_carried_on_from_the_speaker_before(found):
    text = '"The bridge is unsafe," the minister said.\n"Nobody should be using it before the spring."'
    carried = [f for f in found(text) if f[1] is None]
    assert [(f[0], f[2]) for f in carried] == [("the minister", '"Nobody should be using it before the spring."')]


def test_relative_pronoun_stands_for_the_speaker(parse):
    doc = parse("The engineer, who warned that the bridge was unsafe, was dismissed.")
    found = next(a for a in attributions_of(doc) if a.speaker_head is not None)
    assert doc[slice(*found.speaker)].text == "who"
    assert doc[found.speaker_head].text == "engineer"


def test_nesting_points_to_the_outer_attribution(parse):
    doc = parse("The minister said that the mayor had promised to rebuild the bridge.")
    found = attributions_of(doc)
    inner = next(a for a in found if a.kind == "promise")
    assert inner.parent is not None
    assert doc.text[found[inner.parent].cue.start : found[inner.parent].cue.end] == "said"


def test_addressee_is_told_from_the_content(parse):
    doc = parse("The minister told reporters that the bridge was closed.")
    (found,) = attributions_of(doc)
    assert doc[found.addressee_head].text == "reporters"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The mayor denied that he had taken money.", "denial"),
        ("The mayor promised that the road would open.", "promise"),
        ("The union demanded that the mine be closed.", "demand"),
        ("The union accused the mayor of lying.", "blame"),
        ("The mayor said that it rained.", "other"),
    ],
)
def test_kind_comes_from_the_cue_word(found, text, kind):
    assert found(text)[0][4] == kind


def test_plain_narration_holds_no_attribution(found):
    assert found("The lorry hit the bridge at noon. Two people died and the road was closed for hours.") == []


def test_transcript_labels_are_speakers(found):
    text = "REPORTER: Will the bridge open this year?\nMAYOR: We are working on it day and night."
    assert [f[2] for f in found(text) if f[1] == ":"] == [
        "Will the bridge open this year?",
        "We are working on it day and night",
    ]


NESTED = "A said that " * 10 + "the bridge was closed."


@pytest.mark.parametrize(
    "text",
    [
        "He said “the bridge is closed.\nIt rained.",
        '"' * 3000,
        "“The bridge is closed.” " * 300,
        NESTED,
        "said said said: said",
        "“”",
        ":",
        "According to",
        "X: y: z: " * 200,
        "He said, she said, " * 400,
    ],
)
def test_bad_input_neither_fails_nor_takes_long(nlp, text):
    paragraphs, at = [], 0
    for line in text.split("\n"):
        paragraphs.append(Paragraph(at, at + len(line), "body"))
        at += len(line) + 1
    parsed = prepare(nlp, Document(id="bad", text=text, paragraphs=paragraphs))
    for name in ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"):
        parsed = nlp.get_pipe(name)(parsed)
    begun = time.perf_counter()
    found = attributions_of(parsed)
    assert time.perf_counter() - begun < 3
    assert all(0 <= a.content.start < a.content.end <= len(text) for a in found)
