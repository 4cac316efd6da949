"""Files that go with a page: images of the site, named once, cleaned where they could run something."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from .. import ast
from ..context import Context

# A picture of more than this is no picture of a post.
_MOST_BYTES = 64_000_000
_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
# References that stay: into the document itself, and pictures that it holds
_OWN = ("#", "data:image/png", "data:image/jpeg", "data:image/gif")
_RUNS = frozenset(("script", "foreignobject", "iframe", "object", "embed", "handler", "set"))
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (b"GIF87a", "image/gif", ".gif"),
    (b"GIF89a", "image/gif", ".gif"),
    (b"BM", "image/bmp", ".bmp"),
)


@dataclass(frozen=True)
class Asset:
    """A file of an artifact: its name there, its bytes, its media type."""

    name: str
    data: bytes
    media_type: str


@dataclass
class Assets:
    """The assets of one artifact; equal content is kept once. `folder` comes before every name."""

    context: Context
    folder: str = ""
    by_path: dict[str, Asset | None] = field(default_factory=dict)
    by_digest: dict[str, Asset] = field(default_factory=dict)

    def image(self, node: ast.Image) -> Asset | None:
        """The asset of an image whose file was found; None where there is none that can be shown."""
        reference = node.reference
        if reference is None or not reference.resolved or reference.kind == "url":
            return None
        path = reference.resolved
        if path not in self.by_path:
            self.by_path[path] = self._loaded(Path(path), node)
        return self.by_path[path]

    def file(self, path: Path) -> Asset | None:
        """The asset of an image file of the site."""
        key = str(path)
        if key not in self.by_path:
            self.by_path[key] = self._loaded(path, None)
        return self.by_path[key]

    def _loaded(self, path: Path, node: ast.Image | None) -> Asset | None:
        place = self.context.place(node.at) if node is not None else None
        try:
            size = path.stat().st_size
            data = path.read_bytes() if 0 < size <= _MOST_BYTES else b""
        except OSError:
            data = b""
        found = media_type(data)
        if found is None:
            self.context.report.warn("CK305", f"not an image: '{path.name}'", place, hint="PNG, JPEG, GIF, WebP, AVIF, SVG")
            return None
        kind, suffix = found
        if kind == "image/svg+xml":
            cleaned = clean_svg(data)
            if cleaned is None:
                self.context.report.warn("CK305", f"SVG cannot be read: '{path.name}'", place, hint="it is not well-formed")
                return None
            data, removed = cleaned
            if removed:
                self.context.report.warn(
                    "CK306", f"removed from the SVG '{path.name}': {', '.join(removed)}", place, hint="an SVG may not run scripts"
                )
        return self._named(path.stem, suffix, data, kind)

    def _named(self, stem: str, suffix: str, data: bytes, kind: str) -> Asset:
        digest = hashlib.sha256(data).hexdigest()
        if digest in self.by_digest:
            return self.by_digest[digest]
        safe = re.sub(r"[^A-Za-z0-9._-]+", "-", stem).strip("-.") or "image"
        taken = {asset.name for asset in self.by_digest.values()}
        name, number = f"{self.folder}{safe}{suffix}", 1
        while name.lower() in {other.lower() for other in taken}:
            number += 1
            name = f"{self.folder}{safe}-{number}{suffix}"
        asset = Asset(name, data, kind)
        self.by_digest[digest] = asset
        return asset

    def __iter__(self) -> object:
        return iter(self.by_digest.values())


def media_type(data: bytes) -> tuple[str, str] | None:
    """Media type and suffix by what the bytes are, whatever the file is called; None for no image."""
    for signature, kind, suffix in _SIGNATURES:
        if data.startswith(signature):
            return kind, suffix
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp", ".webp"
    if data[4:8] == b"ftyp" and data[8:12] in (b"avif", b"avis"):
        return "image/avif", ".avif"
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<svg", b"<?xml", b"<!doctype svg", b"<!--")) and b"<svg" in data[:65536].lower():
        return "image/svg+xml", ".svg"
    return None


def clean_svg(data: bytes) -> tuple[bytes, list[str]] | None:
    """An SVG without scripts, event attributes, foreign content and references to other files; what was removed.

    None where it is not well-formed XML. Of entities only those that the file itself defines are resolved (lxml's default
    since 5.0), libxml2 bounds what they expand to; no file is opened.
    """
    parser = etree.XMLParser(no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    removed: list[str] = []
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            _drop(element, removed, "an entity or instruction")
            continue
        name = etree.QName(element).localname.lower()
        if name in _RUNS or (name.startswith("animate") and element.get("attributeName", "").endswith("href")):
            _drop(element, removed, f"<{name}>")
            continue
        _clean_attributes(element, removed)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True), removed


def _drop(element: etree._Element, removed: list[str], what: str) -> None:
    parent = element.getparent()
    if parent is not None:
        removed.append(what)
        parent.remove(element)


def _clean_attributes(element: etree._Element, removed: list[str]) -> None:
    for key, value in list(element.attrib.items()):
        local = str(key).rpartition("}")[2].lower()
        text = str(value)
        if local.startswith("on"):
            removed.append(f"the attribute '{local}'")
            del element.attrib[key]
        elif (local == "href" and not text.startswith(_OWN)) or local == "base":
            removed.append(f"the reference '{text[:40]}'")
            del element.attrib[key]
        elif _names_files(text):
            removed.append("a url()")
            del element.attrib[key]
    if etree.QName(element).localname == "style" and element.text and _names_files(element.text):
        removed.append("a style sheet that names other files")
        element.text = ""


def _names_files(css: str) -> bool:
    """Whether CSS names something but a fragment of the document itself; escapes (`u\\72l`) are read as what they mean."""
    plain = re.sub(r"\\([0-9A-Fa-f]{1,6})\s?", lambda match: chr(min(int(match[1], 16), 0x10FFFF)), css)
    # "@import 'a.css'", "url(a.png)"; not "url( '#a' )"
    return bool(re.search(r"@import|url\(\s*+['\"]?+(?!\s*#)", plain, re.I))
