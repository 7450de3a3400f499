"""Fixtures that hold the TypeScript runtime to Python: token ids, clean texts, resized pixels, embeddings."""

import base64
import json
import random
from pathlib import Path

import torch
from PIL import Image

from .clean_text import clean_text
from .generator import generate
from .image_tower import SIZE, to_pixel_values
from .plain_spelling import plain_spelling
from .text.tower import pad

ALPHABETS = [
    "abcdefghijklmnopqrstuvwxyz",
    "ABCDEFGHIJ 0123456789 .,!?'\"-#@",
    "日本語中文字漢字한국어ひらがな",
    "עבריתمرحبابالعالم",
    "😀🔪👳🏾👨‍👩‍👧❤️🏳️‍🌈",
    "éèüñçøåßœı",
    "e\u0301a\u0308n\u0303o\u0302",
    "\u200b\u200d\u00ad\t\n\u00a0",
]
SENTENCES = [
    "One does not simply walk into Mordor",
    "I love my neighbours",
    "when the cat knocks it off the table again",
    "they should all be thrown out of this country",
    "BRACE YOURSELVES WINTER IS COMING",
    "",
    "a",
    "...",
]
# entities, addresses, names, emoji, signs in words: what the rule for words is about, and what lies next to it
MARKS = (
    "&amp; &amp;amp; &#x27; &#39; &rsquo; &nbsp; &lt &notit; &#128; &#x1F600; &bogus; & @bob @bob: @Ünï_1 x@y.org "
    'https://t.co/x http:// URL 😀 👩🏿‍🦯 🇲🇽 h4te a.b.c.d \u200b \u00ad ﬁ Ａ !! " é 日本 ٣ _ \ufeff word #'
).split(" ") + [" ", "\u2028", "RT ", "RT @x: ", '"RT @a: ', "&quot;RT @a", "h a t e"]
SIZES = [(225, 225), (640, 400), (97, 301), (1024, 768), (40, 30)]


def pattern(width: int, height: int, seed: int) -> Image.Image:
    """A picture that both languages draw alike: integer arithmetic only."""
    data = bytearray(width * height * 3)
    at = 0
    for y in range(height):
        for x in range(width):
            for c in range(3):
                data[at] = (
                    (x * (seed + 3) >> 2) + (y * (seed + 5) >> 1) + c * 70 + ((x // 16 + y // 16) % 2) * 90
                ) & 255
                at += 1
    return Image.frombytes("RGB", (width, height), bytes(data))


def strings(n: int) -> list[str]:
    """`n` strings to tokenise: sentences, very long words, and jumbles of scripts, emoji, marks and white space."""
    rng = random.Random(5)
    found = list(SENTENCES) + ["word " * 2000, "x" * 10_000, "日" * 10_000]
    while len(found) < n:
        parts = [
            "".join(rng.choice(rng.choice(ALPHABETS)) for _ in range(rng.randint(1, 12)))
            if rng.random() < 0.5
            else rng.choice(rng.choice(SENTENCES).split() or ["a"])
            for _ in range(rng.randint(1, 14))
        ]
        found.append(" ".join(parts))
    return found


def write_clean_text(out: Path):
    """clean-text.json in `out`: texts, many disguised or full of marks, and what the rule for words makes of them."""
    rng = random.Random(6)
    texts = [s.text for s in generate(1500, 9)]
    texts = [t for t in texts if plain_spelling(t) != t] + texts[:100] + strings(100)
    texts = [t for t in texts if len(t) < 1000]
    texts += ["".join(rng.choice(MARKS) for _ in range(rng.randint(1, 9))) for _ in range(500)]
    (out / "clean-text.json").write_text(json.dumps({"texts": texts, "clean": [clean_text(t) for t in texts]}) + "\n")


def _write_tokens(tokenizer, max_tokens: int, out: Path):
    texts = strings(1000)
    ids = [tokenizer(t, truncation=True, max_length=max_tokens)["input_ids"] for t in texts]
    (out / "tokens.json").write_text(json.dumps({"maxTokens": max_tokens, "texts": texts, "ids": ids}))


def _write_resized(out: Path):
    size = SIZE // 4
    pictures = []
    for seed, (width, height) in enumerate(SIZES):
        resized = pattern(width, height, seed).resize((size, size), Image.Resampling.BICUBIC)
        rgb = base64.b64encode(resized.tobytes()).decode()
        pictures.append({"width": width, "height": height, "seed": seed, "rgb": rgb})
    (out / "resize.json").write_text(json.dumps({"size": size, "pictures": pictures}))


def _rounded(embeddings: torch.Tensor) -> list[list[float]]:
    return [[round(x, 6) for x in embedding] for embedding in embeddings.tolist()]


def _write_embeddings(text, image, tokenizer, max_tokens: int, out: Path):
    patterns = [pattern(width, height, seed) for seed, (width, height) in enumerate(SIZES)]
    v = _rounded(image(torch.stack([to_pixel_values(p) for p in patterns])))
    said = [s for s in SENTENCES if s]
    ids = tokenizer(said, truncation=True, max_length=max_tokens)["input_ids"]
    t = _rounded(text(*pad(ids, tokenizer.pad_token_id)))
    embeddings = {
        "pictures": [
            {"width": width, "height": height, "seed": seed, "embedding": v[seed]}
            for seed, (width, height) in enumerate(SIZES)
        ],
        "texts": [{"text": s, "embedding": e} for s, e in zip(said, t, strict=True)],
    }
    (out / "embeddings.json").write_text(json.dumps(embeddings))


@torch.inference_mode()
def write_golden(text, image, tokenizer, max_tokens: int, out: Path):
    """tokens.json, clean-text.json, resize.json and embeddings.json in `out`; `text` and `image` are the towers."""
    out.mkdir(parents=True, exist_ok=True)
    write_clean_text(out)
    _write_tokens(tokenizer, max_tokens, out)
    _write_resized(out)
    _write_embeddings(text, image, tokenizer, max_tokens, out)
