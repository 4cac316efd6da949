"""Links: what each points to; pages of the site by their permalink."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from .. import ast
from ..context import Context
from ..post import Post
from ..shortcodes.links import page_url
from ..walk import Change, replaced

_SAFE = frozenset(("http", "https", "mailto", "tel", "ftp", "xmpp", "irc", "magnet", "geo", "sms", "news", "urn", "doi"))


def link(post: Post, context: Context) -> Change:
    """What gives a link of `post` its `Reference`; the target stays as it was written.

    CK304 for a scheme that would run something (`javascript:`).
    """
    base = post.permalink or "/"

    def change(node: ast.Link) -> ast.Link:
        return node if node.calls else replaced(node, reference=_reference(node, base, context))

    return change


def _reference(node: ast.Link, base: str, context: Context) -> ast.Reference:
    url = node.target.url
    try:
        parts = urlsplit(url)
    except ValueError:
        return ast.Reference("missing", url)
    scheme = parts.scheme.lower()
    if scheme in _SAFE or (parts.netloc and not scheme):
        return ast.Reference("url", url, url)
    if scheme:
        context.report.warn("CK304", f"link with the scheme '{scheme}' is dropped", context.place(node.at))
        return ast.Reference("missing", url)
    if not parts.path:
        return ast.Reference("fragment", url, url)
    if parts.path.endswith((".md", ".markdown")):
        page = page_url(url, context)
        if page is not None:
            return ast.Reference("page", url, page, "file")
    return ast.Reference("root" if url.startswith("/") else "relative", url, url if url.startswith("/") else urljoin(base, url))
