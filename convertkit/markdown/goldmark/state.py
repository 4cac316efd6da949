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
    # What is put before the labels of footnotes, so that those of texts which are rendered apart stay apart.
    scope: str = ""
    # The next number to try for an id that is taken, so that a thousand equal headings cost no million look-ups.
    next_ids: dict[str, int] = field(default_factory=dict)
    filling: Filling = field(default_factory=Filling)

    def apart(self, scope: str) -> State:
        """The state of a text that is rendered by itself: it shares ids, and what filled up rows may cost."""
        return State(ids=self.ids, next_ids=self.next_ids, filling=self.filling, scope=scope)
