"""Images: every local one is found below the site's root, or reported."""

from __future__ import annotations

from urllib.parse import urlsplit

from .. import ast
from ..context import Context
from ..source import Place
from ..walk import Change, replaced


def image(context: Context) -> Change:
    """What gives an image its `Reference`: the file and the rule that found it.

    CK301 where there is no such file, CK302 where it lies outside of the site, CK303 for a scheme that is no image.
    """

    def change(node: ast.Image) -> ast.Image:
        return node if node.calls else replaced(node, reference=reference(node.target.url, context.place(node.at), context))

    return change


def reference(url: str, place: Place | None, context: Context) -> ast.Reference:
    """What an image's URL in the post in hand stands for; reported at `place` where that is nothing."""
    try:
        scheme, host = urlsplit(url).scheme.lower(), urlsplit(url).netloc
    except ValueError:
        scheme, host = "invalid", ""
    if scheme in ("http", "https") or (host and not scheme):
        inside = _own(url, context)
        if inside is None:
            return ast.Reference("url", url)
        url = inside
    elif scheme == "data" and url.lower().startswith("data:image/"):
        return ast.Reference("url", url)
    elif scheme:
        context.report.warn("CK303", f"not an image that a post may show: '{_short(url)}'", place, hint="use a file of the site")
        return ast.Reference("outside", url)
    try:
        found = context.site.find(url, context.path)
    except PermissionError:
        context.report.warn(
            "CK302", f"image lies outside of the site: '{_short(url)}'", place, hint="copy it below the site's root"
        )
        return ast.Reference("outside", url)
    if found is None:
        context.report.warn("CK301", f"image not found: '{_short(url)}'", place, hint=_hint(url, context))
        return ast.Reference("missing", url)
    return ast.Reference("root" if url.startswith("/") else "relative", url, str(found.path), found.rule)


def _own(url: str, context: Context) -> str | None:
    """The path of an absolute URL that points into the site itself, where that file is there."""
    base = context.site.base_url
    if not base or not url.startswith(base + "/"):
        return None
    path = url[len(base) :]
    try:
        return path if context.site.find(path, None) else None
    except PermissionError:
        return None


def _short(url: str) -> str:
    return url if len(url) <= 80 else url[:77] + "..."


def _hint(url: str, context: Context) -> str:
    if context.site.kind == "hugo" and url.startswith("/"):
        return f"expected it at static{url}"
    return "expected it beside the post or in the site's static folder"
