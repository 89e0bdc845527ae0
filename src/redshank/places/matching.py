"""Finds toponyms: own tables, the base pipeline's entities, then the gazetteer and patterns, each under conditions."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from redshank.lexicons.gazetteer import fold
from redshank.places.candidates import Candidate, before, hint_of, located
from redshank.places.finding import (
    LONGEST,
    PLACES,
    Finding,
    begin,
    ends,
    evident,
    extended,
    follows_name,
    inside,
    is_acronym,
    is_medium,
    is_person,
    run_end,
    widened,
)
from redshank.places.names import (
    Option,
    directions,
    feature_words,
    first_words,
    known,
    not_places,
    options,
    organisation_words,
)

# A bare name is taken for a place without further signs if one of its places has this prior (a town of 300,000),
# and inside the name of a body ('Boise Fire Department') if it has the lower one.
# A place entity of the base pipeline needs a sign if no place of its name reaches the last (a town of 10,000).
_FAMOUS, _KNOWN, _SMALL = 5.45, 3.5, 4.0
_TOWN = 4.5  # what the base pipeline takes for a person, signs of place against it
_NEVER = frozenset({"DATE", "TIME", "MONEY", "CARDINAL", "ORDINAL", "QUANTITY", "PERCENT", "LANGUAGE", "LAW"})


def _table(finding: Finding, start: int) -> Candidate | None:
    doc = finding.doc
    if (
        start > 1
        and doc[start - 1].lower_ == "of"
        and doc[start - 2].text[:1].isupper()
        and options(doc[start - 2 : start + 1].text)
    ):
        return Candidate(start - 2, start + 1, start - 2, "gazetteer")  # 'Port of Spain'
    for end in ends(doc, start):
        entry = known(doc[start:end].text)
        if entry is None or not finding.free(start, end):
            continue
        if entry.after and not _behind_place(doc, start):
            continue
        if is_person(finding, start, end) or is_medium(finding, start, end):
            return None
        if not entry.after and _barred(doc, start, end):
            return None
        embedded = inside(finding, start, end, "ORG") is not None
        if entry.adjective:
            return Candidate(start, end, start, "adjective", embedded=True)
        if embedded:
            return Candidate(start, end, start, "table", embedded=True)
        stop = extended(finding, start, end)
        return Candidate(widened(finding, start), stop, start, "table", hint_of(doc, start, stop))
    return None


def _barred(doc: Doc, start: int, end: int) -> bool:
    """Whether a table's name is mostly something else (Amazon), and nothing here says it is the place."""
    if fold(doc[start:end].text) not in not_places():
        return False
    return not located(doc, start) or doc[start - 1].lower_ != "the"


def _behind_place(doc: Doc, start: int) -> bool:
    """Whether a comma and a capitalised name stand before: 'Helena, MT', 'SEVERN, Md.'."""
    return start > 1 and doc[start - 1].text == "," and doc[start - 2].text[:1].isupper()


def _tables(finding: Finding) -> None:
    for index in finding.capitals:
        first = fold(finding.doc[index].text).partition(" ")[0]
        if finding.taken[index] or first not in first_words():
            continue
        candidate = _table(finding, index)
        if candidate is not None:
            finding.take(candidate)


def _trimmed(entity: Span) -> tuple[int, int, int]:
    """Start, start of the name and end of an entity without articles, direction words and possessive endings."""
    doc, start, end = entity.doc, entity.start, entity.end
    while start < end and (doc[start].lower_ in {"the", "a"} or not doc[start].text[:1].isalnum()):
        start += 1
    while end > start and (doc[end - 1].tag_ == "POS" or not doc[end - 1].text[-1:].isalnum()):
        if doc[end - 1].text.endswith(".") and len(doc[end - 1]) > 1:
            break
        end -= 1
    first = doc[start]
    strange = fold(first.text) in not_places() and first.lower_ not in directions() and not options(doc[start:end].text)
    if start < end - 1 and strange and _sizeable(doc[start + 1 : end].text):
        start += 1  # 'Photo LONDON'
    core = start
    while core < end - 1 and doc[core].lower_ in directions() and not options(doc[start:end].text):
        if doc[core].is_title and not _sizeable(doc[core + 1 : end].text):
            break  # 'West Wing'
        core += 1
    return start, core, end


def _shortened(core: int, end: int, doc: Doc) -> int:
    """End of the known name that an entity begins with, where the rest says nothing of a place ('Homs The Army')."""
    if any(token.lower_ in feature_words("before") for token in doc[core + 1 : end]):
        return end
    return next((stop for stop in range(end - 1, core, -1) if _sizeable(doc[core:stop].text)), end)


def _sizeable(name: str) -> bool:
    found = options(name)
    return bool(found) and _best(found) >= _TOWN and fold(name) not in not_places()


def _whole(start: int, core: int, end: int, doc: Doc) -> tuple[int, int, int]:
    """The bounds of an entity, with the rest of a hyphened name that the base pipeline cut off ('Mazar|-e-Sharif')."""
    if doc[core].ent_type_ != "FAC" and not options(doc[core:end].text):
        end = _shortened(core, end, doc)
    first = core
    while first > 0 and core - first < LONGEST and not (doc[first - 1].whitespace_ or doc[first].is_sent_start):
        first -= 1
    last = run_end(doc, core)
    if last > end and options(doc[core:last].text):
        return start, core, last
    if first < core and doc[first].text[:1].isupper() and options(doc[first:end].text):
        return first, first, end
    return start, core, end


def _worth(finding: Finding, start: int, core: int, end: int) -> bool:
    """Whether an entity of the base pipeline is taken: known, or plainly a place by its surroundings."""
    doc = finding.doc
    name = doc[core:end].text
    if not name[:1].isupper() or not any(c.isalpha() for c in name) or is_medium(finding, start, end):
        return False
    if is_person(finding, start, end) or is_acronym(finding, core, end) or follows_name(finding, core, end):
        return False
    if fold(name) in not_places():
        return located(doc, start, "in") and bool(options(name)) and doc[start - 1].lower_ != "the"
    found = options(name)
    if found:
        return _best(found) >= _SMALL or evident(finding, start, end)
    if _otherwise(finding, core, end):
        return False
    featured = {doc[core].lower_, doc[end - 1].lower_} & (set(feature_words("before")) | set(feature_words("after")))
    return evident(finding, start, end) or (end - core > 1 and bool(featured))


def _otherwise(finding: Finding, start: int, end: int) -> bool:
    """Whether the base pipeline takes the same words for something else in other places of the report."""
    text = finding.doc[start:end].text
    return any(entity.text == text and entity.label_ not in PLACES for entity in finding.doc.ents)


def _entities(finding: Finding) -> None:
    for entity in finding.doc.ents:
        if entity.label_ not in PLACES:
            continue
        start, core, end = _whole(*_trimmed(entity), finding.doc)
        if core >= end or not _worth(finding, start, core, end):
            continue
        inner = [c for c in finding.found if c.start < end and c.end > start]
        if inner and not _replaces(finding, inner, core, end):
            continue
        if not inner and not finding.free(start, end):
            continue
        for candidate in inner:
            finding.found.remove(candidate)
        finding.take(Candidate(start, end, core, "entity", hint_of(finding.doc, core, end)))


def _replaces(finding: Finding, inner: list[Candidate], core: int, end: int) -> bool:
    """Whether an entity is a longer name than the table's place inside it ('Washington Township')."""
    first = inner[0]
    if len(inner) > 1 or first.start < core or first.end > end or first.end - first.start >= end - core:
        return False
    words = [t for t in finding.doc[core:end] if not first.start <= t.i < first.end]
    if any(t.text in {",", "/", "and"} or t.is_space for t in words):
        return False
    if first.source == "adjective" and finding.label(core) == "GPE":
        return False
    if options(finding.doc[core:end].text):
        return True
    if first.start > core and options(finding.doc[core : first.start].text):
        return False  # 'Arlington Virginia': two places
    return any(t.text[:1].isupper() and t.lower_ not in directions() for t in words)


def _best(found: tuple[Option, ...]) -> float:
    return max(option.prior for option in found)


def _accepts(finding: Finding, start: int, end: int, whole: bool) -> bool:
    """Whether a name of the gazetteer outside any place entity is taken for the place."""
    doc = finding.doc
    name = doc[start:end].text
    found = options(name)
    label = finding.label(start)
    if not found or len(name) < 3 or fold(name) in not_places() or is_acronym(finding, start, end):
        return False
    if label in _NEVER and not hint_of(doc, start, end):
        return False
    if is_person(finding, start, end) or is_medium(finding, start, end) or follows_name(finding, start, end):
        return False
    best = _best(found)
    if whole and evident(finding, start, end):
        least = _SMALL if located(doc, start) else _TOWN
        return label != "PERSON" or best >= least or hint_of(doc, start, end) != "" or located(doc, start, "in")
    if label == "ORG" and end < len(doc) and doc[end].text in organisation_words("body"):
        return best >= _KNOWN or found[0].kind == "district"
    if label in {"PERSON", "WORK_OF_ART", "PRODUCT"} or doc[start].tag_ not in {"NNP", "NNPS"}:
        return False
    return best >= _FAMOUS or (end - start > 1 and feature_words("before").get(doc[end - 1].lower_, "F") != "F")


def _runs(finding: Finding) -> None:
    stop = 0
    for index in finding.capitals:
        if index >= stop and not finding.taken[index]:
            stop = run_end(finding.doc, index)
            _run(finding, index, stop)


def _run(finding: Finding, first: int, stop: int) -> None:
    start = first
    while start < stop:
        reach = range(min(stop, start + LONGEST), start, -1)
        end = next((e for e in reach if _taken_here(finding, start, e, first, stop)), 0)
        if end:
            embedded = inside(finding, start, end, "ORG") is not None
            wide = start if embedded else widened(finding, start)
            finding.take(Candidate(wide, end, start, "gazetteer", hint_of(finding.doc, start, end), embedded))
        start = end or start + 1


def _taken_here(finding: Finding, start: int, end: int, first: int, stop: int) -> bool:
    doc = finding.doc
    if not doc[start].text[:1].isupper() or not doc[end - 1].text[-1:].isalnum() or not finding.free(start, end):
        return False
    led = all(token.tag_ not in {"NNP", "NNPS"} for token in doc[first:start])  # 'In Narvik', 'Near Narvik'
    return _accepts(finding, start, end, led and end == stop)


def _unknown(finding: Finding) -> None:
    """Names that no list holds, told by their words: 'the village of X', 'X district', 'at X Hospital'."""
    doc = finding.doc
    for index in finding.capitals:
        if finding.taken[index] or doc[index].tag_ not in {"NNP", "NNPS"}:
            continue
        if index and doc[index - 1].text[:1].isupper() and not doc[index].is_sent_start:
            continue
        end = run_end(doc, index)
        if not finding.free(index, end) or fold(doc[index:end].text) in not_places() or is_medium(finding, index, end):
            continue
        if _told(finding, index, end):
            finding.take(Candidate(index, end, index, "pattern", hint_of(doc, index, end)))


def _told(finding: Finding, start: int, end: int) -> bool:
    doc = finding.doc
    label = finding.label(start)
    leading = before(doc, start)
    if end - start > 1 and leading is not None and leading.lower_ in {"at", "near", "outside", "inside"}:
        return feature_words("before").get(doc[end - 1].lower_) == "F"
    if leading is not None and leading.lower_ == "of" and label in {"PERSON", "ORG"}:
        return hint_of(doc, start, end) == "P"
    if label in {"PERSON", "ORG", "NORP", "DATE"}:
        return False
    return hint_of(doc, start, end) in {"A", "B", "P"}


def _again(finding: Finding) -> None:
    """Further mentions of names that the report has used as a place."""
    doc = finding.doc
    plain = [c for c in finding.found if c.source != "adjective" and not c.embedded]
    names = {c.name(doc) for c in plain} - {name for name in (c.name(doc) for c in plain) if fold(name) in not_places()}
    sizes = sorted({c.end - c.core for c in plain}, reverse=True)
    firsts = {doc[c.core].text for c in plain}
    for start in finding.capitals:
        if finding.taken[start] or doc[start].text not in firsts:
            continue
        for size in sizes:
            end = start + size
            if end > len(doc) or not finding.free(start, end) or doc[start:end].text not in names:
                continue
            if not (
                is_person(finding, start, end) or is_medium(finding, start, end) or follows_name(finding, start, end)
            ):
                embedded = inside(finding, start, end, "ORG") is not None
                finding.take(Candidate(start, end, start, "gazetteer", hint_of(doc, start, end), embedded))
            break


def find_toponyms(doc: Doc) -> list[Candidate]:
    """All toponyms of a document in text order, none overlapping; adjectives and demonyms of places among them."""
    finding = begin(doc)
    _tables(finding)
    _entities(finding)
    _runs(finding)
    _runs(finding)  # names listed beside those of the first pass
    _unknown(finding)
    _again(finding)
    return sorted(finding.found, key=lambda candidate: candidate.start)
