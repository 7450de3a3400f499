"""Sentences that teach the text tower behaviours which the data sets show too rarely.

Data sets of posts teach a model that a group's name is itself suspicious. The sentences made here put the same groups
into statements that demean them and into statements that mention, praise or defend them, so that only the statement's
meaning separates the two. The words and wordings stand in phrases.py.
"""

import random
import re
from dataclasses import dataclass

from .phrases import FILLERS, GROUPS, HARMLESS, OFFENSIVE, SLURS

OPENERS = [
    "honestly,",
    "lol",
    "let's be real:",
    "as always,",
    "look,",
    "listen up:",
    "when you realise that",
    "fun fact:",
    "today I learned:",
    "wow,",
    "I said it before:",
    "so",
    "my uncle says:",
    "breaking news:",
    "not gonna lie,",
    "tbh",
]
CLOSERS = [
    "lol",
    "that's all",
    "in 2020",
    "and I mean it",
    "haha",
    "#truth",
    "just saying",
    "end of story",
    "good morning everyone",
    "what a day",
    "every single time",
    "smh",
]
LEET = {"a": "4", "e": "3", "i": "1", "o": "0", "s": "$", "t": "7"}


@dataclass(frozen=True)
class Sentence:
    text: str
    offensive: bool
    behaviour: str
    group: str  # in plural; empty where the template names none


def _half(items, held_out: bool | None):
    """None: all of them; False: those to train on; True: those held out, every second one."""
    return [x for i, x in enumerate(items) if held_out is None or (i % 2 == 1) == held_out]


def half_groups(held_out: bool | None):
    return [g for groups in GROUPS.values() for g in _half(groups, held_out)]


def fill(template: str, group, rng: random.Random, other=None, slur=SLURS[0]) -> str:
    """The template with its placeholders replaced; `group` and `other` are entries of GROUPS."""
    other = other or group
    values = {name: rng.choice(words) for name, words in FILLERS.items()}
    values |= {
        "D2": rng.choice(FILLERS["D"]),
        "B2": rng.choice(FILLERS["B"]),
        "L": slur[0],
        "l": slur[1],
        "G": group[0],
        "g": group[1],
        "M": group[2],
        "G2": other[0],
        "M2": other[2],
    }
    text = re.sub(r"\b([aA]) (?=[aeiouAEIOU])", r"\1n ", template.format(**values))
    return re.sub(r"\b(a|an) (people|women|men)\b", r"\2", text)


def _swap(text, rng):
    at = rng.randrange(max(1, len(text) - 1))
    return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]


def _drop(text, rng):
    at = rng.randrange(len(text))
    return text[:at] + text[at + 1 :]


def _leet(text, rng):
    return "".join(LEET.get(c, c) if rng.random() < 0.5 else c for c in text)


def _change_longest_word(change):
    def changed(text, rng):
        words = text.split()
        at = max(range(len(words)), key=lambda i: (min(len(words[i]), 7), rng.random()))
        words[at] = change(words[at], rng)
        return " ".join(words)

    return changed


def _mask(word, rng):
    at = rng.randrange(1, max(2, len(word) - 1))
    return word[:at] + rng.choice("*#@") + word[at + 1 :]


def _stretch(word, rng):
    at = rng.randrange(len(word))
    return word[:at] + word[at] * rng.randint(2, 4) + word[at:]


# how likely, and how; the rest stays as it is
SPELLINGS = [
    (0.24, lambda t, _: t.upper()),
    (0.10, lambda t, _: t[0].upper() + t[1:]),
    (0.06, lambda t, _: t.lower()),
    (0.03, _drop),
    (0.03, _swap),
    (0.05, _leet),
    (0.03, _change_longest_word(lambda w, rng: rng.choice([" ", ".", "-"]).join(w))),
    (0.02, _change_longest_word(_mask)),
    (0.02, _change_longest_word(_stretch)),
    (0.015, lambda t, _: " ".join(t.replace(" ", ""))),
    (0.015, lambda t, _: t.replace(" ", "")),
    (
        0.02,
        lambda t, rng: (lambda w, i: " ".join([*w[:i], "".join(w[i : i + 2]), *w[i + 2 :]]))(
            t.split(), rng.randrange(max(1, len(t.split()) - 1))
        ),
    ),
]


def _roughen(text: str, rng: random.Random) -> str:
    """Spelling as posts and memes have it."""
    if rng.random() < 0.12:
        text = f"{rng.choice(OPENERS)} {text}"
    if rng.random() < 0.08:
        text = f"{text} {rng.choice(CLOSERS)}"
    roll = rng.random()
    for share, change in SPELLINGS:
        if roll < share:
            text = change(text, rng)
            break
        roll -= share
    return text + rng.choice(["", "", "", ".", "!", "!!"])


def generate(n: int, seed: int, groups=None, held_out: bool | None = None, rough: bool = True) -> list[Sentence]:
    """`n` sentences, half of them offensive, the same for the same seed.

    held_out: None takes everything; False leaves out every second template and group; True takes those alone
    (validation on wordings and groups that training never saw). Slurs are words to know: all are in both.
    """
    rng = random.Random(seed)
    groups = groups or half_groups(held_out)
    tables = {
        offensive: {b: _half(ts, held_out) for b, ts in table.items()}
        for offensive, table in ((True, OFFENSIVE), (False, HARMLESS))
    }
    sentences = []
    for i in range(n):
        table = tables[i % 2 == 0]
        # behaviours with more templates are drawn more often, but not in proportion
        behaviour = rng.choices(list(table), weights=[len(ts) ** 0.5 for ts in table.values()])[0]
        template, group = rng.choice(table[behaviour]), rng.choice(groups)
        text = fill(template, group, rng, other=rng.choice(groups), slur=rng.choice(SLURS))
        named = group[0] if re.search(r"{[GgM]}", template) else ""
        sentences.append(Sentence(_roughen(text, rng) if rough else text, i % 2 == 0, behaviour, named))
    return sentences
