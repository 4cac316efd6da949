"""Classes of characters as goldmark's `util` and Go's `unicode` draw them."""

from __future__ import annotations

import html.entities
import re
import unicodedata
from functools import cache

PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
# What ends a Markdown line or word: neither the vertical tab nor the form feed counts.
BLANK = " \t\r\n"
# unicode.White_Space; Python's str.isspace adds the C0 separators.
_SPACES = frozenset("\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))))

# An escaped character, a named or a numeric reference: `\*`, `&copy;`, `&#169;`, `&#xa9;`
_REFERENCES = re.compile(
    r"\\([!-/:-@\[-`{-~])|&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z0-9]+));",
)
_NAMED = re.compile("&([A-Za-z0-9]+);")


def is_space(char: str) -> bool:
    """unicode.IsSpace."""
    return char in _SPACES


@cache
def is_punctuation(char: str) -> bool:
    """Punctuation or symbol, as flanking runs see it (CommonMark 0.31, "Unicode punctuation character")."""
    return char in PUNCTUATION or unicodedata.category(char)[0] in "PS"


@cache
def is_punct(char: str) -> bool:
    """unicode.IsPunct: without the symbols."""
    return unicodedata.category(char)[0] == "P"


@cache
def is_letter(char: str) -> bool:
    """unicode.IsLetter."""
    return unicodedata.category(char)[0] == "L"


@cache
def is_digit(char: str) -> bool:
    """unicode.IsDigit."""
    return unicodedata.category(char) == "Nd"


def decoded(raw: str) -> str:
    """`raw` with its backslash escapes and character references resolved."""
    if "\\" in raw or "&" in raw:
        return _REFERENCES.sub(_decoded, raw)
    return raw


def entities_resolved(raw: str) -> str:
    """`raw` with its named character references resolved, and nothing else."""
    return _NAMED.sub(lambda found: html.entities.html5.get(found[1] + ";", found[0]), raw) if "&" in raw else raw


def _decoded(found: re.Match[str]) -> str:
    escaped, decimal, hexadecimal, name = found.groups()
    if escaped:
        return escaped
    if name:
        return html.entities.html5.get(name + ";", found[0])
    code = int(decimal) if decimal else int(hexadecimal, 16)
    valid = 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if valid else "\ufffd"
