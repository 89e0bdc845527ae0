"""The spaCy component of this part; thin."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from redshank.language import extensions

NAME = "redshank_attribution"


class Attribution:
    """On whose word: speakers, cues and contents."""

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document in place."""
        return doc


@Language.factory(NAME, assigns=["doc._.attributions"], requires=["token.dep", "token.tag"])
def make_attribution(nlp: Language, name: str) -> Attribution:
    """The component, with the package's own data."""
    extensions.register()
    return Attribution()
