"""Parses hostile HTML within limits and prepares the tree for the extractor.

Preparation mends what extractors stumble over on news pages: hidden text inside sentences, an article cut into
several holders by advertisements, text in a holder without paragraph tags, links to other stories between paragraphs.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from redshank.errors import DocumentError
from redshank.lexicons.tables import rows, split

# A news page has some thousand elements, the largest of the benchmark about 12,000; beyond this a page is no report.
_MAX_ELEMENTS = 150_000
_MAX_DEPTH = 200
# libxml2 drops what is nested deeper than 256; unclosed tags count here, so that the estimate is high rather than low.
_PARSER_DEPTH = 2_000
_MAX_ATTRIBUTE = 10_000
_VOID = "area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|p|li|option|tr|td|th|dt|dd"
_ANY_TAG = re.compile(rf"<(/?)(?!(?:{_VOID})\b)[a-z][a-z0-9]*\b[^<>]*(?<!/)>", re.IGNORECASE)
_WRAPPER = re.compile(r"</?(?:div|span|b|i|a|u|font|em|strong|section|small|big)\b[^<>]*>", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>", re.IGNORECASE)
_BLOCKS = frozenset(
    (
        "p",
        "div",
        "section",
        "article",
        "main",
        "aside",
        "header",
        "footer",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "td",
        "th",
        "form",
        "figure",
        "figcaption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "nav",
        "dl",
        "dt",
        "dd",
    )
)
_HOLDERS = frozenset(("div", "section", "article", "main", "td"))
_GONE = ("script", "style", "noscript", "template", "svg", "iframe", "button", "select", "textarea", "object", "embed")
_END = re.compile(r"[.!?…:][\"'”’»)\]]*$|[\"”»]$")


@cache
def _tokens(use: str) -> tuple[str, ...]:
    return tuple(t for row in rows("reading/page_classes.tsv") if row["use"] == use for t in split(row["token"]))


def parse(html: str) -> Any:
    """The element tree of a page; None where there is nothing in it.

    Raises:
        DocumentError: the page has more elements than any report has.
    """
    from lxml import etree
    from lxml.html import HTMLParser, fromstring

    source = _shallow(_DECLARATION.sub("", html, count=1).replace("\x00", ""))
    try:
        tree = fromstring(source, parser=HTMLParser(remove_comments=True, remove_pis=True, recover=True))
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    if sum(1 for _ in tree.iter()) > _MAX_ELEMENTS:
        raise DocumentError(f"the page has more than {_MAX_ELEMENTS:,} elements, which no report has")
    _flatten(tree)
    for element in tree.iter():
        for name in [n for n, value in element.attrib.items() if len(value) > _MAX_ATTRIBUTE]:
            del element.attrib[name]
    return tree


def _shallow(html: str) -> str:
    """The page, without its plain holders where they nest so deep that the parser would drop what is in them."""
    depth = 0
    for match in _ANY_TAG.finditer(html):
        depth += -1 if match.group(1) else 1
        if depth > _PARSER_DEPTH:
            return _WRAPPER.sub(" ", html)
    return html


def _flatten(tree: Any) -> None:
    """Lift what is nested deeper than ``_MAX_DEPTH`` to that depth, so that nothing that recurses can fail."""
    depth: dict[Any, int] = {}
    deep = []
    for element in tree.iter():
        parent = element.getparent()
        depth[element] = depth.get(parent, -1) + 1
        if depth[element] == _MAX_DEPTH:
            deep.append(element)
    for element in deep:
        inner = " ".join(" ".join(element.itertext()).split())
        for child in list(element):
            element.remove(child)
        element.text = inner


def headings(tree: Any) -> list[str]:
    """Texts of the page's first-level headings, at most five."""
    return [text for h in list(tree.iter("h1"))[:5] if (text := " ".join("".join(h.itertext()).split()))]


def prepare(tree: Any) -> None:
    """Change the tree in place; see the module's text."""
    _drop(tree, [e for e in tree.iter(*_GONE)])
    total = _length(tree)
    _drop(tree, [e for e in tree.iter() if _is_hidden(e)], ceiling=0.3 * total)
    prose = _prose(tree)
    named = [e for e in tree.iter() if _named(e, "drop") and not _wraps_body(e)]
    _drop(tree, [e for e in named if not prose or _prose(e) <= 0.5 * prose], ceiling=0.3 * total)
    for element in list(tree.iter("blockquote")):
        if _named(element, "keep"):
            _show(element)
    _merge_bodies(tree)
    for holder in [e for e in tree.iter(*_HOLDERS) if _is_bare(e)]:
        _wrap(holder)
    _drop(tree, [e for e in tree.iter("ul", "ol") if _is_link_list(e)], ceiling=0.3 * total)
    _drop(tree, [e for e in tree.iter("p", "li", "h2", "h3", "h4", "h5", "h6", "div") if _is_link_line(e)])


def _show(quoted: Any) -> None:
    """Make an embedded post plain text, and take the names off it and the holders that hold nothing else.

    Extractors drop such names, and quotations with many links.
    """
    for link in list(quoted.iter("a")):
        link.drop_tag()
    size = _length(quoted)
    element = quoted
    while element is not None and element.tag in ("blockquote", *_HOLDERS) and _length(element) < size + 40:
        for name in ("class", "id"):
            element.attrib.pop(name, None)
        element = element.getparent()


def title_holder(tree: Any) -> Any:
    """The smallest holder of the page's only first-level heading and of 400 characters of paragraphs.

    None where something on the page is marked as the article already, or there is no such heading.
    """
    heads = list(tree.iter("h1"))
    if len(heads) != 1 or tree.find(".//article") is not None or any(_is_body(e) for e in tree.iter("div", "section")):
        return None
    for holder in heads[0].iterancestors(*_HOLDERS):
        if sum(n for p in holder.iter("p") if (n := _length(p)) >= 40) >= 400:
            return holder
    return None


def share_outside(text: str, holder: Any) -> float:
    """Share of a text, in characters of its lines, that does not stand in a holder."""
    inside = "".join("".join(holder.itertext()).split())
    lines = ["".join(line.split()) for line in text.splitlines()]
    return sum(len(line) for line in lines if line not in inside) / max(1, sum(map(len, lines)))


def _is_body(element: Any) -> bool:
    return element.get("itemprop") == "articleBody" or _named(element, "body")


def _is_link_list(element: Any) -> bool:
    """A list of teasers, or six tenths of whose text is links, that no paragraph ending with a colon announces."""
    items = element.findall("li")
    if len(items) < 2:
        return False
    before = element.getprevious()
    if before is not None and "".join(before.itertext()).rstrip().endswith(":"):
        return False
    if all(_is_teaser(item) for item in items):
        return True
    return sum(_length(a) for a in element.iter("a")) >= 0.6 * max(
        1, len(" ".join("".join(element.itertext()).split()))
    )


def _is_teaser(item: Any) -> bool:
    """A list item with a link of two words or more that ends like no sentence."""
    text = " ".join("".join(item.itertext()).split())
    linked = any(len("".join(a.itertext()).split()) >= 2 for a in item.iter("a"))
    return linked and not _END.search(text) and len(text.split()) <= 30


def _length(element: Any) -> int:
    return sum(len(t) for t in element.itertext())


def _drop(tree: Any, elements: list[Any], ceiling: float | None = None) -> None:
    """Take elements out, keeping the text that follows them; none that holds more text than ``ceiling``."""
    for element in elements:
        if element is tree or element.getparent() is None or element.tag in ("body", "html", "main", "article"):
            continue
        if ceiling is None or _length(element) <= ceiling:
            element.drop_tree()


def _prose(element: Any) -> int:
    """Characters in paragraphs of a sentence or more; half of the page's make an article."""
    return sum(n for p in element.iter("p") if (n := _length(p)) >= 80)


def _name(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}".lower()


def _named(element: Any, use: str) -> bool:
    name = _name(element)
    return name != " " and any(token in name for token in _tokens(use))


def _wraps_body(element: Any) -> bool:
    """The element, or one in it, is a holder of the article or a quoted post, whatever else its name says."""
    inner = element.iterdescendants("div", "section", "article", "blockquote")
    return _is_body(element) or any(_is_body(e) or (e.tag == "blockquote" and _named(e, "keep")) for e in inner)


def _is_hidden(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style or element.get("hidden") is not None


def _merge_bodies(tree: Any) -> None:
    """Holders of article text that share their class and hold two paragraphs each become one: the first."""
    groups: dict[str, list[Any]] = {}
    for element in tree.iter("div", "section"):
        name = " ".join((element.get("class") or "").split())
        if name and any(token in name.lower() for token in _tokens("body")) and len(element.findall("p")) >= 2:
            groups.setdefault(name, []).append(element)
    for members in groups.values():
        first = members[0]
        if any(first in list(m.iterancestors()) or m in list(first.iterancestors()) for m in members[1:]):
            continue
        if any(e.tag == "h1" for m in members[1:] for e in m.iter("h1")):
            continue
        for member in members[1:]:
            for child in list(member):
                first.append(child)


def _is_bare(element: Any) -> bool:
    """A holder with text of its own, no paragraphs right in it, and line breaks for paragraph ends."""
    if element.find("p") is not None or element.find("br") is None:
        return False
    own = (element.text or "") + "".join(child.tail or "" for child in element)
    return len(own.strip()) >= 200


def _wrap(holder: Any) -> None:
    """Put the runs of text and inline elements of a holder into paragraphs, parted by line breaks and blocks."""
    from lxml.html import Element

    children = list(holder)
    current = Element("p")
    current.text, holder.text = holder.text, None
    made = [current]
    for child in children:
        tail, child.tail = child.tail, None
        holder.remove(child)
        if child.tag == "br" or child.tag in _BLOCKS:
            if child.tag != "br":
                made.append(child)
            current = Element("p")
            current.text = tail
            made.append(current)
        else:
            child.tail = tail
            current.append(child)
    for element in made:
        if element.tag != "p" or len(element) or (element.text or "").strip():
            holder.append(element)


def _is_link_line(element: Any) -> bool:
    """A paragraph or list item of at least three words that is nothing but a link and ends like no sentence."""
    if element.tag == "div" and any(child.tag in _BLOCKS for child in element.iterdescendants()):
        return False
    text = " ".join("".join(element.itertext()).split())
    words = len(text.split())
    if not 3 <= words <= 40 or _END.search(text):
        return False
    linked = sum(len("".join("".join(a.itertext()).split())) for a in element.iter("a"))
    rest = len("".join(text.split())) - linked
    return rest <= 12 and linked >= 0.8 * (linked + rest)
