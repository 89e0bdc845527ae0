"""The spaCy component of this part; thin."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from redshank.language import extensions
from redshank.places.matching import find_toponyms
from redshank.places.resolve import resolve

NAME = "redshank_places"


class Places:
    """Where: toponyms, resolved to GeoNames."""

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document in place."""
        doc._.toponyms = resolve(doc, find_toponyms(doc))
        return doc


@Language.factory(NAME, assigns=["doc._.toponyms"], requires=["token.dep", "token.tag", "doc.ents"])
def make_places(nlp: Language, name: str) -> Places:
    """The component, with the package's own data."""
    extensions.register()
    return Places()
