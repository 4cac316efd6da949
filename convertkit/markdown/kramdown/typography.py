"""Which way a quotation mark turns, and the characters of entities."""

from __future__ import annotations

import re
from html.entities import name2codepoint

from .characters import is_word
from .patterns import ENTITY

# A mark after one of these opens; after any other character it closes.
_OPENERS = frozenset(" \t\r\n\f\v-({[")
_BLANKS = frozenset(" \t\r\n\f\v")
_PUNCTUATION = frozenset("!\"#$%'()*+,-./:;<=>?@[\\]^`{|}~")
# "80s": a decade without its century
_DECADE = re.compile(r"\d\ds", re.A)


def opens(text: str, pos: int, cut: int) -> bool:
    """Whether the quotation mark at `pos` is an opening one; what stands before `cut` does not count."""
    before = text[pos - 1] if pos > cut else ""
    if before and before not in _OPENERS:
        return False
    if text[pos] == "'" and (not before or before in _BLANKS) and _DECADE.match(text, pos + 1):
        return False
    return bool(before) or _opens_first(text, pos)


def _opens_first(text: str, pos: int) -> bool:
    """The same for a mark of which only what follows is seen."""
    following = text[pos + 1 : pos + 5]
    if not following or following[0] in _BLANKS:
        return False
    if following[0] == "s" and not _joins(following[1:2]):
        return False  # a genitive
    if following[0] not in _PUNCTUATION or "..." in (following[:3], following[1:]):
        return True
    second = following[1:2]
    if following[0] == "*":
        return bool(second) and second not in _BLANKS
    if following[0] == text[pos]:
        return False
    return _joins(second)


def unturned(text: str, pos: int, cut: int) -> bool:
    """Whether the mark at `pos` stays straight: the first of two at the start of a word; the second one closes.

    Two of different kinds before an ASCII word open.
    """
    second, third = text[pos + 1 : pos + 2], text[pos + 2 : pos + 3]
    if pos > cut or second not in ("'", '"') or not _joins(third):
        return False
    return second == text[pos] or not third.isascii()


def pairs(text: str, pos: int) -> bool:
    """Whether a mark of the other kind and an ASCII word follow the mark at `pos`: the two turn alike."""
    third = text[pos + 2 : pos + 3]
    return text[pos + 1 : pos + 2] == ('"' if text[pos] == "'" else "'") and _joins(third) and third.isascii()


def _joins(character: str) -> bool:
    """Whether a character is of a word where Ruby looks for a word's bounds: `²` is too."""
    return is_word(character) or character.isnumeric()


def decoded(text: str) -> str:
    """`text` of an attribute with its entities as characters."""
    return ENTITY.sub(_character, text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    return entity(found["name"], found["decimal"], found["hex"]) or found[0]


def quote(name: str) -> str:
    """The character of a name in the option `smart_quotes`."""
    return "'" if name == "apos" else chr(name2codepoint[name]) if name in name2codepoint else name


def entity(name: str | None, decimal: str | None, hexadecimal: str | None) -> str | None:
    """The character of an entity of HTML 4; None where there is none of the name."""
    if name is not None:
        if name == "apos":
            return "'"
        code = name2codepoint.get(name)
        return chr(code) if code is not None else None
    digits, base = (decimal, 10) if decimal is not None else (hexadecimal, 16)
    if digits is None or len(digits) > 9:
        return None
    number = int(digits, base)
    # Neither U+0000, surrogates nor what is beyond Unicode can stand in a document.
    if number == 0 or 0xD800 <= number < 0xE000 or number > 0x10FFFF:
        return "\ufffd"
    return chr(number)
