"""The spaCy component of this part; thin."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from redshank.attribution.chains import hands_on, whole_marks
from redshank.attribution.labels import find_labels
from redshank.attribution.matching import find_candidates
from redshank.attribution.quoted import Speech
from redshank.attribution.resolve import resolve
from redshank.attribution.unclosed import ended
from redshank.attribution.weigh import reported, weigh
from redshank.language import extensions
from redshank.language.annotations import Attribution
from redshank.language.quotations import find_quotations

NAME = "redshank_attribution"


def attributions_of(doc: Doc) -> list[Attribution]:
    """Every attribution of a parsed document, in text order."""
    quotations = ended(doc, find_quotations(doc))
    speech = Speech(doc, quotations)
    candidates = find_candidates(doc) + list(speech.candidates()) + find_labels(doc, quotations)
    nested = reported(doc, candidates)
    for candidate in candidates:
        candidate.score = weigh(doc, candidate, speech.inside, nested)
        candidate.inner = hands_on(doc, candidate, speech.inside, nested)
        if candidate.inner:
            candidate.start, candidate.end = whole_marks(doc, candidate.start, candidate.end)
    return resolve(doc, candidates, quotations)


class AttributionPart:
    """On whose word: speakers, cues and contents."""

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document in place."""
        doc._.attributions = attributions_of(doc)
        return doc


@Language.factory(NAME, assigns=["doc._.attributions"], requires=["token.dep", "token.tag"])
def make_attribution(nlp: Language, name: str) -> AttributionPart:
    """The component, with the package's own data."""
    extensions.register()
    return AttributionPart()
