"""What the head is trained on once the towers are made: `rows.csv` and `backgrounds` in the work folder."""

import csv
import shutil
from collections.abc import Iterable
from pathlib import Path

from .clean_text import clean_text
from .data import Caption, Row
from .generator import generate

GENERATED = {"train": 8000, "val": 2000}
SEEDS = {"train": 21, "val": 22}
LABELS = {True: "offensive", False: "non-offensive"}


def write_rows(path: Path, rows: list[Row], captions: list[Caption]):
    """One table of sentence, label, dataset, split, template: `rows`, generated sentences, captions as harmless ones.

    Memes are left out: the head gets those with their pictures.
    """
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["sentence", "label", "dataset", "split", "template"])
        for r in rows:
            if r.dataset != "memes":
                table.writerow([r.text, LABELS[r.offensive], r.dataset, r.split, ""])
        for split, count in GENERATED.items():
            for s in generate(count, SEEDS[split], held_out=split == "val"):
                table.writerow([clean_text(s.text), LABELS[s.offensive], "generated", split, ""])
        for c in captions:
            table.writerow([c.text, LABELS[False], "captions", c.split, c.template])


def write_backgrounds(folder: Path, pictures: Iterable[Path]):
    """Copies blank templates for the head; the held-out ones are not for it."""
    folder.mkdir(exist_ok=True)
    for path in pictures:
        shutil.copy(path, folder)
