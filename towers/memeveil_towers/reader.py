"""Takes the line detector and the second recogniser of PP-OCRv6 from the wheel that carries them.

    pip download --no-deps rapidocr==3.10.0 && python -m memeveil_towers.reader rapidocr-*.whl public/models/reader

Both models are Apache-2.0. Weights are stored as float16 (computed in float32); the recogniser's characters, which the
wheel keeps inside the model's metadata, become a file of their own.
"""

import argparse
import json
import zipfile
from pathlib import Path

import onnx

from .compact import half_weights
from .manifest import file_entry

WHEEL_VERSION = "3.10.0"
MODELS = {
    "detector": ("rapidocr/models/PP-OCRv6_det_small.onnx", "detector.onnx"),
    "recogniser": ("rapidocr/models/PP-OCRv6_rec_small.onnx", "recogniser.onnx"),
}


def extract(wheel: Path, out: Path) -> dict:
    """Writes detector.onnx, recogniser.onnx, characters.txt and reader.json into `out`; returns reader.json's content.

    Raises KeyError where the wheel lacks a model.
    """
    out.mkdir(parents=True, exist_ok=True)
    files = {}
    with zipfile.ZipFile(wheel) as archive:
        for role, (member, name) in MODELS.items():
            model = onnx.load_from_string(archive.read(member))
            characters = next((p.value for p in model.metadata_props if p.key == "character"), None)
            if characters is not None:
                (out / "characters.txt").write_text(characters, encoding="utf-8", newline="\n")
                files["characters"] = file_entry(out / "characters.txt")
            onnx.save(half_weights(model), out / name)
            files[role] = file_entry(out / name)
    manifest = {
        "id": "ppocr-v6-small",
        "version": "1.0.0",
        "license": "Apache-2.0",
        "source": f"PyPI rapidocr {WHEEL_VERSION}",
        "files": files,
    }
    (out / "reader.json").write_text(json.dumps(manifest, indent=2) + "\n")
    return manifest


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    print(json.dumps(extract(arguments.wheel, arguments.out), indent=2))
