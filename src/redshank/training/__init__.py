"""Trains the relation model: the corpus, the names that fill its slots, the network, its export to int8 ONNX."""
