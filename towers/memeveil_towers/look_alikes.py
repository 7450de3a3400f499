"""Letters that only look like Latin ones, as src/core/words/look-alikes.ts reads them."""

import regex

SMALL_CAPITALS = str.maketrans("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz")
# Cyrillic letters, then Greek ones
FOREIGN = str.maketrans(
    "аеорсухіѕјһԁԛԝАВЕКМНОРСТУХІЅЈοανιρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxisjhdqwABEKMHOPCTYXISJoavipABEZHIKMNOPTYX",
)
WORD = regex.compile(r"\p{L}+")
ASCII_LETTER = regex.compile("[a-zA-Z]")
LATIN = regex.compile(r"\p{Script=Latin}+")


def _as_latin(found) -> str:
    word = found.group()
    if not ASCII_LETTER.search(word):
        return word
    plain = word.translate(FOREIGN)
    return plain if LATIN.fullmatch(plain) else word


def latin_letters(text: str) -> str:
    """Small capitals, and Cyrillic and Greek letters in a word that has Latin ones too, as those that they look like.

    Words all in another script stay.
    """
    return WORD.sub(_as_latin, text.translate(SMALL_CAPITALS))
