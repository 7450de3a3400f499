"""The manifest beside the towers, model.json: the contract by which src/core/model loads them."""

import hashlib
import json
import shutil
from pathlib import Path

from .image_tower import MEAN, SIZE, STD

MODEL_ID = "memeveil-mini"
MODEL_VERSION = "3.0.0"
MAX_TOKENS = 128  # twice what training reads: a third of MultiOFF's memes are longer than 64
TEXT_INPUTS, TEXT_OUTPUT = ["input_ids", "attention_mask"], "text_embeds"
IMAGE_INPUT, IMAGE_OUTPUT = "pixel_values", "image_embeds"
FILES = {
    "vision": "vision.onnx",
    "text": "text.onnx",
    "tokenizer": "tokenizer.json",
    "tokenizerConfig": "tokenizer_config.json",
    "head": "head.json",
}
TOKENIZER_FIELDS = (
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


def file_entry(path: Path) -> dict:
    """A file as every manifest lists it: name, length and hash."""
    data = path.read_bytes()
    return {"path": path.name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def write_manifest(pretrained: Path, dimension: int, max_tokens: int, out: Path):
    """model.json beside the towers, and the tokeniser's files. The head's entry is filled in when a head is trained."""
    shutil.copy(pretrained / FILES["tokenizer"], out / FILES["tokenizer"])
    config = json.loads((pretrained / FILES["tokenizerConfig"]).read_text())
    kept = {field: config[field] for field in TOKENIZER_FIELDS if field in config}
    (out / FILES["tokenizerConfig"]).write_text(json.dumps(kept, indent=2) + "\n")
    head = out / FILES["head"]
    if not head.exists():
        head.write_text("{}\n")
    manifest = {
        "id": MODEL_ID,
        "version": MODEL_VERSION,
        "license": "Apache-2.0",
        "dimension": dimension,
        "image": {
            "input": IMAGE_INPUT,
            "output": IMAGE_OUTPUT,
            "size": SIZE,
            "resize": "bicubic-stretch",
            "mean": MEAN,
            "std": STD,
        },
        "text": {"inputs": TEXT_INPUTS, "output": TEXT_OUTPUT, "maxTokens": max_tokens},
        "dtype": {"wasm": "fp32", "webgpu": "fp32"},
        "files": {role: file_entry(out / name) for role, name in FILES.items()},
    }
    (out / "model.json").write_text(json.dumps(manifest, indent=2) + "\n")
