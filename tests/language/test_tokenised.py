"""Texts that a tokeniser pulled apart: parsed whole, kept as read."""

from __future__ import annotations

import pytest

from redshank.language.tokenised import is_tokenised, put_together
from redshank.records import Paragraph


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Norland 's army left the port , a spokesman said .", "Norland's army left the port, a spokesman said."),
        ("Norland ’ s guards did n't fire .", "Norland’s guards didn't fire."),
        ("The islands don ’ t want a base .", "The islands don’t want a base."),
        ("The pilots ' union struck on Nov . 3 .", "The pilots' union struck on Nov. 3."),
        ("About 3 , 400 guards ( 7 . 5 percent ) left .", "About 3,400 guards (7.5 percent) left."),
        ("It paid $ 2 , 500 at 06 : 30 .", "It paid $2,500 at 06:30."),
        ("The U . N . envoy met Mr . Hald and J . Brink .", "The U.N. envoy met Mr. Hald and J. Brink."),
        ("The vice - president met al - Hadi .", "The vice-president met al-Hadi."),
        ('He called it " a trap " and left .', 'He called it "a trap" and left.'),
        ("He called it `` a trap '' -LRB- again -RRB- .", 'He called it "a trap" (again).'),
        ("Jos é Br ú ñ ez met Ren é and left .", "José Brúñez met René and left."),
        ("The port -- and the town -- fell .", "The port -- and the town -- fell."),
    ],
)
def test_the_text_is_put_together(text, whole):
    found = put_together(text)
    assert found is not None
    assert found.text == whole
    assert len(found.starts) == len(found.ends) == len(whole)
    assert all(a < b <= len(text) for a, b in zip(found.starts, found.ends, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "Norland's army left the port, a spokesman said.",
        "He left , then, after a while, came back .",
        "A slip of the hand . It is mended here.",
        "no marks at all",
        "",
    ],
)
def test_other_text_is_left_alone(text):
    assert not is_tokenised(text)
    assert put_together(text) is None


def test_paragraphs_keep_their_places():
    text = "Norland left .\n\nThe islands stayed , too ."
    whole = put_together(text)
    found = whole.paragraphs([Paragraph(0, 14, "headline"), Paragraph(16, len(text), "body")])
    assert [(whole.text[p.start : p.end], p.kind) for p in found] == [
        ("Norland left.", "headline"),
        ("The islands stayed, too.", "body"),
    ]


TEXT = "Kenya ’ s army shelled a base of Al - Shabaab on Nov . 3 , a spokesman said .\n\nAbout 3 , 400 people fled ."


@pytest.mark.model
def test_offsets_point_into_the_text_as_read(parse):
    doc = parse(TEXT)
    assert doc.text == TEXT
    assert [t.text for t in doc if " " in t.text] == ["’ s", "Nov .", "3 , 400"]
    assert len([s for s in doc.sents if s.text.strip()]) == 2
    [event] = [e for e in doc._.redshank.events if e.event == ["ASSAULT"]]
    assert [e.entity_text for e in event.actor] == ["Kenya ’ s army"]
    for entity in (*event.actor, *event.recipient):
        assert TEXT[entity.start : entity.end] == entity.entity_text


@pytest.mark.model
def test_the_parse_is_that_of_the_text_put_together(parse):
    apart, together = parse(TEXT), parse(put_together(TEXT).text)
    told = [(t.tag_, t.dep_, t.head.i, t.lemma_, t.ent_type_) for t in apart]
    assert told == [(t.tag_, t.dep_, t.head.i, t.lemma_, t.ent_type_) for t in together]
