"""What the network learns from: pictures at the sizes of a look, and PP-OCRv6's map of each."""

import csv
import random
import zipfile
from io import BytesIO
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image, ImageDraw, ImageFont
from tqdm import trange

from ..data import DataError, load_captions, template_images
from ..image_tower import open_picture
from ..render import FONTS, jpeg_of, render, wrap
from .network import STEP

SIDE = 256  # pixels of an example
CHANNELS = 5
MEMBER = "rapidocr/models/PP-OCRv6_det_small.onnx"
SIZES = (256, 320, 448, 640)  # of the longer side of a picture that is looked at
LARGEST_ZOOM = 1.5
STACKED = 0.1  # of the strewn sentences have one letter a line
MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)  # by plane: blue first


def looked_at(picture: Image.Image, longer_side: int) -> Image.Image:
    """The picture as a look of that size sees it: its sides are multiples of STEP."""
    scale = longer_side / max(picture.size)
    sides = [max(STEP, STEP * round(side * scale / STEP)) for side in picture.size]
    return picture.resize(sides, Image.Resampling.BILINEAR)


def planes(pictures: np.ndarray) -> np.ndarray:
    """uint8 RGB [n, h, w, 3] → float32 [n, 3, h, w], as both networks take it"""
    values = (pictures[..., ::-1] / 255 - np.array(MEAN)) / np.array(DEVIATION)
    return np.ascontiguousarray(values.transpose(0, 3, 1, 2), dtype=np.float32)


class Teacher:
    """PP-OCRv6's detector, out of the wheel of rapidocr that carries it. Raises KeyError where it doesn't."""

    def __init__(self, wheel: Path, threads: int):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        with zipfile.ZipFile(wheel) as archive:
            self.session = onnxruntime.InferenceSession(archive.read(MEMBER), options)

    def map_of(self, picture: Image.Image) -> np.ndarray:
        """uint8 [h, w]; 255 is certain"""
        pixels = planes(np.asarray(picture)[None])
        return np.round(self.session.run(None, {self.session.get_inputs()[0].name: pixels})[0][0, 0] * 255).astype(
            np.uint8
        )


def training_pictures(data: Path) -> list[Path]:
    """The real memes of all training splits. Raises DataError where one is missing."""
    found = []
    for folder in (data / "memes", data / "memes_more"):
        with (folder / "data.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["split"] == "train"]
        found += [folder / "images" / row["image_name"] for row in rows]
    missing = next((path for path in found if not path.exists()), None)
    if missing:
        raise DataError(f"{missing} is not there, but its data.csv lists it")
    return found


def drawn_picture(grounds: list[Path], sentences: list[str], rng: random.Random) -> Image.Image:
    """A meme, or words strewn over a picture or a plain ground as in chats, panels and posts."""
    ground = open_picture(rng.choice(grounds))
    if rng.random() < 0.35:
        return render(ground, rng.choice(sentences), rng)
    width = rng.randint(300, 1000)
    size = (width, round(width * rng.uniform(0.5, 1.5)))
    plain = rng.random() < 0.5
    shade = rng.choice((255, 255, 245, 20, 40, rng.randint(0, 255)))
    ground = Image.new("RGB", size, (shade,) * 3) if plain else ground.resize(size, Image.Resampling.BICUBIC)
    for _ in range(rng.randint(1, 7)):
        _strew(ground, rng.choice(sentences), rng)
    return ground


def _strew(ground: Image.Image, sentence: str, rng: random.Random) -> None:
    """Writes a sentence anywhere, at times in a bubble, upside down or downwards, as small as can be read."""
    width, height = ground.size
    size = round(rng.uniform(0.016, 0.07) * max(width, height))
    font = ImageFont.truetype(rng.choice(FONTS), max(8, size))
    lines = wrap(sentence, font, rng.uniform(0.3, 0.95) * width)[: rng.randint(1, 6)]
    if rng.random() < STACKED:
        lines = list(sentence.replace(" ", ""))[: rng.randint(3, 10)]
    box = (max(map(font.getlength, lines)) + size, size * 1.25 * len(lines) + size)
    words = Image.new("RGBA", (round(box[0]), round(box[1])))
    draw = ImageDraw.Draw(words)
    dark = rng.random() < 0.5
    ink = tuple(rng.randint(0, 90) if dark else rng.randint(170, 255) for _ in range(3))
    if rng.random() < 0.4:
        paper = tuple(rng.randint(170, 255) if dark else rng.randint(0, 90) for _ in range(3))
        draw.rounded_rectangle((0, 0, *(side - 1 for side in words.size)), size * rng.uniform(0, 0.8), paper)
    stroke = {"stroke_width": max(1, size // 14), "stroke_fill": "white" if dark else "black"}
    style = stroke if rng.random() < 0.5 else {}
    for i, line in enumerate(lines):
        draw.text((size / 2, size / 2 + i * size * 1.25), line, ink, font, **style)
    if rng.random() < 0.15:
        words = words.rotate(rng.choice((rng.uniform(-30, 30), 90, 180, 270)), Image.Resampling.BICUBIC, expand=True)
    room = (width - words.width, height - words.height)
    left, top = (rng.randint(min(0, free), max(0, free)) for free in room)
    ground.paste(words, (left, top), words)


def make_examples(data: Path, teacher: Teacher, drawn: int, seed: int, file: Path) -> None:
    """Writes uint8 [n, SIDE, SIDE, 5] into the .npy `file`: red, green, blue, the map (255 is certain), and 1 where
    there is a picture. An example of each real picture, and `drawn` others."""
    rng = random.Random(seed)
    captions = load_captions(data)
    templates = list(template_images(data, captions).values())
    real = training_pictures(data) + templates
    sentences = [caption.text for caption in captions if caption.split == "train"]
    shape = (len(real) + drawn, SIDE, SIDE, CHANNELS)
    examples = np.lib.format.open_memmap(file, "w+", np.uint8, shape)
    for i in trange(len(examples), desc="pictures"):
        if i < len(real):
            picture = open_picture(real[i])
        else:
            grounds = templates if rng.random() < 0.5 else real
            jpeg = jpeg_of(drawn_picture(grounds, sentences, rng), rng, best=95)
            picture = Image.open(BytesIO(jpeg)).convert("RGB")
        sizes = [size for size in SIZES if size <= LARGEST_ZOOM * max(picture.size)]
        examples[i] = example(looked_at(picture, rng.choice(sizes or SIZES[:1])), teacher, rng)
    examples.flush()


def example(picture: Image.Image, teacher: Teacher, rng: random.Random) -> np.ndarray:
    """A part of at most SIDE x SIDE of a picture, with its map. uint8 [SIDE, SIDE, CHANNELS]"""
    seen = np.asarray(picture)
    whole = np.concatenate([seen, teacher.map_of(picture)[..., None], np.ones_like(seen[..., :1])], axis=2)
    top, left = (rng.randint(0, max(0, side - SIDE)) for side in whole.shape[:2])
    part = whole[top : top + SIDE, left : left + SIDE]
    return np.pad(part, [(0, SIDE - side) for side in part.shape[:2]] + [(0, 0)])
