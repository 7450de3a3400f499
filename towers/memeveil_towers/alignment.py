"""Puts both towers into one space by CLIP's own objective: captions find their template's picture, and back.

The trunks stay as they are; a linear projection of the image features is trained. Texts stay where
they are: a projection of theirs found no more templates and lost what the text tower had learned about offence
(docs/experiments/shared-space.md).
"""

import random
from dataclasses import dataclass
from pathlib import Path

import torch
from PIL import Image, ImageEnhance
from torch import nn
from torch.nn import functional as F
from tqdm import trange

from . import text_tower
from .data import Caption, template_images
from .image_tower import FEATURES, open_picture, picture_features
from .render import render


@dataclass
class AlignmentRecipe:
    views: int = 16  # augmented pictures a template
    steps: int = 1500
    templates_a_batch: int = 64
    learning_rate: float = 1e-3
    seed: int = 11


def _augment(picture: Image.Image, caption: str | None, rng: random.Random) -> Image.Image:
    """A crop with other colours; with `caption` its text is drawn on, so that the tower learns to look past lettering."""
    w, h = picture.size
    share = rng.uniform(0.65, 1)
    cw, ch = int(w * share), int(h * min(1, share * rng.uniform(0.85, 1.15)))
    x, y = rng.randint(0, w - cw), rng.randint(0, h - ch)
    out = picture.crop((x, y, x + cw, y + ch))
    for enhance in (ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color):
        out = enhance(out).enhance(rng.uniform(0.7, 1.3))
    return render(out, caption, rng) if caption else out


def _views(trunk, pictures, captions_of, recipe, rng):
    """[templates, views, 1280]: the plain picture first, then augmented ones, half with a caption drawn on."""
    out = []
    for name in pictures:
        picture = open_picture(pictures[name])
        shown = [picture] + [
            _augment(picture, rng.choice(captions_of[name]) if v % 2 else None, rng) for v in range(recipe.views - 1)
        ]
        out.append(picture_features(trunk, shown))
    return torch.stack(out)


def train_alignment(
    recipe: AlignmentRecipe, tower, tokenizer, trunk, captions: list[Caption], data: Path, max_tokens: int
):
    """Returns (image projection [d, 1280], report)."""
    rng = random.Random(recipe.seed)
    torch.manual_seed(recipe.seed)
    captions_of: dict[str, list[str]] = {}
    for c in captions:
        if c.split == "train":
            captions_of.setdefault(c.template, []).append(c.text)
    pictures = template_images(data, [c for c in captions if c.split == "train"])
    names = list(pictures)
    views = _views(trunk, pictures, captions_of, recipe, rng)
    center = views.mean((0, 1))
    scale = (views - center).norm(dim=-1).mean()
    text = {name: text_tower.embed(tower, tokenizer, captions_of[name], max_tokens) for name in names}
    dimension = text[names[0]].shape[1]
    project_image = nn.Linear(FEATURES, dimension, bias=False)
    nn.init.orthogonal_(project_image.weight)
    with torch.no_grad():
        project_image.weight /= scale
    log_scale = nn.Parameter(torch.tensor(2.6))
    optimizer = torch.optim.AdamW([*project_image.parameters(), log_scale], lr=recipe.learning_rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, recipe.steps)
    for _ in trange(recipe.steps, desc="alignment", unit="step"):
        chosen = rng.sample(range(len(names)), min(recipe.templates_a_batch, len(names)))
        pictured = torch.stack([views[i, rng.randrange(recipe.views)] for i in chosen])
        # three captions a picture, averaged in the loss: captions of one template differ a lot
        loss = 0
        v = F.normalize(project_image(pictured), dim=-1)
        target = torch.arange(len(chosen))
        for _ in range(3):
            t = torch.stack([text[names[i]][rng.randrange(len(text[names[i]]))] for i in chosen])
            logits = log_scale.exp().clamp(max=100) * t @ v.T
            loss = loss + (F.cross_entropy(logits, target) + F.cross_entropy(logits.T, target)) / 6
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    report = retrieval(
        tower, tokenizer, trunk, project_image, [c for c in captions if c.split == "val"], pictures, max_tokens
    )
    return project_image.weight.detach(), report


@torch.inference_mode()
def retrieval(tower, tokenizer, trunk, project_image, captions, pictures, max_tokens) -> dict:
    """Share of captions that find their own template's blank picture among all of them first, or among the first ten."""
    names = list(pictures)
    v = F.normalize(project_image(picture_features(trunk, [open_picture(p) for p in pictures.values()])), dim=-1)
    t = text_tower.embed(tower, tokenizer, [c.text for c in captions], max_tokens)
    own = torch.tensor([names.index(c.template) for c in captions])
    similarity = t @ v.T
    rank = (similarity > similarity.gather(1, own[:, None])).sum(1)
    return {
        "n": len(captions),
        "templates": len(names),
        "recall@1": round((rank < 1).float().mean().item(), 4),
        "recall@10": round((rank < 10).float().mean().item(), 4),
    }
