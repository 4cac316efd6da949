"""The second pass: what may stand in a line of text."""

from __future__ import annotations

from collections.abc import Mapping

from ... import ast
from .emphasis import emphasis, strikethrough
from .inline_scan import Context, Handler, InlineScan
from .links import bracket, closing_bracket
from .signs import ampersand, brace, code, dashes, dots, escape, math, newline, quotation_mark, right_angles
from .span_html import less_than
from .text import Text

# By the first character; all but the plain ones are found only in their longer form (see inline_scan.START).
HANDLERS: Mapping[str, Handler] = {
    "*": emphasis,
    "_": emphasis,
    "`": code,
    "<": less_than,
    "[": bracket,
    "!": bracket,
    "]": closing_bracket,
    "\n": newline,
    "\\": escape,
    "&": ampersand,
    "'": quotation_mark,
    '"': quotation_mark,
    "-": dashes,
    ".": dots,
    ">": right_angles,
    "~": strikethrough,
    "$": math,
    "{": brace,
}


def inlines(context: Context, source: Text) -> ast.Inlines:
    """The inlines of a leaf's text."""
    scan = InlineScan(context, HANDLERS, source)
    scan.run()
    scan.flush()
    return tuple(scan.frame.nodes)
