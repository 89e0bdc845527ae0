"""Every point at which others can extend redshank, on one page.

==================== ======================================= =====================================================
group of entry point name                                    what it must be
==================== ======================================= =====================================================
``spacy_factories``  ``redshank_<part>``                     a spaCy factory whose component writes the attributes
                                                             of that part (see ``redshank.language.extensions``)
``redshank.writers`` a file ending without its dot (``csv``) a callable ``(path: Path) -> formats.base.EventWriter``
==================== ======================================= =====================================================

Redshank's own parts and writers are registered in the same way, in its ``pyproject.toml``.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import Any

from redshank.errors import CallError

FACTORIES = "spacy_factories"
WRITERS = "redshank.writers"


def names(group: str) -> list[str]:
    """What is registered in a group, sorted."""
    return sorted({point.name for point in entry_points(group=group)})


def load(group: str, name: str) -> Any | None:
    """What is registered under this name, loaded; None where nothing is.

    Raises:
        CallError: it is registered but cannot be loaded, or two packages claim the name.
    """
    found = list(entry_points(group=group, name=name))
    if not found:
        return None
    if len({point.value for point in found}) > 1:
        claims = " and ".join(sorted(point.value for point in found))
        raise CallError(f"{name!r} is claimed by {claims}", where=group)
    try:
        return found[0].load()
    except (ImportError, AttributeError) as error:
        raise CallError(f"{found[0].value!r} cannot be loaded: {error}", where=group) from error
