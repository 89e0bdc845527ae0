"""What is known of one report while its actors are read: words, names, counts of countries, people met so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from redshank.actors.matching import Hit, NounHit, Words, combining_names, find_names
from redshank.actors.variants import find_variants
from redshank.language.annotations import ActorReading, Mention
from redshank.language.coreference import Candidate
from redshank.language.quotations import Quotation, find_quotations
from redshank.lexicons.current import roster
from redshank.lexicons.overlay import preferred
from redshank.lexicons.roster import KIND_ORDER, SUPRANATIONAL, Sense, key_of, plain, word_class

# English-language wire copy leaves its own country unnamed more often than any other.
_DEFAULT_HOME = "USA"
_HEAD_WEIGHT = 3
_NATIONAL = frozenset({"body", "party", "group"})


@dataclass(slots=True)
class Person:
    """Somebody whom the report names.

    Attributes:
        roles: lower-case role nouns the report gives ('president', 'foreign minister').
    """

    name: str
    code: str | None = None
    sector: str | None = None
    other: tuple[str, ...] = ()
    office: str | None = None
    wikidata: str | None = None
    gender: str = ""
    roles: set[str] = field(default_factory=set)
    rule: str = ""
    score: float = 1.0


class Report:
    """One document under reading.

    Attributes:
        words, hits: the words, and the roster names found in them (person names cleared of place names).
        hit_of: ``{token: hit that covers it}``.
        counts: weight of each country code in the report.
        people: ``{family name: Person}``.
        candidates: phrases read so far, for coreference.
        readings, chains: what goes to the document's extensions.
        arms: ``{sector: countries}`` of the soldiers, police and judges that were named with their country.
        learned: somebody's country was told after the first mention; a second reading will use it.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        document = doc._.document
        self.day: str = (document.published if document is not None else None) or ""
        self.publisher = self._publisher_code()
        self.text = doc.text
        self.words = Words(doc)
        self.sents = _sentence_numbers(doc)
        self.quotations: list[Quotation] = find_quotations(doc)
        self.hits = find_variants(doc, _without_namesakes(doc, combining_names(doc, find_names(doc, self.words))))
        self.counts = Counter[str]()
        self.choice: dict[int, tuple[Sense, ...]] = {}
        self._choose()
        self.hit_of = {i: h for h in self.hits if h.start in self.choice for i in range(h.start, h.end)}
        self.nouns: dict[int, NounHit | None] = {}
        self.people: dict[str, Person] = {}
        self.mentions: dict[int, Mention] = {}
        self.readings: dict[int, ActorReading | None] = {}
        self.candidates: list[Candidate] = []
        self.keys: Counter[str] = Counter()
        self.chains: dict[int, int] = {}
        self.learned = False
        self.arms: dict[str, set[str]] = {}
        self.dateline = self._dateline_code()

    def add_hits(self, added: list[Hit]) -> None:
        """Take further names, each with one sense, in place of what stood there."""
        if not added:
            return
        starts = {h.start for h in added}
        self.hits = sorted([h for h in self.hits if h.start not in starts] + added, key=lambda h: h.start)
        for hit in added:
            self._take(hit, hit.senses)
            self.hit_of.update(dict.fromkeys(range(hit.start, hit.end), hit))
        self.nouns = {}
        self.learned = True

    def restart(self) -> None:
        """Forget the readings, keep the people."""
        self.readings, self.candidates, self.chains = {}, [], {}
        self.keys = Counter()
        self.learned = False
        self.arms = {}

    def senses(self, hit: Hit) -> tuple[Sense, ...]:
        """The senses that hold in this report, the best first."""
        return self.choice.get(hit.start, ())

    def sense(self, hit: Hit) -> Sense:
        """The best sense."""
        return self.choice[hit.start][0]

    # -- ambiguity ---------------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        """First what is clear, which counts; then what is ambiguous, by those counts."""
        unclear: list[Hit] = []
        for hit in self.hits:
            senses = self._valid(hit, hit.senses)
            if senses and len({s.code for s in senses}) == 1 and not all(s.weak for s in senses):
                self._take(hit, senses)
            elif senses:
                unclear.append(hit)
        clear = Counter(self.counts)
        for hit in unclear:
            senses = self._decide(hit, self._valid(hit, hit.senses), clear)
            if senses:
                self._take(hit, senses)

    def _take(self, hit: Hit, senses: Iterable[Sense]) -> None:
        ordered = tuple(sorted(senses, key=lambda s: (KIND_ORDER.index(s.kind), s.weak)))
        self.choice[hit.start] = ordered
        code = ordered[0].code
        if code:
            early = self.sents[hit.start] < 3
            self.counts[code] += _HEAD_WEIGHT if early else 1

    def _valid(self, hit: Hit, senses: tuple[Sense, ...]) -> tuple[Sense, ...]:
        year = self.day[:4]
        senses = preferred(senses, self.day)
        if _is_tail(self.doc, hit):
            senses = tuple(s for s in senses if s.kind not in ("party", "body", "organisation"))
        if hit.end - hit.start == 1:
            senses = tuple(s for s in senses if s.kind != "holder" or s.source or covers(s, self.day))
            if (
                hit.start
                and not self.doc[hit.start].is_sent_start
                and self.doc[hit.start - 1].lower_ in word_class("name_prefix")
            ):
                before = self.doc[hit.start - 1]
                senses = () if before.is_title and before.pos_ == "PROPN" else senses
            if self._other_american(hit):
                senses = ()
        return tuple(
            s
            for s in senses
            if s.kind not in ("group", "organisation") or not (year and s.end and int(s.end[:4]) + 3 < int(year))
        )

    def _other_american(self, hit: Hit) -> bool:
        """'South American', 'Latin America': not the United States."""
        if hit.start == 0 or not self.doc[hit.start].text.startswith("America"):
            return False
        return self.doc[hit.start - 1].lower_ in word_class("american_prefix")

    def _decide(self, hit: Hit, senses: tuple[Sense, ...], clear: Counter[str]) -> tuple[Sense, ...]:
        strong = tuple(s for s in senses if not s.weak)
        if not strong:
            return self._weak(senses, clear)
        if all(s.kind == "holder" for s in strong) and len({plain(s.name) for s in strong}) == 1:
            return tuple(s for s in strong if covers(s, self.day)) or strong  # one person's offices
        if all(s.kind == "ethnic" for s in strong):
            return (next((s for s in strong if clear[s.code]), strong[0]),)
        ranked = sorted(
            strong, key=lambda s: (-clear[s.code] if s.code not in SUPRANATIONAL else -1, KIND_ORDER.index(s.kind))
        )
        best = ranked[0]
        if clear[best.code] or best.kind in ("country", "demonym", "capital", "organisation", "group"):
            if not clear[best.code]:
                best = min(strong, key=lambda s: KIND_ORDER.index(s.kind))
            return tuple(s for s in strong if s.code == best.code)
        if best.kind == "ethnic":
            return (best,)
        if best.kind == "body" and best.detail == "seat":
            return tuple(s for s in strong if s.code == strong[0].code)
        home = self.publisher or self._default_home(clear)
        if best.kind in ("body", "party") and any(s.code == home for s in strong):
            return tuple(s for s in strong if s.code == home)
        return (best,) if best.kind in ("holder", "place") else ()

    def _weak(self, senses: tuple[Sense, ...], clear: Counter[str]) -> tuple[Sense, ...]:
        """A short acronym counts where its long form or its country is in the report."""
        for sense in senses:
            if " " in sense.name and sense.name in self.text:
                return (sense,)
        near = [s for s in senses if s.code not in SUPRANATIONAL and clear[s.code]]
        if near:
            best = max(near, key=lambda s: clear[s.code])
            return tuple(s for s in near if s.code == best.code)
        return ()

    def _default_home(self, clear: Counter[str]) -> str | None:
        """'Congress', 'the Senate', 'Democrats' in a report that names no other country."""
        others = [c for c in clear if c not in SUPRANATIONAL and c != _DEFAULT_HOME]
        return _DEFAULT_HOME if not others or clear[_DEFAULT_HOME] else None

    def _publisher_code(self) -> str | None:
        document = self.doc._.document
        if document is not None and document.publisher:
            for sense in roster().senses(key_of(document.publisher)):
                if sense.kind == "organisation":
                    return sense.detail or None
        return None

    # -- where the report is at home ---------------------------------------------------------------------------------

    def _dateline_code(self) -> str | None:
        document = self.doc._.document
        if document is None or document.dateline is None:
            return None
        inside = [
            h
            for h in self.hits
            if document.dateline.start <= self.doc[h.start].idx < document.dateline.end and h.start in self.choice
        ]
        if inside:
            return self.sense(inside[-1]).code
        words = document.text[document.dateline.start : document.dateline.end].title()
        for sense in roster().senses(key_of(words)):
            if sense.kind in ("capital", "place", "country"):
                return sense.code
        return None

    def focus(self) -> str | None:
        """The country that the report is plainly about: clearly more often named than any other."""
        ranked = [(n, c) for c, n in self.counts.items() if c not in SUPRANATIONAL]
        ranked.sort(key=lambda x: (-x[0], x[1]))
        if not ranked:
            return self.publisher
        if len(ranked) == 1 or ranked[0][0] >= 1.25 * ranked[1][0]:
            return ranked[0][1]
        return self.dateline if self.dateline in (ranked[0][1], ranked[1][1]) else None

    # -- people ------------------------------------------------------------------------------------------------------

    def person(self, surname: str) -> Person | None:
        """Somebody named before, by family name."""
        return self.people.get(plain(surname).lower())

    def by_first_word(self, word: str) -> Person | None:
        """Somebody whose full name begins with this word (a family name put first), if only one does."""
        lowered = plain(word).lower()
        found = {p.name: p for p in self.people.values() if key_of(p.name.lower())[:1] == (lowered,)}
        return next(iter(found.values())) if len(found) == 1 else None

    def remember(self, person: Person, forms: Iterable[str]) -> None:
        """Keep a person under each of these names."""
        for form in forms:
            self.people[plain(form).lower()] = person


def covers(sense: Sense, day: str) -> bool:
    """The day lies within the term of office."""
    return bool(day) and sense.start <= day and (not sense.end or day <= sense.end)


def _is_tail(doc: Doc, hit: Hit) -> bool:
    """The name is the last word of a longer one that the roster does not know ('Christian Democrats')."""
    if hit.start == 0 or doc[hit.start].is_sent_start:
        return False
    before = doc[hit.start - 1]
    if _of_another(before, hit):
        return True
    inside = hit.start <= before.head.i < hit.end
    party = hit.end - hit.start == 1 and all(s.kind == "party" for s in hit.senses)
    one_name = party and before.ent_type_ and before.ent_type_ == doc[hit.start].ent_type_
    if before.pos_ != "PROPN" or not before.is_title or not (one_name or (before.dep_ == "compound" and inside)):
        return False
    known = roster().senses(key_of(before.text))
    return not known and before.lower_ not in word_class("chamber") and not doc[hit.start].is_upper


def _of_another(before: Token, hit: Hit) -> bool:
    """'Peruvian National Front': a name that the roster knows in another country only."""
    named = [s for s in roster().senses(key_of(before.text)) if s.kind in ("demonym", "country")]
    codes = {s.code for s in hit.senses}
    return bool(named) and codes <= set(roster().country_names) and not codes & {s.code for s in named}


def _sentence_numbers(doc: Doc) -> list[int]:
    numbers, n = [], -1
    for token in doc:
        n += bool(token.is_sent_start)
        numbers.append(max(0, n))
    return numbers


def _without_namesakes(doc: Doc, hits: list[Hit]) -> list[Hit]:
    """The hits without parts of people's names, there and where such a person is named by that part alone again."""
    people = [h for h in hits if _inside_person(doc, h)]
    families = {doc[h.start].text for h in people if h.end == len(doc) or doc[h.end].ent_type_ != "PERSON"}
    parts = {h.start for h in people}
    others = {s.code for h in hits if h.start not in parts for s in h.senses if doc[h.start].text not in families}
    return [
        h
        for h in hits
        if h.start not in parts
        and not (h.end - h.start == 1 and doc[h.start].text in families and not any(s.code in others for s in h.senses))
    ]


def _inside_person(doc: Doc, hit: Hit) -> bool:
    """A place name that is part of a person's name ('Paris' in a first name, 'Lincoln' in a family name)."""
    if hit.end - hit.start > 1 or any(s.kind == "holder" for s in hit.senses):
        return False
    token = doc[hit.start]
    if token.ent_type_ != "PERSON":
        return False
    if all(s.kind in ("demonym", "ethnic") for s in hit.senses) and token.pos_ == "ADJ":
        return False
    before = hit.start > 0 and doc[hit.start - 1].ent_type_ == "PERSON" and token.ent_iob_ == "I"
    after = hit.end < len(doc) and doc[hit.end].ent_type_ == "PERSON" and doc[hit.end].ent_iob_ == "I"
    if before:
        return doc[hit.start - 1].pos_ == "PROPN"
    follower = doc[hit.end] if after else None
    return follower is not None and follower.pos_ == "PROPN" and follower.lower_ not in word_class("top_office")
