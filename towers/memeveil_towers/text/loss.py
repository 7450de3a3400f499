"""What a training of the text tower lessens: wrong labels under the heads, and drift from where texts lay before."""

import torch
from torch.nn import functional as F

from .epoch import Batch
from .tower import SCALE, TextTower, pooled_embedding

TOPIC_WEIGHT = 0.3  # of a caption's loss by template


def head_loss(tower: TextTower, embeddings: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Mean over the batch of what the data set's own head and the shared head lose on `embeddings` [n, d].

    A caption has a template for its own head, and is harmless for the shared one.
    """
    _, datasets, labels, weights = batch
    total = embeddings.new_zeros(())
    scaled = SCALE * embeddings
    shared = tower.shared(scaled).squeeze(-1)
    for name in sorted(set(datasets)):
        at = [i for i, dataset in enumerate(datasets) if dataset == name]
        label, weight = torch.tensor([labels[i] for i in at]), torch.tensor([weights[i] for i in at])
        if name == "captions":
            own = TOPIC_WEIGHT * F.cross_entropy(tower.topic(scaled[at]), label.long(), reduction="sum")
            label = torch.zeros(len(at))
        else:
            own = _binary(tower.heads[name](scaled[at]).squeeze(-1), label)
        total = total + own + _binary(shared[at], label, weight)
    return total / len(datasets)


def _binary(logits, labels, weights=None):
    return F.binary_cross_entropy_with_logits(logits, labels, weights, reduction="sum")


def drift(before, embeddings: torch.Tensor, ids: torch.Tensor, mask: torch.Tensor, is_held: list[bool]):
    """How far the texts to be held lie from where the encoder `before` puts them: 1 - cosine of `embeddings` [n, d] and
    its own, a mean over the batch. ids, mask: int64 [n, t]."""
    at = [i for i, held in enumerate(is_held) if held]
    if not at:
        return 0
    with torch.no_grad():
        former = pooled_embedding(before, ids[at], mask[at])
    return (1 - (embeddings[at] * former).sum(-1)).sum() / len(is_held)
