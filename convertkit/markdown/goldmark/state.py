"""What the fragments of one post share."""

from __future__ import annotations

from dataclasses import dataclass, field

from ... import ast
from ..filling import Filling


@dataclass(slots=True)
class State:
    """Ids given so far, link reference definitions, open quotes, footnotes, and filled up rows, of one post.

    The quote counters are never reset: goldmark 1.8.6 means to reset them at the end of a block, but its
    `CloseBlock` has another signature than the parser asks for, so an unclosed quote lasts to the end of the post.
    """

    ids: set[str] = field(default_factory=set)
    references: dict[str, ast.Target] = field(default_factory=dict)
    single_quotes: int = 0
    double_quotes: int = 0
    footnotes: dict[str, ast.Blocks] = field(default_factory=dict)
    # The next number to try for an id that is taken, so that a thousand equal headings cost no million look-ups.
    next_ids: dict[str, int] = field(default_factory=dict)
    filling: Filling = field(default_factory=Filling)
