"""The spaCy component of this part; thin."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from redshank.actors.resolve import Reader
from redshank.language import extensions

NAME = "redshank_actors"


class Actors:
    """Who: mentions, their chains within the report, and the actor each resolves to."""

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document in place."""
        Reader(doc).run()
        return doc


@Language.factory(NAME, assigns=["doc._.mentions", "doc._.chains", "doc._.actors"], requires=["token.dep", "token.tag"])
def make_actors(nlp: Language, name: str) -> Actors:
    """The component, with the package's own data."""
    extensions.register()
    return Actors()
