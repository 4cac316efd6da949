"""File trees."""

from __future__ import annotations

from .. import ast
from ..context import Context
from .arguments import is_true


def tree(call: ast.Call, context: Context) -> ast.Blocks:
    """The tree of the entries inside."""
    return (ast.FileTree(entries(call.blocks), at=call.at),)


def entry(call: ast.Call, context: Context) -> ast.Blocks:
    """A file or a folder with what is in it."""
    kind = "folder" if call.name.endswith("folder") else "file"
    state = call.value("state", "open")
    opened = state is None or is_true(state) or state == "open"
    name = call.argument("name", "path", 0)
    return (ast.Entry(name, kind, call.argument("link"), opened, entries(call.blocks), at=call.at),)


def entries(blocks: ast.Blocks | ast.Inlines) -> tuple[ast.Entry, ...]:
    """The entries in `blocks`, also those in paragraphs and calls."""
    out: list[ast.Entry] = []
    for block in blocks:
        if isinstance(block, ast.Entry):
            out.append(block)
        elif isinstance(block, ast.Shortcode | ast.Para | ast.Plain):
            out += entries(block.content)
    return tuple(out)
