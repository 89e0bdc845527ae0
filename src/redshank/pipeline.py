"""Builds the whole from its parts: ``load()``, ``read()``, ``code()``, ``inspect()``, and the spaCy component."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TypeAlias

import msgspec
from spacy.language import Language
from spacy.tokens import Doc

from redshank.errors import CallError, DataError, DocumentError
from redshank.language import extensions, repairs
from redshank.language.base import analyse, load_base, prepare
from redshank.records import Analysis, Document, Event
from redshank.settings import Settings

# In the order of their needs; each is a factory of its own and can be replaced by name.
PARTS = (
    "redshank_actors",
    "redshank_times",
    "redshank_places",
    "redshank_predicates",
    "redshank_attribution",
    "redshank_coder",
)

# Documents that go through the tagger and the parser together. A fixed number, so that what a document meets there
# does not depend on the number of workers.
BATCH = 16

Input: TypeAlias = "str | Path | Document"


def part_config(name: str, settings: Settings) -> dict[str, list[str] | str | bool]:
    """What a part is told of the settings."""
    if name == "redshank_places":
        return {"gazetteer": settings.gazetteer} if settings.gazetteer else {}
    if name == "redshank_predicates":
        return {"model": settings.second_reader}
    return {"files": list(settings.actors)} if name == "redshank_actors" and settings.actors else {}


class Redshank:
    """A loaded coder. Make one with ``redshank.load()`` and keep it: loading costs more than coding a report."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.nlp = load_base(self.settings.model)
        for name in PARTS:
            self.nlp.add_pipe(name, config=part_config(name, self.settings))

    def outcomes(self, documents: Iterable[Document]) -> Iterator[Analysis | DocumentError]:
        """One outcome a document, in order: its analysis, or the error that only this document met."""
        waiting = iter(documents)
        while batch := list(islice(waiting, BATCH)):
            yield from self._batch(batch)

    def analyse(self, documents: Iterable[Document]) -> Iterator[Analysis]:
        """The whole analysis of each document, in order.

        Raises:
            DocumentError: a document cannot be coded; ``outcomes`` goes on after it.
        """
        for outcome in self.outcomes(documents):
            if isinstance(outcome, DocumentError):
                raise outcome
            yield outcome

    def code(self, documents: Iterable[Document]) -> Iterator[Event]:
        """The events of each document, in order.

        Raises:
            DocumentError: a document cannot be coded; ``outcomes`` goes on after it.
        """
        for analysis in self.analyse(documents):
            yield from analysis.events

    def _batch(self, batch: list[Document]) -> list[Analysis | DocumentError]:
        """All of a batch at once or, where that fails or a text is too long, one by one."""
        if all(len(d.text) <= self.settings.max_characters for d in batch):
            try:
                return [self._finish(doc) for doc in analyse(self.nlp, batch, batch_size=BATCH)]
            except (CallError, DataError):  # nothing can be coded: no document's fault
                raise
            except Exception:  # noqa: S110 -- any fault in a document: found again, and named, one by one
                pass
        return [self._one(document) for document in batch]

    def _one(self, document: Document) -> Analysis | DocumentError:
        if len(document.text) > self.settings.max_characters:
            size = f"{len(document.text):,} characters, more than {self.settings.max_characters:,}"
            return DocumentError(f"too long to be one report: {size}", where=document.id)
        try:
            return self._finish(self.nlp(prepare(self.nlp, document)))
        except (CallError, DataError):
            raise
        except DocumentError as error:
            return DocumentError(error.message, where=document.id)
        except Exception as error:
            return DocumentError(f"cannot be coded: {type(error).__name__}: {error}", where=document.id)

    def _finish(self, doc: Doc) -> Analysis:
        analysis: Analysis = doc._.redshank
        if self.settings.min_confidence > 0:
            kept = [e for e in analysis.events if e.confidence >= self.settings.min_confidence]
            analysis = msgspec.structs.replace(analysis, events=kept)
        return analysis


def load(settings: Settings | None = None) -> Redshank:
    """A coder for these settings; the same settings give the same loaded coder.

    Raises:
        CallError: no English pipeline is installed.
    """
    # Only what the loaded parts see decides whether they are the same.
    return _load(msgspec.structs.replace(settings or Settings(), published=None, workers=1))


@lru_cache(maxsize=2)
def _load(settings: Settings) -> Redshank:
    return Redshank(settings)


def read(inputs: Input | Iterable[Input], settings: Settings | None = None) -> Iterator[Document | DocumentError]:
    """Documents as they are understood before any coding, in order, also those in languages that cannot be coded.

    Args:
        inputs: files, folders or JSON lines by path, or documents, one or many.
        settings: the options; the defaults where None.

    Yields:
        a ``Document``, or the ``DocumentError`` that stands in the place of one that cannot be read.

    Raises:
        CallError: a path that is not there.
    """
    yield from _documents(inputs, settings, any_language=True)


def inspect(inputs: Input | Iterable[Input], settings: Settings | None = None) -> Iterator[Analysis]:
    """The whole analysis of each document, in order: paragraphs, times, places, statements, events.

    Args:
        inputs: as for ``read``.
        settings: the options; the defaults where None.

    Raises:
        CallError: a path that is not there, or no English pipeline.
        DocumentError: a document cannot be read or coded; ``runner.local.run`` goes on after one.
    """
    yield from load(settings).analyse(_sound(_documents(inputs, settings, any_language=False)))


def code(inputs: Input | Iterable[Input], settings: Settings | None = None) -> Iterator[Event]:
    """The events of each document, in order. Arguments and errors as for ``inspect``."""
    for analysis in inspect(inputs, settings):
        yield from analysis.events


def _documents(
    inputs: Input | Iterable[Input], settings: Settings | None, *, any_language: bool
) -> Iterator[Document | DocumentError]:
    from redshank.reading.sources import read_inputs

    options = settings or Settings()
    for item in [inputs] if isinstance(inputs, str | Path | Document) else inputs:
        if isinstance(item, Document):
            yield item
        else:
            yield from read_inputs([Path(item)], options, any_language=any_language)


def _sound(documents: Iterable[Document | DocumentError]) -> Iterator[Document]:
    for document in documents:
        if isinstance(document, DocumentError):
            raise document
        yield document


class Whole:
    """All parts as one spaCy component, to be added behind a tagger, a parser and a lemmatizer."""

    def __init__(self, nlp: Language, actors: Sequence[str] = (), gazetteer: str | None = None) -> None:
        extensions.register()
        settings = Settings(actors=tuple(actors), gazetteer=gazetteer)
        names = (repairs.NAME, *PARTS)
        self.parts = [nlp.create_pipe(name, config=part_config(name, settings)) for name in names]

    def __call__(self, doc: Doc) -> Doc:
        """Annotate the document; a bare ``Doc`` is read as a report without a page around it."""
        if doc._.document is None:
            from redshank.reading.rows import document_from_row

            doc._.document = document_from_row({"text": doc.text}, Settings())
        for part in self.parts:
            doc = part(doc)
        return doc


@Language.factory(
    "redshank",
    assigns=["doc._.redshank"],
    requires=["token.dep", "token.tag", "token.lemma"],
    default_config={"actors": [], "gazetteer": None},
)
def make_redshank(nlp: Language, name: str, actors: list[str], gazetteer: str | None) -> Whole:
    """Factory of the spaCy component ``redshank``: all parts in one, results in ``doc._.redshank``.

    ``actors`` are user rosters and ``gazetteer`` is a user's gazetteer, as in ``Settings``.
    """
    return Whole(nlp, actors, gazetteer)
