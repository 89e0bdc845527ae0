"""One family of errors, each with a code to search for.

RedshankError            catch this one to catch them all
├── CallError            the call is wrong: a bad option, a file that is not there      exit code 2
├── DocumentError        one document could not be read or coded                        exit code 1
├── DataError            a lexicon, roster or ontology file breaks its own schema       exit code 2
└── LedgerError          a ledger cannot be opened, written or asked                    exit code 2
"""

from __future__ import annotations


class RedshankError(Exception):
    """Base of all errors that redshank raises on purpose.

    Attributes:
        code: a short stable code, such as ``R101``, to search for.
        where: the file and, if known, the place in it (``reports.jsonl:14``).
    """

    code = "R000"
    exit_code = 2

    def __init__(self, message: str, *, where: str | None = None) -> None:
        self.message = " ".join(message.split())
        self.where = where
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.message} [{self.code}]"


class CallError(RedshankError):
    """The call is wrong: nothing was done."""

    code = "R100"
    exit_code = 2


class DocumentError(RedshankError):
    """One document failed; the others are not touched by it."""

    code = "R200"
    exit_code = 1


class DataError(RedshankError):
    """A data file of the package or of the user breaks its schema."""

    code = "R300"
    exit_code = 2


class LedgerError(RedshankError):
    """A ledger is missing, damaged, locked, of a later version, out of space, or cannot answer the question."""

    code = "R400"
    exit_code = 2
