"""A training's state in a file, so that an interrupted training goes on where it stopped."""

import time
from pathlib import Path

import torch
from tqdm import trange

PAUSE = 20  # seconds between two; a checkpoint is 300 MB


class Checkpoint:
    """The file `path` with the state of `parts` (tower, optimizer, schedule) after `done` steps."""

    def __init__(self, path: Path, **parts):
        self.path, self.parts, self.done = path, parts, 0
        self.saved = time.time()

    def restore(self) -> bool:
        """Puts the state of the file into the parts; False where there is no file."""
        if not self.path.exists():
            return False
        state = torch.load(self.path, weights_only=True)
        for name, part in self.parts.items():
            part.load_state_dict(state[name])
        self.done = state["done"]
        return True

    def save(self):
        """Writes the file whole or not at all."""
        unfinished = self.path.with_suffix(".part")
        torch.save({name: part.state_dict() for name, part in self.parts.items()} | {"done": self.done}, unfinished)
        unfinished.replace(self.path)
        self.saved = time.time()

    def steps(self, total: int, every: int, what: str):
        """The steps that are left of `total`, each with the bar that shows them; saves in between and at the end."""
        bar = trange(self.done, total, desc=what, initial=self.done, total=total)
        for step in bar:
            yield step, bar
            self.done = step + 1
            if self.is_due(every):
                self.save()
        self.save()

    def is_due(self, every: int) -> bool:
        """Whether `every` steps were done again, and the last file is PAUSE seconds old."""
        return self.done % every == 0 and time.time() - self.saved >= PAUSE
