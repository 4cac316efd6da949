"""Emphasis, strong emphasis, strikethrough."""

from __future__ import annotations

import re

from ... import ast
from . import patterns
from .characters import is_alphanumeric, is_letter
from .inline_scan import InlineScan, Stop
from .text import Text

# "~~gone~~"
_STRIKE = re.compile(r"~~(?![\s~])(?P<text>.*?)(?<![\s~])~~", re.S)


def emphasis(scan: InlineScan) -> None:
    """`*a*`, `__a__`: strong first where the mark is double, then plain."""
    text, start = scan.text, scan.pos
    mark = text[start]
    delimiter = mark * 2 if text.startswith(mark, start + 1) else mark
    end = start + len(delimiter)
    if not _may_open(scan, start, end):
        scan.special(end)
        return
    if _span(scan, start, delimiter):
        return
    if len(delimiter) == 1 or "em" in scan.kinds or not _span(scan, start, mark):
        scan.special(end)


def _may_open(scan: InlineScan, start: int, end: int) -> bool:
    text = scan.text
    if end >= len(text) or text[end] in patterns.WHITE:
        return False
    kind = "strong" if end - start == 2 else "em"
    if kind in scan.kinds:
        return False
    return text[start] != "_" or not _after_letter(scan, start)


def _after_letter(scan: InlineScan, start: int) -> bool:
    """Whether a letter stands before, or a letter and a hyphen; in 2.5 more underscores may stand between."""
    text, at = scan.text, start - 1
    if scan.context.options.version >= "2.5":
        while at >= 0 and text[at] == "_":
            at -= 1
    if at > 0 and text[at] == "-":
        at -= 1
    return at >= 0 and is_letter(text[at])


def _span(scan: InlineScan, start: int, delimiter: str) -> bool:
    """Read a span that `delimiter` opens at `start`; False where nothing closes it."""
    first = start + len(delimiter)
    if scan.text.find(delimiter, first) < 0:
        return False
    kind = "strong" if len(delimiter) == 2 else "em"
    content = scan.inner(kind, first, _stop(delimiter, first))
    if content is None:
        return False
    end = scan.pos + len(delimiter)
    node = ast.Strong if kind == "strong" else ast.Emph
    scan.add(node(content, at=scan.span(start, end)), end)
    return True


def _stop(delimiter: str, first: int) -> Stop:
    mark, size = delimiter[0], len(delimiter)

    def stop(scan: InlineScan) -> bool:
        text, at = scan.text, scan.pos
        if not text.startswith(delimiter, at) or at == first or text[at - 1] in patterns.WHITE:
            return False
        after = text[at + size : at + size + 1]
        if size == 1 and after == mark and not text.startswith(mark, at + 2):
            return False
        return mark != "_" or not is_alphanumeric(after)

    return stop


def strikethrough(scan: InlineScan) -> None:
    """`~~a~~` of GFM: its inside is a text of its own."""
    text, start = scan.text, scan.pos
    found = _STRIKE.match(text, start) if scan.context.options.gfm and "~~" in text[start + 2 :] else None
    if found is None or "del" in scan.kinds:
        scan.special(start + 1)
        return
    content = inside(scan, scan.source.cut(*found.span("text")), "del")
    scan.add(ast.Strikeout(content, at=scan.span(start, found.end())), found.end())


def inside(scan: InlineScan, source: Text, kind: str) -> ast.Inlines:
    """The inlines of `source`, a text of its own within a span of `kind`."""
    inner = InlineScan(scan.context, scan.handlers, source)
    inner.kinds = (*scan.kinds, kind)
    inner.steps = min(inner.steps, scan.steps)
    inner.run()
    inner.flush()
    return tuple(inner.frame.nodes)
