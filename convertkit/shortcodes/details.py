"""Text that unfolds (Hugo 0.168, `details`; collapse and expand of themes)."""

from __future__ import annotations

from .. import ast
from ..context import Context
from .arguments import classes, inlines, is_true, pairs


def details(call: ast.Call, context: Context) -> ast.Blocks:
    """A summary, Markdown, and the inner blocks. Themes put the summary first or call it `title`."""
    hugo = call.name.lower() == "details" and call.value("title") is None
    summary = call.argument("summary") or ("" if hugo and call.value(0) is None else call.argument("title", "header", 0))
    if not summary and call.value("summary") is None:
        summary = call.argument("title")
    shown = inlines(summary, context) or (ast.Str("Details"),)
    attr = ast.Attr("", classes(call.argument("class")), pairs(call, "name"))
    closed = call.value("closed")
    opened = is_true(call.value("open")) if closed is None else not is_true(closed)
    return (ast.Details(shown, opened, call.blocks, attr, at=call.at),)
