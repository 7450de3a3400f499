"""Trains the symbol network on drawn pictures, whose places are known, and on labelled photos, whose aren't."""

import random
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import torch
from PIL import Image, ImageEnhance
from torch.nn import functional as F
from tqdm import trange

from ..image_tower import open_picture, to_pixel_values
from ..render import jpeg_of
from ..text.checkpoint import Checkpoint
from ..text.precision import quick_products
from .network import SIZE, STRIDE, SymbolNetwork, strongest
from .scenes import draw_scene

CELLS = SIZE // STRIDE


@dataclass
class SymbolRecipe:
    """How the network is trained; a batch has as many drawn pictures with a symbol as without."""

    steps: int = 2000
    drawn: int = 12_000  # pictures, once
    batch_drawn: int = 10  # with a symbol, and as many without
    batch_photos: int = 4  # with a symbol, and as many without
    learning_rate: float = 6e-4
    warmup: int = 60  # steps
    places_weight: float = 1.0  # of the loss by place, beside the picture's
    checkpoint_every: int = 50
    seed: int = 5


class Example(NamedTuple):
    """A JPEG; `cells` are the places with a symbol, None where they aren't known."""

    jpeg: bytes
    symbol: bool
    cells: torch.Tensor | None


def cells_of(box: tuple[float, float, float, float] | None) -> torch.Tensor:
    """[CELLS, CELLS], 1 where a place's middle lies in the inner half of `box`; its own middle always does."""
    cells = torch.zeros(CELLS, CELLS)
    if box:
        left, top, right, bottom = box
        middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
        centres = (torch.arange(CELLS) + 0.5) / CELLS
        inside_x = (centres - middle_x).abs() <= (right - left) / 4
        inside_y = (centres - middle_y).abs() <= (bottom - top) / 4
        cells[inside_y.unsqueeze(1) & inside_x.unsqueeze(0)] = 1
        cells[min(CELLS - 1, int(middle_y * CELLS)), min(CELLS - 1, int(middle_x * CELLS))] = 1
    return cells


def drawn_examples(grounds: list[Path], n: int, seed: int, held_out: bool = False) -> list[Example]:
    """`n` drawn pictures on `grounds`, every second one with a symbol, the same for the same seed."""
    rng = random.Random(seed)
    examples = []
    for i in trange(n, desc="drawn"):
        ground = open_picture(rng.choice(grounds)).resize((SIZE, SIZE), Image.Resampling.BICUBIC)
        drawn = draw_scene(ground, i % 2 == 0, rng, held_out)
        cells = cells_of(drawn.box if drawn.symbol else None)
        examples.append(Example(jpeg_of(drawn.picture, rng), drawn.symbol, cells))
    return examples


def _moved(picture: Image.Image, rng: random.Random) -> Image.Image:
    """A crop that leaves most, turned a little, every second one seen in a mirror."""
    width, height = picture.size
    x0, y0 = rng.uniform(0, 0.12) * width, rng.uniform(0, 0.12) * height
    x1, y1 = width - rng.uniform(0, 0.12) * width, height - rng.uniform(0, 0.12) * height
    picture = picture.rotate(rng.gauss(0, 5), Image.Resampling.BILINEAR).crop((int(x0), int(y0), int(x1), int(y1)))
    return picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if rng.random() < 0.5 else picture


def _lit(picture: Image.Image, rng: random.Random) -> Image.Image:
    """In other light."""
    for enhance in (ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color):
        picture = enhance(picture).enhance(rng.uniform(0.7, 1.3))
    return picture


def _batch(recipe: SymbolRecipe, pools: dict[tuple[bool, bool], list[Example]], step: int):
    """(pixels, symbol [n], cells [n, CELLS, CELLS], whether the cells are known [n])"""
    rng = random.Random(f"{recipe.seed}-{step}")
    counts = {True: recipe.batch_drawn, False: recipe.batch_photos}
    examples = [
        rng.choice(pools[drawn, symbol]) for drawn in counts for symbol in (True, False) for _ in range(counts[drawn])
    ]
    pictures = [_lit(Image.open(BytesIO(e.jpeg)).convert("RGB"), rng) for e in examples]
    # drawn ones stay where they are, with a symbol and without, lest what moving leaves tell them apart
    drawn = 2 * recipe.batch_drawn
    pictures = pictures[:drawn] + [_moved(p, rng) for p in pictures[drawn:]]
    known = torch.tensor([e.cells is not None for e in examples])
    cells = torch.stack([torch.zeros(CELLS, CELLS) if e.cells is None else e.cells for e in examples])
    symbol = torch.tensor([float(e.symbol) for e in examples])
    return torch.stack([to_pixel_values(p, SIZE) for p in pictures]), symbol, cells, known


def symbol_loss(places: torch.Tensor, symbol: torch.Tensor, cells: torch.Tensor, known: torch.Tensor, weight: float):
    """The pictures' loss and, `weight` times, that of the places that are known; places with and without a symbol
    count alike. places, cells: [n, h, w]; symbol, known: [n]."""
    picture = F.binary_cross_entropy_with_logits(strongest(places), symbol)
    by_place = F.binary_cross_entropy_with_logits(places[known], cells[known], reduction="none")
    there = cells[known] > 0
    return picture + weight * (by_place[there].mean() + by_place[~there].mean()) / 2


def train_symbols(recipe: SymbolRecipe, drawn: list[Example], photos: list[Example], file: Path) -> SymbolNetwork:
    """The trained network; goes on from the checkpoint `file`. Photos without a symbol have no cells to learn from:
    give them all-zero ones."""
    torch.manual_seed(recipe.seed)
    network = SymbolNetwork().to(memory_format=torch.channels_last)
    pools = {
        (is_drawn, symbol): [e for e in examples if e.symbol == symbol]
        for is_drawn, examples in ((True, drawn), (False, photos))
        for symbol in (True, False)
    }
    optimizer = torch.optim.AdamW(network.parameters(), lr=recipe.learning_rate, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / recipe.warmup, max(0.02, 1 - s / recipe.steps))
    )
    checkpoint = Checkpoint(file, network=network, optimizer=optimizer, schedule=schedule)
    checkpoint.restore()
    network.train()
    for step, bar in checkpoint.steps(recipe.steps, recipe.checkpoint_every, "symbols"):
        torch.manual_seed(recipe.seed * 100_000 + step)
        pixels, *labels = _batch(recipe, pools, step)
        with quick_products():
            places = network.places(pixels.contiguous(memory_format=torch.channels_last))
        loss = symbol_loss(places.float(), *labels, recipe.places_weight)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        bar.set_postfix(loss=f"{loss.item():.3f}", refresh=False)
    return network.eval()


@torch.inference_mode()
def logits_of(network: SymbolNetwork, pictures: list[Image.Image], batch: int = 32) -> torch.Tensor:
    """[n], in their order"""
    network.eval()
    found = []
    for start in range(0, len(pictures), batch):
        found.append(network(torch.stack([to_pixel_values(p, SIZE) for p in pictures[start : start + batch]])))
    return torch.cat(found)
