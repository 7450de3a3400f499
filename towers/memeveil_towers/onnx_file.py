"""Writes modules as ONNX files, and holds what is written to what PyTorch says."""

import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn

from .compact import half_weights


def write_plain(module: nn.Module, arguments: tuple, inputs: list[str], output: str, dynamic, path: Path):
    """Writes the module with float32 weights and returns the model; `dynamic` are torch.export's dynamic shapes."""
    torch.onnx.export(
        module.eval(),
        arguments,
        path,
        input_names=inputs,
        output_names=[output],
        dynamic_shapes=dynamic,
        dynamo=True,
        external_data=False,
        opset_version=18,
        verbose=False,
    )
    return onnx.load(path)


@torch.inference_mode()
def write_probabilities(
    module: nn.Module, pixels: torch.Tensor, names: tuple[str, str], dynamic, file: Path, most: float
) -> None:
    """Writes a module from pixels to probabilities, by the `names` of both, with float16 weights.

    Raises RuntimeError where the file says of `pixels` something that is more than `most` from PyTorch.
    """
    taken, given = names
    with tempfile.TemporaryDirectory() as folder:
        plain = write_plain(module, (pixels,), [taken], given, dynamic, Path(folder) / file.name)
    onnx.save(half_weights(plain), file)
    got = onnxruntime.InferenceSession(file).run(None, {taken: pixels.numpy()})[0]
    difference = float(np.abs(got - module(pixels).numpy()).max())
    if difference > most:
        raise RuntimeError(f"{file.name} is {difference:.4f} from PyTorch, at most {most} is allowed")
