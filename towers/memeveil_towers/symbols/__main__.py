"""Makes the signal for hate symbols: python -m memeveil_towers.symbols --data DATA --out ../public/models/symbol

Draws its pictures, trains on them and on DATA/memes_more, measures on validation pictures and writes model.onnx and
symbol.json. An interrupted training goes on from its checkpoint in the work folder.
"""

import json
import pickle
import random
from pathlib import Path

import torch

from ..image_tower import open_picture
from ..render import jpeg_of
from ..training_arguments import training_arguments, training_parser
from .data import grounds, plain_memes, symbol_photos
from .export import export
from .measure import measure
from .training import CELLS, Example, SymbolRecipe, drawn_examples, train_symbols

PLAIN_MEMES = 2500  # without a symbol, to train on


def photo_examples(data: Path) -> list[Example]:
    """Photos with and without a symbol, and plain memes, of the training split."""
    rng = random.Random(4)
    plain = plain_memes(data, "train")
    found = [(p.path, p.symbol) for p in symbol_photos(data) if p.split == "train"]
    found += [(path, False) for path in rng.sample(plain, min(PLAIN_MEMES, len(plain)))]
    nowhere = torch.zeros(CELLS, CELLS)
    return [Example(jpeg_of(open_picture(path), rng), symbol, None if symbol else nowhere) for path, symbol in found]


def main():
    arguments = training_arguments(training_parser(__doc__))
    recipe = SymbolRecipe()
    file = arguments.work / "symbols-drawn.pickle"
    if not file.exists():
        drawn = drawn_examples(grounds(arguments.data, "train"), recipe.drawn, recipe.seed)
        file.write_bytes(pickle.dumps(drawn))
    drawn = pickle.loads(file.read_bytes())
    network = train_symbols(recipe, drawn, photo_examples(arguments.data), arguments.work / "symbols-checkpoint.pt")
    report = measure(network, arguments.data)
    export(network, report, arguments.out)
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
