"""Line ends between East Asian characters (goldmark, renderer/html.go, `EastAsianLineBreaks`)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache

from .characters import is_punct
from .config import Options

# Scripts of Go's `unicode`: Hiragana, Katakana, Han, Hangul, by the names of their characters
_SCRIPTS = ("HIRAGANA", "KATAKANA", "HALFWIDTH KATAKANA", "CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH", "CJK RADICAL", "KANGXI")
_HANGUL = ("HANGUL", "HALFWIDTH HANGUL")
# CSS Text 3, "the space-discarding character set"
_DISCARDING = (
    (0x2E80, 0x303F), (0x3040, 0x30FF), (0x3130, 0x318F), (0x3190, 0x31FF), (0x3200, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
    (0xA000, 0xA4CF), (0xF900, 0xFAFF), (0xFE10, 0xFE1F), (0xFE30, 0xFE6F), (0xFF00, 0xFFEF), (0x1B000, 0x1B16F),
    (0x20000, 0x3FFFD),
)  # fmt: skip


def joining(options: Options) -> Callable[[str, str], bool] | None:
    """What tells whether no line end stands between two characters; None where all line ends are kept."""
    if not (options.cjk and options.east_asian_line_breaks):
        return None
    return _simple if options.east_asian_line_breaks_style == "simple" else _css3draft


def _simple(before: str, after: str) -> bool:
    return _is_wide(before) and _is_wide(after)


def _css3draft(before: str, after: str) -> bool:
    if "\u200b" in (before, after):
        return True
    if all(unicodedata.east_asian_width(char) in "FWH" for char in (before, after)):
        return not (_is_hangul(before) or _is_hangul(after))
    return any(is_punct(char) or _discards(char) for char in (before, after))


@cache
def _is_wide(char: str) -> bool:
    """Goldmark's IsEastAsianWideRune: by script, with "。" and "「", without full-width forms such as "，"."""
    name = unicodedata.name(char, "")
    return unicodedata.category(char) == "Lm" or name.startswith((*_SCRIPTS, *_HANGUL)) or 0x3000 <= ord(char) <= 0x303F


def _is_hangul(char: str) -> bool:
    return unicodedata.name(char, "").startswith(_HANGUL)


def _discards(char: str) -> bool:
    return any(first <= ord(char) <= last for first, last in _DISCARDING)
