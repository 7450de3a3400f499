"""The text tower: a pretrained sentence encoder with one linear head a data set and one shared head over its embedding.

Data sets call different things offensive, so each keeps a head of its own and only the embedding is shared. Captions
of known templates are classified by template, which keeps the embedding useful for what a caption is about.
"""

from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F
from transformers import AutoModel, AutoTokenizer

SCALE = 10.0  # logits are linear in SCALE x the unit embedding


class TextTower(nn.Module):
    """Encoder + mean pooling over tokens → unit vector [n, d]; `heads`, `shared` and `topic` serve training alone."""

    def __init__(self, encoder, dimension: int, datasets: list[str], templates: int):
        """dimension: d, the encoder's hidden size. datasets: each gets a head. templates: how many `topic` knows."""
        super().__init__()
        self.encoder = encoder
        self.heads = nn.ModuleDict({name: nn.Linear(dimension, 1) for name in datasets})
        self.shared = nn.Linear(dimension, 1)
        self.topic = nn.Linear(dimension, templates)

    def forward(self, input_ids, attention_mask):
        """input_ids, attention_mask int64 [n, t] → [n, d]"""
        return pooled_embedding(self.encoder, input_ids, attention_mask)

    def head_parameters(self) -> list[nn.Parameter]:
        """All that is not the encoder's."""
        return [p for name, p in self.named_parameters() if not name.startswith("encoder.")]


def pooled_embedding(encoder, input_ids, attention_mask) -> torch.Tensor:
    """Mean of the tokens' last hidden states, as a unit vector [n, d]; input_ids, attention_mask int64 [n, t]."""
    hidden = encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
    mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
    return F.normalize((hidden * mask).sum(1) / mask.sum(1).clamp(min=1), dim=-1)


def pad(ids: list[list[int]], pad_id: int) -> tuple[torch.Tensor, torch.Tensor]:
    """(input_ids, attention_mask), int64 [n, t] with t the longest list of `ids`."""
    longest = max(len(i) for i in ids)
    input_ids = torch.full((len(ids), longest), pad_id)
    mask = torch.zeros_like(input_ids)
    for row, i in enumerate(ids):
        input_ids[row, : len(i)] = torch.tensor(i)
        mask[row, : len(i)] = 1
    return input_ids, mask


@torch.inference_mode()
def embed(tower: nn.Module, tokenizer, texts, max_tokens: int, batch: int = 64) -> torch.Tensor:
    """Unit embeddings [n, d] of `texts`, in their order."""
    tower.eval()
    ids = tokenizer(list(texts), truncation=True, max_length=max_tokens)["input_ids"]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    embeddings = [None] * len(ids)
    for start in range(0, len(order), batch):
        part = order[start : start + batch]
        found = tower(*pad([ids[i] for i in part], tokenizer.pad_token_id))
        for i, embedding in zip(part, found, strict=True):
            embeddings[i] = embedding
    return torch.stack(embeddings)


def load_pretrained(path: Path):
    """(encoder, tokenizer) of a folder in the hub's layout."""
    encoder = AutoModel.from_pretrained(path, add_pooling_layer=False, attn_implementation="sdpa")
    return encoder, AutoTokenizer.from_pretrained(path)


def load_tower(path: Path, pretrained: Path) -> TextTower:
    """A trained tower from its file of weights; `pretrained` is the folder of the encoder that it began with."""
    state = torch.load(path, weights_only=True)
    encoder, _ = load_pretrained(pretrained)
    datasets = sorted({name.split(".")[1] for name in state if name.startswith("heads.")})
    tower = TextTower(encoder, encoder.config.hidden_size, datasets, state["topic.weight"].shape[0])
    tower.load_state_dict(state)
    return tower
