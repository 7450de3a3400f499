"""Fine-tunes the pretrained sentence encoder: one embedding, one linear head a data set, one shared head.

Data sets call different things offensive, so each keeps a head of its own and only the embedding is shared. Captions
of known templates are classified by template, which keeps the embedding useful for what a caption is about.
"""

import copy
import random
import time
from dataclasses import dataclass, field
from pathlib import Path

import torch
from sklearn.metrics import roc_auc_score
from torch import nn
from torch.nn import functional as F
from tqdm import tqdm
from transformers import AutoModel, AutoTokenizer

from .data import Caption, Row, clean
from .generator import generate

SCALE = 10.0  # logits are linear in SCALE x the unit embedding
CHECKPOINT_PAUSE = 20  # seconds; a checkpoint is 300 MB


@dataclass
class TextRecipe:
    epochs: int = 3
    batch: int = 32
    max_tokens: int = 64
    learning_rate: float = 7e-5
    warmup: float = 0.06
    generated: int = 8000  # a epoch
    captions: int = 6000
    # rows a epoch by (data set, offensive); None takes all. Each epoch draws anew.
    quota: dict = field(
        default_factory=lambda: {
            ("olid", True): 2200,
            ("olid", False): 2800,
            ("davidson_profanity", True): 2600,
            ("davidson_tweets", False): 1600,
            ("forum_hate", False): 1500,
            ("implicit_hate", False): 4500,
            ("implicit_hate", True): 5500,
        }
    )
    repeat: dict = field(default_factory=lambda: {"multioff": 2, "harmeme": 2, "memes": 3})
    # datasets whose "offensive" is mostly profanity pull less on the shared head
    shared_weight: dict = field(
        default_factory=lambda: {
            "olid": 0.3,
            "davidson_tweets": 0.3,
            "davidson_profanity": 0.1,
            "captions": 0.5,
            "generated": 0.7,
        }
    )
    # above 0: fits the heads alone first, then holds the embeddings of all texts but the generated ones where they were, this strongly
    # (learning without forgetting, Li & Hoiem 2016)
    anchor: float = 0
    checkpoint_every: int = 150
    # one training a seed, then the mean of their weights (model soup, Wortsman et al. 2022): steadier on sets kept aside
    seeds: tuple = (7, 8)


# wordings and slurs anew, at a rate and under an anchor that leave what was learned from people's own texts
REFINEMENT = TextRecipe(
    epochs=3,
    learning_rate=4e-5,
    generated=16_000,
    captions=2000,
    anchor=10,
    repeat={},
    quota={
        ("hateful_memes", True): 700,
        ("hateful_memes", False): 1000,
        ("harmeme", True): 800,
        ("harmeme", False): 1200,
        ("hatemoji_build", True): 700,
        ("hatemoji_build", False): 700,
        ("implicit_hate", True): 700,
        ("implicit_hate", False): 1000,
        ("olid", True): 300,
        ("olid", False): 700,
        ("forum_hate", True): 200,
        ("forum_hate", False): 700,
        ("davidson_tweets", True): 300,
        ("davidson_tweets", False): 300,
        ("davidson_profanity", True): 300,
        ("memotion7k", True): 200,
        ("memotion7k", False): 500,
    },
)

PROBE_BATCHES, PROBE_PASSES = 400, 5
INIT_SEED = 7  # heads start alike in every training, or their mean would mean nothing


class TextTower(nn.Module):
    """Encoder + mean pooling over tokens → unit vector [n, d]; `heads` and `shared` exist for training only."""

    def __init__(self, encoder, dimension, names, templates):
        super().__init__()
        self.encoder = encoder
        self.heads = nn.ModuleDict({n: nn.Linear(dimension, 1) for n in names})
        self.shared = nn.Linear(dimension, 1)
        self.topic = nn.Linear(dimension, templates)

    def forward(self, input_ids, attention_mask):
        return embedding(self.encoder, input_ids, attention_mask)

    def head_parameters(self):
        """All that is not the encoder's."""
        return [p for name, p in self.named_parameters() if not name.startswith("encoder.")]


def embedding(encoder, input_ids, attention_mask):
    """Mean of the tokens' last hidden states, as a unit vector [n, d]."""
    hidden = encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
    mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
    return F.normalize((hidden * mask).sum(1) / mask.sum(1).clamp(min=1), dim=-1)


# what our own reader did to 298 rendered texts (28,406 characters): (count, read instead of); every third error was a lost space
CONFUSIONS = [
    (82, " ", ""),
    (10, " ", "'"),
    (8, " ", "."),
    (8, " ", ", "),
    (5, "'", ""),
    (4, " ", "-"),
    (3, "i", "1"),
    (3, "l", "i"),
    (3, "o", "0"),
    (2, "i", "l"),
    (2, "n", "h"),
    (2, "i", "t"),
    (2, "e", "c"),
    (2, "rn", "m"),
    (2, "!", ""),
    (2, ":", ""),
    (1, "m", "rn"),
    (1, "u", "v"),
    (1, "w", "vv"),
]
STRAY = [".", ",", "'", "!", "[", "]", ")", ":", ";", "|", "1", "i"]
MARKS = [
    "imgflip.com",
    "memegenerator.net",
    "quickmeme.com",
    "ifunny.co",
    "made with mematic",
    "9gag",
    "kapwing",
    "memecenter.com",
    "@memes",
    "Reply Like 3h",
    "follow @funny",
    "12:41 PM",
]


def ocr_noise(text: str, rng: random.Random) -> str:
    """What a reader does to a caption, more often than ours does: lost spaces, stray marks, confused letters, a watermark or a sender's name."""
    for _ in range(rng.choice([0, 1, 1, 2, 3, 5])):
        if rng.random() < 0.25:
            at = rng.randrange(len(text) + 1)
            text = text[:at] + rng.choice(STRAY) + text[at:]
            continue
        _, found, read = rng.choices(CONFUSIONS, weights=[count for count, *_ in CONFUSIONS])[0]
        places = [at for at in range(len(text)) if text.startswith(found, at)]
        if places:
            at = rng.choice(places)
            text = text[:at] + read + text[at + len(found) :]
    if rng.random() < 0.25:
        text = f"{text} {rng.choice(MARKS)}" if rng.random() < 0.7 else f"{rng.choice(MARKS)} {text}"
    return text


def _epoch_items(recipe, rows: list[Row], captions: list[Caption], template_ids, seed: int, epoch: int):
    """[(text, data set, label)]; a caption's label is its template's index."""
    rng = random.Random(f"{seed}-{epoch}")
    groups: dict = {}
    for r in rows:
        if r.split == "train":
            groups.setdefault((r.dataset, r.offensive), []).append(r)
    items = []
    for key, found in sorted(groups.items()):
        quota = recipe.quota.get(key)
        drawn = found if quota is None or quota >= len(found) else rng.sample(found, quota)
        items += [(r.text, r.dataset, float(r.offensive)) for r in drawn] * recipe.repeat.get(key[0], 1)
    items += [
        (clean(s.text), "generated", float(s.offensive))
        for s in generate(recipe.generated, seed * 1000 + epoch, held_out=False)
    ]
    train = [c for c in captions if c.split == "train"]
    items += [
        (c.text, "captions", template_ids[c.template]) for c in rng.sample(train, min(recipe.captions, len(train)))
    ]
    return [(ocr_noise(t, rng) if rng.random() < 0.2 else t, d, y) for t, d, y in items], rng


def _batches(items, tokenizer, recipe, rng):
    ids = tokenizer([t for t, _, _ in items], truncation=True, max_length=recipe.max_tokens)["input_ids"]
    order = list(range(len(items)))
    rng.shuffle(order)
    chunk = recipe.batch * 50
    batches = []
    for start in range(0, len(order), chunk):  # similar lengths together, or half the work is padding
        part = sorted(order[start : start + chunk], key=lambda i: len(ids[i]))
        batches += [part[i : i + recipe.batch] for i in range(0, len(part), recipe.batch)]
    rng.shuffle(batches)
    return [([ids[i] for i in b], [items[i][1] for i in b], [items[i][2] for i in b]) for b in batches]


def quick_products():
    """bfloat16 products, where the CPU has them: a step takes half as long. Elsewhere they are emulated and take twenty times as long."""
    return torch.autocast("cpu", torch.bfloat16, enabled=torch.cpu._is_avx512_bf16_supported())


def pad(ids, pad_id):
    longest = max(len(i) for i in ids)
    input_ids = torch.full((len(ids), longest), pad_id)
    mask = torch.zeros_like(input_ids)
    for row, i in enumerate(ids):
        input_ids[row, : len(i)] = torch.tensor(i)
        mask[row, : len(i)] = 1
    return input_ids, mask


def _loss(tower, recipe, embedding, datasets, labels):
    total = embedding.new_zeros(())
    scaled = SCALE * embedding
    shared = tower.shared(scaled).squeeze(-1)
    for name in set(datasets):
        at = [i for i, d in enumerate(datasets) if d == name]
        own = torch.tensor([labels[i] for i in at])
        weight = recipe.shared_weight.get(name, 1.0)
        if name == "captions":
            total = total + 0.3 * F.cross_entropy(tower.topic(scaled[at]), own.long(), reduction="sum")
            total = total + weight * F.binary_cross_entropy_with_logits(
                shared[at], torch.zeros(len(at)), reduction="sum"
            )
        else:
            total = total + F.binary_cross_entropy_with_logits(
                tower.heads[name](scaled[at]).squeeze(-1), own, reduction="sum"
            )
            total = total + weight * F.binary_cross_entropy_with_logits(shared[at], own, reduction="sum")
    return total / len(datasets)


def _probe(tower, recipe, batches, pad_id):
    """Fits the heads alone: new ones would pull a trained encoder about (Kumar et al. 2022)."""
    tower.eval()
    with torch.no_grad():
        embeddings = [tower(*pad(ids, pad_id)) for ids, *_ in tqdm(batches, desc="heads", unit="batch")]
    optimizer = torch.optim.AdamW(tower.head_parameters(), lr=3e-3, weight_decay=0.01)
    for _ in range(PROBE_PASSES):
        for e, (_, datasets, labels) in zip(embeddings, batches):
            optimizer.zero_grad(set_to_none=True)
            _loss(tower, recipe, e, datasets, labels).backward()
            optimizer.step()


def _drift(before, embeddings, ids, mask, datasets):
    """How far (1 - cosine, a mean over the batch) texts other than generated ones lie from where the encoder `before` puts them."""
    at = [i for i, d in enumerate(datasets) if d != "generated"]
    if not at:
        return 0
    with torch.no_grad():
        held = embedding(before, ids[at], mask[at])
    return (1 - (embeddings[at] * held).sum(-1)).sum() / len(datasets)


@torch.inference_mode()
def embed(tower, tokenizer, texts, max_tokens, batch=64):
    """Unit embeddings [n, d] of `texts`, in their order."""
    tower.eval()
    ids = tokenizer(list(texts), truncation=True, max_length=max_tokens)["input_ids"]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    out = [None] * len(ids)
    for start in range(0, len(order), batch):
        part = order[start : start + batch]
        for i, e in zip(part, tower(*pad([ids[i] for i in part], tokenizer.pad_token_id))):
            out[i] = e
    return torch.stack(out)


def validate(tower, tokenizer, recipe, rows, limit=1000) -> dict:
    """AUROC on each data set's validation split: its own head and the shared one; and on held-out generated wordings."""
    rng = random.Random(1)
    sets: dict = {}
    for r in rows:
        if r.split == "val":
            sets.setdefault(r.dataset, []).append((r.text, r.offensive))
    sets["generated"] = [(clean(s.text), s.offensive) for s in generate(1000, 99, held_out=True)]
    report = {}
    for name, found in sorted(sets.items()):
        found = rng.sample(found, min(limit, len(found)))
        labels = [y for _, y in found]
        if len(set(labels)) < 2:
            continue
        scaled = SCALE * embed(tower, tokenizer, [t for t, _ in found], recipe.max_tokens)
        with torch.inference_mode():
            report[name] = {
                "n": len(found),
                "own": round(roc_auc_score(labels, tower.heads[name](scaled).squeeze(-1)), 4),
                "shared": round(roc_auc_score(labels, tower.shared(scaled).squeeze(-1)), 4),
            }
    return report


def load_pretrained(path: Path):
    return AutoModel.from_pretrained(
        path, add_pooling_layer=False, attn_implementation="sdpa"
    ), AutoTokenizer.from_pretrained(path)


def load_tower(path: Path, pretrained: Path) -> TextTower:
    """A trained tower from its file of weights."""
    state = torch.load(path, weights_only=True)
    encoder, _ = load_pretrained(pretrained)
    names = sorted({name.split(".")[1] for name in state if name.startswith("heads.")})
    tower = TextTower(encoder, encoder.config.hidden_size, names, state["topic.weight"].shape[0])
    tower.load_state_dict(state)
    return tower


def train_text_tower(recipe: TextRecipe, encoder, tokenizer, rows, captions, checkpoints: Path):
    """Returns (tower, validation report): the mean of one training a seed, each from `encoder`, which stays as it is.
    Continues from its checkpoints, one a seed: `checkpoints` is what their names begin with."""
    states, report = [], {}
    for seed in recipe.seeds:
        tower = _train_once(
            recipe, encoder, tokenizer, rows, captions, checkpoints.with_name(f"{checkpoints.name}-{seed}.pt"), seed
        )
        report[f"seed {seed}"] = validate(tower, tokenizer, recipe, rows)
        states.append(tower.state_dict())
    tower.load_state_dict(
        {name: torch.stack([s[name].float() for s in states]).mean(0).to(states[0][name].dtype) for name in states[0]}
    )
    report["mean"] = validate(tower, tokenizer, recipe, rows)
    return tower, report


def _train_once(recipe: TextRecipe, start, tokenizer, rows, captions, checkpoint: Path, seed: int):
    torch.manual_seed(INIT_SEED)
    encoder = copy.deepcopy(start.eval())
    template_ids = {t: i for i, t in enumerate(sorted({c.template for c in captions}))}
    names = sorted({r.dataset for r in rows}) + ["generated"]
    tower = TextTower(encoder, encoder.config.hidden_size, names, len(template_ids))
    encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    epochs = []
    for e in range(recipe.epochs):
        items, rng = _epoch_items(recipe, rows, captions, template_ids, seed, e)
        epochs.append(_batches(items, tokenizer, recipe, rng))
    steps = sum(map(len, epochs))
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for p in encoder.parameters() if p.requires_grad], "lr": recipe.learning_rate},
            {"params": tower.head_parameters(), "lr": recipe.learning_rate * 20},
        ],
        weight_decay=0.01,
    )
    warmup = max(1, int(steps * recipe.warmup))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warmup, max(0.02, (steps - s) / (steps - warmup)))
    )
    done = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        tower.load_state_dict(state["tower"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        done = state["done"]
    elif recipe.anchor:
        _probe(tower, recipe, epochs[0][:PROBE_BATCHES], tokenizer.pad_token_id)

    def save():
        part = checkpoint.with_suffix(".part")
        torch.save(
            {
                "tower": tower.state_dict(),
                "optimizer": optimizer.state_dict(),
                "schedule": schedule.state_dict(),
                "done": done,
            },
            part,
        )
        part.replace(checkpoint)

    bar = tqdm(total=steps, initial=done, desc=f"text tower, seed {seed}", unit="step")
    running, saved = None, time.time()
    for step, (ids, datasets, labels) in enumerate(b for epoch in epochs for b in epoch):
        if step < done:
            continue
        torch.manual_seed(seed * 100_000 + step)  # dropout is the same after a restart
        tower.train()
        padded = pad(ids, tokenizer.pad_token_id)
        with quick_products():
            embeddings = tower(*padded)
            drift = _drift(start, embeddings, *padded, datasets) if recipe.anchor else 0
        loss = _loss(tower, recipe, embeddings.float(), datasets, labels) + recipe.anchor * drift
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(tower.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        done = step + 1
        running = loss.item() if running is None else 0.98 * running + 0.02 * loss.item()
        bar.set_postfix(loss=f"{running:.3f}", refresh=False)
        bar.update()
        if done % recipe.checkpoint_every == 0 and time.time() - saved >= CHECKPOINT_PAUSE:
            save()
            saved = time.time()
    bar.close()
    save()
    return tower
