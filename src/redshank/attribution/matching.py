"""Candidates on whose word: verbs, nouns, adjectives, adverbs and phrases of the cue lexicon with their contents."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from redshank.attribution import contents
from redshank.attribution.candidates import Candidate
from redshank.attribution.contents import Found
from redshank.attribution.lexicon import Cue, cue, function_words
from redshank.attribution.spans import after_dateline, edges, trim
from redshank.attribution.speakers import is_passive, relative_subject, speaker_of
from redshank.records import SKIPPED_KINDS

MAX_SENTENCE = 400
_HULLS = frozenset({"around", "passive_pred"})  # contents that the reporting clause interrupts


def _index(token: Token | None) -> int | None:
    return None if token is None else token.i


def skipped(token: Token) -> bool:
    """Whether the token stands in a paragraph that is never coded."""
    return token._.kind in SKIPPED_KINDS


def verb_entry(verb: Token) -> Cue | None:
    """The lexicon entry of a verb, with its particle first ('point out')."""
    for child in verb.children:
        if child.dep_ in ("prt", "advmod", "acomp", "ccomp") and child.i == verb.i + 1:
            entry = cue("verb", f"{verb.lemma_} {child.lower_}")
            if entry is not None:
                return entry
    return cue("verb", verb.lemma_) or _unlisted(verb)


def _unlisted(verb: Token) -> Cue | None:
    """The entry '*' for a verb that is not listed but has a subject and a 'that' clause."""
    if verb.pos_ != "VERB" or verb.lemma_ in function_words("light"):
        return None
    for child in verb.children:
        if (
            child.dep_ == "ccomp"
            and child.i > verb.i
            and any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children)
        ):
            return cue("verb", "*")
    return None


def _cue_end(verb: Token, found: Found) -> int:
    end = verb.i + 1
    while end < found.start and end < verb.i + 3 and (verb.doc[end].dep_ == "prt" or found.frame.startswith("prep:")):
        end += 1
    return end


def _make(verb: Token, entry: Cue, found: Found, strength: float, inverted: bool = False) -> Candidate:
    speaker = speaker_of(verb, inverted=inverted)
    if (
        speaker is not None
        and verb.i < speaker.i < found.end
        and found.start <= speaker.i
        and found.frame not in _HULLS
    ):
        speaker = None
    relative = relative_subject(verb)
    return Candidate(
        speaker_range=(relative.i, relative.i + 1) if relative is not None and speaker is not None else None,
        cue=verb.i, cue_end=_cue_end(verb, found), start=found.start, end=found.end, head=found.head,
        speaker=_index(speaker), frame=found.frame, pos=entry.pos, lemma=entry.lemma,
        strength=strength, kind=entry.kind_in(found.frame), addressee=found.addressee,
    )  # fmt: skip


def verb_candidates(verb: Token) -> Iterator[Candidate]:
    """Everything one verb may report, in each construction its entry allows."""
    entry = verb_entry(verb)
    if entry is None or _quoted_as_saying(verb):
        return
    if is_passive(verb):
        yield from _passive(verb, entry)
    right = False
    for frame in contents.RIGHT_FRAMES:
        found = frame(verb)
        strength = entry.frames.get(found.frame) if found is not None else None
        if found is None or strength is None:
            continue
        right = right or found.frame in ("clause", "obj_inf")
        yield _make(verb, entry, found, strength)
    by_somebody = is_passive(verb) or any(child.dep_ == "agent" for child in verb.children)
    if not right and "around" in entry.frames and not by_somebody:
        found = contents.around(verb, speaker_of(verb, inverted=True))
        if found is not None:
            yield _make(verb, entry, found, entry.frames["around"], inverted=True)


def _quoted_as_saying(verb: Token) -> bool:
    """'X was quoted by Y as saying C': the word that reports is 'saying', the speaker X."""
    following = [c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as"]
    return is_passive(verb) and any(c.dep_ == "pcomp" and cue("verb", c.lemma_) for p in following for c in p.children)


def _passive(verb: Token, entry: Cue) -> Iterator[Candidate]:
    """'Y was described by X as Z', 'Y is believed to have left', 'the vote was criticised by X'."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubjpass", "csubjpass")), None)
    if subject is None:
        return
    tail = next((c for c in verb.children if c.i > verb.i and c.dep_ in ("xcomp", "oprd", "ccomp")), None)
    if tail is None:
        tail = next((c for c in verb.children if c.i > verb.i and c.dep_ == "prep" and c.lower_ == "as"), None)
    strengths = [entry.frames[f] for f in ("clause", "predicate", "as", "np") if f in entry.frames]
    if not strengths or subject.tag_ in ("WDT", "WP"):
        return
    start, end = edges(subject)
    frame = "passive"
    if tail is not None and subject.i < verb.i:
        end, frame = tail.right_edge.i + 1, "passive_pred"
    elif tail is not None:
        start, end = edges(tail)
    start, end = trim(verb.doc, start, end)
    if start < end:
        yield _make(verb, entry, Found(start, end, subject.i, frame), max(strengths))


def noun_candidates(noun: Token) -> Iterator[Candidate]:
    """'X's claim that C', 'the belief of X that C', 'X made a promise to do', 'questions about NP'."""
    entry = cue("noun", noun.lemma_)
    if entry is None:
        return
    yield from _equation(noun, entry)
    for child in noun.children:
        if child.i < noun.i:
            continue
        frame = _noun_frame(child)
        strength = entry.frames.get(frame)
        if strength is None:
            continue
        start, end = edges(child)
        head = child.i
        if frame not in ("that", "to"):
            start = child.i + 1
            head = next((c.i for c in child.children if c.dep_ in ("pobj", "pcomp")), child.i)
        start, end = trim(noun.doc, start, end)
        if start >= end:
            continue
        speaker = noun_speaker(noun)
        yield Candidate(
            cue=noun.i, cue_end=noun.i + 1, start=start, end=end, head=head, speaker=_index(speaker),
            frame=f"noun:{frame}", pos="noun", lemma=entry.lemma, strength=strength, kind=entry.kind,
        )  # fmt: skip


def _equation(noun: Token, entry: Cue) -> Iterator[Candidate]:
    """'X's view is that C', 'the message from X was: C'."""
    copula = noun.head
    if noun.dep_ != "nsubj" or copula.lemma_ != "be" or "that" not in entry.frames:
        return
    for child in copula.children:
        if child.i > copula.i and child.dep_ == "ccomp":
            start, end = trim(noun.doc, *edges(child))
            speaker = noun_speaker(noun)
            if start < end:
                yield Candidate(
                    cue=noun.i, cue_end=noun.i + 1, start=start, end=end, head=child.i,
                    speaker=_index(speaker), frame="noun:is", pos="noun", lemma=entry.lemma,
                    strength=entry.frames["that"], kind=entry.kind,
                )  # fmt: skip


def _noun_frame(child: Token) -> str:
    if child.dep_ in ("acl", "ccomp", "relcl", "advcl"):
        if contents.has_to(child):
            return "to"
        marked = any(c.dep_ == "mark" and c.lower_ in ("that", "whether") for c in child.children)
        return "that" if marked else ""
    return child.lower_ if child.dep_ == "prep" else ""


def noun_speaker(noun: Token) -> Token | None:
    """Whose claim: the possessor, 'of/by/from X', else the subject of the verb that has the noun for its object."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in function_words("source"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    if noun.dep_ in ("dobj", "attr", "pobj", "conj"):
        up = noun.head
        for _ in range(3):
            if up.pos_ in ("VERB", "AUX"):
                return speaker_of(up)
            up = up.head
    return None


def adjective_candidates(adjective: Token) -> Iterator[Candidate]:
    """'X was convinced that C', 'X is worried about NP'."""
    entry = cue("adjective", adjective.lower_) or cue("adjective", adjective.lemma_)
    if entry is None:
        return
    for frame in (contents.clause, contents.infinitive, contents.prepositional):
        found = frame(adjective)
        strength = entry.frames.get(found.frame) if found is not None else None
        if found is None or strength is None:
            continue
        up = adjective.head
        speaker = speaker_of(adjective) if adjective.pos_ == "VERB" else None
        if speaker is None and up.pos_ in ("VERB", "AUX"):
            speaker = speaker_of(up)
        if speaker is None and adjective.dep_ == "amod":
            continue
        yield Candidate(
            cue=adjective.i, cue_end=adjective.i + 1, start=found.start, end=found.end, head=found.head,
            speaker=_index(speaker), frame=f"adj:{found.frame}", pos="adjective",
            lemma=entry.lemma, strength=strength, kind=entry.kind,
        )  # fmt: skip


def adverb_candidates(adverb: Token) -> Iterator[Candidate]:
    """'X reportedly did Y': the clause is on somebody's word, nobody is named."""
    entry = cue("adverb", adverb.lower_)
    if entry is None:
        return
    head = adverb.head
    if head.pos_ not in ("VERB", "AUX"):
        return
    start, end = trim(adverb.doc, *edges(head))
    yield Candidate(
        cue=adverb.i, cue_end=adverb.i + 1, start=start, end=end, head=head.i, speaker=None, frame="adverb",
        pos="adverb", lemma=entry.lemma, strength=entry.frames.get("clause", 0.5), kind=entry.kind,
    )  # fmt: skip


def according_candidates(token: Token) -> Iterator[Candidate]:
    """'According to X, C' and 'C, according to X'."""
    doc, i = token.doc, token.i
    if token.lower_ != "according" or i + 2 >= len(doc) or doc[i + 1].lower_ != "to":
        return
    sentence = token.sent
    head = next((t for t in doc[i + 1].children if t.dep_ == "pobj"), None)
    if head is None:
        head = next((t for t in doc[i + 2 : min(i + 10, sentence.end)] if t.pos_ in ("NOUN", "PROPN", "PRON")), None)
    if head is None:
        return
    last = max(head.right_edge.i + 1, head.i + 1)
    before = [t for t in doc[sentence.start : i] if not t.is_punct and not t.is_space]
    if len(before) < 2:
        comma = next((t.i for t in doc[head.i + 1 : sentence.end] if t.text == "," and t.i >= last - 1), None)
        start, end = (comma + 1 if comma is not None else last), sentence.end
    else:
        start, end = _before_according(token, last)
        start = max(start, after_dateline(sentence))
    start, end = trim(doc, start, end)
    if start >= end:
        return
    entry = cue("phrase", "according to")
    yield Candidate(
        cue=i, cue_end=i + 2, start=start, end=end, head=None, speaker=head.i, frame="according", pos="phrase",
        lemma="according to", strength=entry.frames["clause"] if entry else 0.9, kind="claim",
    )  # fmt: skip


def _before_according(token: Token, last: int) -> tuple[int, int]:
    """'C, according to X': the sentence before it; with 'A, according to X, B' the sentence around it."""
    doc, sentence = token.doc, token.sent
    rest = [t for t in doc[last : sentence.end] if not t.is_punct and not t.is_space]
    inserted = len(rest) > 2 and doc[last].text == "," and doc[token.i - 1].text == ","
    if inserted and rest[0].lower_ not in function_words("who") and rest[0].tag_ != "VBG":
        return sentence.start, sentence.end
    return sentence.start, token.i


def phrase_candidates(token: Token) -> Iterator[Candidate]:
    """'In the words of X, C', 'in X's view, C'."""
    noun = next((c for c in token.children if c.dep_ == "pobj"), None)
    if token.lower_ != "in" or noun is None:
        return
    entry = cue("phrase", f"in {noun.lemma_.lower()}")
    speaker = next((c for c in noun.children if c.dep_ == "poss"), None)
    if speaker is None:
        of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        speaker = None if of is None else next((c for c in of.children if c.dep_ == "pobj"), None)
    if entry is None or speaker is None:
        return
    doc, sentence, last = token.doc, token.sent, noun.right_edge.i + 1
    first = token.i - sentence.start < 2
    start, end = trim(doc, last, sentence.end) if first else trim(doc, sentence.start, token.i)
    if start < end:
        yield Candidate(
            cue=token.i, cue_end=last, start=start, end=end, head=None, speaker=speaker.i, frame="according",
            pos="phrase", lemma=entry.lemma, strength=entry.frames["clause"], kind=entry.kind,
        )  # fmt: skip


_BY_POS = {
    "VERB": (verb_candidates,),
    "AUX": (verb_candidates,),
    "ADJ": (adjective_candidates,),
    "NOUN": (noun_candidates,),
    "ADV": (adverb_candidates,),
}


def _candidates_at(token: Token) -> Iterator[Candidate]:
    if token.lower_ == "according":
        yield from according_candidates(token)
        return
    for finder in _BY_POS.get(token.pos_, ()):
        yield from finder(token)
    if token.lower_ == "in":
        yield from phrase_candidates(token)
    elif token.pos_ == "VERB" and token.tag_ == "VBN":
        yield from adjective_candidates(token)


def find_candidates(doc: Doc) -> list[Candidate]:
    """Every candidate with a reporting word of its own, in text order (quotations apart).

    Sentences of more than ``MAX_SENTENCE`` tokens are lists or broken text and are passed over.
    """
    found: list[Candidate] = []
    for sentence in doc.sents:
        if len(sentence) > MAX_SENTENCE or skipped(sentence[0]):
            continue
        for token in sentence:
            if not (token.is_punct or token.is_space):
                found.extend(_candidates_at(token))
    return found
