"""Drawings that stand in raw HTML, as pictures: cleaned, and where nothing in them can run."""

from __future__ import annotations

import hashlib
import re
from html import escape

from lxml import etree

from ..assets import data_url
from .svg import clean_svg

# "<svg ...> ... </svg>"; one within another belongs to it
_SVG = re.compile(r"<svg\b(?:(?!</?svg\b).|<svg\b(?:(?!</?svg\b).)*</svg\s*>)*</svg\s*>", re.S | re.I)
_NAMESPACE = "http://www.w3.org/2000/svg"


def as_pictures(html: str) -> tuple[str, dict[str, str]]:
    """HTML whose drawings are `img` elements with names for URLs, and the data URL of each name.

    A sanitiser that lets no drawing pass stands between the two. One that is no XML goes, with all that is in it.
    """
    urls: dict[str, str] = {}
    return _SVG.sub(lambda match: _picture(match[0], urls), html), urls


def _picture(text: str, urls: dict[str, str]) -> str:
    if "xmlns=" not in text[: text.find(">")]:
        text = text.replace("<svg", f'<svg xmlns="{_NAMESPACE}"', 1)
    if "xlink:" in text and "xmlns:xlink" not in text:
        text = text.replace("<svg", '<svg xmlns:xlink="http://www.w3.org/1999/xlink"', 1)
    cleaned = clean_svg(text.encode("utf-8", "replace"))
    if cleaned is None:
        return ""
    root = etree.fromstring(cleaned[0])
    title = root.findtext(f"{{{_NAMESPACE}}}title") or root.get("aria-label") or ""
    if b"currentColor" in cleaned[0] and root.get("color") is None:
        # A picture does not know the text's colour: one that stands out on light and on dark.
        root.set("color", "#767a80")
    sizes = [(name, root.get(name, "").removesuffix("px")) for name in ("width", "height")]
    shown = "".join(f' {name}="{size}"' for name, size in sizes if size.isdigit())
    # A drawing without a size is an icon of the text.
    style = "" if shown else ' style="height: 1em"'
    data = etree.tostring(root)
    name = f"/drawing-{hashlib.sha256(data).hexdigest()[:32]}.svg"
    urls[name] = data_url(data, "image/svg+xml")
    return f'<img src="{name}" alt="{escape(title.strip())}"{shown}{style}>'
