"""The spaCy component of this part; thin."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from redshank.language import extensions
from redshank.lexicons.gazetteer import opened, using
from redshank.places.matching import find_toponyms
from redshank.places.resolve import resolve

NAME = "redshank_places"


class Places:
    """Where: toponyms, resolved to GeoNames."""

    def __init__(self, gazetteer: str | None = None) -> None:
        """Take the user's gazetteer that stands in the place of ours, if there is one.

        Raises:
            CallError: the file is not there.
            DataError: it is not a gazetteer of this version, or damaged.
        """
        self.gazetteer = gazetteer
        if gazetteer:
            opened(gazetteer)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document in place."""
        with using(self.gazetteer):
            doc._.toponyms = resolve(doc, find_toponyms(doc))
        return doc


@Language.factory(
    NAME,
    assigns=["doc._.toponyms"],
    requires=["token.dep", "token.tag", "doc.ents"],
    default_config={"gazetteer": None},
)
def make_places(nlp: Language, name: str, gazetteer: str | None) -> Places:
    """The component, with the package's own data or this gazetteer."""
    extensions.register()
    return Places(gazetteer)
