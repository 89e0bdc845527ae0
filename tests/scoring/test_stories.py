"""The figures of merging on stories that one can read."""

from __future__ import annotations

import json

import msgspec
from tests.ledger.made import report

from redshank.scoring.stories import score
from redshank.settings import Settings

SHELLS = "Gunners shelled the market of Dolna on Thursday and killed nine traders, the mayor said."
ACT = {"event": "ASSAULT"}


def gold(folder, *stories):
    """A folder of coded articles; each story is its name, or None, and the texts and acts of its articles."""
    rows, lines, number = [], [], 0
    for name, *articles in stories:
        for text, act in articles:
            number += 1
            document, analysis = report(f"a{number}", text, act)
            rows.append(json.dumps({"id": document.id, "text": text, "cluster": name}))
            lines.append(msgspec.json.encode({"document": document, "analysis": analysis}).decode())
    (folder / "news.jsonl").write_text("\n".join(rows))
    (folder / "coded.jsonl").write_text("\n".join(lines))
    return folder


def figures(folder):
    return score(folder, Settings())


def test_reports_of_one_story_in_one_event(tmp_path):
    found, _ = figures(gold(tmp_path, ("market", *[(SHELLS.replace("nine", n), ACT) for n in ("9", "nine", "ten")])))
    assert (found["articles"], found["stories"], found["reports"], found["events"]) == (3, 1, 3, 1)
    assert found["all"]["together"] == {"pairs": 3, "both_labelled": 3, "in_one_story": 1.0}
    assert found["all"]["main_event"] == {"stories": 1, "articles": 3, "in_one_event": 1.0}


def test_pairs_of_two_stories_and_pairs_without_a_label(tmp_path):
    found, errors = figures(gold(tmp_path, ("fair", (SHELLS, ACT)), ("market", (SHELLS, ACT)), (None, (SHELLS, ACT))))
    assert found["all"]["together"] == {"pairs": 3, "both_labelled": 1, "in_one_story": 0.0}
    assert found["all"]["main_event"]["stories"] == 0
    assert errors[0].startswith("two stories | a")


def test_a_main_event_has_a_day(tmp_path):
    later = ACT | {"date": "2019-10-20", "enddate": "2019-10-20"}
    texts = [SHELLS.replace("nine", n) for n in ("9", "nine", "ten")]
    story = ("market", *[(text, act) for act in (ACT, later) for text in texts])
    found, _ = figures(gold(tmp_path, ("fair", ("Nothing happened.", ACT)), story))
    assert found["all"]["main_event"] == {"stories": 1, "articles": 3, "in_one_event": 1.0}
    assert found["all"]["main_event_any_day"] == {"stories": 1, "articles": 6, "in_one_event": 0.5}
    assert found["development"]["main_event"]["stories"] + found["held_out"]["main_event"]["stories"] == 1
