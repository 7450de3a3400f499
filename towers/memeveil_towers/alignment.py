"""Puts both towers into one space by CLIP's own objective: captions find their template's picture, and back.

The trunks stay as they are; a linear projection of the image features is trained (Radford et al. 2021). Texts stay
where they are: a projection of theirs found no more templates and lost what the text tower had learned about offence
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

from .data import Caption, template_images
from .image_tower import FEATURES, open_picture, picture_features
from .render import render
from .text.tower import TextTower, embed

CAPTIONS_A_PICTURE = 3  # averaged in the loss: captions of one template differ a lot
LOG_SCALE, LARGEST_SCALE = 2.6, 100  # of the cosines: where it begins, and its limit


@dataclass
class AlignmentRecipe:
    """How the image projection is trained."""

    views: int = 16  # augmented pictures a template
    steps: int = 1500
    templates_a_batch: int = 64
    learning_rate: float = 1e-3
    seed: int = 11


def _augment(picture: Image.Image, caption: str | None, rng: random.Random) -> Image.Image:
    """A crop with other colours; with `caption` drawn on, so that the tower learns to look past lettering."""
    w, h = picture.size
    share = rng.uniform(0.65, 1)
    cw, ch = int(w * share), int(h * min(1, share * rng.uniform(0.85, 1.15)))
    x, y = rng.randint(0, w - cw), rng.randint(0, h - ch)
    out = picture.crop((x, y, x + cw, y + ch))
    for enhance in (ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color):
        out = enhance(out).enhance(rng.uniform(0.7, 1.3))
    return render(out, caption, rng) if caption else out


def _views(
    trunk, pictures: dict[str, Path], captions: dict[str, list[str]], views: int, rng: random.Random
) -> torch.Tensor:
    """[templates, views, 1280]: the plain picture first, then augmented ones, half with a caption drawn on."""
    features = []
    for name, path in pictures.items():
        picture = open_picture(path)
        shown = [picture] + [
            _augment(picture, rng.choice(captions[name]) if v % 2 else None, rng) for v in range(views - 1)
        ]
        features.append(picture_features(trunk, shown))
    return torch.stack(features)


def train_alignment(
    recipe: AlignmentRecipe, tower: TextTower, tokenizer, trunk, captions: list[Caption], data: Path, max_tokens: int
) -> tuple[torch.Tensor, dict]:
    """(image projection [d, 1280], its retrieval of validation captions); `data` is the data folder."""
    rng = random.Random(recipe.seed)
    torch.manual_seed(recipe.seed)
    train = [c for c in captions if c.split == "train"]
    texts: dict[str, list[str]] = {}
    for c in train:
        texts.setdefault(c.template, []).append(c.text)
    pictures = template_images(data, train)
    views = _views(trunk, pictures, texts, recipe.views, rng)
    embeddings = [embed(tower, tokenizer, texts[name], max_tokens) for name in pictures]
    project_image = _untrained_projection(views, embeddings[0].shape[1])
    _fit(project_image, recipe, views, embeddings, rng)
    validation = [c for c in captions if c.split == "val"]
    report = retrieval(tower, tokenizer, trunk, project_image, validation, pictures, max_tokens)
    return project_image.weight.detach(), report


def _untrained_projection(views: torch.Tensor, dimension: int) -> nn.Linear:
    """Orthogonal, at the scale of the features' spread."""
    scale = (views - views.mean((0, 1))).norm(dim=-1).mean()
    project_image = nn.Linear(FEATURES, dimension, bias=False)
    nn.init.orthogonal_(project_image.weight)
    with torch.no_grad():
        project_image.weight /= scale
    return project_image


def _fit(
    project_image: nn.Linear,
    recipe: AlignmentRecipe,
    views: torch.Tensor,
    embeddings: list[torch.Tensor],
    rng: random.Random,
):
    """views: [templates, views, 1280]; embeddings: [captions, d] for each template."""
    log_scale = nn.Parameter(torch.tensor(LOG_SCALE))
    optimizer = torch.optim.AdamW([*project_image.parameters(), log_scale], lr=recipe.learning_rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, recipe.steps)
    for _ in trange(recipe.steps, desc="alignment", unit="step"):
        chosen = rng.sample(range(len(views)), min(recipe.templates_a_batch, len(views)))
        pictured = torch.stack([views[i, rng.randrange(recipe.views)] for i in chosen])
        v = F.normalize(project_image(pictured), dim=-1)
        target = torch.arange(len(chosen))
        loss = 0
        for _ in range(CAPTIONS_A_PICTURE):
            t = torch.stack([embeddings[i][rng.randrange(len(embeddings[i]))] for i in chosen])
            logits = log_scale.exp().clamp(max=LARGEST_SCALE) * t @ v.T
            both = F.cross_entropy(logits, target) + F.cross_entropy(logits.T, target)
            loss = loss + both / (2 * CAPTIONS_A_PICTURE)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()


@torch.inference_mode()
def retrieval(
    tower: TextTower,
    tokenizer,
    trunk,
    project_image: nn.Linear,
    captions: list[Caption],
    pictures: dict[str, Path],
    max_tokens: int,
) -> dict:
    """Share of captions that find their own template's blank picture among all of them first, or in the first ten."""
    names = list(pictures)
    v = F.normalize(project_image(picture_features(trunk, [open_picture(p) for p in pictures.values()])), dim=-1)
    t = embed(tower, tokenizer, [c.text for c in captions], max_tokens)
    own = torch.tensor([names.index(c.template) for c in captions])
    similarity = t @ v.T
    rank = (similarity > similarity.gather(1, own[:, None])).sum(1)
    return {
        "n": len(captions),
        "templates": len(names),
        "recall@1": round((rank < 1).float().mean().item(), 4),
        "recall@10": round((rank < 10).float().mean().item(), 4),
    }
