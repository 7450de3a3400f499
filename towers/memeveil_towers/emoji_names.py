"""Emoji in words, as src/core/words/emoji-names.ts does it: the encoder's vocabulary has none of them."""

import json
from pathlib import Path

import regex

PACKAGE = Path(__file__).parents[2] / "node_modules" / "unicode-emoji-json"
VARIANT, JOINER = "\ufe0f", "\u200d"
PART = r"\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]*"
CLUSTER = regex.compile(rf"{PART}(?:\u200D{PART})*|\p{{Regional_Indicator}}{{2}}")
TONE = regex.compile(r"\p{Emoji_Modifier}")


def _read(name: str) -> dict:
    path = PACKAGE / name
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing: run npm ci in the project's folder first")
    return json.loads(path.read_text(encoding="utf-8"))


NAMES = {emoji.replace(VARIANT, ""): entry["name"] for emoji, entry in _read("data-by-emoji.json").items()}
TONES = {tone: name.replace("_", " ") for name, tone in _read("data-emoji-components.json").items()}


def _name(cluster: str) -> str:
    bare = TONE.sub("", cluster.replace(VARIANT, ""))
    name = NAMES.get(bare) or (" ".join(_name(part) for part in bare.split(JOINER)) if JOINER in bare else "")
    return " ".join([name, *(TONES[tone] for tone in TONE.findall(cluster))])


def name_emoji(text: str) -> str:
    """`text` with every emoji replaced by its Unicode name between spaces, skin tones behind it."""
    return CLUSTER.sub(lambda found: f" {_name(found.group())} ", text)
