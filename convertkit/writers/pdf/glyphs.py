"""Characters that no installed font has: which, how many, where, and what to install (CK440)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from ...context import Context
from ...post import Post
from ...source import Span

# First and last code point, and the Debian package whose fonts have them; what is in none of these is in the last one.
_PACKAGES = (
    (0x1100, 0x11FF, "fonts-noto-cjk"),
    (0x2E80, 0x9FFF, "fonts-noto-cjk"),
    (0xA960, 0xA97F, "fonts-noto-cjk"),
    (0xAC00, 0xD7FF, "fonts-noto-cjk"),
    (0xF900, 0xFAFF, "fonts-noto-cjk"),
    (0xFE30, 0xFE4F, "fonts-noto-cjk"),
    (0xFF00, 0xFFEF, "fonts-noto-cjk"),
    (0x20000, 0x3FFFF, "fonts-noto-cjk"),
    (0xE000, 0xF8FF, ""),
    (0xF0000, 0x10FFFF, ""),
    (0x1F000, 0x1FAFF, "fonts-noto-color-emoji"),
    (0x10280, 0x1BFFF, "fonts-noto-core fonts-noto-extra"),
)
_SHOWN = 12


def report_missing(glyphs: Iterable[str], posts: Sequence[Post], context: Context) -> None:
    """Report the characters that pages show as an empty box, those that one package would bring together."""
    groups: dict[str, list[str]] = {}
    for sign in glyphs:
        groups.setdefault(_package(sign), []).append(sign)
    for package, signs in groups.items():
        _report(package, signs, posts, context)


def _report(package: str, signs: list[str], posts: Sequence[Post], context: Context) -> None:
    pattern = re.compile("[" + re.escape("".join(signs)) + "]")
    place, count = None, 0
    for post in posts:
        for match in pattern.finditer(post.source.text):
            place = place or post.source.place(Span(*match.span()))
            count += 1
    names = ", ".join(_shown(sign) for sign in signs[:_SHOWN]) + (", ..." if len(signs) > _SHOWN else "")
    times = f", {count} times in the text" if count > 1 else ""
    hint = f"install a font that has them, on Debian: apt install {package}" if package else "only a font of its own shows it"
    what = "a character" if len(signs) == 1 else f"{len(signs)} characters"
    context.report.warn("CK440", f"no installed font has {what}{times}: {names}", place, hint=hint)


def _shown(sign: str) -> str:
    name = unicodedata.name(sign, "")
    visible = f"'{sign}' " if sign.isprintable() else ""
    return f"{visible}U+{ord(sign):04X}" + (f" {name}" if name and not visible else "")


def _package(sign: str) -> str:
    code = ord(sign)
    return next((package for first, last, package in _PACKAGES if first <= code <= last), "fonts-noto-core")
