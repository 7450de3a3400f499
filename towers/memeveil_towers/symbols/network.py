"""The network: EfficientNet-Lite0 up to its stride of 16, and a logit for each place of the map that it leaves."""

import torch
from torch import nn

from ..image_tower import load_trunk

SIZE = 256  # pixels a side, bicubic, stretched
STRIDE = 16
BLOCKS = 11  # of the trunk's 16
CHANNELS = 112  # that the last of them leaves
FROZEN = 3  # blocks that stay as pretrained: they see edges and colours, and cost most to train
STRONGEST = 2  # places whose mean is the picture's logit


class SymbolNetwork(nn.Module):
    """pixel_values [n, 3, SIZE, SIZE], scaled as the image tower's → logit [n] that a symbol of hatred is there."""

    def __init__(self):
        super().__init__()
        trunk = load_trunk()
        self.stem, self.norm, self.activation = trunk._conv_stem, trunk._bn0, trunk._swish
        self.blocks = nn.ModuleList(list(trunk._blocks)[:BLOCKS])
        self.head = nn.Sequential(nn.Conv2d(CHANNELS, 64, 1), nn.ReLU(), nn.Dropout2d(0.1), nn.Conv2d(64, 1, 1))

    def places(self, pixel_values: torch.Tensor) -> torch.Tensor:
        """Logits [n, SIZE / STRIDE, SIZE / STRIDE]"""
        with torch.no_grad():
            x = self.activation(self.norm(self.stem(pixel_values)))
            for block in self.blocks[:FROZEN]:
                x = block(x)
        for block in self.blocks[FROZEN:]:
            x = block(x)
        return self.head(x).squeeze(1)

    def forward(self, pixel_values: torch.Tensor) -> torch.Tensor:
        return strongest(self.places(pixel_values))

    def train(self, mode: bool = True):
        """Batch norms stay as they were pretrained: batches are small."""
        super().train(mode)
        for module in self.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.eval()
        return self


def strongest(places: torch.Tensor) -> torch.Tensor:
    """[n, h, w] → [n], the mean of the strongest places"""
    return places.flatten(1).topk(STRONGEST).values.mean(1)
