"""Pages -> documents, on made-up pages."""

from __future__ import annotations

import pytest

from redshank.errors import DocumentError
from redshank.reading.html import document_from_html

SENTENCES = [
    "The foreign minister of Sylvania has called on Freedonia to release the ferry that its navy seized in May.",
    "Speaking after talks in the capital, she said that the crew of eleven had to be allowed to go home at once.",
    "Freedonia maintains that the ferry was carrying weapons, a claim that the owners of the ship reject.",
    "A court in Port Amber is to hear the case on the second Tuesday of the month, its president told reporters.",
    "Both navies have kept ships in the strait since the winter, and fishermen complain that they cannot work.",
    "The two governments agreed last year that a joint commission would look into every seizure at sea.",
]
P = [f"<p>{s}</p>" for s in SENTENCES]


def page(body: str, head: str = "") -> str:
    return f"""<!DOCTYPE html><html lang="en"><head><title>Sylvania wants ferry back - The Herald</title>
<meta property="og:title" content="Sylvania wants ferry back"><meta property="og:site_name" content="The Herald">
<meta name="author" content="Jane Doe"><meta property="article:published_time" content="2019-06-03T10:00:00Z">
<link rel="canonical" href="https://herald.example.org/ferry">{head}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sea">News from the sea</a></li></ul></nav>
{body}
<footer>Copyright 2019 The Herald. All rights reserved.</footer></body></html>"""


PLAIN = page(f"<article><h1>Sylvania wants ferry back</h1>{''.join(P)}</article>")


def test_article_and_metadata():
    document = document_from_html(PLAIN)
    assert document.text == "\n".join(SENTENCES)
    assert document.title == "Sylvania wants ferry back"
    assert (document.published, document.published_source) == ("2019-06-03", "metadata")
    assert document.authors == ["Jane Doe"]
    assert document.publisher == "The Herald"
    assert document.url == "https://herald.example.org/ferry"
    assert document.language == "en"


def test_paragraphs_index_into_the_text():
    document = document_from_html(PLAIN)
    assert [document.text[p.start : p.end] for p in document.paragraphs] == SENTENCES
    assert {p.kind for p in document.paragraphs} == {"body"}


@pytest.mark.parametrize(
    "extra",
    [
        '<p><a href="/x">Ten ferries that changed the course of history</a></p>',
        '<p>Read more: <a href="/x">The ferry that never came home</a></p>',
        '<ul><li><a href="/a">The ferry that never came home</a></li><li><a href="/b">Five facts</a></li></ul>',
        '<div class="newsletter-signup"><p>Get the news from the coast every morning, free of charge.</p></div>',
        '<div style="display: none"><p>You have read two of your three free articles in this month.</p></div>',
        "<p>Sign up for our newsletter to get the news from the coast.</p>",
        "<script>document.write('<p>The army of Sylvania has surrendered, said nobody.</p>')</script>",
    ],
)
def test_furniture_inside_the_article_goes(extra):
    html = page(f"<article><h1>Sylvania wants ferry back</h1>{P[0]}{P[1]}{P[2]}{extra}{P[3]}{P[4]}</article>")
    assert document_from_html(html).text == "\n".join(SENTENCES[:5])


def test_hidden_portrait_inside_a_sentence_goes():
    linked = P[0].replace("Sylvania", 'Sylvania<span class="tooltip-block">Sylvania: a republic by the sea</span>', 1)
    html = page(f"<article>{linked}{''.join(P[1:])}</article>")
    assert document_from_html(html).text.startswith(SENTENCES[0])


def test_article_in_a_holder_with_a_name_of_furniture_stays():
    html = page(f"<div class='social-share-page'><h1>Sylvania wants ferry back</h1>{''.join(P)}</div>")
    assert document_from_html(html).text == "\n".join(SENTENCES)


def test_article_cut_in_two_holders_is_put_together():
    cut = '<div class="grid article__body">{}</div>'
    html = page(cut.format("".join(P[:3])) + "<div class='ad'>Advertisement</div>" + cut.format("".join(P[3:])))
    assert document_from_html(html).text == "\n".join(SENTENCES)


def test_text_with_line_breaks_instead_of_paragraphs():
    html = page(f"<div><h1>Sylvania wants ferry back</h1><div class='content'>{'<br><br>'.join(SENTENCES)}</div></div>")
    assert document_from_html(html).text == "\n".join(SENTENCES)


def test_quoted_post_stays():
    post = (
        '<div class="social-embed"><blockquote class="twitter-tweet"><p>We will not release the ferry before the court '
        'has spoken.</p>— Navy of Freedonia (@navy) <a href="https://example.org">June 2, 2019</a></blockquote></div>'
    )
    html = page(f"<article>{P[0]}{P[1]}{post}{''.join(P[2:])}</article>")
    assert "We will not release the ferry" in document_from_html(html).text


def test_agency_in_the_credit_line_is_kept_as_a_field():
    html = page(f"<article>{''.join(P)}<p>Reporting by Tom Sample; Editing by Reuters staff</p></article>")
    document = document_from_html(html)
    assert document.credits == ["Reuters"]
    assert "Reporting by" not in document.text


def test_article_body_of_linked_data_where_the_page_is_empty():
    body = " ".join(SENTENCES)
    data = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{body}"}}</script>'
    assert document_from_html(page("<div id='app'></div>", data)).text == body


@pytest.mark.parametrize(
    "html",
    [
        "<html><body><form>User <input> Password <input></form></body></html>",
        "<html></html>",
        "",
        "<",
        "<" * 10_000,
    ],
)
def test_page_without_article_is_one_clear_line(html):
    with pytest.raises(DocumentError, match="there is no article on the page"):
        document_from_html(html)


def test_nesting_ten_thousand_deep():
    html = "<html><body>" + "<div>" * 10_000 + "".join(P) + "</div>" * 10_000 + "</body></html>"
    assert SENTENCES[2] in document_from_html(html).text


def test_unclosed_tags():
    html = "<html><body>" + "<b><i><a href=x>" * 2_000 + "".join(P)
    assert SENTENCES[2] in document_from_html(html).text


def test_entity_bomb_is_not_expanded():
    entities = "".join(f'<!ENTITY b{i + 1} "{f"&b{i};" * 10}">' for i in range(9))
    html = f'<!DOCTYPE html [<!ENTITY b0 "boom">{entities}]><html><body><p>&b9;</p>{"".join(P)}</body></html>'
    assert len(document_from_html(html).text) < 2 * len("".join(SENTENCES))


def test_page_with_too_many_elements_is_refused():
    with pytest.raises(DocumentError, match="elements, which no report has"):
        document_from_html("<html><body>" + "<br>" * 150_001 + "</body></html>")


def test_other_language_is_refused_or_named():
    german = (
        "<p>Der Außenminister sagte, die Regierung werde die Truppen bald aus dem Grenzgebiet abziehen.</p>"
        "<p>Die Opposition kritisierte den Schritt und forderte weitere Gespräche mit den Nachbarn im Norden.</p>"
        "<p>Am Mittwoch soll das Parlament über den Vertrag abstimmen, den beide Länder geschlossen haben.</p>"
    )
    html = f"<html><body><article>{german}</article></body></html>"
    with pytest.raises(DocumentError, match="is in German"):
        document_from_html(html)
    assert document_from_html(html, any_language=True).language == "de"
