"""The ids of headers."""

from __future__ import annotations

import re

from ... import ast
from .characters import is_letter, is_word
from .options import Options
from .tree import State

# "A, b!": what is not kept of an ASCII text by GFM's rule (search)
_DROPPED = re.compile(r"[^\w\- \t]", re.A)
# "12. ": what stands before the first letter, for kramdown's own rule
_BEFORE_LETTERS = re.compile(r"[^A-Za-z]+")
# "é": what kramdown's own rule drops (search)
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9 -]")
_BLANKS = str.maketrans(" \t", "--")


def header_id(content: ast.Inlines, options: Options, state: State, *, source: str, foreign: bool) -> str:
    """The id of a header with the text `source`; a repeated one gets a number.

    `foreign` if it stands inside of HTML or of a footnote: there GFM's rule does not hold.
    """
    if options.gfm and not foreign:
        return _numbered(_gfm(raw_text(content)), state.ids, options)
    text = raw_text(content) if options.gfm or options.auto_id_stripping else source
    return _numbered(plain_id(text) or "section", state.other_ids, options)


def is_name(text: str) -> bool:
    """Whether `text` can be the id that a header asks for: letters, marks, digits, `_.:-`, no digit first."""
    if not (is_letter(text[0]) or text[0] == "_"):
        return False
    return all(character in ".:-" or is_word(character) for character in text)


def _numbered(base: str, used: dict[str, int], options: Options) -> str:
    base = options.auto_id_prefix + base
    number = used.get(base, -1) + 1
    used[base] = number
    return f"{base}-{number}" if number else base


def _gfm(text: str) -> str:
    lower = text.lower()
    kept = _DROPPED.sub("", lower) if lower.isascii() else "".join(filter(_keeps, lower))
    return kept.translate(_BLANKS)


def _keeps(character: str) -> bool:
    """Whether GFM's rule keeps a character."""
    return character in "- \t" or is_word(character)


def plain_id(text: str) -> str:
    """`text` as an id by kramdown's own rule: ASCII letters first, then digits and hyphens too."""
    first = _BEFORE_LETTERS.match(text)
    kept = _NOT_PLAIN.sub("", text[first.end() :] if first else text)
    return kept.replace(" ", "-").lower()


def raw_text(content: ast.Inlines) -> str:
    """The text of a header: what is not text (images, tags, footnotes) counts as nothing."""
    out: list[str] = []
    stack: list[ast.Inline] = list(reversed(content))
    while stack:
        node = stack.pop()
        match node:
            case ast.Str(text) | ast.Code(_, text) | ast.Math(_, text):
                out.append(text)
            case ast.Space():
                out.append(" ")
            case ast.Emph(inner) | ast.Strong(inner) | ast.Strikeout(inner) | ast.Span(_, inner) | ast.Link(_, inner):
                stack.extend(reversed(inner))
            case _:
                pass
    return "".join(out)
