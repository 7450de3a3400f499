"""Writes the network as ONNX with the output of its teacher: how likely each pixel is in a line's core."""

import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn

from ..compact import half_weights
from .network import STEP, DetectorNetwork

LARGEST_DIFFERENCE = 0.02  # of a pixel's probability, to PyTorch


@torch.inference_mode()
def export(network: DetectorNetwork, file: Path) -> None:
    """pixels float32 [1, 3, h, w] → scores float32 [1, 1, h, w] from 0 to 1.

    Raises RuntimeError where the file says something else than PyTorch does.
    """
    module = nn.Sequential(network, nn.Sigmoid()).eval()
    pixels = torch.randn(1, 3, 5 * STEP, 7 * STEP, generator=torch.Generator().manual_seed(1))
    sides = {side: STEP * torch.export.Dim(name, max=64) for side, name in ((2, "rows"), (3, "columns"))}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "detector.onnx"
        torch.onnx.export(
            module,
            (pixels,),
            plain,
            input_names=["pixels"],
            output_names=["scores"],
            dynamic_shapes=(sides,),
            dynamo=True,
            external_data=False,
            opset_version=18,
            verbose=False,
        )
        onnx.save(half_weights(onnx.load(plain)), file)
    got = onnxruntime.InferenceSession(file).run(None, {"pixels": pixels.numpy()})[0]
    difference = float(np.abs(got - module(pixels).numpy()).max())
    if difference > LARGEST_DIFFERENCE:
        raise RuntimeError(f"{file.name} is {difference:.4f} from PyTorch, at most {LARGEST_DIFFERENCE} is allowed")
