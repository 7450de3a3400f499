"""The encoder that ships: from its int8 weights in text.onnx back into PyTorch, to train on from there."""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

# a layer's matrices, in the order in which the graph multiplies by them
MATRICES = [
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
]
TABLES = ["embeddings.word_embeddings", "embeddings.position_embeddings"]
PREFIX = "encoder."  # of the exported module's own names


def load_shipped(encoder, path: Path):
    """Puts the weights of `path`, a text.onnx of compact.int8_weights, into `encoder`, which it returns.

    Raises ValueError where the file has not just the weights that `encoder` has.
    """
    stored = {t.name: numpy_helper.to_array(t) for t in onnx.load(path).graph.initializer}
    found = {n.removeprefix(PREFIX): a for n, a in stored.items() if n.startswith(PREFIX) and a.dtype == np.float32}
    for table in TABLES:
        found[f"{table}.weight"] = _widened(stored, f"{PREFIX}{table}.weight")
    matrices = [n.removesuffix(".i8") for n in stored if n.startswith("val_") and n.endswith(".i8")]
    names = [f"encoder.layer.{i}.{m}.weight" for i in range(encoder.config.num_hidden_layers) for m in MATRICES]
    for name, matrix in zip(names, sorted(matrices, key=lambda n: int(n.removeprefix("val_"))), strict=True):
        found[name] = _widened(stored, matrix).T  # the graph multiplies [n, in] by [in, out]
    wanted = encoder.state_dict()
    found = {name: torch.tensor(np.ascontiguousarray(a)) for name, a in found.items() if name in wanted}
    unlike = [n for n in wanted if n not in found or found[n].shape != wanted[n].shape]
    if unlike:
        raise ValueError(f"{path} has no weights for {', '.join(unlike)}")
    encoder.load_state_dict(found)
    return encoder


def _widened(stored: dict[str, np.ndarray], name: str) -> np.ndarray:
    scale = stored.get(f"{name}.scale", stored.get(f"{name}.scale.f16"))
    return stored[f"{name}.i8"].astype(np.float32) * scale.astype(np.float32)
