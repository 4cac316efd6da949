"""Cards, columns, steps, heroes."""

from __future__ import annotations

from .. import ast
from ..context import Context
from .arguments import inlines

_KINDS = {
    "columns": "columns",
    "column": "columns",
    "cols": "columns",
    "row": "columns",
    "steps": "steps",
    "timeline": "timeline",
}


def cards(call: ast.Call, context: Context) -> ast.Blocks:
    """A group of the items inside; what is no item stays as it is."""
    items: list[ast.Item] = []
    rest: list[ast.Block] = []
    for block in call.blocks:
        found = _items_in(block)
        items += found
        if not found:
            rest.append(block)
    title = inlines(call.argument("title"), context)
    head: tuple[ast.Block, ...] = (ast.Para((ast.Strong(title),)),) if title else ()
    if not items or rest:
        return (*head, ast.Div(ast.Attr("", ("group", _kind(call))), call.blocks, at=call.at))
    return (*head, ast.Group(_kind(call), tuple(items), at=call.at))


def _kind(call: ast.Call) -> str:
    name = call.name.lower()
    return "hero" if "hero" in name or "cover" in name else _KINDS.get(name, "cards")


def _items_in(block: ast.Block) -> list[ast.Item]:
    if isinstance(block, ast.Item):
        return [block]
    if isinstance(block, ast.Shortcode | ast.Para):
        return [item for node in block.content for item in _items_in(node)]  # type: ignore[arg-type]
    return []


def card(call: ast.Call, context: Context) -> ast.Blocks:
    """A card: title, link, image, text."""
    title = inlines(call.argument("title", "header", 0), context)
    text = call.blocks or _paragraph(inlines(call.argument("subtitle", "description", "text"), context))
    link = call.argument("link", "href", "url")
    return (ast.Item(title, link, call.argument("image", "img"), text, at=call.at),)


def _paragraph(content: ast.Inlines) -> ast.Blocks:
    return (ast.Para(content),) if content else ()


def passage(call: ast.Call, context: Context) -> ast.Blocks:
    """A passage that the theme only styles: its text."""
    return call.blocks or _paragraph(inlines(call.argument("title", "text", 0), context))
