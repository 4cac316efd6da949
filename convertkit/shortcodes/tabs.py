"""Tabs: a row of labels, one content each."""

from __future__ import annotations

from .. import ast
from ..context import Context
from .arguments import is_true


def tabs(call: ast.Call, context: Context) -> ast.Blocks:
    """The tabs inside; labels come from the tabs, else from `items` of the row."""
    labels = [item.strip() for item in call.argument("items").split(",") if item.strip()]
    found: list[ast.Tab] = []
    for block in call.blocks:
        found += _tabs_in(block)
    if not found:
        return call.blocks
    named = tuple(
        tab if tab.label else ast.Tab(labels[number] if number < len(labels) else f"Tab {number + 1}", tab.blocks)
        for number, tab in enumerate(found)
    )
    return (ast.Tabs(named, at=call.at),)


def _tabs_in(block: ast.Block) -> list[ast.Tab]:
    if isinstance(block, ast.Tab):
        return [block]
    content = getattr(block, "content", ())
    return [tab for node in content for tab in _tabs_in(node)] if isinstance(block, ast.Shortcode | ast.Para) else []


def tab(call: ast.Call, context: Context) -> ast.Blocks:
    """One tab: its label is `header`, `name`, `title` or the first positional argument."""
    label = call.argument("header", "name", "title", "tabName", "label", 0)
    return (ast.Tab(label, _content(call), is_true(call.value("selected")), at=call.at),)


def _content(call: ast.Call) -> ast.Blocks:
    """A tab of Docsy with `lang` holds code, not Markdown."""
    language = call.argument("lang", "codelang")
    if language and call.delimiter == "<" and call.inner.strip() and "```" not in call.inner:
        return (ast.CodeBlock(ast.Attr("", (language,)), call.inner.strip("\r\n"), at=call.at),)
    return call.blocks
