"""On whose word: which attributions hold an act, and the statements a document yields."""

from __future__ import annotations

from msgspec.structs import replace
from spacy.tokens import Doc, Token

from redshank.coder.draft import Draft, codes
from redshank.coder.people import entities_at, same
from redshank.language import grammar
from redshank.language.annotations import Attribution
from redshank.lexicons.tables import words
from redshank.records import Due, Entity, Statement, StatementKind

_KINDS: dict[str, StatementKind] = {
    "REQUEST": "demand", "AGREE": "promise", "THREATEN": "threat", "REJECT": "refusal", "ACCUSE": "blame",
    "SUPPORT": "support", "CONCEDE": "promise",
}  # fmt: skip


def holding(doc: Doc, token: Token) -> list[Attribution]:
    """The attributions whose content holds a token, innermost first; those whose cue is the token itself left out."""
    found = [
        a
        for a in doc._.attributions
        if a.content.start <= token.idx < a.content.end
        and not (a.cue is not None and a.cue.start <= token.idx < a.cue.end)
        and a.speaker_head != token.i
    ]
    return sorted(found, key=lambda a: (a.content.end - a.content.start, a.content.start))


def speakers_of(doc: Doc, draft: Draft) -> tuple[list[Entity], list[str]]:
    """Who is named as the source of an event (coding guide, rule 1), with a line for the trace.

    All speakers of a chain, the outermost first: 'A said that B had told him that …' gives A and B. For acts of words a
    speaker counts only where it is a third party, not the actor or the actor's own office.
    """
    chain: list[Entity] = []
    lines: list[str] = []
    heads: set[int] = set()
    for attribution in holding(doc, draft.head):
        handed_on = attribution.content_head in heads  # 'quoted B as saying that …'
        if attribution.speaker_head is None or not (handed_on or _vouches(doc, attribution, draft.head)):
            continue
        heads.add(attribution.speaker_head)
        speakers = _voices(doc, attribution.speaker_head)
        known = [s for s in speakers if s.code or s.identifier_text]
        if not known or any(same(a, b) for a in known for b in chain):
            continue
        if draft.speech and (codes(known) & codes(draft.actor) or any(same(a, b) for a in known for b in draft.actor)):
            continue
        span = attribution.cue
        cue = doc._.document.text[span.start : span.end] if span else "a quotation carried on"
        chain = [*known, *_cited(doc, attribution), *chain]
        lines.append(f"said by '{known[0].entity_text}' ({cue})")
    return chain, lines


def _vouches(doc: Doc, attribution: Attribution, token: Token) -> bool:
    """Whether the speaker is the source for an act inside his words.

    A noun phrase ('condolences for the victims of …') or a relative clause in indirect speech ('must return the ships
    that its forces seized') presupposes the act: there the report itself speaks.
    """
    if attribution.quotation == "direct":
        return True
    if attribution.content_head is not None and doc[attribution.content_head].pos_ not in {"VERB", "AUX"}:
        return False
    current = token
    while current.i != attribution.content_head and current.head != current:
        if current.dep_ == "relcl" and attribution.quotation == "indirect":
            return False
        current = current.head
    return True


def _cited(doc: Doc, attribution: Attribution) -> list[Entity]:
    """'the ministry, citing a witness, said': whose words the speaker hands on."""
    cue = (
        doc.char_span(attribution.cue.start, attribution.cue.end, alignment_mode="expand") if attribution.cue else None
    )
    near = [cue.root] if cue is not None else []
    near += [doc[attribution.speaker_head]] if attribution.speaker_head is not None else []
    for token in (c for word in near for c in word.children):
        named = grammar.child(token, "dobj") if token.tag_ == "VBG" else None
        if named is not None and token.lemma_ in words("grammar/citing.tsv"):
            return [e for e in _voices(doc, named.i) if e.code or e.identifier_text]
    return []


def _voices(doc: Doc, head: int) -> list[Entity]:
    """Who speaks; 'a source' with nothing that says whose is of no country, whatever the report is about."""
    found, _ = entities_at(doc, [head])
    noun = doc[head]
    placed = any(doc._.actors.at(t.i) is not None for t in noun.subtree if t.i != head)
    if noun.lemma_.lower() in words("grammar/nameless.tsv") and not placed:
        return [replace(e, code=None) for e in found]
    return found


def speaker_entity(doc: Doc, attribution: Attribution) -> Entity | None:
    """The speaker of an attribution: resolved where possible, else the words alone."""
    if attribution.speaker_head is not None:
        found = _voices(doc, attribution.speaker_head)
        if found:
            return found[0]
    if attribution.speaker is None:
        return None
    span = doc[attribution.speaker[0] : attribution.speaker[1]]
    return Entity(entity_text=span.text, start=span.start_char, end=span.end_char)


def statements_of(doc: Doc, drafts: list[Draft]) -> list[Statement]:
    """All statements of a document, in text order, with kinds refined by the events that their words carry."""
    found = [_statement(doc, a, drafts) for a in doc._.attributions if a.speaker is not None]
    _contest(doc, found, drafts)
    return found


def _statement(doc: Doc, attribution: Attribution, drafts: list[Draft]) -> Statement:
    addressee = None
    if attribution.addressee_head is not None:
        people, _ = entities_at(doc, [attribution.addressee_head])
        addressee = people[0] if people else None
    kind, draft = _kind(doc, attribution, drafts)
    if addressee is None and draft is not None and draft.recipient:
        addressee = draft.recipient[0]
    return Statement(
        speaker=speaker_entity(doc, attribution),
        addressee=addressee,
        kind=kind,
        quoted=attribution.quotation != "indirect",
        quotation=attribution.quotation,
        cue=attribution.cue,
        content=attribution.content,
        due=_due(doc, attribution) if kind in {"promise", "plan"} else None,
    )


def _kind(doc: Doc, attribution: Attribution, drafts: list[Draft]) -> tuple[StatementKind, Draft | None]:
    """The kind: what the cue tells, else what act the cue or the content is."""
    inside = None
    for draft in drafts:
        at = draft.head.idx
        if attribution.cue is not None and attribution.cue.start <= at < attribution.cue.end and draft.event in _KINDS:
            return (attribution.kind if attribution.kind != "other" else _KINDS[draft.event]), draft
        within = attribution.content.start <= at < attribution.content.end
        if inside is None and within and draft.event in _KINDS and not draft.said_by:
            inside = draft
    if attribution.kind != "other":
        return attribution.kind, inside
    if inside is None:
        return _by_content(doc, attribution), None
    if inside.event in {"AGREE", "CONCEDE"}:
        return "plan", inside
    return _KINDS[inside.event], inside


def _by_content(doc: Doc, attribution: Attribution) -> StatementKind:
    """A plan where the speaker's own side will do something, a hope where the cue is one, else a claim."""
    if attribution.content_head is None:
        return "claim"
    verb = doc[attribution.content_head]
    if verb.lemma_.lower() in words("grammar/hopes.tsv"):
        return "other"
    future = any(c.dep_ == "aux" and c.lower_ in {"will", "'ll", "shall", "’ll"} for c in verb.children)
    going = verb.lemma_ == "go" and verb.tag_ == "VBG" and any(c.dep_ == "xcomp" for c in verb.children)
    subject = grammar.surface_subject(verb)
    if not (future or going) or subject is None:
        return "claim"
    if subject.lower_ in {"i", "we"}:
        return "plan"
    speaker = speaker_entity(doc, attribution)
    doers, _ = entities_at(doc, [subject.i])
    return "plan" if speaker is not None and speaker.code and speaker.code in codes(doers) else "claim"


def _due(doc: Doc, attribution: Attribution) -> Due | None:
    for mention in doc._.times:
        time = mention.time
        inside = attribution.content.start <= time.start < attribution.content.end
        if inside and time.begin and time.finish and time.finish >= (doc._.document.published or ""):
            return Due(time.begin, time.finish)
    return None


def _contest(doc: Doc, statements: list[Statement], drafts: list[Draft]) -> None:
    """Mark claims that a later sentence has rejected or denied: 'This account was dismissed by …'."""
    for draft in drafts:
        if draft.event != "REJECT" or not draft.actor:
            continue
        if not draft.content & words("grammar/claims.tsv"):
            continue
        targets = codes(draft.recipient)
        for statement in reversed([s for s in statements if s.content.end <= draft.head.sent.start_char]):
            speaker = statement.speaker
            if statement.kind in {"claim", "blame"} and speaker and (not targets or speaker.code in targets):
                statement.contested_by = draft.actor[0].entity_text
                break
