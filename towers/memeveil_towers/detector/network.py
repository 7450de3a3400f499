"""The network: a trunk of strides 4 to 32, their features joined at stride 4, and a map as large as the picture.

Its convolutions are what onnxruntime computes fast on WASM: dense ones of few channels, and none by groups.
"""

import torch
from torch import nn
from torch.nn import functional as F

STRIDE = 4  # of the last features; each of their places holds STRIDE x STRIDE pixels of the map
STEP = 32  # the sides of a picture are multiples of this
STEM, WIDTHS, DEPTHS, JOINED = 16, (24, 40, 72, 96), (2, 3, 4, 2), 32


def _layer(before: int, after: int, size: int = 3, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(before, after, size, stride, size // 2, bias=False), nn.BatchNorm2d(after), nn.ReLU(inplace=True)
    )


class _Block(nn.Module):
    """Narrow, look around, widen, and add."""

    def __init__(self, width: int):
        super().__init__()
        narrow = width // 2
        self.look = nn.Sequential(_layer(width, narrow, 1), _layer(narrow, narrow))
        self.widen = nn.Sequential(nn.Conv2d(narrow, width, 1, bias=False), nn.BatchNorm2d(width))

    def forward(self, x):
        return F.relu(x + self.widen(self.look(x)))


class DetectorNetwork(nn.Module):
    """pixels [n, 3, h, w], normalised as PP-OCR's → logits [n, 1, h, w] that a pixel is in a line's core."""

    def __init__(self):
        super().__init__()
        self.stem = _layer(3, STEM, stride=2)
        before = (STEM, *WIDTHS)
        self.stages = nn.ModuleList(
            nn.Sequential(_layer(before[i], width, stride=2), *(_Block(width) for _ in range(DEPTHS[i])))
            for i, width in enumerate(WIDTHS)
        )
        self.sides = nn.ModuleList(_layer(width, JOINED, 1) for width in WIDTHS)
        self.join = _layer(JOINED, JOINED)
        self.out = nn.Conv2d(JOINED, STRIDE**2, 1)

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        x = self.stem(pixels)
        joined = []
        for stage, side in zip(self.stages, self.sides, strict=True):
            x = stage(x)
            joined.append(side(x))
        y = joined[-1]
        for finer in reversed(joined[:-1]):
            y = finer + F.interpolate(y, scale_factor=2.0, mode="nearest")
        return F.pixel_shuffle(self.out(self.join(y)), STRIDE)
