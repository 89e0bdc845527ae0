"""What PLOVER makes of an act that is planned, denied, hypothetical or long over (coding guide, rules 7, 8, 10, 11)."""

from __future__ import annotations

from spacy.tokens import Doc

from redshank.coder.attach import Anchors
from redshank.coder.dating import is_future, is_historical, when_of
from redshank.coder.draft import COOPERATIVE, HOSTILE, VERBAL, Draft, codes
from redshank.coder.people import entities_at, one_side
from redshank.coder.reality import Reality, is_promise
from redshank.coder.reported import holding
from redshank.coder.supposed import condition_of
from redshank.language.annotations import Attribution
from redshank.language.grammar import is_negated, surface_subject
from redshank.lexicons.tables import words
from redshank.predicates.modes import cue_modes
from redshank.predicates.slots import actors_of

# What is refused, as a REJECT mode, where a cooperative act 'will not' happen (coding guide, rule 7).
_REFUSED = {
    "CONSULT": "meet",
    "AID": "assist",
    "COOPERATE": "assist",
    "SUPPORT": "change",
    "AGREE": "change",
    "CONCEDE": "yield",
    "RETREAT": "yield",
}
_CHARGED = HOSTILE | {"ACCUSE", "REJECT", "THREATEN"}  # what one may be charged with and deny
_MAIN = frozenset({"conj", "ccomp", "xcomp", "acomp", "parataxis"})
_NAMED_ACT = frozenset({"dobj", "attr", "nsubjpass"})
LEAD_PARAGRAPHS = 2  # where a stated negation is news (rule 7)


def settle(doc: Doc, draft: Draft, reality: Reality, hung: Anchors) -> bool:
    """Set auxiliary modes and the category of planned acts; False where the act is no event after all."""
    published = doc._.document.published
    if _trait(draft) or (reality.future and _means(draft)):
        return False
    if reality.background and (draft.when.assumed or not _own_date(draft)):
        return False
    _turn_round(doc, draft)
    _refuse(doc, draft, reality)
    if reality.negated and not _negation_counts(doc, draft, reality):
        return False
    if reality.negated:
        draft.aux.append("negation")
        draft.trace.append("negated, where the negation is the news")
    own = _own_speech(doc, draft)
    if reality.hypothetical and (own is None or reality.past):
        draft.aux.append("hypothetical")
        draft.trace.append("hypothetical: 'would' under a condition")
        return draft.event not in VERBAL
    announced = reality.decided and (draft.event in COOPERATIVE or draft.event == "RETREAT")
    if announced or reality.future or reality.hypothetical or is_future(draft.when, published):
        _to_come(doc, draft, own, hung, threat=reality.hypothetical)
    if draft.event == "CONSULT" and len(draft.actor) + len(draft.recipient) < 2:
        return False  # a meeting held needs two sides; one that is announced is its announcer's promise
    if is_historical(draft.when, published):
        draft.aux.append("historical")
        draft.trace.append(f"historical: ended {draft.when.finish}, over 30 days before publication")
    return True


def _refuse(doc: Doc, draft: Draft, reality: Reality) -> None:
    """'will not meet' is a refusal, and a refusal ('vowed not to sign') is one of today."""
    if draft.event == "REJECT" and draft.predicate is not None and "neg" in draft.predicate.flags:
        reality.future = False
    if reality.negated and reality.future and draft.event in _REFUSED:
        draft.trace.append(f"{draft.event} that will not be is REJECT")
        draft.event, draft.modes = "REJECT", [_REFUSED[draft.event]]
        _part(doc, draft)
        reality.negated = reality.future = False


def _turn_round(doc: Doc, draft: Draft) -> None:
    """'promised not to attack' is no threat but a promise, 'promised not to release them' no concession."""
    content = draft.predicate.content if draft.predicate is not None else None
    if not is_promise(draft.head) or content is None or not is_negated(doc[content]):
        return
    turned: dict[str, tuple[str, list[str]]] = {"THREATEN": ("AGREE", []), "CONCEDE": ("REJECT", ["yield"])}
    if draft.event in turned:
        draft.trace.append(f"{draft.event} turned round: '{draft.head.text} not to {doc[content].text}'")
        draft.event, draft.modes = turned[draft.event]


def _part(doc: Doc, draft: Draft) -> None:
    """Part the two sides of a meeting that one of them refuses or promises: who does so is the actor."""
    predicate = draft.predicate
    if draft.reciprocal and predicate is not None and predicate.actor and predicate.recipient and not draft.recipient:
        draft.actor, _ = entities_at(doc, predicate.actor)
        draft.recipient, _ = entities_at(doc, predicate.recipient)
        draft.reciprocal = False


def _trait(draft: Draft) -> bool:
    """Whether an act in a participle or relative clause is but a trait, with no date, place or party (rule 11)."""
    head = draft.head
    grounded = not draft.when.assumed or (draft.place is not None and not draft.speech)
    if head.dep_ == "acl" and head.tag_ in {"VBN", "VBG"}:
        spoken = head.head.lemma_.lower() in words("grammar/instruments.tsv")  # 'a statement calling on X'
        return not grounded and not spoken
    while head.dep_ == "conj" and head.head.i < head.i:
        head = head.head
    if head.dep_ != "relcl" or grounded:
        return False
    perfect = any(c.dep_ == "aux" and c.tag_ in {"VBZ", "VBP"} and c.lemma_ == "have" for c in head.children)
    return (
        head.tag_ in {"VBZ", "VBP"}
        or (perfect and draft.event == "SUPPORT")
        or (not draft.speech and not codes(draft.recipient))
    )


def _means(draft: Draft) -> bool:
    """Whether a planned act is but the means of another: 'plans to increase its support by staging exercises'."""
    light = draft.predicate.light if draft.predicate is not None else None
    verb = draft.head if light is None else draft.head.doc[light]
    return verb.dep_ == "pcomp" and verb.head.lower_ == "by"


def _own_date(draft: Draft) -> bool:
    """Whether the words that date the act stand in its own phrase."""
    return any(
        e.role == "time" and draft.head.left_edge.idx <= e.start <= draft.head.right_edge.idx for e in draft.evidence
    )


def _negation_counts(doc: Doc, draft: Draft, reality: Reality) -> bool:
    """Whether that something was not done is worth an event: in headline and lead, or as the point of a sentence.

    Not to have rejected something is no stance at all.
    """
    if draft.event == "REJECT":
        return False
    head, point = draft.head, _is_point(draft)
    if head._.kind == "headline":
        return True
    body = [p for p in doc._.document.paragraphs if p.kind == "body"][:LEAD_PARAGRAPHS]
    if any(p.start <= head.idx < p.end for p in body):
        return point or head.dep_ in {"ccomp", "conj", "dobj"}
    return point and not (reality.future or reality.hypothetical) and not _denial(doc, draft)


def _is_point(draft: Draft) -> bool:
    """Whether the sentence is there to tell of the act: its main clause, what that reports, or beside one of these."""
    light = draft.predicate.light if draft.predicate is not None else None
    current = draft.head if light is None else draft.head.doc[light]
    if current.dep_ in _NAMED_ACT:
        current = current.head
    while current.dep_ in _MAIN and current.head != current:
        current = current.head
    return current.dep_ == "ROOT"


def _denial(doc: Doc, draft: Draft) -> bool:
    """'"We did not fire," the army said': what one says of oneself answers a charge (rule 6) and is no act undone."""
    nearest = next(iter(holding(doc, draft.head)), None)
    return (
        nearest is not None
        and nearest.quotation == "direct"
        and draft.event in _CHARGED
        and _own_speech(doc, draft) is not None
    )


def _own_speech(doc: Doc, draft: Draft) -> Attribution | None:
    """The attribution in which the actor itself tells of the act, if the nearest speaker is the actor."""
    for attribution in holding(doc, draft.head):
        if attribution.speaker_head is not None:
            speakers, _ = entities_at(doc, [attribution.speaker_head])
            return attribution if one_side(speakers, draft.actor) else None
    return None


def _to_come(doc: Doc, draft: Draft, own: Attribution | None, hung: Anchors, *, threat: bool) -> None:
    """Planned acts: cooperation is AGREE, a withdrawal CONCEDE, one's own attack THREATEN, else ``future``.

    What is hostile and hangs on a condition is a threat where its doer says it (rule 8): 'if X stays, we will …'.
    """
    if draft.event in COOPERATIVE:
        draft.trace.append(f"{draft.event} to come is AGREE")
        _part(doc, draft)
        draft.event, draft.modes = "AGREE", []
    elif draft.event == "RETREAT":
        draft.trace.append("a RETREAT announced is CONCEDE")
        draft.event, draft.modes = "CONCEDE", []
    elif draft.event == "ASSAULT" and own is not None:
        draft.trace.append("announcing one's own attack is THREATEN")
        draft.event, draft.modes = "THREATEN", ["violence"]
    elif threat and own is not None and draft.event in HOSTILE:
        _threat(doc, draft)
    elif draft.event not in {"AGREE", "CONCEDE"}:
        draft.aux.append("future")
        return
    _date_of_words(doc, draft, own, hung)


def _threat(doc: Doc, draft: Draft) -> None:
    """A hostile act under a condition, in the words of who will do it; who has to meet the condition is threatened."""
    draft.trace.append(f"{draft.event} under a condition, in the words of who will do it, is THREATEN")
    condition = condition_of(draft.head)
    draft.event, draft.modes = "THREATEN", list(cue_modes("THREATEN", draft.head, without=condition))
    subject = surface_subject(condition) if condition is not None else None
    if not draft.recipient and subject is not None:
        people, rules = entities_at(doc, [t.i for t in actors_of(subject)])
        draft.recipient = [p for p in people if p.code and p.code not in codes(draft.actor)]
        draft.trace += rules if draft.recipient else []


def _date_of_words(doc: Doc, draft: Draft, own: Attribution | None, hung: Anchors) -> None:
    """A promise is dated to the day it was made, and placed where it was made (rule 12), not where it will be kept."""
    if draft.place is not None and draft.event in {"AGREE", "CONCEDE"}:
        draft.place = None
        draft.evidence = [e for e in draft.evidence if e.role != "place"]
        draft.trace = [line for line in draft.trace if not line.startswith("placed by")]
    published = doc._.document.published
    if not draft.when.assumed and not is_future(draft.when, published):
        return
    draft.when.begin = draft.when.finish = published
    draft.when.resolution, draft.when.assumed = "day", True
    if own is not None and own.cue is not None:
        cue = doc.char_span(own.cue.start, own.cue.end, alignment_mode="expand")
        if cue is not None:
            draft.when, _ = when_of(cue.root, hung, published)
