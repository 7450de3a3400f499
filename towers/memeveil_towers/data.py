"""Reads the data folder into labelled sentences and captions with fixed splits.

Expected layout (see towers/README.md): text/*.csv, multioff/*.csv, memes/data.csv, templates/captions.csv.
A set without validation rows of its own gets some by a hash of the text, so every run and every machine agrees.
"""

import csv
import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path

from .clean_text import bare_text
from .look_alikes import latin_letters
from .plain_spelling import plain_spelling

OFFENSIVE_LABELS = {"offensive", "hate", "implicit", "hatefuloffensive", "veryoffensive", "moderate"}
HARMLESS_LABELS = {"non-offensive", "non-offensiv", "mild", "other_abuse"}
SKIPPED_LABELS = {"slightoffensive", "vulgar"}  # Memotion's middle class says neither, Gab's vulgarity is no offence

# data set → its files in text/
TEXT_SETS = {
    name: [name]
    for name in [
        "hateful_memes",
        "harmeme",
        "memotion7k",
        "hatemoji_build",
        "olid",
        "forum_hate",
        "davidson_tweets",
        "implicit_hate",
        "hahackathon",
        "pridemm",
        "multibully",
        "met_meme",
        "crowdcounter",
        "antisemitism",
        "reddit_bias",
        "edos",
        "workplace_sexism",
        "hatexplain",
        "gab_hate",
        "cad_reddit",
        "toxigen_demos",
        "hope_speech",
    ]
} | {"dynahate": ["dynahate_train", "dynahate_devtest"]}
SPLITS = {"validation": "val", "dev": "val"}  # spelled otherwise; a row without one is the hash's
# memes_more's data sets; HarMeme's texts stand in text/harmeme.csv, symbols have none
MORE_MEMES = ["covid_hate", "rhm"]
MULTIOFF_FILES = {"train": "Training", "val": "Validation", "test": "Testing"}


class DataError(Exception):
    """A data file is missing or holds a row that can't be used; the message names file, row and field."""


@dataclass(frozen=True)
class Row:
    """A labelled text; `label` is how its data set spells it, in small letters, `split` is train, val or test."""

    text: str
    offensive: bool
    dataset: str
    split: str
    label: str


@dataclass(frozen=True)
class Caption:
    """What people wrote on a blank template; `split` is train, val or test."""

    text: str
    template: str
    split: str


def _share(text: str) -> float:
    """A number in [0, 1) that depends on the bare text alone, and not on quotes or exclamation marks around it."""
    return int(hashlib.sha256(text.strip('!" ').lower().encode()).hexdigest()[:8], 16) / 2**32


def _read(path: Path, *fields: str):
    if not path.is_file():
        raise DataError(f"{path} is missing: the data folder must hold it (see towers/README.md)")
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        for field in fields:
            if field not in (reader.fieldnames or []):
                raise DataError(f"{path} has no column {field!r}, only {reader.fieldnames}")
        yield from enumerate(reader, start=2)


def _offensive(path: Path, line: int, spelled: str) -> bool:
    label = spelled.strip().lower()
    if label not in OFFENSIVE_LABELS | HARMLESS_LABELS:
        raise DataError(f"{path}, line {line}: unknown label {spelled!r}")
    return label in OFFENSIVE_LABELS


def _labelled(path: Path, dataset: str, split: str | None):
    for line, record in _read(path, "sentence", "label"):
        label = record["label"].strip().lower()
        if label in SKIPPED_LABELS:
            continue
        offensive = _offensive(path, line, record["label"])
        text = bare_text(record["sentence"])
        if not text:
            continue
        own = split or record.get("split") or "train"
        own = SPLITS.get(own, own)
        # most of what the Davidson tweets call offensive is profanity, which is another thing
        yield Row(
            text,
            offensive,
            "davidson_profanity" if (dataset, label) == ("davidson_tweets", "offensive") else dataset,
            own,
            label,
        )


def _key(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def _memes(readings: Path):
    for line, record in _read(readings, "label", "split", "text"):
        text = bare_text(record["text"])
        if text:
            split = SPLITS.get(record["split"], record["split"])
            yield Row(text, _offensive(readings, line, record["label"]), "memes", split, record["label"])


def _more_memes(path: Path):
    """People's or other readers' transcripts; and, where `memeveil predict --csv` scored the table, our reader's."""
    for line, record in _read(path, "sentence", "label", "split", "dataset"):
        if record["dataset"] not in MORE_MEMES:
            continue
        split = SPLITS.get(record["split"], record["split"])
        offensive = _offensive(path, line, record["label"])
        for text in dict.fromkeys(map(bare_text, (record["sentence"], record.get("text") or ""))):
            if text:
                yield Row(text, offensive, record["dataset"], split, record["label"])


def _text_set(folder: Path, name: str, files: list[str]) -> list[Row]:
    rows = [r for file in files for r in _labelled(folder / f"{file}.csv", name, None)]
    if any(r.split == "val" for r in rows):
        return rows
    return [replace(r, split="val" if r.split == "train" and _share(r.text) < 0.06 else r.split) for r in rows]


def load_rows(data: Path, readings: Path | None = None, more_readings: Path | None = None) -> list[Row]:
    """All labelled sentences of the data folder `data`.

    `readings` is memes/data.csv as `memeveil predict --csv` scored it, with the text of each picture, `more_readings`
    memes_more/data.csv, as it is or scored so. Training rows whose text stands in any validation or test split are left
    out. Raises DataError.
    """
    rows = list(_memes(readings)) if readings else []
    rows += _more_memes(more_readings) if more_readings else []
    for name, files in TEXT_SETS.items():
        rows += _text_set(data / "text", name, files)
    for split, prefix in MULTIOFF_FILES.items():
        rows += _labelled(data / "multioff" / f"{prefix}_meme_dataset.csv", "multioff", split)
    kept = {_key(r.text) for r in rows if r.split != "train"}
    return [
        replace(r, text=plain_spelling(latin_letters(r.text)))
        for r in rows
        if r.split != "train" or _key(r.text) not in kept
    ]


def load_captions(data: Path) -> list[Caption]:
    """Captions of the blank templates: 14 % test, 10 % validation, the rest training, by a hash of the text.

    Raises DataError.
    """
    captions = []
    for _, record in _read(data / "templates" / "captions.csv", "template", "sentence"):
        text = bare_text(record["sentence"])
        if text:
            share = _share(_key(text))
            captions.append(
                Caption(
                    plain_spelling(latin_letters(text)),
                    record["template"],
                    "test" if share < 0.14 else "val" if share < 0.24 else "train",
                )
            )
    return captions


def template_images(data: Path, captions: list[Caption], captioned: bool = True) -> dict[str, Path]:
    """Template name → picture file. Those without captions are held out: nothing is trained on their pictures."""
    named = {c.template for c in captions}
    return {
        p.stem: p
        for p in sorted((data / "templates" / "images").iterdir())
        if p.suffix in {".jpg", ".png"} and (p.stem in named) == captioned
    }
