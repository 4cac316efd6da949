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
    quotes = 0
    for index, step in enumerate(steps):
        if step.kind == "end":
            first = opened.pop()
            quotes -= steps[first].kind == "quote"
            if steps[first].kind == "footnote":
                start = steps[first].start
                outer = [steps[number].kind for number in opened] if quotes else []
                containers = (*outer, "footnote")
                out.append(Definition(text[start + 2 : text.find("]:", start)], first, index + 1, containers))
        elif step.kind not in _LEAVES:
            opened.append(index)
            quotes += step.kind == "quote"
    return out


def read(blocks: Blocks, steps: Sequence[Step], defined: Sequence[Definition], notes: Notes, state: State) -> ast.Blocks:
    """The blocks of the text, its notes filled in.

    goldmark parses all notes where the first definition stands; so quotes and ids are counted in that order.
    """
    skipped = {definition.first: definition.last for definition in defined}
    everything = range(len(steps))
    if not defined:
        return tuple(blocks.made(steps, everything, skipped))
    inner: dict[str, list[ast.Note]] = {}

    def bodies() -> None:
        for definition in defined:
            count = len(notes.made)
            inside = range(definition.first + 1, definition.last - 1)
            body = tuple(blocks.made(steps, inside, skipped, definition.containers))
            label = state.scope + definition.label
            if label not in state.footnotes:
                state.footnotes[label] = body
                inner[label] = notes.made[count:]

    blocks.bodies = bodies
    out = blocks.made(steps, everything, skipped)
    notes.fill(inner)
    return tuple(out)
