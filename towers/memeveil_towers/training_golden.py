"""Fixtures that hold the TypeScript training to PyTorch's optimisers and scikit-learn's metrics.

python -m memeveil_towers.training_golden OUT
"""

import json
import random
import sys
from pathlib import Path

import numpy as np
import torch
from scipy.stats import binomtest
from sklearn import metrics as sk

ROWS, FEATURES, BATCH, STEPS, CASES = 48, 6, 8, 200, 200
OPTIMIZERS = [
    ("adam", {"lr": 0.01}),
    ("adam", {"lr": 0.003, "weight_decay": 0.1}),
    ("adamw", {"lr": 0.01, "weight_decay": 0.05}),
    ("sgd", {"lr": 0.05}),
    ("sgd", {"lr": 0.02, "momentum": 0.9, "weight_decay": 0.01}),
]
CLASSES = {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW, "sgd": torch.optim.SGD}


def _parameters(name: str, options: dict, x: list, y: list) -> list[float]:
    parameters = torch.zeros(FEATURES + 1, dtype=torch.float64, requires_grad=True)
    optimizer = CLASSES[name]([parameters], **options)
    for step in range(STEPS):
        rows = [(step * BATCH + i) % ROWS for i in range(BATCH)]
        logits = torch.tensor([x[r] for r in rows], dtype=torch.float64) @ parameters[:-1] + parameters[-1]
        labels = torch.tensor([float(y[r]) for r in rows], dtype=torch.float64)
        loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return parameters.tolist()


def optimizers() -> dict:
    """A linear layer from zero, by 200 minibatch steps of binary cross-entropy in a fixed order.

    x: [48, 6], y: [48]; `parameters` of a run are the final weights and then the bias.
    """
    rng = random.Random(11)
    x = [[round(rng.uniform(-1, 1), 3) for _ in range(FEATURES)] for _ in range(ROWS)]
    y = [int(sum(row) + rng.uniform(-1, 1) > 0) for row in x]
    runs = []
    for name, options in OPTIMIZERS:
        runs.append(
            {
                "optimizer": name,
                "learningRate": options["lr"],
                "weightDecay": options.get("weight_decay", 0),
                "momentum": options.get("momentum", 0),
                "parameters": _parameters(name, options, x, y),
            }
        )
    return {"x": x, "y": y, "batch": BATCH, "steps": STEPS, "runs": runs}


def calibration_error(y: np.ndarray, p: np.ndarray) -> float:
    """Expected calibration error over ten bins of equal width (Guo et al. 2017); `p` are probabilities of label 1."""
    bins = np.minimum((p * 10).astype(int), 9)
    return float(
        sum(abs(p[bins == b].mean() - y[bins == b].mean()) * (bins == b).mean() for b in range(10) if (bins == b).any())
    )


def metrics() -> list[dict]:
    """Random cases, hundredths as scores so that many tie; every tenth has one class alone."""
    rng = random.Random(12)
    cases = []
    for case in range(CASES):
        n = rng.randint(1, 30)
        coarse = rng.choice([1, 5, 20])
        scores = [rng.randint(0, 100 // coarse) * coarse for _ in range(n)]
        labels = [int(case % 20 == 0) if case % 10 == 0 else int(rng.random() < 0.3 + s / 250) for s in scores]
        other = [rng.randint(0, 100) for _ in range(n)]
        threshold = rng.choice([25, 50, 75])
        drawn = {"scores": scores, "other": other, "labels": labels, "threshold": threshold}
        y, percent, rival = np.array(labels), np.array(scores), np.array(other)
        flagged = (percent >= threshold).astype(int)
        cases.append(
            drawn
            | _ranking(y, percent / 100)
            | _decisions(y, flagged)
            | _probabilities(y, percent / 100)
            | {
                "confusion": [int(v) for v in sk.confusion_matrix(y, flagged, labels=[0, 1]).ravel()],
                "mcnemar": _mcnemar(flagged == y, (rival >= threshold) == y),
            }
        )
    return cases


def _ranking(y: np.ndarray, p: np.ndarray) -> dict:
    """null where scikit-learn has no answer."""
    return {
        "auroc": float(sk.roc_auc_score(y, p)) if 0 < y.sum() < len(y) else None,
        "averagePrecision": float(sk.average_precision_score(y, p)) if y.any() else None,
    }


def _decisions(y: np.ndarray, flagged: np.ndarray) -> dict:
    """Lists are [harmless, offensive], null where scikit-learn would divide by 0."""
    share = {"labels": [0, 1], "average": None, "zero_division": np.nan}
    precision, recall = sk.precision_score(y, flagged, **share), sk.recall_score(y, flagged, **share)
    f1 = sk.f1_score(y, flagged, labels=[0, 1], average=None, zero_division=0)
    return {
        "accuracy": float(sk.accuracy_score(y, flagged)),
        "precision": [None if np.isnan(v) else float(v) for v in precision],
        "recall": [None if np.isnan(v) else float(v) for v in recall],
        "f1": f1.tolist(),
        "macroF1": float(f1.mean()),
        "weightedF1": float(sk.f1_score(y, flagged, labels=[0, 1], average="weighted", zero_division=0)),
    }


def _probabilities(y: np.ndarray, p: np.ndarray) -> dict:
    both = 0 < y.sum() < len(y)
    return {
        "brier": float(sk.brier_score_loss(y, p)) if both else float(np.mean((p - y) ** 2)),
        "logLoss": float(sk.log_loss(y, np.clip(p, 1e-12, 1 - 1e-12), labels=[0, 1])),
        "expectedCalibrationError": calibration_error(y, p),
    }


def _mcnemar(right: np.ndarray, other_right: np.ndarray) -> list:
    """How many one alone got right, how many the other, and the exact test's p (McNemar 1947)."""
    only, only_other = int((right & ~other_right).sum()), int((other_right & ~right).sum())
    return [only, only_other, binomtest(only, only + only_other).pvalue if only + only_other else 1.0]


def write_training_golden(out: Path):
    """optimizers.json and metrics.json in `out`."""
    for name, content in (("optimizers", optimizers()), ("metrics", metrics())):
        (out / f"{name}.json").write_text(json.dumps(content) + "\n")


if __name__ == "__main__":
    write_training_golden(Path(sys.argv[1]))
