"""What the text tower reads, by the rule of src/core/words/clean-text.ts; test/fixtures/clean-text.json holds both."""

import html
import unicodedata

import regex

from .emoji_names import name_emoji
from .look_alikes import latin_letters
from .plain_spelling import plain_spelling

INVISIBLE = regex.compile(r"(?!\u200D)\p{Cf}")
SPACE = regex.compile(r"[\p{Z}\p{Cc}]+")
RETWEET = regex.compile(r'^[!" ]*RT (?=@)')
ADDRESS = regex.compile(r"https?://\S+")
HANDLE = regex.compile(r"(?<![\p{L}\p{N}])@[\p{L}\p{N}_]+:?")


def tidy_text(text: str) -> str:
    """One line as a person reads it: compatibility forms plain, invisible characters gone, white space folded."""
    return SPACE.sub(" ", INVISIBLE.sub("", unicodedata.normalize("NFKC", text))).strip()


def bare_text(text: str) -> str:
    """Entities decoded, tidied, a retweet's head, addresses and user names dropped, emoji named."""
    tidied = tidy_text(html.unescape(html.unescape(text)))
    return tidy_text(name_emoji(HANDLE.sub(" ", ADDRESS.sub(" ", RETWEET.sub("", tidied)))))


def clean_text(text: str) -> str:
    """The bare text with look-alike letters as those that they show, and disguised words in plain letters."""
    return plain_spelling(latin_letters(bare_text(text)))
