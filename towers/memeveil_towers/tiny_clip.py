"""A CLIP ViT-B/32 of tiny width and random weights in the hub's layout, for tests.

python -m memeveil_towers.tiny_clip OUT
"""

import base64
import json
import sys
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.float16 import convert_float_to_float16
from tokenizers import pre_tokenizers
from torch import nn
from torch.export import Dim
from transformers import CLIPConfig, CLIPImageProcessorPil, CLIPModel, CLIPTokenizer

from .golden import SIZES, pattern
from .onnx_file import write_plain

DIMENSION, MAX_TOKENS = 16, 77
LAYERS = {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2}
TEXTS = ["a cat", "Women drive CARS!", "it's  café №1", "日本 😀", "one two three " * 40]
"""What the tokeniser is held to."""
CLEAN_TEXTS = ["a cat", "women drive cars", "a car that a cat drives over the table again and again"]
"""The rule for words leaves them as they are: what the towers are held to."""
EVERY = 101
"""Of an input's values one in so many is kept."""


def write_tokenizer(out: Path) -> CLIPTokenizer:
    """Letters, their word-final forms, three merges, and CLIP's two special tokens, last as with CLIP itself."""
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    merges = [("c", "a"), ("ca", "t</w>"), ("a", "r")]
    tokens = (
        letters + [c + "</w>" for c in letters] + ["".join(m) for m in merges] + ["<|startoftext|>", "<|endoftext|>"]
    )
    tokenizer = CLIPTokenizer(vocab={t: i for i, t in enumerate(tokens)}, merges=merges, model_max_length=MAX_TOKENS)
    tokenizer.save_pretrained(out)
    return tokenizer


class VisionTower(nn.Module):
    """pixel_values [n, 3, 224, 224] → image_embeds [n, 16], not of length one."""

    def __init__(self, clip: CLIPModel):
        super().__init__()
        self.tower, self.projection = clip.vision_model, clip.visual_projection

    def forward(self, pixel_values):
        return self.projection(self.tower(pixel_values=pixel_values).pooler_output)


class TextTower(nn.Module):
    """input_ids [n, t] → text_embeds [n, 16], not of length one."""

    def __init__(self, clip: CLIPModel):
        super().__init__()
        self.tower, self.projection = clip.text_model, clip.text_projection

    def forward(self, input_ids):
        return self.projection(self.tower(input_ids=input_ids).pooler_output)


def make_clip(vocabulary: int) -> CLIPModel:
    """CLIP's architecture with random weights, larger than a training's first ones: so that embeddings differ."""
    torch.manual_seed(3)
    begin, end = vocabulary - 2, vocabulary - 1
    text = {"vocab_size": vocabulary, "bos_token_id": begin, "eos_token_id": end, "pad_token_id": end}
    config = CLIPConfig(
        text_config={**LAYERS, **text, "max_position_embeddings": MAX_TOKENS},
        vision_config={**LAYERS, "image_size": 224, "patch_size": 32},
        projection_dim=DIMENSION,
    )
    clip = CLIPModel(config).eval()
    for parameter in clip.parameters():
        if parameter.ndim > 1:
            nn.init.normal_(parameter, std=parameter[0].numel() ** -0.5)
    return clip


def write_towers(clip: CLIPModel, pixels: torch.Tensor, ids: torch.Tensor, folder: Path):
    """vision_model.onnx and text_model.onnx in `folder`, both with eight-bit weights as _quantized.onnx, and halved."""
    folder.mkdir(parents=True, exist_ok=True)
    n, t = Dim("n", max=64), Dim("t", min=2, max=MAX_TOKENS)
    parts = [
        ("vision", VisionTower(clip), pixels, "pixel_values", "image_embeds", {"pixel_values": {0: n}}),
        ("text", TextTower(clip), ids, "input_ids", "text_embeds", {"input_ids": {0: n, 1: t}}),
    ]
    for name, tower, example, taken, given, dynamic in parts:
        path = folder / f"{name}_model.onnx"
        plain = write_plain(tower, (example,), [taken], given, dynamic, path)
        for node in plain.graph.node:
            # where PyTorch had it from: half of a file this small
            del node.metadata_props[:]
        onnx.save(plain, path)
        quantize_dynamic(path, folder / f"{name}_model_quantized.onnx", weight_type=QuantType.QUInt8)
        write_half(path, folder / f"{name}_model_fp16.onnx")


def write_half(path: Path, out: Path):
    """The same in half precision but for what it takes and gives, as the hub's _fp16 exports are."""
    onnx.save(convert_float_to_float16(onnx.load(path), keep_io_types=True), out)


def expected(clip: CLIPModel, processor: CLIPImageProcessorPil, tokenizer: CLIPTokenizer) -> dict:
    """What Python says of fixed texts and pictures; of a tower's input one byte in EVERY, before it is scaled."""
    pictures = [pattern(width, height, seed) for seed, (width, height) in enumerate(SIZES)]
    pixels = processor(pictures, return_tensors="pt")["pixel_values"]
    ids = tokenizer(CLEAN_TEXTS, padding=True, return_tensors="pt")["input_ids"]
    image, text = VisionTower(clip)(pixels), TextTower(clip)(ids)
    raw = processor(pictures, do_normalize=False, return_tensors="pt")["pixel_values"].flatten(1)[:, ::EVERY]
    sampled = [base64.b64encode(bytes((p * 255).round().byte().tolist())).decode() for p in raw]
    return {
        "maxTokens": MAX_TOKENS,
        "tokens": [
            {"text": t, "ids": tokenizer(t, truncation=True, max_length=MAX_TOKENS)["input_ids"]} for t in TEXTS
        ],
        "every": EVERY,
        "pictures": [
            {"width": w, "height": h, "seed": seed, "bytes": sampled[seed], "embedding": rounded(image[seed])}
            for seed, (w, h) in enumerate(SIZES)
        ],
        "texts": [{"text": t, "embedding": rounded(text[i])} for i, t in enumerate(CLEAN_TEXTS)],
    }


def rounded(embedding: torch.Tensor) -> list[float]:
    """Scaled to length one."""
    return [round(x, 6) for x in (embedding / embedding.norm()).tolist()]


@torch.inference_mode()
def write_expected(out: Path) -> CLIPModel:
    """Tokeniser, configurations and expected.json in `out`; returns the model."""
    out.mkdir(parents=True, exist_ok=True)
    tokenizer, processor = write_tokenizer(out), CLIPImageProcessorPil()
    clip = make_clip(len(tokenizer))
    clip.config.save_pretrained(out)
    processor.save_pretrained(out)
    (out / "expected.json").write_text(json.dumps(expected(clip, processor, tokenizer)) + "\n")
    return clip


def write_tiny_clip(out: Path):
    """Both towers, the tokeniser, their configuration, and what Python says of them, in `out`."""
    clip = write_expected(out)
    ids = torch.randint(0, 500, (2, 9))
    with torch.no_grad():
        write_towers(clip, torch.rand(2, 3, 224, 224), ids, out / "onnx")


if __name__ == "__main__":
    write_tiny_clip(Path(sys.argv[1]))
