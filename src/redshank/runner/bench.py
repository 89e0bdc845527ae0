"""What runs cost here: seconds and memory of ``redshank code`` from a cold start, its speed once warm, the model's."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Any

import msgspec

from redshank.errors import CallError
from redshank.runner.sample import PUBLISHED, sample_pairs, sample_text

# Reports in the larger run.
MANY = 10
# Pairs that the relation model is timed on: enough that the clock is worth reading.
_PAIRS = 1000


def measure(report: Path | None = None) -> dict[str, Any]:
    """Seconds and peak memory (MB; None where the system does not tell) of one report and of ten, in fresh processes.

    Both come from this one call, so that their ratio can be trusted where the machine's own speed cannot.

    Raises:
        CallError: the report cannot be read, or a run fails.
    """
    try:
        text = report.read_text(encoding="utf8") if report else sample_text()
    except (OSError, UnicodeDecodeError) as error:
        raise CallError(f"cannot be read: {error}", where=str(report)) from error
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"report{n}.txt" for n in range(MANY)]
        for number, path in enumerate(paths):
            # A number in the text, so that no two are the same document.
            path.write_text(f"{text.rstrip()}\n\nReport {number}.\n", encoding="utf8")
        one, ten = _cold(paths[:1]), _cold(paths)
    return {"one": one, "ten": ten, **_warm(text)}


def _cold(paths: list[Path]) -> dict[str, float | None]:
    """One run in a fresh process: wall-clock seconds and peak memory in MB."""
    arguments = [sys.executable, "-m", "redshank", "code", "--published", PUBLISHED, *map(str, paths)]
    began = perf_counter()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # noqa: S603 -- ourselves
    peak: float | None = None
    if hasattr(os, "wait4"):
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        peak = round(usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3), 1)
    else:
        process.wait()
    seconds = round(perf_counter() - began, 2)
    complaint = process.stderr.read().decode(errors="replace") if process.stderr else ""
    if process.stderr:
        process.stderr.close()
    if process.returncode:
        raise CallError(f"a run failed: {complaint[-300:]}")
    return {"seconds": seconds, "megabytes": peak}


def _warm(text: str) -> dict[str, float]:
    """Sentences of a report, and sentences coded a second once everything is loaded."""
    from redshank.language.base import analyse
    from redshank.pipeline import load
    from redshank.reading.rows import document_from_row

    nlp = load().nlp
    document = document_from_row({"id": "bench", "text": text, "published": PUBLISHED})
    sentences = sum(1 for doc in analyse(nlp, [document]) for _ in doc.sents)
    began = perf_counter()
    for _ in analyse(nlp, [document] * MANY):
        pass
    return {"sentences": sentences, "sentences_per_second": round(MANY * sentences / (perf_counter() - began), 1)}


def measure_relate(pairs: Path | None = None) -> dict[str, Any]:
    """Pairs a second that the relation model reads on one core, in batches sorted by length, and its file's size.

    ``pieces`` is the mean number of word pieces a pair, on which the speed depends most.

    Args:
        pairs: JSON lines as ``redshank relate`` takes them; sentences of our own without it.

    Raises:
        CallError: the file cannot be read.
        DocumentError: a line is no pair.
    """
    from redshank.coder.relate import marked
    from redshank.predicates.relation_model import MODEL_FILE, own_model

    rows = [marked(row, n) for n, row in enumerate(_pairs(pairs) if pairs else sample_pairs(), start=1)]
    if not rows:
        raise CallError("no pairs to measure with", where=str(pairs))
    model = own_model()
    model.read(rows[:MANY])
    many = rows * max(1, _PAIRS // len(rows))
    began = perf_counter()
    model.read(many)
    seconds = perf_counter() - began
    return {
        "pairs": len(many),
        "pieces": round(model.mean_pieces(rows), 1),
        "pairs_per_second": round(len(many) / seconds, 1),
        "megabytes": round((model.folder / MODEL_FILE).stat().st_size / 1e6, 1),
    }


def _pairs(path: Path) -> list[Any]:
    try:
        return [msgspec.json.decode(line) for line in path.read_bytes().splitlines() if line.strip()]
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CallError(f"cannot be read: {error}", where=str(path)) from error


def measure_actors() -> dict[str, Any]:
    """Seconds and megabytes that loading the roster takes, and microseconds a lookup, in a fresh process.

    Looked up are all names of the roster and as many that it does not have, as a report brings both.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_roster).result()


def _roster() -> dict[str, Any]:
    from redshank.lexicons.current import nouns, roster
    from redshank.lexicons.roster import key_of

    before, began = resident(), perf_counter()
    held, known = roster(), nouns()
    seconds, after = perf_counter() - began, resident()
    keys = [key for same in held.names.values() for key in same]
    names = [" ".join(key) for key in keys]
    names += [f"{name} Nobodysson" for name in names]
    began = perf_counter()
    for name in names:
        held.senses(key_of(name))
    return {
        "names": len(keys),
        "nouns": len(known),
        "load_seconds": round(seconds, 3),
        "megabytes": None if before is None or after is None else round(after - before, 1),
        "microseconds_a_lookup": round(1e6 * (perf_counter() - began) / len(names), 2),
    }


def resident() -> float | None:
    """Peak memory of this process so far, MB; None where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / (1e6 if sys.platform == "darwin" else 1e3)
