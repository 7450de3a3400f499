"""The pictures of the data folder that the symbol network is trained and measured on."""

import csv
import random
import re
from pathlib import Path
from typing import NamedTuple

from ..data import SPLITS, load_captions, template_images

# a meme whose words speak of them may show what it is said not to show
SPEAKS_OF_THEM = re.compile(
    r"\b(hitler|nazis?|adolf|reich|swastikas?|holocaust|gestapo|fascis\w+|kkk|f[uü]hrer)\b", re.I
)
SYMBOL_SET = "hate_symbols"


class Photo(NamedTuple):
    """A labelled picture; `symbol` where it shows one, `split` is train, val or test."""

    path: Path
    symbol: bool
    split: str


def symbol_photos(data: Path) -> list[Photo]:
    """hate_symbols, with its own splits."""
    return [
        Photo(path, label == "offensive", split) for path, label, split, name, _ in _memes(data) if name == SYMBOL_SET
    ]


def plain_memes(data: Path, split: str) -> list[Path]:
    """Memes of all sets but hate_symbols that are taken to show no symbol."""
    return [
        path
        for path, _, own, name, text in _memes(data)
        if name != SYMBOL_SET and own == split and not SPEAKS_OF_THEM.search(text)
    ]


def grounds(data: Path, split: str, most: int = 1200) -> list[Path]:
    """Blank templates and `most` plain memes to draw on; those of "val" are none that the training draws on."""
    memes = plain_memes(data, split)
    templates = template_images(data, load_captions(data), captioned=split == "train")
    return list(templates.values()) + random.Random(2).sample(memes, min(most, len(memes)))


def _memes(data: Path):
    folder = data / "memes_more"
    with (folder / "data.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            split = SPLITS.get(row["split"], row["split"])
            yield folder / "images" / row["image_name"], row["label"], split, row["dataset"], row["sentence"]
