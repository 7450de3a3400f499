"""What every training is told on the command line."""

import argparse
from pathlib import Path

import torch


def training_parser(description: str) -> argparse.ArgumentParser:
    """--data, --out, --work and --threads, to which a training adds its own."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    return parser


def training_arguments(parser: argparse.ArgumentParser) -> argparse.Namespace:
    """The arguments; from now on PyTorch works on so many threads, and the work folder is there."""
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    arguments.work.mkdir(parents=True, exist_ok=True)
    return arguments
