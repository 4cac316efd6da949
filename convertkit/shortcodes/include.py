"""Other files in a post; only files below the site's root are read."""

from __future__ import annotations

from pathlib import Path

from .. import ast
from ..context import Context
from ..front_matter import front_matter
from ..source import Source
from .arguments import blocks, is_true

_MOST_BYTES = 4_000_000


def include(call: ast.Call, context: Context) -> ast.Blocks:
    """A Markdown file, or a file of code where the call says so."""
    name = call.argument("file", "path", "src", 0)
    text = _text(name, call, context)
    if text is None:
        return (ast.Include(name, at=call.at),)
    if is_true(call.value("code")):
        return _code(name, call.argument("lang", "language"), text, call)
    front = front_matter(text)
    # Calls of an included file are the file's own; only their absence from the text is promised here.
    return (ast.Include(name, "markdown", blocks(_without_calls(text[front.body :]), context), at=call.at),)


def code(call: ast.Call, context: Context) -> ast.Blocks:
    """A file shown as code."""
    name = call.argument("file", "path", "src", 0)
    text = _text(name, call, context)
    if text is None:
        return (ast.Include(name, "code", at=call.at),)
    return _code(name, call.argument("lang", "language", 1), text, call)


def _code(name: str, language: str, text: str, call: ast.Call) -> ast.Blocks:
    language = language or Path(name).suffix.removeprefix(".")
    inner = ast.CodeBlock(ast.Attr("", (language,) if language else ()), text.rstrip("\n"), at=call.at)
    return (ast.Include(name, "code", (inner,), at=call.at),)


def _text(name: str, call: ast.Call, context: Context) -> str | None:
    path = _file(name, context)
    if path is None:
        hint = "the file must lie below the site's root"
        context.report.warn("CK206", f"file to include not found: '{name}'", context.place(call.at), hint=hint)
        return None
    return Source.of_bytes(path.read_bytes()).text


def _file(name: str, context: Context) -> Path | None:
    site = context.site
    folders = [site.root, *site.content_dirs, site.root / "_includes", site.root / "assets"]
    if context.path is not None:
        folders.insert(0, context.path.parent)
    for folder in folders:
        for suffix in ("", ".md"):
            candidate = folder / (name.lstrip("/") + suffix)
            if site.contains(candidate) and candidate.is_file() and candidate.stat().st_size <= _MOST_BYTES:
                return candidate
    return None


def _without_calls(text: str) -> str:
    from ..dialects.hugo import tags

    out, at = [], 0
    for tag in tags(text, 0, len(text)):
        out.append(text[at : tag.at.start])
        out.append(tag.literal or "")
        at = tag.at.end
    return "".join([*out, text[at:]])
