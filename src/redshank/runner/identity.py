"""What coded a document: version, options, and hashes of model and data, so that two runs can be told apart."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

from redshank.ledger.write import Run
from redshank.settings import Settings
from redshank.version import __version__

# Options that choose how to run, not what comes out.
_OF_THE_RUN_ONLY = frozenset({"workers", "published", "max_bytes", "author"})


def run_of(settings: Settings) -> Run:
    """The identity of a run with these settings; the files that they name go in by their content.

    Raises:
        DataError: the relation model is missing or damaged.
    """
    options = {k: v for k, v in msgspec.structs.asdict(settings).items() if k not in _OF_THE_RUN_ONLY}
    options["actors"] = [_hash_of(Path(path)) for path in settings.actors]
    options["gazetteer"] = _hash_of(Path(settings.gazetteer)) if settings.gazetteer else None
    return Run(
        coder=f"redshank {__version__}",
        options=msgspec.json.encode(options, order="sorted").decode(),
        model_hash=model_hash() if settings.second_reader else None,
        data_hash=data_hash()[0],
    )


def _hash_of(path: Path) -> str | None:
    """SHA-256 of a file; None where it cannot be read, which the loader of the file tells better."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


@cache
def model_hash() -> str:
    """SHA-256 of the relation model that the package ships.

    Raises:
        DataError: it is missing or damaged.
    """
    from redshank.predicates.relation_model import MODEL_FILE, own_model

    return hashlib.sha256((own_model().folder / MODEL_FILE).read_bytes()).hexdigest()


@cache
def data_hash() -> tuple[str, int]:
    """One SHA-256 over all data files, and their number.

    Raises:
        UnicodeDecodeError: a file is no UTF-8.
    """
    digest, count = hashlib.sha256(), 0
    for package in ("redshank.lexicons", "redshank.ontology"):
        for name, content in _tables(files(package) / "data"):
            content.decode("utf8")
            digest.update(name.encode() + b"\0" + content)
            count += 1
    return digest.hexdigest(), count


def _tables(folder: Traversable) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            yield from _tables(entry)
        elif entry.name.endswith((".tsv", ".toml", ".txt")):
            yield entry.name, entry.read_bytes()
