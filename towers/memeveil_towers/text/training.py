"""Trains the text tower: the pretrained encoder is fine-tuned under its heads, and the mean of the seeds is kept."""

import copy
from itertools import chain
from pathlib import Path

import torch
from torch import nn
from tqdm import tqdm

from ..data import Caption, Row
from .checkpoint import Checkpoint
from .epoch import Batch, epoch_batches
from .loss import drift, head_loss
from .precision import quick_products
from .recipe import TextRecipe
from .tower import TextTower, pad
from .validation import validate

INIT_SEED = 7  # heads start alike in every training, or their mean would mean nothing
HEADS_RATE = 20  # times the encoder's learning rate
LEAST_RATE = 0.02  # of the learning rate, at the end
HEAD_BATCHES, HEAD_PASSES = 400, 5  # where heads are fitted alone


def train_text_tower(
    recipe: TextRecipe, encoder, tokenizer, rows: list[Row], captions: list[Caption], checkpoints: Path
) -> tuple[TextTower, dict]:
    """(tower, validation report): the mean of one training a seed, each from `encoder`, which stays as it is.

    Continues from its checkpoints, one a seed: `checkpoints` is what their names begin with.
    """
    states, report = [], {}
    for seed in recipe.seeds:
        checkpoint = checkpoints.with_name(f"{checkpoints.name}-{seed}.pt")
        tower = _train_once(recipe, encoder, tokenizer, rows, captions, checkpoint, seed)
        report[f"seed {seed}"] = validate(tower, tokenizer, recipe, rows)
        states.append(tower.state_dict())
    tower.load_state_dict(
        {name: torch.stack([s[name].float() for s in states]).mean(0).to(states[0][name].dtype) for name in states[0]}
    )
    report["mean"] = validate(tower, tokenizer, recipe, rows)
    mix(tower.encoder, encoder, recipe.share)
    return tower, report


@torch.no_grad()
def mix(encoder: nn.Module, start: nn.Module, share: float):
    """Moves the weights of `encoder` towards those of `start`, of which they keep `share`."""
    for weight, before in zip(encoder.parameters(), start.parameters(), strict=True):
        weight.lerp_(before, 1 - share)


def _train_once(recipe: TextRecipe, start, tokenizer, rows, captions, checkpoint_file: Path, seed: int) -> TextTower:
    template_ids = {t: i for i, t in enumerate(sorted({c.template for c in captions}))}
    tower = _untrained(start.eval(), sorted({r.dataset for r in rows}) + ["generated"], len(template_ids))
    epochs = [
        epoch_batches(recipe, rows, captions, template_ids, tokenizer, seed, epoch) for epoch in range(recipe.epochs)
    ]
    steps = sum(map(len, epochs))
    optimizer, schedule = _optimizer(recipe, tower, steps)
    checkpoint = Checkpoint(checkpoint_file, tower=tower, optimizer=optimizer, schedule=schedule)
    if not checkpoint.restore() and recipe.heads_first:
        _fit_heads(tower, epochs[0][:HEAD_BATCHES], tokenizer.pad_token_id)
    bar = tqdm(total=steps, initial=checkpoint.done, desc=f"text tower, seed {seed}", unit="step")
    shown = None  # a running mean of the loss
    for step, batch in enumerate(chain.from_iterable(epochs)):
        if step < checkpoint.done:
            continue
        torch.manual_seed(seed * 100_000 + step)  # dropout is the same after a restart
        loss = _step(tower, recipe, start, batch, tokenizer.pad_token_id, optimizer)
        schedule.step()
        checkpoint.done = step + 1
        shown = loss if shown is None else 0.98 * shown + 0.02 * loss
        bar.set_postfix(loss=f"{shown:.3f}", refresh=False)
        bar.update()
        if checkpoint.is_due(recipe.checkpoint_every):
            checkpoint.save()
    bar.close()
    checkpoint.save()
    return tower


def _untrained(start, datasets: list[str], templates: int) -> TextTower:
    torch.manual_seed(INIT_SEED)
    encoder = copy.deepcopy(start)
    tower = TextTower(encoder, encoder.config.hidden_size, datasets, templates)
    encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    return tower


def _optimizer(recipe: TextRecipe, tower: TextTower, steps: int):
    """AdamW, and its rates: a linear rise over the warm-up, then a linear fall."""
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for p in tower.encoder.parameters() if p.requires_grad], "lr": recipe.learning_rate},
            {"params": tower.head_parameters(), "lr": recipe.learning_rate * HEADS_RATE},
        ],
        weight_decay=0.01,
    )
    warmup = max(1, int(steps * recipe.warmup))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warmup, max(LEAST_RATE, (steps - s) / (steps - warmup)))
    )
    return optimizer, schedule


def _fit_heads(tower: TextTower, batches: list[Batch], pad_id: int):
    """Fits the heads alone: new ones would pull a trained encoder about (Kumar et al. 2022)."""
    tower.eval()
    with torch.no_grad():
        embeddings = [tower(*pad(batch.ids, pad_id)) for batch in tqdm(batches, desc="heads", unit="batch")]
    optimizer = torch.optim.AdamW(tower.head_parameters(), lr=3e-3, weight_decay=0.01)
    for _ in range(HEAD_PASSES):
        for embedding, batch in zip(embeddings, batches, strict=True):
            optimizer.zero_grad(set_to_none=True)
            head_loss(tower, embedding, batch).backward()
            optimizer.step()


def _step(tower: TextTower, recipe: TextRecipe, start, batch: Batch, pad_id: int, optimizer) -> float:
    tower.train()
    padded = pad(batch.ids, pad_id)
    with quick_products():
        embeddings = tower(*padded)
        held = list(map(recipe.is_held, batch.datasets))
        drifted = drift(start, embeddings, *padded, held) if recipe.anchor else 0
    loss = head_loss(tower, embeddings.float(), batch) + recipe.anchor * drifted
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(tower.parameters(), 1.0)
    optimizer.step()
    return loss.item()
