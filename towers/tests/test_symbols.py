"""The signal for hate symbols: what is drawn, what is learned from it, and the file that it becomes."""

import json
import random

import numpy as np
import onnxruntime
import pytest
import torch
from PIL import Image

from memeveil_towers.golden import pattern
from memeveil_towers.image_tower import to_pixel_values
from memeveil_towers.symbols.export import export
from memeveil_towers.symbols.network import SIZE, SymbolNetwork, strongest
from memeveil_towers.symbols.scenes import HELD_OUT_SCENES, SCENES, draw_scene
from memeveil_towers.symbols.shapes import (
    HARMLESS,
    HELD_OUT_HARMLESS,
    HELD_OUT_SYMBOLS,
    SACRED,
    SYMBOLS,
    _hooked_cross,
)
from memeveil_towers.symbols.training import (
    CELLS,
    SymbolRecipe,
    cells_of,
    drawn_examples,
    logits_of,
    symbol_loss,
    train_symbols,
)

GROUND = pattern(160, 120, 3)


@pytest.mark.parametrize("shape", SYMBOLS + SACRED + HARMLESS, ids=lambda shape: shape.name)
def test_a_shape_is_drawn_within_its_mask_and_never_twice_alike(shape):
    masks = [np.asarray(shape.draw(random.Random(seed))) > 127 for seed in range(8)]
    assert all(0.02 < mask.mean() < 0.9 for mask in masks)
    assert len({mask.tobytes() for mask in masks}) > 1 or shape.name in {
        "five points",
        "six points",
        "bolt",
        "crescent",
    }


def test_a_cross_to_the_left_is_the_mirror_of_one_to_the_right():
    right, left = (_hooked_cross(random.Random(2), left=left) for left in (False, True))
    mirrored = np.asarray(left.transpose(Image.Transpose.FLIP_LEFT_RIGHT)) > 127
    assert ((np.asarray(right) > 127) == mirrored).mean() > 0.97


def test_scenes_and_shapes_that_are_held_out_are_never_trained_on():
    drawn = {
        held_out: [draw_scene(GROUND, i % 2 == 0, random.Random(i), held_out) for i in range(80)]
        for held_out in (True, False)
    }
    assert {d.scene for d in drawn[True]} - {""} == HELD_OUT_SCENES
    assert {d.scene for d in drawn[False]} - {""} == SCENES.keys() - HELD_OUT_SCENES
    held = HELD_OUT_SYMBOLS | HELD_OUT_HARMLESS
    assert not {d.shape for d in drawn[False]} & held
    assert {d.shape for d in drawn[True]} - {""} <= held | {shape.name for shape in SACRED}
    assert all(d.symbol == (i % 2 == 0) for i, d in enumerate(drawn[False]))


def test_what_is_drawn_can_be_seen_in_its_box_and_is_the_same_again():
    plain = np.asarray(GROUND).astype(int)
    for seed in range(6):
        drawn = draw_scene(GROUND, True, random.Random(seed))
        again = draw_scene(GROUND, True, random.Random(seed))
        assert np.array_equal(np.asarray(drawn.picture), np.asarray(again.picture))
        assert drawn.picture.size == GROUND.size and 0 <= drawn.box[0] < drawn.box[2] <= 1
    assert np.array_equal(np.asarray(GROUND).astype(int), plain)


def test_places_with_a_symbol_lie_in_the_inner_half_of_its_box():
    cells = cells_of((0, 0, 0.5, 1))
    assert cells.sum() == (CELLS / 4) * (CELLS / 2)
    assert cells[CELLS // 2, CELLS // 4] == 1 and cells[0].sum() == 0
    assert cells_of((0.3, 0.3, 0.301, 0.301)).sum() == 1
    assert cells_of(None).sum() == 0


def test_the_strongest_places_speak_for_a_picture():
    places = torch.zeros(1, 4, 4)
    places[0, 1, 2], places[0, 3, 3] = 6, 4
    assert strongest(places).tolist() == [5]


def test_a_photo_whose_places_are_not_known_counts_as_a_picture_alone():
    places = torch.zeros(2, CELLS, CELLS, requires_grad=True)
    cells = torch.stack([cells_of((0, 0, 0.5, 0.5)), torch.zeros(CELLS, CELLS)])
    symbol_loss(places, torch.tensor([1.0, 1.0]), cells, torch.tensor([True, False]), 1.0).backward()
    assert (places.grad[0] != 0).all() and (places.grad[1] != 0).sum() == 2


def test_a_training_learns_goes_on_and_becomes_a_file(tmp_path):
    GROUND.save(tmp_path / "ground.png")
    drawn = drawn_examples([tmp_path / "ground.png"], 12, 1)
    photos = [drawn[0]._replace(cells=None), drawn[1]]
    recipe = SymbolRecipe(steps=2, batch_drawn=2, batch_photos=1)
    network = train_symbols(recipe, drawn, photos, tmp_path / "checkpoint.pt")
    before = SymbolNetwork()
    assert torch.equal(network.blocks[0]._bn1.running_mean, before.blocks[0]._bn1.running_mean)
    assert not torch.equal(network.blocks[-1]._project_conv.weight, before.blocks[-1]._project_conv.weight)
    again = train_symbols(recipe, drawn, photos, tmp_path / "checkpoint.pt")
    assert torch.equal(logits_of(network, [GROUND]), logits_of(again, [GROUND]))

    threshold = float(logits_of(network, [GROUND])[0])
    export(network, {"threshold": threshold}, tmp_path / "symbol")
    manifest = json.loads((tmp_path / "symbol" / "symbol.json").read_text())
    file = tmp_path / "symbol" / manifest["files"]["model"]["path"]
    assert file.stat().st_size == manifest["files"]["model"]["bytes"] < 2_000_000
    session = onnxruntime.InferenceSession(file)
    probability = session.run(None, {"pixel_values": to_pixel_values(GROUND, SIZE).unsqueeze(0).numpy()})[0]
    assert probability.shape == (1,) and abs(probability[0] - 0.5) < 0.01
    assert manifest["image"]["size"] == SIZE
