"""Where marks come next in a text that asks for the same ones again and again."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from typing import NamedTuple

# "(", ")" (search)
_PARENTHESIS = re.compile(r"[()]")
_UNKNOWN = (sys.maxsize, -1)
_UNSEARCHED = (sys.maxsize, None)


class Run(NamedTuple):
    """A match of a pattern of runs: where it starts and ends, and how long its group 1 is."""

    start: int
    end: int
    size: int


class Runs:
    """All that a pattern matches in one text."""

    __slots__ = ("_found", "_most", "_starts")

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self._found = [Run(*found.span(), len(found[1])) for found in pattern.finditer(text)]
        self._starts = [run.start for run in self._found]
        # The longest run from each one on.
        self._most = [run.size for run in self._found]
        for number in range(len(self._most) - 2, -1, -1):
            self._most[number] = max(self._most[number], self._most[number + 1])

    def first(self, start: int, size: int) -> Run | None:
        """The first run from `start` on that is as long as `size`, or as the longest one there; None where there is none."""
        number = bisect_left(self._starts, start)
        if number == len(self._found):
            return None
        wanted = min(size, self._most[number])
        while self._found[number].size < wanted:
            number += 1
        return self._found[number]


class Finds:
    """The next places of marks in one text.

    An answer holds for all offsets from the one that was asked for up to the place that it names, and up to the end
    where there is none. So a text in which no mark finds its partner is looked through once, and not once a mark.
    """

    __slots__ = ("_marks", "_pairs", "_patterns", "_runs", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._marks: dict[str, tuple[int, int]] = {}
        self._patterns: dict[re.Pattern[str], tuple[int, re.Match[str] | None]] = {}
        self._pairs: dict[int, int] | None = None
        self._runs: dict[re.Pattern[str], Runs] = {}

    def find(self, mark: str, start: int) -> int:
        """Where `mark` stands first from `start` on; -1 where it does not."""
        since, found = self._marks.get(mark, _UNKNOWN)
        if since > start or -1 < found < start:
            found = self.text.find(mark, start)
            self._marks[mark] = start, found
        return found

    def search(self, pattern: re.Pattern[str], start: int) -> re.Match[str] | None:
        """The first match of `pattern` from `start` on; it must not depend on where the search begins."""
        since, found = self._patterns.get(pattern, _UNSEARCHED)
        if since > start or (found is not None and found.start() < start):
            found = pattern.search(self.text, start)
            self._patterns[pattern] = start, found
        return found

    def closing(self, start: int) -> int:
        """Where the parenthesis closes that opens at `start`; -1 where it does not."""
        if self._pairs is None:
            self._pairs, opened = {}, []
            for found in _PARENTHESIS.finditer(self.text):
                if found[0] == "(":
                    opened.append(found.start())
                elif opened:
                    self._pairs[opened.pop()] = found.start()
        return self._pairs.get(start, -1)

    def runs(self, pattern: re.Pattern[str]) -> Runs:
        """All runs that `pattern` finds."""
        if pattern not in self._runs:
            self._runs[pattern] = Runs(pattern, self.text)
        return self._runs[pattern]
