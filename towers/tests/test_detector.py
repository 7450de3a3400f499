"""The line detector: what it is taught, and what is written of it."""

import random

import numpy as np
import onnxruntime
import pytest
import torch
from PIL import Image

from memeveil_towers.detector.examples import CHANNELS, SIDE, example, looked_at, planes
from memeveil_towers.detector.export import export
from memeveil_towers.detector.network import STEP
from memeveil_towers.detector.training import DetectorRecipe, map_loss, train_detector


class DarkTeacher:
    """In the place of PP-OCRv6's detector: sees lines where a picture is dark."""

    def map_of(self, picture):
        return np.where(np.asarray(picture.convert("L")) < 128, 255, 0).astype(np.uint8)


def striped(width, height):
    picture = Image.new("RGB", (width, height), "white")
    picture.paste("black", (0, height // 2, width, height // 2 + height // 8))
    return picture


def test_a_look_has_sides_of_whole_steps():
    picture = looked_at(striped(500, 301), 320)
    assert picture.size == (320, 192)
    assert looked_at(striped(900, 20), 256).size == (256, STEP)


def test_planes_are_blue_first_and_normalised():
    red = np.zeros((1, 1, 1, 3), np.uint8)
    red[..., 0] = 255
    assert np.allclose(planes(red)[0, :, 0, 0], [-0.485 / 0.229, -0.456 / 0.224, (1 - 0.406) / 0.225])


def test_an_example_says_where_there_is_a_picture():
    made = example(striped(256, 128), DarkTeacher(), random.Random(1))
    assert made.shape == (SIDE, SIDE, CHANNELS)
    assert made[:128, :, 4].all() and not made[128:].any()
    assert (made[64:80, :, 3] == 255).all() and not made[:64, :, 3].any()


def test_the_loss_is_least_for_the_teachers_map_and_counts_nothing_outside():
    taught = torch.zeros(1, 8, 8)
    taught[:, 2:4] = 1
    inside = torch.ones(1, 8, 8)
    inside[:, :, 6:] = 0
    right = 20 * (2 * taught - 1)
    outside = right.clone()
    outside[:, :, 6:] *= -1
    assert map_loss(right, taught * inside, inside) < 0.01
    assert torch.isclose(map_loss(outside, taught * inside, inside), map_loss(right, taught * inside, inside))
    assert map_loss(-right, taught * inside, inside) > 1


def test_an_interrupted_training_ends_like_one_that_was_not(tmp_path, monkeypatch):
    made = np.stack([example(striped(256, 256), DarkTeacher(), random.Random(i)) for i in range(4)])
    recipe = DetectorRecipe(steps=4, batch=2, crop=64, warmup=1, checkpoint_every=1)
    whole = train_detector(recipe, made, tmp_path / "whole.pt")
    clip, clipped = torch.nn.utils.clip_grad_norm_, []

    def clip_twice(*args):
        if len(clipped) == 2:
            raise KeyboardInterrupt
        clipped.append(clip(*args))

    monkeypatch.setattr("memeveil_towers.text.checkpoint.PAUSE", 0)
    monkeypatch.setattr(torch.nn.utils, "clip_grad_norm_", clip_twice)
    with pytest.raises(KeyboardInterrupt):
        train_detector(recipe, made, tmp_path / "parts.pt")
    monkeypatch.setattr(torch.nn.utils, "clip_grad_norm_", clip)
    parts = train_detector(recipe, made, tmp_path / "parts.pt")
    for a, b in zip(whole.state_dict().values(), parts.state_dict().values(), strict=True):
        assert torch.allclose(a.float(), b.float(), atol=1e-6)


def test_it_learns_what_it_is_taught_and_is_written_as_it_is(tmp_path):
    made = np.stack([example(striped(256, 256), DarkTeacher(), random.Random(i)) for i in range(2)])
    network = train_detector(DetectorRecipe(steps=60, batch=4, crop=96, warmup=5, kept=0.8), made, tmp_path / "c.pt")
    export(network, tmp_path / "detector.onnx")
    session = onnxruntime.InferenceSession(tmp_path / "detector.onnx")
    picture = striped(160, 96)
    scores = session.run(None, {"pixels": planes(np.asarray(picture)[None])})[0]
    assert scores.shape == (1, 1, 96, 160)
    assert scores[0, 0, 50:58].mean() > scores[0, 0, :32].mean() + 0.4
    assert (tmp_path / "detector.onnx").stat().st_size < 1_000_000
