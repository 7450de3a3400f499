"""What the text tower reads in an epoch: rows by quota, generated sentences and captions, in batches of like length."""

import random
from typing import NamedTuple

from ..clean_text import clean_text
from ..data import Caption, Row
from ..generator import generate
from ..label_weights import label_weight
from .reader_noise import reader_noise
from .recipe import TextRecipe

NOISY_SHARE = 0.2  # of the texts, as a reader would have read them
BATCHES_A_CHUNK = 50  # within a chunk texts are sorted by length


class Item(NamedTuple):
    """A text to train on; its label is 1 for offensive, 0 for harmless, or, of a caption, its template's index."""

    text: str
    dataset: str
    label: float | int
    weight: float  # in the shared head's loss


class Batch(NamedTuple):
    """Items that are trained on together, as token ids."""

    ids: list[list[int]]
    datasets: list[str]
    labels: list[float | int]
    weights: list[float]


def epoch_batches(
    recipe: TextRecipe, rows: list[Row], captions: list[Caption], template_ids: dict[str, int], tokenizer, seed, epoch
) -> list[Batch]:
    """The batches of one epoch, the same for the same seed and epoch."""
    items, rng = epoch_items(recipe, rows, captions, template_ids, seed, epoch)
    return batches(items, tokenizer, recipe, rng)


def epoch_items(
    recipe: TextRecipe, rows: list[Row], captions: list[Caption], template_ids: dict[str, int], seed: int, epoch: int
) -> tuple[list[Item], random.Random]:
    """The items of one epoch, and the source of chance that batches them."""
    rng = random.Random(f"{seed}-{epoch}")
    items = _row_items(recipe, rows, rng)
    items += [
        Item(clean_text(s.text), "generated", float(s.offensive), label_weight("generated", "", s.offensive))
        for s in generate(recipe.generated, seed * 1000 + epoch, held_out=False)
    ]
    train = [c for c in captions if c.split == "train"]
    items += [
        Item(c.text, "captions", template_ids[c.template], label_weight("captions", "", False))
        for c in rng.sample(train, min(recipe.captions, len(train)))
    ]
    return [i._replace(text=reader_noise(i.text, rng)) if rng.random() < NOISY_SHARE else i for i in items], rng


def _row_items(recipe: TextRecipe, rows: list[Row], rng: random.Random) -> list[Item]:
    groups: dict[tuple[str, bool], list[Row]] = {}
    for r in rows:
        if r.split == "train" and (recipe.sets is None or r.dataset in recipe.sets):
            groups.setdefault((r.dataset, r.offensive), []).append(r)
    items = []
    for (dataset, offensive), found in sorted(groups.items()):
        quota = recipe.quota.get((dataset, offensive), len(found))
        drawn = rng.sample(found, quota) if quota < len(found) else found
        items += [
            Item(r.text, dataset, float(offensive), label_weight(dataset, r.label, offensive)) for r in drawn
        ] * recipe.repeat.get(dataset, 1)
    return items


def batches(items: list[Item], tokenizer, recipe: TextRecipe, rng: random.Random) -> list[Batch]:
    """All `items` in an order of chance, similar lengths together, or half the work would be padding."""
    ids = tokenizer([i.text for i in items], truncation=True, max_length=recipe.max_tokens)["input_ids"]
    order = list(range(len(items)))
    rng.shuffle(order)
    chunk = recipe.batch * BATCHES_A_CHUNK
    parts = []
    for start in range(0, len(order), chunk):
        similar = sorted(order[start : start + chunk], key=lambda i: len(ids[i]))
        parts += [similar[i : i + recipe.batch] for i in range(0, len(similar), recipe.batch)]
    rng.shuffle(parts)
    return [
        Batch(
            [ids[i] for i in part],
            [items[i].dataset for i in part],
            [items[i].label for i in part],
            [items[i].weight for i in part],
        )
        for part in parts
    ]
