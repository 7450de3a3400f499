"""How well symbols are told from what looks like them, and the threshold, on validation pictures alone."""

from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image
from sklearn.metrics import roc_auc_score

from ..image_tower import open_picture
from .data import grounds, plain_memes, symbol_photos
from .network import SymbolNetwork
from .training import drawn_examples, logits_of

DRAWN = 1000
SEED = 77
MOST_FLAGGED = 0.004  # of plain memes


def measure(network: SymbolNetwork, data: Path) -> dict:
    """AUROC on photos and on drawn pictures of held-out shapes and scenes; the threshold as a logit, at which
    MOST_FLAGGED of the plain validation memes are flagged, and what it catches."""
    photos = [p for p in symbol_photos(data) if p.split == "val"]
    memes = plain_memes(data, "val")
    drawn = drawn_examples(grounds(data, "val"), DRAWN, SEED, held_out=True)
    of_photos = logits_of(network, [open_picture(p.path) for p in photos]).numpy()
    of_memes = logits_of(network, [open_picture(path) for path in memes]).numpy()
    of_drawn = logits_of(network, [Image.open(BytesIO(e.jpeg)) for e in drawn]).numpy()
    threshold = float(np.quantile(of_memes, 1 - MOST_FLAGGED))
    report = {"threshold": round(threshold, 4), "memes": _rates(of_memes, np.zeros(len(memes), bool), threshold)}
    report["photos"] = _rates(of_photos, np.array([p.symbol for p in photos]), threshold)
    report["drawn, held out"] = _rates(of_drawn, np.array([e.symbol for e in drawn]), threshold)
    return report


def _rates(logits: np.ndarray, symbol: np.ndarray, threshold: float) -> dict:
    flagged = logits > threshold
    rates = {"n": len(logits), "symbols": int(symbol.sum())}
    if symbol.any():
        rates |= {
            "AUROC": round(float(roc_auc_score(symbol, logits)), 4),
            "caught": round(float(flagged[symbol].mean()), 4),
        }
    return rates | {"harmless flagged": round(float(flagged[~symbol].mean()), 4)}
