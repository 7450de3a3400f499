"""A CLIP of random weights in the hub's layout, for tests.

python -m memeveil_towers.tiny_clip OUT
"""

import json
import sys
from pathlib import Path

import numpy as np
from onnx import TensorProto, helper, numpy_helper, save
from tokenizers import pre_tokenizers
from transformers import CLIPTokenizer

SIZE, DIMENSION, MAX_TOKENS = 8, 16, 12
CLIP_MEAN, CLIP_STD = [0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711]
TEXTS = ["a cat", "Women drive CARS!", "it's  café №1", "one two three four five six seven eight", "日本 😀"]


def write_tokenizer(out: Path) -> int:
    """Letters, their word-final forms and three merges, and CLIP's own ids for TEXTS; returns how many tokens."""
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    merges = [("c", "a"), ("ca", "t</w>"), ("a", "r")]
    tokens = (
        letters + [c + "</w>" for c in letters] + ["".join(m) for m in merges] + ["<|startoftext|>", "<|endoftext|>"]
    )
    tokenizer = CLIPTokenizer(vocab={t: i for i, t in enumerate(tokens)}, merges=merges, model_max_length=MAX_TOKENS)
    tokenizer.save_pretrained(out)
    ids = [tokenizer(t, truncation=True, max_length=MAX_TOKENS)["input_ids"] for t in TEXTS]
    (out / "expected.json").write_text(json.dumps({"maxTokens": MAX_TOKENS, "texts": TEXTS, "ids": ids}) + "\n")
    return len(tokens)


def write_tower(path: Path, nodes, inputs, output: str, weights: dict[str, np.ndarray]):
    """An ONNX file at `path` whose `output` is float32 [n, 16]."""
    tensors = [numpy_helper.from_array(w, name) for name, w in weights.items()]
    graph = helper.make_graph(
        nodes, "tiny", inputs, [helper.make_tensor_value_info(output, TensorProto.FLOAT, ["n", DIMENSION])], tensors
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), path)


def write_tiny_clip(out: Path):
    """Both towers, the tokeniser, their configuration, and expected.json with the ids of TEXTS, in `out`."""
    out.mkdir(parents=True, exist_ok=True)
    vocabulary = write_tokenizer(out)
    rng = np.random.default_rng(3)
    projection = rng.standard_normal((3 * SIZE * SIZE, DIMENSION)).astype(np.float32)
    write_tower(
        out / "onnx/vision_model.onnx",
        [
            helper.make_node("Flatten", ["pixel_values"], ["flat"]),
            helper.make_node("MatMul", ["flat", "w"], ["image_embeds"]),
        ],
        [helper.make_tensor_value_info("pixel_values", TensorProto.FLOAT, ["n", 3, SIZE, SIZE])],
        "image_embeds",
        {"w": projection},
    )
    table = rng.standard_normal((vocabulary, DIMENSION)).astype(np.float32)
    table[0] = 0  # the padding's
    write_tower(
        out / "onnx/text_model.onnx",
        [
            helper.make_node("Gather", ["e", "input_ids"], ["tokens"]),
            helper.make_node("ReduceSum", ["tokens", "axis"], ["text_embeds"], keepdims=0),
        ],
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["n", "t"])],
        "text_embeds",
        {"e": table, "axis": np.array([1], dtype=np.int64)},
    )
    config = {"model_type": "clip", "projection_dim": DIMENSION, "text_config": {"max_position_embeddings": MAX_TOKENS}}
    preprocessor = {"crop_size": {"height": SIZE, "width": SIZE}, "image_mean": CLIP_MEAN, "image_std": CLIP_STD}
    (out / "config.json").write_text(json.dumps(config) + "\n")
    (out / "preprocessor_config.json").write_text(json.dumps(preprocessor) + "\n")


if __name__ == "__main__":
    write_tiny_clip(Path(sys.argv[1]))
