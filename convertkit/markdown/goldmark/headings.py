"""The content of headings: markers, closing sequence, attributes (goldmark, parser/atx_heading.go)."""

from __future__ import annotations

import re

from . import attributes
from .leaf import Leaf

_OPENING = re.compile(r"#{1,6}[ \t\r]*")

Values = tuple[tuple[str, str], ...]


def content(leaf: Leaf, *, with_attributes: bool) -> tuple[Leaf, Values]:
    """The leaf of a heading without its marks, and the attributes that it gives itself."""
    if "\n" in leaf.text:
        return _setext(leaf, with_attributes=with_attributes)
    text = leaf.text
    opening = _OPENING.match(text)
    start = opening.end() if opening else 0
    if with_attributes and text.endswith("}"):
        leaf, values = _without_attributes(leaf.cut(start, len(text)), 0)
        return leaf.cut(0, _before_closing(leaf.text)), values
    end = len(text) if not text.endswith("#") else start + _before_closing(text[start:])
    return leaf.cut(start, end), ()


def underline(leaf: Leaf) -> tuple[Leaf, str]:
    """The lines of a setext heading and its last line, the mark."""
    cut = leaf.text.rfind("\n")
    return leaf.cut(0, cut), leaf.text[cut + 1 :]


def _setext(leaf: Leaf, *, with_attributes: bool) -> tuple[Leaf, Values]:
    lines, _ = underline(leaf)
    if not with_attributes:
        return lines, ()
    return _without_attributes(lines, lines.text.rfind("\n") + 1)


def _without_attributes(leaf: Leaf, start: int) -> tuple[Leaf, Values]:
    """Cuts the attributes from the line that begins at `start`."""
    if "{" not in leaf.text or not leaf.text.endswith("}"):
        return leaf, ()
    found = attributes.trailing(leaf.text[start:])
    return (leaf.cut(0, start + found[0]), found[1]) if found else (leaf, ())


def _before_closing(line: str) -> int:
    """Where a closing sequence of `#` starts, with the blanks before it."""
    stripped = line.rstrip("#")
    if not stripped:
        return 0
    if len(stripped) == len(line) or stripped[-1] not in " \t\r":
        return len(line)
    return len(stripped.rstrip(" \t\r"))
