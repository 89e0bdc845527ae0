"""The spaCy component of this part; thin."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from redshank.language import extensions
from redshank.times import matching

NAME = "redshank_times"


class Times:
    """When: time expressions with TIMEX3 values and the days they cover."""

    def __call__(self, doc: Doc) -> Doc:
        """Write ``doc._.times``."""
        doc._.times = matching.find(doc)
        return doc


@Language.factory(NAME, assigns=["doc._.times"], requires=["token.dep", "token.tag"])
def make_times(nlp: Language, name: str) -> Times:
    """The component, with the package's own data."""
    extensions.register()
    return Times()
