"""Writes both towers as ONNX files of CLIP's contract, compact, and checks them against PyTorch."""

import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn

from .compact import half_weights, int8_weights
from .image_tower import ImageTower
from .manifest import FILES, IMAGE_INPUT, IMAGE_OUTPUT, TEXT_INPUTS, TEXT_OUTPUT
from .onnx_file import write_plain
from .text.tower import TextTower, pad, pooled_embedding

LONGEST_INPUT = 512  # tokens; the encoder has no more positions
LEAST_COSINE = {"plain": 0.9999, "shipped": 0.99}  # to PyTorch, a mean


class BareTextTower(nn.Module):
    """input_ids, attention_mask int64 [n, t] → text_embeds [n, d]: the tower without its training heads."""

    def __init__(self, tower: TextTower):
        super().__init__()
        self.encoder = tower.encoder

    def forward(self, input_ids, attention_mask):
        return pooled_embedding(self.encoder, input_ids, attention_mask)


def _cosine(a, b):
    return (a * b).sum(-1) / (np.linalg.norm(a, axis=-1) * np.linalg.norm(b, axis=-1))


def _parity(path: Path, feeds: dict, expected: np.ndarray, least: float, what: str) -> dict:
    """Cosines of the file's embeddings to the `expected` ones [n, d]; RuntimeError if their mean is below `least`."""
    got = onnxruntime.InferenceSession(path).run(None, feeds)[0]
    cosine = _cosine(got, expected)
    if cosine.mean() < least:
        raise RuntimeError(f"{what}: cosine {cosine.mean():.5f} to PyTorch, at least {least} is needed")
    return {"mean": round(float(cosine.mean()), 6), "min": round(float(cosine.min()), 6)}


def _export_text(text: BareTextTower, ids, mask, path: Path):
    batch, length = torch.export.Dim("batch"), torch.export.Dim("length", max=LONGEST_INPUT)
    shapes = {name: {0: batch, 1: length} for name in TEXT_INPUTS}
    return write_plain(text, (ids[:3], mask[:3]), TEXT_INPUTS, TEXT_OUTPUT, shapes, path)


def _export_image(image: ImageTower, pictures, path: Path):
    shapes = {IMAGE_INPUT: {0: torch.export.Dim("batch")}}
    return write_plain(image, (pictures[:3],), [IMAGE_INPUT], IMAGE_OUTPUT, shapes, path)


@torch.inference_mode()
def export(
    text: BareTextTower,
    image: ImageTower,
    tokenizer,
    texts: list[str],
    pictures: torch.Tensor,
    max_tokens: int,
    out: Path,
) -> dict:
    """Writes text.onnx and vision.onnx into `out`; returns the cosines of the plain and the shipped files to PyTorch.

    They are checked on `texts` and `pictures` [n, 3, 224, 224], three of each at least. Raises RuntimeError where a
    file says something else than PyTorch does.
    """
    out.mkdir(parents=True, exist_ok=True)
    ids, mask = pad(tokenizer(texts, truncation=True, max_length=max_tokens)["input_ids"], tokenizer.pad_token_id)
    feeds = {
        "text": dict(zip(TEXT_INPUTS, (ids.numpy(), mask.numpy()), strict=True)),
        "vision": {IMAGE_INPUT: pictures.numpy()},
    }
    expected = {"text": text(ids, mask).numpy(), "vision": image(pictures).numpy()}
    report = {}

    def check(kind: str, folder: Path):
        for tower in ("text", "vision"):
            file = FILES[tower]
            report[f"{tower}, {kind}"] = _parity(
                folder / file, feeds[tower], expected[tower], LEAST_COSINE[kind], f"{kind} {file}"
            )

    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder)
        text_model = _export_text(text, ids, mask, plain / FILES["text"])
        image_model = _export_image(image, pictures, plain / FILES["vision"])
        check("plain", plain)
    onnx.save(int8_weights(text_model), out / FILES["text"])
    onnx.save(half_weights(image_model), out / FILES["vision"])
    check("shipped", out)
    return report
