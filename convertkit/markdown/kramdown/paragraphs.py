"""Paragraphs, and the lines that lazily go on with a block."""

from __future__ import annotations

from . import markup, patterns
from .fences import fence
from .scan import YES, Outcome, Scan

# A line that begins with none of these goes on with a paragraph.
_ENDING = frozenset(" \t\r\f\v\n{^<:*+-#>~`0123456789")
_MARKS = frozenset("*+-0123456789")


def parse_paragraph(scan: Scan) -> Outcome:
    """The lines up to one that ends a paragraph; they are added to a paragraph right before."""
    text, start = scan.text, scan.pos
    pos = text.index("\n", start) + 1
    size = len(text)
    while pos < size and not (text[pos] in _ENDING and ends_paragraph(scan, pos)):
        pos = text.index("\n", pos) + 1
    scan.pos = pos
    last = scan.parent.kids[-1] if scan.parent.kids else None
    if last is not None and last.kind == "p" and last.source is scan.source and last.high == start:
        last.high = pos
        last.at = scan.source.span(last.low, _end(text, last.low, pos))
        return YES
    low = start
    while text[low] in patterns.WHITE and low < pos - 1:
        low += 1
    element = scan.add("p", scan.source.span(low, _end(text, low, pos)))
    element.source, element.low, element.high = scan.source, low, pos
    return YES


def _end(text: str, low: int, high: int) -> int:
    while high > low and text[high - 1] in patterns.WHITE:
        high -= 1
    return high


def ends_paragraph(scan: Scan, pos: int) -> bool:
    """Whether the line at `pos` ends the paragraph before it."""
    if ends_lazy(scan, pos):
        return True
    text = scan.text
    start = pos
    while text[start] == " " and start - pos < 3:
        start += 1
    first = text[start]
    if first == ":":
        return patterns.DEFINITION.match(text, pos) is not None
    if not scan.options.gfm:
        return False
    if first in _MARKS:
        return patterns.ANY_ITEM.match(text, pos) is not None
    if first == "#":
        return start == pos and patterns.ATX.match(text, pos) is not None
    if first in "~`":
        return fence(scan.source, pos, gfm=True) is not None
    return first == ">"


def ends_lazy(scan: Scan, pos: int) -> bool:
    """Whether the line at `pos` cannot go on with the block before it: blank, `^`, an attribute list, or HTML."""
    text = scan.text
    start = pos
    while text[start] in " \t\r\f\v":
        start += 1
    first = text[start]
    if first == "\n":
        return True
    if start - pos > 3 or "\t" in text[pos:start]:
        return False
    if first == "^":
        return patterns.EOB.match(text, pos) is not None
    if first == "{":
        return (patterns.BLOCK_IAL.match(text, pos) or patterns.ALD.match(text, pos)) is not None
    return first == "<" and starts_html(text, start)


def starts_html(text: str, pos: int) -> bool:
    """Whether a start tag, even an unfinished one, or an end tag stands at `pos`, not of an element of running text."""
    tag = (patterns.CLOSE_TAG if text.startswith("</", pos) else patterns.TAG_START).match(text, pos)
    if tag is None:
        return False
    name = markup.tag_name(tag["name"])
    return name not in markup.SPANS and name != "script"


def indented_end(scan: Scan, pos: int) -> int:
    """Where the indented lines end that start at `pos`: lazy lines go on with them, blank ones stand between."""
    text = scan.text
    while True:
        blank = patterns.BLANK.match(text, pos)
        line = patterns.CODE_START.match(text, blank.end() if blank else pos)
        if line is None:
            return pos
        pos = line.end()
        while pos < len(text) and not patterns.CODE_START.match(text, pos) and not ends_lazy(scan, pos):
            pos = text.index("\n", pos) + 1


def quoted_end(scan: Scan, pos: int) -> int:
    """Where the quote that starts at `pos` ends."""
    text = scan.text
    size = len(text)
    while pos < size and patterns.QUOTE.match(text, pos):
        pos = text.index("\n", pos) + 1
        while pos < size and not ends_lazy(scan, pos):
            pos = text.index("\n", pos) + 1
    return pos
