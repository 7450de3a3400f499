"""Fixtures that hold the TypeScript training to PyTorch's optimisers and scikit-learn's metrics: python -m memeveil_towers.training_golden OUT"""

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


def optimizers() -> dict:
    """A linear layer from zero, by 200 minibatch steps of binary cross-entropy in a fixed order; the final weights and bias of each optimiser."""
    rng = random.Random(11)
    x = [[round(rng.uniform(-1, 1), 3) for _ in range(FEATURES)] for _ in range(ROWS)]
    y = [int(sum(row) + rng.uniform(-1, 1) > 0) for row in x]
    runs = []
    for name, options in OPTIMIZERS:
        parameters = torch.zeros(FEATURES + 1, dtype=torch.float64, requires_grad=True)
        optimizer = CLASSES[name]([parameters], **options)
        for step in range(STEPS):
            rows = [(step * BATCH + i) % ROWS for i in range(BATCH)]
            logits = torch.tensor([x[r] for r in rows], dtype=torch.float64) @ parameters[:-1] + parameters[-1]
            loss = torch.nn.functional.binary_cross_entropy_with_logits(
                logits, torch.tensor([float(y[r]) for r in rows], dtype=torch.float64)
            )
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        runs.append(
            {
                "optimizer": name,
                "learningRate": options["lr"],
                "weightDecay": options.get("weight_decay", 0),
                "momentum": options.get("momentum", 0),
                "parameters": parameters.tolist(),
            }
        )
    return {"x": x, "y": y, "batch": BATCH, "steps": STEPS, "runs": runs}


def calibration_error(y: np.ndarray, p: np.ndarray) -> float:
    bins = np.minimum((p * 10).astype(int), 9)
    return float(
        sum(abs(p[bins == b].mean() - y[bins == b].mean()) * (bins == b).mean() for b in range(10) if (bins == b).any())
    )


def metrics() -> list[dict]:
    """Random cases, hundredths as scores so that many tie; every tenth has one class alone. null where scikit-learn has no answer."""
    rng = random.Random(12)
    cases = []
    for case in range(CASES):
        n = rng.randint(1, 30)
        coarse = rng.choice([1, 5, 20])
        scores = [rng.randint(0, 100 // coarse) * coarse for _ in range(n)]
        labels = [int(case % 20 == 0) if case % 10 == 0 else int(rng.random() < 0.3 + s / 250) for s in scores]
        other = [rng.randint(0, 100) for _ in range(n)]
        threshold = rng.choice([25, 50, 75])
        y, p = np.array(labels), np.array(scores) / 100
        flagged = (np.array(scores) >= threshold).astype(int)
        both, any_offensive = 0 < sum(labels) < n, sum(labels) > 0
        share = {"labels": [0, 1], "average": None, "zero_division": np.nan}
        precision, recall = sk.precision_score(y, flagged, **share), sk.recall_score(y, flagged, **share)
        f1 = sk.f1_score(y, flagged, labels=[0, 1], average=None, zero_division=0)
        right, right_other = flagged == y, (np.array(other) >= threshold) == y
        only, only_other = int((right & ~right_other).sum()), int((right_other & ~right).sum())
        cases.append(
            {
                "scores": scores,
                "other": other,
                "labels": labels,
                "threshold": threshold,
                "auroc": float(sk.roc_auc_score(y, p)) if both else None,
                "averagePrecision": float(sk.average_precision_score(y, p)) if any_offensive else None,
                "accuracy": float(sk.accuracy_score(y, flagged)),
                "precision": [None if np.isnan(v) else float(v) for v in precision],
                "recall": [None if np.isnan(v) else float(v) for v in recall],
                "f1": f1.tolist(),
                "macroF1": float(f1.mean()),
                "weightedF1": float(sk.f1_score(y, flagged, labels=[0, 1], average="weighted", zero_division=0)),
                "brier": float(np.mean((p - y) ** 2)) if not both else float(sk.brier_score_loss(y, p)),
                "logLoss": float(sk.log_loss(y, np.clip(p, 1e-12, 1 - 1e-12), labels=[0, 1])),
                "expectedCalibrationError": calibration_error(y, p),
                "confusion": [int(v) for v in sk.confusion_matrix(y, flagged, labels=[0, 1]).ravel()],
                "mcnemar": [only, only_other, binomtest(only, only + only_other).pvalue if only + only_other else 1.0],
            }
        )
    return cases


def write_training_golden(out: Path):
    for name, content in (("optimizers", optimizers()), ("metrics", metrics())):
        (out / f"{name}.json").write_text(json.dumps(content) + "\n")


if __name__ == "__main__":
    write_training_golden(Path(sys.argv[1]))
