"""The spaCy component of this part; thin."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from redshank.language import extensions
from redshank.predicates.matching import find_predicates

NAME = "redshank_predicates"


class Predicates:
    """Did what: acts and the heads of their arguments."""

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document in place."""
        doc._.predicates = find_predicates(doc)
        return doc


@Language.factory(NAME, assigns=["doc._.predicates"], requires=["token.dep", "token.tag"])
def make_predicates(nlp: Language, name: str) -> Predicates:
    """The component, with the package's own data."""
    extensions.register()
    return Predicates()
