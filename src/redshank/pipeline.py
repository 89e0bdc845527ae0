"""Builds the whole from its parts: ``load()``, ``read()``, ``code()``, ``inspect()``, and the spaCy component."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from redshank.records import Analysis, Document, Event
from redshank.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# In the order of their needs; each is a factory of its own and can be replaced by name.
PARTS = (
    "redshank_actors",
    "redshank_times",
    "redshank_places",
    "redshank_predicates",
    "redshank_attribution",
    "redshank_coder",
)


class Redshank:
    """A loaded coder. Make one with ``redshank.load()`` and keep it: loading costs more than coding a report."""

    def __init__(self, settings: Settings | None = None) -> None:
        from redshank.language.base import load_base

        self.settings = settings or Settings()
        self.nlp = load_base(self.settings.model)
        _add_parts(self.nlp)

    def analyse(self, documents: Iterable[Document]) -> Iterator[Analysis]:
        """The whole analysis of each document, in order."""
        from redshank.language.base import analyse

        for doc in analyse(self.nlp, documents):
            yield doc._.redshank

    def code(self, documents: Iterable[Document]) -> Iterator[Event]:
        """The events of each document, in order."""
        for analysis in self.analyse(documents):
            yield from analysis.events


def _add_parts(nlp: Language) -> None:
    for name in PARTS:
        nlp.add_pipe(name)


@lru_cache(maxsize=2)
def load(settings: Settings | None = None) -> Redshank:
    """A coder for these settings; the same settings give the same loaded coder.

    Raises:
        CallError: no English pipeline is installed.
    """
    return Redshank(settings)


def make_redshank(nlp: Language, name: str = "redshank") -> Doc:
    """Factory of the spaCy component ``redshank``: all parts in one, results in ``doc._.redshank``."""
    raise NotImplementedError
