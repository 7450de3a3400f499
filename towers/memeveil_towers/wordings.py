"""The generator's words and wordings, read from wordings/*.txt.

A file has sections (`[name]`) of lines; a line that begins with `# ` is a comment. A wording names its placeholders in
words: `all {groups} are {demeaning}`. Lines keep their order and number, since the generator's draws depend on both.
"""

import re
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parents[1] / "wordings"
SUBJECTS = {"groups", "group", "group_emoji", "other_groups", "other_group_emoji", "slurs", "slur"}
SECOND_DRAWS = {
    "also_demeaning": "demeaning",
    "also_praising": "praising",
    "other_politician": "politician",
    "third_politician": "politician",
}


class WordingError(Exception):
    """A file of wordings is missing or holds a line that can't be used; the message names file and line."""


class Group(NamedTuple):
    """A group of people as the wordings name it."""

    plural: str
    singular: str
    emoji: str


class Slur(NamedTuple):
    """A slur as the wordings use it."""

    plural: str
    singular: str


class Line(NamedTuple):
    """A line of a file, with its number from 1."""

    number: int
    text: str


def _sections(path: Path) -> dict[str, list[Line]]:
    if not path.is_file():
        raise WordingError(f"{path} is missing")
    sections: dict[str, list[Line]] = {}
    name = None
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not text or text == "#" or text.startswith("# "):
            continue
        if text != text.strip():
            raise WordingError(f"{path}, line {number}: space at an end of {text!r}")
        if header := re.fullmatch(r"\[(.+)\]", text):
            name = header[1]
            if name in sections:
                raise WordingError(f"{path}, line {number}: section [{name}] stands twice")
            sections[name] = []
        elif name is None:
            raise WordingError(f"{path}, line {number}: {text!r} stands before the first [section]")
        else:
            sections[name].append(Line(number, text))
    for name, lines in sections.items():
        if not lines:
            raise WordingError(f"{path}: section [{name}] is empty")
    return sections


def read_lists(path: Path) -> dict[str, list[str]]:
    """{section: its lines}. Raises WordingError."""
    return {name: [line.text for line in lines] for name, lines in _sections(path).items()}


def read_wordings(path: Path, placeholders: set[str]) -> dict[str, list[str]]:
    """{behaviour: its wordings}, the two of a pair one after the other.

    Raises WordingError for a placeholder that is none of `placeholders`, a brace without its other, a wording that
    stands twice in its section, and one without a sibling.
    """
    wordings: dict[str, list[str]] = {}
    for behaviour, lines in _sections(path).items():
        found = wordings[behaviour] = []
        for number, text in lines:
            if fault := _fault(text, placeholders):
                raise WordingError(f"{path}, line {number}: {fault}")
            if text in found:
                raise WordingError(f"{path}, line {number}: {text!r} stands twice in [{behaviour}]")
            found.append(text)
        if len(found) % 2:
            raise WordingError(f"{path}, line {lines[-1].number}: the last wording of [{behaviour}] has no sibling")
    return wordings


def _fault(wording: str, placeholders: set[str]) -> str | None:
    for name in re.findall(r"{(\w*)}", wording):
        if name not in placeholders:
            return f"unknown placeholder {{{name}}}, known are {', '.join(sorted(placeholders))}"
    if re.search(r"[{}]", re.sub(r"{\w*}", "", wording)):
        return f"a brace without its other in {wording!r}"
    return None


def read_records(path: Path, record: type) -> dict[str, list]:
    """{section: its lines as `record`s}, a NamedTuple whose fields a line holds between bars. Raises WordingError."""

    def parse(number: int, text: str):
        fields = [field.strip() for field in text.split("|")]
        if len(fields) != len(record._fields) or not all(fields):
            raise WordingError(f"{path}, line {number}: {text!r} isn't {' | '.join(record._fields)}")
        return record(*fields)

    return {name: [parse(*line) for line in lines] for name, lines in _sections(path).items()}


GROUPS: dict[str, list[Group]] = read_records(FOLDER / "groups.txt", Group)
SLURS: list[Slur] = read_records(FOLDER / "slurs.txt", Slur)["slurs"]
FILLERS = read_lists(FOLDER / "fillers.txt")
FRAMES = read_lists(FOLDER / "frames.txt")
OPENERS, CLOSERS = FRAMES["openers"], FRAMES["closers"]
PLACEHOLDERS = SUBJECTS | FILLERS.keys() | SECOND_DRAWS.keys()
OFFENSIVE = read_wordings(FOLDER / "offensive.txt", PLACEHOLDERS)
HARMLESS = read_wordings(FOLDER / "harmless.txt", PLACEHOLDERS)
