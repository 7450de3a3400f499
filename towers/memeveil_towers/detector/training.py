"""Teaches the network the maps of its teacher."""

import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from ..text.checkpoint import Checkpoint
from ..text.precision import quick_products
from .examples import SIDE, planes
from .network import DetectorNetwork


@dataclass
class DetectorRecipe:
    """How the network is trained."""

    steps: int = 24_000
    batch: int = 12
    crop: int = 192  # pixels a side
    learning_rate: float = 2e-3
    warmup: int = 300  # steps
    turned: float = 0.15  # of the examples lie on a side or are mirrored
    kept: float = 0.998  # of the weights' running mean, which is the network in the end, at a step
    checkpoint_every: int = 200
    seed: int = 7


def map_loss(logits: torch.Tensor, taught: torch.Tensor, inside: torch.Tensor) -> torch.Tensor:
    """Cross-entropy with the teacher's probabilities, and the share of both maps that they don't have in common.

    All are [n, h, w]; pixels not `inside` a picture don't count.
    """
    entropy = F.binary_cross_entropy_with_logits(logits, taught, reduction="none")
    # the edges of lines decide which of them touch
    weight = inside * (1 + 4 * taught)
    seen = torch.sigmoid(logits) * inside
    common, both = (seen * taught).sum(), (seen.square() + taught.square()).sum()
    return (weight * entropy).sum() / weight.sum() + 1 - (2 * common + 1) / (both + 1)


def _varied(pixels: np.ndarray, rng: random.Random) -> np.ndarray:
    """The same lettering in another light, or as a negative. uint8 [h, w, 3]"""
    values = pixels.astype(np.float32)
    if rng.random() < 0.2:
        values = values.mean(2, keepdims=True).repeat(3, 2)
    if rng.random() < 0.1:
        values = 255 - values
    if rng.random() < 0.3:
        values = values[..., rng.sample(range(3), 3)]
    contrast, light = rng.uniform(0.6, 1.3), rng.uniform(-35, 35)
    return np.clip((values - 128) * contrast + 128 + light, 0, 255).astype(np.uint8)


def _batch(recipe: DetectorRecipe, examples: np.ndarray, step: int) -> tuple[torch.Tensor, ...]:
    """(pixels [n, 3, crop, crop], map and inside [n, crop, crop])"""
    rng = random.Random(f"{recipe.seed}-{step}")
    parts = []
    for _ in range(recipe.batch):
        top, left = (rng.randint(0, SIDE - recipe.crop) for _ in range(2))
        part = examples[rng.randrange(len(examples)), top : top + recipe.crop, left : left + recipe.crop]
        if rng.random() < recipe.turned:
            part = np.rot90(part[:, ::-1] if rng.random() < 0.5 else part, rng.randint(0, 3))
        parts.append(np.concatenate([_varied(part[..., :3], rng), part[..., 3:]], axis=2))
    batch = np.stack(parts)
    taught, inside = (torch.from_numpy(batch[..., channel]).float() for channel in (3, 4))
    return torch.from_numpy(planes(batch[..., :3])) * inside[:, None], taught / 255, inside


def train_detector(recipe: DetectorRecipe, examples: np.ndarray, file: Path) -> DetectorNetwork:
    """The trained network; goes on from the checkpoint `file`. `examples` are those that make_examples writes."""
    torch.manual_seed(recipe.seed)
    network = DetectorNetwork().to(memory_format=torch.channels_last)
    mean = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(recipe.kept), use_buffers=True
    )
    optimizer = torch.optim.AdamW(network.parameters(), lr=recipe.learning_rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / recipe.warmup, max(0.01, 1 - s / recipe.steps))
    )
    checkpoint = Checkpoint(file, network=network, mean=mean, optimizer=optimizer, schedule=schedule)
    checkpoint.restore()
    network.train()
    for step, bar in checkpoint.steps(recipe.steps, recipe.checkpoint_every, "detector"):
        pixels, *taught = _batch(recipe, examples, step)
        with quick_products():
            logits = network(pixels.contiguous(memory_format=torch.channels_last))
        loss = map_loss(logits.float().squeeze(1), *taught)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimizer.step()
        schedule.step()
        mean.update_parameters(network)
        bar.set_postfix(loss=f"{loss.item():.3f}", refresh=False)
    return mean.module.eval()
