"""Sentences that teach the text tower behaviours which the data sets show too rarely.

Data sets of posts teach a model that a group's name is itself suspicious. The sentences made here put the same groups
into statements that demean them and into statements that mention, praise or defend them, so that only the statement's
meaning separates the two. The words and wordings stand in wordings/*.txt.
"""

import random
import re
from dataclasses import dataclass

from .rough_spelling import roughen
from .wordings import FILLERS, GROUPS, HARMLESS, OFFENSIVE, SECOND_DRAWS, SLURS, Group, Slur


@dataclass(frozen=True)
class Sentence:
    """A generated text with its label and what it was made of."""

    text: str
    offensive: bool
    behaviour: str
    group: str  # in plural; empty where the wording names none


def _half(items, held_out: bool | None):
    """None: all of them; False: those to train on; True: those held out, every second one."""
    return [x for i, x in enumerate(items) if held_out is None or (i % 2 == 1) == held_out]


def half_groups(held_out: bool | None) -> list[Group]:
    """The groups of every kind; None: all of them; False: those to train on; True: those held out."""
    return [g for groups in GROUPS.values() for g in _half(groups, held_out)]


def fill(wording: str, group: Group, rng: random.Random, other: Group | None = None, slur: Slur = SLURS[0]) -> str:
    """The wording with its placeholders replaced. `other` is a second group, the same one if left out."""
    other = other or group
    values = {name: rng.choice(words) for name, words in FILLERS.items()}
    values |= {name: rng.choice(FILLERS[filler]) for name, filler in SECOND_DRAWS.items()}
    values |= {
        "slurs": slur.plural,
        "slur": slur.singular,
        "groups": group.plural,
        "group": group.singular,
        "group_emoji": group.emoji,
        "other_groups": other.plural,
        "other_group_emoji": other.emoji,
    }
    text = re.sub(r"\b([aA]) (?=[aeiouAEIOU])", r"\1n ", wording.format(**values))
    return re.sub(r"\b(a|an) (people|women|men)\b", r"\2", text)


def generate(n: int, seed: int, held_out: bool | None = None, rough: bool = True) -> list[Sentence]:
    """`n` sentences, half of them offensive, the same for the same seed.

    held_out: None takes everything; False leaves out every second wording and group; True takes those alone
    (validation on wordings and groups that training never saw). Slurs are words to know: all are in both.
    """
    rng = random.Random(seed)
    groups = half_groups(held_out)
    tables = {
        offensive: {behaviour: _half(wordings, held_out) for behaviour, wordings in table.items()}
        for offensive, table in ((True, OFFENSIVE), (False, HARMLESS))
    }
    sentences = []
    for i in range(n):
        table = tables[i % 2 == 0]
        # behaviours with more wordings are drawn more often, but not in proportion
        behaviour = rng.choices(list(table), weights=[len(wordings) ** 0.5 for wordings in table.values()])[0]
        wording, group = rng.choice(table[behaviour]), rng.choice(groups)
        text = fill(wording, group, rng, other=rng.choice(groups), slur=rng.choice(SLURS))
        named = group.plural if re.search("{(groups|group|group_emoji)}", wording) else ""
        sentences.append(Sentence(roughen(text, rng) if rough else text, i % 2 == 0, behaviour, named))
    return sentences
