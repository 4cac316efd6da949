"""Tables, which goldmark finds among the lines of a paragraph (extension/table.go)."""

from __future__ import annotations

import re
from typing import NamedTuple

from .leaf import Leaf

# | :--- | ---: |
_DELIMITERS = re.compile(r"[-|: \t\r]*")
_CANDIDATE = re.compile(r"\n[-|: \t\r]+(?:\n|\Z)")
_DEFINITION = re.compile(":[ \t]")
_CELL = re.compile(r"[ \t]*(:?)-+(:?)[ \t\r]*")
_ALIGNMENTS = {(":", ""): "AlignLeft", ("", ":"): "AlignRight", (":", ":"): "AlignCenter", ("", ""): "AlignDefault"}


class Found(NamedTuple):
    """A table: the lines where its header stands and where it ends, alignments, cells of its rows, header first.

    A row may have fewer cells than there are columns.
    """

    line: int
    end: int
    alignments: tuple[str, ...]
    rows: list[list[Leaf]]


def table(leaf: Leaf, *, definitions: bool) -> Found | None:
    """The table in a paragraph; what comes before its header stays a paragraph.

    With `definitions` on, a line that would start a definition ends it.
    """
    if not _CANDIDATE.search(leaf.text):
        return None
    texts = leaf.text.split("\n")
    for number in range(1, len(texts)):
        alignments = _alignments(texts[number])
        if not alignments:
            continue
        lines = leaf.lines()
        header = _cells(lines[number - 1])
        if len(header) > len(alignments):
            return None
        end = next((n for n in range(number + 1, len(texts)) if definitions and _DEFINITION.match(texts[n])), len(texts))
        rows = [header] + [_cells(line)[: len(alignments)] for line in lines[number + 1 : end]]
        return Found(number - 1, end, alignments, rows)
    return None


def _alignments(line: str) -> tuple[str, ...]:
    """The columns of a delimiter row; none where `line` is no such row."""
    if not _DELIMITERS.fullmatch(line) or not line.strip("-"):
        return ()
    cells = line.split("|")
    if not cells[0].strip():
        del cells[0]
    if cells and not cells[-1].strip():
        del cells[-1]
    found = [_CELL.fullmatch(cell) for cell in cells]
    return tuple(_ALIGNMENTS[cell[1], cell[2]] for cell in found if cell) if all(found) else ()


def _cells(line: Leaf) -> list[Leaf]:
    """The cells of a row; a `|` after a backslash is none of its borders."""
    text = line.text
    at = 1 if text.startswith("|") else 0
    limit = len(text) - 1 if text.endswith("|") else len(text)
    out = []
    if "\\" not in text:
        for part in text[at:limit].split("|") if at < limit else ():
            out.append(line.cut(at, at + len(part)))
            at += len(part) + 1
        return out
    while at < limit:
        end = text.find("|", at, limit)
        while end > 0 and text[end - 1] == "\\":
            end = text.find("|", end + 1, limit)
        end = limit if end < 0 else end
        out.append(line.cut(at, end))
        at = end + 1
    return out
