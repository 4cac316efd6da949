"""Footnote definitions: taken out of where they stand, read where goldmark reads them (extension/footnote.go)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ... import ast
from ..commonmark import Step
from .blocks import Blocks
from .notes import Notes
from .state import State


class Definition(NamedTuple):
    """A definition: its label, its own step and the index after its end, and what it stands in (itself included)."""

    label: str
    first: int
    last: int
    containers: tuple[str, ...]


_LEAVES = frozenset({"paragraph", "run", "heading", "term", "fence", "indented", "html", "rule"})


def definitions(steps: Sequence[Step], text: str) -> list[Definition]:
    """All definitions in the order in which they end."""
    out: list[Definition] = []
    opened: list[int] = []
    for index, step in enumerate(steps):
        if step.kind == "end":
            first = opened.pop()
            if steps[first].kind == "footnote":
                start = steps[first].start
                containers = tuple(steps[outer].kind for outer in (*opened, first))
                out.append(Definition(text[start + 2 : text.find("]:", start)], first, index + 1, containers))
        elif step.kind not in _LEAVES:
            opened.append(index)
    return out


def read(
    blocks: Blocks, steps: Sequence[Step], defined: Sequence[Definition], notes: Notes, state: State
) -> ast.Blocks:
    """The blocks of the text, its notes filled in.

    goldmark parses all notes where the first definition stands; so quotes and ids are counted in that order.
    """
    skipped = {definition.first: definition.last for definition in defined}
    if not defined:
        out = blocks.made(steps, skipped)
        return tuple(out)
    inner: dict[str, list[ast.Note]] = {}

    def bodies() -> None:
        for definition in defined:
            count = len(notes.made)
            within = steps[definition.first + 1 : definition.last - 1]
            offset = definition.first + 1
            nested = {first - offset: last - offset for first, last in skipped.items() if first >= offset}
            body = tuple(blocks.made(within, nested, definition.containers))
            if definition.label not in state.footnotes:
                state.footnotes[definition.label] = body
                inner[definition.label] = notes.made[count:]

    blocks.bodies = bodies
    out = blocks.made(steps, skipped)
    notes.fill(inner)
    return tuple(out)
