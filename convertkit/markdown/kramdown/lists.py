"""Bullet and numbered lists."""

from __future__ import annotations

import re
from functools import cache

from . import patterns
from .attributes import parse_ial
from .paragraphs import ends_lazy
from .scan import NO, YES, Outcome, Scan
from .text import Pieces, Text
from .tree import El, Ial

# An item without text on its first line: what is indented by as much belongs to it.
_EMPTY_INDENT = 4


def parse_list(scan: Scan) -> Outcome:
    """A list: its items' texts are collected first, then read as blocks."""
    text, start = scan.text, scan.pos
    if patterns.BULLET.match(text, start):
        kind, mark = "ul", patterns.BULLET_MARK
    elif patterns.NUMBER.match(text, start):
        kind, mark = "ol", patterns.NUMBER_MARK
    else:
        return NO
    element = scan.add(kind, scan.source.span(start, start))
    items = Items(scan, mark)
    items.collect()
    for item in items.found:
        item_element = item.element("li", scan)
        element.kids.append(item_element)
    if items.blank_from < scan.pos:
        _drop_blank(element.kids[-1])
        scan.pos = items.blank_from
    elif not items.marked and _drop_blank(element.kids[-1]):
        scan.parent.kids.append(El("blank", element.at))
    _tell_tight(element)
    if scan.options.gfm:
        _mark_tasks(element)
    element.at = scan.source.span(start, max(start, items.end - 1))
    return YES


def _drop_blank(item: El) -> bool:
    """Give up the blank lines at the end of the last item, if there are: they stand behind the list."""
    found = bool(item.kids) and item.kids[-1].kind == "blank"
    if found:
        item.kids.pop()
    return found


class Item:
    """The text of one item, in two pieces: before the first list inside of it, and from there on.

    After a blank line there is no second piece (`split` then is set too), nor does a lazy line start one.
    """

    __slots__ = ("end", "ial", "indent", "lists", "nested", "pieces", "split", "start")

    def __init__(self, limit: int, indent: int, start: int, *, lists: bool) -> None:
        self.pieces = Pieces(limit)
        self.nested: Pieces | None = None
        self.indent = indent
        self.ial: Ial | None = None
        self.start = start
        self.end = start
        self.split = False
        self.lists = lists

    def add(self, source: Text, start: int, end: int, *, spaces: int = 0, lazy: bool = False) -> None:
        """Append a line of `source`, `spaces` blanks before it."""
        if not self.lists:
            pass
        elif lazy:
            if self.split and _starts_list(source.text, start, spaces):
                # kramdown keeps such a line from being an item of the inner list.
                spaces += 4 + self.indent
        elif not self.split and _starts_list(source.text, start, spaces):
            self.split = True
            self.nested = Pieces(self.pieces.limit)
        into = self.nested or self.pieces
        if spaces:
            into.literal(" " * spaces, source.at(start))
        into.slice(source, start, end)

    def element(self, kind: str, scan: Scan) -> El:
        """The item as a block with its content read."""
        element = El(kind, scan.source.span(self.start, self.end))
        if self.ial is not None:
            element.ials.append(self.ial)
        for pieces in (self.pieces, self.nested):
            if pieces is not None and pieces.size:
                scan.nested(pieces.text(), element)
        return element


def _starts_list(text: str, start: int, spaces: int) -> bool:
    if spaces:
        return spaces < 4 and patterns.ANY_ITEM.match(" " * spaces + text[start : start + 40]) is not None
    return patterns.ANY_ITEM.match(text, start) is not None


class Items:
    """Collects the items of one list from a scan's position on.

    `end` is where the last item's text ends, `blank_from` where the blank lines behind it start; `lists` whether a
    list inside of an item is looked for, `marked` whether `^` ended the list.
    """

    __slots__ = ("_starts", "blank_from", "end", "found", "lists", "mark", "marked", "scan")

    def __init__(self, scan: Scan, mark: str, *, lists: bool = True) -> None:
        self.scan = scan
        self.mark = mark
        self.lists = lists
        self.found: list[Item] = []
        self.end = self.blank_from = scan.pos
        self.marked = False
        self._starts = _start_pattern(mark, 4)

    def collect(self) -> None:
        """Read lines as long as they belong to the list."""
        scan = self.scan
        text, size = scan.text, len(scan.text)
        after_blank = False
        while scan.pos < size:
            pos = scan.pos
            if after_blank and self.lists and patterns.RULE.match(text, pos):
                break
            if self.lists and (eob := patterns.EOB.match(text, pos)) is not None:
                # The mark is gone then, so what follows has no block boundary before it; blank lines stay the item's.
                self.end = self.blank_from = scan.pos = eob.end()
                self.marked = True
                break
            if (start := self._starts.match(text, pos)) is not None:
                self._open(start)
                after_blank = False
            elif (blank := patterns.BLANK.match(text, pos)) is not None:
                self._blank(blank.end())
                after_blank = True
                continue
            elif not self._line(pos, after_blank=after_blank):
                break
            else:
                after_blank = False
            self.end = self.blank_from = scan.pos

    def _open(self, mark: re.Match[str]) -> None:
        """A new item: its first line, and the indentation of its content."""
        scan = self.scan
        text = scan.text
        content, column = mark.end() - 1, mark.end() - 1 - mark.start()
        while text[content] in " \t":  # not the bar that may stand behind the mark: it is content
            column += 4 - column % 4 if text[content] == "\t" else 1
            content += 1
        item = Item(scan.source.limit, column, mark.start(), lists=self.lists)
        if (ial := patterns.ITEM_IAL.match(text, content)) is not None:
            item.ial = parse_ial(ial["body"], Ial())
            content = ial.end()
        end = text.index("\n", mark.end() - 1) + 1
        if text[min(content, end - 1)] == "\n":
            item.indent = _EMPTY_INDENT
        else:
            item.add(scan.source, content, end)
        item.end = scan.pos = end
        self.found.append(item)
        self._starts = _start_pattern(self.mark, min(4, item.indent))

    def _blank(self, end: int) -> None:
        """Blank lines: they are the item's if it goes on behind them."""
        scan = self.scan
        item = self.found[-1]
        item.split = True
        pos = scan.pos
        while pos < end:
            stop = scan.text.index("\n", pos) + 1
            (item.nested or item.pieces).slice(scan.source, stop - 1, stop)
            pos = stop
        scan.pos = end

    def _line(self, pos: int, *, after_blank: bool) -> bool:
        """Add the line at `pos` to the item; False where it is not of the list."""
        scan = self.scan
        text, item = scan.text, self.found[-1]
        width, first = item.indent, pos
        while text[first] == "\t":
            first += 1
        tabs = 4 * (first - pos)
        column, content = tabs, first
        while column < width and text[content] == " ":
            content, column = content + 1, column + 1
        if column < width and column == 4 and text[content] == "\t":
            content, column = pos, width  # four blanks and a tab are enough, but stay
        lazy = column < width
        if lazy and (after_blank or ends_lazy(scan, pos)):
            return False
        scan.pos = text.index("\n", pos) + 1
        if lazy:
            item.add(scan.source, first, scan.pos, spaces=tabs, lazy=True)
        else:
            item.add(scan.source, content, scan.pos, spaces=column - width)
        item.end = scan.pos - 1
        return True


@cache
def _start_pattern(mark: str, indent: int) -> re.Pattern[str]:
    """The pattern of an item with `mark`, indented less than `indent`."""
    # "  - ", "1. "
    return re.compile(rf" {{0,{min(3, indent - 1)}}}{mark}[\t| ]", re.A)


def _tell_tight(element: El) -> None:
    """Mark the tight items' first paragraphs: no blank line follows; the last one is as all others are."""
    items = element.kids
    last = items[-1]
    for item in items:
        kids = item.kids
        if kids and kids[0].kind == "p":
            kids[0].tight = len(kids) < 2 or kids[1].kind != "blank"
            kids[0].followed = kids[0].tight and len(kids) > 1
    if len(items) > 1 and last.kids and all(_is_loose(item) for item in items[:-1]):
        last.kids[0].tight = False


def _is_loose(item: El) -> bool:
    return bool(item.kids) and item.kids[0].kind == "p" and not item.kids[0].tight


def _mark_tasks(element: El) -> None:
    """Mark the items that begin with a box."""
    for item in element.kids:
        first = item.kids[0] if item.kids else None
        if first is None or first.kind != "p" or first.source is None:
            continue
        box = patterns.TASK.match(first.source.text, first.low, first.high)
        if box is not None and (first.followed or first.characters[box.end() - first.low :].strip(patterns.WHITE)):
            first.text = "☐" if box["mark"] == " " else "☒"
            first.low = box.end()
