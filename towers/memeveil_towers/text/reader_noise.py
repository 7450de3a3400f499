"""What a reader does to a caption: lost spaces, stray marks, confused letters, a watermark or a sender's name."""

import random

# what our own reader did to 298 rendered texts (28,406 characters): (count, written, read instead of it); every third
# error was a lost space
CONFUSIONS = [
    (82, " ", ""),
    (10, " ", "'"),
    (8, " ", "."),
    (8, " ", ", "),
    (5, "'", ""),
    (4, " ", "-"),
    (3, "i", "1"),
    (3, "l", "i"),
    (3, "o", "0"),
    (2, "i", "l"),
    (2, "n", "h"),
    (2, "i", "t"),
    (2, "e", "c"),
    (2, "rn", "m"),
    (2, "!", ""),
    (2, ":", ""),
    (1, "m", "rn"),
    (1, "u", "v"),
    (1, "w", "vv"),
]
STRAY_MARKS = [".", ",", "'", "!", "[", "]", ")", ":", ";", "|", "1", "i"]
WATERMARKS = [
    "imgflip.com",
    "memegenerator.net",
    "quickmeme.com",
    "ifunny.co",
    "made with mematic",
    "9gag",
    "kapwing",
    "memecenter.com",
    "@memes",
    "Reply Like 3h",
    "follow @funny",
    "12:41 PM",
]


def reader_noise(text: str, rng: random.Random) -> str:
    """`text` with up to five errors of a reader, more than ours makes, and a watermark now and then."""
    for _ in range(rng.choice([0, 1, 1, 2, 3, 5])):
        if rng.random() < 0.25:
            at = rng.randrange(len(text) + 1)
            text = text[:at] + rng.choice(STRAY_MARKS) + text[at:]
            continue
        _, written, read = rng.choices(CONFUSIONS, weights=[count for count, *_ in CONFUSIONS])[0]
        places = [at for at in range(len(text)) if text.startswith(written, at)]
        if places:
            at = rng.choice(places)
            text = text[:at] + read + text[at + len(written) :]
    if rng.random() < 0.25:
        text = f"{text} {rng.choice(WATERMARKS)}" if rng.random() < 0.7 else f"{rng.choice(WATERMARKS)} {text}"
    return text
