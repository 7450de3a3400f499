"""Disguised spelling in plain letters, as src/core/words/plain-spelling.ts does it: h4te, h a t e, h.a.t.e."""

import regex

LEET = str.maketrans("013457$@", "oieastsa")
LETTER = regex.compile(r"\p{L}")
# at least four single characters, the same mark between each two
SPREAD = regex.compile(
    r"(?<![\p{L}\p{N}])(?:(?:[^ ] ){3,}[^ ]|[\p{L}\p{N}$]([._*-])(?:[\p{L}\p{N}$]\1){2,}[\p{L}\p{N}$])(?![\p{L}\p{N}])"
)
# a sign between two letters, and no other digits: not 4chan, mp3, me@example.org
DISGUISED = regex.compile(
    r"(?<![\p{L}\p{N}$@])(?=[\p{L}013457$@]*?\p{L}[013457$@]{1,2}\p{L})[\p{L}013457$@]+(?![\p{L}\p{N}$@]|\.\p{L})"
)
WORD = regex.compile(r"(?<![\p{L}\p{N}$@])(?:(?=[013457$@]*\p{L})[\p{L}013457$@]+|[0-9]+\$)(?![\p{L}\p{N}$@]|\.\p{L})")
NUMBER = regex.compile(r"\$?[0-9]+(?:st|rd|th|s|am|pm|k|m|b|d|g|h|x|v|kg|km|cm|mm|mph|min|yo|yrs?)", regex.IGNORECASE)


def _join(found) -> str:
    letters = found.group()[::2]
    return letters if 2 * len(LETTER.findall(letters)) > len(letters) else found.group()


def _plain(found) -> str:
    word = found.group()
    return word if NUMBER.fullmatch(word) else word.translate(LEET)


def plain_spelling(text: str) -> str:
    """`text` with spread words joined and, where a word is surely disguised, signs read as letters.

    Numbers (4th, 10k) stay.
    """
    joined = SPREAD.sub(_join, text)
    return WORD.sub(_plain, joined) if DISGUISED.search(joined) else joined
