"""Many documents on one machine: in this process, or in ``workers`` processes of one thread each.

Documents travel in chunks of ``pipeline.BATCH``, cut in input order whatever the number of workers, so that the bytes
that come out are the same.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeAlias

import msgspec

from redshank.errors import DocumentError
from redshank.records import Analysis, Document
from redshank.runner.base import Coded, Outcome
from redshank.settings import Settings

# Chunks that wait for a worker, per worker: enough that none is idle, few enough that memory stays small.
AHEAD = 2

# The numeric libraries under spaCy start a thread a core each; processes share the cores between themselves instead.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")

Answer: TypeAlias = "list[bytes | DocumentError]"


class LocalRunner:
    """Runs in this process where ``settings.workers`` is 1 (the default), else in that many processes."""

    def run(self, documents: Iterable[Document | DocumentError], settings: Settings) -> Iterator[Outcome]:
        """See ``base.Runner``."""
        if settings.workers == 1:
            yield from _here(documents, settings)
        else:
            yield from _apart(documents, settings)


def run(documents: Iterable[Document | DocumentError], settings: Settings | None = None) -> Iterator[Outcome]:
    """Code documents on this machine: one ``Coded`` or ``DocumentError`` each, in order.

    Raises:
        CallError: no English pipeline is installed.
    """
    return LocalRunner().run(documents, settings or Settings())


def _here(documents: Iterable[Document | DocumentError], settings: Settings) -> Iterator[Outcome]:
    from redshank.pipeline import load

    coder = load(settings)
    for chunk in _chunks(documents):
        sound = [d for d in chunk if isinstance(d, Document)]
        yield from _woven(chunk, iter(list(coder.outcomes(sound))))


def _apart(documents: Iterable[Document | DocumentError], settings: Settings) -> Iterator[Outcome]:
    from redshank.lexicons.current import roster, using

    with using(settings.actors):
        roster()  # a user roster that cannot be read is the call's fault, and no worker's
    single = msgspec.structs.replace(settings, workers=1)
    pool = _pool(settings.workers, single)
    waiting: deque[tuple[list[Document | DocumentError], Future[Answer]]] = deque()
    chunks = _chunks(documents)
    try:
        for chunk in islice(chunks, settings.workers * AHEAD):
            waiting.append((chunk, _send(pool, chunk, single)))
        while waiting:
            chunk, future = waiting.popleft()
            try:
                answer = future.result()
            except BrokenProcessPool:
                # A worker was killed, most likely for memory. Everything under way is lost with it: do this chunk
                # one document at a time, and send the rest again.
                answer = _rescue(chunk, single)
                pool = _pool(settings.workers, single)
                waiting = deque((late, _send(pool, late, single)) for late, _ in waiting)
            waiting.extend((fresh, _send(pool, fresh, single)) for fresh in islice(chunks, 1))
            yield from _woven(chunk, (_decoded(item) for item in answer))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _chunks(documents: Iterable[Document | DocumentError]) -> Iterator[list[Document | DocumentError]]:
    from redshank.pipeline import BATCH

    source = iter(documents)
    while chunk := list(islice(source, BATCH)):
        yield chunk


def _woven(chunk: list[Document | DocumentError], outcomes: Iterator[Analysis | DocumentError]) -> Iterator[Outcome]:
    """The outcomes of a chunk's documents with its own errors at their places."""
    for item in chunk:
        if isinstance(item, DocumentError):
            yield item
            continue
        outcome = next(outcomes)
        yield outcome if isinstance(outcome, DocumentError) else Coded(item, outcome)


def _decoded(item: bytes | DocumentError) -> Analysis | DocumentError:
    return item if isinstance(item, DocumentError) else msgspec.json.decode(item, type=Analysis)


def _send(pool: ProcessPoolExecutor, chunk: list[Document | DocumentError], settings: Settings) -> Future[Answer]:
    packed = msgspec.json.encode([d for d in chunk if isinstance(d, Document)])
    return pool.submit(_work, packed, settings)


def _pool(workers: int, settings: Settings) -> ProcessPoolExecutor:
    import multiprocessing

    for name in THREADS:
        os.environ.setdefault(name, "1")
    # Fresh processes: a fork of one that runs threads (a progress bar does) may hang.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(settings,))


def _start(settings: Settings) -> None:
    """In a worker: leave Ctrl-C to the parent, and load."""
    import signal

    from redshank.pipeline import load

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    load(settings)


def _work(packed: bytes, settings: Settings) -> Answer:
    """In a worker: code a chunk."""
    from redshank.pipeline import load

    documents = msgspec.json.decode(packed, type=list[Document])
    return [o if isinstance(o, DocumentError) else msgspec.json.encode(o) for o in load(settings).outcomes(documents)]


def _rescue(chunk: list[Document | DocumentError], settings: Settings) -> Answer:
    """A chunk whose worker died, each document in a process of its own; who kills it again is the bad one."""
    answer: Answer = []
    for document in chunk:
        if isinstance(document, DocumentError):
            continue
        with _pool(1, settings) as pool:
            try:
                answer += _send(pool, [document], settings).result()
            except BrokenProcessPool:
                answer.append(DocumentError("its process was killed, out of memory perhaps", where=document.id))
    return answer
