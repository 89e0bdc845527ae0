"""Writes a trained network as one int8 ONNX file with all that is needed to read it: labels, version, tokenizer."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from redshank.predicates.marking import FORMAT
from redshank.predicates.model_files import TOKENIZER_FILE
from redshank.predicates.relation_model import MODEL_FILE
from redshank.training.corpus import Labels
from redshank.training.fit import tokenizer
from redshank.training.network import RelationNetwork

OPSET = 17


def export(network: RelationNetwork, labels: Labels, folder: Path) -> Path:
    """The model file in ``folder``, which is there; weights and arithmetic are int8 (dynamic quantisation)."""
    target = folder / MODEL_FILE
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        ids = torch.ones(2, 8, dtype=torch.long)
        asked = torch.ones(2, 4, dtype=torch.long)
        pieces, places = {0: "rows", 1: "pieces"}, {0: "rows", 1: "asked"}
        torch.onnx.export(
            network.eval(),
            (ids, torch.ones_like(ids), asked, torch.ones(2, 3, 4)),
            str(whole),
            input_names=["ids", "mask", "asked", "weights"],
            output_names=["event", "mode", "aux", "roles"],
            dynamic_axes={
                "ids": pieces,
                "mask": pieces,
                "asked": places,
                "weights": {0: "rows", 2: "asked"},
                "roles": places,
                "event": {0: "rows"},
                "mode": {0: "rows"},
                "aux": {0: "rows"},
            },
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(whole, target, weight_type=QuantType.QInt8, per_channel=True)
    describe(target, {"format": FORMAT, "events": labels.events, "modes": labels.modes, "aux": labels.aux})
    tokenizer().save(str(folder / TOKENIZER_FILE), pretty=False)
    return target


def describe(path: Path, facts: dict[str, Any]) -> None:
    """Write into a model file what it says of itself, and nothing else."""
    model = onnx.load(str(path))
    del model.metadata_props[:]
    entry = model.metadata_props.add()
    entry.key, entry.value = "redshank", json.dumps(facts)
    onnx.save(model, str(path))
