"""Boxes that stand out: alert, hint, notice, admonition, callout."""

from __future__ import annotations

from typing import Literal

from .. import ast
from ..context import Context
from .arguments import inlines, is_true
from .other import site_data

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
# Icons that themes name instead of a kind.
_ICONS = {
    "circle-info": "note",
    "circle-question": "note",
    "pencil": "note",
    "lightbulb": "tip",
    "check": "tip",
    "star": "important",
    "triangle-exclamation": "warning",
    "exclamation-triangle": "warning",
    "fire": "caution",
    "bomb": "caution",
    "skull-crossbones": "caution",
}


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


def by_icon(call: ast.Call, context: Context) -> ast.Blocks:
    """A box of Congo and Blowfish: the first argument is an icon, and the kind follows from it."""
    icon = call.argument("icon", 0) or "triangle-exclamation"
    blocks = call.blocks or _text(call, context)
    return (ast.Callout(_ICONS.get(icon, "note"), icon=icon, blocks=blocks, at=call.at),)


def positional(call: ast.Call, context: Context) -> ast.Blocks:
    """A box whose arguments are kind, title and whether it is open, by name or by place (LoveIt, `admonition`)."""
    opened = call.value("open", 2)
    fold: Literal["", "open", "closed"] = "" if opened is None else "open" if is_true(opened) else "closed"
    kind = kind_of(call.argument("type", 0) or "note")
    return (ast.Callout(kind, inlines(call.argument("title", 1), context), "", fold, call.blocks, at=call.at),)


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
    change = call.argument("type", 1)
    if call.name.lower() == "version" and version:
        word = {"new": "New in", "deleted": "Deleted in"}.get(change, "Changed in" if change else "Version")
        return (ast.Badge(f"{word} {version}", "version", at=call.at),)
    if call.name in ("new-in", "new-feature", "deprecated-in", "deprecated"):
        badge = ast.Badge(f"{word} v{version.removeprefix('v')}" if version else word, "version", at=call.at)
        if call.blocks:
            return (ast.Callout("note", (ast.Str(badge.text),), blocks=call.blocks, at=call.at),)
        return (badge,)
    return site_data(call, context)


def state(call: ast.Call, context: Context) -> ast.Blocks | ast.Inlines:
    """How far a feature of Kubernetes is; what a feature gate says stands in the site's own pages."""
    version = call.argument("for_k8s_version", "version", 0) or str(context.metadata.extra.get("version") or "")
    how_far = call.argument("state")
    if not version and not how_far:
        return site_data(call, context)
    text = " ".join(part for part in (f"Kubernetes {version}" if version else "", f"[{how_far}]" if how_far else "") if part)
    return (ast.Badge(f"Feature state: {text}", "version", at=call.at),)
