"""The fixtures of the TypeScript tests are what the libraries say today."""

import json
from pathlib import Path

import pytest

from memeveil_towers import tiny_clip, tiny_siglip
from memeveil_towers.training_golden import metrics, optimizers

FIXTURES = Path(__file__).parents[2] / "test" / "fixtures"


@pytest.mark.parametrize("name, make", [("optimizers", optimizers), ("metrics", metrics)])
def test_the_fixture_is_what_the_library_says(name, make):
    kept, made = json.loads((FIXTURES / "golden" / f"{name}.json").read_text()), json.loads(json.dumps(make()))
    assert flat(made) == pytest.approx(flat(kept), abs=1e-9, nan_ok=True)


@pytest.mark.parametrize("name, tiny", [("tiny-clip", tiny_clip), ("tiny-siglip", tiny_siglip)])
def test_the_tiny_towers_are_what_the_libraries_say(name, tiny, tmp_path):
    tiny.write_expected(tmp_path)
    kept, made = (json.loads((folder / "expected.json").read_text()) for folder in (FIXTURES / name, tmp_path))
    assert flat(made) == pytest.approx(flat(kept), abs=1e-4)


def flat(value) -> list[float]:
    """Every number of nested lists and objects, in order; what is absent counts as -1."""
    if isinstance(value, dict):
        return [x for v in value.values() for x in flat(v)]
    if isinstance(value, list):
        return [x for v in value for x in flat(v)]
    return [-1.0 if value is None else float(value) if not isinstance(value, str) else float(len(value))]
