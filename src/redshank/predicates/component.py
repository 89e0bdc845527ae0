"""The spaCy component of this part; thin."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from redshank.language import extensions
from redshank.predicates.matching import find_predicates
from redshank.predicates.relation_model import own_model
from redshank.predicates.second_reader import second_reading

NAME = "redshank_predicates"


class Predicates:
    """Did what: acts and the heads of their arguments.

    Args:
        model: whether the relation model reads what the lexicon does not.
    """

    def __init__(self, *, model: bool = True) -> None:
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document in place."""
        found = find_predicates(doc)
        doc._.predicates = second_reading(doc, found, own_model()) if self.model else found
        return doc


@Language.factory(
    NAME,
    assigns=["doc._.predicates"],
    requires=["token.dep", "token.tag"],
    default_config={"model": True},
)
def make_predicates(nlp: Language, name: str, model: bool) -> Predicates:
    """The component, with the package's own data; ``model`` as in ``Predicates``."""
    extensions.register()
    return Predicates(model=model)
