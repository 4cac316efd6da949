"""Jekyll's filters that need the site: URLs, Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from ...site import Site
from ..ruby import Drop
from ..ruby import string as text

# "https:", "mailto:"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# What stays in the path of a URL and behind it (RFC 3986, pchar)
_KEPT = "/:?#@!$&'()*+,;=%~"


def relative(site: Site, value: Any) -> str | None:
    """The path of `value` on the host: with the site's `baseurl`."""
    if value is None:
        return None
    url = _url(value)
    if _SCHEME.match(url):
        return url
    base = text(site.setting("baseurl")).removesuffix("/")
    return _normal("".join(f"/{part}" if part and not part.startswith("/") else part for part in (base, url)))


def absolute(site: Site, value: Any) -> str | None:
    """The whole URL of `value`: with the site's `url` and `baseurl`."""
    if value is None:
        return None
    url, host = _url(value), text(site.setting("url"))
    if _SCHEME.match(url):
        return url
    whole = relative(site, value) or ""
    # A host alone has the path "/" (RFC 3986, 6.2.3).
    return _normal(f"{host}{whole or '/'}") if host else whole


def _url(value: Any) -> str:
    return text(value["url"]) if isinstance(value, Drop) and "url" in value else text(value)


def _normal(url: str) -> str:
    """`url` with letters of other scripts and blanks percent-encoded, and without `.` and `..` in its path."""
    encoded = quote(url, safe=_KEPT)
    path, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", encoded, re.S).groups()  # type: ignore[union-attr]
    if "/." not in path:
        return encoded
    kept: list[str] = []
    parts = path.split("/")
    for number, part in enumerate(parts):
        if part == ".." and len(kept) > 1:
            kept.pop()
        if part not in (".", ".."):
            kept.append(part)
        elif number == len(parts) - 1:
            kept.append("")
    return "/".join(kept) + mark + rest


def _strip_index(value: Any) -> Any:
    return re.sub(r"/index\.html?\Z", "/", text(value)) if text(value) else None


FILTERS: dict[str, Callable[..., Any]] = {
    "absolute_url": lambda scope, value: absolute(scope.site, value),
    "markdownify": lambda scope, value: scope.markdown(text(value)),
    "relative_url": lambda scope, value: relative(scope.site, value),
    "sassify": lambda scope, value: scope.unknown("style sheets are compiled by Jekyll alone"),
    "scssify": lambda scope, value: scope.unknown("style sheets are compiled by Jekyll alone"),
    "smartify": lambda scope, value: scope.smart(text(value)),
    "strip_index": lambda scope, value: _strip_index(value),
}
