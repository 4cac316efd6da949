"""Definition lists, where goldmark and pulldown-cmark differ (goldmark, extension/definition_list.go)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ... import ast
from ..commonmark import Step
from . import tables
from .leaf import leaf

# A line that pulldown-cmark may take for a definition and goldmark does not: no blank after the colon.
_NO_BLANK = re.compile(r"^([ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*):(?![ \t])", re.MULTILINE)
_MARKER = re.compile(r"(?:[-+*]|\d{1,9}[.)])[ \t]*")
# The same, but cheap: a colon after a blank, a `>` or a line end, and before no blank.
_CANDIDATE = re.compile(r":(?<![^\n \t>]:)(?![ \t])")


# A colon that may start a definition: after a blank, a `>` or a line end, and before a blank.
_COLON = re.compile(r":(?<![^\n \t>]:)[ \t]")


def possible(text: str) -> bool:
    """Whether there may be a definition in `text`; most texts have none, and cost less for it."""
    return _COLON.search(text) is not None


def masked(image: str) -> str:
    """`image` with a `;` for each colon at the start of a line that no blank follows."""
    return _NO_BLANK.sub(r"\1;", image) if _CANDIDATE.search(image) else image


def refused(steps: Sequence[Step], text: str, image: str, *, with_tables: bool) -> list[int]:
    """Offsets of the colons that start no definition for goldmark.

    They stand indented in their container, or after a table (which is a paragraph until it ends).
    """
    out: list[int] = []
    containers: list[Step] = []
    after_table = False
    for step in steps:
        if step.kind == "definition":
            start = colon(image, step)
            if after_table or not _is_flush(image, start, containers):
                out.append(start)
            after_table = False
        if step.kind == "term" and with_tables:
            found = tables.table(leaf(text, step.start, step.end, [outer.kind for outer in containers], 0), definitions=True)
            after_table = found is not None and not found.line
        if step.kind == "end":
            containers.pop()
        elif step.kind in _CONTAINERS:
            containers.append(step)
    return out


_CONTAINERS = frozenset({"quote", "bullets", "numbers", "item", "footnote", "definitions", "definition"})


def _is_flush(image: str, start: int, containers: Sequence[Step]) -> bool:
    """Whether a block that starts at `start` stands at the first column of its container."""
    line = image.rfind("\n", 0, start) + 1
    inner = next((step for step in reversed(containers) if step.kind not in {"bullets", "numbers", "definitions"}), None)
    before = image[line:start]
    if inner is None:
        return not before
    if inner.kind == "quote":
        return before.endswith((">", "> "))
    if inner.start >= line:
        return True
    width = len(before.expandtabs(4))
    if inner.kind == "item":
        return width == content_column(image, inner.start)
    return (inner.kind == "footnote" and width == 4) or inner.kind == "definition"


def content_column(image: str, start: int) -> int:
    """The column at which the content of the item starts whose marker stands at `start`."""
    line = image.rfind("\n", 0, start) + 1
    found = _MARKER.match(image, start)
    marker = found[0] if found else ""
    column = len(image[line:start].expandtabs(4))
    width = len((" " * column + marker).expandtabs(4)) - column
    bare = len(marker.rstrip(" \t"))
    if width - bare > 4 or image[start + len(marker) : start + len(marker) + 1] in {"\n", ""}:
        return column + bare + 1
    return column + width


def colon(image: str, step: Step) -> int:
    """The offset of the colon of a definition; the step may start with the blanks before it."""
    return max(image.find(":", step.start, step.end), step.start)


def is_tight(image: str, start: int) -> bool:
    """Whether no blank line stands right before the line of offset `start`."""
    line = image.rfind("\n", 0, start)
    previous = image[image.rfind("\n", 0, max(line, 0)) + 1 : max(line, 0)]
    return bool(previous.strip(" \t\r>"))


def tightened(blocks: list[ast.Block]) -> ast.Blocks:
    """A tight definition: its first paragraph, and that alone, is plain."""
    for number, block in enumerate(blocks):
        if isinstance(block, ast.Para):
            return (*blocks[:number], ast.Plain(block.content, at=block.at), *blocks[number + 1 :])
    return tuple(blocks)


def items(parts: Sequence[ast.Inlines | Definition]) -> tuple[ast.Definition, ...]:
    """Terms and definitions in order, as the items of a list; each line of a term is a term."""
    out: list[tuple[ast.Inlines, list[ast.Blocks]]] = []
    for part in parts:
        if not isinstance(part, Definition):
            out.append((part, []))
        elif out:
            out[-1][1].append(part.blocks)
        else:
            out.append(((), [part.blocks]))
    return tuple(ast.Definition(term, tuple(found)) for term, found in out)


class Definition:
    """One definition among the terms of its list."""

    __slots__ = ("blocks",)

    def __init__(self, blocks: ast.Blocks) -> None:
        self.blocks = blocks
