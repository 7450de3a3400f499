"""Writes both towers as ONNX files of CLIP's contract, compact, with the model's manifest."""

import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn

from .compact import half_weights, int8_weights
from .image_tower import MEAN, SIZE, STD
from .reader import file_entry
from .text_tower import TextTower, embedding, pad

MODEL_ID = "memeveil-mini"
MODEL_VERSION = "2.2.0"
MAX_TOKENS = 128  # twice what training reads: a third of MultiOFF's memes are longer than 64
LEAST_COSINE = 0.9999  # the plain export against PyTorch


class PlainText(nn.Module):
    """input_ids, attention_mask int64 [n, t] → text_embeds [n, d]: the tower without its training heads."""

    def __init__(self, tower: TextTower):
        super().__init__()
        self.encoder = tower.encoder

    def forward(self, input_ids, attention_mask):
        return embedding(self.encoder, input_ids, attention_mask)


def _export(module, arguments, names, output, dynamic, path):
    torch.onnx.export(
        module.eval(),
        arguments,
        path,
        input_names=names,
        output_names=[output],
        dynamic_shapes=dynamic,
        dynamo=True,
        external_data=False,
        opset_version=18,
        verbose=False,
    )
    return onnx.load(path)


def _cosine(a, b):
    return (a * b).sum(-1) / (np.linalg.norm(a, axis=-1) * np.linalg.norm(b, axis=-1))


def _check(path, feeds, expected, least, what):
    got = onnxruntime.InferenceSession(path).run(None, feeds)[0]
    cosine = _cosine(got, expected)
    if cosine.mean() < least:
        raise RuntimeError(f"{what}: cosine {cosine.mean():.5f} to PyTorch, at least {least} is needed")
    return {"mean": round(float(cosine.mean()), 6), "min": round(float(cosine.min()), 6)}


@torch.inference_mode()
def export(
    text: PlainText, image, tokenizer, texts: list[str], pictures: torch.Tensor, max_tokens: int, out: Path
) -> dict:
    """`texts` and `pictures` [n, 3, 224, 224] are what parity is checked on. Returns cosines of the plain and the shipped files."""
    out.mkdir(parents=True, exist_ok=True)
    ids, mask = pad(tokenizer(texts, truncation=True, max_length=max_tokens)["input_ids"], tokenizer.pad_token_id)
    batch, length = torch.export.Dim("batch"), torch.export.Dim("length", max=512)
    report = {}
    with tempfile.TemporaryDirectory() as folder:
        plain_text, plain_image = Path(folder) / "text.onnx", Path(folder) / "vision.onnx"
        text_model = _export(
            text,
            (ids[:3], mask[:3]),
            ["input_ids", "attention_mask"],
            "text_embeds",
            {"input_ids": {0: batch, 1: length}, "attention_mask": {0: batch, 1: length}},
            plain_text,
        )
        image_model = _export(
            image, (pictures[:3],), ["pixel_values"], "image_embeds", {"pixel_values": {0: batch}}, plain_image
        )
        feeds = {"input_ids": ids.numpy(), "attention_mask": mask.numpy()}
        text_expected, image_expected = text(ids, mask).numpy(), image(pictures).numpy()
        report["text, plain"] = _check(plain_text, feeds, text_expected, LEAST_COSINE, "text.onnx")
        report["vision, plain"] = _check(
            plain_image, {"pixel_values": pictures.numpy()}, image_expected, LEAST_COSINE, "vision.onnx"
        )
    onnx.save(int8_weights(text_model), out / "text.onnx")
    onnx.save(half_weights(image_model), out / "vision.onnx")
    report["text, shipped"] = _check(out / "text.onnx", feeds, text_expected, 0.99, "compact text.onnx")
    report["vision, shipped"] = _check(
        out / "vision.onnx", {"pixel_values": pictures.numpy()}, image_expected, 0.99, "compact vision.onnx"
    )
    return report


def write_manifest(pretrained: Path, dimension: int, max_tokens: int, out: Path):
    """model.json beside the towers. The head's entry is filled in when the head is trained."""
    shutil.copy(pretrained / "tokenizer.json", out / "tokenizer.json")
    config = json.loads((pretrained / "tokenizer_config.json").read_text())
    keep = (
        "do_lower_case",
        "unk_token",
        "sep_token",
        "pad_token",
        "cls_token",
        "mask_token",
        "strip_accents",
        "tokenizer_class",
        "model_max_length",
    )
    (out / "tokenizer_config.json").write_text(json.dumps({k: config[k] for k in keep if k in config}, indent=2) + "\n")
    head = out / "head.json"
    if not head.exists():
        head.write_text("{}\n")
    files = {
        "vision": "vision.onnx",
        "text": "text.onnx",
        "tokenizer": "tokenizer.json",
        "tokenizerConfig": "tokenizer_config.json",
        "head": "head.json",
    }
    manifest = {
        "id": MODEL_ID,
        "version": MODEL_VERSION,
        "license": "Apache-2.0",
        "dimension": dimension,
        "image": {
            "input": "pixel_values",
            "output": "image_embeds",
            "size": SIZE,
            "resize": "bicubic-stretch",
            "mean": MEAN,
            "std": STD,
        },
        "text": {"inputs": ["input_ids", "attention_mask"], "output": "text_embeds", "maxTokens": max_tokens},
        "dtype": {"wasm": "fp32", "webgpu": "fp32"},
        "files": {role: file_entry(out / name) for role, name in files.items()},
    }
    (out / "model.json").write_text(json.dumps(manifest, indent=2) + "\n")
