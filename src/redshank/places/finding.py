"""A document while its toponyms are gathered: what is taken, what else a name may be, how far a toponym reaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from redshank.places.candidates import Candidate, after, before, hint_of, located, opens_dateline, unread
from redshank.places.names import directions, feature_words, known, options, organisation_words, particles, place_verbs

PLACES = frozenset({"GPE", "LOC", "FAC"})
LONGEST = 7  # tokens of a name
_ACRONYM = 5  # letters; longer words in capitals are emphasis, not initials
_HYPHENS = frozenset({"-", "‑", "–", "’", "'"})


@dataclass(slots=True)
class Finding:
    """What is known of a document while its toponyms are gathered.

    Attributes:
        entities: the base pipeline's named entity by token index.
        surnames: last and other names of the persons of the report.
        taken: by token, whether it belongs to a toponym or is not read at all.
        found: the toponyms so far.
        capitals: tokens that begin with a capital and are read, in order.
    """

    doc: Doc
    entities: dict[int, Span] = field(default_factory=dict)
    surnames: frozenset[str] = frozenset()
    taken: list[bool] = field(default_factory=list)
    found: list[Candidate] = field(default_factory=list)
    capitals: list[int] = field(default_factory=list)

    def free(self, start: int, end: int) -> bool:
        """Whether no toponym holds any of these tokens."""
        return not any(self.taken[start:end])

    def take(self, candidate: Candidate) -> None:
        """Accept a candidate."""
        for index in range(candidate.start, candidate.end):
            self.taken[index] = True
        self.found.append(candidate)

    def label(self, index: int) -> str:
        """Label of the named entity at a token; '' for none."""
        entity = self.entities.get(index)
        return "" if entity is None else entity.label_


def begin(doc: Doc) -> Finding:
    """A finding for a document in which nothing is found yet."""
    entities = {index: entity for entity in doc.ents for index in range(entity.start, entity.end)}
    names = [e for e in doc.ents if e.label_ == "PERSON" and len(e) > 1 and not known(e.text)]
    surnames = {token.text for name in names for token in name if token.is_title and len(token) > 2}
    taken = unread(doc)
    capitals = [token.i for token in doc if token.text[:1].isupper() and not taken[token.i]]
    return Finding(doc, entities, frozenset(surnames), taken, [], capitals)


def inside(finding: Finding, start: int, end: int, label: str) -> Span | None:
    """The entity of this label that holds the stretch and more."""
    entity = finding.entities.get(start)
    if entity is None or entity.label_ != label or entity.end < end:
        return None
    extra = [t for t in entity if not start <= t.i < end and t.is_alpha and t.lower_ != "the"]
    return entity if extra else None


def is_medium(finding: Finding, start: int, end: int) -> bool:
    """Whether the name is the first part of a medium's name ('Washington Post'), or of 'University of X'."""
    doc = finding.doc
    following = after(doc, end)
    if following is not None and following.text[:1].isupper() and following.text.title() in organisation_words("media"):
        return True
    entity = inside(finding, start, end, "ORG")
    if entity is not None and any(token.text in organisation_words("media") for token in entity):
        return True
    leading = before(doc, start)
    if leading is None or leading.lower_ != "of" or leading.i == 0:
        return False
    return doc[leading.i - 1].text in organisation_words("school")


def is_person(finding: Finding, start: int, end: int) -> bool:
    """Whether the name is a person's: part of a full name, or a surname of the report without 'in' before it."""
    if inside(finding, start, end, "PERSON") is not None:
        return True
    token = finding.doc[start]
    if end - start > 1 or token.text not in finding.surnames:
        return False
    if known(token.text) is not None and finding.label(start) in PLACES | {"NORP"}:
        return False
    return not located(finding.doc, start, "in")


def follows_name(finding: Finding, start: int, end: int) -> bool:
    """Whether a single word stands right behind another capitalised name, as a surname does ('Conor McGregor')."""
    doc = finding.doc
    if end - start > 1 or start == 0 or doc[start].is_sent_start:
        return False
    leading: Token = doc[start - 1]
    if leading.tag_ != "NNP" or not leading.is_title or finding.taken[start - 1]:
        return False
    if leading.lower_ in directions() or leading.lower_ in feature_words("after"):
        return False
    return finding.label(start - 1) in {"", "PERSON"}


def is_acronym(finding: Finding, start: int, end: int) -> bool:
    """Whether the stretch is initials ('NATO') in a sentence that is not all in capitals, and opens no dateline."""
    doc = finding.doc
    token = doc[start]
    if end - start > 1 or not token.text.isupper() or len(token) > _ACRONYM:
        return False
    if opens_dateline(doc, start, end) or (token.is_sent_start and end < len(doc) and doc[end].text == ","):
        return False
    words = [t for t in token.sent if t.is_alpha]
    return sum(t.text.isupper() for t in words) * 2 < len(words)


def widened(finding: Finding, start: int) -> int:
    """Start of a toponym with the direction words before it."""
    doc = finding.doc
    while start > 0 and not doc[start].is_sent_start and doc[start - 1].lower_ in directions():
        if finding.taken[start - 1]:
            break
        start -= 1
        if start > 1 and doc[start - 1].text == "-" and doc[start - 2].lower_ in directions():
            start -= 2
    return start


def extended(finding: Finding, start: int, end: int) -> int:
    """End of the name with a capitalised common noun of places behind it ('Niger State', 'Ohio County')."""
    following = after(finding.doc, end)
    if following is None or following.i != end or not following.text[:1].isupper():
        return end
    means = feature_words("before").get(following.lower_, "")
    held = known(finding.doc[start:end].text)
    country = held is not None and held.options[0].kind == "country"
    if means and options(finding.doc[start : end + 1].text):
        return end + 1
    return end + 1 if means in {"A", "B"} and not country else end


def ends(doc: Doc, start: int) -> Iterator[int]:
    """Ends of the stretches that may be a name from ``start``, longest first."""
    last = start + 1
    while last < min(len(doc), start + LONGEST) and not doc[last].is_sent_start and not doc[last].is_space:
        last += 1
    for end in range(last, start, -1):
        text = doc[end - 1].text
        if text[-1].isalnum() or (text[-1] == "." and len(text) > 1):
            yield end


def run_end(doc: Doc, start: int) -> int:
    """End of the run of capitalised words that starts here, particles and hyphens inside it included."""
    end = start + 1
    while end < len(doc) and not doc[end].is_sent_start:
        token = doc[end]
        tied = not doc[end - 1].whitespace_ and not token.whitespace_
        chained = tied and (token.text in _HYPHENS or doc[end - 1].text == "-")  # 'Port-au-Prince'
        if token.text[:1].isupper() or chained or token.lower_ in particles():
            end += 1
        else:
            break
    while end > start + 1 and not doc[end - 1].text[:1].isupper():
        end -= 1
    return end


def evident(finding: Finding, start: int, end: int) -> bool:
    """Whether the words around a name say that it is a place."""
    doc = finding.doc
    if located(doc, start) or hint_of(doc, start, end) or opens_dateline(doc, start, end):
        return True
    leading = before(doc, start)
    if leading is not None and leading.lemma_ in place_verbs():
        return True  # 'visited Turku'
    if leading is not None and leading.lower_ == "of" and leading.i:
        noun = doc[leading.i - 1]
        if noun.lower_ in feature_words("part") or finding.label(noun.i) == "PERSON":
            return True
    if end + 1 < len(doc) and doc[end].text == "-" and doc[end + 1].lower_ == "based":
        return True
    return listed(finding, start, end) or _holds(finding, end)


def _holds(finding: Finding, end: int) -> bool:
    """Whether 'in' and a toponym follow: 'Goma in North Kivu'."""
    following = after(finding.doc, end)
    if following is None or following.i != end or following.lower_ != "in":
        return False
    return any(c.start in (end + 1, end + 2) and not c.embedded for c in finding.found)


def listed(finding: Finding, start: int, end: int) -> bool:
    """Whether a comma, 'and' or 'or' alone ties the name to a toponym beside it ('Nitra, Prešov and Košice')."""
    doc = finding.doc
    ahead, back = end, start - 1
    while ahead < len(doc) and not doc[ahead].is_sent_start and doc[ahead].lower_ in {",", "and", "or", "(", "the"}:
        ahead += 1
    while back >= 0 and not doc[back + 1].is_sent_start and doc[back].lower_ in {",", "and", "or", "(", "the"}:
        back -= 1
    return any((c.start == ahead > end) or (c.end == back + 1 < start) for c in finding.found if not c.embedded)
