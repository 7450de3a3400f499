"""A SigLIP of tiny width and random weights in the hub's layout, for tests.

python -m memeveil_towers.tiny_siglip OUT
"""

import json
import sys
from pathlib import Path

import onnx
import torch
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors
from torch import nn
from torch.export import Dim
from transformers import SiglipConfig, SiglipImageProcessorPil, SiglipModel

from .golden import SIZES, pattern
from .onnx_file import write_plain
from .tiny_clip import CLEAN_TEXTS, LAYERS, rounded

SIZE, MAX_TOKENS = 32, 24
TEXTS = ["a cat", "Women drive CARS!", "one two three " * 20]
END = 1


def make_tokenizer() -> Tokenizer:
    """Letters and a few words by SigLIP's rules: lower case, no punctuation, an end and nothing before it."""
    words = ["▁a", "▁cat", "▁car", "▁drive", "▁the"]
    letters = [chr(c) for c in range(ord("a"), ord("z") + 1)]
    pieces = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    pieces += [(w, -2.0 - len(w) / 10) for w in words] + [(c, -6.0 - i / 100) for i, c in enumerate(["▁", *letters])]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=2))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Lowercase(), normalizers.Replace(Regex(r"[!-/:-@\[-`{-~]"), ""), normalizers.Strip()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", END)])
    tokenizer.add_special_tokens(["</s>", "<unk>"])
    return tokenizer


def write_tokenizer(out: Path) -> Tokenizer:
    tokenizer = make_tokenizer()
    tokenizer.save(str(out / "tokenizer.json"))
    config = {"tokenizer_class": "SiglipTokenizer", "model_max_length": MAX_TOKENS}
    config |= {"eos_token": "</s>", "pad_token": "</s>", "unk_token": "<unk>"}
    (out / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n")
    return tokenizer


class Tower(nn.Module):
    """pixel_values or input_ids → pooler_output [n, 16], not of length one."""

    def __init__(self, tower: nn.Module, taken: str):
        super().__init__()
        self.tower, self.taken = tower, taken

    def forward(self, x):
        return self.tower(**{self.taken: x}).pooler_output


def ids_of(tokenizer: Tokenizer, text: str, full: bool = True) -> list[int]:
    """At most MAX_TOKENS with the end as the last; filled up with the end, as SigLIP was trained."""
    ids = tokenizer.encode(text).ids
    ids = ids if len(ids) <= MAX_TOKENS else [*ids[: MAX_TOKENS - 1], END]
    return ids + [END] * (MAX_TOKENS - len(ids)) if full else ids


def make_siglip(vocabulary: int) -> SiglipModel:
    torch.manual_seed(4)
    config = SiglipConfig(
        text_config={**LAYERS, "vocab_size": vocabulary, "max_position_embeddings": MAX_TOKENS},
        vision_config={**LAYERS, "image_size": SIZE, "patch_size": 16},
    )
    siglip = SiglipModel(config).eval()
    for parameter in siglip.parameters():
        if parameter.ndim > 1:
            nn.init.normal_(parameter, std=parameter[0].numel() ** -0.5)
    return siglip


@torch.inference_mode()
def write_expected(out: Path) -> SiglipModel:
    """Tokeniser, configurations and expected.json in `out`; returns the model."""
    out.mkdir(parents=True, exist_ok=True)
    tokenizer, processor = write_tokenizer(out), SiglipImageProcessorPil(size={"height": SIZE, "width": SIZE})
    siglip = make_siglip(tokenizer.get_vocab_size())
    siglip.config.save_pretrained(out)
    processor.save_pretrained(out)
    pictures = [pattern(width, height, seed) for seed, (width, height) in enumerate(SIZES)]
    image = Tower(siglip.vision_model, "pixel_values")(processor(pictures, return_tensors="pt")["pixel_values"])
    text = Tower(siglip.text_model, "input_ids")(torch.tensor([ids_of(tokenizer, t) for t in CLEAN_TEXTS]))
    expected = {
        "maxTokens": MAX_TOKENS,
        "tokens": [{"text": t, "ids": ids_of(tokenizer, t, full=False)} for t in TEXTS],
        "pictures": [
            {"width": w, "height": h, "seed": seed, "embedding": rounded(image[seed])}
            for seed, (w, h) in enumerate(SIZES)
        ],
        "texts": [{"text": t, "embedding": rounded(text[i])} for i, t in enumerate(CLEAN_TEXTS)],
    }
    (out / "expected.json").write_text(json.dumps(expected) + "\n")
    return siglip


def write_tiny_siglip(out: Path):
    """Both towers, the tokeniser, their configuration, and what Python says of them, in `out`."""
    siglip = write_expected(out)
    (out / "onnx").mkdir(exist_ok=True)
    parts = [
        ("vision", siglip.vision_model, "pixel_values", torch.rand(2, 3, SIZE, SIZE)),
        ("text", siglip.text_model, "input_ids", torch.randint(3, 9, (2, MAX_TOKENS))),
    ]
    for name, tower, taken, example in parts:
        path = out / "onnx" / f"{name}_model.onnx"
        with torch.no_grad():
            plain = write_plain(Tower(tower, taken), (example,), [taken], "pooler_output", {"x": {0: Dim("n")}}, path)
        for node in plain.graph.node:
            del node.metadata_props[:]
        onnx.save(plain, path)


if __name__ == "__main__":
    write_tiny_siglip(Path(sys.argv[1]))
