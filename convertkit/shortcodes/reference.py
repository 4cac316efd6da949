"""References: links to other posts, values of page and site, QR codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import ast
from ..context import Context
from .arguments import inlines
from .links import page_url


def ref(call: ast.Call, context: Context) -> ast.Inlines:
    """The absolute URL of another page (Hugo, `ref`)."""
    return _reference(call, context, absolute=True)


def relref(call: ast.Call, context: Context) -> ast.Inlines:
    """The URL of another page on the site (Hugo, `relref`)."""
    return _reference(call, context, absolute=False)


def _reference(call: ast.Call, context: Context, *, absolute: bool) -> ast.Inlines:
    path = call.argument("path", 0)
    url = page_url(path, context)
    if url is None:
        hint = "Hugo finds no such page either; check the path"
        context.report.warn("CK204", f"page not found: '{path}'", context.place(call.at), hint=hint)
        return (ast.Str(path, at=call.at),)
    if absolute and url.startswith("/"):
        url = context.site.base_url + url
    return (ast.Str(url, at=call.at),)


def param(call: ast.Call, context: Context) -> ast.Inlines:
    """A parameter of the page, else of the site (Hugo, `param`)."""
    key = call.argument("name", 0)
    value = lookup(context.front_matter.values, key)
    if value is None:
        value = lookup(context.front_matter.values.get("params") or {}, key)
    scope = "page"
    if value is None:
        value, scope = context.site.setting(f"params.{key}"), "site"
    if value is None or isinstance(value, Mapping):
        hint = "set it in the front matter or under [params] of the site"
        context.report.warn("CK205", f"parameter '{key}' is not set", context.place(call.at), hint=hint)
        return (ast.Substitution(key, scope, at=call.at),)
    if isinstance(value, list):
        value = "[" + " ".join(str(item) for item in value) + "]"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    # What `{{% %}}` gives is Markdown, what `{{< >}}` gives is text.
    shown = inlines(text, context) if call.delimiter == "%" else (ast.Str(text),)
    return (ast.Substitution(key, scope, shown, at=call.at),)


def lookup(values: Any, dotted: str) -> Any:
    """The value under a dotted key, whatever its case; None where there is none."""
    for part in dotted.split("."):
        if not isinstance(values, Mapping):
            return None
        found = {str(key).lower(): value for key, value in values.items()}
        values = found.get(part.lower())
    return values


def qr(call: ast.Call, context: Context) -> ast.Blocks:
    """A QR code: what it says, as a link where it is one."""
    text = call.argument("text") or call.inner.strip()
    if not text:
        context.report.error("CK203", "shortcode 'qr' names nothing", context.place(call.at), hint="give it `text`")
        return ()
    url = text if text.startswith(("http://", "https://", "mailto:", "tel:")) else ""
    return (ast.Embed("qr", text, url, call.argument("alt", "title") or text, at=call.at),)
