"""References: links to other posts, values of page and site, QR codes."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from .. import ast
from ..context import Context
from ..hugo.data import below, translation
from ..hugo.data import site_data as data
from .arguments import blocks, flat, inlines, placed
from .links import page_file, page_metadata, page_url, permalink
from .other import site_data

# The file of the site's data that tells where templates are published
_TEMPLATES = "embedded_template_urls"


def ref(call: ast.Call, context: Context) -> ast.Inlines:
    """The absolute URL of another page (Hugo, `ref`)."""
    return _reference(call, context, absolute=True)


def relref(call: ast.Call, context: Context) -> ast.Inlines:
    """The URL of another page on the site (Hugo, `relref`)."""
    return _reference(call, context, absolute=False)


def translated(call: ast.Call, context: Context) -> ast.Blocks | ast.Inlines:
    """A text of the site's translations (`i18n`); that of a heading by the heading's name (Kubernetes, `heading "whatsnext"`)."""
    key = call.argument("id", 0)
    language = context.site.language_of(context.path) if context.path is not None else ""
    text = translation(context.site, f"{key}_heading" if call.name.lower() == "heading" else key, language)
    return flat(placed(blocks(text, context), call.at)) if text.strip() else site_data(call, context)


def _reference(call: ast.Call, context: Context, *, absolute: bool) -> ast.Inlines:
    path = call.argument("path", 0)
    url = page_url(path, context, language=call.argument("lang").lower())
    if url is None:
        hint = "Hugo finds no such page either; check the path"
        context.report.warn("CK204", f"page not found: '{path}'", context.place(call.at), hint=hint)
        return (ast.Str(path, at=call.at),)
    if absolute and url.startswith("/"):
        url = context.site.base_url + url
    elif not absolute and call.dialect == "hugo":
        url = context.site.on_host(url)
    return (ast.Str(url, at=call.at),)


def param(call: ast.Call, context: Context) -> ast.Inlines:
    """A parameter of the page, else of the site (Hugo, `param`)."""
    key = call.argument("name", 0)
    value = lookup(context.site.values(context.path, context.front_matter), key)
    scope = "page"
    if value is None:
        language = context.site.language_of(context.path) if context.path is not None else ""
        value, scope = context.site.setting(f"params.{key}", language=language), "site"
    if value is None or isinstance(value, Mapping):
        hint = "set it in the front matter or under [params] of the site"
        context.report.warn("CK205", f"parameter '{key}' is not set", context.place(call.at), hint=hint)
        return (ast.Substitution(key, scope, at=call.at),)
    if isinstance(value, list):
        value = "[" + " ".join(str(item) for item in value) + "]"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return (ast.Substitution(key, scope, _shown(text, call, context), at=call.at),)


def _shown(text: str, call: ast.Call, context: Context) -> ast.Inlines:
    """What `{{% %}}` gives is Markdown, what `{{< >}}` gives is text; Hugo's template escapes HTML in both."""
    return inlines(escape(text, quote=False), context) if call.delimiter == "%" else (ast.Str(text),)


def param_part(call: ast.Call, context: Context) -> ast.Inlines:
    """A parameter from its nth character on (`psubstr version 1`), or in lower case (`plower`)."""
    found = param(call, context)
    text = ast.plain_text(found)
    if call.name.lower() == "plower":
        return (ast.Str(text.lower(), at=call.at),)
    start = call.value(1)
    return (ast.Str(text[start if isinstance(start, int) else 0 :], at=call.at),)


def page_value(call: ast.Call, context: Context) -> ast.Inlines | ast.Blocks:
    """What another page says of itself: its address, its title, its description (`siteGetPage "/x" RelPermalink`)."""
    name = call.argument(0)
    found = page_file(name, context)
    if found is None:
        context.report.warn("CK204", f"page not found: '{name}'", context.place(call.at), hint="check the path")
        return ()
    known = page_metadata(found, context)
    match call.argument(1).lower() or "description":
        case "relpermalink":
            text = permalink(context.site, found)
        case "permalink":
            text = context.site.base_url + permalink(context.site, found)
        case "title" | "linktitle":
            text = known.title
        case "description":
            text = known.description or known.summary
        case _:
            return site_data(call, context)
    return _shown(text, call, context)


def template_url(call: ast.Call, context: Context) -> ast.Inlines | ast.Blocks:
    """Where one of Hugo's own templates is published (the documentation of Hugo, `eturl`): a table of the site's data."""
    base, path = (data(context.site, [_TEMPLATES, key]) for key in ("base_url", call.argument("filename", 0)))
    if base is None or path is None:
        return site_data(call, context)
    return (ast.Str(f"{base}/{path}", at=call.at),)


def lookup(values: Any, dotted: str) -> Any:
    """The value under a dotted key, whatever its case; None where there is none."""
    return below(values, dotted.split("."))


def qr(call: ast.Call, context: Context) -> ast.Blocks:
    """A QR code: what it says, as a link where it is one."""
    text = call.argument("text") or call.inner.strip()
    if not text:
        context.report.error("CK203", "shortcode 'qr' names nothing", context.place(call.at), hint="give it `text`")
        return ()
    url = text if text.startswith(("http://", "https://", "mailto:", "tel:")) else ""
    return (ast.Embed("qr", text, url, call.argument("alt", "title") or text, at=call.at),)
