"""The generator's data files: every wording is usable, and what isn't is named by file and line."""

import random

import pytest

from memeveil_towers.generator import fill
from memeveil_towers.wordings import (
    GROUPS,
    HARMLESS,
    OFFENSIVE,
    PLACEHOLDERS,
    Group,
    WordingError,
    read_lists,
    read_records,
    read_wordings,
)


@pytest.fixture
def file(tmp_path):
    def write(text: str):
        path = tmp_path / "some.txt"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_sections_keep_their_lines_in_order_without_comments(file):
    path = file("# about\n#\n\n[b]\n#truth\n\nlol\n[a]\n# a note\nso\n")
    assert list(read_lists(path).items()) == [("b", ["#truth", "lol"]), ("a", ["so"])]


def test_a_wording_keeps_its_named_placeholders(file):
    path = file("[praise]\n{groups} are {praising}\nhow {praising} {groups} are\n")
    assert read_wordings(path, PLACEHOLDERS) == {"praise": ["{groups} are {praising}", "how {praising} {groups} are"]}


def test_a_record_has_its_fields_between_bars(file):
    groups = read_records(file("[origin]\nPoles | Polish guy | 🇵🇱\n"), Group)
    assert groups == {"origin": [Group(plural="Poles", singular="Polish guy", emoji="🇵🇱")]}


@pytest.mark.parametrize(
    "text, message",
    [
        ("[a]\nx\n{grops} are here\n", r"some\.txt, line 3: unknown placeholder {grops}, known are .*groups"),
        ("[a]\nx\nall {groups are here\n", r"some\.txt, line 3: a brace without its other"),
        ("[a]\nx\n{} are here\n", r"some\.txt, line 3: unknown placeholder {}"),
        ("[a]\nx\ny\nx\n", r"some\.txt, line 4: 'x' stands twice in \[a\]"),
        ("[a]\nx\ny\nz\n[b]\nx\ny\n", r"some\.txt, line 4: the last wording of \[a\] has no sibling"),
        ("[a]\nx\ny\n[a]\n", r"some\.txt, line 4: section \[a\] stands twice"),
        ("[a]\n[b]\nx\ny\n", r"some\.txt: section \[a\] is empty"),
        ("x\n[a]\n", r"some\.txt, line 1: 'x' stands before the first \[section\]"),
        ("[a]\nx \n", r"some\.txt, line 2: space at an end of 'x '"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(file, text, message):
    with pytest.raises(WordingError, match=message):
        read_wordings(file(text), PLACEHOLDERS)


@pytest.mark.parametrize("line", ["Poles | Polish guy", "Poles |  | 🇵🇱", "Poles | a | b | c"])
def test_a_record_with_other_fields_is_named(file, line):
    with pytest.raises(WordingError, match=r"some\.txt, line 2: .* isn't plural \| singular \| emoji"):
        read_records(file(f"[origin]\n{line}\n"), Group)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(WordingError, match=r"none\.txt is missing"):
        read_lists(tmp_path / "none.txt")


@pytest.mark.parametrize("table", [OFFENSIVE, HARMLESS])
def test_every_wording_can_be_filled(table):
    for wordings in table.values():
        for wording in wordings:
            assert not set("{}") & set(fill(wording, GROUPS["origin"][0], random.Random(1)))
