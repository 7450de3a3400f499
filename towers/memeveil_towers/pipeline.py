"""The stages from data sets and pretrained towers to ONNX files.

A stage leaves its result in the work folder and is not run again while it is there; an interrupted training of the text
tower goes on from its last checkpoint.
"""

import json
import random
from pathlib import Path

import torch

from .alignment import AlignmentRecipe, train_alignment
from .data import Caption, Row, load_captions, load_rows, template_images
from .export import BareTextTower, export
from .golden import write_golden
from .head_data import write_backgrounds, write_rows
from .image_tower import ImageTower, load_trunk, open_picture, to_pixel_values
from .manifest import MAX_TOKENS, write_manifest
from .text.recipe import TextRecipe
from .text.shipped import load_shipped
from .text.tower import TextTower, load_pretrained, load_tower
from .text.training import train_text_tower

PARITY_TEXTS, PARITY_PICTURES = 200, 24


def make_towers(
    data: Path,
    out: Path,
    work: Path,
    text_recipes: dict[str, TextRecipe],
    alignment_recipe: AlignmentRecipe,
    pretrained: Path,
    golden: Path | None,
    readings: Path | None = None,
    more_readings: Path | None = None,
    begin: Path | None = None,
) -> dict:
    """Writes the model's folder `out` and, where `golden` is a folder, fixtures; returns what was measured, by stage.

    `text_recipes` by name: each begins with the encoder that the one before it leaves, and the last one's is kept.
    The first of them begins with the pretrained encoder, or with that of the shipped text.onnx `begin`. `readings` and
    `more_readings` as data.load_rows has them. Raises DataError.
    """
    work.mkdir(parents=True, exist_ok=True)
    rows, captions = load_rows(data, readings, more_readings), load_captions(data)
    blanks = list(template_images(data, captions).values())
    write_rows(work / "rows.csv", rows, captions)
    write_backgrounds(work / "backgrounds", blanks)
    report_file = work / "report.json"
    report = json.loads(report_file.read_text()) if report_file.exists() else {}
    encoder, tokenizer = load_pretrained(pretrained)
    if begin:
        load_shipped(encoder, begin)
    tower = _text_tower(text_recipes, encoder, tokenizer, rows, captions, pretrained, work, report)
    image = _image_tower(alignment_recipe, tower, tokenizer, captions, data, work, report)
    text = BareTextTower(tower).eval()

    validation = [r.text for r in rows if r.split == "val"]
    texts = random.Random(3).sample(validation, min(PARITY_TEXTS, len(validation)))
    pictures = torch.stack([to_pixel_values(open_picture(path)) for path in blanks[:PARITY_PICTURES]])
    report["export"] = export(text, image, tokenizer, texts, pictures, MAX_TOKENS, out)
    write_manifest(pretrained, text.encoder.config.hidden_size, MAX_TOKENS, out)
    if golden:
        write_golden(text, image, tokenizer, MAX_TOKENS, golden)
    report_file.write_text(json.dumps(report, indent=2) + "\n")
    return report


def _text_tower(
    recipes: dict[str, TextRecipe],
    encoder,
    tokenizer,
    rows: list[Row],
    captions: list[Caption],
    pretrained: Path,
    work: Path,
    report: dict,
) -> TextTower:
    for name, recipe in recipes.items():
        file = work / f"text-tower-{name}.pt"
        if file.exists():
            tower = load_tower(file, pretrained)
        else:
            tower, report[f"text validation AUROC, {name}"] = train_text_tower(
                recipe, encoder, tokenizer, rows, captions, work / f"text-checkpoint-{name}"
            )
            torch.save(tower.state_dict(), file)
        encoder = tower.encoder
    return tower


def _image_tower(
    recipe: AlignmentRecipe,
    tower: TextTower,
    tokenizer,
    captions: list[Caption],
    data: Path,
    work: Path,
    report: dict,
) -> ImageTower:
    trunk = load_trunk()
    file = work / "alignment.pt"
    if not file.exists():
        projection, report["validation retrieval"] = train_alignment(
            recipe, tower, tokenizer, trunk, captions, data, MAX_TOKENS
        )
        torch.save(projection, file)
    return ImageTower(trunk, torch.load(file, weights_only=True)).eval()
