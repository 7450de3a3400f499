"""Puts both towers into one space by CLIP's own objective: captions find their template's picture, and back.

The trunks stay as they are; two linear projections are trained on their features. The text projection starts as the
identity and is held near it, so that what the text tower learned about offence survives the alignment.
"""

import random
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F
from tqdm import trange

from . import text_tower
from .data import Caption, template_images
from .image_tower import FEATURES, augment, open_picture, picture_features


@dataclass
class AlignmentRecipe:
    views: int = 16  # augmented pictures a template
    steps: int = 1500
    templates_a_batch: int = 64
    learning_rate: float = 1e-3
    stay: float = 2e-3  # pull of the text projection towards the identity
    seed: int = 11


def _views(trunk, pictures, captions_of, recipe, rng):
    """[templates, views, 1280]: the plain picture first, then augmented ones, half with a caption drawn on."""
    out = []
    for name in pictures:
        picture = open_picture(pictures[name])
        shown = [picture] + [augment(picture, rng.choice(captions_of[name]) if v % 2 else None, rng) for v in range(recipe.views - 1)]
        out.append(picture_features(trunk, shown))
    return torch.stack(out)


def train_alignment(recipe: AlignmentRecipe, tower, tokenizer, trunk, captions: list[Caption], data: Path, max_tokens: int):
    """Returns (text projection [d, d], image projection [d, 1280], report)."""
    rng = random.Random(recipe.seed)
    torch.manual_seed(recipe.seed)
    captions_of: dict[str, list[str]] = {}
    for c in captions:
        if c.split == "train":
            captions_of.setdefault(c.template, []).append(c.text)
    pictures = {name: path for name, path in template_images(data).items() if name in captions_of}
    names = list(pictures)
    views = _views(trunk, pictures, captions_of, recipe, rng)
    center = views.mean((0, 1))
    scale = (views - center).norm(dim=-1).mean()
    text = {name: text_tower.embed(tower, tokenizer, captions_of[name], max_tokens) for name in names}
    dimension = text[names[0]].shape[1]
    project_text = nn.Linear(dimension, dimension, bias=False)
    nn.init.eye_(project_text.weight)
    project_image = nn.Linear(FEATURES, dimension, bias=False)
    nn.init.orthogonal_(project_image.weight)
    with torch.no_grad():
        project_image.weight /= scale
    log_scale = nn.Parameter(torch.tensor(2.6))
    optimizer = torch.optim.AdamW([*project_text.parameters(), *project_image.parameters(), log_scale], lr=recipe.learning_rate, weight_decay=.01)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, recipe.steps)
    identity = torch.eye(dimension)
    for _ in trange(recipe.steps, desc="alignment", unit="step"):
        chosen = rng.sample(range(len(names)), min(recipe.templates_a_batch, len(names)))
        pictured = torch.stack([views[i, rng.randrange(recipe.views)] for i in chosen])
        # three captions a picture, averaged in the loss: captions of one template differ a lot
        loss = recipe.stay * (project_text.weight - identity).square().sum()
        v = F.normalize(project_image(pictured), dim=-1)
        target = torch.arange(len(chosen))
        for _ in range(3):
            t = F.normalize(project_text(torch.stack([text[names[i]][rng.randrange(len(text[names[i]]))] for i in chosen])), dim=-1)
            logits = log_scale.exp().clamp(max=100) * t @ v.T
            loss = loss + (F.cross_entropy(logits, target) + F.cross_entropy(logits.T, target)) / 6
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    report = retrieval(tower, tokenizer, trunk, project_text, project_image, [c for c in captions if c.split == "val"], pictures, max_tokens)
    return project_text.weight.detach(), project_image.weight.detach(), report


@torch.inference_mode()
def retrieval(tower, tokenizer, trunk, project_text, project_image, captions, pictures, max_tokens) -> dict:
    """Share of captions that find their own template's blank picture among all of them first, or among the first ten."""
    names = list(pictures)
    v = F.normalize(project_image(picture_features(trunk, [open_picture(p) for p in pictures.values()])), dim=-1)
    t = F.normalize(project_text(text_tower.embed(tower, tokenizer, [c.text for c in captions], max_tokens)), dim=-1)
    own = torch.tensor([names.index(c.template) for c in captions])
    similarity = t @ v.T
    rank = (similarity > similarity.gather(1, own[:, None])).sum(1)
    return {"n": len(captions), "templates": len(names), "recall@1": round((rank < 1).float().mean().item(), 4),
            "recall@10": round((rank < 10).float().mean().item(), 4)}
