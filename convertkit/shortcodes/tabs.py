"""Tabs: a row of labels, one content each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from .. import ast
from ..context import Context
from .arguments import inlines, is_true, listed, theme_has
from .code import inner_code


def tabs(call: ast.Call, context: Context) -> ast.Blocks:
    """The tabs inside; labels come from the tabs, else from `items` of the row."""
    labels = listed(call.argument("items"))
    chosen = call.argument("defaultIndex")
    found = _tabs_in(call.blocks, call)
    if not found:
        return call.blocks
    named = tuple(
        replace(
            tab,
            label=tab.label or (labels[number] if number < len(labels) else f"Tab {number + 1}"),
            selected=tab.selected or chosen == str(number),
        )
        for number, tab in enumerate(found)
    )
    title = inlines(call.argument("title"), context) if theme_has(context, "relearn") else ()
    return (*((ast.Para((ast.Strong(title),), at=call.at),) if title else ()), ast.Tabs(named, at=call.at))


def _tabs_in(blocks: Any, row: ast.Call) -> list[ast.Tab]:
    out: list[ast.Tab] = []
    for block in blocks:
        if isinstance(block, ast.Tab):
            out.append(block)
        elif isinstance(block, ast.Shortcode) and block.call.name.lower() == "tab" and row.name.lower() == "tabpane":
            out += _docsy(block, row)
        elif isinstance(block, ast.Shortcode | ast.Para):
            out += _tabs_in(block.content, row)
    return out


def _docsy(node: ast.Shortcode, row: ast.Call) -> list[ast.Tab]:
    """A tab of Docsy's `tabpane`: code unless the tab or the row says `text`; a disabled one is the row's title, no tab."""
    call = node.call
    found = [child for child in node.content if isinstance(child, ast.Tab)]
    if is_true(call.value("disabled")):
        return [] if not call.inner.strip() else found
    if call.value("text") is not None:
        text = is_true(call.value("text"))
    else:
        text = is_true(row.value("text")) or "%" in (call.delimiter, row.delimiter)
    if text:
        return found
    label = call.argument("header", 0)
    language = call.argument("lang") or row.argument("lang")
    if not language and is_true(row.value("langEqualsHeader")):
        language = label
    inner = ast.CodeBlock(ast.Attr("", (language.lower(),) if language else ()), inner_code(call), at=call.at)
    return [replace(tab, blocks=(inner,)) for tab in found]


def tab(call: ast.Call, context: Context) -> ast.Blocks:
    """One tab: its label is `header`, `name`, `title` or the first positional argument."""
    label = call.argument("header", "name", "title", "tabName", "label", 0)
    return (ast.Tab(label, _content(call), is_true(call.value("selected", "default")), at=call.at),)


def _content(call: ast.Call) -> ast.Blocks:
    """A tab with `lang` holds code, not Markdown."""
    language = call.argument("lang", "codelang")
    if language and call.delimiter == "<" and call.inner.strip() and "```" not in call.inner:
        return (ast.CodeBlock(ast.Attr("", (language.lower(),)), inner_code(call), at=call.at),)
    return call.blocks
