"""Pygments behind one door; imported where code is to be highlighted."""

from __future__ import annotations

from functools import cache, lru_cache

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound


def highlighted(text: str, language: str, lines: set[int]) -> str | None:
    """`text` with Pygments' spans as HTML; None where it knows no such language."""
    lexer = _lexer(language)
    if lexer is None:
        return None
    return highlight(text, lexer, _formatter(tuple(sorted(lines))))


@lru_cache(maxsize=64)
def _formatter(lines: tuple[int, ...]) -> HtmlFormatter[str]:
    return HtmlFormatter(nowrap=True, hl_lines=lines)


@cache
def _lexer(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
