"""Boxes that stand out: alert, hint, notice, admonition, callout."""

from __future__ import annotations

from typing import Literal

from .. import ast
from ..context import Context
from .arguments import inlines, is_true

_KINDS = {
    "info": "note",
    "primary": "note",
    "secondary": "note",
    "default": "note",
    "abstract": "note",
    "success": "tip",
    "danger": "caution",
    "error": "caution",
    "bug": "caution",
    "failure": "caution",
    "attention": "warning",
}
_FAMILY = frozenset(("note", "tip", "important", "warning", "caution"))


def kind_of(word: str) -> str:
    """One of note, tip, important, warning, caution for the words of themes; the author's word where none fits."""
    word = word.strip().lower()
    return _KINDS.get(word, word) or "note"


def callout(call: ast.Call, context: Context) -> ast.Blocks:
    """A box. Its kind is `type`, `color`, `context`, `style` or the first positional argument."""
    word = call.argument("type", "color", "context", "style", "kind", "level") or call.argument(0)
    if not word and call.value("emoji") is not None:
        word = "note"
    title = call.argument("title", "heading") or (call.argument(1) if call.value("type") is None else "")
    fold: Literal["", "open", "closed"] = (
        "" if call.value("open") is None else "open" if is_true(call.value("open")) else "closed"
    )
    blocks = call.blocks or _text(call, context)
    icon = call.argument("icon", "emoji")
    return (ast.Callout(kind_of(word), inlines(title, context), icon, fold, blocks, at=call.at),)


def _text(call: ast.Call, context: Context) -> ast.Blocks:
    text = call.argument("text", "body", "message")
    if not text and call.form != "paired":
        text = call.argument(0)
    content = inlines(text, context)
    return (ast.Para(content),) if content else ()


def named(call: ast.Call, context: Context) -> ast.Blocks:
    """A box whose name is its kind."""
    title = inlines(call.argument("title", 0), context) if call.form == "paired" else ()
    blocks = call.blocks or _text(call, context)
    return (ast.Callout(kind_of(call.name), title, blocks=blocks, at=call.at),)


def page_info(call: ast.Call, context: Context) -> ast.Blocks:
    """A box without a kind of its own."""
    return (ast.Callout("note", blocks=call.blocks, at=call.at),) if call.name == "pageinfo" else call.blocks


def feature(call: ast.Call, context: Context) -> ast.Blocks | ast.Inlines:
    """Since when a thing is there, or until when it was."""
    version = call.argument("version", 0)
    word = "Deprecated in" if call.name.startswith("deprecated") else "New in"
    if call.name in ("new-in", "deprecated-in", "deprecated"):
        badge = ast.Badge(f"{word} v{version.removeprefix('v')}" if version else word, "version", at=call.at)
        if call.blocks:
            return (ast.Callout("note", (ast.Str(badge.text),), blocks=call.blocks, at=call.at),)
        return (badge,)
    return (ast.Badge(version or call.name, "version", at=call.at),)
