"""Spelling as posts and memes have it: capitals, slips, disguised letters, lost and added spaces."""

import random

from .wordings import CLOSERS, OPENERS

SIGNS = {"a": "4", "e": "3", "i": "1", "o": "0", "s": "$", "t": "7"}


def _capitals(text, _):
    return text.upper()


def _first_capital(text, _):
    return text[0].upper() + text[1:]


def _small_letters(text, _):
    return text.lower()


def _drop_letter(text, rng):
    at = rng.randrange(len(text))
    return text[:at] + text[at + 1 :]


def _swap_letters(text, rng):
    at = rng.randrange(max(1, len(text) - 1))
    return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]


def _signs_for_letters(text, rng):
    return "".join(SIGNS.get(c, c) if rng.random() < 0.5 else c for c in text)


def _spread_text(text, _):
    return " ".join(text.replace(" ", ""))


def _without_spaces(text, _):
    return text.replace(" ", "")


def _join_two_words(text, rng):
    words = text.split()
    at = rng.randrange(max(1, len(words) - 1))
    return " ".join([*words[:at], "".join(words[at : at + 2]), *words[at + 2 :]])


def _longest_word(change):
    """`change` of the longest word alone; from seven letters on all count as longest."""

    def changed(text, rng):
        words = text.split()
        at = max(range(len(words)), key=lambda i: (min(len(words[i]), 7), rng.random()))
        words[at] = change(words[at], rng)
        return " ".join(words)

    return changed


def _spread(word, rng):
    return rng.choice([" ", ".", "-"]).join(word)


def _mask(word, rng):
    at = rng.randrange(1, max(2, len(word) - 1))
    return word[:at] + rng.choice("*#@") + word[at + 1 :]


def _stretch(word, rng):
    at = rng.randrange(len(word))
    return word[:at] + word[at] * rng.randint(2, 4) + word[at:]


# share of the sentences, and what is done to them; the rest stays as it is
SPELLINGS = [
    (0.24, _capitals),
    (0.10, _first_capital),
    (0.06, _small_letters),
    (0.03, _drop_letter),
    (0.03, _swap_letters),
    (0.05, _signs_for_letters),
    (0.03, _longest_word(_spread)),
    (0.02, _longest_word(_mask)),
    (0.02, _longest_word(_stretch)),
    (0.015, _spread_text),
    (0.015, _without_spaces),
    (0.02, _join_two_words),
]


def roughen(text: str, rng: random.Random) -> str:
    """`text`, which isn't empty, with an opener, a closer, one of SPELLINGS and an end mark, each now and then."""
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
