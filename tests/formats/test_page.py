"""The page of ``redshank inspect --html``: all of the text and its layers, and nothing of what a report smuggles in."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

import pytest
from lxml import html

from redshank.errors import CallError
from redshank.formats.page import Mark, PageWriter, cut, element, link, page, report
from redshank.records import (
    Analysis,
    CiteInfo,
    Document,
    Due,
    Entity,
    Event,
    Evidence,
    Paragraph,
    Place,
    Span,
    Statement,
    TextInfo,
    TimeExpression,
)

TEXT = "Home <b>&amp;\n\nKenya's army condemned Ghana on Monday, a paper said.\n\nSubscribe\n\nShare"
KENYA = Entity(
    entity_text="Kenya's army", identifier_text="Kenya", identifier_id="Q114", code="KEN", sector="MIL",
    start=15, end=27,
)  # fmt: skip
GHANA = Entity(entity_text="Ghana", identifier_text="Ghana", code="GHA", sector="GOV", start=38, end=43)
PAPER = Entity(entity_text="a paper", sector="JRN", start=55, end=62)
EVENT = Event(
    id="d-1", doc_id="d", date="2021-06-14", enddate="2021-06-14", date_resolution="day", date_assumed=True,
    actor=[KENYA], recipient=[GHANA], event=["ACCUSE"], mode=["disapprove"], context=["military"], aux=["negation"],
    said_by=[PAPER], event_loc=Place(start=38, end=43, extracted_place="Ghana", geonameid=2300660, country_code="GHA"),
    event_text=["condemned"], quad_code=3, event_scale=-2.0, cameo="111", goldstein=-2.0,
    text_info=TextInfo(2, 15, 68),
    evidence=[
        Evidence("sentence", 15, 68), Evidence("actor", 15, 27), Evidence("trigger", 28, 37),
        Evidence("recipient", 38, 43), Evidence("said_by", 55, 62), Evidence("time", 47, 53),
    ],
    trace=["frame: accuse.condemn"], confidence=0.9, cite_info=CiteInfo(coder="redshank"),
)  # fmt: skip
STATEMENT = Statement(
    speaker=PAPER, addressee=GHANA, kind="blame", cue=Span(63, 67), content=Span(15, 53),
    due=Due("2021-06-15", "2021-06-30"), contested_by="Ghana's minister",
)  # fmt: skip
DOCUMENT = Document(
    id="d", text=TEXT, title="Kenya and Ghana", published="2021-06-16", published_source="given", publisher="The Wire",
    url="https://example.org/a?b=1&c=2", authors=["A. Writer"], credits=["Reuters", "AP"],
    paragraphs=[
        Paragraph(0, 13, "furniture"), Paragraph(15, 68, "body"), Paragraph(70, 79, "furniture"),
        Paragraph(81, 86, "furniture"),
    ],
)  # fmt: skip
ANALYSIS = Analysis(
    id="d", events=[EVENT], statements=[STATEMENT],
    times=[TimeExpression(start=47, end=53, value="2021-06-14", type="DATE", begin="2021-06-14", finish="2021-06-14")],
    places=[
        Place(start=15, end=20, extracted_place="Kenya", country_code="KEN", lat=1.0, lon=38.0),
        Place(start=38, end=43, extracted_place="Ghana", country_code="GHA"),
    ],
)  # fmt: skip
HOSTILE = (
    "\"><script>alert(1)</script><img src=x onerror=alert(2)> ' </title></style> $style "
    "\u202eevil\u202c \x00\x1b \ud800"
)


def written(tmp_path, *reports: tuple[Document, Analysis]) -> html.HtmlElement:
    path = tmp_path / "out.html"
    with PageWriter(path) as writer:
        for document, analysis in reports:
            writer.write(document, analysis)
    return html.document_fromstring(path.read_bytes().decode("utf8"))


@pytest.fixture
def tree(tmp_path):
    return written(tmp_path, (DOCUMENT, ANALYSIS))


def words(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def test_text_is_cut_at_every_border_of_a_span():
    spans = [Mark(0, 6, "a"), Mark(4, 9, "b"), Mark(4, 5, "c"), Mark(20, 30, "d")]
    found = [(start, end, "".join(s.layer for s in covering)) for start, end, covering in cut(2, 12, spans)]
    assert found == [(2, 4, "a"), (4, 5, "abc"), (5, 6, "ab"), (6, 9, "b"), (9, 12, "")]
    assert cut(3, 3, spans) == []


def test_all_of_the_text_is_there_and_only_the_numbers_of_events_are_added(tree):
    shown = tree.xpath("//p/span[@class='words']")
    assert [p.getparent().get("class") for p in shown] == ["furniture grey", "body", "furniture grey", "furniture grey"]
    for mark in tree.xpath("//a[@class='mark']"):
        assert mark.getprevious().text == "condemned"
        mark.text = None
    assert [p.text_content() for p in shown] == [TEXT[p.start : p.end] for p in DOCUMENT.paragraphs]


def test_a_piece_of_text_has_the_classes_of_all_its_layers(tree):
    layers = {span.text: set(span.get("class").split()) - {"m"} for span in tree.xpath("//p//span[@data-of]")}
    assert layers == {
        "Kenya": {"place", "said", "actor"},
        "'s army": {"said", "actor"},
        " ": {"said"},
        "condemned": {"said", "act"},
        "Ghana": {"place", "said", "recipient"},
        " on ": {"said"},
        "Monday": {"time", "said"},
        "a paper": {"speaker", "word"},
        "said": {"cue"},
    }


def test_furniture_that_stands_together_is_folded(tree):
    assert [words(s) for s in tree.xpath("//details[@class='furniture']/summary")] == [
        "furniture, 1 paragraph: Home <b>&amp;",
        "furniture, 2 paragraphs: Subscribe",
    ]


def test_rows_and_words_lead_to_each_other(tree):
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for link_ in tree.xpath("//a[starts-with(@href, '#')]"):
        assert link_.get("href")[1:] in ids
    assert tree.xpath("//a[@class='mark']/@href") == ["#r1-e1"]
    assert tree.xpath("//span[@id='r1-e1-words']/following-sibling::span[1]")[0].text == "condemned"
    lit = {span.text for span in tree.xpath("//span[contains(@data-of, 'r1-e1')]")}
    assert lit == {"Kenya", "'s army", "condemned", "Ghana", "Monday", "a paper"}
    near = "".join(span.text for span in tree.xpath("//span[@data-near='r1-e1']"))
    assert near == TEXT[15:68]


def test_the_tables_tell_all_of_an_event_and_a_statement(tree):
    [event] = tree.xpath("//table[@class='events']/tbody")
    for told in (
        "ACCUSE disapprove negation", "“condemned”", "Kenya KEN MIL “Kenya's army”", "Ghana GHA GOV",
        "2021-06-14 assumed", "a paper JRN", "111 (-2)", "0.90", "frame: accuse.condemn",
        "verbal conflict; PLOVER score -2", "Contexts: military",
    ):  # fmt: skip
        assert told in words(event), told
    assert event.xpath(".//details/summary")
    [statement] = tree.xpath("//table[@class='statements']/tbody")
    for told in ("a paper JRN", "Ghana GHA GOV", "blame indirect", TEXT[15:53], "by 2021-06-30", "Ghana's minister"):
        assert told in words(statement), told
    assert [words(s) for s in tree.xpath("//div[@class='side']/details/summary")] == ["Times: 1", "Places: 2"]


def test_the_head_of_a_report_tells_where_it_is_from(tree):
    head = words(tree.xpath("//article/header")[0])
    for told in ("Kenya and Ghana", "The Wire", "2021-06-16 (given)", "A. Writer", "Reuters, AP", DOCUMENT.url):
        assert told in head, told
    assert DOCUMENT.url in tree.xpath("//article/header//a/@href")


def test_every_layer_has_a_switch_and_a_style(tree):
    style = tree.xpath("//style")[0].text
    switches = {box.get("id").removeprefix("show-") for box in tree.xpath("//input[@type='checkbox' and @checked]")}
    layers = {name for value in tree.xpath("//p//span/@class") for name in value.split()} - {"m", "words", "kind"}
    assert layers == switches - {"kinds"}
    for name in layers:
        assert f":has(#show-{name}:checked) .{name} {{" in style
    assert all(label.xpath(".//input") for label in tree.xpath("//label"))


def test_the_policy_names_the_very_style_and_script_and_nothing_else(tree):
    [policy] = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert set(rules) == {"default-src", "style-src", "script-src", "base-uri", "form-action"}
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for name in ("style", "script"):
        [node] = tree.xpath(f"//{name}")
        assert rules[f"{name}-src"] == f"'sha256-{b64encode(sha256(node.text.encode()).digest()).decode()}'"
    assert not tree.xpath("//@style")


@pytest.mark.parametrize("name", ["page.css", "page.js", "page.html"])
def test_the_page_fetches_nothing(name):
    asset = (files("redshank.formats") / "data" / name).read_text(encoding="utf8")
    assert not re.search(r"https?:|url\(|@import|\bsrc=|<link|fetch\(|innerHTML", asset)
    assert asset.count("</style") == asset.count("</script") == (1 if name == "page.html" else 0)


def hostile() -> tuple[Document, Analysis]:
    """A report each of whose strings tries to get out."""
    entity = Entity(entity_text=HOSTILE, identifier_text=HOSTILE + "!", identifier_id="Q1/../x", code=HOSTILE,
                    sector=HOSTILE, office=HOSTILE, start=0, end=5)  # fmt: skip
    place = Place(start=2, end=6, extracted_place=HOSTILE, resolved_place=HOSTILE, country_code=HOSTILE)
    fields = {name: [HOSTILE] for name in ("event", "mode", "context", "aux", "event_text", "trace")}
    sides = {name: [entity] for name in ("actor", "recipient", "said_by")}
    event = EVENT.__class__(
        **{name: getattr(EVENT, name) for name in EVENT.__struct_fields__}
        | fields | sides | {"id": HOSTILE, "date": HOSTILE, "enddate": "x", "cameo": HOSTILE, "event_loc": place}
    )  # fmt: skip
    document = Document(
        id=HOSTILE, text=HOSTILE, title=HOSTILE, published=HOSTILE, publisher=HOSTILE, url="javascript:alert(3)",
        authors=[HOSTILE], credits=[HOSTILE], paragraphs=[Paragraph(0, len(HOSTILE) + 9, "body")],
    )  # fmt: skip
    time = TimeExpression(start=1, end=9, value=HOSTILE, type="DATE", begin=HOSTILE)
    statement = Statement(
        speaker=entity, addressee=entity, content=Span(3, 30), contested_by=HOSTILE, due=Due("", HOSTILE)
    )
    return document, Analysis(id=HOSTILE, events=[event], statements=[statement], times=[time], places=[place])


def test_a_hostile_report_stays_text(tmp_path):
    tree = written(tmp_path, hostile(), hostile())
    assert len(tree.xpath("//script")) == len(tree.xpath("//style")) == len(tree.xpath("//title")) == 1
    assert not tree.xpath("//img | //iframe | //object | //link | //base")
    assert not [name for node in tree.iter() for name in node.attrib if name.startswith("on")]
    assert all(re.match(r"#r\d|#reports$", href) for href in tree.xpath("//@href"))
    shown = tree.xpath("//span[@class='words']")[0].text_content()
    assert "<script>alert(1)</script>" in shown
    assert "⟨U+202E⟩evil⟨U+202C⟩ ⟨U+0000⟩⟨U+001B⟩ ⟨U+D800⟩" in shown
    assert "$style" in shown
    raw = (tmp_path / "out.html").read_text(encoding="utf8")
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", raw)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", " javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "//x.org", "https:", "http://[",
     "file:///etc/passwd", "vbscript:x", "java\nscript:x", "https:javascript:x", "x"],
)  # fmt: skip
def test_only_addresses_of_the_web_are_links(url):
    assert link(url, "<x>") == "&lt;x&gt;"


def test_an_address_cannot_leave_its_attribute():
    made = link('https://x.org/"onclick="x', "x")
    assert made == '<a href="https://x.org/&quot;onclick=&quot;x" rel="noopener noreferrer">x</a>'


def test_elements_escape_text_and_take_markup():
    assert element("p", "<", element("b", "&"), None, "", class_="a\"'") == (
        '<p class="a&quot;&#x27;">&lt;<b>&amp;</b></p>'
    )


def test_several_reports_have_a_list(tmp_path, tree):
    assert not tree.xpath("//nav")
    assert tree.xpath("//title/text()") == ["Kenya and Ghana"]
    several = written(tmp_path, (DOCUMENT, ANALYSIS), (Document(id="e", text="No."), Analysis(id="e")))
    assert several.xpath("//nav//a/@href") == ["#r1", "#r2"]
    assert several.xpath("//nav//a/bdi/text()") == ["Kenya and Ghana", "e"]
    assert several.xpath("//article/@id") == ["r1", "r2"]
    ids = several.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert several.xpath("//article[2]//span[@class='words']")[0].text_content() == "No."
    assert "No events." in words(several.xpath("//article[2]")[0])


def test_equal_reports_give_equal_pages():
    made = [page([("r1", DOCUMENT, 1)], [report(DOCUMENT, ANALYSIS, "r1")]) for _ in range(2)]
    assert made[0] == made[1]


def test_a_page_is_whole_or_absent(tmp_path):
    path = tmp_path / "out.html"
    path.write_text("before")
    writer = PageWriter(path)
    writer.write(DOCUMENT, ANALYSIS)
    assert path.read_text() == "before"
    with pytest.raises(RuntimeError), writer:
        raise RuntimeError
    assert [p.name for p in tmp_path.iterdir()] == ["out.html"]
    assert path.read_text() == "before"
    with PageWriter(path):
        pass
    assert [p.name for p in tmp_path.iterdir()] == ["out.html"]
    assert "No reports." in path.read_text(encoding="utf8")


def test_a_page_that_cannot_be_written_is_a_bad_call(tmp_path):
    for path in (tmp_path, tmp_path / "nowhere" / "out.html"):
        with pytest.raises(CallError, match=str(path)):
            PageWriter(path)
