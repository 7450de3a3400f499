"""The rule for words says the same here as in TypeScript: both are held to the same cases."""

import json
from pathlib import Path

import pytest

from memeveil_towers.clean_text import clean_text
from memeveil_towers.emoji_names import name_emoji

FIXTURES = Path(__file__).parents[2] / "test" / "fixtures"
CASES = json.loads((FIXTURES / "clean-text.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("raw, clean", [case for cases in CASES.values() for case in cases])
def test_a_case_of_the_rule(raw, clean):
    assert clean_text(raw) == clean


def test_the_fixture_is_what_the_rule_says():
    kept = json.loads((FIXTURES / "golden" / "clean-text.json").read_text(encoding="utf-8"))
    assert [clean_text(text) for text in kept["texts"]] == kept["clean"]


@pytest.mark.parametrize(
    "text, named",
    [
        ("I love 🏳️‍🌈!", " rainbow flag "),
        ("👩🏿‍🦯", " woman with white cane dark skin tone "),
        ("🇲🇽", " flag Mexico "),
        ("☠", " skull and crossbones "),
    ],
)
def test_emoji_get_their_names(text, named):
    assert named in name_emoji(text)
