"""Paragraphs and their kinds, on made-up reports in the layouts that occur."""

from __future__ import annotations

import pytest

from redshank.reading.layout import blocks
from redshank.reading.paragraphs import split_paragraphs

LEAD = "VORZA -- The foreign minister of Sylvania has called on Freedonia to release the ferry that its navy seized."
SECOND = "Speaking after talks in the capital, she said that the crew of eleven had to be allowed to go home at once."
THIRD = "Freedonia maintains that the ferry was carrying weapons, a claim that the owners reject."


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(p.kind, text[p.start : p.end]) for p in split_paragraphs(text, title)]


def kind_of(piece: str, text: str, title: str | None = None) -> str:
    return next(kind for kind, found in kinds(text, title) if found == piece)


def pieces(text: str) -> list[str]:
    return [text[a:b] for a, b in blocks(text)]


def test_blank_lines_part_paragraphs():
    assert pieces(f"{LEAD}\n\n{SECOND}\n \n\n{THIRD}\n") == [LEAD, SECOND, THIRD]


def test_one_paragraph_a_line():
    assert pieces(f"{LEAD}\n{SECOND}\n{THIRD}") == [LEAD, SECOND, THIRD]


def test_everything_in_one_line_is_one_body_paragraph():
    text = f"{LEAD} {SECOND} {THIRD}"
    assert kinds(text) == [("body", text)]


def test_windows_line_ends_and_hard_spaces():
    assert pieces(f"{LEAD}\r\n\r\n\xa0{SECOND}\xa0\r\n") == [LEAD, SECOND]


WRAPPED = (
    "The harbour of Port Amber was closed on Monday after a mine was\n"
    "found near the pier, the mayor said. Divers from the navy of the\n"
    "republic were on their way and ships had been told to wait in the\n"
    "bay until further notice.\n"
    "\n"
    "Two fishing boats had left before dawn and could not be reached,\n"
    "according to the coast guard. A helicopter was looking for them\n"
    "along the coast north of the town.\n"
)


def test_wrapped_lines_do_not_start_paragraphs():
    found = pieces(WRAPPED)
    assert len(found) == 2
    assert found[1].startswith("Two fishing boats")


def test_indentation_parts_wrapped_paragraphs():
    text = WRAPPED.replace("\n\nTwo", "\n    Two")
    assert [p[:9] for p in pieces(text)] == ["The harbo", "Two fishi"]


def test_a_line_that_starts_small_carries_on_the_line_above():
    assert pieces(f"{LEAD}\nThe ministry said that it\nwould\nnot answer before Friday.\n{THIRD}") == [
        LEAD,
        "The ministry said that it\nwould\nnot answer before Friday.",
        THIRD,
    ]


def test_every_character_but_white_space_is_in_a_paragraph():
    text = f"Skip to content\n\n{LEAD}\n  • Read more\n\n\n{SECOND}\n"
    covered = "\n".join(text[p.start : p.end] for p in split_paragraphs(text))
    assert covered.split() == text.split()


PAGE = f"""Skip to main content

Top Stories

Sylvania Demands That Freedonia Release Ferry And Crew

The ferry Blue Star (right) and a patrol boat in the harbour of Vorza on May 3.
The ferry Blue Star (right) and a patrol boat in the harbour of Vorza on May 3.

By Ann Example and Tom Sample

{LEAD}

{SECOND}

Talks In June

{THIRD}

With reporting by Reuters and dpa
  • 640x360 Image

    The Vorza Desk

    The Vorza Desk covers the coast for the Sylvania Herald, and its readers have doubled since the war.

The Sylvania Herald has been declared an "undesirable organization" by Freedonia.

To find out more, click here.
"""


@pytest.mark.parametrize(
    ("piece", "kind"),
    [
        ("Skip to main content", "furniture"),
        ("Top Stories", "furniture"),
        ("Sylvania Demands That Freedonia Release Ferry And Crew", "headline"),
        ("The ferry Blue Star (right) and a patrol boat in the harbour of Vorza on May 3.", "caption"),
        ("By Ann Example and Tom Sample", "byline"),
        (LEAD, "body"),
        (SECOND, "body"),
        ("Talks In June", "subheading"),
        (THIRD, "body"),
        ("With reporting by Reuters and dpa", "credit"),
        ("• 640x360 Image", "furniture"),
        ("The Vorza Desk", "furniture"),
        ("To find out more, click here.", "furniture"),
    ],
)
def test_kinds_of_a_page_with_all_its_furniture(piece, kind):
    assert kind_of(piece, PAGE) == kind


def test_both_copies_of_a_caption_are_captions():
    assert [kind for kind, _ in kinds(PAGE)].count("caption") == 2


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Ten ferries that changed history",
        "Slideshow (25 Images)",
        "Advertisement",
        "Scroll down for video",
        "Sign up for our newsletter and read the news from the coast every morning",
        "Copyright 2019 The Sylvania Herald. All rights reserved.",
        "Read or Share this story: https://example.org/x1",
        "Follow us on Facebook and Twitter.",
        "___",
        "https://example.org/gallery",
        "The ministers' programme in full: example.org/p/2019",
    ],
)
def test_furniture_between_paragraphs(line):
    assert kind_of(line, f"{LEAD}\n{SECOND}\n{line}\n{THIRD}") == "furniture"


@pytest.mark.parametrize(
    "line",
    [
        "A woman waits for news of the ferry in Port Amber, Sylvania, May 4, 2019. REUTERS/Tom Sample",
        "FILE - In this May 3 photo, the ferry lies off Vorza.",
        "Sailors carry sandbags to the pier of Port Amber (Getty)",
        "Jane Doe/The Herald",
        "Photograph: Jane Doe/AP",
    ],
)
def test_captions_and_picture_credits(line):
    assert kind_of(line, f"{LEAD}\n{SECOND}\n{line}\n{THIRD}") == "caption"


@pytest.mark.parametrize(
    "line",
    [
        "The army shared photos of the shelling on Twitter and asked readers to subscribe to its channel for more "
        "updates about the fighting in the north, a spokesman said.",
        "Video of the attack showed two soldiers leaving the building.",
        '"We will not leave," said the mayor',
        "More troops were sent to the border on Friday.",
        "Search parties found the wreck near the cape.",
        "He said: the ferry must come home.",
        "Follow-up talks were held in Vorza on Tuesday.",
    ],
)
def test_article_sentences_that_look_like_furniture_stay_body(line):
    assert kind_of(line, f"{LEAD}\n{SECOND}\n{line}\n{THIRD}") == "body"


def test_a_body_paragraph_without_full_stop_stays_body():
    line = "The tribunal sat in Vorza. It rejected the claim on the grounds set out in the Law of the Sea"
    assert kind_of(line, f"{LEAD}\n{SECOND}\n{line}\n{THIRD}") == "body"


def test_a_text_cut_off_in_its_last_sentence_keeps_it():
    line = "The prime minister, who was on a visit to the islands, is expected to answer in parliament on"
    assert kind_of(line, f"{LEAD}\n{SECOND}\n{line}") == "body"


def test_title_is_known_again_whatever_its_case_and_site_name():
    text = f"SYLVANIA WANTS FERRY BACK\n{LEAD}\n{SECOND}"
    assert kind_of("SYLVANIA WANTS FERRY BACK", text, "Sylvania wants ferry back | The Herald") == "headline"


def test_a_lone_sentence_is_body_even_without_full_stop():
    assert kinds("Rebels seize the airport of Vorza") == [("body", "Rebels seize the airport of Vorza")]


def test_links_below_their_heading_are_furniture():
    text = f"{LEAD}\n{SECOND}\n{THIRD}\nRead more:\nThe ferry that never came home\nFive questions about the strait"
    assert [kind for kind, _ in kinds(text)] == ["body"] * 3 + ["furniture"] * 3


def test_biography_at_the_end_is_furniture_and_in_the_middle_is_not():
    bio = "Jane Doe is a reporter who covers shipping for the Herald."
    assert kind_of(bio, f"{LEAD}\n{SECOND}\n{THIRD}\n{bio}") == "furniture"
    assert kind_of(bio, f"{LEAD}\n{bio}\n{SECOND}\n{THIRD}") == "body"


def test_bare_dateline_is_body():
    text = f"VORZA, Sylvania (AP) _\n\n{SECOND}\n\n{THIRD}"
    assert kind_of("VORZA, Sylvania (AP) _", text) == "body"


def test_time_of_day_over_a_section_is_no_furniture():
    assert kind_of("7 p.m.", f"{LEAD}\n7 p.m.\n{SECOND}\n{THIRD}") != "furniture"


def test_several_unpunctuated_long_lines_are_captions():
    one = "Hundreds of people gathered on the pier to wait for the men of the ferry"
    two = "The navy keeps the ship in a harbour that is closed to the public"
    three = "Fishermen say that they have not been able to work since the winter came"
    text = "\n".join((LEAD, one, SECOND, two, THIRD, three, LEAD, SECOND))
    assert kind_of(one, text) == kind_of(two, text) == kind_of(three, text) == "caption"
    assert kind_of(one, "\n".join((LEAD, one, SECOND, two, THIRD))) == "body"


MENU = f"""Skip to content
The Vorza Herald
Home
News
Business
Sylvania demands that Freedonia release ferry and crew
31 October 2019
Share
{LEAD}
{SECOND}
{THIRD}
Related Topics
Shipping
Sylvania
The strait in five maps
Storm leaves thousands without power
2 hours ago"""


def test_menus_before_and_link_lists_after_the_article():
    body = [piece for kind, piece in kinds(MENU) if kind == "body"]
    assert body == [LEAD, SECOND, THIRD]
    assert kind_of("Sylvania demands that Freedonia release ferry and crew", MENU) == "headline"


def test_a_menu_is_no_wrapped_text():
    assert pieces("Skip links\nplay\nlive now\nMenu\nnews\nopinion of the day\nSport")[:3] == [
        "Skip links",
        "play",
        "live now",
    ]


def test_a_list_announced_by_a_colon_at_the_end_stays():
    text = f"{LEAD}\n{SECOND}\nThe ships seized this year are:\nBlue Star\nMorning Light"
    assert kind_of("Morning Light", text) == "body"


def test_a_note_about_the_author_on_top_is_furniture():
    note = "Jane Doe is a columnist for the Herald. Follow her @janedoe."
    assert kind_of(note, f"{note}\n{LEAD}\n{SECOND}") == "furniture"


def test_numbered_pictures_are_captions():
    text = "\n".join(
        [
            "Rain fell on the capital of Ruritania for a third day on Monday.",
            "1/3 A woman crosses a flooded street in the old town.",
            "2/3 Boats lie on the quay. The harbour was closed on Sunday.",
            "3/3 The premier visits a school that took in families.",
            "The premier promised help to the families on Tuesday.",
        ]
    )
    assert [p.kind for p in split_paragraphs(text)] == ["body", "caption", "caption", "caption", "body"]
