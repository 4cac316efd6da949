"""What Ruby's expressions take for letters and words: marks are of them, in Python they are not."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category

_LETTERS = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nl"})


@lru_cache(maxsize=4096)
def is_letter(character: str) -> bool:
    """Whether a character is a letter, or a mark on one; nothing is not."""
    return character != "" and category(character) in _LETTERS


@lru_cache(maxsize=4096)
def is_alphanumeric(character: str) -> bool:
    """Whether a character is a letter, a mark or a decimal digit."""
    return is_letter(character) or (character != "" and category(character) == "Nd")


@lru_cache(maxsize=4096)
def is_word(character: str) -> bool:
    """Whether a character is a letter, a mark, a decimal digit, or joins words as `_` does."""
    return is_alphanumeric(character) or (character != "" and category(character) == "Pc")
