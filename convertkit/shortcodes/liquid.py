"""Liquid tags and objects of Jekyll that only name something: pages, posts, values of the site and the page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .. import ast
from ..context import Context
from ..metadata import file_date
from .links import page_url, permalink


def link(call: ast.Call, context: Context) -> ast.Inlines:
    """The URL of a file of the site (Jekyll, `link`)."""
    name = _rest(call)
    url = page_url("/" + name.lstrip("/"), context)
    if url is None:
        return _missing(name, call, context)
    return (ast.Str(_prefix(context) + url, at=call.at),)


def post_url(call: ast.Call, context: Context) -> ast.Inlines:
    """The URL of a post by the name of its file (Jekyll, `post_url`)."""
    name = _rest(call)
    for folder in (context.site.root / "_posts", *context.site.root.glob("*/_posts")):
        for suffix in (".md", ".markdown", ".html"):
            path = folder / (name + suffix)
            if context.site.contains(path) and path.is_file():
                return (ast.Str(_prefix(context) + permalink(context.site, path), at=call.at),)
    return _missing(name, call, context)


def control(call: ast.Call, context: Context) -> ast.Blocks:
    """Control flow: what it renders depends on data that only Jekyll has."""
    if call.name not in ("assign", "capture"):
        hint = "it is kept in Jekyll's own Markdown"
        context.report.warn("CK209", f"Liquid's '{call.name}' is not run: nothing is shown", context.place(call.at), hint=hint)
    return (ast.RawTemplate("liquid", call.lexeme, at=call.at),)


def _rest(call: ast.Call) -> str:
    return " ".join(str(argument.value) for argument in call.arguments).strip()


def _prefix(context: Context) -> str:
    return str(context.site.setting("baseurl") or "").rstrip("/")


def _missing(name: str, call: ast.Call, context: Context) -> ast.Inlines:
    context.report.warn(
        "CK204", f"page not found: '{name}'", context.place(call.at), hint="Jekyll stops the build here; check the path"
    )
    return (ast.Str(name, at=call.at),)


def value(call: ast.Call, context: Context) -> ast.Inlines | None:
    """What `{{ ... }}` renders to; None for what this does not compute."""
    expression = str(call.arguments[0].value) if call.arguments else ""
    head, *filters = [part.strip() for part in _piped(expression)]
    found = _found(head, context)
    if found is None:
        return None
    text: str | None = str(found).lower() if isinstance(found, bool) else str(found)
    for each in filters:
        text = _filtered(str(text), each, context)
        if text is None:
            return None
    scope = head.partition(".")[0]
    return (ast.Substitution(head, scope if scope in ("site", "page") else "page", (ast.Str(text or ""),), at=call.at),)


def _piped(expression: str) -> list[str]:
    parts, quote, start = [], "", 0
    for at, char in enumerate(expression):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char == "|":
            parts.append(expression[start:at])
            start = at + 1
    return [*parts, expression[start:]]


def _found(head: str, context: Context) -> Any:
    if len(head) >= 2 and head[0] == head[-1] and head[0] in "\"'":
        return head[1:-1]
    scope, _, rest = head.partition(".")
    values: Any = {"site": context.site.config, "page": context.front_matter.values}.get(scope)
    if scope == "page" and rest in ("date", "url", "title", "slug"):
        values = {**dict(context.front_matter.values), **_page(context)}
    for part in rest.split(".") if rest else []:
        if not isinstance(values, Mapping) or part not in values:
            return None
        values = values[part]
    return values if isinstance(values, str | int | float | bool) else None


def _page(context: Context) -> dict[str, Any]:
    path = context.path or Path("post.md")
    return {
        "title": context.metadata.title,
        "url": context.site.permalink(path, context.metadata),
        "slug": context.metadata.slug or file_date(path.name)[1],
        "date": context.metadata.date_lexeme,
    }


def _filtered(text: str, filter_: str, context: Context) -> str | None:
    name, _, argument = filter_.partition(":")
    argument = argument.strip().strip("\"'")
    match name.strip():
        case "relative_url":
            return text if "://" in text else _prefix(context) + "/" + text.lstrip("/")
        case "absolute_url":
            return text if "://" in text else context.site.base_url + "/" + text.lstrip("/")
        case "prepend":
            return str(_found(argument, context) or argument) + text
        case "append":
            return text + str(_found(argument, context) or argument)
        case "upcase":
            return text.upper()
        case "downcase":
            return text.lower()
        case "strip":
            return text.strip()
        case "escape" | "xml_escape":
            return text
        case "default":
            return text or argument
        case _:
            return None
