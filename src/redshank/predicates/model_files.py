"""Opening a model file of ours: an int8 ONNX graph with facts about itself, and the tokenizer beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redshank.errors import DataError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

TOKENIZER_FILE = "tokenizer.json"
_SLOWER = ["SkipLayerNormFusion"]  # onnxruntime's one kernel for sum and norm is slower than its two: an eighth of all


@dataclass(frozen=True, slots=True)
class ModelFile:
    """An open model: its session, its tokenizer, and what it says of itself."""

    session: Any
    tokenizer: Tokenizer
    facts: dict[str, Any]


def open_model(folder: Path, name: str, version: int, tokenizer: Path | None = None) -> ModelFile:
    """Open ``folder/name``, on one thread.

    Args:
        folder: where the graph lies.
        name: of the graph's file.
        version: of the format that the reader knows.
        tokenizer: the tokenizer's file; the one in ``folder`` without it.

    Raises:
        DataError: a file is missing, damaged, or of another version of the format.
    """
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # one core a process; same bytes everywhere
    options.log_severity_level = 3
    path = folder / name
    kind = name.partition(".")[0]
    try:
        session = InferenceSession(str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER)
        facts = json.loads(session.get_modelmeta().custom_metadata_map["redshank"])
        words: Tokenizer = Tokenizer.from_file(str(tokenizer or folder / TOKENIZER_FILE))
    except Exception as error:  # onnxruntime and tokenizers raise their own kinds, bare Exception among them
        raise DataError(f"no {kind} model, or a damaged one: {str(error)[:120]}", where=str(path)) from None
    if facts.get("format") != version:
        raise DataError(f"a {kind} model of format {facts.get('format')}, not {version}", where=str(path))
    return ModelFile(session, words, facts)
