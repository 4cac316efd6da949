"""The text of one leaf block without the prefixes of its containers, and the way back to the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from ...source import Span

_BLANK = " \t\r"
# A named tuple made without the call of its own constructor, which costs as much again; hundreds are made a post.
_new = tuple.__new__
_QUOTE = re.compile(" {0,3}> ?")
_NESTED_QUOTE = re.compile("[ \t]*> ?")


_START = (0,)
_NONE: frozenset[int] = frozenset()


class Leaf:
    """`text`: the lines, joined by line feeds, without leading blanks (and without a line end after the last).

    `shifts` lead from offsets in `text` to offsets of the document; each holds from the offset in `starts` on.
    """

    __slots__ = ("marked", "shift", "shifts", "starts", "text")

    def __init__(self, text: str, starts: Sequence[int], shifts: Sequence[int]) -> None:
        self.text = text
        self.starts = starts
        self.shifts = shifts
        self.shift: int | None = shifts[0] if len(shifts) == 1 else None
        # Offsets of lines that stand right after a `>`: for what flanks them that is the character before.
        self.marked = _NONE

    def span(self, start: int, end: int) -> Span:
        """The place in the document of `text[start:end]`."""
        if self.shift is not None:
            return _new(Span, (start + self.shift, end + self.shift))
        first = self.shifts[bisect_right(self.starts, start) - 1]
        last = self.shifts[bisect_right(self.starts, end - 1) - 1] if end > start else first
        return Span(start + first, end + last)

    def cut(self, start: int, end: int) -> Leaf:
        """The leaf of `text[start:end]`, its outer blanks dropped."""
        if self.shift is not None:
            return self._cut_single(start, end, self.shift)
        part = self.text[start:end]
        stripped = part.lstrip(_BLANK)
        start += len(part) - len(stripped)
        stripped = stripped.rstrip(" \t\r\n")
        end = start + len(stripped)
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, max(end - 1, start)) - 1
        starts = [0, *(at - start for at in self.starts[first + 1 : last + 1])]
        found = Leaf(stripped, starts, [shift + start for shift in self.shifts[first : last + 1]])
        if self.marked:
            found.marked = frozenset(at - start for at in self.marked if start < at < end)
        return found

    def _cut_single(self, start: int, end: int, shift: int) -> Leaf:
        text = self.text[start:end].rstrip(" \t\r\n")
        stripped = text.lstrip(_BLANK)
        return Leaf(stripped, _START, (shift + start + len(text) - len(stripped),))

    def lines(self) -> list[Leaf]:
        """Each line as a leaf of its own."""
        out, at = [], 0
        for line in self.text.split("\n"):
            out.append(self.cut(at, at + len(line)))
            at += len(line) + 1
        return out


def leaf(text: str, start: int, end: int, containers: Sequence[str], base: int) -> Leaf:
    """The leaf at `text[start:end]` within `containers` (outermost first); `base` is added to all offsets."""
    raw = text[start:end]
    if raw[:1] in {" ", "\t"}:
        stripped = raw.lstrip(_BLANK)
        start += len(raw) - len(stripped)
        raw = stripped
    raw = raw.rstrip(" \t\r\n")
    if "\n" not in raw:
        return Leaf(raw, _START, (start + base,))
    quotes = containers.count("quote")
    if not quotes and "\n " not in raw and "\n\t" not in raw and "\r" not in raw:
        return Leaf(raw, _START, (start + base,))
    lines = raw.split("\n")
    pieces, starts, shifts = [lines[0]], [0], [start + base]
    source, at = start + len(lines[0]) + 1, len(lines[0]) + 1
    marked = []
    for line in lines[1:]:
        content = _unprefixed(line, containers) if quotes else line.lstrip(_BLANK)
        pieces.append(content)
        skipped = len(line) - len(content)
        if quotes and skipped and line[skipped - 1] == ">":
            marked.append(at)
        if source + skipped + base - at != shifts[-1]:
            starts.append(at)
            shifts.append(source + skipped + base - at)
        source += len(line) + 1
        at += len(content) + 1
    found = Leaf("\n".join(pieces), starts, shifts)
    if marked:
        found.marked = frozenset(marked)
    return found


def _unprefixed(line: str, containers: Sequence[str]) -> str:
    """A continuation line of a paragraph without the `>` that its containers take from it (fewer where it is lazy)."""
    at, pattern = 0, _QUOTE
    for container in containers:
        if container == "quote":
            found = pattern.match(line, at)
            if not found:
                break
            at = found.end()
        elif container in {"item", "footnote", "definition"}:
            pattern = _NESTED_QUOTE
    return line[at:].lstrip(_BLANK)
