"""Writes the network as ONNX with the output of its teacher: how likely each pixel is in a line's core."""

from pathlib import Path

import torch
from torch import nn

from ..onnx_file import write_probabilities
from .network import STEP, DetectorNetwork

LARGEST_DIFFERENCE = 0.02  # of a pixel's probability, to PyTorch


def export(network: DetectorNetwork, file: Path) -> None:
    """pixels float32 [1, 3, h, w] → scores float32 [1, 1, h, w] from 0 to 1.

    Raises RuntimeError where the file says something else than PyTorch does.
    """
    module = nn.Sequential(network, nn.Sigmoid())
    pixels = torch.randn(1, 3, 5 * STEP, 7 * STEP, generator=torch.Generator().manual_seed(1))
    sides = {side: STEP * torch.export.Dim(name, max=64) for side, name in ((2, "rows"), (3, "columns"))}
    write_probabilities(module, pixels, ("pixels", "scores"), (sides,), file, LARGEST_DIFFERENCE)
