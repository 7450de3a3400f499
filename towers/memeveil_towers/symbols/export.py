"""Writes the symbol network as ONNX with a probability as its output, and symbol.json beside it."""

import json
from pathlib import Path

import torch
from torch import nn

from ..image_tower import MEAN, STD
from ..manifest import file_entry
from ..onnx_file import write_probabilities
from .network import SIZE, SymbolNetwork

VERSION = "1.0.0"
LARGEST_DIFFERENCE = 0.01  # of the probability, to PyTorch


class _Probability(nn.Module):
    def __init__(self, network: SymbolNetwork, threshold: float):
        super().__init__()
        self.network, self.threshold = network, threshold

    def forward(self, pixel_values):
        return torch.sigmoid(self.network(pixel_values) - self.threshold)


def export(network: SymbolNetwork, report: dict, out: Path) -> None:
    """model.onnx: pixel_values [n, 3, SIZE, SIZE] → probability [n], one half at the report's threshold.

    Raises RuntimeError where the file says something else than PyTorch does.
    """
    out.mkdir(parents=True, exist_ok=True)
    module = _Probability(network, report["threshold"])
    pixels = torch.randn(3, 3, SIZE, SIZE, generator=torch.Generator().manual_seed(1))
    shapes = {"pixel_values": {0: torch.export.Dim("batch")}}
    names = ("pixel_values", "probability")
    write_probabilities(module, pixels, names, shapes, out / "model.onnx", LARGEST_DIFFERENCE)
    manifest = {
        "id": "memeveil-symbol",
        "version": VERSION,
        "license": "Apache-2.0",
        "image": {"input": "pixel_values", "size": SIZE, "resize": "bicubic-stretch", "mean": MEAN, "std": STD},
        "output": "probability",
        "threshold": 0.5,
        "validation": report,
        "files": {"model": file_entry(out / "model.onnx")},
    }
    (out / "symbol.json").write_text(json.dumps(manifest, indent=2) + "\n")
