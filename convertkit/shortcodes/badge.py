"""Small things in a line: badges, icons, keys, buttons."""

from __future__ import annotations

from .. import ast
from ..context import Context
from .arguments import flat, inlines


def badge(call: ast.Call, context: Context) -> ast.Inlines:
    """A label."""
    text = call.argument("content", "text", "label", "title", 0) or ast.plain_text(flat(call.blocks)) or call.text.strip()
    if not text:
        return ()
    return (ast.Badge(text, call.argument("type", "color", "style"), call.argument("link", "href"), at=call.at),)


def icon(call: ast.Call, context: Context) -> ast.Inlines:
    """A picture of an icon font: it has a name and no text."""
    name = call.argument("name", "icon", "vendor", 0)
    return (ast.Icon(name, at=call.at),)


def keyboard(call: ast.Call, context: Context) -> ast.Inlines:
    """A key."""
    return (ast.Keyboard(call.argument("key", "text", 0) or call.text.strip(), at=call.at),)


def button(call: ast.Call, context: Context) -> ast.Inlines:
    """A button that leads somewhere: a link."""
    text = flat(call.blocks) or inlines(call.argument("text", "title", "label", 1, 0), context)
    url = call.argument("href", "link", "relref", "url", "target", "src")
    attr = ast.Attr("", ("button",))
    return (ast.Link(attr, text or (ast.Str(url),), ast.Target(url), at=call.at),) if url else text
