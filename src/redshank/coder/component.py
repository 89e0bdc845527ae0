"""The spaCy component that joins the parts; thin."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from redshank.coder.assemble import draft_events
from redshank.coder.finish import events_of
from redshank.coder.reported import statements_of
from redshank.language import extensions
from redshank.records import Analysis

NAME = "redshank_coder"


class Coder:
    """Events and statements of one annotated document."""

    def __call__(self, doc: Doc) -> Doc:
        """Write the finished ``Analysis`` to ``doc._.redshank``."""
        document = doc._.document
        drafts, tellings = draft_events(doc)
        doc._.redshank = Analysis(
            id=document.id,
            title=document.title,
            published=document.published,
            credits=document.credits,
            paragraphs=document.paragraphs,
            times=[m.time for m in doc._.times],
            places=[m.place for m in doc._.toponyms],
            statements=statements_of(doc, tellings),
            events=events_of(doc, drafts),
        )
        return doc


@Language.factory(
    NAME,
    assigns=["doc._.redshank"],
    requires=["doc._.actors", "doc._.times", "doc._.toponyms", "doc._.predicates", "doc._.attributions"],
)
def make_coder(nlp: Language, name: str) -> Coder:
    """The component, with the package's own data."""
    extensions.register()
    return Coder()
