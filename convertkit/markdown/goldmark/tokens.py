"""What the inline scanner collects before delimiters are matched: text, delimiter runs, brackets, finished nodes."""

from __future__ import annotations

from typing import TypeAlias

from ... import ast

# Text: its offsets, what it says, and whether the source says the same (the typographer and emoji do not).
Piece: TypeAlias = tuple[int, int, str, bool]


class Delimiter:
    """A run of `*`, `_`, `~` ... that may open or close; `length` is what of it is left."""

    __slots__ = ("char", "closes", "kind", "length", "opens", "original", "start")

    def __init__(self, kind: str, run: str, start: int, *, opens: bool, closes: bool) -> None:
        self.char = run[0]
        self.kind = kind
        self.start = start
        self.length = len(run)
        self.original = len(run)
        self.opens = opens
        self.closes = closes


class Bracket:
    """A `[` or `![`; `index` is its place among the tokens, `links` the number of links made before it."""

    __slots__ = ("end", "image", "index", "links", "start")

    def __init__(self, start: int, end: int, index: int, links: int) -> None:
        self.start = start
        self.end = end
        self.index = index
        self.links = links
        self.image = end - start == 2


Token: TypeAlias = Piece | Delimiter | Bracket | ast.Inline
