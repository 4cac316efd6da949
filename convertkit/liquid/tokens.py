"""The tokens of a template as python-liquid's parser takes them, cut as Ruby cuts them (Liquid 5, `BlockBody`).

python-liquid's own lexer differs: it strips the last text behind `-%}`, takes no-break spaces for blanks, and looks for the end
of a tag anew at each character.
"""

from __future__ import annotations

from collections.abc import Iterator

from liquid.exceptions import LiquidSyntaxError
from liquid.token import TOKEN_CONTENT, TOKEN_EXPRESSION, TOKEN_OUTPUT, TOKEN_TAG, Token

from ..dialects.liquid_marks import BLANKS, Mark, Marks, opaque


def tokens(source: str) -> Iterator[Token]:
    """The tokens of a template, as python-liquid's parser takes them.

    Raises LiquidSyntaxError where a tag has no name or raw text does not end.
    """
    at, strip = 0, False
    found = Marks(source)
    while (mark := found.after(at)) is not None:
        yield from _content(source, at, mark.start, before=strip, after=mark.trims_before)
        at, strip = mark.end, mark.trims_after
        if mark.is_object:
            yield Token(TOKEN_OUTPUT, source[mark.start : mark.end], mark.start, source)
            yield Token(TOKEN_EXPRESSION, mark.inner, mark.inner_at, source)
        elif mark.name in ("raw", "comment"):
            whole = opaque(source, mark, len(source))
            if whole is None:
                raise _broken(f"'{mark.name}' tag was never closed", mark, source)
            if mark.name == "raw" and whole.inner:
                yield Token(TOKEN_CONTENT, whole.inner, whole.inner_at, source)
            at, strip = whole.end, whole.trims_after
        elif not mark.name:
            raise _broken("a tag has no name", mark, source)
        elif mark.name != "#":
            yield Token(TOKEN_TAG, mark.name, mark.start, source)
            # What stands in an end tag behind its name means nothing.
            if mark.inner and not mark.name.startswith("end") and mark.name != "else":
                yield Token(TOKEN_EXPRESSION, mark.inner, mark.inner_at, source)
    yield from _content(source, at, len(source), before=strip, after=False)


def _content(source: str, start: int, end: int, *, before: bool, after: bool) -> Iterator[Token]:
    text = source[start:end]
    if before:
        text = text.lstrip(BLANKS)
    if after:
        text = text.rstrip(BLANKS)
    if text:
        yield Token(TOKEN_CONTENT, text, start, source)


def _broken(message: str, mark: Mark, source: str) -> LiquidSyntaxError:
    return LiquidSyntaxError(message, token=Token(TOKEN_TAG, mark.name, mark.start, source))
