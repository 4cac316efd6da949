"""Text that is made of slices of the post and knows where each of them stands there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from ...source import Span
from ..finds import Finds

_new = tuple.__new__


class Text:
    """A string with its segments: `here` are offsets in the string, `there` those of the same characters in the post.

    Within a segment both run alike. `limit` is where the post ends.
    """

    __slots__ = ("_finds", "here", "limit", "shift", "text", "there")

    def __init__(self, text: str, here: list[int], there: list[int], limit: int) -> None:
        self.text = text
        self.here = here
        self.there = there
        self.limit = limit
        # Of a text of one segment: what to add to an offset.
        self.shift = there[0] - here[0] if len(here) == 1 else None
        self._finds: Finds | None = None

    @property
    def finds(self) -> Finds:
        """Where marks come next."""
        if self._finds is None:
            self._finds = Finds(self.text)
        return self._finds

    def end_of(self, marks: tuple[str, str], pos: int) -> int:
        """Where ends what the first of `marks` begins at `pos` and the second ends; -1 where it is none or does not end."""
        begin, end = marks
        if not self.text.startswith(begin, pos):
            return -1
        found = self.finds.find(end, pos + len(begin))
        return found + len(end) if found >= 0 else -1

    def at(self, offset: int) -> int:
        """The offset in the post of the character at `offset`."""
        here = self.here
        index = bisect_right(here, offset) - 1 if len(here) > 1 else 0
        place = self.there[index] + offset - here[index]
        return place if place < self.limit else self.limit

    def span(self, start: int, end: int) -> Span:
        """The range in the post of the characters from `start` to `end`."""
        shift = self.shift
        if shift is not None:
            first, last = start + shift, end + shift
        else:
            first = self.at(start)
            last = self.at(end - 1) + 1 if end > start else first
        if last > self.limit or first > last:
            last = min(last, self.limit)
            first = min(first, last)
        return _new(Span, (first, last))  # half the time of Span(first, last), and every node has one

    def cut(self, start: int, end: int) -> Text:
        """The characters from `start` to `end` as a text of their own."""
        here, there = self.here, self.there
        if self.shift is not None:
            return Text(self.text[start:end], [0], [start + self.shift], self.limit)
        low = bisect_right(here, start) - 1
        high = max(bisect_left(here, end), low + 1)
        offsets = [offset - start for offset in here[low:high]]
        places = there[low:high]
        places[0] -= offsets[0]
        offsets[0] = 0
        return Text(self.text[start:end], offsets, places, self.limit)


class Pieces:
    """Collects slices of texts, and characters that stand for others, to one text."""

    __slots__ = ("here", "limit", "parts", "size", "there")

    def __init__(self, limit: int) -> None:
        self.parts: list[str] = []
        self.here: list[int] = []
        self.there: list[int] = []
        self.size = 0
        self.limit = limit

    def slice(self, source: Text, start: int, end: int) -> None:
        """Append the characters of `source` from `start` to `end`."""
        if start >= end:
            return
        here, there = source.here, source.there
        index = bisect_right(here, start) - 1
        self.here.append(self.size)
        self.there.append(there[index] + start - here[index])
        for later in range(index + 1, len(here)):
            if here[later] >= end:
                break
            self.here.append(self.size + here[later] - start)
            self.there.append(there[later])
        self.parts.append(source.text[start:end])
        self.size += end - start

    def literal(self, text: str, place: int) -> None:
        """Append `text`, which stands for what is at `place` in the post."""
        if text:
            self.here.append(self.size)
            self.there.append(place)
            self.parts.append(text)
            self.size += len(text)

    def text(self) -> Text:
        """All that was collected."""
        if not self.here:
            return Text("", [0], [self.limit], self.limit)
        return Text("".join(self.parts), self.here, self.there, self.limit)
