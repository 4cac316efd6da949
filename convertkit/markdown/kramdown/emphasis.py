"""Emphasis, strong emphasis, strikethrough."""

from __future__ import annotations

import re

from ... import ast
from . import patterns
from .characters import is_alphanumeric, is_letter
from .inline_scan import InlineScan, Stop
from .text import Text

# "a*": what may close a span, by its mark (search)
_CLOSERS = {mark: re.compile(r"(?<![ \t\r\n\f\v])" + re.escape(mark)) for mark in ("*", "**", "_", "__")}
# "~~a": where struck text begins
_STRIKE = re.compile(r"~~(?![\s~])")
# "a~~": where it ends (search)
_STRIKE_END = re.compile(r"(?<![\s~])~~")


def emphasis(scan: InlineScan) -> None:
    """`*a*`, `__a__`: strong first where the mark is double, then plain."""
    text, start = scan.text, scan.pos
    mark = text[start]
    delimiter = mark * 2 if text.startswith(mark, start + 1) else mark
    end = start + len(delimiter)
    opens = _may_open(scan, start, end)
    if opens and _span(scan, start, delimiter):
        return
    if not opens or len(delimiter) == 1 or "em" in scan.kinds or not _span(scan, start, mark):
        _pass(scan, start, end)


def _pass(scan: InlineScan, start: int, end: int) -> None:
    """Take the mark as text; where it is that of the emphasis around, this is remembered."""
    frame, text = scan.frame, scan.text
    kind = scan.kinds[-1] if scan.kinds else ""
    scan.special(end)
    if kind not in ("em", "strong") or text[frame.first - 1] != text[start]:
        return
    if (kind == "strong") is (end - start == 2):
        frame.passed.append((end, kind))
    elif kind == "em" and not text.startswith(text[start], end):
        frame.passed.append((start + 1, kind))


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
    finds = scan.source.finds
    # A span that does not end is read all the same where it holds options: they hold for the text before them then.
    if finds.find(delimiter, first) < 0 or (
        finds.find("{::", first) < 0 and finds.search(_CLOSERS[delimiter], first + 1) is None
    ):
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
    opens = scan.context.options.gfm and "del" not in scan.kinds and _STRIKE.match(text, start)
    found = scan.source.finds.search(_STRIKE_END, start + 2) if opens else None
    if found is None:
        scan.special(start + 1)
        return
    content = inside(scan, scan.source.cut(start + 2, found.start()), "del")
    scan.add(ast.Strikeout(content, at=scan.span(start, found.end())), found.end())


def inside(scan: InlineScan, source: Text, kind: str) -> ast.Inlines:
    """The inlines of `source`, a text of its own within a span of `kind`."""
    inner = InlineScan(scan.context, scan.handlers, source)
    inner.kinds = (*scan.kinds, kind)
    inner.steps = min(inner.steps, scan.steps)
    inner.run()
    inner.flush()
    return tuple(inner.frame.nodes)
