"""Links: what each points to; pages of the site by their permalink."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from .. import ast
from ..context import Context
from ..post import Post
from ..shortcodes.links import page_url
from ..source import Span
from ..walk import Change, replaced

# "https://example.org/a?b": nothing in it needs a closer look
_WEB = re.compile(r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?:[/?#]|\Z)")
_SAFE = frozenset(("http", "https", "mailto", "tel", "ftp", "xmpp", "irc", "magnet", "geo", "sms", "news", "urn"))


def link(post: Post, context: Context) -> Change:
    """What gives a link of `post` its `Reference`; the target stays as it was written.

    CK304 for a scheme that would run something (`javascript:`).
    """
    base = post.permalink or "/"

    def change(node: ast.Link) -> ast.Link:
        return node if node.calls else replaced(node, reference=_reference(node.target.url, node.at, base, context))

    return change


def linked(post: Post, context: Context) -> Change:
    """What gives a badge, a card or an entry of a tree the address of the page that its link names."""
    base = post.permalink or "/"

    def change(node: Any) -> Any:
        name = "url" if isinstance(node, ast.Embed) else "link"
        url = getattr(node, name)
        if not url:
            return node
        found = _reference(url, node.at, base, context)
        if found.kind == "missing":
            return replaced(node, **{name: ""})
        return replaced(node, **{name: found.resolved}) if found.kind == "page" else node

    return change


def _reference(url: str, at: Span | None, base: str, context: Context) -> ast.Reference:
    if _WEB.match(url):
        return ast.Reference("url", url, url)
    try:
        parts = urlsplit(url)
    except ValueError:
        return ast.Reference("missing", url)
    scheme = parts.scheme.lower()
    if scheme in _SAFE or (parts.netloc and not scheme):
        return ast.Reference("url", url, url)
    if scheme:
        context.report.warn("CK304", f"link with the scheme '{scheme}' is dropped", context.place(at))
        return ast.Reference("missing", url)
    if not parts.path:
        return ast.Reference("fragment", url, url)
    named = parts.path.lower().endswith((".md", ".markdown"))
    if named or context.site.rules.links_by_page:
        page = page_url(url, context)
        if page is not None:
            return ast.Reference("page", url, page, "file" if named else "page")
        if named and context.site.configured and context.site.find(parts.path, context.path) is None:
            context.report.warn("CK204", f"page not found: '{url}'", context.place(at), hint="check the path of the file")
    return ast.Reference("root" if url.startswith("/") else "relative", url, url if url.startswith("/") else urljoin(base, url))
