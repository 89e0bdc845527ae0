"""What a runner is: documents in, one outcome each, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from redshank.errors import DocumentError
from redshank.records import Analysis, Document
from redshank.settings import Settings


@dataclass(frozen=True, slots=True)
class Coded:
    """A document and what it yielded."""

    document: Document
    analysis: Analysis


Outcome: TypeAlias = "Coded | DocumentError"


class Runner(Protocol):
    """Codes many documents. Outcomes come in the order of the documents and do not depend on the machinery."""

    def run(self, documents: Iterable[Document | DocumentError], settings: Settings) -> Iterator[Outcome]:
        """One outcome for each document or error, in order; an error that came in goes out at its place.

        Raises:
            CallError: nothing can be coded at all, as without a language pipeline.
        """
