"""Draws sentences on blank templates: so the whole path, reading included, can be measured on texts without pictures.

    python -m memeveil_towers.render --data DATA --csv DATA/text/harmeme.csv --split test --out out/rendered

writes pictures and `table.csv` (image_name, sentence, label, split, dataset). `test` and `val` rows get templates that
nothing was trained on, `train` rows the others.
"""

import argparse
import csv
import random
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from tqdm import tqdm

from .clean_text import clean_text
from .data import load_captions, template_images
from .image_tower import open_picture

FONTS = [
    "LiberationSans-Bold.ttf",
    "LiberationSansNarrow-Bold.ttf",
    "DejaVuSans-Bold.ttf",
    "LiberationSans-Regular.ttf",
    "LiberationSerif-Bold.ttf",
]


def wrap(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """`text` in lines of at most `width` pixels, but for a word that is longer."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _fit(text: str, width: int, height: float, name: str, largest: int):
    """The largest size at which `text` fits the box: (font, lines, line height)."""
    for size in range(largest, 8, -1):
        font = ImageFont.truetype(name, size)
        lines = wrap(text, font, width)
        if len(lines) * size * 1.2 <= height and max(map(font.getlength, lines)) <= width:
            break
    return font, lines, size * 1.2


def _write(draw, lines, font, step, left, top, width, **style):
    for i, line in enumerate(lines):
        draw.text((left + (width - font.getlength(line)) / 2, top + i * step), line, font=font, **style)


def render(picture: Image.Image, text: str, rng: random.Random) -> Image.Image:
    """White outlined capitals at top and bottom, or dark letters on a white panel above."""
    width = rng.randint(320, 800)
    picture = picture.resize((width, max(120, round(picture.height * width / picture.width))), Image.Resampling.BICUBIC)
    words, name, box = text.split(), rng.choice(FONTS), int(width * 0.94)
    if len(words) <= 30 and rng.random() < 0.65:
        style = {"fill": "white", "stroke_fill": "black"}
        draw, text = ImageDraw.Draw(picture), text.upper() if rng.random() < 0.7 else text
        cut = rng.choice([len(words), (len(words) + 1) // 2]) if len(words) > 3 else len(words)
        words = text.split()
        for part, at_bottom in ((words[:cut], False), (words[cut:], True)):
            if part:
                font, lines, step = _fit(" ".join(part), box, picture.height * 0.42, name, max(14, width // 11))
                top = picture.height - len(lines) * step - 6 if at_bottom else 4
                _write(
                    draw, lines, font, step, (width - box) / 2, top, box, stroke_width=max(1, round(step / 16)), **style
                )
        return picture
    font, lines, step = _fit(text, box, width * 0.8, name, max(13, width // 20))
    panel = round(len(lines) * step) + 16
    out = Image.new("RGB", (width, panel + picture.height), "white")
    out.paste(picture, (0, panel))
    _write(ImageDraw.Draw(out), lines, font, step, (width - box) / 2, 8, box, fill="black")
    return out


def jpeg_of(picture: Image.Image, rng: random.Random, best: int = 92) -> bytes:
    """The picture as a site would have stored it, in a quality of at most `best`."""
    stored = BytesIO()
    picture.save(stored, "JPEG", quality=rng.randint(45, best))
    return stored.getvalue()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="holds templates/")
    parser.add_argument("--csv", type=Path, required=True, help="sentence, label, split")
    parser.add_argument("--split", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--most", type=int, help="as many rows, drawn at random")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    with arguments.csv.open(encoding="utf-8-sig", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["split"] == arguments.split and clean_text(r["sentence"])]
    if arguments.most:
        rows = rng.sample(rows, min(arguments.most, len(rows)))
    templates = list(
        template_images(arguments.data, load_captions(arguments.data), captioned=arguments.split == "train").values()
    )
    arguments.out.mkdir(parents=True, exist_ok=True)
    with (arguments.out / "table.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["image_name", "sentence", "label", "split", "dataset"])
        for i, row in enumerate(tqdm(rows, desc="pictures")):
            text = clean_text(row["sentence"])
            picture = render(open_picture(rng.choice(templates)), text, rng)
            picture.save(arguments.out / f"{i:04}.jpg", quality=rng.randint(55, 92))
            table.writerow([f"{i:04}.jpg", text, row["label"], arguments.split, arguments.csv.stem])


if __name__ == "__main__":
    main()
