"""Writes the symbol network as ONNX with a probability as its output, and symbols.json beside it."""

import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn

from ..compact import half_weights
from ..image_tower import MEAN, STD
from ..manifest import file_entry
from .network import SIZE, SymbolNetwork

VERSION = "1.0.0"
LARGEST_DIFFERENCE = 0.01  # of the probability, to PyTorch


class _Probability(nn.Module):
    def __init__(self, network: SymbolNetwork, threshold: float):
        super().__init__()
        self.network, self.threshold = network, threshold

    def forward(self, pixel_values):
        return torch.sigmoid(self.network(pixel_values) - self.threshold)


@torch.inference_mode()
def export(network: SymbolNetwork, report: dict, out: Path) -> None:
    """model.onnx: pixel_values [n, 3, SIZE, SIZE] → probability [n], one half at the report's threshold.

    Raises RuntimeError where the file says something else than PyTorch does.
    """
    out.mkdir(parents=True, exist_ok=True)
    module = _Probability(network.eval(), report["threshold"]).eval()
    pixels = torch.randn(3, 3, SIZE, SIZE, generator=torch.Generator().manual_seed(1))
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "model.onnx"
        torch.onnx.export(
            module,
            (pixels,),
            plain,
            input_names=["pixel_values"],
            output_names=["probability"],
            dynamic_shapes={"pixel_values": {0: torch.export.Dim("batch")}},
            dynamo=True,
            external_data=False,
            opset_version=18,
            verbose=False,
        )
        onnx.save(half_weights(onnx.load(plain)), out / "model.onnx")
    got = onnxruntime.InferenceSession(out / "model.onnx").run(None, {"pixel_values": pixels.numpy()})[0]
    difference = float(np.abs(got - module(pixels).numpy()).max())
    if difference > LARGEST_DIFFERENCE:
        raise RuntimeError(f"model.onnx is {difference:.4f} from PyTorch, at most {LARGEST_DIFFERENCE} is allowed")
    manifest = {
        "id": "memeveil-symbols",
        "version": VERSION,
        "license": "Apache-2.0",
        "image": {"input": "pixel_values", "size": SIZE, "resize": "bicubic-stretch", "mean": MEAN, "std": STD},
        "output": "probability",
        "threshold": 0.5,
        "validation": report,
        "files": {"model": file_entry(out / "model.onnx")},
    }
    (out / "symbols.json").write_text(json.dumps(manifest, indent=2) + "\n")
