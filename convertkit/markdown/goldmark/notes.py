"""Footnotes: which labels are defined, and the references that wait for their blocks."""

from __future__ import annotations

from collections.abc import Collection

from ... import ast
from ...source import Span
from .state import State


class Notes:
    """The footnotes of one text. `labels` are those that it defines; `state` knows those of other fragments."""

    def __init__(self, labels: Collection[str], state: State) -> None:
        self.labels = labels
        self.state = state
        self.made: list[ast.Note] = []

    def defines(self, label: str) -> bool:
        return label in self.labels or self.state.scope + label in self.state.footnotes

    def note(self, label: str, at: Span) -> ast.Note:
        """A reference; its blocks are filled in by `fill`."""
        label = self.state.scope + label
        node = ast.Note(self.state.footnotes.get(label, ()), label, at=at)
        self.made.append(node)
        return node

    def fill(self, inner: dict[str, list[ast.Note]]) -> None:
        """Gives every reference the blocks of its note; `inner` are the references within each note.

        A reference within a note gets blocks only where these refer to nothing further: so no note holds itself.
        """
        nested = {id(node) for nodes in inner.values() for node in nodes}
        for node in self.made:
            if id(node) in nested and (inner.get(node.label) or node.blocks):
                continue
            blocks = self.state.footnotes.get(node.label, ())
            if blocks:
                # The node is not published yet: its note may stand below its reference.
                object.__setattr__(node, "blocks", blocks)
