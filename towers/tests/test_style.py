"""The house rules for every Python file of towers/: functions of at most 50 lines, lines of at most 120 columns."""

import ast
from pathlib import Path

import pytest

TOWERS = Path(__file__).parents[1]
LONGEST_FUNCTION, LONGEST_LINE = 50, 120
FILES = [path for folder in ("memeveil_towers", "tests") for path in sorted((TOWERS / folder).rglob("*.py"))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TOWERS)))
def test_functions_and_lines_are_short(path):
    source = path.read_text(encoding="utf-8")
    lengths = {
        f"{node.name}, line {node.lineno}": node.end_lineno - node.lineno + 1
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}
    assert [n for n, line in enumerate(source.splitlines(), start=1) if len(line) > LONGEST_LINE] == []
