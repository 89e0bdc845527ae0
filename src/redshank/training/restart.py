"""A network with the weights of a model file, to train it further: int8 weights are put back to floats."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from redshank.errors import DataError
from redshank.predicates.relation_model import MODEL_FILE, RelationModel
from redshank.training.corpus import Labels
from redshank.training.network import RelationNetwork, minilm

_QUANTISED = "_quantized"
_PARTS = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense")
_INNER = ("intermediate.dense", "output.dense")


def network_of(folder: Path, labels: Labels) -> RelationNetwork:
    """The network that was exported to ``folder`` by ``training.export``.

    Args:
        folder: of a relation model.
        labels: what the new network answers: the same as the model's.

    Raises:
        DataError: no such model, or one of other labels or of another shape.
    """
    model = RelationModel(folder)
    if (model.events, model.modes, model.aux) != (labels.events, labels.modes, labels.aux):
        raise DataError("a model of other labels than the corpus: it cannot be trained further", where=str(folder))
    plain, coded = _weights(folder / MODEL_FILE)
    network = RelationNetwork(minilm(), labels)
    try:
        _narrow(network, plain)
        network.load_state_dict(_state(network, plain, coded))
    except (KeyError, RuntimeError, StopIteration) as error:
        raise DataError(f"no model that training can go on from: {error!s:.120}", where=str(folder)) from None
    return network


def _weights(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Weights that are floats in the file, and those that were quantised, as floats, in the order of the graph."""
    found = {i.name: numpy_helper.to_array(i) for i in onnx.load(str(path)).graph.initializer}
    coded = {
        name.removesuffix(_QUANTISED): (value.astype(np.float32) - found[_of(name, "zero_point")].astype(np.float32))
        * found[_of(name, "scale")]
        for name, value in found.items()
        if name.endswith(_QUANTISED)
    }
    return found, coded


def _of(name: str, what: str) -> str:
    return f"{name.removesuffix(_QUANTISED)}_{what}"


def _narrow(network: RelationNetwork, plain: dict[str, Any]) -> None:
    """Give each layer as many inner neurons as the file has."""
    for number, layer in enumerate(network.encoder.encoder.layer):
        inner = len(plain[f"encoder.encoder.layer.{number}.intermediate.dense.bias"])
        width = layer.output.dense.out_features
        layer.intermediate.dense, layer.output.dense = nn.Linear(width, inner), nn.Linear(inner, width)


def _state(network: RelationNetwork, plain: dict[str, Any], coded: dict[str, Any]) -> dict[str, torch.Tensor]:
    """Every weight of the network: by its name, or, of layers whose weights have lost it, by its place in the graph."""
    unnamed = iter([value for name, value in coded.items() if name.startswith("onnx::MatMul_")])
    found: dict[str, Any] = {}
    for number in range(len(network.encoder.encoder.layer)):
        for part in (*_PARTS, *_INNER):
            found[f"encoder.encoder.layer.{number}.{part}.weight"] = next(unnamed).T
    found["roles.weight"] = next(unnamed).T
    for name in network.state_dict():
        if name in plain:
            found[name] = plain[name]
        elif name in coded:
            found[name] = coded[name]
        elif f"{name}_Transposed" in coded:
            found[name] = coded[f"{name}_Transposed"].T
    return {name: torch.from_numpy(np.array(value)) for name, value in found.items()}
