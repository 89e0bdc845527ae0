"""``redshank read``: documents as they were understood, before any coding."""

from __future__ import annotations

from redshank.cli.common import Inputs, Published, Sieve, emit, settings_from


def command(inputs: Inputs, published: Published = None) -> int:
    """Print documents as they were understood.

    One JSON line a document, before any coding: text, title, day, credits, paragraphs and their kinds.
    """
    from redshank.reading.sources import count_inputs, read_inputs
    from redshank.records import encode
    from redshank.runner.progress import watched

    sieve = Sieve()
    found = read_inputs(inputs, settings_from(published), any_language=True)
    for document in sieve.sound(watched(found, count_inputs(inputs))):
        emit(encode(document))
    return sieve.exit_code
