"""Text that unfolds (Hugo 0.168, `details`; collapse and expand of themes)."""

from __future__ import annotations

from .. import ast
from ..context import Context
from .arguments import classes, inlines, is_true, pairs


def details(call: ast.Call, context: Context) -> ast.Blocks:
    """A summary, Markdown, and the inner blocks. Themes put the summary first or call it `title`; Hugo's has it by name alone."""
    own = call.name.lower() == "details" and context.site.configured and not context.theme
    summary = call.argument("summary")
    if not own and call.value("summary") is None:
        summary = call.argument("title", "header", 0)
    shown = inlines(summary, context) or (ast.Str("Details"),)
    title = pairs(call, "title") if own or call.value("summary") is not None else ()
    attr = ast.Attr("", classes(call.argument("class")), (*pairs(call, "name"), *title))
    return (ast.Details(shown, _opened(call), call.blocks, attr, at=call.at),)


def _opened(call: ast.Call) -> bool:
    """Whether it is unfolded: `open=true`, `closed="false"` (Hextra), `"Title" open` (Book), `openByDefault` (PaperMod)."""
    closed = call.value("closed")
    if closed is not None:
        return not is_true(closed)
    return is_true(call.value("open", "openByDefault")) or call.argument(1) in ("open", "true") or call.argument("open") == "open"
