"""The spaCy component of this part; thin."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from redshank.actors.resolve import Reader
from redshank.language import extensions
from redshank.lexicons.current import roster, using

NAME = "redshank_actors"


class Actors:
    """Who: mentions, their chains within the report, and the actor each resolves to."""

    def __init__(self, files: Sequence[str] = ()) -> None:
        """Take the user rosters whose entries go before ours, the first file's before the next one's.

        Raises:
            CallError: a file is not there or is no table.
            DataError: a row breaks the schema.
        """
        self.files = tuple(files)
        with using(self.files):
            roster()

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document in place."""
        with using(self.files):
            Reader(doc).run()
        return doc


@Language.factory(
    NAME,
    assigns=["doc._.mentions", "doc._.chains", "doc._.actors"],
    requires=["token.dep", "token.tag"],
    default_config={"files": []},
)
def make_actors(nlp: Language, name: str, files: list[str]) -> Actors:
    """The component, with the package's own data and these user rosters."""
    extensions.register()
    return Actors(files)
