"""Who does what to whom, by the frames: sentences of our own."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model

CASES = [
    # who telephones acts, who is called is met
    ("The Kenyan president called his Peruvian counterpart to brief him.", "CONSULT", "The K", "his Peru"),
    ("The Kenyan president telephoned the Peruvian premier.", "CONSULT", "The Kenyan", "the Peruvian"),
    # an attack that is claimed was done
    ("Boko Haram claimed responsibility for an attack on Nigerian soldiers.", "ASSAULT", "Boko Haram", "Nigerian sol"),
    ("Boko Haram claimed responsibility for the blast.", "ASSAULT", "Boko Haram", ""),
    # one's own things are no recipient
    ("Chile has offered to send troops to Peru.", "AGREE", "Chile", "Peru"),
    ("The Kenyan rebels agreed to lay down their weapons.", "CONCEDE|AGREE", "The Kenyan rebels", ""),
    # what is hit is named whole
    ("Rebels shelled a barracks in northern Mali.", "ASSAULT", "Rebels", "a barracks in northern Mali"),
    ("Peru imposed a blockade in parts of Bolivia.", "COERCE", "Peru", "parts of Bolivia"),
    # what the last of several deeds tells
    ("The Peruvian premier condemned the raids and threats made by Chile.", "ACCUSE", "The Peru", "Chile"),
    ("Peru rejected any cooperation with Chile.", "REJECT", "Peru", "Chile"),
    ("Chile supported economic assistance to Peru.", "SUPPORT", "Chile", "Peru"),
    ("Chile sent two experts to Peru.", "AID", "Chile", "Peru"),
]


@pytest.mark.parametrize(("text", "category", "actor", "recipient"), CASES)
def test_sides(parse, text, category, actor, recipient):
    events = [e for e in parse(text)._.redshank.events if set(e.event) & set(category.split("|"))]
    assert len(events) == 1
    (event,) = events
    assert event.actor[0].entity_text.startswith(actor)
    found = [e.entity_text for e in event.recipient]
    assert found[:1] == [] if not recipient else found[0].startswith(recipient)


def test_a_dismissed_minister_is_no_thing_of_ones_own(parse):
    (event,) = [e for e in parse("The Peruvian president dismissed his interior minister.")._.redshank.events]
    assert [e.entity_text for e in event.recipient] == ["his interior minister"]
