"""How well a text tower's heads tell offensive texts apart, by validation rows alone."""

import random

import torch
from sklearn.metrics import roc_auc_score

from ..clean_text import clean_text
from ..data import Row
from ..generator import generate
from .recipe import TextRecipe
from .tower import SCALE, TextTower, embed

MOST_ROWS = 1000  # a data set


def validate(tower: TextTower, tokenizer, recipe: TextRecipe, rows: list[Row]) -> dict[str, dict]:
    """{data set: {n, own, shared}}: AUROC of its own head and of the shared one on its validation split.

    "generated" is of held-out wordings. A set of one class alone is left out.
    """
    rng = random.Random(1)
    sets: dict[str, list[tuple[str, bool]]] = {}
    for r in rows:
        if r.split == "val":
            sets.setdefault(r.dataset, []).append((r.text, r.offensive))
    sets["generated"] = [(clean_text(s.text), s.offensive) for s in generate(1000, 99, held_out=True)]
    report = {}
    for name, found in sorted(sets.items()):
        found = rng.sample(found, min(MOST_ROWS, len(found)))
        labels = [offensive for _, offensive in found]
        if len(set(labels)) < 2:
            continue
        scaled = SCALE * embed(tower, tokenizer, [text for text, _ in found], recipe.max_tokens)
        with torch.inference_mode():
            own, shared = (head(scaled).squeeze(-1) for head in (tower.heads[name], tower.shared))
        report[name] = {
            "n": len(found),
            "own": round(roc_auc_score(labels, own), 4),
            "shared": round(roc_auc_score(labels, shared), 4),
        }
    return report
