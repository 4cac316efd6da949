"""Liquid tags and objects of Jekyll that only name something: pages, posts, includes, values of the site and the page."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from .. import ast, registry
from ..context import Context
from ..liquid import Liquid, library
from ..liquid.filters.urls import relative
from ..liquid.targets import linked, posted
from . import include as files
from . import names

# "https://www.youtube.com/watch?v=ID", "https://youtu.be/ID", "https://player.vimeo.com/video/ID"
_VIDEO = re.compile(r"(?:youtube(?:-nocookie)?\.com/(?:watch\?v=|embed/)|youtu\.be/|vimeo\.com/(?:video/)?)([\w-]+)")
_IDENTIFIERS = ("id", "video_id", "videoid", "video", "code", "user", "url", "src", "link")


def link(call: ast.Call, context: Context) -> ast.Inlines:
    """The URL of a file of the site (Jekyll, `link`)."""
    return _target(call, context)


def post_url(call: ast.Call, context: Context) -> ast.Inlines:
    """The URL of a post by the name of its file (Jekyll, `post_url`)."""
    return _target(call, context)


def _target(call: ast.Call, context: Context) -> ast.Inlines:
    name = " ".join(str(argument.value) for argument in call.arguments).strip()
    if "{{" in name:
        name = Liquid(context).rendered(name, call).strip()
    name, mark, fragment = name.partition("#")
    url = (linked if call.name == "link" else posted)(name, library(context.site))
    if url is None:
        hint = "Jekyll stops the build here; check the path"
        context.report.warn("CK204", f"page not found: '{name}'", context.place(call.at), hint=hint)
        return (ast.Str(name + mark + fragment, at=call.at),)
    return (ast.Str(f"{relative(context.site, url)}{mark}{fragment}", at=call.at),)


def include(call: ast.Call, context: Context) -> ast.Blocks:
    """An include whose file is not there, or shows a frame of another site: what the file's name says (`youtube.html`)."""
    stem = PurePosixPath(call.argument(0)).stem.lower()
    named = replace(call, name=stem, arguments=call.arguments[1:])
    module, _, _ = names.NAMES.get(stem, "").removeprefix("convertkit.shortcodes.").partition(":")
    if module not in ("embed", "figure"):
        return files.include(call, context)
    if module == "embed" and stem not in ("video", "audio", "pdf") and named.value("id") is None:
        identifier = named.argument(*_IDENTIFIERS)
        found = _VIDEO.search(identifier)
        identifier = found[1] if found else identifier
        named = replace(named, arguments=(*named.arguments, ast.Argument("id", identifier, identifier)))
    content: Any = registry.imported(names.NAMES[stem])(named, context)
    return tuple(content)


def control(call: ast.Call, context: Context) -> ast.Blocks:
    """A tag that only computes text, where no text is read as Liquid: nothing is shown."""
    if call.name not in ("assign", "capture"):
        hint = "it is kept in Jekyll's own Markdown"
        context.report.warn("CK209", f"Liquid's '{call.name}' is not run: nothing is shown", context.place(call.at), hint=hint)
    return (ast.RawTemplate("liquid", call.lexeme, at=call.at),)


def value(call: ast.Call, context: Context) -> ast.Inlines | None:
    """What `{{ ... }}` renders to in a text that was not read as Liquid."""
    text = Liquid(context).text(call)
    scope, _, _ = call.name.partition(".")
    return (ast.Substitution(call.name, scope if scope in ("site", "page") else "page", (ast.Str(text or ""),), at=call.at),)
